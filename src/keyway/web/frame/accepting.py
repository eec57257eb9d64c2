"""The page behind an invitation: who invites to what; one tap accepts and signs in.

Looking changes nothing, for mail scanners open every link. A link makes a new account or joins the
one that is signed in; it is never a way into an account that stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from allauth.core.internal import ratelimit
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from keyway.errors import Refused
from keyway.partners import access
from keyway.partners.actions import invitations as actions
from keyway.partners.forms.people import AcceptForm
from keyway.partners.queries import people
from keyway.partners.views.frame import say, tell
from keyway.web.accounts.entering import enter

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.partners.models import Invitation, Person

_LIMITS = {"invitation": "60/m/ip"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation and accept it, or say why it cannot be and what to do instead."""
    refused: HttpResponse | None = ratelimit.consume_or_429(
        request, app="keyway", config=_LIMITS, action="invitation", limit_get=True
    )
    response = refused or _answer(request, token)
    # The address holds the token: it is told to this site alone, which its own forms need.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    found = people.offered(token)
    standing = people.standing(found, timezone.now()) if found else "unknown"
    if found is None or standing != "open":
        return _closed(request, found, standing)
    owner = people.person_of(found.email)
    if request.user.is_authenticated:
        return _known(request, token, found)
    if owner is not None:
        return _sign_in(request, found)
    return _new(request, token, found)


def _closed(request: HttpRequest, found: Invitation | None, standing: str) -> HttpResponse:
    """Say that a link is used up, withdrawn, too old or none of ours, each with a way on."""
    context = {"standing": standing, "organization": found.organization if found else None}
    status = 404 if found is None else 410
    response = render(request, "partners/invitations/closed.html", context, status=status)
    # Django writes the address of a refused request into the log unless it has been done.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _told(found: Invitation) -> dict[str, Any]:
    return {
        "invitation": found,
        "organization": found.organization,
        "inviter": found.invited_by,
        "role": access.role(found.role),
    }


def _known(request: HttpRequest, token: str, found: Invitation) -> HttpResponse:
    """Let whoever is signed in accept by one tap, if the invitation was sent to them."""
    by = cast("Person", request.user)
    is_theirs = by.email.casefold() == found.email.casefold()
    refusal = ""
    if request.method == "POST":
        try:
            joined = actions.accept_as_known(by=by, token=token, now=timezone.now())
        except Refused as error:
            refusal = say(error)
        else:
            return redirect("partners:own", slug=joined.slug)
    context = {**_told(found), "is_theirs": is_theirs, "refusal": refusal}
    return render(request, "partners/invitations/known.html", context)


def _sign_in(request: HttpRequest, found: Invitation) -> HttpResponse:
    """Ask the owner of an account to sign in first; they come back here."""
    if request.method == "POST":
        return redirect_to_login(request.get_full_path())
    return render(request, "partners/invitations/sign_in.html", _told(found))


def _new(request: HttpRequest, token: str, found: Invitation) -> HttpResponse:
    """Make an account by name and, if wanted, password; then enter through the one door."""
    form = AcceptForm(
        request.POST or None, email=found.email, initial={"full_name": found.full_name}
    )
    if request.method == "POST" and form.is_valid():
        try:
            person = actions.accept_as_new(
                token=token,
                full_name=form.cleaned_data["full_name"],
                password=form.cleaned_data["password"],
                language=(get_language() or "en")[:2],
                now=timezone.now(),
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            there = reverse("partners:own", args=[found.organization.slug])
            return enter(request, person, on_to=there)
    return render(request, "partners/invitations/new.html", {**_told(found), "form": form})
