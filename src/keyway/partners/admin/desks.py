"""The desks of this room in the back office: lists, forms, files, each by Wagtail's own viewsets."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.viewsets.model import ModelViewSetGroup

from keyway.partners.actions import approving, organizations, sites
from keyway.partners.actions.work import close_items
from keyway.partners.admin.parts import (
    ChangeAndDelete,
    ChangeView,
    Desk,
    EnterView,
    NeverDelete,
    RemoveView,
    TickedList,
)
from keyway.partners.admin.records import (
    ConsentDesk,
    InvitationDesk,
    LinkDesk,
    MembershipDesk,
    PersonDesk,
)
from keyway.partners.models import (
    Contact,
    Organization,
    Site,
)
from keyway.partners.queries.freshness import LEFT
from keyway.partners.queries.work import board_organization
from keyway.reference import shelf

_OWN = ("name", "summary", "website", "phone", "naics_code")
_CONTACT = ("full_name", "title", "email", "phone", "preferred_language")


# --- organizations ---------------------------------------------------------------------------------


class OrganizationEnter(EnterView):
    """Enters an organization into the directory."""

    def enter(self, values: dict[str, Any]) -> Organization:
        """Enter it at the partnership."""
        return approving.enter_organization(
            by=self.request.user,
            at=board_organization() or Organization(),
            kind=values["kind"],
            state_code=settings.KEYWAY_STATE,
            values={name: values[name] for name in _OWN},
            now=timezone.now(),
        )


class OrganizationChange(ChangeView):
    """Changes an organization's facts."""

    def change(self, kept: Organization, values: dict[str, Any]) -> None:
        """Change what may be changed."""
        organizations.change_organization(
            by=self.request.user,
            organization=kept,
            values={name: values[name] for name in _OWN},
            now=timezone.now(),
        )


class OrganizationDesk(Desk):
    """Organizations: entered, changed, approved, closed; never deleted."""

    model = Organization
    policy = NeverDelete
    icon = "site"
    name = "partners_organization"
    url_prefix = "partners/organizations"
    index_view_class = TickedList
    add_view_class = OrganizationEnter
    edit_view_class = OrganizationChange
    form_fields = ("name", "kind", "summary", "website", "phone", "naics_code")
    list_display = (
        "name",
        "kind",
        "status",
        DateColumn("confirmed_at", label=_("Last confirmed"), sort_key="confirmed_at"),
    )
    list_filter = ("kind", "status", "is_demo", "is_charter")
    search_fields = ("search_text", "name")
    list_export = (
        "name", "kind", "status", "parent", "state_code", "website", "phone", "naics_code",
        "official_scheme", "official_code", "source_key", "source_release", "confirmed_at", "is_demo",
    )  # fmt: skip
    export_filename = "organizations"
    inspect_view_fields_exclude = ("search_text", "official_digest")
    ordering = ("name", "pk")


# --- sites and contacts ----------------------------------------------------------------------------


class SiteChange(ChangeView):
    """Changes a site; its county and districts follow its place."""

    def change(self, kept: Site, values: dict[str, Any]) -> None:
        """Find the place anew and keep it."""
        sites.keep_site(
            by=self.request.user,
            organization=kept.organization,
            site=kept,
            address=sites.Address(state_code=kept.state_code, **values),
            store=shelf.take(settings.REFERENCE_DIR),
            now=timezone.now(),
        )


class SiteRemove(RemoveView):
    """Removes a site."""

    def remove(self, kept: Site) -> None:
        """Remove it unless it is the only one."""
        sites.remove_site(by=self.request.user, site=kept)


class SiteDesk(Desk):
    """Sites: places of organizations."""

    model = Site
    icon = "map-pin"
    name = "partners_site"
    url_prefix = "partners/sites"
    edit_view_class = SiteChange
    delete_view_class = SiteRemove
    policy = ChangeAndDelete
    form_fields = ("name", "street", "city", "zip_code", "latitude", "longitude")
    list_display = (
        "__str__",
        "organization",
        "city",
        "county_fips",
        DateColumn("confirmed_at", label=_("Last confirmed"), sort_key="confirmed_at"),
    )
    list_filter = ("is_main", "location_precision", "county_fips")
    search_fields = ("name", "street", "city", "zip_code", "organization__name")
    list_export = (
        "organization.name", "name", "is_main", "street", "city", "state_code", "zip_code", "latitude",
        "longitude", "location_precision", "county_fips", "upper_district", "lower_district",
        "congressional_district", "confirmed_at",
    )  # fmt: skip
    export_filename = "sites"
    ordering = ("organization__name", "pk")


class ContactChange(ChangeView):
    """Changes a contact."""

    def change(self, kept: Contact, values: dict[str, Any]) -> None:
        """Keep what was typed."""
        sites.keep_contact(
            by=self.request.user,
            organization=kept.organization,
            contact=kept,
            values={name: values[name] for name in _CONTACT},
            now=timezone.now(),
        )


class ContactRemove(RemoveView):
    """Removes a contact; what the board says of them is done with."""

    def remove(self, kept: Contact) -> None:
        """Remove it and clear the board."""
        subject = f"contact:{kept.pk}"
        sites.remove_contact(by=self.request.user, contact=kept)
        for kind in (LEFT, "contact.silent", "mail.refused"):
            close_items(kind=kind, subject=subject, now=timezone.now())


class ContactDesk(Desk):
    """Contacts: by whom organizations are reached."""

    model = Contact
    icon = "mail"
    name = "partners_contact"
    url_prefix = "partners/contacts"
    edit_view_class = ContactChange
    delete_view_class = ContactRemove
    policy = ChangeAndDelete
    form_fields = _CONTACT
    list_display = (
        "full_name",
        "organization",
        "title",
        "email",
        DateColumn("confirmed_at", label=_("Last confirmed"), sort_key="confirmed_at"),
    )
    list_filter = ("preferred_language", "is_public", "organization__kind")
    search_fields = ("full_name", "email", "title", "organization__name")
    list_export = (
        "full_name", "title", "email", "phone", "preferred_language", "organization.name",
        "organization.kind", "is_public", "confirmed_at", "asked_at",
    )  # fmt: skip
    export_filename = "contacts"
    ordering = ("full_name", "pk")


class PartnersGroup(ModelViewSetGroup):  # type: ignore[misc]
    """The desks of this room under one entry of the menu."""

    menu_label = _("Partners")
    menu_icon = "group"
    menu_order = 110
    items = (
        OrganizationDesk,
        SiteDesk,
        ContactDesk,
        PersonDesk,
        MembershipDesk,
        InvitationDesk,
        LinkDesk,
        ConsentDesk,
    )
