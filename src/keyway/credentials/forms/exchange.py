"""What may be entered about a file for the registry."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from keyway.credentials.models import Credential, RegistryImport


class RegistryFileForm(forms.Form):
    """A file, and what counts where it does not say it."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.jsonld,.csv,.xlsx"}),
        help_text=_("CTDL as JSON-LD, or a table with the headings below. Up to 10 MB."),
    )
    form = forms.ChoiceField(label=_("It is"), choices=RegistryImport.Format)
    family = forms.ChoiceField(
        label=_("Kind of work"),
        choices=Credential.Family,
        initial=Credential.Family.PRODUCTION,
        help_text=_("Counts for new credentials that do not say theirs."),
    )
    level = forms.ChoiceField(
        label=_("Level"),
        choices=Credential.Level,
        initial=Credential.Level.ENTRY,
        help_text=_("Counts for new credentials that do not say theirs."),
    )
