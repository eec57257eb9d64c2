"""Cells become numbers, codes or unknowns with a reason; anything else names its place."""

from __future__ import annotations

import polars as pl
import pytest

from keyway.reference.releases import FileRefused, LeftOut
from keyway.sources import files

MARKS = {"**": "Not releasable.", "#": "Above the top."}


def _column(*cells: str | None, name: str = "TOT_EMP") -> pl.DataFrame:
    rows = range(2, 2 + len(cells))
    return pl.DataFrame({name: cells, files.ROW: rows}, schema={name: pl.String, files.ROW: int})


def test_numbers_lose_commas_and_dollar_signs() -> None:
    frame = _column("1,234,560", "$58,260", " 0.5 ", "-3")

    values, notes = files.numbers(frame, "TOT_EMP", {}, file="a.csv")

    assert values.to_list() == [1234560.0, 58260.0, 0.5, -3.0]
    assert notes.to_list() == [None] * 4


def test_marks_become_unknown_with_their_reason_never_zero() -> None:
    frame = _column("60", "**", "#", None, "0")

    values, notes = files.numbers(frame, "TOT_EMP", MARKS, file="a.csv")

    assert values.to_list() == [60.0, None, None, None, 0.0]
    assert notes.to_list() == [
        None,
        "Not releasable.",
        "Above the top.",
        "The publisher left the cell blank.",
        None,
    ]


def test_a_blank_may_have_a_meaning_of_its_own() -> None:
    _, notes = files.numbers(_column(None), "TOT_EMP", {"": "Fewer than three."}, file="a.csv")

    assert notes.to_list() == ["Fewer than three."]


def test_thousands_are_scaled() -> None:
    values, _ = files.numbers(_column("169956.1"), "TOT_EMP", {}, file="a", scale=1000)

    assert values.to_list() == [pytest.approx(169956100.0)]


@pytest.mark.parametrize("cell", ["n/a", "abc", "1.2.3", "NaN", "inf", "4%x"])
def test_an_unknown_cell_names_row_column_and_value(cell: str) -> None:
    with pytest.raises(FileRefused) as refused:
        files.numbers(_column("60", cell), "TOT_EMP", MARKS, file="nat.xlsx")

    assert str(refused.value).startswith(
        f"nat.xlsx (row 3, column TOT_EMP): “{cell}” is not a number or one of the marks ** #."
    )


def test_a_number_that_became_a_date_is_recognized() -> None:
    with pytest.raises(FileRefused, match="It looks like a date"):
        files.numbers(_column("2024-11-01"), "TOT_EMP", {}, file="nat.xlsx")


def test_counts_are_whole() -> None:
    values, notes = files.whole_numbers(_column("110480.0", "**"), "TOT_EMP", MARKS, file="a")

    assert values.to_list() == [110480, None]
    assert notes.to_list() == [None, "Not releasable."]


@pytest.mark.parametrize("cell", ["2.5", "-4"])
def test_a_part_of_a_job_or_fewer_than_none_is_no_count(cell: str) -> None:
    with pytest.raises(FileRefused, match=f"row 2, column TOT_EMP.*“{cell}” is not a count"):
        files.whole_numbers(_column(cell), "TOT_EMP", {}, file="a.csv")


def test_codes_are_healed_and_checked() -> None:
    codes = files.codes(
        _column("4013.0", "04019", "4021"),
        "TOT_EMP",
        r"\d{5}",
        file="a.csv",
        example="04013",
        heal=files.county_text,
    )

    assert codes.to_list() == ["04013", "04019", "04021"]


@pytest.mark.parametrize("cell", ["Nov-21", "2021-11-01", "11/1/2021", "1-Nov"])
def test_a_code_that_a_spreadsheet_made_a_date_says_so(cell: str) -> None:
    with pytest.raises(FileRefused) as refused:
        files.codes(
            _column("51-4041", cell), "TOT_EMP", r"\d\d-\d{4}", file="st.csv", example="51-4041"
        )

    assert f"st.csv (row 3, column TOT_EMP): “{cell}” is not a code like 51-4041." in str(
        refused.value
    )
    assert "It looks like a date." in str(refused.value)


def test_a_missing_code_is_named() -> None:
    with pytest.raises(FileRefused, match=r"row 2.*The code is missing; it should be like 04013"):
        files.codes(_column(None), "TOT_EMP", r"\d{5}", file="a.csv", example="04013")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("4013", "04013"),
        ("4013.0", "04013"),
        ("04013", "04013"),
        ('="04013"', "04013"),
        ("36061", "36061"),
        ("Pima", "Pima"),
    ],
)
def test_counties_have_five_digits(text: str, code: str) -> None:
    assert files.county_text(text) == code


@pytest.mark.parametrize(("text", "code"), [("4", "04"), ("4.0", "04"), ("39", "39"), ("US", "US")])
def test_states_have_two_digits(text: str, code: str) -> None:
    assert files.state_text(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1", "01.0000"),
        ("1.0", "01.0000"),
        ("15.04", "15.0400"),
        ("1.0101", "01.0101"),
        ("48.0508", "48.0508"),
        ('="01.0101"', "01.0101"),
        ("Welding", "Welding"),
    ],
)
def test_programs_have_six_digits(text: str, code: str) -> None:
    assert files.cip_text(text) == code


def test_rows_left_out_are_counted_with_examples() -> None:
    rows = pl.DataFrame({"area": ["04"] * 7, "code": [f"c{i}" for i in range(7)]})

    notes = files.left_out("A reason.", rows, "area", "code")

    assert notes == (LeftOut("A reason.", 7, ("04 c0", "04 c1", "04 c2", "04 c3", "04 c4")),)


def test_no_row_left_out_leaves_no_note() -> None:
    assert files.left_out("A reason.", pl.DataFrame({"a": []})) == ()


def test_a_part_has_the_contracts_columns_in_order_and_sorted() -> None:
    frame = pl.DataFrame(
        {"extra": [1, 2], "state_name": ["Ohio", "Arizona"], "state_fips": ["39", "04"]}
    ).with_columns(state_code=pl.Series(["OH", "AZ"]))

    part = files.as_part("states", "states", "2020", "2020", frame)

    assert part.frame.rows() == [("04", "AZ", "Arizona"), ("39", "OH", "Ohio")]


def test_a_column_that_the_file_lacks_is_unknown() -> None:
    frame = pl.DataFrame(
        {"county_fips": ["04013"], "state_fips": ["04"], "county_name": ["Maricopa"]}
    )

    part = files.as_part("counties", "04", "2023", "2023", frame)

    assert part.frame.row(0) == ("04013", "04", "Maricopa", None, None)
