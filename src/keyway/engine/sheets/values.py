"""What a contact sheet can hold, and how its columns and rows are told about."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Field(StrEnum):
    """What a column may hold."""

    NAME = "name"
    KIND = "kind"
    WEBSITE = "website"
    MAIN_PHONE = "main_phone"
    NAICS = "naics"
    SUBSECTOR = "subsector"
    SITE = "site"
    STREET = "street"
    CITY = "city"
    STATE = "state"
    ZIP = "zip"
    CITY_STATE_ZIP = "city_state_zip"
    COUNTY = "county"
    LONGITUDE = "longitude"
    LATITUDE = "latitude"
    CONTACT = "contact"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    TITLE = "title"
    EMAIL = "email"
    PHONE = "phone"


class Reason(StrEnum):
    """Why a column is taken to hold something, or nothing."""

    HEADING = "heading"
    CELLS = "cells"
    BOTH = "both"
    TAKEN = "taken"
    NOT_KEPT = "not_kept"
    UNKNOWN = "unknown"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column seems to hold.

    Attributes:
        column: its place, from 0.
        heading: as written; empty where the sheet has none.
        field: what it holds, or None: it is left out.
        reason: why.
        matching: cells that look like it, where cells tell.
        filled: cells with anything in them, of those looked at.
        examples: the first few cells.
    """

    column: int
    heading: str
    field: Field | None
    reason: Reason
    matching: int = 0
    filled: int = 0
    examples: tuple[str, ...] = ()


class Fault(StrEnum):
    """What is the matter with a cell or a row."""

    NO_NAME = "no_name"
    NAME_LONG = "name_long"
    KIND_UNKNOWN = "kind_unknown"
    TOO_LONG = "too_long"
    WEBSITE_WRONG = "website_wrong"
    NAICS_WRONG = "naics_wrong"
    ZIP_WRONG = "zip_wrong"
    ZIP_FILLED = "zip_filled"
    STATE_UNKNOWN = "state_unknown"
    POINT_WRONG = "point_wrong"
    POINT_SWAPPED = "point_swapped"
    POINT_HALF = "point_half"
    EMAIL_WRONG = "email_wrong"
    PHONE_WRONG = "phone_wrong"
    CONTACT_UNNAMED = "contact_unnamed"
    FORMULA = "formula"
    NO_PLACE = "no_place"
    PLACE_UNKNOWN = "place_unknown"
    SAME_CONTACT = "same_contact"


BLOCKING = frozenset({Fault.NO_NAME, Fault.NAME_LONG})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a row; blocking ones keep it from being imported.

    Attributes:
        fault: what.
        field: in which column.
        value: the cell as written, shortened.
        used: what is used instead; empty where the cell is left out.
    """

    fault: Fault
    field: Field | None = None
    value: str = ""
    used: str = ""

    @property
    def is_blocking(self) -> bool:
        """Return whether the row cannot be imported."""
        return self.fault in BLOCKING


@dataclass(frozen=True, slots=True)
class Entry:
    """A row in one form: an organization, a site of it, a contact there. Empty is unknown."""

    name: str = ""
    kind: str = ""
    website: str = ""
    main_phone: str = ""
    naics: str = ""
    subsector: str = ""
    site: str = ""
    street: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    county: str = ""
    longitude: float | None = None
    latitude: float | None = None
    contact: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def is_blocked(self) -> bool:
        """Return whether something keeps the row from being imported."""
        return any(problem.is_blocking for problem in self.problems)
