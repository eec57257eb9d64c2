"""Where the room's pages are, in the order of the site's map."""

from django.urls import path, re_path

from keyway.credentials.views import credential, registry

app_name = "credentials"

urlpatterns = [
    # the registry
    path("credentials/", registry.credentials, name="credentials"),
    re_path(
        r"^credentials/download\.(?P<form>csv|xlsx|json)$", registry.download, name="download"
    ),
    path("credentials/<slug:slug>/", credential.credential, name="credential"),
    re_path(
        r"^panels/occupations/(?P<soc_code>\d{2}-\d{4})/$",
        credential.occupation,
        name="occupation_panel",
    ),
]
