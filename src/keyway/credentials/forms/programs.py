"""What institutions enter: a program, what it leads to, and the counts of a cohort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keyway.credentials.actions.programs import OFFICIAL_FACTS
from keyway.credentials.forms.promises import grouped
from keyway.credentials.models import Articulation, Attainment, Credential, Program
from keyway.credentials.queries.programs import STEPS

if TYPE_CHECKING:
    from django.db.models import QuerySet

_NUMERIC = {"inputmode": "numeric"}
_MONEY = {"inputmode": "decimal"}


def _date() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _number(label: Any, hint: Any = "", most: int = 100_000) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs=_NUMERIC),
    )


class ProgramForm(forms.ModelForm[Program]):
    """A program: what is taught, to whom, with what, at what cost.

    A program that an official file names keeps its name, level and code; the form shows them no
    more, so that nothing seems changeable that is not.
    """

    months = _number(_("Length in months"), most=120)
    hours = _number(_("Hours of instruction"), most=10_000)
    seats = _number(_("Seats a year"))
    seats_open = _number(_("Seats still open"))
    instructors = _number(_("Instructors"), most=1000)
    lowest_grade = _number(_("Lowest grade"), most=12)
    highest_grade = _number(_("Highest grade"), most=12)
    url = forms.URLField(
        label=_("Its page on your site"), required=False, max_length=300, assume_scheme="https"
    )
    tuition_usd = forms.DecimalField(
        label=_("Cost to the student, in dollars"),
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        help_text=_(
            "For the whole program, before aid. Empty is unknown; write 0 where it is free."
        ),
        widget=forms.TextInput(attrs=_MONEY),
    )

    class Meta:
        model = Program
        fields = (
            "name", "name_es", "level", "family", "status", "cip_code", "lowest_grade",
            "highest_grade", "months", "hours", "seats", "seats_open", "instructors", "equipment",
            "tuition_usd", "tuition_date", "next_start_date", "url",
        )  # fmt: skip
        widgets = {
            "tuition_date": _date(),
            "next_start_date": _date(),
            "equipment": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "cip_code": _("Field of study, six digits: 48.0501. It ties the program to jobs."),
            "name_es": _("Families read it. Leave it empty if you are not sure."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.source_key:
            for name in OFFICIAL_FACTS:
                del self.fields[name]

    def _post_clean(self) -> None:
        """Leave the record alone: the action keeps it and refuses what cannot be."""

    def clean_cip_code(self) -> str:
        """Return the code, if it looks like one."""
        code = str(self.cleaned_data["cip_code"]).strip()
        if code:
            for validator in Program._meta.get_field("cip_code").validators:
                validator(code)
        return code


class OfferingForm(forms.Form):
    """A credential that a program teaches toward."""

    url = forms.URLField(
        label=_("Page that says so"),
        required=False,
        max_length=300,
        assume_scheme="https",
        help_text=_("A course page or plan. Others believe it sooner with a link."),
    )
    next_exam_date = forms.DateField(label=_("Next exam here"), required=False, widget=_date())

    def __init__(
        self, *args: Any, credentials: QuerySet[Credential] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if credentials is not None:
            field: forms.ModelChoiceField[Credential] = forms.ModelChoiceField(
                credentials, label=_("Credential")
            )
            field.choices = grouped(credentials)
            self.fields["credential"] = field
            self.order_fields(("credential", "url", "next_exam_date"))


class CountsForm(forms.Form):
    """How far one cohort got; each word is explained where it is asked."""

    cohort_year = forms.IntegerField(
        label=_("Cohort"),
        help_text=_("The year in which these students graduated: 2026."),
        widget=forms.TextInput(attrs=_NUMERIC),
    )
    enrolled = _number(
        _("Participants: enrolled"),
        _("Students of this cohort who took at least one course of the program."),
    )
    concentrators = _number(
        _("Concentrators"), _("Passed two different courses of this program, a full credit each.")
    )
    completers = _number(_("Completers"), _("Passed all courses of the program."))
    concentrators_attempted = _number(
        _("Concentrators who took an exam"),
        _("Of the concentrators, those who tried to earn a credential."),
    )
    attempted = _number(
        _("All who took an exam"), _("Concentrators or not. Count each student once.")
    )
    earned = _number(_("Earned a credential"), _("Of those who took an exam. Count students."))
    hired = _number(
        _("Hired for it"),
        _("Work in a job that asked for the credential. Leave it empty if nobody asked them."),
    )
    proof = forms.ChoiceField(
        label=_("What the numbers rest on"),
        choices=[pair for pair in Attainment.Proof.choices if pair[0] != Attainment.Proof.OFFICIAL],
    )
    note = forms.CharField(
        label=_("Why numbers are missing"),
        required=False,
        max_length=200,
        help_text=_("Shown in place of a missing number. Name no student."),
    )

    def __init__(self, *args: Any, credentials: QuerySet[Credential], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ModelChoiceField[Credential] = forms.ModelChoiceField(
            credentials,
            label=_("Credential"),
            required=False,
            empty_label=_("Any credential of the program"),
        )
        self.fields["credential"] = field
        self.order_fields(("cohort_year", "credential"))

    def counts(self) -> dict[str, int | None]:
        """Return the counts by step; empty is unknown."""
        return {step: self.cleaned_data[step] for step in STEPS}


class ArticulationForm(forms.ModelForm[Articulation]):
    """What counts toward a program: a school's program, or a credential."""

    url = forms.URLField(
        label=_("Page of the agreement"), required=False, max_length=300, assume_scheme="https"
    )

    class Meta:
        model = Articulation
        fields = ("kind", "from_program", "credential", "credits", "until_date", "url")
        widgets = {"until_date": _date(), "credits": forms.TextInput(attrs=_MONEY)}

    def __init__(
        self,
        *args: Any,
        programs: QuerySet[Program],
        credentials: QuerySet[Credential],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("from_program", programs), ("credential", credentials)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 — fields of the model
            field.queryset = rows
        field = self.fields["from_program"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 — a field of the model
        field.label_from_instance = _program_name  # type: ignore[method-assign, assignment]

    def _post_clean(self) -> None:
        """Leave the record alone: the action keeps it."""


def _program_name(program: Program) -> str:
    return f"{program.name}, {program.organization.name}"
