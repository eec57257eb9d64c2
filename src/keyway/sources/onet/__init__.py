"""O*NET: occupations, ratings, technologies, tools, titles, tasks and related occupations."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.contract import CONTRACTS
from keyway.reference.releases import FileRefused, LeftOut, Part, Reading, Source
from keyway.sources import files
from keyway.sources.onet import facts, ratings
from keyway.sources.onet.layout import Kind, Release, Sheet, columns_of, kind_of, release_of, sheets

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOURCE = Source(
    key="onet",
    publisher="National Center for O*NET Development for the U.S. Department of Labor",
    title="O*NET Database",
    licence="Creative Commons Attribution 4.0",
    url="https://www.onetcenter.org/database.html",
    tables=(
        "onet_occupations",
        "onet_ratings",
        "onet_technologies",
        "onet_tools",
        "onet_titles",
        "onet_tasks",
        "onet_related_occupations",
        "onet_education",
    ),
    cadence_months=3,
    # The words that the licence asks for; {release} is filled in with each stored release.
    credit="This product includes information from the {release} Database by the U.S. Department "
    "of Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 "
    "license. O*NET is a trademark of USDOL/ETA. Keyway has modified some of this information. "
    "USDOL/ETA has not approved, endorsed, or tested these modifications.",
    files="db_<release>_text.zip, _csv.zip or _excel.zip, as it comes.",
)

LISTS: dict[str, tuple[Kind, Callable[[Sheet], pl.DataFrame]]] = {
    "onet_technologies": (Kind.TECHNOLOGIES, facts.technologies),
    "onet_tools": (Kind.TOOLS, facts.tools),
    "onet_tasks": (Kind.TASKS, facts.tasks),
    "onet_related_occupations": (Kind.RELATED, facts.related),
    "onet_education": (Kind.EDUCATION, facts.education),
}

Sheets = dict[Kind, list[Sheet]]


def recognizes(path: files.Origin) -> bool:
    """Return whether any file has the columns of one that Keyway takes from O*NET."""
    return any(kind_of(columns_of(document)) for document in files.documents(path))


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return all that the files hold; what is missing is named among what was left out.

    Reads the layout to release 30.2, the one from 30.3 on (skills in two files, software skills,
    job titles, education apart) and copies reduced to importance and level, as text, csv or
    workbook. Ratings make one part for each domain, all else one part each.

    Args:
        path: the publisher's archive, a folder of its files or one file.
        progress: told what is being read.

    Raises:
        FileRefused: no file of the database is there, its release is not told, or a row does not
            hold what it should.
    """
    found, unused = sheets(path, progress)
    if not found:
        raise FileRefused(
            file=path.name,
            problem="None of the files of the O*NET database is there.",
            remedy="Load db_29_0_text.zip, or the same of another release, from "
            "onetcenter.org/database.html.",
        )
    release = release_of(path, found)
    parts, notes = _parts(found, release)
    return Reading(
        parts=tuple(parts),
        rows_read=sum(sheet.rows.height for each in found.values() for sheet in each),
        left_out=(*notes, *_missing(parts), *_unused(unused)),
        files=files.fingerprints(path),
    )


def _parts(found: Sheets, release: Release) -> tuple[list[Part], list[LeftOut]]:
    frames: dict[tuple[str, str], list[pl.DataFrame]] = defaultdict(list)
    notes: list[LeftOut] = []
    for table, (kind, take) in LISTS.items():
        frames[(table, "all")] = [take(sheet) for sheet in found.get(kind, [])]
    frames[("onet_occupations", "all")] = facts.occupations(
        found.get(Kind.OCCUPATIONS, []), found.get(Kind.ZONES, [])
    )
    frames[("onet_titles", "all")] = facts.titles(
        found.get(Kind.TITLES, []), found.get(Kind.REPORTED, [])
    )
    for sheet in (*found.get(Kind.RATED, []), *found.get(Kind.REDUCED, [])):
        for domain, frame in ratings.domains(sheet).items():
            frames[("onet_ratings", domain)].append(frame)
    for sheet in found.get(Kind.EDUCATION, []):
        notes += facts.not_shares(sheet)
    parts: list[Part] = []
    for (table, part), several in frames.items():
        if several:
            frame, repeated = _once(table, several)
            notes += repeated
            label = release.label(is_reduced=table == "onet_ratings" and Kind.RATED not in found)
            parts.append(files.as_part(table, part, label, release.date, frame))
    return parts, notes


def _once(table: str, frames: list[pl.DataFrame]) -> tuple[pl.DataFrame, tuple[LeftOut, ...]]:
    """Return the rows with each key once, the first standing, and the note on the others."""
    key = list(CONTRACTS[table].key)
    every = pl.concat(frames, how="diagonal_relaxed")
    is_first = every.select(pl.struct(key).is_first_distinct()).to_series()
    return every.filter(is_first), files.left_out(
        f"Rows of {table} that stand a second time", every.filter(~is_first), *key
    )


def _missing(parts: list[Part]) -> tuple[LeftOut, ...]:
    wanted = [(table, "all") for table in SOURCE.tables if table != "onet_ratings"]
    wanted += [("onet_ratings", domain) for domain in ratings.DOMAINS.values()]
    held = {(part.table, part.part) for part in parts}
    lacking = tuple(
        f"{table} ({part})" if part != "all" else table
        for table, part in dict.fromkeys(wanted)
        if (table, part) not in held
    )
    return (LeftOut("Not in these files; what was loaded before stays", 0, lacking),) * bool(
        lacking
    )


def _unused(names: list[str]) -> tuple[LeftOut, ...]:
    return (LeftOut("Files that Keyway does not use", 0, tuple(names)),) * bool(names)
