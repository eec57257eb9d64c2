"""Frames that the demand method is fed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.parameters import document

if TYPE_CHECKING:
    from keyway.reference.store import Store

_MANUFACTURING = pl.col("naics_code").str.slice(0, 2).is_in(["31", "32", "33"])
_FOUR_OR_PARENT = pl.col("naics_code").str.contains(r"^([1-9]\d{1,3}|\d\d-\d\d)$")
# Industries that the wage survey counts and County Business Patterns does not: government,
# the postal service and railroads.
UNCOVERED = ("99", "491", "482")
# The sectors that the survey writes as a range.
_SECTOR_RANGES = {"31": "31-33", "32": "31-33", "33": "31-33", "44": "44-45", "45": "44-45"} | {
    "48": "48-49",
    "49": "48-49",
}


def industry_jobs(store: Store, state_fips: str) -> pl.DataFrame:
    """Return jobs by county and industry, each from its newest release.

    Columns: county_fips, naics_code (4 digits, and 2 or 3 digits where published: totals that the
    cells add up to), year, establishments_count, employment_count (null where the publisher hides
    it). Manufacturing may come from a newer year than the rest.
    """
    rows = store.read("cbp_county_industries").filter(
        pl.col("county_fips").str.starts_with(state_fips) & _FOUR_OR_PARENT
    )
    return _newest(rows, ["county_fips", "naics_code"])


def industry_totals(store: Store, state_fips: str) -> pl.DataFrame:
    """Return published state totals by industry for the years that ``industry_jobs`` uses.

    Columns: naics_code, year, establishments_count, employment_count.
    """
    years = industry_jobs(store, state_fips).select("naics_code", "year").unique()
    rows = store.read("cbp_state_industries").filter(pl.col("state_fips") == state_fips)
    return (
        rows.filter(_FOUR_OR_PARENT)
        .join(years, on=["naics_code", "year"], how="semi")
        .select("naics_code", "year", "establishments_count", "employment_count")
        .sort("naics_code")
    )


def _newest(rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Keep the newest year of manufacturing and, apart from it, the newest year of the rest."""
    kept = [
        part.filter(pl.col("year") == pl.col("year").max())
        for part in (rows.filter(_MANUFACTURING), rows.filter(~_MANUFACTURING))
        if not part.is_empty()
    ]
    columns = [*key, "year", "establishments_count", "employment_count"]
    if not kept:
        return rows.select(columns)
    return pl.concat(kept).select(columns).sort(key)


def staffing(store: Store, naics_codes: list[str]) -> pl.DataFrame:
    """Return staffing shares for 4-digit industries, from the closest industry that is published.

    An industry takes its own pattern, else that of the combined code that holds it, else of its
    3-digit parent, else of its sector.

    Columns: naics_code, soc_code, staffing_share (null where the survey hides the jobs),
    pattern_code (the industry whose pattern it is).
    """
    rows = store.read("oews_industry_staffing")
    rows = rows.filter(pl.col("year") == pl.col("year").max())
    published = set(rows["naics_code"].unique().to_list())
    combined = {
        member: code
        for code, members in document("oews_combined_industries")["codes"].items()
        for member in members
    }
    chosen = [(code, _pattern(code, published, combined)) for code in sorted(set(naics_codes))]
    links = pl.DataFrame(
        [(code, pattern) for code, pattern in chosen if pattern],
        schema={"naics_code": pl.String, "pattern_code": pl.String},
        orient="row",
    )
    return (
        links.join(
            rows.select(pl.col("naics_code").alias("pattern_code"), "soc_code", "staffing_share"),
            on="pattern_code",
        )
        .select("naics_code", "soc_code", "staffing_share", "pattern_code")
        .sort("naics_code", "soc_code")
    )


def _pattern(code: str, published: set[str], combined: dict[str, str]) -> str | None:
    sector = _SECTOR_RANGES.get(code[:2], code[:2])
    for candidate in (code, combined.get(code), code[:3], sector):
        if candidate in published:
            return candidate
    return None


def uncovered(store: Store) -> pl.DataFrame:
    """Return the part of each occupation's jobs in industries that county counts leave out.

    Columns: soc_code, uncovered_share (0–1, of the nation's jobs in the occupation).
    """
    rows = store.read("oews_industry_staffing")
    rows = rows.filter(pl.col("year") == pl.col("year").max())
    jobs = pl.col("employment_count").sum()
    outside = (
        rows.filter(pl.col("naics_code").is_in(UNCOVERED))
        .group_by("soc_code")
        .agg(jobs.alias("outside_count"))
    )
    nation = national_jobs(store).select("soc_code", "employment_count")
    return (
        outside.join(nation, on="soc_code")
        .select(
            "soc_code",
            (pl.col("outside_count") / pl.col("employment_count"))
            .clip(0.0, 0.95)
            .alias("uncovered_share"),
        )
        .drop_nulls()
        .sort("soc_code")
    )


