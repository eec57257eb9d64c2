"""Compiles the starter data: a small store, selected from one with the official files loaded."""

from __future__ import annotations

import json
import shutil
import tempfile
import tomllib
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from keyway.errors import Refused
from keyway.reference.contract import CONTRACTS
from keyway.reference.loading import load
from keyway.reference.releases import Part, Reading, Source
from keyway.reference.store import Entry, Store, read_catalog
from keyway.web.management.starter_selection import Wanted, chosen, wanted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyway.web.management.topology import Outline

SURVEY_AREAS = Path(__file__).with_name("survey_areas.toml")
BYTES_LIMIT = 8_000_000
BOUNDARIES = Source(
    key="geography",
    publisher="U.S. Census Bureau",
    title="Cartographic boundaries of counties",
    licence="Public domain (United States Government work); packaging: ISC, © Michael Bostock",
    url="https://www.census.gov/geographies/mapping-files/time-series/geo/cartographic-boundary.html",
    tables=("counties", "county_outlines"),
    cadence_months=12,
    credit="U.S. Census Bureau, cartographic boundaries, by way of us-atlas",
)
BOUNDARIES_PART, BOUNDARIES_RELEASE, BOUNDARIES_DATE = "us", "2017 boundaries", "2017"


class StarterTooLarge(Refused):
    """The selection does not fit into what may be shipped."""

    sentence = (
        "The starter data would take %(size)s bytes; %(limit)s is the most. Choose fewer states."
    )


class NothingLoaded(Refused):
    """The store to select from lacks tables that the selection is made with."""

    sentence = "There is nothing to select from: no rows of %(tables)s are loaded."


def compile_starter(
    store: Store, target: Path, *, postal: tuple[str, ...], outlines: list[Outline], dated: str
) -> list[Entry]:
    """Write the starter data and return its entries.

    The same store, states, outlines and date give the same bytes.

    Args:
        store: holds the official files.
        target: folder that is written: ``catalog.json`` and a folder for each group of tables.
        postal: postal abbreviations of the states whose local rows are kept.
        outlines: all counties of the country, simplified.
        dated: ISO date of the compilation.

    Raises:
        NothingLoaded: tables that decide the selection are empty.
        StarterTooLarge: the files are larger than may be shipped; nothing was written.
        ContractBroken: rows do not fit their table.
        UnknownState: a postal abbreviation is none.
    """
    _demand_rows(store)
    codes = wanted(store, postal)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        selections = {}
        for source, part, files, text in _parts(store, codes, outlines):
            reading = Reading(parts=(part,), rows_read=part.frame.height, files=files)
            load(root, source, reading, loaded_date=dated)
            selections[part.table, part.part, part.release_date] = text
        entries = [
            replace(
                entry,
                file=_place(entry),
                selection=f"Selected by Keyway: "
                f"{selections[entry.table, entry.part, entry.release_date]}.",
            )
            for entry in read_catalog(root)
        ]
        held = {e.sha256: root / e.file for e in read_catalog(root)}
        _replace(target, entries, held)
    return entries


def _demand_rows(store: Store) -> None:
    needed = (
        "states",
        "soc_occupations",
        "cip_soc_links",
        "oews_area_wages",
        "oews_industry_staffing",
        "cbp_county_industries",
        "ipeds_institutions",
        "ipeds_program_completions",
        "onet_occupations",
    )
    missing = [table for table in needed if not store.current(table)]
    if missing:
        raise NothingLoaded(tables=", ".join(missing))


def _parts(
    store: Store, codes: Wanted, outlines: list[Outline]
) -> Iterator[tuple[Source, Part, tuple[tuple[str, str], ...], str]]:
    """Yield every part that holds chosen rows, with its source, files and what was chosen."""
    drawn = ("counties", "county_outlines", "area_counties")
    for table in sorted(set(CONTRACTS) - set(drawn)):
        for root, entry in store.current(table):
            rows, text = chosen(table, pl.read_parquet(root / entry.file), codes)
            if rows.height:
                part = Part(table, entry.part, entry.release, entry.release_date, rows)
                yield _source(entry), part, entry.files, text
    for part in _drawn(outlines):
        _, text = chosen(part.table, part.frame, codes)
        yield BOUNDARIES, part, (), text
    yield _survey_areas(codes)


def _source(entry: Entry) -> Source:
    return Source(
        key=entry.source,
        publisher=entry.publisher,
        title=entry.title,
        licence=entry.licence,
        url=entry.url,
        tables=(entry.table,),
        cadence_months=0,
        credit=entry.credit,
    )


def _drawn(outlines: list[Outline]) -> tuple[Part, Part]:
    about = (BOUNDARIES_PART, BOUNDARIES_RELEASE, BOUNDARIES_DATE)
    counties = pl.DataFrame(
        {
            "county_fips": [o.fips for o in outlines],
            "state_fips": [o.fips[:2] for o in outlines],
            "county_name": [o.name for o in outlines],
            "longitude": [o.center[0] for o in outlines],
            "latitude": [o.center[1] for o in outlines],
        }
    )
    shapes = pl.DataFrame(
        {
            "county_fips": [o.fips for o in outlines],
            "polygons_json": [json.dumps(o.polygons, separators=(",", ":")) for o in outlines],
        }
    )
    return Part("counties", *about, counties), Part("county_outlines", *about, shapes)


def _survey_areas(codes: Wanted) -> tuple[Source, Part, tuple[tuple[str, str], ...], str]:
    """Return the survey areas that the project keeps by hand, for the chosen states."""
    document = tomllib.loads(SURVEY_AREAS.read_text(encoding="utf-8"))
    rows = pl.DataFrame(
        [
            {"area_code": code, "county_fips": county, "area_name": area["name"]}
            for code, area in document["areas"].items()
            for county in area["counties"]
        ]
    )
    source = Source(tables=("area_counties",), cadence_months=12, **document["source"])
    kept, text = chosen("area_counties", rows, codes)
    return source, Part("area_counties", frame=kept, **document["release"]), (), text


def _place(entry: Entry) -> str:
    """Return where a part lies: one folder for each module of tables."""
    group = CONTRACTS[entry.table].schema.__module__.rpartition(".")[2]
    return f"{group}/{entry.table}.{entry.part}.{entry.release_date}.parquet"


def _replace(target: Path, entries: list[Entry], held: dict[str, Path]) -> None:
    """Put the new files in the place of the old."""
    size = sum(path.stat().st_size for path in held.values())
    if size > BYTES_LIMIT:
        raise StarterTooLarge(size=f"{size:,}", limit=f"{BYTES_LIMIT:,}")
    for old in read_catalog(target):
        (target / old.file).unlink(missing_ok=True)
    for entry in entries:
        path = target / entry.file
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(held[entry.sha256], path)
    text = json.dumps({"entries": [asdict(e) for e in entries]}, indent=1, ensure_ascii=False)
    (target / "catalog.json").write_text(text + "\n", encoding="utf-8")
