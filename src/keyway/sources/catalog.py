"""All source modules by key, and what to say when a file belongs to another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from keyway.reference.releases import FileRefused, Reading, Source
from keyway.sources import (
    cbp,
    ccd,
    files,
    geography,
    ipeds,
    oews,
    onet,
    qcew,
)
from keyway.sources.ade import cted, directory, enrollment
from keyway.sources.cip import crosswalk, programs
from keyway.sources.geography import districts, points
from keyway.sources.projections import national, states
from keyway.sources.systems import naics, soc

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Module:
    """One source module: what it is, whether a file is its own, and how it is read."""

    source: Source
    recognizes: Callable[[files.Origin], bool]
    read: Callable[[Path, files.Progress | None], Reading]


SOURCES: dict[str, Module] = {
    each.SOURCE.key: Module(each.SOURCE, each.recognizes, each.read)
    for each in (
        cted,
        directory,
        enrollment,
        cbp,
        ccd,
        programs,
        crosswalk,
        geography,
        districts,
        points,
        ipeds,
        naics,
        oews,
        onet,
        national,
        qcew,
        soc,
        states,
    )
}


class SourceUnknown(FileRefused):
    """There is no source module of that name."""


def guess(path: Path) -> list[str]:
    """Return the keys of the sources that a file or folder could belong to, by its content.

    Each file is opened once and shown to every source that has not found its own yet.

    Raises:
        FileRefused: the file is missing, damaged or unsafe.
    """
    known: set[str] = set()
    for document in files.documents(path):
        known |= {
            key
            for key, module in SOURCES.items()
            if key not in known and module.recognizes(document)
        }
    return [key for key in SOURCES if key in known]


def read(key: str, path: Path, progress: files.Progress | None = None) -> Reading:
    """Return what a source module reads from a file, folder or archive.

    Raises:
        SourceUnknown: no source has this key.
        FileRefused: the file cannot be read; when it belongs to another source, the message says
            which.
    """
    if key not in SOURCES:
        raise SourceUnknown(
            file=path.name,
            problem=f"There is no source called “{key}”.",
            remedy=f"The sources are {', '.join(sorted(SOURCES))}.",
        )
    module = SOURCES[key]
    if not module.recognizes(path):
        others = guess(path)
        if others:
            titles = " or ".join(f"{SOURCES[each].source.title}" for each in others)
            commands = " or ".join(f"keyway load {each}" for each in others)
            raise FileRefused(
                file=path.name,
                problem=f"This looks like {titles}, not {module.source.title}.",
                remedy=f"Use “{commands}” with this file.",
            )
    return module.read(path, progress)
