"""Signing someone in who has just accepted an invitation, through the one door and its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth.views import redirect_to_login

from keyway.web.accounts import addresses

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.partners.models import Person


def enter(request: HttpRequest, person: Person, *, on_to: str) -> HttpResponse:
    """Sign a new person in and send them on to ``on_to``, an address on this site.

    The link of an invitation came by e-mail, so the address is proven. Whoever has signed in before
    signs in as always: a link is a way into a new account only, never into one that stands.
    """
    if person.last_login is not None:
        return redirect_to_login(on_to)
    addresses.mark_proven(person)
    record_authentication(request, person, method="invitation", email=person.email)
    login = Login(user=person, email=person.email, redirect_url=on_to)
    answer: HttpResponse = perform_login(request, login)
    return answer
