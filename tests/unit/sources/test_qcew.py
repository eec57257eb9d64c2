"""The census of employment: annual averages of counties; what is not disclosed is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from keyway.reference.releases import FileRefused
from keyway.sources import qcew
from tests.unit.sources.making import part, reasons, row, text_of, write_text, write_zip

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = [
    *qcew.NEEDED,
    "taxable_annual_wages",
    "annual_contributions",
    "annual_avg_wkly_wage",
    "avg_annual_pay",
    "lq_disclosure_code",
    "oty_disclosure_code",
]


def cells(**facts: Any) -> list[Any]:
    """A row: private manufacturing of Maricopa County unless told otherwise."""
    known = {
        "area_fips": "04013",
        "own_code": "5",
        "industry_code": "31-33",
        "agglvl_code": "74",
        "size_code": "0",
        "year": "2024",
        "qtr": "A",
        "annual_avg_estabs": "3500",
        "annual_avg_emplvl": "125000",
        "total_annual_wages": "11000000000",
    }
    return [(known | facts).get(name, "") for name in COLUMNS]


def area(tmp_path: Path, *rows: list[Any]) -> Path:
    return write_text(tmp_path / "04013.csv", [COLUMNS, *rows])


def test_a_countys_manufacturing_is_read(tmp_path: Path) -> None:
    found = part(qcew.read(area(tmp_path, cells())), "qcew_county_industries", "2024-04013")

    assert found.release == "2024"
    assert found.frame.row(0, named=True) == {
        "county_fips": "04013",
        "naics_code": "31-33",
        "ownership_code": "5",
        "year": 2024,
        "establishments_count": 3500,
        "employment_count": 125000,
        "employment_note": None,
        "wages_total_usd": 11e9,
    }


def test_a_zero_that_is_not_disclosed_is_unknown(tmp_path: Path) -> None:
    hidden = cells(
        industry_code="3361",
        agglvl_code="76",
        disclosure_code="N",
        annual_avg_emplvl="0",
        total_annual_wages="0",
        annual_avg_estabs="2",
    )

    frame = qcew.read(area(tmp_path, cells(), hidden)).parts[0].frame

    lucid = row(frame, naics_code="3361")
    assert (lucid["employment_count"], lucid["wages_total_usd"]) == (None, None)
    assert lucid["establishments_count"] == 2
    assert "Not disclosed" in lucid["employment_note"]


def test_a_disclosed_zero_stays_zero(tmp_path: Path) -> None:
    row_ = cells(industry_code="3131", agglvl_code="76", annual_avg_emplvl="0")

    frame = qcew.read(area(tmp_path, row_)).parts[0].frame

    assert frame["employment_count"].to_list() == [0]


def test_states_sizes_and_supersectors_are_left_out_and_counted(tmp_path: Path) -> None:
    path = area(
        tmp_path,
        cells(),
        cells(area_fips="04000", agglvl_code="54"),
        cells(agglvl_code="73", industry_code="1013"),
        cells(size_code="3"),
        cells(area_fips="04999"),
    )

    reading = qcew.read(path)

    assert reading.parts[0].frame.height == 1
    assert list(reasons(reading).values()) == [4]


def test_counties_lie_in_parts_of_their_own(tmp_path: Path) -> None:
    path = write_zip(
        tmp_path / "2024_annual_singlefile.zip",
        {"2024.annual.singlefile.csv": text_of([COLUMNS, cells(), cells(area_fips="39035")])},
    )

    assert {each.part for each in qcew.read(path).parts} == {"2024-04013", "2024-39035"}


def test_a_county_whose_zero_was_lost_gets_it_back(tmp_path: Path) -> None:
    frame = qcew.read(area(tmp_path, cells(area_fips="4013"))).parts[0].frame

    assert frame["county_fips"].to_list() == ["04013"]


def test_quarters_are_refused_with_what_to_load(tmp_path: Path) -> None:
    header = ["area_fips", "own_code", "industry_code", "qtrly_estabs", "month1_emplvl"]
    path = write_text(tmp_path / "q.csv", [header, ["04013", "5", "31-33", "1", "2"]])

    with pytest.raises(FileRefused, match="quarters, not annual averages"):
        qcew.read(path)


def test_a_file_of_states_alone_is_refused(tmp_path: Path) -> None:
    path = area(tmp_path, cells(area_fips="04000", agglvl_code="54"))

    with pytest.raises(FileRefused, match="No annual average of a county"):
        qcew.read(path)


def test_a_missing_disclosure_column_is_refused_by_name(tmp_path: Path) -> None:
    at = COLUMNS.index("disclosure_code")
    rows = [each[:at] + each[at + 1 :] for each in (COLUMNS, cells())]

    with pytest.raises(FileRefused, match="columns disclosure_code are missing"):
        qcew.read(write_text(tmp_path / "04013.csv", rows))


def test_a_strange_number_names_its_place(tmp_path: Path) -> None:
    path = area(tmp_path, cells(), cells(industry_code="3344", annual_avg_emplvl="(D)"))

    with pytest.raises(FileRefused, match=r"row 3, column annual_avg_emplvl\): “\(D\)”"):
        qcew.read(path)
