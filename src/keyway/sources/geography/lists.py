"""Lists of places: states, counties, and which counties make up a wage-survey area."""

from __future__ import annotations

import re

import polars as pl

from keyway.codes.fips import STATE_FIPS
from keyway.reference.tables import patterns
from keyway.sources import files
from keyway.sources.geography.outlines import NO_STATE, counties_release

# The list of states has not changed since long before any of our data.
STATES_RELEASE = "2020"
KINDS_OF_COUNTY = re.compile(
    r" (County|Parish|Borough|Census Area|Municipality|Municipio|City and Borough|"
    r"Planning Region|District|Island|Municipio)$"
)

_bureau_states = files.has_columns("STATE", "STUSAB", "STATE_NAME")
_copied_states = files.has_columns("state_fips", "state_abbreviation", "state")
_gazetteer = files.has_columns("USPS", "GEOID", "NAME", "INTPTLAT", "INTPTLONG", without=("LSAD",))
_copied_counties = files.has_columns("state_fips", "county_fips", "county_name")
_areas = files.has_columns("FIPS code", "State", "County code")


def _read_bureau_states(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document, header=_bureau_states)
    return _states(document.name, frame, "STATE", "STUSAB", "STATE_NAME")


def _read_copied_states(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document, header=_copied_states)
    return _states(document.name, frame, "state_fips", "state_abbreviation", "state")


def _states(name: str, frame: pl.DataFrame, fips: str, code: str, title: str) -> list[files.Piece]:
    frame = files.require_columns(frame, [fips, code, title], file=name)
    known = pl.col(code).is_in(list(STATE_FIPS))
    rows = frame.filter(known)
    numbers = files.codes(
        rows, fips, patterns.STATE, file=name, example="04", heal=files.state_text
    )
    kept = rows.select(
        numbers.alias("state_fips"),
        pl.col(code).alias("state_code"),
        _names(rows, title, name).alias("state_name"),
        pl.lit("states").alias("part"),
        pl.lit(STATES_RELEASE).alias("release"),
        pl.lit(STATES_RELEASE).alias("release_date"),
    )
    note = files.left_out("Not a state or territory.", frame.filter(~known), title)
    return [files.Piece("states", kept, frame.height, note)]


def _read_gazetteer(document: files.Document) -> list[files.Piece]:
    """Read the Gazetteer of counties; its inner point stands for the center."""
    frame = files.open_table(document, header=_gazetteer)
    name = document.name
    fips = files.codes(
        frame, "GEOID", patterns.COUNTY, file=name, example="04013", heal=files.county_text
    )
    rows = pl.DataFrame(
        [
            fips.alias("county_fips"),
            _names(frame, "NAME", name)
            .str.replace(KINDS_OF_COUNTY.pattern, "")
            .alias("county_name"),
            files.numbers(frame, "INTPTLONG", {}, file=name)[0].alias("longitude"),
            files.numbers(frame, "INTPTLAT", {}, file=name)[0].alias("latitude"),
        ]
    )
    return _counties(document, rows)


def _read_copied_counties(document: files.Document) -> list[files.Piece]:
    frame = files.open_table(document, header=_copied_counties)
    name = document.name
    fips = files.codes(
        frame, "county_fips", patterns.COUNTY, file=name, example="04013", heal=files.county_text
    )
    return _counties(document, pl.DataFrame([fips, _names(frame, "county_name", name)]))


def _counties(document: files.Document, rows: pl.DataFrame) -> list[files.Piece]:
    known = pl.col("county_fips").str.head(2).is_in(list(STATE_FIPS.values()))
    release, date = counties_release(document, set(rows["county_fips"].to_list()))
    kept = rows.filter(known).with_columns(
        state_fips=pl.col("county_fips").str.head(2),
        part=pl.col("county_fips").str.head(2),
        release=pl.lit(release),
        release_date=pl.lit(date),
    )
    note = files.left_out(NO_STATE, rows.filter(~known), "county_fips", "county_name")
    return [files.Piece("counties", kept, rows.height, note)]


def _read_areas(document: files.Document) -> list[files.Piece]:
    """Read the Bureau of Labor Statistics' area definitions: one row a county or township."""
    frame = files.open_table(document, header=_areas)
    name = document.name
    code = files.column_like(frame, "May", file=name)
    title = next(each for each in frame.columns if re.match(r"May 20\d\d MSA name", each, re.I))
    year = re.sub(r"\D", "", code)[:4]
    states = files.codes(
        frame, "FIPS code", patterns.STATE, file=name, example="04", heal=files.state_text
    )
    counties = files.codes(
        frame, "County code", r"\d{3}", file=name, example="013", heal=_three_digits
    )
    areas = files.codes(frame, code, r"\d{5}|\d{7}", file=name, example="38060", heal=_area_text)
    rows = pl.DataFrame(
        [
            areas.alias("area_code"),
            (states + counties).alias("county_fips"),
            _names(frame, title, name).alias("area_name"),
        ]
    )
    # New England townships stand one by one; the county is named once.
    once = rows.unique(["area_code", "county_fips"], keep="first", maintain_order=True)
    sliced = once.with_columns(
        part=pl.lit("areas"), release=pl.lit(f"May {year}"), release_date=pl.lit(f"{year}-05")
    )
    return [files.Piece("area_counties", sliced, frame.height)]


def _names(frame: pl.DataFrame, column: str, file: str) -> pl.Series:
    """Return a column of names; a blank one is refused with its row."""
    return files.codes(frame, column, r"(?s).+", file=file, example="Franklin")


def _three_digits(text: str) -> str:
    return re.sub(r"\.0*$", "", text).zfill(3)


def _area_text(text: str) -> str:
    """Return five digits for metropolitan and seven for nonmetropolitan areas."""
    bare = re.sub(r"\.0*$", "", text)
    return bare.zfill(7) if len(bare) == 6 else bare


LAYOUTS = (
    files.Layout(files.matching(_bureau_states, within=1), files.each(_read_bureau_states)),
    files.Layout(files.matching(_areas), files.each(_read_areas)),
    files.Layout(files.matching(_gazetteer, within=1), files.each(_read_gazetteer)),
    files.Layout(files.matching(_copied_counties, within=1), files.each(_read_copied_counties)),
    files.Layout(files.matching(_copied_states, within=1), files.each(_read_copied_states)),
)
