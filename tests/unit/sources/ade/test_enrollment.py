"""Arizona's enrollment: hidden cells, grades a school has not, the state's own row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keyway.sources.ade import enrollment
from tests.factories.sheets import cut, note_of, part_of, refusal, text, workbook

if TYPE_CHECKING:
    from pathlib import Path

    from tests.factories.sheets import Cell

Row = list["Cell"]
HEADER: Row = [*enrollment.SCHOOL, "KG", *range(1, 13), "PS", "Total"]


def school(entity: int, total: Cell, name: str = "", year: int = 2025, **grades: Cell) -> Row:
    """One school; grades are given as g9=120 and the like, others are blank."""
    cells = [grades.get(f"g{grade}") for grade in range(1, 13)]
    kept = [grades.get("KG"), *cells, grades.get("PS"), total]
    return [year, "Mesa Unified District", 4235, name or f"School {entity}", entity, *kept]


def state(total: int, year: int = 2025) -> Row:
    return [year, *["Arizona"] * 4, *[None] * 14, total]


SCHOOLS: list[Row] = [
    state(2_530),
    school(5001, 1_500, g9=400, g10=400, g11=350, g12=350),
    school(5002, 1_000, KG=180, PS="*", g1=820),
    school(5003, "*", g9="*"),
]


def book(path: Path, rows: list[Row], sheet: str = "School by Grade") -> Path:
    return workbook(
        path,
        {
            "Introduction": [("Fiscal Year 2025 October 1 Enrollment",)],
            sheet: [HEADER, *rows],
            "LEA by Grade": [("Fiscal Year", "LEA Name", "LEA Entity ID", "KG", "Total")],
        },
    )


def test_students_are_kept_by_school_and_grade(tmp_path: Path) -> None:
    reading = enrollment.read(book(tmp_path / "Oct1Enrollment2025_publish.xlsx", SCHOOLS))

    part = part_of(reading, "ade_school_enrollments", "2025")
    one = part.frame.filter(school_entity_id="5001").select("grade", "students_count")
    assert dict(one.iter_rows()) == {"9": 400, "10": 400, "11": 350, "12": 350, "total": 1_500}
    assert (part.release, part.release_date) == ("Fiscal year 2025", "2024-10")


def test_a_hidden_cell_is_unknown_with_its_reason_and_never_zero(tmp_path: Path) -> None:
    reading = enrollment.read(book(tmp_path / "a.xlsx", SCHOOLS))

    frame = part_of(reading, "ade_school_enrollments").frame
    hidden = frame.filter(frame["students_count"].is_null())
    assert hidden.select("school_entity_id", "grade").rows() == [
        ("5002", "PS"),
        ("5003", "9"),
        ("5003", "total"),
    ]
    assert set(hidden["students_note"]) == {
        "Ten or fewer students, or hidden to protect such a cell."
    }


def test_a_grade_that_a_school_has_not_makes_no_row(tmp_path: Path) -> None:
    reading = enrollment.read(book(tmp_path / "a.xlsx", SCHOOLS))

    frame = part_of(reading, "ade_school_enrollments").frame
    assert frame.filter(school_entity_id="5003")["grade"].to_list() == ["9", "total"]


def test_the_states_own_row_is_left_out_and_shown(tmp_path: Path) -> None:
    reading = enrollment.read(book(tmp_path / "a.xlsx", SCHOOLS))

    assert note_of(reading, "The state's own row").examples == ("2025 Arizona 2530",)


def test_a_renamed_school_that_stands_twice_is_kept_where_its_figures_are(tmp_path: Path) -> None:
    rows = [
        school(4725, "*", "Ganado Primary School", 2018, KG="*"),
        school(4725, 252, "Ganado Elementary School", 2018, KG=74),
    ]

    reading = enrollment.read(book(tmp_path / "a.xlsx", rows))

    frame = part_of(reading, "ade_school_enrollments", "2018").frame
    assert set(frame["school_name"]) == {"Ganado Elementary School"}
    assert note_of(reading, "Second rows of a school").examples == (
        "2018 4725 Ganado Primary School",
    )


def test_a_school_with_figures_in_two_rows_is_refused(tmp_path: Path) -> None:
    said = refusal(enrollment.read, book(tmp_path / "a.xlsx", [*SCHOOLS, SCHOOLS[1]]))

    assert "School 5001 has figures in more than one row" in said
    assert "column School Entity ID" in said


def test_a_sheet_that_lost_rows_is_refused_by_the_states_total(tmp_path: Path) -> None:
    said = refusal(enrollment.read, book(tmp_path / "a.xlsx", SCHOOLS[:2]))

    assert "Its schools have 1,500 students, its own total is 2,530" in said


def test_two_years_in_one_sheet_are_refused(tmp_path: Path) -> None:
    rows = [school(5001, 20), school(5002, 30, year=2024)]

    said = refusal(enrollment.read, book(tmp_path / "a.xlsx", rows))

    assert "One fiscal year is expected; it has 2024, 2025" in said


def test_the_same_year_twice_is_refused(tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx", SCHOOLS)
    book(tmp_path / "b.xlsx", SCHOOLS)

    assert "Fiscal year 2025 is there a second time" in refusal(enrollment.read, tmp_path)


def test_the_sheet_saved_alone_as_text_loads_too(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", [HEADER, *SCHOOLS], encoding="utf-8-sig", newline="\r\n")

    assert enrollment.recognizes(path)
    assert part_of(enrollment.read(path), "ade_school_enrollments").frame.height == 11


def test_a_cell_that_is_neither_count_nor_mark_is_refused(tmp_path: Path) -> None:
    rows = [school(5001, 20, g9="<11")]

    said = refusal(enrollment.read, book(tmp_path / "a.xlsx", rows))

    assert "row 2, column 9" in said
    assert "“<11” is not a number or one of the marks *" in said


def test_a_missing_grade_is_named(tmp_path: Path) -> None:
    header = [name if name != 12 else "Twelfth" for name in HEADER]
    path = workbook(tmp_path / "a.xlsx", {"School by Grade": [header, *SCHOOLS]})

    said = refusal(enrollment.read, path)

    assert "The columns 12 are missing" in said
    assert "Twelfth" in said


def test_a_workbook_without_the_sheet_is_refused_and_not_recognized(tmp_path: Path) -> None:
    good = book(tmp_path / "good.xlsx", SCHOOLS)
    other = book(tmp_path / "Oct1Enrollment2025_publish.xlsx", SCHOOLS, sheet="School by Gender")

    assert enrollment.recognizes(good)
    assert not enrollment.recognizes(other)
    assert "It has no sheet “School by Grade”" in refusal(enrollment.read, other)


def test_a_workbook_cut_off_is_refused(tmp_path: Path) -> None:
    assert "damaged" in refusal(enrollment.read, cut(book(tmp_path / "a.xlsx", SCHOOLS)))
