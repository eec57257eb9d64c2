"""Awards by institution, program and level: the C_A files of IPEDS."""

from __future__ import annotations

import polars as pl

from keyway.reference.releases import FileRefused
from keyway.sources import files
from keyway.sources.files.containers import DOWNLOAD_AGAIN
from keyway.sources.ipeds.common import UNITID, Slice, named_year, release_of, year_unknown

COLUMNS = ("UNITID", "CIPCODE", "MAJORNUM", "AWLEVEL", "CTOTALT")
KEY = ("UNITID", "CIPCODE", "AWLEVEL")
TOTAL = "99"
FIRST_MAJOR = "1"
# Certificates of less than one year: one level to 2018–19, two levels from 2019–20.
SHORT_OLD, SHORT_NEW, SPLIT_YEAR = "1", ("20", "21"), 2020
LEVELS = ("1", "2", "3", "4", "5", "6", "7", "8", "17", "18", "19", "20", "21")
# 5,869 institutions reported awards in 2024, some sixty fewer each year; a selection has few.
INSTITUTIONS_AT_LEAST = 4_000
MARKS = {"": "The institution's count is blank in the file.", ".": "Not reported."}


def is_completions(document: files.Document) -> bool:
    """Return whether a document has the columns that every C_A file has."""
    return any(files.has_columns(*COLUMNS)(row) for row in files.top_rows(document, 2))


def read(document: files.Document) -> Slice:
    """Return the first-major awards of one year, checked against the file's own totals.

    Raises:
        FileRefused: columns are missing, codes are broken, the year is contradicted or the
            programs of an institution do not add up to its total.
    """
    name = document.name
    raw = files.require_columns(files.open_table(document), COLUMNS, file=name)
    if reason := _not_whole(raw):
        return Slice(name, (), raw.height, partial=reason)
    rows = _coded(raw, name)
    year = _year(rows, name)
    first = rows.filter(pl.col("MAJORNUM") == FIRST_MAJOR)
    programs = first.filter(~pl.col("is_total"))
    _check_sums(first, programs, name)
    known = pl.col("AWLEVEL").is_in(LEVELS)
    frame = programs.filter(known).select(
        pl.col("UNITID").alias("unitid"),
        pl.col("CIPCODE").alias("cip_code"),
        pl.col("AWLEVEL").alias("award_level_code"),
        pl.lit(year).alias("year"),
        "awards_count",
        "awards_note",
    )
    return Slice(
        name,
        (files.as_part("ipeds_program_completions", *release_of(name, year), frame),),
        rows.height,
        (
            *files.left_out(
                "Totals over all programs (CIP 99), which would count every award twice",
                first.filter(pl.col("is_total")),
                "UNITID",
            ),
            *files.left_out(
                "Second majors, earned by people who are counted with their first",
                rows.filter(pl.col("MAJORNUM") != FIRST_MAJOR),
                "UNITID",
                "CIPCODE",
            ),
            *files.left_out(
                "Award levels that Keyway does not know",
                programs.filter(~known),
                "AWLEVEL",
                "UNITID",
                "CIPCODE",
            ),
        ),
    )


def _not_whole(raw: pl.DataFrame) -> str:
    """Return why a table is not one whole file of the publisher; empty where it may be."""
    if "YEAR" in raw.columns and raw["YEAR"].n_unique() > 1:
        return "Several years in one file; the publisher's files hold one year each."
    if not raw["CIPCODE"].str.contains('^(="?)?99').any():
        return "No totals (CIP 99) are in it, so it is not a whole completions file."
    institutions = raw["UNITID"].n_unique()
    if institutions < INSTITUTIONS_AT_LEAST:
        return f"Awards of {institutions:,} institutions only; the nation has thousands."
    return ""


def program_code(code: str) -> str:
    """Return a program's code with its zeros; 99 stays the mark of a total."""
    bare = code.strip('="').removesuffix(".0000")
    return TOTAL if bare in (TOTAL, "99.0", "99.") else files.cip_text(code)


def _coded(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    counts, notes = files.whole_numbers(rows, "CTOTALT", MARKS, file=name)
    coded = rows.with_columns(
        files.codes(rows, "UNITID", UNITID, file=name, example="104151"),
        files.codes(
            rows,
            "CIPCODE",
            r"\d{2}\.\d{4}|99",
            file=name,
            example="48.0508",
            heal=program_code,
        ),
        files.codes(rows, "MAJORNUM", "[12]", file=name, example="1 or 2", heal=_bare),
        files.codes(rows, "AWLEVEL", r"\d{1,2}", file=name, example="3", heal=_bare),
        awards_count=counts,
        awards_note=notes,
    )
    coded = coded.with_columns(is_total=pl.col("CIPCODE") == TOTAL)
    again = coded.filter(pl.struct(*KEY, "MAJORNUM").is_duplicated())
    if not again.is_empty():
        raise FileRefused(
            file=name,
            problem=f"Institution {again['UNITID'][0]}, program {again['CIPCODE'][0]}, level "
            f"{again['AWLEVEL'][0]} stands in it more than once.",
            remedy="Load the files of different years one by one, as the publisher serves them.",
            row=again[files.ROW][0],
        )
    return coded


def _bare(code: str) -> str:
    """Return a whole number without the point and zeros that a spreadsheet may add."""
    return code.removesuffix(".0").lstrip("0") or "0"


def _year(rows: pl.DataFrame, name: str) -> int:
    """Return the year in which the award year ended, checked against the levels in use."""
    year = named_year(name)
    if year is None:
        raise year_unknown(name, "c2024_a.csv")
    levels = set(rows["AWLEVEL"].unique().to_list())
    if year >= SPLIT_YEAR and SHORT_OLD in levels:
        raise FileRefused(
            file=name,
            problem=f"Award level {SHORT_OLD} is in it, which ended in {SPLIT_YEAR - 1}; this is "
            f"not a file of {year}.",
            remedy="Give the file the name that the publisher gives it, such as c2018_a.csv.",
            column="AWLEVEL",
        )
    if year < SPLIT_YEAR and levels & set(SHORT_NEW):
        raise FileRefused(
            file=name,
            problem=f"Award levels 20 and 21 are in it, which began in {SPLIT_YEAR}; this is not "
            f"a file of {year}.",
            remedy="Give the file the name that the publisher gives it, such as c2024_a.csv.",
            column="AWLEVEL",
        )
    return year


def _check_sums(first: pl.DataFrame, programs: pl.DataFrame, name: str) -> None:
    """Compare programs with the total that each institution and level has in the same file."""
    keys = ["UNITID", "AWLEVEL"]
    totals = first.filter(pl.col("is_total")).select(*keys, total="awards_count")
    sums = programs.group_by(keys).agg(
        counted=pl.col("awards_count").sum(), unknown=pl.col("awards_count").null_count()
    )
    both = totals.join(sums, on=keys, how="full", coalesce=True).sort(keys)
    wrong = both.fill_null(0).filter(pl.col("total") != pl.col("counted"), pl.col("unknown") == 0)
    if not wrong.is_empty():
        row = wrong.row(0, named=True)
        raise FileRefused(
            file=name,
            problem=f"The programs of institution {row['UNITID']} at award level {row['AWLEVEL']} "
            f"add up to {row['counted']:,}, the file's own total says {row['total']:,} "
            f"({wrong.height} such cases); the file was cut off or edited.",
            remedy=DOWNLOAD_AGAIN,
        )
