"""Faults, guesses and evidence in words that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keyway.engine.likeness import Band, Sign
from keyway.engine.sheets import Fault, Field, Reason
from keyway.files import Fault as FileFault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

FIELDS: Mapping[str, StrOrPromise] = {
    Field.NAME: _("Organization's name"),
    Field.KIND: _("Kind of organization"),
    Field.WEBSITE: _("Website"),
    Field.MAIN_PHONE: _("Organization's telephone"),
    Field.NAICS: _("NAICS code"),
    Field.SUBSECTOR: _("Sub-sector"),
    Field.SITE: _("Name of the site"),
    Field.STREET: _("Street"),
    Field.CITY: _("City"),
    Field.STATE: _("State"),
    Field.ZIP: _("ZIP code"),
    Field.CITY_STATE_ZIP: _("City, state and ZIP code together"),
    Field.COUNTY: _("County (found from the place, never taken from a sheet)"),
    Field.LONGITUDE: _("Longitude"),
    Field.LATITUDE: _("Latitude"),
    Field.CONTACT: _("Contact's full name"),
    Field.FIRST_NAME: _("Contact's first name"),
    Field.LAST_NAME: _("Contact's last name"),
    Field.TITLE: _("Contact's position"),
    Field.EMAIL: _("Contact's e-mail address"),
    Field.PHONE: _("Contact's telephone"),
}

FILE_FAULTS: Mapping[str, StrOrPromise] = {
    FileFault.EMPTY: _("The file is empty. Choose the sheet again, after saving and closing it."),
    FileFault.TOO_LARGE: _("The file is larger than 10 MB. Save the sheet alone, or split it."),
    FileFault.DAMAGED: _(
        "The file is damaged, locked by a password or ends too early. Open it in your spreadsheet "
        "program, save it anew without a password, and choose it again."
    ),
    FileFault.DAMAGED_INSIDE: _(
        "The workbook is damaged inside. Open it in your spreadsheet program, save it anew, and "
        "choose it again."
    ),
    FileFault.LOCKED: _(
        "It is an old Excel file (.xls) or one locked by a password. Open it, choose “Save as”, "
        "and save it as .xlsx or .csv without a password."
    ),
    FileFault.WEB_PAGE: _(
        "It is a web page or a document, not a sheet, whatever its name says. Save it as .xlsx or "
        ".csv."
    ),
    FileFault.MACROS: _(
        "The workbook holds macros (programs), which are never taken in. Save it as .xlsx or .csv."
    ),
    FileFault.MANY_PARTS: _(
        "The workbook has far more parts than a contact sheet. Copy the rows to a new workbook."
    ),
    FileFault.DENSE: _(
        "The file unpacks to far more than a contact sheet holds. Copy the rows to a new workbook."
    ),
    FileFault.FALSE_SIZE: _(
        "The file says a false size of itself. Do not trust it; ask whoever sent it for another."
    ),
    FileFault.ENTITIES: _(
        "The file is built to grow without end when it is opened. Do not trust it; ask whoever "
        "sent it for another."
    ),
    FileFault.LETTERS: _(
        "The letters of the file cannot be read. Save it as “CSV UTF-8” or .xlsx and choose it "
        "again."
    ),
    FileFault.NO_SHEET: _(
        "There is no sheet of rows and columns in the file, or none of the name you gave. Save it "
        "as .xlsx or .csv and choose it again."
    ),
    FileFault.NO_ROWS: _("The sheet has no rows. Choose the one that holds the contacts."),
    FileFault.MANY_ROWS: _("The sheet has more than 50,000 rows. Split it in two or more."),
    FileFault.MANY_COLUMNS: _(
        "The sheet has more than 60 columns. Keep those with contacts and remove the others."
    ),
    FileFault.LONG_CELL: _(
        "A cell holds more than 5,000 letters, perhaps because a quotation mark is never closed. "
        "Shorten it, or save the sheet as .xlsx."
    ),
    FileFault.EXHAUSTING: _(
        "Reading the file took more time or memory than a contact sheet needs. Copy the rows to a "
        "new workbook and choose that."
    ),
    "unexpected": _(
        "Something went wrong that we did not foresee; nothing was imported. Whoever looks after "
        "the site sees what. Try again, or save the sheet as .csv first."
    ),
}

FAULTS: Mapping[str, StrOrPromise] = {
    Fault.NO_NAME: _("The row names no organization, so it cannot be imported."),
    Fault.NAME_LONG: _("The name has more than 200 letters, so the row cannot be imported."),
    Fault.KIND_UNKNOWN: _("“%(value)s” is no kind we know; the kind chosen for the sheet counts."),
    Fault.TOO_LONG: _("“%(value)s …” is too long and is left out."),
    Fault.WEBSITE_WRONG: _("“%(value)s” is no address of a website and is left out."),
    Fault.NAICS_WRONG: _("“%(value)s” is no NAICS code of two to six digits and is left out."),
    Fault.ZIP_WRONG: _("“%(value)s” is no ZIP code of five digits and is left out."),
    Fault.ZIP_FILLED: _("“%(value)s” lost its zero in a spreadsheet; %(used)s is taken."),
    Fault.STATE_UNKNOWN: _("“%(value)s” is no state of the United States; %(used)s is taken."),
    Fault.POINT_WRONG: _("“%(value)s” is no point on the map and is left out."),
    Fault.POINT_SWAPPED: _("Longitude and latitude were swapped; %(used)s is taken."),
    Fault.POINT_HALF: _("A point needs both longitude and latitude; “%(value)s” is left out."),
    Fault.EMAIL_WRONG: _("“%(value)s” is no e-mail address and is left out."),
    Fault.PHONE_WRONG: _("“%(value)s” is no telephone number with area code and is left out."),
    Fault.CONTACT_UNNAMED: _("The contact has no name and is listed as %(used)s."),
    Fault.FORMULA: _("“%(value)s” begins like a formula; it is kept as plain text."),
    Fault.NO_PLACE: _("The row says no place; county and districts stay unknown."),
    Fault.PLACE_UNKNOWN: _(
        "No county on our maps holds this place; the row is kept, county and districts stay "
        "unknown."
    ),
}
FAULT_LABELS: Mapping[str, StrOrPromise] = {
    Fault.NO_NAME: _("No organization named"),
    Fault.NAME_LONG: _("Name too long"),
    Fault.KIND_UNKNOWN: _("Kind not known"),
    Fault.TOO_LONG: _("Cell too long"),
    Fault.WEBSITE_WRONG: _("No website"),
    Fault.NAICS_WRONG: _("No NAICS code"),
    Fault.ZIP_WRONG: _("No ZIP code"),
    Fault.ZIP_FILLED: _("ZIP code without its zero"),
    Fault.STATE_UNKNOWN: _("State not known"),
    Fault.POINT_WRONG: _("Point wrong"),
    Fault.POINT_SWAPPED: _("Point swapped"),
    Fault.POINT_HALF: _("Point not whole"),
    Fault.EMAIL_WRONG: _("No e-mail address"),
    Fault.PHONE_WRONG: _("No telephone number"),
    Fault.CONTACT_UNNAMED: _("Contact without a name"),
    Fault.FORMULA: _("Begins like a formula"),
    Fault.NO_PLACE: _("No place given"),
    Fault.PLACE_UNKNOWN: _("Place on no map"),
}

REASONS: Mapping[str, StrOrPromise] = {
    Reason.HEADING: _("The heading says so."),
    Reason.CELLS: _("%(matching)s of %(filled)s cells look like it."),
    Reason.BOTH: _("The heading says so, and %(matching)s of %(filled)s cells look like it."),
    Reason.TAKEN: _("Another column holds this already."),
    Reason.NOT_KEPT: _("Notes and private details of people are never taken from a sheet."),
    Reason.UNKNOWN: _("Neither heading nor cells tell what it holds."),
    Reason.CHOSEN: _("You chose this."),
}

BANDS: Mapping[str, StrOrPromise] = {
    Band.SURE: _("Almost certainly the same"),
    Band.LIKELY: _("Probably the same"),
    Band.PERHAPS: _("Perhaps the same"),
}

SIGNS: Mapping[str, StrOrPromise] = {
    Sign.NAME_SAME: _(
        "the same name but for spelling and words such as Inc. or School: “%(left)s” and “%(right)s”"
    ),
    Sign.NAME_TRADE: _("one goes by the other's name: “%(left)s” and “%(right)s”"),
    Sign.NAME_ALIKE: _("names alike: “%(left)s” and “%(right)s”"),
    Sign.NAME_PART: _("one name holds the other: “%(left)s” and “%(right)s”"),
    Sign.NAME_LETTERS: _("names with nearly the same letters: “%(left)s” and “%(right)s”"),
    Sign.NAME_INITIALS: _("one name is the initials of the other: “%(left)s” and “%(right)s”"),
    Sign.NAME_COMMON: _("the words they share are common"),
    Sign.NAME_DIFFERS: _("each name has words the other lacks"),
    Sign.NUMBERS_DIFFER: _("different numbers in the names: %(left)s and %(right)s"),
    Sign.LEVELS_DIFFER: _("schools or districts of different levels"),
    Sign.KINDS_DIFFER: _("different kinds, such as a school and its district"),
    Sign.STREET_SAME: _("the same street and number: %(left)s"),
    Sign.ZIP_SAME: _("the same ZIP code: %(left)s"),
    Sign.CITY_SAME: _("the same city: %(left)s"),
    Sign.CITY_DIFFERS: _("different cities: %(left)s and %(right)s"),
    Sign.PLACE_NEAR: _("less than a mile apart"),
    Sign.PLACE_FAR: _("far apart: %(left)s and %(right)s"),
    Sign.PHONE_SAME: _("the same telephone number: %(left)s"),
    Sign.PHONE_DIFFERS: _("different telephone numbers: %(left)s and %(right)s"),
    Sign.DOMAIN_SAME: _("the same website or e-mail domain: %(left)s"),
    Sign.DOMAIN_FAMILY: _("a website that several share: %(left)s"),
    Sign.DOMAIN_DIFFERS: _("different websites or e-mail domains: %(left)s and %(right)s"),
}


def problem(held: Mapping[str, Any]) -> str:
    """Return what is wrong with a cell as a sentence that says what becomes of it."""
    sentence = str(FAULTS.get(held["fault"], held["fault"]))
    return sentence % {"value": held["value"], "used": held["used"]}


def reason(held: Mapping[str, Any]) -> str:
    """Return why a column is taken to hold what it does."""
    sentence = str(REASONS[held["reason"]])
    return sentence % {"matching": held["matching"], "filled": held["filled"]}


def evidence(held: Mapping[str, Any]) -> str:
    """Return one sign in words."""
    sentence = str(SIGNS.get(held["sign"], held["sign"]))
    return sentence % {"left": held["left"], "right": held["right"]}


def refusal(code: str) -> str:
    """Return why a file could not be read."""
    return str(FILE_FAULTS.get(code, FILE_FAULTS["unexpected"]))


def column_name(heading: str, place: int) -> str:
    """Return what a column is called: its heading, or else its letter as a spreadsheet has it."""
    letters, rest = "", place + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return heading or gettext("Column %(letters)s") % {"letters": letters}
