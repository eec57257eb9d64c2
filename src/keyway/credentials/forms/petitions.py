"""Petitions: beginning one, what it says, whom to ask for a letter, what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from keyway.credentials.forms.promises import CredentialField
from keyway.credentials.models import Petition

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from keyway.credentials.models import Credential, Program
    from keyway.partners.models import Contact, Organization


def _long(label: Any, hint: Any, rows: int = 6) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, required=False, widget=forms.Textarea(attrs={"rows": rows})
    )


class StartForm(forms.Form):
    """Which credential, in which window."""

    def __init__(
        self,
        *args: Any,
        credentials: QuerySet[Credential],
        windows: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(credentials)
        self.fields["credential"].help_text = _("Each credential needs a petition of its own.")
        self.fields["window"] = forms.ChoiceField(
            label=_("For which window"), choices=list(windows), widget=forms.RadioSelect
        )


class WordsForm(forms.Form):
    """What a petition says."""

    reason = _long(
        _("Why it is needed"),
        _("Who hires for it here, and what students gain. Employers read this in your request."),
    )
    alignment = _long(
        _("How it fits the program’s standards"),
        _("Go through the competencies: which standard of the program does each one prove?"),
        14,
    )
    exam_plan = _long(
        _("How and where students are examined"),
        _("Who gives the exam, where, in which grade, and who pays."),
    )

    def __init__(self, *args: Any, programs: QuerySet[Program], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("reason", "alignment", "exam_plan"):
            field = self.fields[name]
            longest = getattr(Petition._meta.get_field(name), "max_length", None)
            assert isinstance(field, forms.CharField)  # noqa: S101 — declared above
            field.max_length = longest
            field.widget.attrs["maxlength"] = longest
        self.fields["programs"] = forms.ModelMultipleChoiceField(
            programs,
            label=_("Programs that would teach it"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(("programs", "reason", "alignment", "exam_plan"))


class EmployerForm(forms.Form):
    """Which employer to ask for a letter."""

    def __init__(self, *args: Any, employers: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["employer"] = forms.ModelChoiceField(
            employers, label=_("Employer"), empty_label=_("Choose one")
        )


class PersonForm(forms.Form):
    """Whom at the employer to write to."""

    def __init__(self, *args: Any, contacts: QuerySet[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"] = forms.ModelChoiceField(
            contacts, label=_("Whom to write to"), empty_label=_("Choose one")
        )


class MoveForm(forms.Form):
    """What became of a petition, and when."""

    status = forms.ChoiceField(label=_("What happened"), choices=Petition.Status)
    day = forms.DateField(
        label=_("On which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, after: Iterable[str], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = set(after)
        choice = self.fields["status"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 — declared above
        choice.choices = [each for each in Petition.Status.choices if each[0] in allowed]
        self.initial.setdefault("day", on)
        self.fields["day"].widget.attrs["max"] = on.isoformat()
