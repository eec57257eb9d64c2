"""What both IPEDS files share: the slice they make, and the year that stands in their names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from keyway.reference.releases import FileRefused, LeftOut, Part

UNITID = r"\d{6}"
YEAR_IN_NAME = re.compile(r"(?i)(?:^|[^a-z0-9])(?:hd|c)((?:19|20)\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Slice:
    """One IPEDS file, read.

    Attributes:
        file: its name.
        parts: one part, or none where the file is partial.
        rows_read: data rows in the file.
        left_out: rows not kept, and why.
        partial: why the file does not cover the nation; empty where it does.
    """

    file: str
    parts: tuple[Part, ...]
    rows_read: int
    left_out: tuple[LeftOut, ...] = ()
    partial: str = ""


def named_year(name: str) -> int | None:
    """Return the year in a file's name as the publisher writes it (hd2024.csv, C2024_A.zip)."""
    found = YEAR_IN_NAME.findall(name)
    return int(found[-1]) if found else None


def release_of(name: str, year: int) -> tuple[str, str, str]:
    """Return part, release and release date of a file.

    The publisher first releases a year's data in the autumn after it and revises them a year
    later, in a file whose name ends in ``_rv``.
    """
    is_revised = bool(re.search(r"(?i)_rv\b", name))
    release = f"IPEDS {year}, revised" if is_revised else f"IPEDS {year}"
    return (str(year), release, f"{year + 2 if is_revised else year + 1}-09")


def year_unknown(name: str, example: str) -> FileRefused:
    """Return the refusal of a file whose year cannot be told."""
    return FileRefused(
        file=name,
        problem="The year stands nowhere in this file, and its name does not say it either.",
        remedy=f"Give the file the name that the publisher gives it, such as {example}.",
    )
