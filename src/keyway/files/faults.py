"""Why a file could not be opened; each room says it in its own words."""

from __future__ import annotations

from enum import StrEnum

from keyway.errors import Refused


class Fault(StrEnum):
    """What is the matter with a file."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    DAMAGED = "damaged"
    DAMAGED_INSIDE = "damaged_inside"
    LOCKED = "locked"
    WEB_PAGE = "web_page"
    MACROS = "macros"
    MANY_PARTS = "many_parts"
    DENSE = "dense"
    FALSE_SIZE = "false_size"
    ENTITIES = "entities"
    LETTERS = "letters"
    NO_SHEET = "no_sheet"
    NO_ROWS = "no_rows"
    MANY_ROWS = "many_rows"
    MANY_COLUMNS = "many_columns"
    LONG_CELL = "long_cell"
    EXHAUSTING = "exhausting"


class Unreadable(Refused):
    """A file that cannot be opened or must not be.

    Attributes:
        fault: what is the matter.
        problem: the same as a sentence for whoever keeps the site.
        part: which part of an archive, if one.
    """

    sentence = "%(problem)s"

    def __init__(self, fault: Fault, problem: str, part: str = "") -> None:
        self.fault, self.problem, self.part = fault, problem, part
        super().__init__(problem=problem)
