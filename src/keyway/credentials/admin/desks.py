"""Desks of the registry: credentials and claims, each change by an action of ours."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.viewsets.model import ModelViewSetGroup

from keyway.credentials.actions import recognizing, registry
from keyway.credentials.forms.registry import ClaimForm, CredentialForm, ExamSiteForm
from keyway.credentials.models import Credential, ExamSite, Issuer, Recognition
from keyway.partners.admin.parts import ChangeView, Desk, EnterView, NeverDelete, RemoveView


class CredentialEnter(EnterView):
    """Enters a credential."""

    @transaction.atomic
    def enter(self, values: dict[str, Any]) -> Credential:
        """Enter it with its stack."""
        one = registry.enter_credential(by=self.request.user, values=values)
        _place(self.request.user, one, values)
        return one


class CredentialChange(ChangeView):
    """Changes a credential, its stack and how well it is known."""

    @transaction.atomic
    def change(self, kept: Credential, values: dict[str, Any]) -> None:
        """Change all of it or nothing."""
        registry.change_credential(by=self.request.user, credential=kept, values=values)
        _place(self.request.user, kept, values)


def _place(by: Any, one: Credential, values: dict[str, Any]) -> None:
    """Set where a credential stands in its stack, what replaces it, and whether it was checked."""
    parent, order = values["stack_parent"], values["stack_order"]
    if (one.stack_parent, one.stack_order) != (parent, order):
        registry.set_stack(by=by, credential=one, parent=parent, order=order)
    if one.superseded_by != values["superseded_by"]:
        registry.replace_credential(by=by, credential=one, successor=values["superseded_by"])
    if one.is_withdrawn != values["is_withdrawn"]:
        show = (
            registry.withdraw_credential if values["is_withdrawn"] else registry.restore_credential
        )
        show(by=by, credential=one)
    if values["is_checked"]:
        today = timezone.now().date()
        seen = values["checked_date"] or today
        registry.check_credential(by=by, credential=one, seen_date=seen, today=today)


class CredentialDesk(Desk):
    """Credentials: found, entered, changed, checked, stacked; never deleted, but withdrawn."""

    model = Credential
    policy = NeverDelete
    icon = "tag"
    name = "credentials_credential"
    url_prefix = "credentials/registry"
    menu_label = _("Credentials")
    add_view_class = CredentialEnter
    edit_view_class = CredentialChange
    form_fields = CredentialForm.Meta.fields
    list_display = (
        "name",
        "issuer",
        "kind",
        "family",
        "evidence",
        DateColumn("seen_date", label=_("Facts as of"), sort_key="seen_date"),
    )
    list_filter = ("evidence", "family", "kind", "level", "in_school", "is_withdrawn")
    search_fields = ("search_text", "name", "key")
    list_export = (
        "key", "name", "abbreviation", "issuer", "kind", "family", "level", "minimum_age",
        "in_school", "price_low_usd", "price_high_usd", "price_date", "renewal",
        "renewal_months", "stack_parent", "stack_order", "superseded_by", "evidence",
        "seen_date", "official_url", "is_withdrawn",
    )  # fmt: skip
    export_filename = "credentials"
    inspect_view_fields_exclude = ("search_text", "registry_digest", "foreign_terms")
    ordering = ("name", "pk")

    def get_form_class(self, for_update: bool = False) -> type[CredentialForm]:
        """Return the form with codes, skills and stack."""
        return CredentialForm


class ClaimEnter(EnterView):
    """Enters a claim; it stands as not verified."""

    def enter(self, values: dict[str, Any]) -> Recognition:
        """Enter it."""
        one = values.pop("credential")
        return recognizing.claim_recognition(by=self.request.user, credential=one, values=values)


class ClaimLook(ChangeView):
    """Leads to the screen where a claim is checked: there is no other way to change one."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Lead there whoever may check claims."""
        return redirect("staff_claim", number=self.get_object().pk)

    post = get


