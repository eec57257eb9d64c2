"""What jobs pay at the start, where somebody lives, and what they ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from keyway.reference.store import Store

# Typical education as the projections print it, by how far through school it asks to have come.
# Whatever asks for more than a bachelor's degree is absent.
SCHOOLING = {
    "No formal educational credential": 0,
    "High school diploma or equivalent": 0,
    "Some college, no degree": 1,
    "Postsecondary nondegree award": 1,
    "Associate's degree": 2,
    "Bachelor's degree": 3,
}


@dataclass(frozen=True, slots=True)
class Pay:
    """Yearly pay of an occupation in one area, as published.

    Attributes:
        area_code: the survey area, the state or the nation it holds for.
        year: of the survey (May).
        low: a tenth earn less; new people mostly earn between this and ``high``.
        high: a quarter earn less.
        median: half earn less; None where not published.
    """

    area_code: str
    year: int
    low: float
    high: float
    median: float | None


def area_of(store: Store, county_fips: str) -> str:
    """Return the survey area that holds a county; its state where none does."""
    rows = store.read("area_counties").filter(pl.col("county_fips") == county_fips)
    return county_fips[:2] if rows.is_empty() else str(rows["area_code"][0])


def area_name(store: Store, area_code: str, state_name: str) -> str:
    """Return the name of an area; that of the state for the state, none for the nation."""
    rows = store.read("area_counties").filter(pl.col("area_code") == area_code)
    if not rows.is_empty():
        return str(rows["area_name"][0])
    return "" if area_code == "US" else state_name


def first_pay(store: Store, area_codes: list[str]) -> dict[str, Pay]:
    """Return the pay of each occupation in the first of the areas that publishes it.

    Occupations without both the 10th and the 25th percentile anywhere are absent.
    """
    found: dict[str, Pay] = {}
    rows = store.read("oews_area_wages").filter(
        (pl.col("group_level") == "detailed")
        & pl.col("wage_annual_p10_usd").is_not_null()
        & pl.col("wage_annual_p25_usd").is_not_null()
    )
    for area in area_codes:
        own = rows.filter(pl.col("area_code") == area)
        own = own.filter(pl.col("year") == pl.col("year").max()).select(
            "soc_code",
            "year",
            "wage_annual_p10_usd",
            "wage_annual_p25_usd",
            "wage_annual_median_usd",
        )
        for soc_code, year, low, high, median in own.iter_rows():
            found.setdefault(soc_code, Pay(area, year, low, high, median))
    return found


def unskilled_pay(store: Store, area_codes: list[str]) -> tuple[float, float] | None:
    """Return what jobs that ask for no diploma pay at the start, weighed by their jobs.

    That is the mean of their 10th and of their 25th percentiles, in the first of the areas that
    publishes any; None where none does.
    """
    asks_nothing = [code for code, text in _education(store).items() if text.startswith("No ")]
    rows = store.read("oews_area_wages").filter(
        pl.col("soc_code").is_in(asks_nothing) & (pl.col("group_level") == "detailed")
    )
    columns = ("wage_annual_p10_usd", "wage_annual_p25_usd", "employment_count")
    for area in area_codes:
        own = rows.filter(pl.col("area_code") == area)
        own = own.filter(pl.col("year") == pl.col("year").max()).drop_nulls(columns)
        jobs = own["employment_count"].sum()
        if jobs:
            low, high = (
                float((own[name] * own["employment_count"]).sum()) / float(jobs)
                for name in columns[:2]
            )
            return low, high
    return None


def schooling(store: Store) -> dict[str, int]:
    """Return how far through school each occupation typically asks to have come, 0 to 3.

    0 high school or nothing, 1 a certificate, 2 an associate degree, 3 a bachelor's degree.
    """
    return {code: SCHOOLING[text] for code, text in _education(store).items() if text in SCHOOLING}


def zones(store: Store) -> dict[str, int]:
    """Return the job zone of each occupation, 1 to 5, the highest of its parts."""
    rows = store.read("onet_occupations").drop_nulls("job_zone")
    ranked = rows.group_by("soc_code").agg(pl.col("job_zone").max())
    found = dict(ranked.iter_rows())
    for matrix_code, soc_code in _matrix_links(store):
        if soc_code in found:
            found[matrix_code] = max(found.get(matrix_code, 0), found[soc_code])
    return found


def related(store: Store) -> dict[str, list[str]]:
    """Return the related occupations of each occupation, the closest first, as jobs are counted."""
    counted = {soc_code: matrix for matrix, soc_code in _matrix_links(store)}
    rows = (
        store.read("onet_related_occupations")
        .select(
            pl.col("onet_soc_code").str.head(7).replace(counted).alias("soc"),
            pl.col("related_onet_soc_code").str.head(7).replace(counted).alias("other"),
            "rank",
        )
        .filter(pl.col("soc") != pl.col("other"))
        .group_by("soc", "other")
        .agg(pl.col("rank").min())
        .sort("soc", "rank", "other")
    )
    found: dict[str, list[str]] = {}
    for soc, other, _ in rows.iter_rows():
        found.setdefault(soc, []).append(other)
    return found


def counted_as(store: Store) -> dict[str, str]:
    """Return the code under which an occupation's jobs are counted, where it is another one."""
    return {soc: matrix for matrix, soc in _matrix_links(store) if soc != matrix}


def _matrix_links(store: Store) -> list[tuple[str, str]]:
    rows = store.read("ep_matrix_links").select(
        "matrix_code", pl.col("onet_soc_code").str.head(7).alias("soc_code")
    )
    return sorted(rows.unique().iter_rows())


def _education(store: Store) -> dict[str, str]:
    rows = store.read("ep_occupation_projections").filter(pl.col("is_detailed"))
    rows = rows.filter(pl.col("base_year") == pl.col("base_year").max())
    matrix = dict(
        rows.drop_nulls("typical_education").select("matrix_code", "typical_education").iter_rows()
    )
    links = _matrix_links(store)
    return {soc: matrix[code] for code, soc in links if code in matrix} | matrix
