"""The desk where staff hand out or erase what is kept about somebody who asked for it.

The address is always sent in the body of a form, so that no log of addresses holds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.core.internal.httpkit import authenticated_user
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from keyway.errors import Refused
from keyway.partners import access
from keyway.partners.access.walls import opened_for_system
from keyway.partners.queries.work import board_organization
from keyway.web.accounts.stepping import stepped_up
from keyway.web.privacy import telling
from keyway.web.privacy.erasing import erase
from keyway.web.privacy.finding import found, whoever
from keyway.web.privacy.views import FORMS, handed_out

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.partners.models import Person

PERMISSION = "partners.erase_person"
ERASE = "erase"


class Address(forms.Form):
    """Whom it is about."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the person who asks"), max_length=254
    )


def may_hand_out(person: Person) -> bool:
    """Return whether somebody may hand out and erase what is kept about others."""
    partnership = board_organization()
    if partnership is None:
        return bool(person.is_superuser)
    return access.may(person, PERMISSION, at=partnership)


@require_http_methods(["GET", "HEAD", "POST"])
@stepped_up
def people_data(request: HttpRequest) -> HttpResponse:
    """Find what is kept about an address; hand it out or erase it."""
    by = authenticated_user(request)
    if not may_hand_out(by):
        raise PermissionDenied
    form = Address(request.POST or None)
    if not (request.method == "POST" and form.is_valid()):
        return _page(request, form)
    email, deed = form.cleaned_data["email"], request.POST.get("deed", "")
    try:
        if deed in FORMS:
            return handed_out(email, form=deed, by=by)
        if deed == ERASE:
            return _erase(request, email, by)
        return _page(request, form, held=_held(email))
    except Refused as refusal:
        form.add_error("email", _(str(refusal.sentence)) % refusal.values)
        return _page(request, form)


def _erase(request: HttpRequest, email: str, by: Person) -> HttpResponse:
    erased = erase(email, by=by)
    count = sum(erased.deleted.values()) + sum(erased.cleared.values())
    reasons = [reason.in_language(get_language() or "en") for _n, reason in erased.kept.values()]
    done = _("Erased: %(count)s entries. Backups made before today still hold them.")
    messages.success(request, " ".join([done % {"count": count}, *reasons]))
    return redirect("staff_people_data")


def _page(request: HttpRequest, form: Address, **more: Any) -> HttpResponse:
    return render(request, "privacy/desk.html", {"form": form, **more})


@opened_for_system("telling staff what is kept about a person")
def _held(email: str) -> list[telling.Held]:
    return telling.held(found(whoever(email)), get_language() or "en")
