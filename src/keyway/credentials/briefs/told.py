"""Routes in the terminal: a table for people, one object for other programs."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

from keyway.credentials.queries.pathways import TABLES
from keyway.engine.pathways import METHOD_VERSION
from keyway.reference.parameters import parameters_of
from keyway.render import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keyway.credentials.briefs.ladders import Ladder
    from keyway.credentials.briefs.telling import Telling
    from keyway.credentials.queries.funnel import Passed
    from keyway.credentials.queries.routes import Found
    from keyway.render.figure import Figure

_WIDTH_OF_A_FILE = 110


def as_text(ladders: Sequence[Ladder], *, width: int | None) -> str:
    """Return routes for people: one line each, then the steps and what to do next.

    Args:
        ladders: the routes.
        width: of the terminal in letters; None where nobody looks on.
    """
    out = io.StringIO()
    console = Console(file=out, width=width or _WIDTH_OF_A_FILE, color_system=None)
    table = Table(box=None, pad_edge=False)
    for head in ("", "Work", "Months", "Cost", "First pay a year", "Miles", "First in"):
        table.add_column(head, justify="right" if head in ("Months", "Cost", "Miles") else "left")
    for number, each in enumerate(ladders, start=1):
        figures = (each.months, each.cost, each.wage, each.distance)
        cells = [_short(figure) for figure in figures]
        table.add_row(str(number), each.title, *cells, ", ".join(each.firsts))
    console.print(table)
    for number, each in enumerate(ladders, start=1):
        console.print(f"\n{number}. {each.title}  [{each.code}]", markup=False, highlight=False)
        for step in each.steps:
            where = f" – {step.where}" if step.where else ""
            console.print(f"   {step.title}{where} ({step.proof.words})", markup=False)
        for following in each.next_steps:
            day = f" {following.day.isoformat()}" if following.day else ""
            console.print(f"   → {following.sentence}{day}", markup=False, highlight=False)
    return out.getvalue().rstrip()


def _short(figure: Figure) -> str:
    written = numbers.write(figure)
    return f"{written.value} ({written.interval})" if written.interval else written.value


def as_json(by: Telling, found: Found, ladders: Sequence[Ladder], missing: str) -> str:
    """Return routes as one object: question, routes, what is missing, origin."""
    question = found.question
    told = {
        "origin": origin(by),
        "question": {
            "grade": question.grade,
            "zip": question.zip_code,
            "county_fips": question.county_fips,
            "socs": question.socs,
            "kinds": [each.key for each in question.kinds],
        },
        "unbeaten_count": found.all_count,
        "missing": missing,
        "routes": [_route(each) for each in ladders],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def origin(by: Telling) -> dict[str, Any]:
    """Return what the routes rest on: tables by release, the method, its parameters."""
    return {
        "state": {"code": by.state.code, "fips": by.state.fips, "name": by.state.name},
        "day": by.on.isoformat(),
        "method": "pathways",
        "method_version": METHOD_VERSION,
        "pay_areas": by.atlas.areas,
        "parameters": {
            name: {
                "value": each.value,
                "low": each.low,
                "high": each.high,
                "citation": each.citation,
                "is_assumed": each.is_assumed,
            }
            for name, each in parameters_of("pathways").items()
        },
        "releases": [
            {"table": table, "source": entry.source, "release": entry.release, "url": entry.url}
            for table in TABLES
            for _path, entry in by.store.current(table)
        ],
    }


def _route(ladder: Ladder) -> dict[str, Any]:
    return {
        "code": ladder.code,
        "work": ladder.title,
        "first_in": ladder.firsts,
        "ready_month": f"{ladder.ready:%Y-%m}" if ladder.ready else None,
        "months": _number(ladder.months),
        "cost_usd": _number(ladder.cost),
        "cost_note": ladder.cost_note,
        "first_wage_annual_usd": _number(ladder.wage),
        "median_wage_annual_usd": _number(ladder.later),
        "distance_miles": _number(ladder.distance),
        "openings_per_year": _number(ladder.openings),
        "worth_usd": _number(ladder.worth),
        "pays_back_share": _number(ladder.pays_back),
        "steps": [
            {
                "kind": each.kind,
                "title": each.title,
                "where": each.where,
                "lines": each.lines,
                "cost_usd": _number(each.cost),
                "pass_rate": _passed(each.passed),
                "evidence": each.proof.level,
                "evidence_words": each.proof.words,
                "evidence_url": each.proof.url,
            }
            for each in ladder.steps
        ],
        "off_ramps": [
            {"after": each.after, "work": each.job, "soc_code": each.soc_code}
            for each in ladder.ramps
        ],
        "promises": [{**asdict(each), "until": each.until.isoformat()} for each in ladder.promises],
        "next_steps": [
            {
                "sentence": each.sentence,
                "day": each.day.isoformat() if each.day else None,
                "url": each.url,
            }
            for each in ladder.next_steps
        ],
    }


def _passed(found: Passed | None) -> dict[str, Any] | None:
    """Return how many passed a test after a class, of whom, and of which cohort."""
    if found is None:
        return None
    said = {"of": found.share.unit, "cohort": found.year, "is_statewide": found.is_statewide}
    return {**(_number(found.share) or {}), **said}


def _number(figure: Figure | None) -> dict[str, float | str | None] | None:
    """Return a figure as numbers; an unknown one says why and is never zero."""
    if figure is None:
        return None
    return {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "reason": figure.reason,
    }
