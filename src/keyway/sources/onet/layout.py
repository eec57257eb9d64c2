"""Telling the files of the O*NET database apart by their columns, in every layout."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.releases import FileRefused
from keyway.reference.tables import patterns
from keyway.sources import files

if TYPE_CHECKING:
    from pathlib import Path

OCCUPATION = "O*NET-SOC Code"


class Kind(Enum):
    """What a file holds: the columns that tell it, and a column that it must not have.

    The order matters: the first kind whose columns are all there is taken.
    """

    REDUCED = (OCCUPATION, "Element ID", "IM", "LV")
    EDUCATION = (OCCUPATION, "Element ID", "Scale ID", "Category")
    RATED = (OCCUPATION, "Element ID", "Scale ID")
    REPORTED = (OCCUPATION, "Reported Job Title")
    TITLES_BEFORE = (OCCUPATION, "Alternate Title")
    TITLES = (OCCUPATION, "Job Title", "Short Title")
    TECHNOLOGIES = (OCCUPATION, "Hot Technology")
    TOOLS = (OCCUPATION, "Example", "Commodity Title")
    RELATED = (OCCUPATION, "Related O*NET-SOC Code")
    TASKS = (OCCUPATION, "Task ID", "Task Type")
    ZONES = (OCCUPATION, "Job Zone")
    OCCUPATIONS = (OCCUPATION, "Title", "Description")


# Names of columns since release 30.3, and what they were called before.
RENAMED = {
    "Job Title": "Alternate Title",
    "Workplace Example": "Example",
}
# Scales whose categories hold shares of answers; other files with categories are not used.
SHARES = ("RL", "RW", "PT", "OJ")
# Beginnings of the element ids of the four domains that Keyway shows.
DOMAIN_IDS = r"^(1\.A|2\.[ABC]|4\.A)\."
MONTHS = {
    name: f"{number:02d}"
    for number, name in enumerate(
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        start=1,
    )
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of the database as text columns, codes checked."""

    name: str
    place: str
    kind: Kind
    rows: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Release:
    """A release of the database: "29.0" and "2024-08"."""

    version: str
    date: str

    def label(self, *, is_reduced: bool = False) -> str:
        """Return the release as people say it."""
        return f"O*NET {self.version}" + (" (reduced copy)" if is_reduced else "")


def kind_of(columns: list[str]) -> Kind | None:
    """Return what a file with these columns holds; None for files that Keyway does not use."""
    for kind in Kind:
        if files.has_columns(*kind.value)(columns):
            return Kind.TITLES if kind is Kind.TITLES_BEFORE else kind
    return None


def columns_of(document: files.Document) -> list[str]:
    """Return the names in a document's first row."""
    if document.kind == "workbook":
        return next(iter(files.top_rows(document, 1)), [])
    if document.kind == "text":
        return [
            name.strip().strip('"') for name in _first_line(document).split(_tab_or_comma(document))
        ]
    return []


def _first_line(document: files.Document) -> str:
    encoding = "utf-16" if document.data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = document.data[:65_536].decode(encoding, errors="replace")
    return text.splitlines()[0] if text.strip() else ""


def _tab_or_comma(document: files.Document) -> str:
    """Return a text file's separator by its header; titles and tasks are full of commas."""
    return "\t" if "\t" in _first_line(document) else ","


def sheets(
    path: Path, progress: files.Progress | None
) -> tuple[dict[Kind, list[Sheet]], list[str]]:
    """Return the tables that Keyway uses by kind, and the names of the files that it does not.

    Where a file is there as text and as workbook, the text is taken: it reads faster.
    """
    found: dict[Kind, list[Sheet]] = defaultdict(list)
    unused: list[str] = []
    seen: set[str] = set()
    documents = sorted(files.documents(path), key=lambda each: each.kind == "workbook")
    for done, document in enumerate(documents):
        if progress:
            progress(document.name, done, len(documents))
        stem = _stem(document.name)
        if document.kind not in ("text", "workbook") or stem in seen:
            continue
        kind, rows = _table(document)
        if kind is None:
            unused.append(document.name)
            continue
        seen.add(stem)
        found[kind].append(Sheet(document.name, document.place, kind, rows))
    return dict(found), unused


