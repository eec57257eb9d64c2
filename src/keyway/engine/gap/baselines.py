"""What simpler methods would have said; kept beside the gap so that readers can compare."""

from __future__ import annotations

import polars as pl

from keyway.engine.supply.values import LEVEL_OF_AWARD, Supply


def naive(
    completions: pl.DataFrame, links: pl.DataFrame, *, by: tuple[str, ...] = ()
) -> pl.DataFrame:
    """Add awards over the crosswalk, as is usual; each award counts once per linked occupation.

    Args:
        completions: cip_code, award_level_code, year, awards_count; the latest year is used.
        links: cip_code, soc_code.
        by: further columns of ``completions`` to keep apart, such as county_fips.

    Returns:
        soc_code, the columns of ``by``, awards_count; an all-withheld sum is null.
    """
    latest = completions.filter(
        (pl.col("year") == pl.col("year").max())
        & pl.col("award_level_code").is_in(list(LEVEL_OF_AWARD))
        & ~pl.col("cip_code").str.starts_with("99")
    )
    known = pl.col("awards_count").is_not_null().any()
    pairs = links.select("cip_code", "soc_code").unique()
    return (
        latest.join(pairs, on="cip_code")
        .group_by("soc_code", *by)
        .agg(pl.when(known).then(pl.col("awards_count").sum()).alias("awards_count"))
        .sort("soc_code", *by)
    )


def equal_split(supply: Supply, links: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Share each program's stock equally over its linked occupations and counties by reach.

    Nothing stops an occupation from being given more people than it has openings.

    Args:
        supply: people per program; the mean over draws is used.
        links: cip_code, soc_code.
        cells: soc_code, county_fips to choose from.

    Returns:
        soc_code, county_fips, people: one row per cell, sorted.
    """
    reach = supply.reach.tocoo()
    where = pl.DataFrame(
        {"unit": reach.row, "reach": reach.data, "county": reach.col},
        schema={"unit": pl.UInt32, "reach": pl.Float64, "county": pl.Int64},
    )
    names = pl.DataFrame(
        {"county": range(len(supply.counties)), "county_fips": supply.counties},
        schema={"county": pl.Int64, "county_fips": pl.String},
    )
    units = supply.units.with_row_index("unit").with_columns(stock=pl.Series(supply.stock.mean(1)))
    flows = (
        units.join(links.select("cip_code", "soc_code").unique(), on="cip_code")
        .join(where, on="unit")
        .join(names, on="county")
        .join(cells, on=["soc_code", "county_fips"])
        .with_columns(share=pl.col("reach") / pl.col("reach").sum().over("unit", "soc_code"))
        .with_columns(occupations=pl.col("soc_code").n_unique().over("unit"))
        .with_columns(people=pl.col("stock") * pl.col("share") / pl.col("occupations"))
    )
    total = flows.group_by("soc_code", "county_fips").agg(pl.col("people").sum())
    return (
        cells.select("soc_code", "county_fips")
        .join(total, on=["soc_code", "county_fips"], how="left")
        .with_columns(pl.col("people").fill_null(0.0))
        .sort("soc_code", "county_fips")
    )
