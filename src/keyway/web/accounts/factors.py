"""Who must prove a second factor, and whether a session has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator

from keyway.partners import access

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest

    from keyway.partners.models import Person

# The person whose second factor this session has seen; another person's sign-in does not inherit it.
PROVEN_FOR = "keyway_second_factor_of"


def is_staff(person: Person | AnonymousUser) -> bool:
    """Return whether the person works for the partnership that runs the site, or administers it."""
    return access.is_staff(person)


def has_factor(person: Person) -> bool:
    """Return whether the person has a second factor besides their recovery codes."""
    own = Authenticator.objects.filter(user=person)
    return bool(own.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())


def page_to_prove(person: Person) -> str:
    """Return the name of the page where the person proves their factor, or sets up the first."""
    kinds = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    if Authenticator.Type.TOTP in kinds:
        return "mfa_reauthenticate"
    return "mfa_reauthenticate_webauthn" if Authenticator.Type.WEBAUTHN in kinds else "mfa_index"


def is_proven(request: HttpRequest, person: Person) -> bool:
    """Return whether this session has seen the person's second factor."""
    return bool(request.session.get(PROVEN_FOR) == person.pk)


def note_proof(request: HttpRequest, user: Person, method: str, **more: Any) -> None:
    """Keep that a session has seen a second factor: a code, a recovery code, a key or a passkey."""
    del more
    if method == "mfa":
        request.session[PROVEN_FOR] = user.pk


def note_new_factor(request: HttpRequest, user: Person, **more: Any) -> None:
    """Count setting up a factor as proving it: its first code or touch was asked for."""
    note_proof(request, user, method="mfa", **more)


def note_lost_factor(request: HttpRequest, user: Person, **more: Any) -> None:
    """Forget the proof when the last factor is removed: there is nothing left that was proven."""
    del more
    if not has_factor(user):
        request.session.pop(PROVEN_FOR, None)
