"""Campaigns: what one is, what it puts out, where its short links lead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from keyway.promote.models import CampaignLink, CampaignPiece
from keyway.promote.models.campaigns import Audience

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet
    from wagtail.models import Page


def _day(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _dollars(label: Any, hint: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        help_text=hint,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


class CampaignForm(forms.Form):
    """What a campaign is."""

    name = forms.CharField(label=_("Name"), max_length=120)
    goal = forms.CharField(
        label=_("Goal"),
        max_length=600,
        help_text=_("Who should do what after it?"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 600}),
    )
    audience = forms.ChoiceField(label=_("Audience"), choices=Audience)
    starts_date = _day(_("First day"))
    ends_date = _day(_("Last day"))
    budget_usd = _dollars(_("Budget, in dollars"), _("You may leave it empty."))
    spent_usd = _dollars(
        _("Spent so far, in dollars"), _("From this we reckon what one reached person cost.")
    )

    def __init__(self, *args: Any, counties: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county_codes"] = forms.MultipleChoiceField(
            label=_("Counties"),
            required=False,
            choices=list(counties),
            help_text=_("Tick none for the whole state."),
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(("name", "goal", "audience", "county_codes", "starts_date"))

    def clean(self) -> dict[str, Any]:
        """Return what was entered; the days must follow each other."""
        given = super().clean() or {}
        first, last = given.get("starts_date"), given.get("ends_date")
        if first and last and last < first:
            self.add_error("ends_date", _("The last day comes before the first."))
        return given


class PieceForm(forms.Form):
    """What a piece of a campaign is."""

    title = forms.CharField(label=_("What it is called"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=CampaignPiece.Kind)
    due_date = _day(_("Due on"), required=False)
    done_date = _day(_("Done on"), required=False, hint=_("Leave it empty until it is out."))
    cost_usd = _dollars(_("Cost, in dollars"))

    def __init__(self, *args: Any, pages: QuerySet[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A list that is cut cannot be searched again, so its numbers are taken.
        numbers = [each.pk for each in pages]
        self.fields["page"] = forms.ModelChoiceField(
            pages.model.objects.filter(pk__in=numbers).order_by("title"),
            label=_("Page of this site"),
            required=False,
            empty_label=_("None"),
        )
        self.order_fields(("title", "kind", "page", "due_date"))


class ShortLinkForm(forms.Form):
    """Where a short link hangs and where it leads."""

    channel = forms.ChoiceField(label=_("Where people meet it"), choices=CampaignLink.Channel)
    place = forms.CharField(
        label=_("The exact place"),
        max_length=120,
        required=False,
        help_text=_("Such as: library, cafeteria, bus line 12. Never a person."),
    )
    target = forms.CharField(
        label=_("Leads to"),
        max_length=300,
        help_text=_("Copy the address of a page of this site."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(
        self,
        *args: Any,
        pieces: QuerySet[CampaignPiece],
        host: str,
        leads_somewhere: Callable[[str], bool],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._host, self._leads_somewhere = host, leads_somewhere
        self.fields["piece"] = forms.ModelChoiceField(
            pieces, label=_("It stands on"), required=False, empty_label=_("No piece of the list")
        )
        self.order_fields(("channel", "place", "piece", "target"))

    def clean_target(self) -> str:
        """Return the address within this site; a page must be there."""
        typed = str(self.cleaned_data["target"]).strip()
        parts = urlsplit(typed)
        if parts.netloc and parts.netloc.lower() != self._host.lower():
            raise ValidationError(_("A short link leads only to a page of this site."))
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        CampaignLink._meta.get_field("target").run_validators(target)
        if not self._leads_somewhere(parts.path):
            raise ValidationError(_("There is no page at this address. Copy it from your browser."))
        return target
