"""The page of one's own account: address, password, second step, sessions, language."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.core.internal.httpkit import authenticated_user
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.forms import modelform_factory
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from keyway.partners import journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.models import Person
from keyway.web.accounts import factors

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# The language that pages and messages come in.
LanguageForm = modelform_factory(Person, fields=("preferred_language",))


@never_cache
@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show what the account holds and where each part is changed."""
    return render(request, "account/own.html", _parts(authenticated_user(request)))


def _parts(person: Person) -> dict[str, Any]:
    kinds = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return {
        "address": EmailAddress.objects.filter(user=person, primary=True).first(),
        "has_app": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "needs_factor": factors.is_staff(person),
        "outside": SocialAccount.objects.filter(user=person).count(),
        "language_form": LanguageForm(instance=person),
        "hours": settings.SESSION_COOKIE_AGE // 3600,
    }


@login_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language that pages and messages come in, and go on in it."""
    form = LanguageForm(request.POST, instance=authenticated_user(request))
    if form.is_valid():
        person = form.save()
        translation.activate(person.preferred_language)
        messages.success(request, _("Your language is kept."))
    return redirect("accounts:own")


@login_required
@require_POST
@opened_for_system("what proves a person belongs to no organization")
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of the person, this one too."""
    person: Person = authenticated_user(request)
    person.access_changed_at = datetime.now(tz=UTC)  # noqa: TID251 — the clock at the door
    with transaction.atomic():
        person.save(update_fields=["access_changed_at"])
        journal.record("sessions.ended", by=person, at=None)
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")
