"""Rollout plans of an organization: its scenarios side by side, a new one, and each plan's lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from keyway.errors import Refused
from keyway.needs.access import ADVISE, PLAN
from keyway.needs.actions import rollout as actions
from keyway.needs.forms.rollout import USUAL_BUDGET, ScenarioForm, parameter_text
from keyway.needs.models import RolloutPlan, RolloutScenario
from keyway.needs.queries import offers
from keyway.needs.queries import rollout as queries
from keyway.needs.views.drawings import state_map
from keyway.partners.access.roles import EDUCATION
from keyway.partners.models import Organization
from keyway.partners.queries.organizations import Panel, declare_own_page
from keyway.partners.views.frame import (
    Here,
    at_own,
    language,
    nothing_here,
    state_shown,
    store,
    tell,
)
from keyway.partners.views.my import own_crumbs
from keyway.reference.lookups import names
from keyway.render import numbers
from keyway.render.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest, HttpResponse

    from keyway.reference.parameters import Parameter
    from keyway.render.figure import Origin

Status = RolloutScenario.Status
Kind = RolloutPlan.Kind
_SIDE_BY_SIDE = 8
_TENTH = 0.1
_SHOWN_AT = EDUCATION | {Organization.Kind.PARTNERSHIP.value}
declare_own_page(Panel(gettext_lazy("Rollout plans"), "needs:scenarios", _SHOWN_AT))
declare_own_page(Panel(gettext_lazy("Advice"), "needs:advice", _SHOWN_AT))
declare_own_page(Panel(gettext_lazy("Adoption"), "needs:adoption", _SHOWN_AT))


@at_own(PLAN)
@require_safe
def scenarios(request: HttpRequest, here: Here) -> HttpResponse:
    """Show an organization's scenarios side by side."""
    every = list(queries.scenarios(within=here.circle, organization=here.organization))
    done = [each for each in every if each.status == Status.DONE][:_SIDE_BY_SIDE]
    waiting = [each for each in every if each.status in (Status.QUEUED, Status.RUNNING)]
    return _refreshed(
        render(
            request,
            "needs/rollout/scenarios.html",
            {
                "organization": here.organization,
                "title": _found(done),
                "columns": _columns(),
                "rows": [_row(here, each) for each in done],
                "waiting": waiting,
                "refused": [
                    {"scenario": each, "sentence": _refusal(each)}
                    for each in every
                    if each.status == Status.REFUSED
                ],
                "may_advise": ADVISE in here.may,
                "crumbs": own_crumbs(here, (_("Rollout plans"), "")),
            },
        ),
        is_waiting=bool(waiting),
    )


def _refreshed(response: HttpResponse, *, is_waiting: bool) -> HttpResponse:
    """Let a page that waits for the job ask again by itself."""
    if is_waiting:
        response["Refresh"] = "5"
    return response


def _found(done: list[RolloutScenario]) -> str:
    if not done:
        return _("Where new programs would fill most open jobs")
    count = len(done)
    return ngettext(
        "%(count)s scenario, with what it would fill",
        "%(count)s scenarios side by side",
        count,
    ) % {"count": count}


def _columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Scenario")},
        {"label": _("What differs")},
        {"label": _("Jobs filled a year"), "is_number": True},
        {"label": _("At most possible"), "is_number": True},
        {"label": _("Cost"), "is_number": True},
        {"label": _("In rural counties"), "is_number": True},
        {"label": _("Rural rule costs, jobs a year"), "is_number": True},
    ]


def _row(here: Here, one: RolloutScenario) -> dict[str, Any]:
    source = queries.origin(one, language())
    best = queries.plans(one, source)[Kind.BEST]
    return {
        "label": one.name,
        "href": reverse("needs:scenario", args=[here.organization.slug, one.pk]),
        "cells": [
            " · ".join(differs(one)),
            best.value,
            best.bound,
            best.cost,
            best.rural,
            rural_price(one, source),
        ],
    }


