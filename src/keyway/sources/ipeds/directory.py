"""The directory of institutions: HD files of IPEDS."""

from __future__ import annotations

import polars as pl

from keyway.reference.releases import FileRefused, LeftOut
from keyway.reference.tables import patterns
from keyway.sources import files
from keyway.sources.files.containers import DOWNLOAD_AGAIN
from keyway.sources.ipeds.common import UNITID, Slice, named_year, release_of, year_unknown

COLUMNS = (
    "UNITID", "INSTNM", "ADDR", "CITY", "STABBR", "ZIP", "FIPS", "GENTELE", "WEBADDR", "SECTOR", "ICLEVEL", "CONTROL",
    "DEATHYR", "CYACTIVE", "COUNTYCD", "LONGITUD", "LATITUDE",
)  # fmt: skip
CONTROL = {"1": "public", "2": "private nonprofit", "3": "private for-profit"}
LEVEL = {"1": "four-year", "2": "two-year", "3": "less than two-year"}
# The survey's marks for "not applicable", "not reported" and the like.
MARKS = dict.fromkeys(("-1", "-2", "-3", ""), "Not reported or not applicable.")
STATES_AT_LEAST = 50
# Below this many closings, the year in which most of them fall proves nothing.
CLOSINGS_AT_LEAST = 10


def is_directory(document: files.Document) -> bool:
    """Return whether a document has the columns that every HD file has."""
    return any(
        files.has_columns("UNITID", "INSTNM", "STABBR", "ICLEVEL", "COUNTYCD")(row)
        for row in files.top_rows(document, 2)
    )


def read(document: files.Document) -> Slice:
    """Return the institutions of one year.

    Raises:
        FileRefused: columns are missing, codes are broken or the year is contradicted.
    """
    name = document.name
    rows = files.require_columns(files.open_table(document), COLUMNS, file=name)
    states_count = rows["STABBR"].n_unique()
    if states_count < STATES_AT_LEAST:
        return Slice(
            name,
            (),
            rows.height,
            partial=f"Institutions of {states_count} states only; the directory has all states.",
        )
    year = _year(rows, name)
    shaped = _shaped(rows, name, year)
    elsewhere = pl.col("county_fips").str.slice(0, 2) != pl.col("state_fips")
    return Slice(
        name,
        (
            files.as_part(
                "ipeds_institutions",
                *release_of(name, year),
                shaped.with_columns(
                    pl.when(elsewhere).then(None).otherwise(pl.col(column)).alias(column)
                    for column in ("county_fips", "longitude", "latitude")
                ),
            ),
        ),
        rows.height,
        _moved(shaped.filter(elsewhere)),
    )


def _moved(rows: pl.DataFrame) -> tuple[LeftOut, ...]:
    """Return the note on institutions whose county lies in another state than their address."""
    return files.left_out(
        "Locations set to unknown, the institution kept: the county lies in another state than "
        "the address",
        rows,
        "unitid",
        "institution_name",
        "state_code",
        "county_fips",
    )


def _year(rows: pl.DataFrame, name: str) -> int:
    """Return the year, checked against the year in which the closed institutions closed.

    Every HD file lists the institutions that closed in its own year, so a renamed file, or one
    of another year under this year's name, is noticed.
    """
    named = named_year(name)
    closed = rows["DEATHYR"].str.extract(r"^((?:19|20)\d{2})", 1).drop_nulls()
    told: int | None = None
    if closed.len() >= CLOSINGS_AT_LEAST:
        told = int(closed.value_counts(sort=True)["DEATHYR"][0])
    if named and told and named != told:
        raise FileRefused(
            file=name,
            problem=f"The name says {named}, but most closed institutions in it closed in {told}.",
            remedy=f"If it is the directory of {told}, call it hd{told}.csv; else "
            + DOWNLOAD_AGAIN[0].lower()
            + DOWNLOAD_AGAIN[1:],
            column="DEATHYR",
        )
    year = named or told
    if year is None:
        raise year_unknown(name, "hd2024.csv")
    return year


def _shaped(rows: pl.DataFrame, name: str, year: int) -> pl.DataFrame:
    sector, _ = files.whole_numbers(rows, "SECTOR", MARKS, file=name)
    longitude, _ = files.numbers(rows, "LONGITUD", {"": "", "-2": "Not reported."}, file=name)
    latitude, _ = files.numbers(rows, "LATITUDE", {"": "", "-2": "Not reported."}, file=name)
    known_county = rows.with_columns(
        pl.when(~pl.col("COUNTYCD").is_in(list(MARKS))).then(pl.col("COUNTYCD")).fill_null("00000")
    )
    counties = files.codes(
        known_county,
        "COUNTYCD",
        patterns.COUNTY,
        file=name,
        example="04013 or 4013",
        heal=files.county_text,
    )
    shaped = rows.select(
        files.codes(rows, "UNITID", UNITID, file=name, example="104151").alias("unitid"),
        pl.lit(year).alias("year"),
        institution_name="INSTNM",
        street_address="ADDR",
        city_name="CITY",
        state_code=files.codes(rows, "STABBR", r"[A-Z]{2}", file=name, example="AZ"),
        zip_code=pl.col("ZIP").str.extract(r"^(\d{5})(?:-?\d{4})?$", 1),
        phone=pl.col("GENTELE").str.extract(r"^(\d{10,})$", 1),
        state_fips=files.codes(
            rows, "FIPS", patterns.STATE, file=name, example="4", heal=files.state_text
        ),
        county_fips=counties.replace({"00000": None}),
        longitude=longitude,
        latitude=latitude,
        sector_code=sector,
        control=pl.col("CONTROL").replace_strict(CONTROL, default=None),
        level=pl.col("ICLEVEL").replace_strict(LEVEL, default=None),
        is_active=pl.col("CYACTIVE").eq("1").fill_null(value=False),
        website="WEBADDR",
    )
    return _once(shaped, name)


def _once(shaped: pl.DataFrame, name: str) -> pl.DataFrame:
    again = shaped.filter(pl.col("unitid").is_duplicated())
    if not again.is_empty():
        raise FileRefused(
            file=name,
            problem=f"Institution {again['unitid'][0]} stands in it more than once.",
            remedy=DOWNLOAD_AGAIN,
            column="UNITID",
        )
    return shaped
