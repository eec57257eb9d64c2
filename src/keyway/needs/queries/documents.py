"""The gap of a state as one document: what it rests on, every occupation and county, every program.

The same document comes out of a stored finding and of a reckoning that nobody stored.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from keyway.errors import Refused
from keyway.needs.models import GapFlow, GapProgram, GapRow
from keyway.reference.lookups import names, schools
from keyway.reference.parameters import gap_parameters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

    from keyway.needs.models import GapFinding
    from keyway.reference.lookups.places import State
    from keyway.reference.parameters import Parameter
    from keyway.reference.store import Store

Record = dict[str, Any]

_ROW_MEASURES = {
    "openings_per_year": "openings",
    "need_per_year": "need",
    "placed_per_year": "placed",
    "unfilled_per_year": "unfilled",
    "jobs": "jobs",
}
_PROGRAM_MEASURES = {
    "completers_per_year": "completers",
    "placed_per_year": "placed",
    "unplaced_per_year": "unplaced",
    "left_per_year": "left",
}
# PostgreSQL keeps an object's members in an order of its own; documents have one order.
_RELEASE = ("table", "publisher", "title", "release", "licence", "credit", "url", "date")
DEFINITIONS = {
    "rows": "One per occupation and county. Occupations are those with jobs in manufacturing in "
    "the nation; their jobs in every industry of the county are counted.",
    "programs": "One per institution, program and award level of the state that the crosswalk "
    "links to any occupation, in manufacturing or not.",
    "p5, p50, p95": "5th, 50th and 95th percentile over the draws. Percentiles of several rows "
    "must not be added; the identities below hold in every draw, and for the percentiles "
    "themselves when one draw is asked for.",
    "openings_per_year": "New jobs and jobs that workers leave, a year.",
    "need_per_year": "The openings that people new to the occupation can fill.",
    "placed_per_year": "Rows: of the need, filled by completers of the state's programs. "
    "Programs: completers who find related work in the state, in any occupation.",
    "unfilled_per_year": "Of the need, filled by no program.",
    "naive_supply_per_year": "Awards of all linked programs whose campus is in the county, added "
    "up over the crosswalk; it counts one person several times. null: nothing is linked or known.",
    "completers_per_year": "People, not awards, who complete the program in a year.",
    "unplaced_per_year": "Completers who look for related work in the state and find none.",
    "left_per_year": "Completers who study on, leave the state or leave the field.",
    "manufacturing_share": "Part of the row's jobs that is in manufacturing, 0 to 1.",
    "is_manufacturing": "At least a third of the state's jobs in the occupation are in "
    "manufacturing.",
    "is_linked": "The crosswalk links some program, taught in the state or not, to the occupation.",
    "identities": "need = placed + unfilled in every row; completers = placed + unplaced + left in "
    "every program; people placed from programs = openings they fill, over all occupations.",
}


class UnknownCounty(Refused):
    """No county of the state has this code."""

    sentence = "There is no county %(code)s in %(state)s.%(near)s"


class UnknownOccupation(Refused):
    """No occupation of the gap has this code."""

    sentence = "No occupation with jobs in manufacturing has the code %(code)s.%(near)s"


@dataclass(frozen=True, slots=True)
class Basis:
    """What the figures of a document rest on.

    Attributes:
        releases: one mapping per table and release.
        method_versions: version by method.
        parameters: as they stood.
        fingerprint: digest of all that went in.
        content_digest: digest of all figures that came out.
    """

    state: State
    releases: tuple[Mapping[str, Any], ...]
    method_versions: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    seed: int
    draws: int
    fingerprint: str
    content_digest: str

    @classmethod
    def of_finding(cls, state: State, finding: GapFinding) -> Basis:
        """Return what a stored finding rests on; parameters that are gone are left out."""
        return cls(
            state=state,
            releases=tuple(finding.releases),
            method_versions=finding.method_versions,
            parameters={
                name: each.with_value(finding.parameters[name])
                for name, each in gap_parameters().items()
                if name in finding.parameters
            },
            seed=finding.seed,
            draws=finding.draws_count,
            fingerprint=finding.fingerprint,
            content_digest=finding.content_digest,
        )


@dataclass(frozen=True)
class Contents:
    """The figures of a finding as plain records, in the order in which they are kept.

    Attributes:
        rows: soc_code, area_code and the stored measures; the state's own rows are among them.
        programs: unitid, cip_code, award_level_code and their measures.
        flows: program keys, soc_code, county_fips: who feeds whom.
    """

    rows: list[Record]
    programs: list[Record]
    flows: list[Record]

    @property
    def occupations(self) -> set[str]:
        """Codes of the occupations in the rows."""
        return {row["soc_code"] for row in self.rows}

    @classmethod
    def of_frames(cls, rows: pl.DataFrame, programs: pl.DataFrame, flows: pl.DataFrame) -> Contents:
        """Return what was just reckoned."""
        return cls(rows.to_dicts(), programs.to_dicts(), flows.to_dicts())

    @classmethod
    def of_finding(cls, finding: GapFinding) -> Contents:
        """Return what was stored."""
        flows = GapFlow.objects.filter(program__finding=finding).values(
            "program__unitid",
            "program__cip_code",
            "program__award_level_code",
            "soc_code",
            "county_fips",
        )
        rows = GapRow.objects.filter(finding=finding).order_by("area_code", "soc_code")
        programs = GapProgram.objects.filter(finding=finding).order_by(
            "unitid", "cip_code", "award_level_code"
        )
        return cls(
            [{**row} for row in rows.values()],
            [{**row} for row in programs.values()],
            [{k.removeprefix("program__"): v for k, v in flow.items()} for flow in flows],
        )

    def chosen(self, *, county: str = "", soc: str = "") -> Contents:
        """Return the rows of a county and an occupation, and the programs that feed them."""
        if not county and not soc:
            return self
        rows = [
            row
            for row in self.rows
            if (not county or row["area_code"] == county) and (not soc or row["soc_code"] == soc)
        ]
        flows = [
            flow
            for flow in self.flows
            if (not county or flow["county_fips"] == county)
            and (not soc or flow["soc_code"] == soc)
        ]
        feeding = {_key(flow) for flow in flows}
        return Contents(rows, [each for each in self.programs if _key(each) in feeding], flows)


def _key(record: Record) -> tuple[str, str, str]:
    return record["unitid"], record["cip_code"], record["award_level_code"]


def checked_county(store: Store, state: State, wanted: str) -> str:
    """Return the FIPS code of a county that is given by its code or its name.

    Raises:
        UnknownCounty: the state has none such; the sentence names the nearest.
    """
    known = names.counties(store, state.fips)
    called = {name.casefold(): fips for fips, name in known.items()}
    text = wanted.strip()
    code = text if text in known else called.get(text.casefold(), "")
    if not code:
        near = _nearest(text, known)
        raise UnknownCounty(code=text, state=state.name, near=_suggestion(near, known))
    return code


def checked_occupation(store: Store, held: Iterable[str], wanted: str) -> str:
    """Return the code of an occupation that is among those held.

    Raises:
        UnknownOccupation: it is not; the sentence names the nearest.
    """
    text = wanted.strip()
    codes = sorted(set(held))
    if text not in codes:
        called = names.occupations(store, "en")
        known = {code: called.get(code, code) for code in codes}
        raise UnknownOccupation(code=text, near=_suggestion(_nearest(text, known), known))
    return text


def _nearest(text: str, known: Mapping[str, str]) -> list[str]:
    """Return up to three codes that look like a code or whose name looks like a text."""
    if any(letter.isdigit() for letter in text):
        return get_close_matches(text, list(known), n=3, cutoff=0.5)
    wanted = text.casefold()
    within = [code for code, name in known.items() if wanted and wanted in name.casefold()]
    called = {name.casefold(): code for code, name in known.items()}
    return within[:3] or [called[name] for name in get_close_matches(wanted, list(called), n=3)]


def _suggestion(codes: Iterable[str], known: Mapping[str, str]) -> str:
    listed = ", ".join(f"{code} {known[code]}" for code in codes)
    return f" Near to it: {listed}." if listed else ""


def document(store: Store, basis: Basis, contents: Contents) -> Record:
    """Return the whole document, in a fixed order, floats rounded to thousandths.

    Args:
        store: where names are looked up, in English.
        basis: what the figures rest on.
        contents: the figures; rows of the state as a whole are left out.
    """
    called = names.occupations(store, "en")
    counties = names.counties(store, basis.state.fips)
    programs = names.programs(store, "en")
    institutions = dict(
        schools.institutions(store, basis.state.code)
        .select("unitid", "institution_name")
        .iter_rows()
    )
    return {
        "origin": origin(basis),
        "rows": [
            {
                "soc_code": row["soc_code"],
                "occupation_name": called.get(row["soc_code"], row["soc_code"]),
                "county_fips": row["area_code"],
                "county_name": counties.get(row["area_code"], row["area_code"]),
                **_measures(row, _ROW_MEASURES),
                "naive_supply_per_year": _rounded(row["naive_supply"]),
                "manufacturing_share": _rounded(row["manufacturing_share"]),
                "is_manufacturing": bool(row["is_manufacturing"]),
                "is_linked": bool(row["is_linked"]),
            }
            for row in contents.rows
            if row["area_code"] != basis.state.fips
        ],
        "programs": [
            {
                "unitid": row["unitid"],
                "institution_name": institutions.get(row["unitid"], row["unitid"]),
                "cip_code": row["cip_code"],
                "program_name": programs.get(row["cip_code"], row["cip_code"]),
                "award_level_code": row["award_level_code"],
                **_measures(row, _PROGRAM_MEASURES),
            }
            for row in contents.programs
        ],
    }


def origin(basis: Basis) -> Record:
    """Return what the figures rest on as a record."""
    return {
        "state": {
            "code": basis.state.code,
            "fips": basis.state.fips,
            "name": basis.state.name,
        },
        "releases": [{name: each[name] for name in _RELEASE} for each in basis.releases],
        "method_versions": dict(sorted(basis.method_versions.items())),
        "parameters": {
            name: {
                "value": each.value,
                "unit": each.unit,
                "is_assumed": each.is_assumed,
                "citation": each.citation,
                "dated": each.dated,
            }
            for name, each in sorted(basis.parameters.items())
        },
        "seed": basis.seed,
        "draws": basis.draws,
        "fingerprint": basis.fingerprint,
        "content_digest": basis.content_digest,
        "definitions": DEFINITIONS,
    }


def _measures(row: Record, measures: Mapping[str, str]) -> Record:
    return {
        name: {part: _rounded(row[f"{stored}_{part}"]) for part in ("p5", "p50", "p95")}
        for name, stored in measures.items()
    }


def _rounded(value: float | None) -> float | None:
    # Adding zero turns a negative zero into a plain one.
    return None if value is None else round(float(value), 3) + 0.0


def as_json(found: Record) -> str:
    """Return a document as text: the origin indented, then one row and one program a line."""
    parts = [f'"origin": {json.dumps(found["origin"], ensure_ascii=False, indent=1)}']
    for name in ("rows", "programs"):
        lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in found[name])
        parts.append(f'"{name}": [\n{lines}\n]' if lines else f'"{name}": []')
    return "{\n" + ",\n".join(parts) + "\n}"
