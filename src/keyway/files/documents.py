"""One JSON document of a stranger: measured while it is read, so that it can do no harm after."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from keyway.files.faults import Fault, Unreadable


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """How large a document may be.

    Attributes:
        file_bytes: of the file as it comes.
        values: names and values together.
        depth: objects and lists within each other.
        letters: in one text.
    """

    file_bytes: int = 10_000_000
    values: int = 1_000_000
    depth: int = 40
    letters: int = 20_000


def read_document(data: bytes, limits: DocumentLimits | None = None) -> Any:
    """Return the object or list in a file.

    Raises:
        Unreadable: it is no JSON, says a name twice, or is larger than it may be.
    """
    bounds = limits or DocumentLimits()
    if not data.strip():
        raise Unreadable(Fault.EMPTY, "The file is empty.")
    if len(data) > bounds.file_bytes:
        raise Unreadable(Fault.TOO_LARGE, "The file is too large.")
    try:
        found = json.loads(data, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError as error:
        raise Unreadable(Fault.DENSE, "The document is too deep.") from error
    except ValueError as error:
        raise Unreadable(Fault.DAMAGED, "The file holds no JSON.") from error
    _measure(found, bounds)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; a name that stands twice could mean two things."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_number(text: str) -> float:
    raise ValueError(text)


def _measure(found: Any, bounds: DocumentLimits) -> None:
    """Refuse what is too deep, too long or too much; no recursion, whatever the depth."""
    if not isinstance(found, dict | list):
        raise Unreadable(Fault.DAMAGED, "The file holds no object.")
    waiting: list[tuple[Any, int]] = [(found, 1)]
    values = 0
    while waiting:
        value, depth = waiting.pop()
        values += 1
        if depth > bounds.depth or values > bounds.values:
            raise Unreadable(Fault.DENSE, "The document is too deep or has too many values.")
        if isinstance(value, str):
            _measure_text(value, bounds)
        elif isinstance(value, dict):
            waiting += [(each, depth + 1) for pair in value.items() for each in pair]
        elif isinstance(value, list):
            waiting += [(each, depth + 1) for each in value]


def _measure_text(text: str, bounds: DocumentLimits) -> None:
    # Databases do not all take a NUL, nor half of a letter.
    if len(text) > bounds.letters or "\x00" in text:
        raise Unreadable(Fault.LONG_CELL, "A text in the document is too long or holds a NUL.")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Unreadable(Fault.LETTERS, "A text in the document holds broken letters.") from error
