"""From reference tables to the gap of one state: fetch, reckon, summarize. Keeps nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import polars as pl
import polars.selectors as cs

from keyway.engine import demand, gap, supply
from keyway.errors import Refused
from keyway.reference.lookups import jobs, places, schools
from keyway.reference.parameters import Parameters, changed, gap_parameters

if TYPE_CHECKING:
    from keyway.reference.store import Store

__all__ = ["TABLES", "Reckoning", "Request", "reckon"]

# Raised by one whenever the same inputs would give other figures.
METHOD_VERSIONS = {"demand": "1", "supply": "1", "gap": "1"}
SEED = 20_261_122
DRAWS = 200
# An occupation is listed as a manufacturing occupation from this share of its jobs on.
MANUFACTURING_SHARE = 1 / 3

TABLES = (
    "area_counties",
    "cbp_county_industries",
    "cbp_state_industries",
    "cip_soc_links",
    "counties",
    "ep_matrix_links",
    "ep_occupation_projections",
    "ipeds_institutions",
    "ipeds_program_completions",
    "oews_area_wages",
    "oews_industry_staffing",
    "state_occupation_projections",
    "states",
)

_Settings = TypeVar("_Settings")


class DataMissing(Refused):
    """A table that the gap needs holds nothing for this state."""

    sentence = (
        "The gap of %(state)s cannot be reckoned: there is nothing for it in %(tables)s. "
        "Load the official files first; `keyway sources` lists what is there."
    )


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: a state, and which parameters stand at other values than usual."""

    state_fips: str
    values: Mapping[str, float] = field(default_factory=dict)
    draws: int = DRAWS
    seed: int = SEED

    @property
    def scenario(self) -> str:
        """Name of the scenario; empty for the usual parameters."""
        return ",".join(f"{name}={value:g}" for name, value in sorted(self.values.items()))

    @property
    def parameters(self) -> Parameters:
        """The parameters as they stand for this request."""
        return changed(gap_parameters(), self.values)

    def fingerprint(self, store: Store) -> str:
        """Return a digest of everything that the answer depends on."""
        parts = {
            "data": store.fingerprint(TABLES),
            "state": self.state_fips,
            "parameters": {name: p.value for name, p in self.parameters.items()},
            "methods": METHOD_VERSIONS,
            "draws": self.draws,
            "seed": self.seed,
        }
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Reckoning:
    """The gap of one state with all that it rests on.

    Attributes:
        rows: soc_code, area_code, is_manufacturing, is_linked and the measures with quantiles,
            per year.
        totals: area_code, family (two SOC digits, "linked" for those that programs teach, empty
            for all) and the measures of the manufacturing occupations together.
        programs: unitid, cip_code, award_level_code (text), reach and their measures.
        flows: program keys, soc_code, county_fips, placed_mean.
        unknown: what was left out and why, as sentences' parts: kind, code, reason.
        check: our openings beside the state's own projection.
    """

    request: Request
    state: places.State
    rows: pl.DataFrame
    totals: pl.DataFrame
    programs: pl.DataFrame
    flows: pl.DataFrame
    unknown: pl.DataFrame
    check: pl.DataFrame
    releases: tuple[dict[str, Any], ...]
    fingerprint: str

    @cached_property
    def content_digest(self) -> str:
        """A digest of every figure, the same whenever the same inputs are reckoned again."""
        digest = hashlib.sha256()
        for frame in (self.rows, self.totals, self.programs, self.flows):
            digest.update(frame.write_csv(float_precision=9).encode())
        return digest.hexdigest()


