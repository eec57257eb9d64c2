"""What the finder of duplicates is given and what it returns."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Listing:
    """An organization at a place, as one list names it; what is empty or None is unknown.

    Attributes:
        key: what the caller knows it by; returned untouched.
        name: as written.
        other_names: earlier names, trade names, names of its sites.
        street: street and number, without the city.
        city: as written.
        zip_code: five digits, or nine with a hyphen.
        phone: as written.
        website: as written.
        email: of any person there; only what stands after the @ is looked at.
        longitude: degrees.
        latitude: degrees.
    """

    key: str
    name: str
    other_names: tuple[str, ...] = ()
    street: str = ""
    city: str = ""
    zip_code: str = ""
    phone: str = ""
    website: str = ""
    email: str = ""
    longitude: float | None = None
    latitude: float | None = None


class Band(StrEnum):
    """How sure the finder is that two listings are one organization."""

    SURE = "sure"
    LIKELY = "likely"
    PERHAPS = "perhaps"
    NO = "no"


class Sign(StrEnum):
    """One thing that speaks for or against two listings being one organization."""

    NAME_SAME = "name_same"
    NAME_TRADE = "name_trade"
    NAME_ALIKE = "name_alike"
    NAME_PART = "name_part"
    NAME_LETTERS = "name_letters"
    NAME_INITIALS = "name_initials"
    NAME_COMMON = "name_common"
    NAME_DIFFERS = "name_differs"
    NUMBERS_DIFFER = "numbers_differ"
    LEVELS_DIFFER = "levels_differ"
    KINDS_DIFFER = "kinds_differ"
    STREET_SAME = "street_same"
    ZIP_SAME = "zip_same"
    CITY_SAME = "city_same"
    CITY_DIFFERS = "city_differs"
    PLACE_NEAR = "place_near"
    PLACE_FAR = "place_far"
    PHONE_SAME = "phone_same"
    PHONE_DIFFERS = "phone_differs"
    DOMAIN_SAME = "domain_same"
    DOMAIN_FAMILY = "domain_family"
    DOMAIN_DIFFERS = "domain_differs"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sign with what it was seen in and what it weighs.

    Attributes:
        sign: what was seen.
        weight: log odds; above zero speaks for one organization, below zero against.
        left: the first listing's words, as written.
        right: the second listing's words, as written.
    """

    sign: Sign
    weight: float
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two listings that may be one organization.

    Attributes:
        left: key of the first.
        right: key of the second.
        score: 0 to 1, the chance among pairs like those of the labelled set.
        band: what the score means to a person who decides.
        is_other_place: both have a place and the places differ: another site of the organization,
            or a firm that moved.
        evidence: the strongest signs first.
    """

    left: str
    right: str
    score: float
    band: Band
    is_other_place: bool
    evidence: tuple[Evidence, ...]
