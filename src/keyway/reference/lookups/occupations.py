"""What is published about one occupation: pay, skills, technologies, related work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from keyway.reference.store import Store


def wages(store: Store, soc_code: str, areas: list[str]) -> pl.DataFrame:
    """Return jobs and pay of an occupation in ``areas``, newest year of each.

    Columns: those of ``oews_area_wages``.
    """
    rows = store.read("oews_area_wages").filter(
        (pl.col("soc_code") == soc_code) & pl.col("area_code").is_in(areas)
    )
    return rows.filter(pl.col("year") == pl.col("year").max().over("area_code")).sort("area_code")


def median_wages(store: Store, area_code: str) -> dict[str, float]:
    """Return median annual wages by occupation in one area, where they are published."""
    rows = store.read("oews_area_wages").filter(
        (pl.col("area_code") == area_code) & pl.col("wage_annual_median_usd").is_not_null()
    )
    rows = rows.filter(pl.col("year") == pl.col("year").max())
    return dict(rows.select("soc_code", "wage_annual_median_usd").iter_rows())


def detailed_codes(store: Store, soc_code: str) -> list[str]:
    """Return the detailed SOC codes that an occupation stands for, most often only its own.

    The wage survey and the projections merge some occupations: "51-2090" holds 51-2092 and
    51-2099, "51-2028" holds 51-2022 and 51-2023.
    """
    links = store.read("ep_matrix_links").filter(pl.col("matrix_code") == soc_code)
    codes = links["onet_soc_code"].str.head(7).unique().sort().to_list()
    if codes or not soc_code.endswith("0"):
        return codes or [soc_code]
    rows = store.read("soc_occupations").filter(
        (pl.col("group_level") == "detailed") & pl.col("soc_code").str.starts_with(soc_code[:6])
    )
    return rows["soc_code"].to_list() or [soc_code]


def _of(store: Store, soc_code: str) -> pl.Expr:
    """Return the test of rows about an occupation, by their O*NET code."""
    return pl.col("onet_soc_code").str.head(7).is_in(detailed_codes(store, soc_code))


def ratings(store: Store, soc_code: str, domain: str, *, most: int) -> pl.DataFrame:
    """Return the most important elements of one domain, mean over the detailed O*NET codes.

    Columns: element_id, element_name, importance, importance_low, importance_high, level.
    Elements that the publisher holds too uncertain are left out.
    """
    rows = store.read("onet_ratings").filter(
        _of(store, soc_code) & (pl.col("domain") == domain) & pl.col("importance").is_not_null()
    )
    measures = ("importance", "importance_low", "importance_high", "level")
    return (
        rows.group_by("element_id", "element_name")
        .agg(pl.col(name).mean() for name in measures)
        .sort(["importance", "element_id"], descending=[True, False])
        .head(most)
    )


def technologies(store: Store, soc_code: str) -> pl.DataFrame:
    """Return technologies: technology_name, category_name, is_hot, is_in_demand."""
    rows = store.read("onet_technologies").filter(_of(store, soc_code))
    return (
        rows.group_by("technology_name")
        .agg(
            pl.col("category_name").first(),
            pl.col("is_hot").any(),
            pl.col("is_in_demand").any(),
        )
        .sort(["is_in_demand", "is_hot", "technology_name"], descending=[True, True, False])
    )


def tools(store: Store, soc_code: str) -> list[str]:
    """Return names of tools and machines, in alphabetical order."""
    rows = store.read("onet_tools").filter(_of(store, soc_code))
    return rows["tool_name"].unique().sort().to_list()


def titles(store: Store, soc_code: str) -> list[str]:
    """Return job titles in use, those that workers reported first."""
    rows = store.read("onet_titles").filter(_of(store, soc_code))
    ordered = (
        rows.group_by("job_title")
        .agg(pl.col("is_reported").any())
        .sort(["is_reported", "job_title"], descending=[True, False])
    )
    return ordered["job_title"].to_list()


def related(store: Store, soc_code: str) -> list[str]:
    """Return SOC codes of related occupations, the closest first."""
    rows = store.read("onet_related_occupations").filter(_of(store, soc_code))
    other = pl.col("related_onet_soc_code").str.slice(0, 7)
    ordered = (
        rows.with_columns(other.alias("soc"))
        .filter(~pl.col("soc").is_in(detailed_codes(store, soc_code)))
        .group_by("soc")
        .agg(pl.col("rank").min())
        .sort("rank", "soc")
    )
    return ordered["soc"].to_list()


def job_zone(store: Store, soc_code: str) -> int | None:
    """Return the job zone, 1 to 5, the highest where detailed codes differ; None if not rated."""
    zones = store.read("onet_occupations").filter(
        pl.col("soc_code").is_in(detailed_codes(store, soc_code)) & pl.col("job_zone").is_not_null()
    )["job_zone"]
    return None if zones.is_empty() else int(max(zones))


def projection(store: Store, soc_code: str) -> dict[str, object] | None:
    """Return the national projection row that holds an occupation, or None."""
    rows = store.read("ep_occupation_projections").filter(pl.col("is_detailed"))
    rows = rows.filter(pl.col("base_year") == pl.col("base_year").max())
    links = store.read("ep_matrix_links").filter(_of(store, soc_code))["matrix_code"]
    found = rows.filter(pl.col("matrix_code").is_in([soc_code, *links.to_list()]))
    return None if found.is_empty() else found.row(0, named=True)