def differs(one: RolloutScenario) -> list[str]:
    """Return what a scenario asks that others may not, in a few words each."""
    budget = numbers.write(Figure(float(one.budget_usd), style="usd"), language()).value
    found = [_("budget %(budget)s") % {"budget": budget}]
    if one.rural_share:
        share = f"{100 * one.rural_share:.0f}"
        found.append(_("at least %(share)s percent rural") % {"share": share})
    if one.families:
        found.append(_("%(count)s kinds of work") % {"count": len(one.families)})
    if one.institutions:
        found.append(_("%(count)s institutions") % {"count": len(one.institutions)})
    for parameter in queries.used_parameters(one):
        if parameter.name in one.values:
            title = parameter.title_es if language() == "es" else parameter.title_en
            text = parameter_text(parameter, parameter.value, language())
            found.append(f"{title}: {text}")
    return found


def rural_price(one: RolloutScenario, source: Origin) -> Figure | str:
    """Return what the rural rule costs, between two proven bounds; a word where there is none."""
    if not one.rural_share:
        return _("no rule")
    least, most = one.facts.get("rural_price", (0.0, 0.0))
    return Figure(
        (least + most) / 2, low=least, high=most, unit=_("jobs a year"), origin=source,
        style="plain",
    )  # fmt: skip


