"""State projections: one part a state, years from the rows, the name or the nation's total."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from keyway.reference.releases import FileRefused
from keyway.sources.projections import states
from tests.unit.sources.making import part, row, write_text

if TYPE_CHECKING:
    from pathlib import Path

HEADER = ["Title", "Base", "Projected", "PercentChange", "AvgAnnualOpenings", "STFIPS", "OccCode"]
NATION = ["Total, All", "164482590", "169148090", "2.8", "18566500", "0", "00-0000"]
ARIZONA = ["Machinists", "5960", "7180", "20.5", "790", "4", "51-4041"]


def test_the_nations_total_tells_the_years(tmp_path: Path) -> None:
    path = write_text(tmp_path / "anything.csv", [HEADER, NATION, ARIZONA], separator="\t")

    reading = states.read(path)

    found = part(reading, "state_occupation_projections", "04")
    assert (found.release, found.release_date) == ("2022–2032", "2022")
    assert found.frame.row(0, named=True) == {
        "area_code": "04",
        "soc_code": "51-4041",
        "base_year": 2022,
        "projected_year": 2032,
        "employment_base_count": 5960,
        "employment_projected_count": 7180,
        "openings_count": 790,
    }
    assert part(reading, "state_occupation_projections", "US").frame.height == 1


@pytest.mark.parametrize("name", ["arizona_2022_2032.csv", "long-term 2022-2032.csv"])
def test_the_name_may_tell_the_years(tmp_path: Path, name: str) -> None:
    reading = states.read(write_text(tmp_path / name, [HEADER, ARIZONA]))

    assert reading.parts[0].release == "2022–2032"


def test_a_file_that_tells_no_years_says_how_to_name_it(tmp_path: Path) -> None:
    path = write_text(tmp_path / "arizona.csv", [HEADER, ARIZONA])

    with pytest.raises(FileRefused, match=r"state_projections_2024-2034\.csv"):
        states.read(path)


def test_blank_last_lines_and_extra_columns_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "states_2022_2032.csv"
    rows = [[*HEADER, "", ""], [*ARIZONA, "", ""], [""] * 9, [""] * 9]
    path.write_text("\r\n".join("\t".join(each) for each in rows) + "\r\n")

    assert states.read(path).rows_read == 1


def test_the_data_service_prints_the_years_of_each_state(tmp_path: Path) -> None:
    names = ["Title", "Base", "Projected", "AvgAnnualOpenings", "STFIPS", "OccCode"]
    facts = dict(zip(names, ["Machinists", "5960", "7180", "790", "4", "51-4041"], strict=True))
    rows = [
        facts | {"BaseYear": "2022", "ProjYear": "2032"},
        facts | {"STFIPS": "39", "BaseYear": "2023", "ProjYear": "2033", "Base": None},
    ]
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"rows": rows, "pager": {"total": 2}}))

    reading = states.read(path)

    assert {each.part: each.release for each in reading.parts} == {
        "04": "2022–2032",
        "39": "2023–2033",
    }
    ohio = part(reading, "state_occupation_projections", "39").frame
    assert row(ohio, area_code="39")["employment_base_count"] is None


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps([{"STFIPS": "4", "AvgAnnualOpenings": "5", "OccCode": "51-4041"}]))

    with pytest.raises(FileRefused, match="columns Base, Projected are missing"):
        states.read(path)


def test_a_strange_code_names_its_place(tmp_path: Path) -> None:
    rows = [HEADER, ARIZONA, [*ARIZONA[:-1], "Nov-21"]]

    with pytest.raises(FileRefused, match=r"row 3, column OccCode.*It looks like a date"):
        states.read(write_text(tmp_path / "az_2022_2032.csv", rows))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = write_text(tmp_path / "az_2022_2032.csv", [HEADER[:-1], ARIZONA[:-1]])

    with pytest.raises(FileRefused, match="columns OccCode are missing"):
        states.read(path)
