"""Asking that an organization be taken in; kept from machines without asking anybody else."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.validators import RegexValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from keyway.partners.models import Organization

# A person needs longer to read the form; a page left open overnight still works.
_SECONDS_AT_LEAST = 3
_SECONDS_AT_MOST = 2 * 24 * 3600
_SALT = "keyway.partners.join"
Kind = Organization.Kind
# The partnership itself is made by whoever sets the site up.
_KINDS = [(value, label) for value, label in Kind.choices if value != Kind.PARTNERSHIP]


class JoinForm(forms.Form):
    """Who asks for which organization."""

    name = forms.CharField(label=_("Name of the organization"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose one")), *_KINDS])
    city = forms.CharField(label=_("City"), max_length=100)
    zip_code = forms.CharField(
        label=_("ZIP code"),
        max_length=5,
        validators=[RegexValidator(r"^\d{5}$", _("A ZIP code has five digits."))],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "postal-code"}),
    )
    full_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    title = forms.CharField(label=_("Your position there"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Your e-mail address at work"),
        max_length=254,
        help_text=_("The answer goes there. It is shown to nobody but the partnership's staff."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(label=_("Language of our e-mails"), choices=settings.LANGUAGES)
    # People do not see it; machines fill it in.
    second_address = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", (get_language() or "en")[:2])
        self.initial["opened"] = signing.TimestampSigner(salt=_SALT).sign("join")

    @property
    def asked(self) -> list[forms.BoundField]:
        """Return the fields that people see."""
        return [field for field in self.visible_fields() if field.name != "second_address"]

    def is_by_machine(self) -> bool:
        """Return whether a trap was filled in, or the form came back faster than anybody types."""
        if self.data.get("second_address"):
            return True
        signer = signing.TimestampSigner(salt=_SALT)
        opened = str(self.data.get("opened", ""))
        try:
            signer.unsign(opened, max_age=_SECONDS_AT_MOST)
        except signing.BadSignature:
            return True
        return _is_fresh(signer, opened)


def _is_fresh(signer: signing.TimestampSigner, opened: str) -> bool:
    try:
        signer.unsign(opened, max_age=_SECONDS_AT_LEAST)
    except signing.SignatureExpired:
        return False
    return True
