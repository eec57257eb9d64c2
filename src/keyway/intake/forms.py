"""What may be entered about an import: the file, and which two organizations are one."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from keyway.intake.queries.imports import IMPORTED_KINDS
from keyway.partners.models import Organization


class SheetForm(forms.Form):
    """A contact sheet and what its organizations are."""

    file = forms.FileField(
        label=_("Contact sheet"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        help_text=_("CSV or Excel (.xlsx), up to 10 MB. Headings in English or Spanish."),
    )
    kind = forms.ChoiceField(
        label=_("Its organizations are"),
        choices=[each for each in Organization.Kind.choices if each[0] in IMPORTED_KINDS],
        initial=Organization.Kind.MANUFACTURER,
        help_text=_("Counts for rows that do not say their kind."),
    )
    sheet = forms.CharField(
        label=_("Name of the sheet"),
        required=False,
        max_length=60,
        help_text=_("Only for a workbook with several; else the one with most rows is read."),
    )