def national_jobs(store: Store) -> pl.DataFrame:
    """Return the nation's jobs and wages by detailed occupation, newest year."""
    rows = store.read("oews_area_wages", parts=["national"]).filter(
        pl.col("group_level") == "detailed"
    )
    return rows.filter(pl.col("year") == pl.col("year").max()).sort("soc_code")


def manufacturing_jobs(store: Store) -> pl.DataFrame:
    """Return the nation's jobs in manufacturing by occupation.

    Columns: soc_code, manufacturing_count, manufacturing_share (of the occupation's jobs, 0–1).
    Occupations without published jobs in manufacturing are absent.
    """
    rows = store.read("oews_industry_staffing").filter(pl.col("naics_code") == "31-33")
    rows = rows.filter(pl.col("year") == pl.col("year").max()).drop_nulls("employment_count")
    nation = national_jobs(store).select("soc_code", pl.col("employment_count").alias("all_count"))
    return (
        rows.join(nation, on="soc_code", how="left")
        .select(
            "soc_code",
            pl.col("employment_count").alias("manufacturing_count"),
            (pl.col("employment_count") / pl.col("all_count"))
            .clip(0.0, 1.0)
            .alias("manufacturing_share"),
        )
        .sort("soc_code")
    )


def published_jobs(store: Store, state_fips: str) -> pl.DataFrame:
    """Return the survey's jobs of the state and its areas, newest year of each area.

    Columns: area_code (state FIPS or area), soc_code, year, employment_count (null where hidden),
    employment_rse.
    """
    areas = area_counties(store, state_fips)["area_code"].unique().to_list()
    rows = store.read("oews_area_wages").filter(
        pl.col("area_code").is_in([state_fips, *areas]) & (pl.col("group_level") == "detailed")
    )
    return (
        rows.filter(pl.col("year") == pl.col("year").max().over("area_code"))
        .select("area_code", "soc_code", "year", "employment_count", "employment_rse")
        .sort("area_code", "soc_code")
    )


def area_counties(store: Store, state_fips: str) -> pl.DataFrame:
    """Return which counties make up each survey area: area_code, county_fips."""
    return (
        store.read("area_counties")
        .filter(pl.col("county_fips").str.starts_with(state_fips))
        .select("area_code", "county_fips")
        .sort("area_code", "county_fips")
    )


def rates(store: Store, state_fips: str) -> pl.DataFrame:
    """Return separation and growth rates by SOC occupation, newest projection.

    Separation rates are the nation's. Growth is the state's own projection where it publishes
    one for the occupation, else the nation's. A SOC occupation that the matrix merges with others
    takes the merged rates.

    Columns: soc_code, matrix_code, exit_rate, transfer_rate, growth_rate_annual (fractions a
    year), typical_education.
    """
    rows = store.read("ep_occupation_projections").filter(pl.col("is_detailed"))
    rows = rows.filter(pl.col("base_year") == pl.col("base_year").max())
    links = (
        store.read("ep_matrix_links")
        .select("matrix_code", pl.col("onet_soc_code").str.slice(0, 7).alias("soc_code"))
        .unique()
    )
    own = rows.select("matrix_code", pl.col("matrix_code").alias("soc_code"))
    pairs = pl.concat([own, links.join(own, on="soc_code", how="anti")]).unique(
        subset="soc_code", keep="first", maintain_order=True
    )
    years = pl.col("projected_year") - pl.col("base_year")
    growth = (pl.col("employment_projected_count") / pl.col("employment_base_count")) ** (
        1.0 / years
    ) - 1.0
    local = state_projections(store, state_fips).select(
        "soc_code",
        (
            (pl.col("employment_projected_count") / pl.col("employment_base_count"))
            ** (1.0 / pl.col("years"))
            - 1.0
        ).alias("local_growth"),
    )
    return (
        pairs.join(rows, on="matrix_code")
        .join(local, on="soc_code", how="left")
        .select(
            "soc_code",
            "matrix_code",
            "exit_rate",
            "transfer_rate",
            pl.when(pl.col("local_growth").is_finite())
            .then("local_growth")
            .otherwise(growth)
            .alias("growth_rate_annual"),
            "typical_education",
        )
        .sort("soc_code")
    )


def state_projections(store: Store, state_fips: str) -> pl.DataFrame:
    """Return the state's own projections: soc_code, base and projected jobs, openings a year."""
    rows = store.read("state_occupation_projections").filter(pl.col("area_code") == state_fips)
    return (
        rows.filter(pl.col("base_year") == pl.col("base_year").max())
        .select(
            "soc_code",
            "employment_base_count",
            "employment_projected_count",
            "openings_count",
            (pl.col("projected_year") - pl.col("base_year")).alias("years"),
        )
        .sort("soc_code")
    )
