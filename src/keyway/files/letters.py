"""Letters and separators of text files, and workbook cells as the text that a person sees."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from keyway.files.faults import Fault, Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence


def decode(data: bytes, encoding: str | None = None, *, cut: bool = False) -> str:
    """Return text from bytes; with ``cut`` the last character may be cut in two.

    Raises:
        Unreadable: the bytes are no text.
    """
    guesses = [encoding] if encoding else ["utf-8-sig", "cp1252"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        guesses = ["utf-16"]
    if cut and not encoding:
        return data.decode(guesses[0], errors="ignore")
    for guess in guesses:
        try:
            return data.decode(guess)
        except UnicodeDecodeError:
            continue
    raise Unreadable(
        Fault.LETTERS, "The letters are in an unknown encoding, or the file is damaged."
    )


def separator_of(lines: Sequence[str]) -> str:
    """Return the separator that the first lines hold most of."""
    head = "\n".join(lines[:5])
    return max((",", "\t", "|", ";"), key=head.count)


def cell_text(cell: object) -> str:
    """Return a workbook's cell as the text a person would see, whole numbers without a point."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)
