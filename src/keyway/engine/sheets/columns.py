"""What each column of a sheet holds, guessed from its heading and its cells, with the reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keyway.engine.sheets.headings import PLAIN_NAME, field_of, never_kept, plain_heading
from keyway.engine.sheets.values import Field, Guess, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Row = Sequence[str]

HEADER_WITHIN = 20
_LOOKED_AT = 200
_SHARE = 0.6  # of the filled cells must look like a field for cells alone to tell
_EXAMPLES = 3
_LETTERS = 200

_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[A-Za-z]{2,}")
_PHONE = re.compile(r"\+?1?[\s.-]*\(?\d{3}\)?[\s./-]*\d{3}[\s.-]*\d{4}(\s*(x|ext\.?)\s*\d+)?", re.I)
_URL = re.compile(
    r"(https?://|www\.)\S+|[a-z0-9-]+(\.[a-z0-9-]+)*\.(com|org|net|edu|gov|us|mx)/?\S*", re.I
)
_ZIP = re.compile(r"\d{5}(-\d{4})?")
_NAICS = re.compile(r"3[1-3]\d{1,4}")
_STREET = re.compile(r"\d+\s+([nsew]\.?\s+)?\S+.*", re.I)
_CITY_STATE_ZIP = re.compile(r"[^\d,]+,\s*[A-Za-z]{2}\.?\s*,?\s*(\d{5}(-\d{4})?)?")
_STATE = re.compile(r"[A-Z]{2}")


def _degrees(low: float, high: float) -> Callable[[str], bool]:
    def is_one(cell: str) -> bool:
        if not re.fullmatch(r"-?\d{1,3}\.\d{2,}", cell):
            return False
        return low <= float(cell) <= high

    return is_one


# Asked in this order: the first that most cells look like.
LOOKS: Mapping[Field, Callable[[str], bool]] = {
    Field.EMAIL: lambda cell: bool(_EMAIL.fullmatch(cell)),
    Field.PHONE: lambda cell: bool(_PHONE.fullmatch(cell)),
    Field.WEBSITE: lambda cell: bool(_URL.fullmatch(cell)) and "@" not in cell,
    Field.NAICS: lambda cell: bool(_NAICS.fullmatch(cell)),
    Field.ZIP: lambda cell: bool(_ZIP.fullmatch(cell)),
    Field.CITY_STATE_ZIP: lambda cell: bool(_CITY_STATE_ZIP.fullmatch(cell)),
    Field.STATE: lambda cell: bool(_STATE.fullmatch(cell)),
    Field.STREET: lambda cell: bool(_STREET.fullmatch(cell)) and not _PHONE.fullmatch(cell),
    Field.LATITUDE: _degrees(18, 72),
    Field.LONGITUDE: _degrees(-180, -64),
}


def find_header(rows: Sequence[Row]) -> int | None:
    """Return which of the first rows (from 0) holds the headings; None where no row does.

    A title above the table has one filled cell and names at most one column; a row of data holds
    an e-mail address or a telephone number.
    """
    top = list(rows[:HEADER_WITHIN])
    named = [sum(_is_heading(cell) for cell in row) for row in top]
    best = max(range(len(top)), key=lambda at: (named[at], -at), default=None)
    if best is None:
        return None
    filled = sum(bool(cell) for cell in top[best])
    if named[best] >= 2 or (named[best] == 1 and filled == 1 and max(map(len, top)) == 1):
        return best
    first = next((at for at, row in enumerate(top) if sum(map(bool, row)) >= 2), 0)
    has_data = any(_EMAIL.fullmatch(cell) or _PHONE.fullmatch(cell) for cell in top[first])
    return None if has_data or not named[best] else first


def _is_heading(cell: str) -> bool:
    return plain_heading(cell) in PLAIN_NAME or field_of(cell)[1] >= 0.6 or never_kept(cell)


def guess(headings: Row, rows: Sequence[Row], *, columns: int) -> list[Guess]:
    """Return what each column seems to hold; no field is given to two columns.

    Args:
        headings: of the columns; empty where the sheet has none.
        rows: below the headings; the first few hundred are looked at.
        columns: how many there are.
    """
    looked_at = rows[:_LOOKED_AT]
    cells = [
        [row[at][:_LETTERS] for row in looked_at if at < len(row) and row[at]]
        for at in range(columns)
    ]
    titles = [headings[at] if at < len(headings) else "" for at in range(columns)]
    wishes = sorted(
        (wish for at in range(columns) for wish in _wishes(at, titles[at], cells[at])),
        key=lambda wish: (-wish[0], wish[1]),
    )
    taken: dict[Field, int] = {}
    given: dict[int, Field] = {}
    for _, at, field in wishes:
        if at not in given and field not in taken:
            taken[field], given[at] = at, field
    _name_plainly(titles, given, taken)
    return [_told(at, titles[at], cells[at], given.get(at), taken) for at in range(columns)]


def _wishes(at: int, title: str, cells: Sequence[str]) -> list[tuple[float, int, Field]]:
    """Return the fields that a column may hold, with how surely."""
    if never_kept(title) and field_of(title)[1] < 1:
        return []
    named, surely = field_of(title)
    wishes = []
    for field, looks in LOOKS.items():
        share = _share(cells, looks)
        if field is named:
            surely += share
        elif share >= _SHARE and not (named and surely >= 0.9):
            wishes.append((share * 0.6, at, field))
    if named and not (surely < 0.9 and wishes and max(wishes)[0] > surely):
        wishes.append((surely, at, named))
        wishes += [(surely - 0.3, at, other) for other in _SECOND.get(named, ())]
    return wishes


# What a column may hold when another already holds its first meaning.
_SECOND: Mapping[Field, tuple[Field, ...]] = {
    Field.PHONE: (Field.MAIN_PHONE,),
    Field.NAME: (Field.SITE,),
}


def _share(cells: Sequence[str], looks: Callable[[str], bool]) -> float:
    return sum(map(looks, cells)) / len(cells) if cells else 0.0


def _name_plainly(titles: Row, given: dict[int, Field], taken: dict[Field, int]) -> None:
    """Give a column called "Name" to the organization, or else to the contact."""
    for at, title in enumerate(titles):
        if at in given or plain_heading(title) not in PLAIN_NAME:
            continue
        for field in (Field.NAME, Field.CONTACT):
            if field not in taken:
                given[at], taken[field] = field, at
                break


def _told(
    at: int, title: str, cells: Sequence[str], field: Field | None, taken: Mapping[Field, int]
) -> Guess:
    named, _ = field_of(title)
    looks = LOOKS.get(field) if field else None
    matching = sum(map(looks, cells)) if looks else 0
    return Guess(
        column=at,
        heading=title,
        field=field,
        reason=_reason(title, field, named, taken, is_like=matching >= _SHARE * len(cells) > 0),
        matching=matching,
        filled=len(cells),
        examples=tuple(dict.fromkeys(cells))[:_EXAMPLES],
    )


def _reason(
    title: str,
    field: Field | None,
    named: Field | None,
    taken: Mapping[Field, int],
    *,
    is_like: bool,
) -> Reason:
    if field is None:
        if named in taken:
            return Reason.TAKEN
        return Reason.NOT_KEPT if never_kept(title) else Reason.UNKNOWN
    if named is None and plain_heading(title) not in PLAIN_NAME:
        return Reason.CELLS
    return Reason.BOTH if is_like else Reason.HEADING