def reckon(store: Store, request: Request) -> Reckoning:
    """Reckon the gap of one state.

    Args:
        store: the reference tables.
        request: the state and the parameters.

    Raises:
        UnknownState: there is no such state.
        DataMissing: a table holds nothing for the state.
    """
    state = places.state(store, request.state_fips)
    demand_inputs = _demand_inputs(store, state)
    supply_inputs = _supply_inputs(store, state, demand_inputs)
    settings = request.parameters
    wanted = _settings(demand.DemandParameters, "demand", settings)
    people = _settings(supply.SupplyParameters, "supply", settings)
    rules = _settings(gap.GapParameters, "gap", settings)
    links = _links(store, state)
    draws, seed = request.draws, request.seed
    needed = demand.estimate(demand_inputs, wanted, draws=draws, seed=seed)
    offered = supply.estimate(supply_inputs, people, draws=draws, seed=seed)
    measured = gap.measure(needed, offered, links, rules, seed=seed)
    summary = gap.summarize(measured, needed, naive_supply=_naive(supply_inputs, links, state.fips))
    in_plants = jobs.manufacturing_jobs(store)
    rows = _marked(summary.rows, in_plants, links, state.fips)
    return Reckoning(
        request=request,
        state=state,
        rows=_rounded(rows),
        totals=_rounded(_totals(measured, needed, rows)),
        programs=_rounded(_with_reach(summary.programs, supply_inputs.institutions)),
        flows=_rounded(_levels_as_text(summary.flows)),
        unknown=_unknown(needed.unknown, offered.unknown),
        check=needed.check,
        releases=_releases(store),
        fingerprint=request.fingerprint(store),
    )


def _demand_inputs(store: Store, state: places.State) -> demand.DemandInputs:
    industry_jobs = jobs.industry_jobs(store, state.fips)
    published = jobs.published_jobs(store, state.fips)
    rates = jobs.rates(store, state.fips)
    found = {
        "cbp_county_industries": industry_jobs,
        "oews_area_wages": published,
        "ep_occupation_projections": rates,
    }
    missing = [table for table, frame in found.items() if frame.is_empty()]
    if missing:
        raise DataMissing(state=state.name, tables=", ".join(missing))
    four = industry_jobs.filter(pl.col("naics_code").str.contains(r"^\d{4}$"))
    return demand.DemandInputs(
        industry_jobs=industry_jobs,
        industry_totals=jobs.industry_totals(store, state.fips),
        staffing=jobs.staffing(store, four["naics_code"].unique().to_list()),
        published_jobs=published,
        area_counties=_areas(store, state, published),
        rates=rates,
        uncovered=jobs.uncovered(store),
        state_openings=jobs.state_projections(store, state.fips).select(
            "soc_code", "openings_count"
        ),
    )


def _areas(store: Store, state: places.State, published: pl.DataFrame) -> pl.DataFrame:
    """Return the counties of each area that has published jobs, the state among them."""
    whole = pl.DataFrame(
        [(state.fips, county.fips) for county in places.counties(store, state.fips)],
        schema={"area_code": pl.String, "county_fips": pl.String},
        orient="row",
    )
    areas = pl.concat([whole, jobs.area_counties(store, state.fips)])
    return areas.filter(pl.col("area_code").is_in(published["area_code"].unique().to_list()))


def _supply_inputs(
    store: Store, state: places.State, needed: demand.DemandInputs
) -> supply.SupplyInputs:
    institutions = schools.institutions(store, state.code)
    awards = schools.completions(store, institutions["unitid"].to_list())
    if awards.is_empty():
        raise DataMissing(state=state.name, tables="ipeds_program_completions")
    linked = schools.links(store)["cip_code"].unique().to_list()
    jobs_here = (
        needed.industry_jobs.filter(pl.col("naics_code").str.len_chars() == 4)
        .group_by("county_fips")
        .agg(pl.col("employment_count").sum().alias("jobs"))
    )
    centers = pl.DataFrame(
        [(c.fips, c.longitude, c.latitude) for c in places.counties(store, state.fips)],
        schema={"county_fips": pl.String, "longitude": pl.Float64, "latitude": pl.Float64},
        orient="row",
    )
    return supply.SupplyInputs(
        completions=awards.filter(pl.col("cip_code").is_in(linked)).with_columns(
            pl.col("award_level_code").cast(pl.Int64)
        ),
        institutions=institutions.select(
            "unitid", "longitude", "latitude", "county_fips", "sector_code", "reach"
        ),
        counties=centers.join(jobs_here, on="county_fips", how="left").with_columns(
            pl.col("jobs").fill_null(0)
        ),
    )


def _links(store: Store, state: places.State) -> pl.DataFrame:
    education = jobs.rates(store, state.fips).select("soc_code", "typical_education")
    return schools.links(store).join(education, on="soc_code", how="left")


def _naive(inputs: supply.SupplyInputs, links: pl.DataFrame, state_fips: str) -> pl.DataFrame:
    """Return the crosswalk sum for every county of campus and for the state."""
    where = inputs.institutions.select("unitid", pl.col("county_fips").alias("area_code"))
    awards = inputs.completions.join(where, on="unitid")
    local = gap.naive(awards, links, by=("area_code",))
    whole = gap.naive(awards, links).with_columns(area_code=pl.lit(state_fips))
    return pl.concat([local, whole.select(local.columns)]).drop_nulls("area_code")


