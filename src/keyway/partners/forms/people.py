"""Inviting people and choosing their role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from keyway.partners.models import Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keyway.partners.access import Role


def role_field(roles: Iterable[type[Role]]) -> forms.ChoiceField:
    """Return the choice of a role, each told in one sentence."""
    return forms.ChoiceField(
        label=_("Role"),
        choices=[(role.code, f"{role.name}: {role.description}") for role in roles],
        widget=forms.RadioSelect,
    )


class InvitationForm(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    full_name = forms.CharField(label=_("Full name"), max_length=150, required=False)
    language = forms.ChoiceField(label=_("Language of the e-mail"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, roles: Iterable[type[Role]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = role_field(roles)
        self.order_fields(("email", "full_name", "role", "language"))
        self.fields["email"].widget.attrs["autocomplete"] = "off"


class RoleForm(forms.Form):
    """Which role somebody holds from now on."""

    def __init__(self, *args: Any, roles: Iterable[type[Role]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = role_field(roles)


class AcceptForm(forms.Form):
    """What is needed to begin: a name, and a password for whoever wants one."""

    full_name = forms.CharField(label=_("Your name"), max_length=150)
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "You may leave it empty: then we e-mail you a code each time you sign in. "
            "Four or five words in a row make a good password."
        ),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email
        self.fields["full_name"].widget.attrs["autocomplete"] = "name"

    def clean_password(self) -> str:
        """Return the password, if it is a good one; empty stays empty."""
        password = str(self.cleaned_data["password"])
        if password:
            known = Person(email=self._email, full_name=self.cleaned_data.get("full_name", ""))
            validate_password(password, known)
        return password
