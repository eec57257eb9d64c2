"""Files, folders, zip and gzip archives as documents whose size is known before they are opened."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from keyway.files.archives import (
    Bounds,
    check_size,
    is_workbook,
    refuse_entities,
    safe_members,
)
from keyway.files.faults import Fault, Unreadable
from keyway.reference.releases import FileRefused

Progress = Callable[[str, int, int], None]
"""Called with what is being read, units done and units in all (0 = not known)."""

DEPTH_LIMIT = 3
BOUNDS = Bounds()

DOWNLOAD_AGAIN = "Download it again from the publisher, and do not open and re-save it on the way."


@dataclass(frozen=True, slots=True)
class Document:
    """One readable file, on disk or inside an archive.

    Attributes:
        name: what messages call it; "oesm25nat.zip › national.xlsx" inside an archive.
        kind: "workbook", "parquet", "json", "text" or "binary".
        data: its bytes, unpacked.
        place: its whole path, folders and archives included; some publishers tell the year only
            there.
        tops: the first rows of each of its sheets once somebody asked for them; every source module
            does.
    """

    name: str
    kind: str
    data: bytes
    place: str = ""
    tops: list[list[list[str]]] = field(default_factory=list, compare=False, repr=False)


Origin = Path | Document
"""A file, folder or archive, or one document of it that has been opened already."""


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def fingerprints(path: Path) -> tuple[tuple[str, str], ...]:
    """Return the name and SHA-256 of a file, or of every file in a folder, by name."""
    return tuple((each.name, sha256(each)) for each in _files(path))


def documents(origin: Origin) -> Iterator[Document]:
    """Yield every readable file of a file, folder, zip or gzip archive, in order of name.

    A document that has been opened already is yielded as it is.

    Raises:
        FileRefused: the file is missing, empty, damaged, a web page or an unsafe archive.
    """
    if isinstance(origin, Document):
        yield origin
        return
    for each in _files(origin):
        yield from _unpack(each.name, each.read_bytes(), str(each), DEPTH_LIMIT)


def open_json(document: Document) -> Any:
    """Return the value of a JSON document.

    Raises:
        FileRefused: it is not JSON, or ends too early.
    """
    try:
        return json.loads(document.data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FileRefused(
            file=document.name, problem=f"It is not complete JSON ({error}).", remedy=DOWNLOAD_AGAIN
        ) from error


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(
            each for each in path.rglob("*") if each.is_file() and not each.name.startswith(".")
        )
        if not found:
            raise FileRefused(
                file=path.name,
                problem="The folder is empty.",
                remedy="Put the publisher's files in it.",
            )
        return found
    if not path.is_file():
        raise FileRefused(
            file=path.name,
            problem="There is no such file.",
            remedy="Check the path and its spelling.",
        )
    return [path]


def _unpack(name: str, data: bytes, place: str, depth: int) -> Iterator[Document]:
    if depth < 0:
        raise FileRefused(
            file=name.partition(" ›")[0],
            problem="It holds archives inside archives inside archives.",
            remedy="No publisher's file does; check where it comes from.",
        )
    if not data:
        raise FileRefused(file=name, problem="The file is empty.", remedy=DOWNLOAD_AGAIN)
    if data.startswith(b"\x1f\x8b"):
        yield from _unpack(name.removesuffix(".gz"), _gunzip(name, data), place, depth - 1)
    elif data.startswith(b"PK"):
        yield from _unzip(name, data, place, depth)
    else:
        yield Document(name, _kind(name, data), data, place)


def _kind(name: str, data: bytes) -> str:
    head = data[:2048].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefused(
            file=name,
            problem="It is an old Excel file or one locked by a password.",
            remedy="Fetch the publisher's .xlsx or .csv file instead.",
        )
    if head[:200].lower().startswith((b"<!doctype html", b"<html", b"<head")):
        raise FileRefused(
            file=name,
            problem="It is a web page, not data; the publisher's site answered with a page.",
            remedy="Open the publisher's page in a browser, save the file itself and load that.",
        )
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"{", b"[")):
        return "json"
    is_utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "binary" if b"\0" in data[:2048] and not is_utf16 else "text"


def _gunzip(name: str, data: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            out = stream.read(BOUNDS.unpacked + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise FileRefused(
            file=name, problem="The archive is damaged or ends too early.", remedy=DOWNLOAD_AGAIN
        ) from error
    try:
        check_size(len(data), len(out), BOUNDS)
    except Unreadable as fault:
        raise _refusal(name, fault) from fault
    return out


def _unzip(name: str, data: bytes, place: str, depth: int) -> Iterator[Document]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = safe_members(data, archive, BOUNDS)
            if is_workbook({each.filename for each in members}):
                refuse_entities(archive, members)
                yield Document(name, "workbook", data, place)
                return
            for each in sorted(members, key=lambda info: info.filename):
                if not each.is_dir() and not _is_hidden(each.filename):
                    inner = f"{name} › {Path(each.filename).name}"
                    yield from _unpack(
                        inner, archive.read(each), f"{place}/{each.filename}", depth - 1
                    )
    except Unreadable as fault:
        raise _refusal(name, fault) from fault
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise FileRefused(
            file=name,
            problem="The archive is damaged, locked by a password or ends too early.",
            remedy=DOWNLOAD_AGAIN,
        ) from error


def _refusal(name: str, fault: Unreadable) -> FileRefused:
    """Return what is the matter with an archive in the words of whoever loads a publisher's file."""
    remedies = {
        Fault.DAMAGED_INSIDE: DOWNLOAD_AGAIN,
        Fault.FALSE_SIZE: "Do not trust this file; download it again from the publisher.",
        Fault.ENTITIES: "Do not trust this file; download it again from the publisher.",
    }
    return FileRefused(
        file=f"{name} › {fault.part}" if fault.part else name,
        problem=fault.problem,
        remedy=remedies.get(fault.fault, "No publisher's file does; check where it comes from."),
    )


def _is_hidden(filename: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in Path(filename).parts)
