"""Asking to be taken in, for everybody; deciding about it, for staff."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from keyway.errors import Refused
from keyway.partners import access
from keyway.partners.actions import organizations as actions
from keyway.partners.forms.joining import JoinForm
from keyway.partners.forms.organizations import PartnershipForm
from keyway.partners.queries import directory, organizations
from keyway.partners.views.frame import (
    base_of,
    crumbs,
    nothing_here,
    say,
    state_shown,
    tell,
)

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.partners.models import Organization, Person

_LIMITS = {"join": "10/h/ip"}
_ALIKE_AT_MOST = 8


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Ask for an organization to be taken in; the answer is the same whether it is known or not."""
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.is_by_machine():
            return redirect("partners:join_thanks")
        refused = ratelimit.consume_or_429(request, app="keyway", config=_LIMITS, action="join")
        if refused is not None:
            return cast("HttpResponse", refused)
        _propose(form)
        return redirect("partners:join_thanks")
    return render(
        request,
        "partners/joining/join.html",
        {
            "form": form,
            "crumbs": crumbs(
                (_("Directory"), reverse("partners:directory")), (_("Be taken in"), "")
            ),
        },
    )


def _propose(form: JoinForm) -> None:
    given = {
        name: form.cleaned_data[name]
        for name in ("name", "kind", "city", "zip_code", "full_name", "title", "email", "language")
    }
    actions.propose_organization(state_code=state_shown().code, now=timezone.now(), **given)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Say what happens next."""
    return render(
        request,
        "partners/joining/thanks.html",
        {"crumbs": crumbs((_("Directory"), reverse("partners:directory")), (_("Thank you"), ""))},
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, slug: str) -> HttpResponse:
    """Show staff one proposal and what it may be the same as; take it in, or not."""
    by = cast("Person", request.user)
    circle = access.circle_of(by)
    found = organizations.proposals(within=circle).filter(slug=slug).first()
    if found is None:
        raise Http404(nothing_here())
    access.require(by, "partners.approve_organization", at=found)
    alike = directory.alike(found.name, found.state_code, besides=found.pk)
    if request.method == "POST":
        return _decide(request, by, found)
    return render(
        request,
        "partners/joining/proposal.html",
        {
            "organization": found,
            "site": organizations.sites_of(found).first(),
            "contact": organizations.own_contacts(found, within=circle).first(),
            "alike": alike.select_related("parent")[:_ALIKE_AT_MOST],
            "crumbs": crumbs((_("My page"), reverse("partners:my")), (found.name, "")),
        },
    )


def _decide(request: HttpRequest, by: Person, found: Organization) -> HttpResponse:
    now, name = timezone.now(), {"name": found.name}
    decision = request.POST.get("decision", "")
    known = organizations.own_organization(
        request.POST.get("known", ""), within=access.circle_of(by)
    )
    try:
        if decision == "approve":
            actions.approve_organization(by=by, organization=found, now=now, base=base_of(request))
            said = _("%(name)s is in the directory, and whoever asked is invited.") % name
        elif decision == "same" and known is not None:
            actions.approve_as_known(
                by=by, organization=found, known=known, now=now, base=base_of(request)
            )
            said = _("Whoever asked is invited to %(name)s.") % {"name": known.name}
        elif decision == "decline":
            actions.decline_organization(by=by, organization=found, now=now)
            said = _("%(name)s was not taken in, and its proposal is deleted.") % name
        else:
            return redirect("partners:proposal", slug=found.slug)
    except Refused as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, said)
    return redirect("partners:my")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Let an administrator of a new site name the partnership that runs it."""
    by = cast("Person", request.user)
    if not by.is_superuser:
        raise Http404(nothing_here())
    form = PartnershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ours = actions.found_partnership(
                by=by, state_code=state_shown().code, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            return redirect("partners:own", slug=ours.slug)
    title = _("Name the partnership that runs this site")
    return render(
        request,
        "partners/my/form.html",
        {
            "form": form,
            "title": title,
            "submit": _("This is us"),
            "back": reverse("partners:my"),
            "crumbs": crumbs((_("My page"), reverse("partners:my")), (title, "")),
        },
    )
