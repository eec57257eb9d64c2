"""The newsletter: asking for it as an adult, and ending it; kept from machines without watching."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from keyway.promote.models import Subscriber

if TYPE_CHECKING:
    from collections.abc import Iterable


class _Addressed(forms.Form):
    """A form with an address, and a field that only machines fill in."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # People do not see it; machines fill it in.
    second_address = forms.CharField(
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def asked(self) -> list[forms.BoundField]:
        """Return the fields that people see."""
        return [field for field in self.visible_fields() if field.name != "second_address"]

    def is_by_machine(self) -> bool:
        """Return whether the field was filled in that nobody sees."""
        return bool(self.data.get("second_address"))


class NewsletterForm(_Addressed):
    """Who asks for the newsletter, as whom, and in which language."""

    audience = forms.ChoiceField(
        label=_("You read as"), choices=[("", _("Choose one")), *Subscriber.Audience.choices]
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    is_adult = forms.BooleanField(label=_("I am 18 or older."))

    def __init__(self, *args: Any, counties: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", (get_language() or "en")[:2])
        self.fields["county_fips"] = forms.ChoiceField(
            label=_("Your county"),
            required=False,
            choices=[("", _("I do not say")), *counties],
            help_text=_("You may leave it. With it you get news from near you."),
        )
        self.order_fields(("email", "audience", "language", "county_fips", "is_adult"))


class EndForm(_Addressed):
    """Who wants to end the newsletter and has no letter at hand."""


class ExportForm(forms.Form):
    """Which readers to take along."""

    def __init__(self, *args: Any, counties: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody, anywhere = ("", _("All")), ("", _("All counties"))
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), required=False, choices=[everybody, *settings.LANGUAGES]
        )
        self.fields["audience"] = forms.ChoiceField(
            label=_("Reads as"), required=False, choices=[everybody, *Subscriber.Audience.choices]
        )
        self.fields["county_fips"] = forms.ChoiceField(
            label=_("County"), required=False, choices=[anywhere, *counties]
        )
