"""Surveys: what one is, its questions, who is asked and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keyway.promote.actions.questioning import Own
from keyway.promote.actions.sampling import Asked
from keyway.promote.actions.surveying import Plan
from keyway.promote.models import PerceptionSurvey, Sitting, SurveyGroup, SurveyQuestion

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from keyway.partners.models import Organization

_MOST_SCHOOLS, _MOST_ANSWERS = 500, 2000
_GRADES = [("", _("No certain one")), *((str(grade), str(grade)) for grade in range(1, 13))]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _count(label: Any, most: int, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=most, help_text=hint
    )


class SurveyForm(forms.Form):
    """What a survey is, and what is planned."""

    name = forms.CharField(label=_("Name"), max_length=120)
    audience = forms.ChoiceField(
        label=_("Who answers?"), choices=PerceptionSurvey.Audience, widget=forms.RadioSelect
    )
    about = forms.CharField(
        label=_("What is looked at?"),
        max_length=240,
        required=False,
        help_text=_("Such as: the tours of October 2026."),
    )
    planned_groups = _count(_("Schools that will take part"), _MOST_SCHOOLS)
    planned_treated = _count(
        _("Of these, schools that get the visit or series"),
        _MOST_SCHOOLS,
        _("The others are the comparison. Best draw by lot who goes first and who waits."),
    )
    planned_answers = _count(_("Answers expected in each school"), _MOST_ANSWERS)
    consent_record = forms.CharField(
        label=_("Where is the written consent of the parents kept?"),
        max_length=200,
        required=False,
        help_text=_("Leave this empty unless you ask students about what the law protects."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a plan in which more schools are reached than take part."""
        cleaned: dict[str, Any] = super().clean() or {}
        schools, reached = cleaned.get("planned_groups"), cleaned.get("planned_treated")
        if schools and reached and reached > schools:
            self.add_error("planned_treated", _("These are more than take part."))
        return cleaned

    def plan(self) -> Plan:
        """Return what was typed."""
        return Plan(**self.cleaned_data)


class QuestionForm(forms.Form):
    """A question in one's own words, in both languages."""

    text_en = forms.CharField(label=_("Question in English"), max_length=240)
    text_es = forms.CharField(label=_("Question in Spanish"), max_length=240)
    scale = forms.ChoiceField(
        label=_("How is it answered?"),
        choices=SurveyQuestion.Scale,
        initial=SurveyQuestion.Scale.AGREE,
        widget=forms.RadioSelect,
    )
    is_in_index = forms.BooleanField(label=_("It counts in the index"), required=False)
    is_reversed = forms.BooleanField(label=_("To agree is the worse image"), required=False)

    def own(self) -> Own:
        """Return what was typed."""
        return Own(**self.cleaned_data)


class GroupForm(forms.Form):
    """Who answers together."""

    school: forms.ModelChoiceField[Organization] = forms.ModelChoiceField(
        queryset=None, label=_("School"), required=False, empty_label=_("Whoever takes the link")
    )
    arm = forms.ChoiceField(
        label=_("What is this group in the comparison?"),
        choices=SurveyGroup.Arm,
        initial=SurveyGroup.Arm.NONE,
        widget=forms.RadioSelect,
    )
    grade = forms.TypedChoiceField(
        label=_("Grade"), choices=_GRADES, coerce=int, empty_value=None, required=False
    )
    expected_count = _count(_("How many may answer?"), _MOST_ANSWERS)
    is_placebo = forms.BooleanField(
        label=_("The visit does not reach this grade"),
        required=False,
        help_text=_("Such a grade shows whether something else moved the school."),
    )

    def __init__(self, *args: Any, schools: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """Return what was typed."""
        return Asked(**self.cleaned_data)


class SittingForm(forms.Form):
    """When a group is asked."""

    wave = forms.ChoiceField(label=_("When?"), choices=Sitting.Wave, widget=forms.RadioSelect)
    opens_date = _day(_("First day"))
    closes_date = _day(_("Last day"))
