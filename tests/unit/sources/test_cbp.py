"""County Business Patterns become rows by county or state, year and industry."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from keyway.reference.releases import FileRefused
from keyway.sources import cbp
from keyway.sources.cbp.rows import industry_code
from tests.unit.sources.making import part, reasons, row, text_of, write_text, write_zip

if TYPE_CHECKING:
    from pathlib import Path

COUNTY = [
    "fipstate",
    "fipscty",
    "naics",
    "emp_nf",
    "emp",
    "qp1_nf",
    "qp1",
    "ap_nf",
    "ap",
    "est",
    "n<5",
    "n5_9",
    "n10_19",
    "n20_49",
    "n50_99",
    "n100_249",
    "n250_499",
    "n500_999",
    "n1000",
    "n1000_1",
    "n1000_2",
    "n1000_3",
    "n1000_4",
]
STATE = ["fipstate", "lfo", "naics", "emp_nf", "emp", "ap_nf", "ap", "est"]


def county(naics: str, jobs: int = 390, flag: str = "G", **more: Any) -> list[Any]:
    facts = {"fipstate": "04", "fipscty": "019", "naics": naics, "emp_nf": flag, "emp": jobs}
    facts |= {"ap": 35815, "est": 17} | more
    return [facts.get(name, "N") for name in COUNTY]


def official(tmp_path: Path, *rows: list[Any], name: str = "cbp21co.txt") -> Path:
    return write_text(tmp_path / name, [COUNTY, *rows])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("------", "00"),
        ("31----", "31-33"),
        ("44----", "44-45"),
        ("48----", "48-49"),
        ("11----", "11"),
        ("113///", "113"),
        ("1133//", "1133"),
        ("11331/", "11331"),
        ("113310", "113310"),
        ("31-33", "31-33"),
        ("00", "00"),
        ("3344", "3344"),
    ],
)
def test_industries_are_written_one_way(written: str, code: str) -> None:
    assert industry_code(written) == code


def test_a_county_text_splits_into_manufacturing_and_other(tmp_path: Path) -> None:
    path = official(tmp_path, county("------"), county("31----"), county("3344//"))

    reading = cbp.read(path)

    made = part(reading, "cbp_county_industries", "2021-04-manufacturing")
    assert made.frame["naics_code"].to_list() == ["31-33", "3344"]
    assert (made.release, made.release_date) == ("2021", "2021")
    other = part(reading, "cbp_county_industries", "2021-04-other")
    assert other.frame["naics_code"].to_list() == ["00"]


def test_payroll_is_in_dollars_and_noise_is_kept(tmp_path: Path) -> None:
    reading = cbp.read(official(tmp_path, county("3344//", flag="H")))

    found = row(part(reading, "cbp_county_industries", "2021-04-manufacturing").frame, year=2021)
    assert found == {
        "county_fips": "04019",
        "naics_code": "3344",
        "year": 2021,
        "establishments_count": 17,
        "employment_count": 390,
        "employment_note": None,
        "payroll_annual_usd": 35_815_000.0,
        "noise_class": "H",
    }


@pytest.mark.parametrize(("flag", "said"), [("D", "no firm's figures"), ("S", "not reliable")])
def test_withheld_cells_are_unknown_not_zero(tmp_path: Path, flag: str, said: str) -> None:
    reading = cbp.read(official(tmp_path, county("3344//", 0, flag, ap=0)))

    found = row(part(reading, "cbp_county_industries", "2021-04-manufacturing").frame, year=2021)
    assert found["employment_count"] is None
    assert found["payroll_annual_usd"] is None
    assert found["establishments_count"] == 17
    assert said in found["employment_note"]


def test_no_jobs_and_no_payroll_beside_establishments_is_withheld(tmp_path: Path) -> None:
    reading = cbp.read(official(tmp_path, county("3344//", 0, "G", ap=0)))

    found = row(part(reading, "cbp_county_industries", "2021-04-manufacturing").frame, year=2021)
    assert (found["employment_count"], found["payroll_annual_usd"]) == (None, None)


def test_no_jobs_in_march_but_payroll_in_the_year_is_a_true_zero(tmp_path: Path) -> None:
    reading = cbp.read(official(tmp_path, county("3344//", 0, "G", ap=12)))

    found = row(part(reading, "cbp_county_industries", "2021-04-manufacturing").frame, year=2021)
    assert (found["employment_count"], found["employment_note"]) == (0, None)


def test_states_lie_in_parts_of_their_own(tmp_path: Path) -> None:
    path = official(tmp_path, county("3344//"), county("3344//", fipstate="39"))

    assert {each.part for each in cbp.read(path).parts} == {
        "2021-04-manufacturing",
        "2021-39-manufacturing",
    }


def test_the_state_text_keeps_totals_over_legal_forms(tmp_path: Path) -> None:
    rows = [
        ["04", "-", "3344//", "G", "31000", "G", "3000000", "120"],
        ["04", "C", "3344//", "G", "30000", "G", "2900000", "90"],
    ]
    path = write_text(tmp_path / "cbp23st.txt", [STATE, *rows])

    reading = cbp.read(path)

    found = part(reading, "cbp_state_industries", "2023-04-manufacturing").frame
    assert found["employment_count"].to_list() == [31000]
    assert reasons(reading) == {"Rows by legal form of the firm.": 1}


def test_the_archive_is_read_as_it_comes(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "cbp22co.zip", {"cbp22co.txt": text_of([COUNTY, county("31----")])})

    assert cbp.read(path).parts[0].release == "2022"


def test_a_text_resaved_by_a_spreadsheet_gets_its_zeros_back(tmp_path: Path) -> None:
    path = official(tmp_path, county("113310", fipstate="4", fipscty="19"))

    assert cbp.read(path).parts[0].frame["county_fips"].to_list() == ["04019"]


def test_capital_column_names_are_read(tmp_path: Path) -> None:
    path = write_text(tmp_path / "CBP21CO.TXT", [[c.upper() for c in COUNTY], county("3344//")])

    assert cbp.read(path).parts[0].frame["employment_count"].to_list() == [390]


def test_a_renamed_text_without_a_year_says_how_to_name_it(tmp_path: Path) -> None:
    path = official(tmp_path, county("3344//"), name="counties.txt")

    with pytest.raises(FileRefused, match=r"for example cbp23co\.txt"):
        cbp.read(path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    rows = [[name for name in COUNTY if name != "est"], county("3344//")[:-1]]
    path = write_text(tmp_path / "cbp21co.txt", rows)

    with pytest.raises(FileRefused, match=r"cbp21co.txt: The columns est are missing"):
        cbp.read(path)


def test_a_strange_count_names_its_place(tmp_path: Path) -> None:
    path = official(tmp_path, county("3344//"), county("3345//", jobs="a lot"))

    with pytest.raises(FileRefused, match=r"row 3, column emp\): “a lot” is not a number"):
        cbp.read(path)


def test_a_strange_industry_names_its_place(tmp_path: Path) -> None:
    path = official(tmp_path, county("3-3-4-4"))

    with pytest.raises(FileRefused, match=r"row 2, column naics\): “3-3-4-4” is not a code"):
        cbp.read(path)


# --- answers of the data API ---------------------------------------------------------------------


def api(tmp_path: Path, *rows: list[str], names: tuple[str, ...] = ()) -> Path:
    header = [*(names or ("NAICS2017", "ESTAB", "EMP", "PAYANN", "state", "county"))]
    path = tmp_path / "cbp-2023.json"
    path.write_text(json.dumps([header, *rows]))
    return path


def test_an_api_answer_is_read(tmp_path: Path) -> None:
    path = api(tmp_path, ["31-33", "5133", "163053", "12000000", "04", "013"])

    found = part(cbp.read(path), "cbp_county_industries", "2023-04-manufacturing").frame

    assert found.select("county_fips", "naics_code", "employment_count").row(0) == (
        "04013",
        "31-33",
        163053,
    )


def test_an_api_answer_by_state_fills_the_states_table(tmp_path: Path) -> None:
    names = ("NAICS2017", "ESTAB", "EMP", "PAYANN", "state")
    path = api(tmp_path, ["3344", "120", "31000", "3000000", "04"], names=names)

    assert cbp.read(path).parts[0].table == "cbp_state_industries"


def test_an_api_answer_without_payroll_is_refused(tmp_path: Path) -> None:
    path = api(tmp_path, ["3344", "1", "2", "04"], names=("NAICS2017", "ESTAB", "EMP", "state"))

    with pytest.raises(FileRefused, match="columns PAYANN are missing"):
        cbp.read(path)


# --- copies ----------------------------------------------------------------------------------------


def wide(tmp_path: Path, name: str = "US-AZ-training-naics4-counties-2021.csv") -> Path:
    header = ["Fips", "Name", "Population", "Emp-3344", "Est-3344", "Pay-3344"]
    header += ["Emp-2361", "Est-2361", "Pay-2361"]
    rows = [
        ["04013", "Maricopa County", "66", "21000", "60", "2000000", "", "", ""],
        ["04019", "Pima County", "47", "", "", "", "400", "30", "20000"],
    ]
    return write_text(tmp_path / name, [header, *rows])


def test_a_wide_copy_gives_a_row_only_where_the_publisher_had_one(tmp_path: Path) -> None:
    reading = cbp.read(wide(tmp_path))

    made = part(reading, "cbp_county_industries", "2021-04-manufacturing").frame
    assert made.select("county_fips", "naics_code", "employment_count").rows() == [
        ("04013", "3344", 21000)
    ]
    assert reading.rows_read == 2


def test_a_copy_with_one_row_an_industry_is_read(tmp_path: Path) -> None:
    rows = [["Fips", "Naics", "Establishments", "Employees", "Payroll"]]
    rows.append(["4013", "3344", "60", "21000", "2000000"])
    path = write_text(tmp_path / "US-AZ-naics4-county-2023.csv", rows)

    found = part(cbp.read(path), "cbp_county_industries", "2023-04-manufacturing").frame

    assert row(found, county_fips="04013")["payroll_annual_usd"] == 2e9


def _state_sums(tmp_path: Path) -> Path:
    rows = [["Year", "N3344", "N2361"], ["2021", "31000.0", "5.0"], ["2020", "", "6.0"]]
    return write_text(tmp_path / "US-AZ-census-naics4-employees.csv", rows)


def test_sums_of_counties_are_not_taken_for_state_totals(tmp_path: Path) -> None:
    wide(tmp_path)
    _state_sums(tmp_path)

    reading = cbp.read(tmp_path)

    assert {each.table for each in reading.parts} == {"cbp_county_industries"}
    assert [(note.rows_count, note.examples) for note in reading.left_out] == [
        (2, ("US-AZ-census-naics4-employees.csv",))
    ]


def test_a_file_of_such_sums_alone_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"Nothing in it can be kept\. Sums of the county rows"):
        cbp.read(_state_sums(tmp_path))


def test_notes_that_repeat_a_header_are_not_taken_for_data(tmp_path: Path) -> None:
    wide(tmp_path)
    (tmp_path / "SOURCE.txt").write_text("About the file\n" + ",".join(COUNTY) + "\n")

    assert cbp.read(tmp_path).left_out[-1].examples == ("SOURCE.txt",)