class ClaimDesk(Desk):
    """Claims of recognition: found and entered here, checked one by one in the queue."""

    model = Recognition
    policy = NeverDelete
    icon = "clipboard-list"
    name = "credentials_recognition"
    url_prefix = "credentials/claims"
    menu_label = _("All claims")
    add_view_class = ClaimEnter
    edit_view_class = ClaimLook
    form_fields = ClaimForm.Meta.fields
    list_display = (
        "recognizer",
        "credential",
        "type",
        "status",
        DateColumn("seen_date", label=_("Seen on"), sort_key="seen_date"),
        DateColumn("expires_date", label=_("Holds until"), sort_key="expires_date"),
    )
    list_filter = ("status", "type", "state_code", "place", "year")
    search_fields = ("recognizer", "credential__search_text", "list_key")
    list_export = (
        "credential.key", "credential.name", "type", "recognizer", "state_code", "list_key",
        "place", "year", "weight", "url", "document_note", "seen_date", "expires_date", "status",
        "checked_at",
    )  # fmt: skip
    export_filename = "claims"
    inspect_view_fields_exclude = ("registry_digest", "foreign_terms")
    ordering = ("credential__name", "type", "pk")

    def get_form_class(self, for_update: bool = False) -> type[ClaimForm]:
        """Return the form of a claim."""
        return ClaimForm


class IssuerEnter(EnterView):
    """Enters an issuer."""

    def enter(self, values: dict[str, Any]) -> Issuer:
        """Enter it."""
        return registry.keep_issuer(by=self.request.user, values=values)


class IssuerChange(ChangeView):
    """Changes an issuer."""

    def change(self, kept: Issuer, values: dict[str, Any]) -> None:
        """Change it."""
        registry.keep_issuer(by=self.request.user, issuer=kept, values=values)


class IssuerDesk(Desk):
    """Issuers: the bodies that give credentials."""

    model = Issuer
    policy = NeverDelete
    icon = "group"
    name = "credentials_issuer"
    url_prefix = "credentials/issuers"
    menu_label = _("Issuers")
    add_view_class = IssuerEnter
    edit_view_class = IssuerChange
    form_fields = ("name", "abbreviation", "website")
    list_display = ("name", "abbreviation", "website")
    search_fields = ("name", "abbreviation")
    list_export = ("key", "name", "abbreviation", "website")
    export_filename = "issuers"
    ordering = ("name", "pk")


class ExamSiteEnter(EnterView):
    """Enters an exam site."""

    def enter(self, values: dict[str, Any]) -> ExamSite:
        """Enter it."""
        return registry.keep_exam_site(by=self.request.user, values=values)


class ExamSiteChange(ChangeView):
    """Changes an exam site."""

    def change(self, kept: ExamSite, values: dict[str, Any]) -> None:
        """Change it."""
        registry.keep_exam_site(by=self.request.user, site=kept, values=values)


class ExamSiteRemove(RemoveView):
    """Removes an exam site."""

    def remove(self, kept: ExamSite) -> None:
        """Remove it."""
        registry.remove_exam_site(by=self.request.user, site=kept)


class ExamSiteDesk(Desk):
    """Exam sites: where the exams of credentials are taken, and when next."""

    model = ExamSite
    icon = "map-pin"
    name = "credentials_examsite"
    url_prefix = "credentials/exam-sites"
    menu_label = _("Exam sites")
    add_view_class = ExamSiteEnter
    edit_view_class = ExamSiteChange
    delete_view_class = ExamSiteRemove
    form_fields = ExamSiteForm.Meta.fields
    list_display = (
        "__str__",
        "credential",
        "organization",
        "city",
        DateColumn("next_exam_date", label=_("Next exam"), sort_key="next_exam_date"),
        DateColumn("seen_date", label=_("Seen on"), sort_key="seen_date"),
    )
    list_filter = ("state_code",)
    search_fields = ("name", "city", "credential__search_text", "organization__name")
    list_export = (
        "credential.key", "credential.name", "organization", "name", "city", "state_code",
        "zip_code", "url", "next_exam_date", "seen_date",
    )  # fmt: skip
    export_filename = "exam-sites"
    ordering = ("credential__name", "city", "pk")

    def get_form_class(self, for_update: bool = False) -> type[ExamSiteForm]:
        """Return the form of an exam site."""
        return ExamSiteForm


class RegistryGroup(ModelViewSetGroup):  # type: ignore[misc]
    """The desks of the registry under one entry of the menu."""

    menu_label = _("Credentials")
    menu_icon = "tag"
    menu_order = 25
    items = (CredentialDesk, ClaimDesk, ExamSiteDesk, IssuerDesk)
