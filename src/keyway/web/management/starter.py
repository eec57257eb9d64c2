"""Compiles the starter data: a small store, selected from one with the official files loaded."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import tomllib
from dataclasses import asdict, replace
from itertools import groupby
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

SURVEY_AREAS = Path(__file__).with_name("survey_areas.toml")
BYTES_LIMIT = 8_000_000
# Tables without which the selection, or the analysis on it, makes no sense.
_NEEDED = (
    "states",
    "counties",
    "county_outlines",
    "soc_occupations",
    "cip_soc_links",
    "oews_area_wages",
    "oews_industry_staffing",
    "ep_occupation_projections",
    "cbp_county_industries",
    "ipeds_institutions",
    "ipeds_program_completions",
    "onet_occupations",
)


class StarterTooLarge(Refused):
    """The selection does not fit into what may be shipped."""

    sentence = (
        "The starter data would take %(size)s bytes; %(limit)s is the most. Choose fewer states."
    )


class NothingToSelectFrom(Refused):
    """The official files lack tables that the selection is made with."""

    sentence = "The folder holds no file for %(tables)s. Add the publishers' files and try again."


def compile_starter(
    store: Store, target: Path, *, postal: tuple[str, ...], dated: str
) -> list[Entry]:
    """Write the starter data and return its entries.

    The same store, states and date give the same bytes.

    Args:
        store: holds the official files.
        target: folder that is written: ``catalog.json`` and a folder for each group of tables.
        postal: postal abbreviations of the states whose local rows are kept.
        dated: ISO date of the compilation.

    Raises:
        NothingToSelectFrom: tables that decide the selection are empty.
        StarterTooLarge: the files are larger than may be shipped; nothing was written.
        ContractBroken: rows do not fit their table.
        UnknownState: a postal abbreviation is none.
    """
    missing = [table for table in _NEEDED if not store.current(table)]
    if missing:
        raise NothingToSelectFrom(tables=", ".join(missing))
    codes = wanted(store, postal)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        texts = {}
        for source, part, files, text in _parts(store, codes):
            reading = Reading(parts=(part,), rows_read=part.frame.height, files=files)
            load(root, source, reading, loaded_date=dated)
            texts[part.table] = f"Selected by Keyway: {text}."
        entries, packed = _bundled(root, texts)
    size = sum(len(content) for content in packed.values())
    if size > BYTES_LIMIT:
        raise StarterTooLarge(size=f"{size:,}", limit=f"{BYTES_LIMIT:,}")
    _replace(target, entries, packed)
    return entries


def _parts(
    store: Store, codes: Wanted
) -> Iterator[tuple[Source, Part, tuple[tuple[str, str], ...], str]]:
    """Yield every part that holds chosen rows, with its source, files and what was chosen."""
    for table in sorted(CONTRACTS):
        for root, entry in store.current(table):
            rows, text = chosen(table, store.rows(root, entry), codes)
            if rows.height:
                part = Part(table, entry.part, entry.release, entry.release_date, rows)
                yield _source(entry), part, _few(entry.files), text
    if not store.current("area_counties"):
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
        credit=entry.credit or f"{entry.publisher}, {entry.title}",
    )


def _few(files: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return the file read, or one line for them all where they are several."""
    if len(files) <= 1:
        return files
    lines = "\n".join(f"{name} {digest}" for name, digest in files)
    return ((f"{len(files)} files", hashlib.sha256(lines.encode()).hexdigest()),)


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


def _bundled(root: Path, texts: dict[str, str]) -> tuple[list[Entry], dict[str, bytes]]:
    """Return the entries of a store with one file for each table, and the files' bytes by name."""
    entries: list[Entry] = []
    packed: dict[str, bytes] = {}
    for table, parts in groupby(read_catalog(root), key=lambda entry: entry.table):
        held = list(parts)
        content = io.BytesIO()
        pl.concat([pl.read_parquet(root / entry.file) for entry in held]).write_parquet(
            content, compression="zstd", compression_level=19, statistics=False
        )
        # One folder for each module of tables.
        group = CONTRACTS[table].schema.__module__.rpartition(".")[2]
        name = f"{group}/{table}.parquet"
        packed[name] = content.getvalue()
        digest = hashlib.sha256(packed[name]).hexdigest()
        start = 0
        for entry in held:
            entries.append(
                replace(entry, file=name, sha256=digest, rows_start=start, selection=texts[table])
            )
            start += entry.rows_count
    return entries, packed


def _replace(target: Path, entries: list[Entry], packed: dict[str, bytes]) -> None:
    """Put the new files in the place of the old."""
    for old in read_catalog(target):
        (target / old.file).unlink(missing_ok=True)
    for name, content in packed.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    text = json.dumps({"entries": [asdict(e) for e in entries]}, indent=1, ensure_ascii=False)
    (target / "catalog.json").write_text(text + "\n", encoding="utf-8")
