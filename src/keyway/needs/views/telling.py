"""A rollout plan as one document, for other programs and for a terminal."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from keyway.engine.rollout.ramping import ramp
from keyway.needs.queries.choices import METHOD_VERSION
from keyway.reference.lookups import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from keyway.engine import rollout
    from keyway.needs.models import GapFinding
    from keyway.needs.queries.choices import Gathered
    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store

_PLANS = ("best", "cheapest", "robust", "unruled", "greedy", "popular")
_LIMITS = {
    "budget": "The budget holds it back: another $100,000 fills about {price:.2g} more jobs a year.",
    "instructors": "Instructors hold it back: one more fills about {price:.2g} more jobs a year.",
    "programs": "The limit of programs per institution holds it back: one more fills about "
    "{price:.2g} more jobs a year.",
    "rural": "The rural rule holds it back: one percent point less fills about {price:.2g} more "
    "jobs a year.",
    "need": "Open jobs within reach run out: a tenth more of them fills about {price:.2g} more a "
    "year.",
}


def document(
    store: Store,
    state: State,
    gathered: Gathered,
    found: rollout.Found,
    finding: GapFinding,
    lines: Iterable[Mapping[str, Any]],
) -> dict[str, Any]:
    """Return a plan with its proof, the other plans and everything that it rests on.

    Args:
        store: where names are looked up.
        state: whose openings.
        gathered: the question.
        found: the answer.
        finding: the gap that it rests on.
        lines: of the best plan, as they are kept.
    """
    best = found.best
    places = {choice.place.number: choice.place.name for choice in gathered.choices}
    return {
        "state": state.code,
        "plan": [_line(store, state, line, places) for line in lines],
        "value": round(best.value, 3),
        "bound": round(best.bound, 3),
        "gap": round(best.gap, 5),
        "cost_usd": round(best.cost, 2),
        "rural_share": _rural_share(gathered, best),
        "rural_price": [round(each, 3) for each in found.rural_price],
        "by_year": _by_year(gathered, best),
        "binding": [
            {"limit": each.limit, "price": round(each.price, 4), "step": each.step}
            for each in found.binding
        ],
        "scenarios": {
            name: _summary(gathered, found, name)
            for name in _PLANS
            if getattr(found, name) is not None
        },
        "origin": {
            "method": "rollout",
            "method_version": METHOD_VERSION,
            "fingerprint": gathered.fingerprint,
            "gap_fingerprint": finding.fingerprint,
            "budget_usd": gathered.question.budget,
            "least_rural_share": gathered.question.rural_share,
            "scenarios_fitted": len(gathered.problem.need),
            "scenarios_scored": len(gathered.draws),
            "choices": len(gathered.choices),
            "parameters": {
                name: {
                    "value": each.value,
                    "unit": each.unit,
                    "is_assumed": each.is_assumed,
                    "citation": each.citation,
                    "dated": each.dated,
                }
                for name, each in gathered.parameters.items()
            },
            "releases": finding.releases,
        },
    }


def as_json(found: Mapping[str, Any]) -> str:
    """Return a document as text."""
    return json.dumps(found, indent=1, ensure_ascii=False)


def _line(
    store: Store, state: State, line: Mapping[str, Any], places: Mapping[int, str]
) -> dict[str, Any]:
    called = names.occupations(store, "en")
    counties = names.counties(store, state.fips)
    family = line["family"]
    return {
        "institution": places[line["institution_id"]],
        "deed": line["deed"],
        "family": family,
        "credentials": line["credentials"],
        "seats": line["seats"],
        "instructors": line["instructors"],
        "cost_usd": line["cost_usd"],
        "value": round(line["value"], 3),
        "openings_in_reach": round(line["openings"], 2),
        "fills": [
            {
                "soc_code": soc,
                "occupation": called.get(soc, soc),
                "county_fips": county,
                "county": counties.get(county, county),
                "placed_per_year": placed,
                "unfilled_per_year": need,
            }
            for soc, county, placed, need in line["fills"]
        ],
        "ties": [
            {"institution": places[number], "family": other} for number, other in line["ties"]
        ],
    }


def _by_year(gathered: Gathered, plan: rollout.Solved) -> list[float]:
    """Return the jobs that a plan fills in each of the first five years after the decision."""
    first, full = (
        gathered.parameters[f"rollout.months_to_{stage}"].value for stage in ("first", "full")
    )
    return [round(plan.value * part, 3) for part in ramp(first, full, 5)]


def _rural_share(gathered: Gathered, plan: rollout.Solved) -> float | None:
    if plan.value <= 0:
        return None
    return round(float(plan.placed[:, gathered.problem.is_rural].sum() / plan.value), 4)


def _summary(gathered: Gathered, found: rollout.Found, name: str) -> dict[str, Any]:
    plan: rollout.Solved = getattr(found, name)
    scored = found.scores.get(name)
    return {
        "value": round(plan.value, 3),
        "bound": round(plan.bound, 3),
        "gap": round(plan.gap, 5),
        "cost_usd": round(plan.cost, 2),
        "programs": len(plan.opened),
        "rural_share": _rural_share(gathered, plan),
        "mean_over_draws": round(scored.mean, 3) if scored else None,
        "tenth_percentile": round(scored.low, 3) if scored else None,
        "regret_at_most": round(scored.regret, 5) if scored else None,
        "seconds": round(plan.seconds, 2),
    }


def sentences(told: Mapping[str, Any]) -> list[str]:
    """Return what must be said of a plan in a terminal, below its lines."""
    found = [
        (
            f"{told['value']:.1f} more jobs filled a year for ${told['cost_usd']:,.0f}; no plan within "
            f"these limits fills more than {told['bound']:.1f} ({100 * told['gap']:.2g} % above)."
        )
    ]
    found += [_LIMITS[each["limit"]].format(price=each["price"]) for each in told["binding"]]
    if told["origin"]["least_rural_share"]:
        least, most = told["rural_price"]
        found.append(f"The rural rule costs between {least:.1f} and {most:.1f} jobs a year.")
    others = told["scenarios"]
    for name, label in (
        ("cheapest", "The cheapest plan within 2 percent"),
        ("robust", "The most robust plan"),
        ("greedy", "Always the best next"),
        ("popular", "More of what is taught most"),
    ):
        each = others[name]
        found.append(f"{label}: {each['value']:.1f} jobs a year for ${each['cost_usd']:,.0f}.")
    found.append("Costs and shares are assumed; `keyway rollout --format json` lists all of them.")
    return found