@at_own(PLAN)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, here: Here) -> HttpResponse:
    """Put a question to the planner."""
    state = state_shown()
    form = ScenarioForm(
        request.POST or None,
        institutions=offers.institutions(store(), state),
        language=language(),
        initial={
            "name": _("Scenario of %(day)s") % {"day": f"{timezone.localdate():%Y-%m-%d}"},
            "budget": USUAL_BUDGET,
            "rural_percent": 0,
            "seconds": 20,
            "institutions": request.GET.getlist("institution"),
            "families": request.GET.getlist("family"),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            scenario = actions.ask_for_plan(
                by=here.person,
                organization=here.organization,
                asked=form.asked(),
                state_fips=state.fips,
                now=timezone.now(),
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            return redirect("needs:scenario", slug=here.organization.slug, number=scenario.pk)
    return render(
        request,
        "needs/rollout/ask.html",
        {
            "form": form,
            "organization": here.organization,
            "crumbs": own_crumbs(here, _back(here), (_("New scenario"), "")),
        },
    )


def _back(here: Here) -> tuple[str, str]:
    return _("Rollout plans"), reverse("needs:scenarios", args=[here.organization.slug])


@at_own(PLAN)
@require_safe
def scenario(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Show a scenario: its three plans, each line in plain words, and what it rests on."""
    one = queries.scenario(within=here.circle, organization=here.organization, number=number)
    if one is None:
        raise Http404(nothing_here())
    context = {
        "organization": here.organization,
        "scenario": one,
        "differs": differs(one),
        "refusal": _refusal(one),
        "again_href": reverse("needs:ask_for_plan", args=[here.organization.slug]),
        "crumbs": own_crumbs(here, _back(here), (one.name, "")),
    }
    if one.status != Status.DONE:
        is_waiting = one.status in (Status.QUEUED, Status.RUNNING)
        response = render(request, "needs/rollout/waiting.html", context)
        return _refreshed(response, is_waiting=is_waiting)
    return render(request, "needs/rollout/scenario.html", context | _plans(request, here, one))


def _plans(request: HttpRequest, here: Here, one: RolloutScenario) -> dict[str, Any]:
    source = queries.origin(one, language())
    plans = queries.plans(one, source)
    asked = request.GET.get("plan", Kind.BEST)
    chosen = plans[asked] if asked in plans and asked in queries.THREE else plans[Kind.BEST]
    called = queries.Names(
        names.occupations(store(), language()),
        names.counties(store(), state_shown().fips),
        language(),
    )
    return {
        "plan": chosen,
        "title": _headline(chosen),
        "years": list(enumerate(queries.by_year(one, chosen.plan, source), 1)),
        "map": state_map(
            store(),
            state_shown().fips,
            called.counties,
            queries.by_county(chosen.plan, called.counties, source),
            title=_("Jobs filled a year"),
            column=_("Jobs filled a year"),
            language=language(),
        ),
        "tabs": [
            {
                "label": plans[kind].name,
                "href": f"?plan={kind}#lines",
                "is_current": kind == chosen.plan.kind,
            }
            for kind in queries.THREE
            if kind in plans
        ],
        "columns": _plan_columns(),
        "rows": [_plan_row(each) for each in plans.values()],
        "lines": queries.lines(chosen.plan, called, source),
        "is_best": chosen.plan.kind == Kind.BEST,
        "limits": _limits(one),
        "rural_sentence": _rural_sentence(one),
        "steady": _steady(one),
        "facts": one.facts,
        "parameters": rollout_parameters(queries.used_parameters(one)),
        "may_advise": ADVISE in here.may,
    }


def _headline(plan: queries.Told) -> str:
    """Return what a plan reaches, as a sentence."""
    value = numbers.number(plan.plan.value, language(), 0 if plan.plan.value >= 100 else 1)
    cost = numbers.write(plan.cost, language()).value
    count = int(plan.programs.value or 0)
    return ngettext(
        "%(count)s program fills about %(value)s more jobs a year for %(cost)s",
        "%(count)s programs fill about %(value)s more jobs a year for %(cost)s",
        count,
    ) % {"count": count, "value": value, "cost": cost}


def _plan_columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Plan")},
        {"label": _("Jobs filled a year"), "is_number": True},
        {"label": _("Proven bound"), "is_number": True},
        {"label": _("Below the bound"), "is_number": True},
        {"label": _("Cost"), "is_number": True},
        {"label": _("Programs"), "is_number": True},
        {"label": _("In rural counties"), "is_number": True},
        {"label": _("If openings are few"), "is_number": True},
    ]


def _plan_row(each: queries.Told) -> dict[str, Any]:
    low: Figure | str = each.low if each.low.is_known else "–"
    return {
        "label": each.name,
        "cells": [
            each.value, each.bound, each.gap, each.cost, each.programs, each.rural, low,
        ],
    }  # fmt: skip


def _limits(one: RolloutScenario) -> list[str]:
    """Return in one sentence each which limits hold the plan back, and what more would bring."""
    said = {
        "budget": _("The budget: another $100,000 would fill about %(price)s more jobs a year."),
        "instructors": _(
            "Instructors: one more at the right institution would fill about %(price)s more jobs "
            "a year."
        ),
        "programs": _(
            "Programs per institution: one more at the right one would fill about %(price)s more "
            "jobs a year."
        ),
        "rural": _(
            "The rural rule: one percent point less would fill about %(price)s more jobs a year."
        ),
        "need": _(
            "Open jobs within reach: a tenth more of them would fill about %(price)s more a year."
        ),
    }
    return [
        said[limit] % {"price": numbers.number(price, language(), 1 if price >= 0.1 else 2)}
        for limit, price, _step in one.facts.get("binding", ())
        if limit in said and price >= 0.005
    ]


def _rural_sentence(one: RolloutScenario) -> str:
    if not one.rural_share:
        return ""
    least, most = one.facts.get("rural_price", (0.0, 0.0))
    if most < _TENTH:
        return _("The rural rule costs less than a tenth of a filled job a year.")
    return _("The rural rule costs between %(least)s and %(most)s filled jobs a year.") % {
        "least": numbers.number(least, language(), 1),
        "most": numbers.number(most, language(), 1),
    }


def _steady(one: RolloutScenario) -> str:
    """Return how often another of the three plans would have done better."""
    flips = float(one.facts.get("flips", 0.0))
    scored = int(one.facts.get("scored", 0))
    return _(
        "The plan was scored on %(scored)s draws of the openings that it was not fitted to. In "
        "%(flips)s of them another of the three plans does better."
    ) % {"scored": scored, "flips": round(flips * scored)}


def _refusal(one: RolloutScenario) -> str:
    """Return why there is no plan, in the reader's language."""
    told = one.refusal or {}
    sentence = told.get("sentence", "")
    return _(sentence) % told.get("values", {}) if sentence else ""


def rollout_parameters(parameters: Iterable[Parameter]) -> list[dict[str, object]]:
    """Return the planner's parameters as rows: name, value, range, sentence, citation."""
    is_spanish = language() == "es"
    return [
        {
            "title": each.title_es if is_spanish else each.title_en,
            "text": each.text_es if is_spanish else each.text_en,
            "value": parameter_text(each, each.value, language()),
            "low": parameter_text(each, each.low, language()),
            "high": parameter_text(each, each.high, language()),
            "has_range": each.low != each.high,
            "citation": each.citation,
            "dated": each.dated,
            "is_assumed": each.is_assumed,
        }
        for each in parameters
    ]
