"""Advice given and received, its answers, and the board of what is being adopted."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from keyway.credentials.models import Credential
from keyway.errors import Refused
from keyway.needs.access import ADOPT, ADVISE
from keyway.needs.actions import advising
from keyway.needs.forms.advice import AdviceForm, AnswerForm, StepForm
from keyway.needs.models import Adoption, Advice
from keyway.needs.queries import advice as queries
from keyway.needs.queries import rollout
from keyway.partners.models import Organization
from keyway.partners.views.frame import (
    Here,
    at_own,
    base_of,
    language,
    nothing_here,
    state_shown,
    store,
    tell,
)
from keyway.partners.views.my import own_crumbs
from keyway.reference.lookups import clocks, names

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from keyway.needs.models import RolloutLine

_DAYS_TO_ANSWER = 30


def _today() -> date:
    return clocks.day_in(state_shown().code, timezone.now())


@at_own()
@require_safe
def advice(request: HttpRequest, here: Here) -> HttpResponse:
    """Show what an organization was advised and what it advised others."""
    one = here.organization
    given = list(queries.given(within=here.circle, organization=one))
    received = list(queries.received(within=here.circle, organization=one))
    waiting = [each for each in received if each.status == Advice.Status.SENT]
    return render(
        request,
        "needs/advice/advice.html",
        {
            "organization": one,
            "title": _title(len(waiting), len(given) + len(received)),
            "given": given,
            "received": received,
            "today": _today(),
            "may_advise": ADVISE in here.may,
            "crumbs": own_crumbs(here, (_("Advice"), "")),
        },
    )


def _title(waiting: int, every: int) -> str:
    if waiting:
        return ngettext(
            "%(count)s piece of advice waits for your answer",
            "%(count)s pieces of advice wait for your answer",
            waiting,
        ) % {"count": waiting}
    return _("All advice is answered") if every else _("No advice yet")


@at_own()
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Show one piece of advice; its institution answers it here."""
    found = queries.advice(within=here.circle, organization=here.organization, number=number)
    if found is None:
        raise Http404(nothing_here())
    is_ours = found.institution_id == here.organization.pk
    may_answer = is_ours and ADOPT in here.may and found.status == Advice.Status.SENT
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and may_answer and form.is_valid():
        typed = form.cleaned_data
        try:
            advising.answer_advice(by=here.person, advice=found, now=timezone.now(), **typed)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Thank you. Your answer is with whoever advised you."))
            return redirect("needs:advice", slug=here.organization.slug)
    if not is_ours and found.status == Advice.Status.ANSWERED:
        advising.mark_read(advice=found, now=timezone.now())
    return render(
        request,
        "needs/advice/one.html",
        {
            "organization": here.organization,
            "advice": found,
            "facts": _facts(found),
            "form": form if may_answer else None,
            "is_ours": is_ours,
            "crumbs": own_crumbs(here, _back(here), (_("One piece of advice"), "")),
        },
    )


def _back(here: Here) -> tuple[str, str]:
    return _("Advice"), reverse("needs:advice", args=[here.organization.slug])


def _facts(found: Advice) -> list[dict[str, Any]]:
    rows = [
        (_("From"), found.organization.name),
        (_("To"), found.institution.name),
        (_("What"), str(found.get_deed_display())),
        (_("Kind of work"), found.family_name),
        (_("Credential"), found.credential.name if found.credential else ""),
        (_("Seats a year"), str(found.seats or "")),
    ]
    return [{"term": term, "text": text} for term, text in rows if text]


