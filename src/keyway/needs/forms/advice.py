"""Advice, its answer, and the steps that follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keyway.credentials.models import Credential
from keyway.needs.models import Adoption, Advice, RolloutLine
from keyway.partners.models import Organization

if TYPE_CHECKING:
    from django.db.models import QuerySet

_DAY = {"type": "date"}


def credentials() -> QuerySet[Credential]:
    """Return the credentials that can be advised."""
    return Credential.objects.filter(is_withdrawn=False, superseded_by=None).order_by("name")


def _credential_field() -> forms.ModelChoiceField[Credential]:
    return forms.ModelChoiceField(
        queryset=Credential.objects.none(),
        label=_("Credential"),
        required=False,
        empty_label=_("No certain one"),
    )


class AdviceForm(forms.Form):
    """What an institution is advised to do, and by when it should answer."""

    institution: forms.ModelChoiceField[Organization] = forms.ModelChoiceField(
        queryset=Organization.objects.none(), label=_("To")
    )
    deed = forms.ChoiceField(label=_("What"), choices=RolloutLine.Deed)
    family = forms.ChoiceField(label=_("Kind of work"), choices=Credential.Family)
    credential = _credential_field()
    seats = forms.IntegerField(
        label=_("Seats a year"), required=False, min_value=1, max_value=10_000
    )
    words = forms.CharField(
        label=_("What to do, and why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("This is what they read. Change it as you like."),
    )
    due_date = forms.DateField(
        label=_("Please answer by"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, institutions: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = institutions  # type: ignore[attr-defined]
        self.fields["credential"].queryset = credentials()  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """What an institution says to advice."""

    answer = forms.ChoiceField(
        label=_("Your answer"), choices=Advice.Answer, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A reason helps most with a no: it shows what stands in the way."),
    )
    evidence_url = forms.URLField(
        label=_("Address of the evidence"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("Such as a decision of the board. You may leave it empty."),
    )


class StepForm(forms.Form):
    """One step toward teaching something: planned, agreed, running, first earners."""

    family = forms.ChoiceField(label=_("Kind of work"), choices=Credential.Family)
    credential = _credential_field()
    step = forms.ChoiceField(label=_("Step"), choices=Adoption.Step, widget=forms.RadioSelect)
    step_date = forms.DateField(
        label=_("Since"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    evidence = forms.CharField(
        label=_("What shows it"),
        max_length=300,
        help_text=_("Such as the minutes of a meeting, the catalog, a report of exams."),
    )
    evidence_url = forms.URLField(
        label=_("Address of the evidence"), required=False, max_length=300, assume_scheme="https"
    )
    reason = forms.CharField(
        label=_("Why a step back, or past one"),
        required=False,
        max_length=300,
        help_text=_("Only when you leave the usual order."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].queryset = credentials()  # type: ignore[attr-defined]
