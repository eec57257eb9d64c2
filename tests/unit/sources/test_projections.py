"""National projections: thousands become jobs, percents fractions, headers carry the years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from keyway.reference.releases import FileRefused
from keyway.sources.projections import national as projections
from tests.unit.sources.making import part, row, write_text, write_workbook

if TYPE_CHECKING:
    from pathlib import Path

RATES = [
    "2024 National Employment Matrix title",
    "2024 National Employment Matrix code",
    "Occupation type",
    "Employment, 2024",
    "Employment, 2034",
    "Employment change, numeric, 2024–34",
    "Employment change, percent, 2024–34",
    "Labor force exit rate, 2024–34 annual average",
    "Occupational transfer rate, 2024–34 annual average",
    "Total occupational separations rate, 2024–34 annual average",
    "Occupational openings, 2024–34 annual average",
]
TRAITS = [
    *RATES[:5],
    "Occupational openings, 2024–34 annual average",
    "Median annual wage, dollars, 2024[1]",
    "Typical education needed for entry",
    "Work experience in a related occupation",
    "Typical on-the-job training needed to attain competency in the occupation",
]
TOTAL = ["Total, all occupations", "00-0000", "Summary", 169956.1, 175167.9]
MACHINIST = ["        Machinists", "51-4041", "Line item", 312.4, 318.9]
SURGEON = ["      Surgeons", "29-1240", "Line item", 50.0, 52.0]
NOTES = [["Footnotes:"], ["[1] Wages are of another survey."], ["Source: the program."]]


def rates() -> list[list[Any]]:
    tail = [5211.8, 3.1, 4.7, 5.9, 10.6, 18863.3]
    return [
        ["Table 1.10 Occupational separations and openings"],
        RATES,
        TOTAL + tail,
        [*MACHINIST, 6.5, 2.1, 3.8, 5.9, 9.7, 34.2],
        [*SURGEON, 2.0, 4.0, 1.5, 1.0, 2.5, 1.6],
        *NOTES,
    ]


def traits() -> list[list[Any]]:
    school = ["High school diploma or equivalent", "None", "Long-term on-the-job training"]
    return [
        ["Table 1.2 Occupational projections"],
        TRAITS,
        [*TOTAL, 18863.3, 49500, "—", "—", "—"],
        [*MACHINIST, 34.2, 56390, *school],
        [*SURGEON, 1.6, ">=$239,200", "Doctoral or professional degree", "None", "None"],
        *NOTES,
    ]


def workbook(tmp_path: Path, **sheets: list[list[Any]]) -> Path:
    known = {"Table 1.2": traits(), "Table 1.10": rates()}
    changed = {
        name.replace("_", " ").replace("Table 1 ", "Table 1."): rows
        for name, rows in sheets.items()
    }
    kept = {name: rows for name, rows in (known | changed).items() if rows}
    return write_workbook(tmp_path / "occupation.xlsx", {"Index": [["List"]], **kept})


def test_thousands_are_jobs_and_percents_are_fractions(tmp_path: Path) -> None:
    found = part(projections.read(workbook(tmp_path)), "ep_occupation_projections", "national")

    assert (found.release, found.release_date) == ("2024–34", "2024")
    assert row(found.frame, matrix_code="51-4041") == {
        "matrix_code": "51-4041",
        "base_year": 2024,
        "projected_year": 2034,
        "occupation_name": "Machinists",
        "is_detailed": True,
        "employment_base_count": 312400.0,
        "employment_projected_count": 318900.0,
        "exit_rate": pytest.approx(0.038),
        "transfer_rate": pytest.approx(0.059),
        "openings_count": 34200.0,
        "typical_education": "High school diploma or equivalent",
        "related_experience": "None",
        "job_training": "Long-term on-the-job training",
        "wage_annual_median_usd": 56390.0,
        "wage_note": None,
    }


def test_footnotes_are_no_rows_and_summaries_are_told_apart(tmp_path: Path) -> None:
    reading = projections.read(workbook(tmp_path))

    frame = reading.parts[0].frame
    assert reading.rows_read == 3
    assert row(frame, matrix_code="00-0000")["is_detailed"] is False


def test_a_dash_is_unknown(tmp_path: Path) -> None:
    frame = projections.read(workbook(tmp_path)).parts[0].frame

    assert row(frame, matrix_code="00-0000")["typical_education"] is None


def test_a_wage_above_the_top_is_unknown_with_its_reason(tmp_path: Path) -> None:
    surgeon = row(projections.read(workbook(tmp_path)).parts[0].frame, matrix_code="29-1240")

    assert surgeon["wage_annual_median_usd"] is None
    assert surgeon["wage_note"] == "The wage is at or above the highest that the publisher prints."


def test_older_workbooks_keep_education_in_another_table(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "occupation.xlsx",
        {
            "Table 1.2": [["title"], RATES[:5], MACHINIST],
            "Table 1.7": traits(),
            "Table 1.10": rates(),
        },
    )

    frame = projections.read(path).parts[0].frame

    assert row(frame, matrix_code="51-4041")["wage_annual_median_usd"] == 56390


def test_a_workbook_without_education_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, Table_1_2=[])

    with pytest.raises(FileRefused, match=r"Neither Table 1.2 nor Table 1.7"):
        projections.read(path)


def test_a_missing_rate_names_the_beginning_of_its_column(tmp_path: Path) -> None:
    rows = [each[:7] + each[8:] if len(each) > 8 else each for each in rates()]

    with pytest.raises(FileRefused, match="No column begins with “Labor force exit rate”"):
        projections.read(workbook(tmp_path, Table_1_10=rows))


def test_headers_without_two_years_are_refused(tmp_path: Path) -> None:
    rows = rates()
    rows[1] = [name.replace("Employment, 2034", "Employment, later") for name in RATES]

    with pytest.raises(FileRefused, match="Two columns “Employment, <year>” were expected"):
        projections.read(workbook(tmp_path, Table_1_10=rows))


def test_a_strange_rate_names_sheet_row(tmp_path: Path) -> None:
    rows = rates()
    rows[3][7] = "about four"

    with pytest.raises(FileRefused, match=r"row 4, column Labor force exit rate.*“about four”"):
        projections.read(workbook(tmp_path, Table_1_10=rows))


def test_the_matrix_crosswalk_is_dated_by_its_own_line(tmp_path: Path) -> None:
    rows = [
        ["Bureau of Labor Statistics"],
        ["As of 9/6/2023"],
        ["Sort Order", "O*NET-SOC Code", "O*NET-SOC Title", "NEM Code"],
        [1, "11-1011.00", "Chief Executives", "11-1011"],
        [2, "11-1011.03", "Chief Sustainability Officers", "11-1011"],
    ]
    path = write_workbook(tmp_path / "renamed.xlsx", {"crosswalk": rows})

    found = part(projections.read(path), "ep_matrix_links", "matrix")

    assert found.release_date == "2023-09-06"
    assert found.frame.rows() == [("11-1011", "11-1011.00"), ("11-1011", "11-1011.03")]


def test_a_crosswalk_without_its_date_is_refused(tmp_path: Path) -> None:
    rows = [["Sort", "O*NET-SOC Code", "NEM Code"], [1, "11-1011.00", "11-1011"]]

    with pytest.raises(FileRefused, match="“As of <date>”"):
        projections.read(write_workbook(tmp_path / "a.xlsx", {"x": rows}))


def test_other_files_are_not_recognized(tmp_path: Path) -> None:
    assert not projections.recognizes(write_text(tmp_path / "a.csv", [["Occupation type"]]))
    assert projections.recognizes(workbook(tmp_path))
