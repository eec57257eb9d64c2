"""What staff enter about a credential and about a claim of recognition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import URLField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keyway.credentials.models import Credential, ExamSite, Recognition
from keyway.partners.models import Organization

_SOC = re.compile(r"\d{2}-\d{4}", re.ASCII)
_CIP = re.compile(r"\d{2}\.\d{4}", re.ASCII)
_LONGEST_SKILL = 160
_EXAMINERS = (Organization.Kind.CTED, Organization.Kind.COLLEGE, Organization.Kind.ASSOCIATION)

if TYPE_CHECKING:
    _CredentialForm = forms.ModelForm[Credential]
    _RecognitionForm = forms.ModelForm[Recognition]
    _ExamSiteForm = forms.ModelForm[ExamSite]
else:
    _CredentialForm = _RecognitionForm = _ExamSiteForm = forms.ModelForm


def with_https(field: Any, **options: Any) -> Any:
    """Return a field of the form; an address typed without its scheme means https."""
    if isinstance(field, URLField):
        options["assume_scheme"] = "https"
    return field.formfield(**options)


class DayInput(forms.DateInput):
    """A day, chosen from the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CodesField(forms.CharField):
    """Codes of one code system, apart by spaces, commas or lines."""

    def __init__(self, form: re.Pattern[str], example: str, **options: Any) -> None:
        self.form, self.example = form, example
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> list[str]:
        """Return the codes, each once and in order."""
        codes = sorted(set(re.split(r"[\s,;]+", super().clean(value) or "")) - {""})
        for code in codes:
            if not self.form.fullmatch(code):
                raise forms.ValidationError(
                    gettext("“%(code)s” is no code. A code looks like %(example)s.")
                    % {"code": code, "example": self.example}
                )
        return codes


class SkillsField(forms.CharField):
    """What a holder can do: one line each, English and Spanish apart by a bar."""

    widget = forms.Textarea(attrs={"rows": 8})

    def clean(self, value: Any) -> list[tuple[str, str]]:
        """Return pairs of an English and a Spanish text; the Spanish may be empty."""
        pairs = []
        for line in (super().clean(value) or "").splitlines():
            english, _bar, spanish = (part.strip() for part in line.partition("|"))
            if not english:
                continue
            if max(len(english), len(spanish)) > _LONGEST_SKILL:
                raise forms.ValidationError(
                    gettext("A line is too long: “%(text)s …”. Say it in a few words.")
                    % {"text": english[:40]}
                )
            pairs.append((english, spanish))
        return pairs


class CredentialForm(_CredentialForm):
    """A credential with its codes, its skills, its stack, and whether it was checked."""

    soc_codes = CodesField(_SOC, "51-4041", label=_("Occupations it leads to (SOC codes)"))
    cip_codes = CodesField(_CIP, "48.0501", label=_("Fields of study (CIP codes)"))
    competencies = SkillsField(
        label=_("What its holder can do"),
        required=False,
        help_text=_("One a line; Spanish behind a bar: Read a drawing | Leer un plano"),
    )
    is_checked = forms.BooleanField(
        label=_("I have read the issuer's page, and all of this agrees with it"), required=False
    )
    checked_date = forms.DateField(
        label=_("Read on"), required=False, widget=DayInput, help_text=_("Empty means today.")
    )

    class Meta:
        model = Credential
        fields = (
            "name", "abbreviation", "issuer", "kind", "family", "level", "summary_en",
            "summary_es", "minimum_age", "in_school", "hours_low", "hours_high", "exam_mode",
            "exam_minutes", "price_low_usd", "price_high_usd", "price_date", "price_url",
            "renewal", "renewal_months", "renewal_price_usd", "official_url", "exam_sites_url",
            "ctid", "stack_parent", "stack_order", "superseded_by", "is_withdrawn",
        )  # fmt: skip
        widgets = {"price_date": DayInput}
        formfield_callback = with_https

    def __init__(self, *args: Any, for_user: object = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del for_user  # Wagtail hands it to every form
        for name in ("stack_parent", "superseded_by"):
            rows = Credential.objects.exclude(pk=self.instance.pk).order_by("name")
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        if self.instance.pk:
            self._fill(self.instance)

    def _fill(self, one: Credential) -> None:
        """Show the codes and skills as they are kept."""
        codes = list(one.codes.order_by("code"))
        for name, scheme in (("soc_codes", "soc"), ("cip_codes", "cip")):
            self.initial[name] = "\n".join(each.code for each in codes if each.scheme == scheme)
        self.initial["competencies"] = "\n".join(
            " | ".join(filter(None, (each.text_en, each.text_es)))
            for each in one.competencies.order_by("place")
        )


class ClaimForm(_RecognitionForm):
    """A claim that somebody recognizes a credential."""

    class Meta:
        model = Recognition
        fields = (
            "credential", "type", "recognizer", "organization", "state_code", "list_key", "place",
            "year", "weight", "url", "document_note", "seen_date", "expires_date",
        )  # fmt: skip
        widgets = {"seen_date": DayInput, "expires_date": DayInput}
        formfield_callback = with_https

    def __init__(self, *args: Any, for_user: object = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del for_user  # Wagtail hands it to every form
        rows = Credential.objects.filter(is_withdrawn=False).order_by("name")
        self.fields["credential"].queryset = rows  # type: ignore[attr-defined]


class ExamSiteForm(_ExamSiteForm):
    """A place where the exam of a credential is taken."""

    class Meta:
        model = ExamSite
        fields = (
            "credential", "organization", "name", "city", "state_code", "zip_code", "url",
            "next_exam_date", "seen_date",
        )  # fmt: skip
        widgets = {"next_exam_date": DayInput, "seen_date": DayInput}
        formfield_callback = with_https

    def __init__(self, *args: Any, for_user: object = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del for_user  # Wagtail hands it to every form
        rows = Credential.objects.filter(is_withdrawn=False).order_by("name")
        self.fields["credential"].queryset = rows  # type: ignore[attr-defined]
        places = Organization.objects.filter(kind__in=_EXAMINERS).order_by("name")
        self.fields["organization"].queryset = places  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """What somebody found who looked at the evidence of one claim."""

    outcome = forms.ChoiceField(
        label=_("What did you find?"),
        choices=(
            ("verified", _("It holds: the page or paper says so")),
            ("refuted", _("It does not hold, or not any more")),
        ),
        widget=forms.RadioSelect,
    )
    url = forms.URLField(
        label=_("Address of the evidence"), required=False, max_length=300, assume_scheme="https"
    )
    document_note = forms.CharField(
        label=_("Or where the paper is kept, or what you found"), required=False, max_length=200
    )
    seen_date = forms.DateField(label=_("Seen on"), required=False, widget=DayInput)
    expires_date = forms.DateField(
        label=_("Holds until"),
        required=False,
        widget=DayInput,
        help_text=_("Only where the evidence names a last day."),
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
