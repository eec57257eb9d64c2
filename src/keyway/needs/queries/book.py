"""The book a page reads from: one finding, the reference tables beside it, and the reader's language."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from keyway.needs.models import GapFinding
from keyway.reference.contract import CONTRACTS
from keyway.reference.lookups import names, occupations, places
from keyway.reference.parameters import Parameter, gap_parameters
from keyway.reference.words import sentences
from keyway.render.figure import Figure, Origin, SourceLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from keyway.reference.store import Entry, Store

# Which tables each method rests on; the gap rests on all of them.
_DEMAND = (
    "area_counties",
    "cbp_county_industries",
    "cbp_state_industries",
    "ep_matrix_links",
    "ep_occupation_projections",
    "oews_area_wages",
    "oews_industry_staffing",
)
_SUPPLY = ("ipeds_institutions", "ipeds_program_completions")
_NAIVE = ("cip_soc_links", "ipeds_program_completions")
_RESTS_ON = {"demand": _DEMAND, "supply": _SUPPLY, "naive": _NAIVE}


def latest_finding(state_fips: str, scenario: str = "") -> GapFinding | None:
    """Return the newest finding of a state, or None while there is none."""
    return (
        GapFinding.objects.filter(state_fips=state_fips, scenario=scenario)
        .order_by("-computed_at", "-pk")
        .first()
    )


@dataclass(frozen=True)
class Book:
    """One finding with what is needed to name and source its figures.

    Attributes:
        store: the reference tables in force now.
        state: whose finding it is.
        finding: the finding that is shown.
        language: "en" or "es".
    """

    store: Store
    state: places.State
    finding: GapFinding
    language: str

    @cached_property
    def occupation_names(self) -> Mapping[str, str]:
        """Names of occupations and groups by SOC code."""
        return names.occupations(self.store, self.language)

    @cached_property
    def program_names(self) -> Mapping[str, str]:
        """Names of programs by CIP code."""
        return names.programs(self.store, self.language)

    @cached_property
    def county_names(self) -> Mapping[str, str]:
        """Names of the state's counties by FIPS code."""
        return names.counties(self.store, self.state.fips)

    @cached_property
    def median_wages(self) -> Mapping[str, float]:
        """Median annual wages in the state by SOC code."""
        return occupations.median_wages(self.store, self.state.fips)

    def area_name(self, area_code: str) -> str:
        """Return the name of a county or of the state."""
        return self.county_names.get(area_code, self.state.name)

    @cached_property
    def parameters(self) -> list[Parameter]:
        """The parameters at the values that the finding was reckoned with."""
        usual = gap_parameters()
        return [
            usual[name].with_value(value)
            for name, value in self.finding.parameters.items()
            if name in usual
        ]

    def origin(self, method: str) -> Origin:
        """Return the origin of figures that a method reckoned: gap, demand, supply or naive."""
        return self._origins[method]

    @cached_property
    def _origins(self) -> dict[str, Origin]:
        return {method: self._origin(method) for method in ("gap", "demand", "supply", "naive")}

    def _origin(self, method: str) -> Origin:
        tables = _RESTS_ON.get(method)
        rows = [r for r in self.finding.releases if tables is None or r["table"] in tables]
        is_drawn = method != "naive"
        return Origin(
            sources=source_lines(rows),
            method=method,
            method_version=self.finding.method_versions.get(method, ""),
            computed_date=f"{self.finding.computed_at:%Y-%m-%d}",
            interval=str(self.finding.draws_count) if is_drawn else "",
            assumptions=self._assumptions(method) if is_drawn else (),
        )

    def _assumptions(self, method: str) -> tuple[str, ...]:
        return tuple(
            f"{self.title(each)}: {each.value:g}"
            for each in self.parameters
            if each.is_assumed and (method == "gap" or each.name.startswith(f"{method}."))
        )

    def title(self, parameter: Parameter) -> str:
        """Return a parameter's name in the reader's language."""
        return parameter.title_es if self.language == "es" else parameter.title_en

    def published(self, table: str, *parts: str) -> Origin:
        """Return the origin of a figure as its publisher printed it.

        Args:
            table: the contract's name.
            parts: the parts it may come from; all where none is given.
        """
        entries: list[Entry] = [
            entry for _, entry in self.store.current(table) if not parts or entry.part in parts
        ]
        return Origin(
            sources=source_lines(
                [{**asdict(entry), "date": entry.loaded_date} for entry in entries]
            ),
            method="published",
            note=sentences.tell(CONTRACTS[table].caution, self.language),
        )


def source_lines(rows: Iterable[Mapping[str, Any]]) -> tuple[SourceLine, ...]:
    """Return one line per product of a publisher, with all of its releases that were used."""
    products: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        products.setdefault((row["publisher"], row["title"]), []).append(row)
    return tuple(
        SourceLine(
            publisher=publisher,
            title=title,
            release=", ".join(sorted({row["release"] for row in members})),
            licence=members[0]["licence"],
            credit=members[0]["credit"],
            url=members[0]["url"],
            retrieved_date=max(row["date"] for row in members),
        )
        for (publisher, title), members in sorted(products.items())
    )


def interval(
    book: Book, row: object, measure: str, *, method: str = "gap", unit: str = ""
) -> Figure:
    """Return one measure of a stored row as a figure with its interval.

    Args:
        book: the finding it belongs to.
        row: a record with ``<measure>_p5``, ``_p50`` and ``_p95``.
        measure: "openings", "unfilled" …
        method: whose origin it carries.
        unit: plural noun phrase, translated.
    """
    return Figure(
        value=getattr(row, f"{measure}_p50"),
        low=getattr(row, f"{measure}_p5"),
        high=getattr(row, f"{measure}_p95"),
        unit=unit,
        origin=book.origin(method),
    )


def linked(figure: Figure, url: str) -> Figure:
    """Return the figure with the address where its data can be taken away."""
    return replace(figure, origin=replace(figure.origin, data_url=url))
