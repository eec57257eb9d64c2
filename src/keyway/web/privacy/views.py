"""The public page on privacy, and the page of what is kept about oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core.internal.httpkit import authenticated_user
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keyway.partners.access.walls import opened_for_system
from keyway.web.accounts.stepping import stepped_up
from keyway.web.privacy import telling
from keyway.web.privacy.erasing import erase
from keyway.web.privacy.exporting import as_json, as_text, everything_about
from keyway.web.privacy.finding import found, whoever

if TYPE_CHECKING:
    from django.http import HttpRequest

    from keyway.partners.models import Person

FORMS = {"json": ("application/json", as_json), "txt": ("text/plain; charset=utf-8", as_text)}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Tell what is kept about people, why, and how it ends, as the data map says."""
    crumbs = [{"label": "Keyway", "href": f"/{_language()}/"}, {"label": _("Privacy"), "href": ""}]
    return render(
        request,
        "privacy/page.html",
        {"purposes": telling.purposes(_language()), "crumbs": crumbs},
    )


@never_cache
@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show what is kept about whoever asks, and how to take it away or have it erased."""
    person = authenticated_user(request)
    return render(request, "privacy/own.html", {"held": _held(person), "crumbs": _crumbs()})


@never_cache
@login_required
@require_POST
@stepped_up
def own_download(request: HttpRequest) -> HttpResponse:
    """Hand out everything about whoever asks, as JSON or as plain text."""
    person = authenticated_user(request)
    form = request.POST.get("form", "json")
    return handed_out(person.email, form=form, by=person)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@stepped_up
def own_erase(request: HttpRequest) -> HttpResponse:
    """Ask once more, then erase everything about whoever asks; their session ends with it."""
    person = authenticated_user(request)
    if request.method != "POST":
        context = {"held": _held(person), "crumbs": _crumbs(_("Erase everything"))}
        return render(request, "privacy/erase.html", context)
    erased = erase(person.email, by=person)
    request.session.flush()
    reasons = [reason.in_language(_language()) for _count, reason in erased.kept.values()]
    return render(request, "privacy/erased.html", {"reasons": reasons})


def handed_out(email: str, *, form: str, by: Person) -> HttpResponse:
    """Return the file of everything about somebody."""
    kind, written = FORMS.get(form, FORMS["json"])
    everything = everything_about(email, by=by, now=timezone.now())
    answer = HttpResponse(written(everything), content_type=kind)
    ending = form if form in FORMS else "json"
    answer["Content-Disposition"] = f'attachment; filename="my-data.{ending}"'
    answer["Cache-Control"] = "no-store"
    return answer


@opened_for_system("telling a person what is kept about them")
def _held(person: Person) -> list[telling.Held]:
    return telling.held(found(whoever(person.email)), _language())


def _crumbs(*further: str) -> list[dict[str, str]]:
    return [
        {"label": _("My page"), "href": reverse("partners:my")},
        {"label": _("What is kept about you"), "href": reverse("privacy:own") if further else ""},
        *({"label": each, "href": ""} for each in further),
    ]


def _language() -> str:
    return get_language() or "en"
