"""Institutions, their completions, and which occupations a program prepares for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.parameters import document

if TYPE_CHECKING:
    from keyway.reference.store import Store


def institutions(store: Store, state_code: str) -> pl.DataFrame:
    """Return a state's institutions, newest survey year of each, with their reach.

    Columns: those of ``ipeds_institutions`` and reach ("local", "national" or "online").
    """
    rows = store.read("ipeds_institutions").filter(pl.col("state_code") == state_code)
    rows = rows.filter(pl.col("year") == pl.col("year").max().over("unitid"))
    reach = document("institutions_reach")["reach"]
    return rows.with_columns(
        pl.col("unitid")
        .replace_strict(reach, default="local", return_dtype=pl.String)
        .alias("reach")
    ).sort("unitid")


def completions(store: Store, unitids: list[str]) -> pl.DataFrame:
    """Return awards by institution, program, level and year; null where not published.

    Columns: unitid, cip_code, award_level_code, year, awards_count.
    """
    rows = store.read("ipeds_program_completions").filter(pl.col("unitid").is_in(unitids))
    return rows.select("unitid", "cip_code", "award_level_code", "year", "awards_count").sort(
        "unitid", "cip_code", "award_level_code", "year"
    )


def links(store: Store) -> pl.DataFrame:
    """Return which occupations each program prepares for: cip_code, soc_code.

    The wage survey merges some detailed occupations under a code of its own, most often their
    broad group. A link to one of those becomes a link to the code where its jobs are counted.
    """
    counted = store.read("oews_area_wages").filter(pl.col("group_level") == "detailed")
    codes = counted["soc_code"].unique().to_list()
    matrix = (
        store.read("ep_matrix_links")
        .select(pl.col("onet_soc_code").str.slice(0, 7).alias("soc_code"), "matrix_code")
        .filter(pl.col("matrix_code").is_in(codes))
        .unique("soc_code", keep="first", maintain_order=True)
    )
    group = pl.concat_str(pl.col("soc_code").str.slice(0, 6), pl.lit("0"))
    return (
        store.read("cip_soc_links")
        .join(matrix, on="soc_code", how="left")
        .with_columns(
            pl.when(pl.col("soc_code").is_in(codes))
            .then("soc_code")
            .when(pl.col("matrix_code").is_not_null())
            .then("matrix_code")
            .when(group.is_in(codes))
            .then(group)
            .otherwise("soc_code")
            .alias("soc_code")
        )
        .select("cip_code", "soc_code")
        .unique()
        .sort("cip_code", "soc_code")
    )
