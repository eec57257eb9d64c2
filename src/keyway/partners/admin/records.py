"""Desks of what is looked at here and changed elsewhere: people, roles, invitations, consents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import DateColumn

from keyway.partners.admin.parts import Desk, OnlyLook, TickedList
from keyway.partners.models import Consent, Invitation, Link, Membership, Person


class PersonDesk(Desk):
    """People who may sign in: found by name or address, invited on their organization's page."""

    model = Person
    policy = OnlyLook
    icon = "user"
    name = "partners_person"
    url_prefix = "partners/people"
    form_fields = ("full_name",)
    list_display = (
        "full_name",
        "email",
        "preferred_language",
        "is_active",
        DateColumn("joined_at", label=_("Joined"), sort_key="joined_at"),
        DateColumn("last_login", label=_("Last signed in"), sort_key="last_login"),
    )
    list_filter = ("preferred_language", "is_active")
    search_fields = ("full_name", "email")
    list_export = (
        "full_name",
        "email",
        "preferred_language",
        "is_active",
        "joined_at",
        "last_login",
    )
    export_filename = "people"
    inspect_view_fields = list_export
    ordering = ("full_name", "pk")

    def register_admin_url_finder(self) -> None:
        """Leave Wagtail's own desk of users as the place that its histories lead to."""


class MembershipDesk(Desk):
    """Memberships: who holds which role where; changed on the organization's own page."""

    model = Membership
    policy = OnlyLook
    icon = "group"
    name = "partners_membership"
    url_prefix = "partners/memberships"
    form_fields = ("role",)
    list_display = (
        "person",
        "organization",
        "role",
        DateColumn("since_at", label=_("Since"), sort_key="since_at"),
    )
    list_filter = ("role", "organization__kind")
    search_fields = ("person__full_name", "person__email", "organization__name")
    list_export = ("person.full_name", "person.email", "organization.name", "role", "since_at")
    export_filename = "memberships"
    ordering = ("organization__name", "person__full_name", "pk")


class InvitationDesk(Desk):
    """Invitations: offers of a role, open, accepted or withdrawn."""

    model = Invitation
    policy = OnlyLook
    icon = "mail"
    name = "partners_invitation"
    url_prefix = "partners/invitations"
    form_fields = ("role",)
    list_display = (
        "email",
        "organization",
        "role",
        DateColumn("created_at", label=_("Sent"), sort_key="created_at"),
        DateColumn("accepted_at", label=_("Accepted"), sort_key="accepted_at"),
    )
    list_filter = ("role", "language")
    search_fields = ("email", "full_name", "organization__name")
    list_export = (
        "email", "full_name", "organization.name", "role", "language", "created_at", "expires_at",
        "accepted_at", "revoked_at",
    )  # fmt: skip
    export_filename = "invitations"
    inspect_view_fields_exclude = ("token_digest",)
    ordering = ("-created_at", "-pk")


class LinkDesk(Desk):
    """No-login links: open, used, expired or withdrawn; those that are open can be withdrawn."""

    model = Link
    policy = OnlyLook
    icon = "link"
    name = "partners_link"
    url_prefix = "partners/links"
    index_view_class = TickedList
    form_fields = ("deed",)
    list_display = (
        "deed",
        "contact",
        "organization",
        DateColumn("created_at", label=_("Sent"), sort_key="created_at"),
        DateColumn("expires_at", label=_("Valid until"), sort_key="expires_at"),
        DateColumn("used_at", label=_("Used"), sort_key="used_at"),
        DateColumn("revoked_at", label=_("Withdrawn"), sort_key="revoked_at"),
    )
    list_filter = ("deed", "language")
    search_fields = ("contact__full_name", "contact__email", "organization__name")
    list_export = (
        "deed",
        "contact",
        "organization",
        "language",
        "created_at",
        "expires_at",
        "used_at",
        "revoked_at",
    )
    export_filename = "links"
    inspect_view_fields = list_export
    ordering = ("-created_at", "-pk")


class ConsentDesk(Desk):
    """Consents: what people agreed to, and when they took it back."""

    model = Consent
    policy = OnlyLook
    icon = "check"
    name = "partners_consent"
    url_prefix = "partners/consents"
    form_fields = ("purpose",)
    list_display = (
        "contact",
        "organization",
        "purpose",
        DateColumn("given_at", label=_("Given"), sort_key="given_at"),
        DateColumn("withdrawn_at", label=_("Withdrawn"), sort_key="withdrawn_at"),
    )
    list_filter = ("purpose", "language")
    search_fields = ("contact__full_name", "organization__name")
    list_export = (
        "contact.full_name", "organization.name", "purpose", "wording", "language", "given_at",
        "withdrawn_at",
    )  # fmt: skip
    export_filename = "consents"
    ordering = ("-given_at", "-pk")
