"""A row of a contact sheet put in one form, with everything wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from keyway.engine.sheets.headings import plain_heading
from keyway.engine.sheets.values import Entry, Fault, Field, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

LONGEST: Mapping[Field, int] = {
    Field.NAME: 200, Field.WEBSITE: 290, Field.SUBSECTOR: 80, Field.SITE: 200, Field.STREET: 200,
    Field.CITY: 100, Field.CITY_STATE_ZIP: 150, Field.COUNTY: 100, Field.CONTACT: 150, Field.TITLE: 120, Field.EMAIL: 254,
    Field.PHONE: 30, Field.MAIN_PHONE: 30,
}  # fmt: skip
_SHOWN = 80
_LIVE = tuple("=+-@＝＋－＠")

# What a cell may say, and which kind of organization it means.
KINDS: Mapping[str, str] = {
    word: kind
    for kind, words in {
        "manufacturer": "manufacturer|manufacturing|plant|company|employer|industry|business|"
        "fabricante|manufactura|empresa|planta|empleador|industria",
        "district": "district|school district|lea|distrito|distrito escolar",
        "school": "school|high school|middle school|elementary school|charter|k 12|escuela|"
        "preparatoria",
        "cted": "cted|jted|technical district|career and technical education district|"
        "distrito tecnico",
        "college": "college|university|community college|higher education|postsecondary|"
        "colegio universitario|colegio comunitario|universidad",
        "association": "association|chamber|trade association|nonprofit|non profit|union|"
        "asociacion|camara|sindicato",
        "agency": "agency|government|state agency|county|city|workforce board|agencia|gobierno|"
        "dependencia",
        "elected_office": "elected official|elected office|legislator|office|legislador|"
        "oficina de funcionario electo",
    }.items()
    for word in words.split("|")
}
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
    r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+"
)
_HOST = re.compile(
    r"(?i)(?:https?://)?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24})(?::\d+)?(?:[/?#]\S*)?"
)


@dataclass
class _Desk:
    """The cells of one row and what was found wrong so far."""

    cells: Mapping[Field, str]
    problems: list[Problem] = field(default_factory=list)

    def text(self, name: Field) -> str:
        """Return a cell that fits its field, or nothing and a problem."""
        value = self.cells.get(name, "")
        if value.startswith(_LIVE) and name not in (Field.PHONE, Field.MAIN_PHONE):
            self.say(Fault.FORMULA, name, value, value)
        if len(value) > LONGEST.get(name, 200):
            fault = Fault.NAME_LONG if name is Field.NAME else Fault.TOO_LONG
            self.say(fault, name, value)
            return ""
        return value

    def say(self, fault: Fault, name: Field | None = None, value: str = "", used: str = "") -> None:
        """Note a problem."""
        self.problems.append(Problem(fault, name, value[:_SHOWN], used[:_SHOWN]))


def tidy(
    cells: Mapping[Field, str],
    *,
    states: Mapping[str, str],
    home_state: str,
    kinds: Collection[str],
) -> Entry:
    """Put a row in one form.

    Args:
        cells: what the row holds, by field.
        states: postal code by every way to write a state, in lower case.
        home_state: postal code of rows that name no state.
        kinds: kinds of organization that a sheet may bring.
    """
    desk = _Desk(cells)
    name = desk.text(Field.NAME)
    if not name and not any(problem.is_blocking for problem in desk.problems):
        desk.say(Fault.NO_NAME, Field.NAME)
    city, state, zip_code = _city(desk, states, home_state)
    longitude, latitude = _point(desk)
    contact, email, phone = _contact(desk)
    entry = Entry(
        name=name,
        kind=_kind(desk, kinds),
        website=_website(desk),
        main_phone=_phone(desk, Field.MAIN_PHONE),
        naics=_naics(desk),
        subsector=desk.text(Field.SUBSECTOR),
        site=desk.text(Field.SITE),
        street=desk.text(Field.STREET),
        city=city,
        state=state,
        zip_code=zip_code,
        county=desk.text(Field.COUNTY),
        longitude=longitude,
        latitude=latitude,
        contact=contact,
        title=desk.text(Field.TITLE),
        email=email,
        phone=phone,
    )
    if not (entry.city or entry.zip_code or entry.street or longitude is not None):
        desk.say(Fault.NO_PLACE)
    return _with(entry, desk)


def _with(entry: Entry, desk: _Desk) -> Entry:
    if not entry.contact and not entry.email and entry.phone and not entry.main_phone:
        # A telephone without a person is the organization's.
        entry = _changed(entry, main_phone=entry.phone, phone="")
    if entry.email and not entry.contact:
        desk.say(Fault.CONTACT_UNNAMED, Field.EMAIL, entry.email, entry.email)
        entry = _changed(entry, contact=entry.email[:150])
    return _changed(entry, problems=tuple(desk.problems))


def _changed(entry: Entry, **values: object) -> Entry:
    held = {name: getattr(entry, name) for name in Entry.__slots__}
    return Entry(**{**held, **values})


def _kind(desk: _Desk, kinds: Collection[str]) -> str:
    value = desk.cells.get(Field.KIND, "")
    kind = KINDS.get(plain_heading(value), plain_heading(value).replace(" ", "_"))
    if not value or kind in kinds:
        return kind
    desk.say(Fault.KIND_UNKNOWN, Field.KIND, value)
    return ""


def _website(desk: _Desk) -> str:
    value = desk.text(Field.WEBSITE)
    if not value:
        return ""
    found = _HOST.fullmatch(value)
    if not found:
        desk.say(Fault.WEBSITE_WRONG, Field.WEBSITE, value)
        return ""
    return value if value.lower().startswith(("http://", "https://")) else f"https://{value}"


def _naics(desk: _Desk) -> str:
    value = re.sub(r"\.0*$", "", desk.cells.get(Field.NAICS, ""))
    code = re.match(r"\d{2,6}(?!\d)", value)
    if value and not code:
        desk.say(Fault.NAICS_WRONG, Field.NAICS, value)
    return code[0] if code else ""


def _phone(desk: _Desk, name: Field) -> str:
    value = re.sub(r"\.0$", "", desk.text(name))
    digits = re.sub(r"\D", "", re.split(r"(?i)\s*(?:x|ext)", value)[0])
    if value and not 10 <= len(digits) <= 15:
        desk.say(Fault.PHONE_WRONG, name, value)
        return ""
    return value


def _city(desk: _Desk, states: Mapping[str, str], home: str) -> tuple[str, str, str]:
    city, state, zip_code = (desk.text(each) for each in (Field.CITY, Field.STATE, Field.ZIP))
    joined = _taken_apart(desk.text(Field.CITY_STATE_ZIP), states)
    city, state, zip_code = (a or b for a, b in zip((city, state, zip_code), joined, strict=True))
    return city, _state(desk, state, states, home), _zip(desk, zip_code)


def _taken_apart(joined: str, states: Mapping[str, str]) -> tuple[str, str, str]:
    """Return city, state and ZIP code out of one cell, each empty where it is not there."""
    ending = re.search(r"\d{4,5}(?:-\d{4})?$", joined)
    words = joined[: ending.start() if ending else None].replace(",", " , ").split()
    while words and words[-1] == ",":
        words.pop()
    state = ""
    for count in (2, 1):
        said = " ".join(words[-count:]).casefold().replace(".", "")
        if not state and len(words) > count and said in states:
            state, words = said, words[:-count]
    city = " ".join(words).replace(" ,", ",").strip(", ")
    return city, state, ending[0] if ending else ""


def _state(desk: _Desk, value: str, states: Mapping[str, str], home: str) -> str:
    said = value.casefold().replace(".", "").strip()
    if not said:
        return home
    if said not in states:
        desk.say(Fault.STATE_UNKNOWN, Field.STATE, value, home)
        return home
    return states[said]


def _zip(desk: _Desk, value: str) -> str:
    plain = re.sub(r"\.0$", "", value.strip())
    found = re.fullmatch(r"(\d{4,5})(?:-?\d{4})?", plain)
    if not plain:
        return ""
    if not found:
        desk.say(Fault.ZIP_WRONG, Field.ZIP, value)
        return ""
    if len(found[1]) == 4:
        # A spreadsheet took the code for a number and dropped its zero.
        desk.say(Fault.ZIP_FILLED, Field.ZIP, value, found[1].zfill(5))
    return found[1].zfill(5)


def _point(desk: _Desk) -> tuple[float | None, float | None]:
    written = desk.cells.get(Field.LONGITUDE, ""), desk.cells.get(Field.LATITUDE, "")
    if not any(written):
        return None, None
    shown = ", ".join(written)
    if not all(written):
        desk.say(Fault.POINT_HALF, Field.LONGITUDE, shown)
        return None, None
    try:
        longitude, latitude = float(written[0]), float(written[1])
    except ValueError:
        desk.say(Fault.POINT_WRONG, Field.LONGITUDE, shown)
        return None, None
    if abs(latitude) > 90 >= abs(longitude):
        longitude, latitude = latitude, longitude
        desk.say(Fault.POINT_SWAPPED, Field.LONGITUDE, shown, f"{longitude}, {latitude}")
    # Nothing stands at 0, 0; software writes it where it knows no point.
    if not (abs(longitude) <= 180 and abs(latitude) <= 90) or (longitude, latitude) == (0, 0):
        desk.say(Fault.POINT_WRONG, Field.LONGITUDE, shown)
        return None, None
    return longitude, latitude


def _contact(desk: _Desk) -> tuple[str, str, str]:
    names = (desk.text(each) for each in (Field.FIRST_NAME, Field.LAST_NAME))
    contact = desk.text(Field.CONTACT) or " ".join(name for name in names if name)[:150]
    email = desk.text(Field.EMAIL).removeprefix("mailto:").strip("<>; ")
    if email and not _EMAIL.fullmatch(email):
        desk.say(Fault.EMAIL_WRONG, Field.EMAIL, email)
        email = ""
    return contact, email, _phone(desk, Field.PHONE)
