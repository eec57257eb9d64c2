"""The wage survey's files become wages by area and staffing patterns by industry."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from keyway.codes.fips import STATE_FIPS
from keyway.reference.releases import FileRefused
from keyway.sources import oews
from tests.unit.sources.making import (
    part,
    reasons,
    row,
    write_text,
    write_workbook,
    write_zip,
)

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = [
    "AREA",
    "AREA_TITLE",
    "AREA_TYPE",
    "PRIM_STATE",
    "NAICS",
    "NAICS_TITLE",
    "I_GROUP",
    "OWN_CODE",
    "OCC_CODE",
    "OCC_TITLE",
    "O_GROUP",
    "TOT_EMP",
    "EMP_PRSE",
    "JOBS_1000",
    "LOC_QUOTIENT",
    "PCT_TOTAL",
    "PCT_RPT",
    "H_MEAN",
    "A_MEAN",
    "MEAN_PRSE",
    "H_PCT10",
    "H_PCT25",
    "H_MEDIAN",
    "H_PCT75",
    "H_PCT90",
    "A_PCT10",
    "A_PCT25",
    "A_MEDIAN",
    "A_PCT75",
    "A_PCT90",
    "ANNUAL",
    "HOURLY",
]
MACHINISTS = {
    "OCC_CODE": "51-4041",
    "OCC_TITLE": "Machinists",
    "O_GROUP": "detailed",
    "TOT_EMP": 298790,
    "EMP_PRSE": 1.2,
    "H_MEDIAN": 27.11,
    "A_MEAN": 58410,
    "A_PCT10": 38000,
    "A_PCT25": 46000,
    "A_MEDIAN": 56390,
    "A_PCT75": 66000,
    "A_PCT90": 79000,
}
TOTAL = MACHINISTS | {
    "OCC_CODE": "00-0000",
    "OCC_TITLE": "All Occupations",
    "O_GROUP": "total",
}


def cells(**facts: Any) -> list[Any]:
    """A row of the survey; the nation, all industries, machinists unless told otherwise."""
    known = {
        "AREA": "99",
        "AREA_TITLE": "U.S.",
        "AREA_TYPE": "1",
        "PRIM_STATE": "US",
        "NAICS": "000000",
        "NAICS_TITLE": "Cross-industry",
        "I_GROUP": "cross-industry",
        "OWN_CODE": "1235",
    }
    return [(known | MACHINISTS | facts).get(name) for name in COLUMNS]


def national(tmp_path: Path, *rows: list[Any], name: str = "national_M2025_dl") -> Path:
    return write_workbook(tmp_path / "file.xlsx", {name: [COLUMNS, *rows]})


def states(**facts: Any) -> list[list[Any]]:
    numbers = [f"{number:02}" for number in range(1, 52)]
    return [cells(AREA=each, AREA_TYPE="2", **facts) for each in numbers]


def test_a_national_workbook_becomes_the_national_part(tmp_path: Path) -> None:
    path = national(tmp_path, cells(**TOTAL), cells())

    found = part(oews.read(path), "oews_area_wages", "national")

    assert (found.release, found.release_date) == ("May 2025", "2025-05")
    machinists = row(found.frame, soc_code="51-4041")
    assert machinists["area_code"] == "US"
    assert machinists["employment_count"] == 298790
    assert machinists["employment_rse"] == pytest.approx(0.012)
    assert machinists["wage_annual_median_usd"] == 56390
    assert machinists["wage_hourly_median_usd"] == 27.11
    assert (machinists["employment_note"], machinists["wage_note"]) == (None, None)


def test_marks_of_suppression_become_unknown_with_the_reason(tmp_path: Path) -> None:
    rows = [
        cells(OCC_CODE="51-4041", TOT_EMP="**"),
        cells(OCC_CODE="27-2011", A_MEAN="*", A_MEDIAN="*"),
        cells(OCC_CODE="29-1215", A_PCT90="#"),
    ]

    frame = part(oews.read(national(tmp_path, *rows)), "oews_area_wages", "national").frame

    hidden = row(frame, soc_code="51-4041")
    assert hidden["employment_count"] is None
    assert hidden["employment_note"] == "The publisher cannot release this employment estimate."
    unpaid = row(frame, soc_code="27-2011")
    assert unpaid["wage_annual_median_usd"] is None
    assert unpaid["wage_note"] == "The publisher cannot release this wage estimate."
    rich = row(frame, soc_code="29-1215")
    assert (rich["wage_annual_p90_usd"], rich["wage_annual_median_usd"]) == (None, 56390)
    assert rich["wage_note"] == "The wage is at or above the highest that the publisher prints."


def test_an_occupation_printed_also_as_group_is_kept_once(tmp_path: Path) -> None:
    rows = [
        cells(OCC_CODE="51-2090", O_GROUP="broad", TOT_EMP=1405030),
        cells(OCC_CODE="51-2090", O_GROUP="detailed", TOT_EMP=1405030),
    ]

    reading = oews.read(national(tmp_path, *rows))

    kept = row(part(reading, "oews_area_wages", "national").frame, soc_code="51-2090")
    assert kept["group_level"] == "detailed"
    assert reasons(reading) == {"A group printed again under the code of its only occupation.": 1}


def test_areas_go_to_their_parts_with_padded_codes(tmp_path: Path, all_areas: Path) -> None:
    reading = oews.read(all_areas)

    codes = {each.part: each.frame["area_code"].to_list() for each in reading.parts}
    assert codes["national"] == ["US"]
    assert codes["states"][3] == "04"
    assert codes["metro"][0] == "10001"
    assert codes["nonmetro"][0] == "0100001"


@pytest.fixture
def all_areas(tmp_path: Path) -> Path:
    metro = [cells(AREA=str(10001 + i), AREA_TYPE="4") for i in range(300)]
    rural = [cells(AREA=100001 + i, AREA_TYPE="6") for i in range(100)]
    rows = [COLUMNS, cells(**TOTAL), cells(), *states(), *metro, *rural]
    nation_only = [each for each in rows if each[2] != "1" or each[8] != "00-0000"]
    return write_workbook(tmp_path / "all.xlsx", {"All May 2025 data": nation_only})


def test_the_yearly_archive_is_read_as_it_comes(tmp_path: Path) -> None:
    book = write_workbook(tmp_path / "x.xlsx", {"state_M2024_dl": [COLUMNS, *states()]})
    path = write_zip(tmp_path / "oesm24st.zip", {"oesm24st/state_M2024_dl.xlsx": book.read_bytes()})

    assert part(oews.read(path), "oews_area_wages", "states").release == "May 2024"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_text_export_with_commas_and_byte_order_mark_is_read(
    tmp_path: Path, encoding: str
) -> None:
    rows = [COLUMNS, cells(TOT_EMP="298,790", A_MEDIAN="56,390")]
    path = write_text(tmp_path / "national_M2021_dl.csv", rows, encoding=encoding)

    frame = part(oews.read(path), "oews_area_wages", "national").frame

    assert row(frame, soc_code="51-4041")["employment_count"] == 298790


def test_column_names_in_small_letters_are_read(tmp_path: Path) -> None:
    rows = [[name.lower() for name in COLUMNS], cells()]
    path = write_workbook(tmp_path / "a.xlsx", {"national_M2019_dl": rows})

    found = part(oews.read(path), "oews_area_wages", "national")

    assert row(found.frame, year=2019)["employment_rse"] == pytest.approx(0.012)


def test_new_columns_are_tolerated_and_told(tmp_path: Path) -> None:
    rows = [[*COLUMNS, "NEW_MEASURE"], [*cells(), 5]]
    path = write_workbook(tmp_path / "a.xlsx", {"national_M2026_dl": rows})

    reading = oews.read(path)

    assert reading.left_out[0].examples == ("NEW_MEASURE",)


# --- the year --------------------------------------------------------------------------------------


def test_the_sheet_tells_the_year_even_when_the_file_is_renamed(tmp_path: Path) -> None:
    path = national(tmp_path, cells(), name="national_M2025_dl").rename(
        tmp_path / "may2019 wages.xlsx"
    )

    assert part(oews.read(path), "oews_area_wages", "national").release == "May 2025"


def test_the_field_descriptions_tell_the_year(tmp_path: Path) -> None:
    sheets = {"wages": [COLUMNS, cells()], "Field Descriptions": [["May 2023 OEWS Estimates"]]}

    reading = oews.read(write_workbook(tmp_path / "renamed.xlsx", sheets))

    assert reading.parts[0].release == "May 2023"


def test_a_renamed_text_file_without_a_year_is_refused(tmp_path: Path) -> None:
    path = write_text(tmp_path / "wages.csv", [COLUMNS, cells()])

    with pytest.raises(FileRefused, match="Give the file the publisher's name back"):
        oews.read(path)


# --- what is refused -------------------------------------------------------------------------------


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    rows = [[name for name in COLUMNS if name != "TOT_EMP"], cells()[:-1]]
    path = write_workbook(tmp_path / "nat.xlsx", {"national_M2025_dl": rows})

    with pytest.raises(FileRefused, match=r"nat.xlsx: The columns TOT_EMP are missing"):
        oews.read(path)


def test_a_number_nobody_knows_names_its_place(tmp_path: Path) -> None:
    path = national(tmp_path, cells(), cells(OCC_CODE="51-4121", TOT_EMP="see note"))

    with pytest.raises(FileRefused, match=r"row 3, column TOT_EMP\): “see note” is not a number"):
        oews.read(path)


def test_codes_that_a_spreadsheet_made_dates_are_refused(tmp_path: Path) -> None:
    path = national(tmp_path, cells(), cells(OCC_CODE=dt.date(2021, 11, 1)))

    with pytest.raises(FileRefused, match=r"row 3, column OCC_CODE.*It looks like a date"):
        oews.read(path)


def test_a_file_of_one_state_does_not_replace_all_states(tmp_path: Path) -> None:
    path = national(tmp_path, cells(AREA="04", AREA_TYPE="2"))

    with pytest.raises(FileRefused, match="holds 1 of the areas of the part “states”"):
        oews.read(path)


def test_a_national_file_that_lost_rows_is_refused(tmp_path: Path) -> None:
    path = national(tmp_path, cells(**TOTAL | {"TOT_EMP": 155_495_730}), cells())

    with pytest.raises(FileRefused, match="add up to 298,790 of 155,495,730 jobs"):
        oews.read(path)


def test_another_publishers_workbook_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"Table 1.10": [["Occupation type"], ["Summary"]]})

    assert not oews.recognizes(path)
    with pytest.raises(FileRefused, match="does not look like Occupational Employment and Wage"):
        oews.read(path)


def test_industries_of_a_state_alone_are_refused_with_what_to_load(tmp_path: Path) -> None:
    path = national(tmp_path, cells(AREA="04", AREA_TYPE="2", NAICS="311000"))

    with pytest.raises(FileRefused, match="Load the national, state or area file"):
        oews.read(path)


# --- industries ------------------------------------------------------------------------------------


def industry(
    code: str, soc: str, jobs: int | str, level: str = "detailed", **more: Any
) -> list[Any]:
    group = {"31-33": "sector"}.get(code, f"{len(code.rstrip('0'))}-digit")
    facts = {"NAICS": code, "I_GROUP": group, "OCC_CODE": soc, "O_GROUP": level, "TOT_EMP": jobs}
    return cells(**facts | {"OWN_CODE": "5"} | more)


def test_shares_are_of_the_published_total(tmp_path: Path) -> None:
    rows = [
        industry("332700", "00-0000", 1000, "total"),
        industry("332700", "51-0000", 700, "major"),
        industry("332700", "51-4041", 300),
        industry("332700", "51-4121", "**"),
    ]

    reading = oews.read(national(tmp_path, *rows, name="nat4d_M2025_dl"))

    frame = part(reading, "oews_industry_staffing", "industries").frame
    assert row(frame, soc_code="51-4041") == {
        "naics_code": "3327",
        "soc_code": "51-4041",
        "year": 2025,
        "employment_count": 300,
        "employment_note": None,
        "staffing_share": pytest.approx(0.3),
        "wage_annual_mean_usd": 58410.0,
    }
    assert row(frame, soc_code="51-4121")["staffing_share"] is None
    assert reasons(reading) == {"Groups of occupations; the occupations in them are kept.": 1}


def test_without_a_total_shares_are_of_the_detailed_occupations(tmp_path: Path) -> None:
    header = ["NAICS", "NAICS_TITLE", "OCC_CODE", "O_GROUP", "TOT_EMP", "A_MEAN"]
    rows = [
        header,
        ["31-33", "Manufacturing", "51-4041", "detailed", "60", "58000.0"],
        ["31-33", "Manufacturing", "51-4121", "detailed", "40", ""],
        ["31-33", "Manufacturing", "51-4000", "minor", "100", ""],
    ]
    path = tmp_path / "national_industry_M2024.csv.gz"
    path.write_bytes(gzip.compress("\n".join(",".join(each) for each in rows).encode()))

    frame = part(oews.read(path), "oews_industry_staffing", "industries").frame

    assert frame["staffing_share"].to_list() == [pytest.approx(0.6), pytest.approx(0.4)]


def test_a_level_that_is_not_printed_is_told_by_the_code(tmp_path: Path) -> None:
    rows = [
        industry("999000", "11-1030", 50, level=""),
        industry("999000", "11-1031", 50, level=""),
        industry("999000", "51-2090", 50, level=""),
    ]

    reading = oews.read(national(tmp_path, *rows, name="nat3d_M2024_dl"))

    frame = part(reading, "oews_industry_staffing", "industries").frame
    assert frame["soc_code"].to_list() == ["11-1031", "51-2090"]


def test_merged_industries_keep_their_code(tmp_path: Path) -> None:
    rows = [industry("3320A1", "51-4041", 60, I_GROUP="4-digit"), industry("31-33", "51-4041", 90)]

    reading = oews.read(national(tmp_path, *rows, name="nat4d_M2025_dl"))

    frame = part(reading, "oews_industry_staffing", "industries").frame
    assert frame["naics_code"].to_list() == ["31-33", "3320A1"]


def test_the_widest_ownership_stands_for_an_industry(tmp_path: Path) -> None:
    rows = [
        industry("611000", "25-2021", 100, OWN_CODE="5"),
        industry("611000", "25-2021", 900, OWN_CODE="235"),
    ]

    reading = oews.read(national(tmp_path, *rows, name="nat3d_M2025_dl"))

    frame = part(reading, "oews_industry_staffing", "industries").frame
    assert frame["employment_count"].to_list() == [900]


def test_owners_that_cannot_be_told_apart_leave_the_industry_out(tmp_path: Path) -> None:
    header = ["NAICS", "OCC_CODE", "O_GROUP", "TOT_EMP"]
    rows = [
        header,
        ["611", "25-2021", "detailed", "100"],
        ["611", "25-2021", "detailed", "900"],
        ["611", "25-2022", "detailed", "70"],
        ["332", "51-4041", "detailed", "60"],
    ]

    reading = oews.read(write_text(tmp_path / "industry_M2024.csv", rows))

    frame = part(reading, "oews_industry_staffing", "industries").frame
    assert frame["naics_code"].to_list() == ["332"]
    assert list(reasons(reading).values()) == [3]


def test_an_industry_file_of_groups_alone_is_refused(tmp_path: Path) -> None:
    rows = [["NAICS", "OCC_CODE", "O_GROUP", "TOT_EMP"], ["332", "51-0000", "major", "60"]]

    with pytest.raises(FileRefused, match="No detailed occupation of an industry"):
        oews.read(write_text(tmp_path / "industry_M2024.csv", rows))


# --- copies ----------------------------------------------------------------------------------------


def _json_states(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(1, 52):
        facts = {"51-4041": {"title": "Machinists", "emp": 60, "med": 56390, "p90": 79000}}
        facts["51-4121"] = {"title": "Welders", "avg": 50000}
        state = {"fips": f"{number:02}", "name": "x", "count": 2, "occupations": facts}
        (folder / f"{number:02}.json").write_text(json.dumps(state))
    return folder


def test_a_key_that_a_copy_lacks_is_unknown(tmp_path: Path) -> None:
    frame = part(oews.read(_json_states(tmp_path / "may2025")), "oews_area_wages", "states").frame

    welders = row(frame, area_code="04", soc_code="51-4121")
    assert welders["employment_count"] is None
    assert "did not release it" in welders["employment_note"]
    assert welders["wage_annual_mean_usd"] == 50000


def test_the_publishers_file_wins_over_a_copy(tmp_path: Path) -> None:
    folder = _json_states(tmp_path / "may2025")
    write_workbook(folder / "st.xlsx", {"state_M2025_dl": [COLUMNS, *states(TOT_EMP=70)]})

    frame = part(oews.read(folder), "oews_area_wages", "states").frame

    assert row(frame, area_code="04", soc_code="51-4041")["employment_count"] == 70
    assert row(frame, area_code="04", soc_code="51-4121")["employment_count"] is None


def test_years_are_never_mixed_in_a_part(tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", {"national_M2024_dl": [COLUMNS, cells(TOT_EMP=100)]})
    write_workbook(tmp_path / "b.xlsx", {"national_M2025_dl": [COLUMNS, cells(TOT_EMP=200)]})

    reading = oews.read(tmp_path)

    assert {each.release: each.frame["employment_count"].to_list() for each in reading.parts} == {
        "May 2024": [100],
        "May 2025": [200],
    }


def test_a_state_table_without_area_codes_is_read(tmp_path: Path) -> None:
    header = ["PRIM_STATE", "OCC_CODE", "OCC_TITLE", "TOT_EMP", "A_MEAN", "A_MEDIAN", "A_PCT90"]
    rows = [[state, "51-4041", "Machinists", "2,910", "58,000", "**", "#"] for state in STATE_FIPS]
    path = tmp_path / "state_M2024.csv"
    path.write_text("\r\n".join("\t".join(each) for each in [header, *rows]) + "\r\n")

    frame = part(oews.read(path), "oews_area_wages", "states").frame

    assert row(frame, area_code="04")["employment_count"] == 2910
    assert frame["group_level"].unique().to_list() == ["detailed"]


def test_an_unknown_state_is_named(tmp_path: Path) -> None:
    header = ["PRIM_STATE", "OCC_CODE", "TOT_EMP", "A_MEAN", "A_MEDIAN"]
    rows = [header, ["ZZ", "51-4041", "60", "1", "1"]]

    with pytest.raises(FileRefused, match=r"row 2, column PRIM_STATE\): “ZZ” is not a code"):
        oews.read(write_text(tmp_path / "state_M2024.csv", rows))


def test_reading_does_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    rows = [cells(OCC_CODE=f"51-40{i}1", TOT_EMP=i * 10) for i in range(1, 9)]
    forward = oews.read(national(tmp_path / "a", *rows)).parts[0].frame
    backward = oews.read(national(tmp_path / "b", *rows[::-1])).parts[0].frame

    assert forward.equals(backward)
    assert isinstance(forward, pl.DataFrame)
