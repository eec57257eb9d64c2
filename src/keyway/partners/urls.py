"""Where the room's pages are: the directory for everybody, one's own pages behind the sign-in."""

from django.urls import path, re_path

from keyway.partners.views import directory, joining, my, organizations, people, sites

app_name = "partners"

_HERE = "my/organizations/<slug:slug>/"

urlpatterns = [
    path("partners/", directory.directory, name="directory"),
    re_path(r"^partners/download\.(?P<form>csv|xlsx|json)$", directory.download, name="download"),
    path("partners/join/", joining.join, name="join"),
    path("partners/join/thanks/", joining.thanks, name="join_thanks"),
    path("partners/<slug:slug>/", organizations.organization, name="organization"),
    path("my/", my.my, name="my"),
    path(_HERE, my.own, name="own"),
    path(f"{_HERE}change/", my.change, name="change"),
    path(f"{_HERE}confirm/", my.confirm, name="confirm"),
    path(f"{_HERE}sites/add/", sites.add_site, name="add_site"),
    path(f"{_HERE}sites/<int:number>/", sites.site, name="site"),
    path(f"{_HERE}sites/<int:number>/confirm/", sites.confirm_site, name="confirm_site"),
    path(f"{_HERE}sites/<int:number>/remove/", sites.remove_site, name="remove_site"),
    path(f"{_HERE}contacts/add/", sites.add_contact, name="add_contact"),
    path(f"{_HERE}contacts/<int:number>/", sites.contact, name="contact"),
    path(f"{_HERE}contacts/<int:number>/remove/", sites.remove_contact, name="remove_contact"),
    path(f"{_HERE}contacts/<int:number>/show/", sites.show_contact, name="show_contact"),
    path(f"{_HERE}people/", people.people, name="people"),
    re_path(
        r"^my/organizations/(?P<slug>[-\w]+)/people\.(?P<form>csv|xlsx)$",
        people.download,
        name="people_download",
    ),
    path(f"{_HERE}people/<int:number>/role/", people.role, name="role"),
    path(f"{_HERE}people/<int:number>/remove/", people.remove, name="remove"),
    path(f"{_HERE}leave/", people.leave, name="leave"),
    path(f"{_HERE}invite/", people.invite, name="invite"),
    path(f"{_HERE}invitations/<int:number>/resend/", people.resend, name="resend_invitation"),
    path(
        f"{_HERE}invitations/<int:number>/withdraw/",
        people.withdraw,
        name="withdraw_invitation",
    ),
    path("my/partnership/", joining.found, name="found"),
    path("my/proposals/<slug:slug>/", joining.proposal, name="proposal"),
]
