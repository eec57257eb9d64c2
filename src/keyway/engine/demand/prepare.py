"""Sort the demand inputs into arrays: counties, industries, occupations, published areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from keyway.engine.demand import raking, unsuppress

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from keyway.engine.demand.values import DemandInputs, DemandParameters
    from keyway.engine.draws import Array


@dataclass(frozen=True, slots=True)
class State:
    """The inputs as arrays: counties and occupations in code order."""

    counties: list[str]
    occupations: list[str]
    filled: unsuppress.Filled
    staffing: Array
    is_manufacturing: NDArray[np.bool_]
    uncovered: Array
    areas: list[raking.Area]


def prepare(inputs: DemandInputs, parameters: DemandParameters) -> State:
    """Sort the inputs into arrays."""
    counties = sorted(
        set(inputs.area_counties["county_fips"]) | set(inputs.industry_jobs["county_fips"])
    )
    filled = unsuppress.fill(
        inputs.industry_jobs, inputs.industry_totals, counties, sweeps=parameters.sweeps
    )
    occupations = sorted(
        set(inputs.staffing.drop_nulls("staffing_share")["soc_code"])
        | set(inputs.published_jobs.drop_nulls("employment_count")["soc_code"])
        | (set() if inputs.expected_jobs is None else set(inputs.expected_jobs["soc_code"]))
    )
    made = np.array([unsuppress.sector(code) == "31-33" for code in filled.industries], dtype=bool)
    uncovered = np.zeros(len(occupations))
    if inputs.uncovered is not None:
        share = dict(inputs.uncovered.select("soc_code", "uncovered_share").iter_rows())
        uncovered = np.array([share.get(code) or 0.0 for code in occupations])
    staffing = _staffing(inputs.staffing, filled.industries, occupations)
    areas = _areas(inputs, parameters, counties, occupations)
    return State(counties, occupations, filled, staffing, made, np.minimum(uncovered, 0.999), areas)


def _staffing(frame: pl.DataFrame, industries: list[str], occupations: list[str]) -> Array:
    """Return shares per industry × occupation, from the nearest level that is published."""
    rows: dict[str, list[tuple[str, float]]] = {}
    for naics, soc, share in (
        frame.drop_nulls("staffing_share")
        .select("naics_code", "soc_code", "staffing_share")
        .iter_rows()
    ):
        rows.setdefault(naics, []).append((soc, share))
    column = {code: number for number, code in enumerate(occupations)}
    table = np.zeros((len(industries), len(occupations)))
    for number, naics in enumerate(industries):
        source = next((code for code in unsuppress.parents(naics) if code in rows), None)
        for soc, share in rows.get(source or "", []):
            table[number, column[soc]] = share
    return table


def _areas(
    inputs: DemandInputs, parameters: DemandParameters, counties: list[str], occupations: list[str]
) -> list[raking.Area]:
    """Return the published areas, the widest last."""
    place = {code: number for number, code in enumerate(counties)}
    column = {code: number for number, code in enumerate(occupations)}
    members = dict(
        inputs.area_counties.group_by("area_code")
        .agg(pl.col("county_fips").unique().sort())
        .iter_rows()
    )
    areas = []
    for area_code in sorted(members, key=lambda code: (len(members[code]), code)):
        jobs, rse = np.full(len(occupations), np.nan), np.full(len(occupations), np.nan)
        expected = np.zeros(len(occupations), dtype=bool)
        for soc, count, error, is_expected in _published(inputs, area_code).iter_rows():
            jobs[column[soc]] = count
            rse[column[soc]] = parameters.unknown_rse if error is None else error
            expected[column[soc]] = is_expected
        rows = np.array([place[code] for code in members[area_code]], dtype=np.intp)
        # An expectation has weighed staffing already; it replaces the synthetic figure.
        pull = np.where(expected, 1.0, np.nan_to_num(raking.pull(rse, parameters.rse_scale)))
        areas.append(raking.Area(rows, jobs, pull, np.nan_to_num(rse)))
    if not areas or len(areas[-1].counties) < len(counties):
        nothing = np.zeros(len(occupations))
        areas.append(raking.Area(np.arange(len(counties)), nothing * np.nan, nothing, nothing))
    return areas


def _published(inputs: DemandInputs, area_code: str) -> pl.DataFrame:
    """Return soc_code, jobs, error, is_expected of one area; expectations fill what is withheld."""
    columns = ("soc_code", "employment_count", "employment_rse", "is_expected")
    here = inputs.published_jobs.filter(pl.col("area_code") == area_code)
    here = here.drop_nulls("employment_count").with_columns(is_expected=False).select(columns)
    if inputs.expected_jobs is None:
        return here
    expected = (
        inputs.expected_jobs.filter(pl.col("area_code") == area_code)
        .rename({"log_sd": "employment_rse"})
        .with_columns(is_expected=True)
        .select(columns)
        .join(here, on="soc_code", how="anti")
    )
    return pl.concat([here, expected], how="vertical_relaxed").sort("soc_code")