@at_own(ADVISE)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, here: Here) -> HttpResponse:
    """Advise an institution, from a line of a plan or freely."""
    line = _line(request, here)
    form = AdviceForm(
        request.POST or None,
        institutions=Organization.objects.filter(
            kind__in=advising.ADVISED,
            status=Organization.Status.APPROVED,
            state_code=state_shown().code,
        ).order_by("name"),
        initial=_from_line(line) if line else {"due_date": _due()},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        institution = typed.pop("institution")
        is_from_line = line is not None and line.institution_id == institution.pk
        terms = advising.Terms(line=line if is_from_line else None, **typed)
        now = timezone.now()
        try:
            sent = advising.send_advice(
                by=here.person,
                organization=here.organization,
                institution=institution,
                terms=terms,
                now=now,
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            mails = advising.mail_advice(
                by=here.person, advice=sent, now=now, base=base_of(request)
            )
            messages.success(request, _sent(institution, mails))
            return redirect("needs:advice", slug=here.organization.slug)
    return render(
        request,
        "partners/my/form.html",
        {
            "form": form,
            "title": _("Advise an institution"),
            "submit": _("Send the advice"),
            "back": reverse("needs:advice", args=[here.organization.slug]),
            "crumbs": own_crumbs(here, _back(here), (_("Advise"), "")),
        },
    )


def _sent(institution: Organization, mails: int) -> str:
    if not mails:
        return _(
            "The advice waits on the board of %(name)s. No contact there has an e-mail address, so "
            "please call as well."
        ) % {"name": institution.name}
    return ngettext(
        "The advice waits on the board of %(name)s, and %(count)s contact got a mail.",
        "The advice waits on the board of %(name)s, and %(count)s contacts got a mail.",
        mails,
    ) % {"name": institution.name, "count": mails}


def _due() -> date:
    return _today() + timedelta(days=_DAYS_TO_ANSWER)


def _line(request: HttpRequest, here: Here) -> RolloutLine | None:
    """Return the line of a plan that the address names, or None where it names none.

    Raises:
        Http404: it names one that is not here.
    """
    text = request.GET.get("line", "")
    if not text:
        return None
    found = None
    if text.isascii() and text.isdigit() and len(text) < 18:
        found = rollout.line(within=here.circle, organization=here.organization, number=int(text))
    if found is None:
        raise Http404(nothing_here())
    return found


def _from_line(line: RolloutLine) -> dict[str, Any]:
    """Return advice in the words of a plan's line."""
    called = rollout.Names(
        names.occupations(store(), language()),
        names.counties(store(), state_shown().fips),
        language(),
    )
    slug = line.credentials[0] if line.credentials else ""
    return {
        "institution": line.institution_id,
        "deed": line.deed,
        "family": line.family,
        "credential": Credential.objects.filter(slug=slug).values_list("pk", flat=True).first(),
        "seats": round(line.seats),
        "words": rollout.sentence(line, called),
        "due_date": _due(),
    }


@at_own()
@require_safe
def adoption(request: HttpRequest, here: Here) -> HttpResponse:
    """Show how far everything is that this organization adopts, or advised others to."""
    ways = queries.ways(within=here.circle, organization=here.organization)
    return render(
        request,
        "needs/advice/adoption.html",
        {
            "organization": here.organization,
            "title": _adopted(ways),
            "columns": [
                {"label": step.label, "ways": [way for way in ways if way.step == step]}
                for step in Adoption.Step
            ],
            "has_ways": bool(ways),
            "may_record": ADOPT in here.may and here.organization.kind in advising.ADVISED,
            "crumbs": own_crumbs(here, (_("Adoption"), "")),
        },
    )


def _adopted(ways: list[queries.Way]) -> str:
    if not ways:
        return _("Nothing is on its way yet")
    running = sum(way.step in (Adoption.Step.RUNNING, Adoption.Step.EARNERS) for way in ways)
    return ngettext(
        "%(running)s of %(count)s program runs",
        "%(running)s of %(count)s programs run",
        len(ways),
    ) % {"running": running, "count": len(ways)}


@at_own(ADOPT)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, here: Here) -> HttpResponse:
    """Record a step toward teaching something."""
    initial = {
        "step_date": _today(),
        "family": request.GET.get("family", ""),
        "credential": request.GET.get("credential", ""),
        "step": request.GET.get("step", Adoption.Step.PLANNED),
    }
    form = StepForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            advising.record_adoption(
                by=here.person,
                institution=here.organization,
                taken=advising.Taken(**form.cleaned_data),
                today=_today(),
                now=timezone.now(),
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The step is recorded."))
            return redirect("needs:adoption", slug=here.organization.slug)
    return render(
        request,
        "partners/my/form.html",
        {
            "form": form,
            "title": _("Record a step"),
            "submit": _("Keep"),
            "back": reverse("needs:adoption", args=[here.organization.slug]),
            "crumbs": own_crumbs(
                here,
                (_("Adoption"), reverse("needs:adoption", args=[here.organization.slug])),
                (_("Record a step"), ""),
            ),
        },
    )
