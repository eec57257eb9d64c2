"""The nation's directories of districts and schools, in the publisher's own layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keyway.reference.releases import FileRefused
from keyway.sources import ccd
from tests.unit.sources.making import part, reasons, row, write_text, write_zip

if TYPE_CHECKING:
    from pathlib import Path

GRADES = [f"G_{each}_OFFERED" for each in ("PK", "KG", *(f"{n}" for n in range(1, 13)))]
LEA = [
    "SCHOOL_YEAR", "FIPST", "STATENAME", "ST", "LEA_NAME", "STATE_AGENCY_NO", "UNION", "ST_LEAID",
    "LEAID", "MSTREET1", "MCITY", "LSTREET1", "LSTREET2", "LCITY", "LSTATE", "LZIP", "LZIP4",
    "PHONE", "WEBSITE", "SY_STATUS", "SY_STATUS_TEXT", "LEA_TYPE", "LEA_TYPE_TEXT",
    "CHARTER_LEA", "CHARTER_LEA_TEXT", *GRADES, "GSLO", "GSHI", "OP_SCHOOLS",
]  # fmt: skip
SCHOOL = [
    "SCHOOL_YEAR", "FIPST", "STATENAME", "ST", "SCH_NAME", "LEA_NAME", "STATE_AGENCY_NO", "UNION",
    "ST_LEAID", "LEAID", "ST_SCHID", "NCESSCH", "SCHID", "LSTREET1", "LCITY", "LSTATE", "LZIP",
    "PHONE", "WEBSITE", "SY_STATUS", "SY_STATUS_TEXT", "SCH_TYPE", "SCH_TYPE_TEXT", "CHARTER_TEXT",
    *GRADES, "GSLO", "GSHI", "LEVEL",
]  # fmt: skip
MESA = {
    "SCHOOL_YEAR": "2024-2025", "ST": "AZ", "LEA_NAME": "Mesa Unified District", "LEAID": "0404970",
    "ST_LEAID": "AZ-4235", "LSTREET1": "63 East Main Street", "LCITY": "Mesa", "LSTATE": "AZ",
    "LZIP": "85201", "LZIP4": "7422", "PHONE": "(480)472-0000", "WEBSITE": "http://www.mpsaz.org",
    "SY_STATUS_TEXT": "Open", "CHARTER_LEA_TEXT": "Not a charter district",
    "LEA_TYPE_TEXT": "Regular public school district that is not a component of a supervisory union",
    "GSLO": "PK", "GSHI": "12", "OP_SCHOOLS": "82",
}  # fmt: skip
HIGH_SCHOOL = {
    "SCHOOL_YEAR": "2024-2025", "ST": "AZ", "SCH_NAME": "Mesa High School",
    "LEA_NAME": "Mesa Unified District", "LEAID": "0404970", "ST_LEAID": "AZ-4235",
    "ST_SCHID": "AZ-4235-5514", "NCESSCH": "040497000426", "SCHID": "0400426",
    "LSTREET1": "1630 East Southern Avenue", "LCITY": "Mesa", "LSTATE": "AZ", "LZIP": "85204",
    "PHONE": "(480)472-5900", "WEBSITE": "", "SY_STATUS_TEXT": "Open",
    "SCH_TYPE_TEXT": "Regular School", "CHARTER_TEXT": "No", "GSLO": "09", "GSHI": "12",
    "LEVEL": "High",
}  # fmt: skip


def agency(**changes: str) -> list[str]:
    """A district's row, told by what is different from Mesa's."""
    return [{**MESA, **changes}.get(name, "") for name in LEA]


def school(**changes: str) -> list[str]:
    """A school's row, told by what is different from Mesa High School's."""
    return [{**HIGH_SCHOOL, **changes}.get(name, "") for name in SCHOOL]


LEA_FILE = "ccd_lea_029_2425_w_1a_073025.csv"
SCHOOL_FILE = "ccd_sch_029_2425_w_1a_073025.csv"


def test_a_district_is_kept_with_its_office_and_the_states_own_number(tmp_path: Path) -> None:
    reading = ccd.read(write_text(tmp_path / LEA_FILE, [LEA, agency()]))

    found = part(reading, "ccd_agencies", "04")
    assert (found.release, found.release_date) == ("school year 2024-2025", "2025-07-30")
    mesa = found.frame.row(0, named=True)
    assert (mesa["leaid"], mesa["state_agency_code"]) == ("0404970", "4235")
    assert (mesa["street_address"], mesa["zip_code"]) == ("63 East Main Street", "85201")
    assert (mesa["lowest_grade"], mesa["highest_grade"], mesa["schools_count"]) == ("PK", "12", 82)
    assert mesa["is_charter"] is False


@pytest.mark.parametrize(
    ("told", "is_charter"),
    [
        ("Charter district which is an LEA for programs authorized under IDEA", True),
        ("CHRTIDEAESEA", True),
        ("NOTCHR", False),
        ("Not a charter district", False),
        ("", None),
    ],
)
def test_a_holder_of_charters_is_told_from_a_district(
    tmp_path: Path, told: str, is_charter: bool | None
) -> None:
    reading = ccd.read(write_text(tmp_path / LEA_FILE, [LEA, agency(CHARTER_LEA_TEXT=told)]))

    assert part(reading, "ccd_agencies", "04").frame["is_charter"].to_list() == [is_charter]


def test_each_state_is_a_part_of_its_own_and_areas_without_abbreviation_are_named(
    tmp_path: Path,
) -> None:
    rows = [
        LEA,
        agency(),
        agency(ST="OH", LEAID="3904378", ST_LEAID="OH-043786", LEA_NAME="Cleveland Municipal"),
        agency(ST="BI", LEAID="5900001", LEA_NAME="Bureau of Indian Education"),
    ]

    reading = ccd.read(write_text(tmp_path / LEA_FILE, rows))

    assert {each.part for each in reading.parts} == {"04", "39"}
    assert part(reading, "ccd_agencies", "39").frame["state_agency_code"].to_list() == ["043786"]
    assert sum(reasons(reading).values()) == 1


def test_a_school_is_kept_with_its_own_street_and_its_district(tmp_path: Path) -> None:
    members = {SCHOOL_FILE: "\n".join(",".join(each) for each in (SCHOOL, school())) + "\n"}

    reading = ccd.read(write_zip(tmp_path / "ccd_sch_029_2425_w_1a_073025.zip", members))

    found = part(reading, "ccd_schools", "04").frame.row(0, named=True)
    assert (found["ncessch"], found["leaid"]) == ("040497000426", "0404970")
    assert (found["state_school_code"], found["level"]) == ("5514", "High")
    assert (found["street_address"], found["lowest_grade"]) == ("1630 East Southern Avenue", "9")
    assert found["website"] is None


def test_grades_that_are_missing_or_do_not_apply_are_unknown(tmp_path: Path) -> None:
    rows = [LEA, agency(GSLO="M", GSHI="N", OP_SCHOOLS="-1")]

    found = part(ccd.read(write_text(tmp_path / LEA_FILE, rows)), "ccd_agencies", "04").frame

    assert found.select("lowest_grade", "highest_grade", "schools_count").row(0) == (None,) * 3


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('The "Academy" of Mesa', 'The "Academy" of Mesa'),
        ('"Mesa, a school"', "Mesa, a school"),
        ('School "A', 'School "A'),
        ('"School A', '"School A'),
        ('"The ""A"" School"', 'The "A" School'),
    ],
)
def test_a_quotation_mark_inside_a_name_does_not_swallow_rows(
    tmp_path: Path, written: str, told: str
) -> None:
    lines = [",".join(SCHOOL), ",".join(school(SCH_NAME=written))]
    lines += [",".join(school(NCESSCH="040497000427", SCH_NAME='Dobson "High" School'))]
    path = tmp_path / SCHOOL_FILE
    path.write_text("\n".join(lines) + "\n")

    frame = part(ccd.read(path), "ccd_schools", "04").frame

    assert frame.height == 2
    assert row(frame, ncessch="040497000426")["school_name"] == told


def test_a_row_with_a_cell_too_many_is_refused_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / LEA_FILE
    path.write_text(",".join(LEA) + "\n" + ",".join(agency()) + ',"x\n')

    with pytest.raises(FileRefused, match=r"row 2\): It has \d+ cells"):
        ccd.read(path)


def test_two_school_years_in_one_file_are_refused(tmp_path: Path) -> None:
    rows = [LEA, agency(), agency(LEAID="0401870", SCHOOL_YEAR="2023-2024")]

    with pytest.raises(FileRefused, match="One school year is expected"):
        ccd.read(write_text(tmp_path / LEA_FILE, rows))


def test_a_number_that_lost_its_zero_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="“404970” is not a code like 0400001"):
        ccd.read(write_text(tmp_path / LEA_FILE, [LEA, agency(LEAID="404970")]))


def test_the_file_of_offices_is_not_taken_for_one_of_schools(tmp_path: Path) -> None:
    offices = write_text(tmp_path / "a.csv", [LEA, agency()])
    schools = write_text(tmp_path / "b.csv", [SCHOOL, school()])

    assert {each.table for each in ccd.read(offices).parts} == {"ccd_agencies"}
    assert {each.table for each in ccd.read(schools).parts} == {"ccd_schools"}
    assert ccd.read(offices).parts[0].release_date == "2024"


COPY = [
    "ade_entity_id", "nces_leaid", "lea_name", "lea_type", "charter", "physical_street", "city",
    "zip", "county_of_zip_centroid", "phone", "website", "status", "lowest_grade", "highest_grade",
    "operational_schools", "legislative_district_of_zip_centroid",
]  # fmt: skip


def test_a_reduced_copy_is_read_by_its_columns(tmp_path: Path) -> None:
    cells = [
        "4235", "0404970", "Mesa Unified District", "Regular", "no", "63 E MAIN ST", "Mesa", "85201",
        "Maricopa", "(480)472-0000", "", "Open", "PK", "08", "82", "9",
    ]  # fmt: skip

    reading = ccd.read(write_text(tmp_path / "leas_ccd_2024_25.csv", [COPY, cells]))

    found = part(reading, "ccd_agencies", "04")
    assert found.release == "school year 2024-2025"
    assert found.frame.select("state_agency_code", "highest_grade", "website").row(0) == (
        "4235",
        "8",
        None,
    )


def test_a_copy_whose_name_lost_its_year_is_refused(tmp_path: Path) -> None:
    cells = ["1", "0404970", "Mesa", "R", "no", "", "", "", "", "", "", "Open", "PK", "08", "1", ""]

    with pytest.raises(FileRefused, match="Keep the school year in the file's name"):
        ccd.read(write_text(tmp_path / "leas.csv", [COPY, cells]))