def _marked(
    rows: pl.DataFrame, in_plants: pl.DataFrame, links: pl.DataFrame, state_fips: str
) -> pl.DataFrame:
    """Keep occupations with jobs in manufacturing; mark those mostly there and those taught.

    ``is_linked``: some program of study in the national crosswalk prepares for the occupation.
    """
    whole = rows.filter(pl.col("area_code") == state_fips)
    mostly = whole.filter(pl.col("manufacturing_share") >= MANUFACTURING_SHARE)["soc_code"]
    return (
        rows.filter(pl.col("soc_code").is_in(in_plants["soc_code"].to_list()))
        .with_columns(
            is_manufacturing=pl.col("soc_code").is_in(mostly.to_list()),
            is_linked=pl.col("soc_code").is_in(links["soc_code"].unique().to_list()),
        )
        .sort("area_code", "soc_code")
    )


def _totals(measured: gap.Gap, needed: demand.Demand, rows: pl.DataFrame) -> pl.DataFrame:
    """Return totals of the manufacturing occupations: all, those taught, and each family."""
    listed = rows.filter(pl.col("is_manufacturing"))
    codes = listed["soc_code"].unique().sort().to_list()
    groups = {"": codes, "linked": listed.filter("is_linked")["soc_code"].unique().to_list()}
    for family in sorted({code[:2] for code in codes}):
        groups[family] = [code for code in codes if code.startswith(family)]
    frames = [
        gap.totals(measured, needed, members).with_columns(family=pl.lit(name))
        for name, members in groups.items()
    ]
    return pl.concat(frames).sort("area_code", "family")


def _rounded(frame: pl.DataFrame) -> pl.DataFrame:
    """Round to a millionth of a person; the grid of the draws leaves dust below that."""
    return frame.with_columns(cs.float().round(6))


def _levels_as_text(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col("award_level_code").cast(pl.String))


def _with_reach(programs: pl.DataFrame, institutions: pl.DataFrame) -> pl.DataFrame:
    return _levels_as_text(
        programs.join(institutions.select("unitid", "reach"), on="unitid", how="left")
    ).sort("unitid", "cip_code", "award_level_code")


def _unknown(occupations: pl.DataFrame, programs: pl.DataFrame) -> pl.DataFrame:
    """Return what was left out: kind, code, reason."""
    left = occupations.select(
        pl.lit("occupation").alias("kind"), pl.col("soc_code").alias("code"), "reason"
    )
    parts = pl.concat_str(
        [pl.col("unitid"), pl.col("cip_code"), pl.col("award_level_code").cast(pl.String)],
        separator=" ",
    )
    right = programs.select(pl.lit("program").alias("kind"), parts.alias("code"), "reason")
    return pl.concat([left, right]).sort("kind", "code")


def _releases(store: Store) -> tuple[dict[str, Any], ...]:
    """Return every release that went in, one line per table and release."""
    lines: dict[tuple[str, str], dict[str, Any]] = {}
    for table in TABLES:
        for _, entry in store.current(table):
            lines[(table, entry.release)] = {
                "table": table,
                "publisher": entry.publisher,
                "title": entry.title,
                "release": entry.release,
                "licence": entry.licence,
                "credit": entry.credit,
                "url": entry.url,
                "date": entry.loaded_date,
            }
    return tuple(lines[key] for key in sorted(lines))


def _settings(kind: type[_Settings], group: str, parameters: Parameters) -> _Settings:
    """Return a method's settings with every dated parameter of its group put in.

    A mapping such as ``leave_region_share`` is filled from ``<group>.leave_region_share_<key>``.
    """
    usual = kind()
    assert is_dataclass(usual)  # noqa: S101  the engine's settings are dataclasses
    values: dict[str, Any] = {}
    for each in fields(usual):
        before = getattr(usual, each.name)
        if isinstance(before, Mapping):
            values[each.name] = {
                key: parameters[name].value
                if (name := f"{group}.{each.name}_{key}") in parameters
                else value
                for key, value in before.items()
            }
        elif (name := f"{group}.{each.name}") in parameters:
            values[each.name] = type(before)(parameters[name].value)
    return kind(**values)
