"""Industries × occupations of the nation: what part of an industry's jobs an occupation has."""

from __future__ import annotations

import polars as pl

from keyway.reference.releases import FileRefused
from keyway.reference.tables import patterns
from keyway.sources import files
from keyway.sources.oews.cells import MARKS, levels, slice_of

SPLIT = (
    "Industries whose occupations stand several times, once for each kind of owner, without "
    "saying which."
)
GROUPS = "Groups of occupations; the occupations in them are kept."


def piece(name: str, frame: pl.DataFrame, year: int) -> files.Piece:
    """Return national industry rows, in the survey's column names, as staffing patterns.

    The share's denominator is the industry's printed total (row 00-0000). Copies without that row
    get the sum of the industry's detailed occupations instead, which is smaller by what is not
    published.

    Raises:
        FileRefused: a code or number cannot be read, or no detailed occupation is there.
    """
    jobs, note = files.whole_numbers(frame, "TOT_EMP", MARKS, file=name)
    rows = pl.DataFrame(
        [
            _industry_codes(name, frame),
            files.codes(frame, "OCC_CODE", patterns.SOC, file=name, example="51-4041").alias(
                "soc_code"
            ),
            jobs.alias("employment_count"),
            note.alias("employment_note"),
            levels(frame).alias("level"),
            frame[files.ROW],
        ]
    ).with_columns(
        part=pl.lit("industries"),
        own=frame["OWN_CODE"].fill_null("") if "OWN_CODE" in frame.columns else pl.lit(""),
        wage_annual_mean_usd=_wage(name, frame),
        **slice_of(year),
    )
    rows = rows.filter(pl.col("level").is_in(["total", "detailed"]))
    groups = frame.join(rows, on=files.ROW, how="anti")
    chosen, split = _one_owner(rows)
    kept = _with_shares(chosen)
    if kept.is_empty():
        raise FileRefused(
            file=name,
            problem="No detailed occupation of an industry is in it.",
            remedy="Load the survey's national industry file, for example nat4d_M2025_dl.xlsx.",
        )
    notes = (
        *files.left_out(GROUPS, groups, "OCC_CODE"),
        *files.left_out(SPLIT, split, "naics_code", "soc_code"),
    )
    return files.Piece("oews_industry_staffing", kept, frame.height, notes)


def _wage(name: str, frame: pl.DataFrame) -> pl.Series | pl.Expr:
    if "A_MEAN" not in frame.columns:
        return pl.lit(None, dtype=pl.Float64)
    return files.numbers(frame, "A_MEAN", MARKS, file=name)[0]


def _industry_codes(name: str, frame: pl.DataFrame) -> pl.Series:
    """Return industry codes without the zeros that the survey fills up to six digits with."""
    codes = files.codes(frame, "NAICS", patterns.NAICS, file=name, example="3364")
    if "I_GROUP" not in frame.columns:
        return codes.alias("naics_code")
    digits = frame["I_GROUP"].str.extract(r"^([3-6])-digit").cast(pl.Int64)
    plain = codes.str.contains(r"^\d{6}$") & digits.is_not_null()
    return pl.select(
        pl.when(plain).then(codes.str.head(digits)).otherwise(codes).alias("naics_code")
    ).to_series()


def _one_owner(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows of the widest ownership of each industry, and rows that stay ambiguous."""
    width = pl.col("own").str.len_chars()
    widest = rows.filter(width == width.max().over("naics_code")).unique(
        ["naics_code", "soc_code", "own", "employment_count"], keep="first", maintain_order=True
    )
    twice = widest.filter(pl.struct("naics_code", "soc_code").is_duplicated())
    unclear = twice["naics_code"].unique().to_list()
    return (
        widest.filter(~pl.col("naics_code").is_in(unclear)),
        rows.filter(pl.col("naics_code").is_in(unclear)),
    )


def _with_shares(rows: pl.DataFrame) -> pl.DataFrame:
    total = pl.col("employment_count").filter(pl.col("level") == "total").first()
    summed = pl.col("employment_count").filter(pl.col("level") == "detailed").sum()
    whole = pl.coalesce(total, summed).over("naics_code")
    share = pl.when(whole > 0).then(pl.col("employment_count") / whole)
    return rows.with_columns(staffing_share=share).filter(pl.col("level") == "detailed")