def _stem(name: str) -> str:
    """Return a name without archive, ending and punctuation: two formats of one file agree."""
    last = name.rsplit(" › ", 1)[-1].rsplit(".", 1)[0]
    return re.sub(r"[^a-z]+", "_", last.casefold())


def _table(document: files.Document) -> tuple[Kind | None, pl.DataFrame]:
    if document.kind == "text" and kind_of(columns_of(document)) is None:
        return None, pl.DataFrame()
    separator = _tab_or_comma(document) if document.kind == "text" else None
    rows = files.open_table(document, separator=separator, quoted=_is_quoted(document, separator))
    kind = kind_of(rows.columns)
    if kind is None:
        return None, rows
    rows = rows.rename({new: old for new, old in RENAMED.items() if new in rows.columns})
    if kind is Kind.EDUCATION:
        rows = rows.filter(pl.col("Scale ID").is_in([*SHARES, "IM"]))
    if kind in (Kind.RATED, Kind.REDUCED):
        rows = rows.filter(pl.col("Element ID").str.contains(DOMAIN_IDS))
    if rows.is_empty():
        return None, rows
    checked = files.codes(
        rows, OCCUPATION, patterns.ONET_SOC, file=document.name, example="51-4041.00"
    )
    return kind, rows.with_columns(checked)


def _is_quoted(document: files.Document, separator: str | None) -> bool:
    """Return whether quotation marks wrap cells: they do in csv, and in re-saved tab text.

    In the publisher's tab text they are inch marks and the like, and begin no cell.
    """
    return separator != "\t" or b'\t"' in document.data or b'\n"' in document.data


def release_of(path: Path, found: dict[Kind, list[Sheet]]) -> Release:
    """Return the release, from the Read Me file or else from the name of folder or archive.

    Raises:
        FileRefused: neither tells it, or they tell several.
    """
    told = {release for document in files.documents(path) if (release := _read_me(document))}
    if not told:
        places = {sheet.place for each in found.values() for sheet in each}
        told = {release for place in places if (release := _named(place))}
    if len(told) != 1:
        several = ", ".join(sorted(release.version for release in told))
        raise FileRefused(
            file=path.name,
            problem=f"It mixes the releases {several}." if told else "Its release is not told.",
            remedy="Load the publisher's archive whole, or put its “Read Me.txt” beside the files.",
        )
    return told.pop()


def _read_me(document: files.Document) -> Release | None:
    if document.kind != "text" or len(document.data) > 5_000:
        return None
    text = document.data.decode("utf-8", errors="replace")
    version = re.search(r"O\*NET\S* (\d+\.\d+) Database", text)
    date = re.search(r"([A-Z][a-z]+) (\d{4}) Release", text)
    if not version:
        return None
    if date and date[1] in MONTHS:
        return Release(version[1], f"{date[2]}-{MONTHS[date[1]]}")
    return _dated(version[1])


def _named(place: str) -> Release | None:
    found = re.findall(r"(?:db|onet)[_ -]?(\d{2})[_.](\d)(?!\d)", place, flags=re.IGNORECASE)
    return _dated(".".join(found[-1])) if found else None


def _dated(version: str) -> Release:
    """Return a release with the month in which its number comes out.

    The database is renewed every quarter: x.0 in August (29.0 in 2024), then November, February
    and May.
    """
    major, minor = (int(number) for number in version.split("."))
    month = ("08", "11", "02", "05")[minor % 4]
    year = major + 1995 + (minor % 4 > 1)
    return Release(version, f"{year}-{month}")
