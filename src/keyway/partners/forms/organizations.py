"""An organization's facts, its sites and its contacts, as its own people enter them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keyway.partners.models import Contact, Organization, Site

if TYPE_CHECKING:
    from collections.abc import Iterable

_PHONE = re.compile(r"[\d\s().+x-]{7,30}")
_ZIP = re.compile(r"[0-9]{5}")
_STATE = re.compile(r"[A-Z]{2}")


class OrganizationForm(forms.ModelForm[Organization]):
    """Facts of an organization; a manufacturer also says its sub-sector."""

    naics_code = forms.ChoiceField(
        label=_("Sub-sector"),
        required=False,
        help_text=_("Decides under which jobs you are found."),
    )
    # Not made from the model, whose own form field would guess http.
    website = forms.URLField(
        label=_("Website"), required=False, max_length=300, assume_scheme="https"
    )

    class Meta:
        model = Organization
        fields = ("name", "summary", "phone")

    def __init__(
        self, *args: Any, subsectors: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(("name", "summary", "naics_code", "website", "phone"))
        for name in ("website", "naics_code"):
            self.initial[name] = getattr(self.instance, name)
        if self.instance.kind != Organization.Kind.MANUFACTURER:
            del self.fields["naics_code"]
            return
        held = self.instance.naics_code
        choices = [("", gettext("Choose one")), *subsectors]
        if held and held not in dict(choices):
            # A finer code than the list offers is kept until somebody chooses another.
            choices.insert(1, (held, held))
        field = self.fields["naics_code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 — declared above
        field.choices = choices

    def clean_phone(self) -> str:
        """Return the telephone number, if it looks like one."""
        return _phone(self.cleaned_data["phone"])


def _phone(text: str) -> str:
    said = " ".join(text.split())
    if said and not _PHONE.fullmatch(said):
        raise forms.ValidationError(gettext("Write the number as you would dial it: 480-555-0100."))
    return said


class SiteForm(forms.ModelForm[Site]):
    """A place: its address, and its point for whoever knows it better than the ZIP code."""

    class Meta:
        model = Site
        fields = ("name", "street", "city", "state_code", "zip_code", "latitude", "longitude")
        help_texts = {
            "name": _("Only if you have several: “North plant”."),
            "zip_code": _("County and districts are found from it."),
            "latitude": _(
                "Optional, and exact: press long on your building in a map and copy both numbers."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["city"].required = self.fields["zip_code"].required = True
        self.fields["zip_code"].widget.attrs |= {
            "inputmode": "numeric",
            "autocomplete": "postal-code",
        }
        self.fields["street"].widget.attrs["autocomplete"] = "street-address"
        for name in ("latitude", "longitude"):
            self.fields[name].widget = forms.TextInput(attrs={"inputmode": "text"})
            if self.instance.location_precision != Site.Precision.EXACT:
                # The center of an area is ours, not something that was entered.
                self.initial[name] = None

    def clean_zip_code(self) -> str:
        """Return the ZIP code, if it has five digits."""
        code = str(self.cleaned_data["zip_code"])
        if not _ZIP.fullmatch(code):
            raise forms.ValidationError(gettext("A ZIP code has five digits."))
        return code

    def clean_state_code(self) -> str:
        """Return the state's two letters in upper case."""
        code = str(self.cleaned_data["state_code"]).strip().upper()
        if not _STATE.fullmatch(code):
            raise forms.ValidationError(gettext("Give the two letters of the state."))
        return code

    def clean(self) -> dict[str, Any]:
        """Check that a point is whole."""
        given = super().clean() or self.cleaned_data
        pair = (given.get("latitude"), given.get("longitude"))
        if (pair[0] is None) != (pair[1] is None) and not self.errors:
            raise forms.ValidationError(gettext("Give both latitude and longitude, or neither."))
        return given

    def _post_clean(self) -> None:
        """Leave the record alone: the action finds the place and keeps both together."""


class ContactForm(forms.ModelForm[Contact]):
    """A person by whom the organization is reached."""

    preferred_language = forms.ChoiceField(
        label=_("Language of our e-mails"), choices=settings.LANGUAGES
    )

    class Meta:
        model = Contact
        fields = ("full_name", "title", "email", "phone", "preferred_language")
        help_texts = {
            "email": _("Business address. Once a year we ask by e-mail whether it is still right."),
        }

    def clean_phone(self) -> str:
        """Return the telephone number, if it looks like one."""
        return _phone(self.cleaned_data["phone"])

    def _post_clean(self) -> None:
        """Leave the record alone: the action keeps it, and tells when an address is taken."""


class PartnershipForm(forms.Form):
    """The partnership that runs the site."""

    name = forms.CharField(label=_("Name of the partnership"), max_length=200)
    city = forms.CharField(label=_("City"), max_length=100)
    zip_code = forms.RegexField(
        r"^[0-9]{5}$",
        label=_("ZIP code"),
        error_messages={"invalid": _("A ZIP code has five digits.")},
    )
