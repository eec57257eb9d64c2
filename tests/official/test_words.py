"""Our words cover what the official files list, and name nothing they do not."""

import csv
import re

import pytest
from python_calamine import CalamineWorkbook

from keyway.reference import words

codes = words.named_codes


@pytest.fixture(scope="module")
def plant_jobs(official):
    """Jobs in manufacturing by detailed occupation, national, from the industry wage survey."""
    path = (
        official
        / "bls_oews"
        / "may2024_national_industry"
        / "national_manufacturing_industries_M2024_reconstructed.csv"
    )
    return {
        row["OCC_CODE"]: float(row["TOT_EMP"] or "nan")
        for row in csv.DictReader(path.read_text("utf-8-sig").splitlines())
        if row["NAICS"] == "31-33" and row["O_GROUP"] == "detailed"
    }


@pytest.fixture(scope="module")
def all_jobs(official):
    """Jobs in all industries by detailed occupation, national; some codes stand for several."""
    book = CalamineWorkbook.from_path(official / "bls_oews" / "may2025" / "national_M2025_dl.xlsx")
    header, *rows = book.get_sheet_by_index(0).to_python()
    found = [dict(zip(header, row, strict=True)) for row in rows]
    return {
        row["OCC_CODE"]: float(row["TOT_EMP"])
        for row in found
        if row["O_GROUP"] == "detailed" and str(row["TOT_EMP"]).replace(".", "").isdigit()
    }


def test_every_occupation_with_a_fifth_of_its_jobs_in_plants_has_our_words(plant_jobs, all_jobs):
    at_home = {
        code
        for code, jobs in plant_jobs.items()
        if code in all_jobs and jobs / all_jobs[code] >= 0.2
    }

    assert len(at_home) > 140
    assert {code for code in at_home if words.occupation_words(code) is None} == set()


def test_every_occupation_has_a_spanish_name_and_no_other_code_has(official, plant_jobs, all_jobs):
    path = official / "soc_2018" / "soc2018_all.csv"
    levels = {
        row["code"]: row["Level"] for row in csv.DictReader(path.read_text("utf-8").splitlines())
    }
    between = {"5"}  # broad occupations, named only where the wage survey counts them

    surveyed = set(plant_jobs) | set(all_jobs) | {"00-0000"}

    assert len(plant_jobs) > 500
    assert surveyed - codes("soc") == set()
    assert codes("soc") - set(levels) - surveyed == set()
    assert {code for code, level in levels.items() if level not in between} - codes("soc") == set()


def test_every_manufacturing_industry_of_four_digits_has_a_spanish_name(official):
    path = official / "naics" / "naics2022_all.csv"
    listed = {
        row["code"]
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
        if row["Level"] == "2" or re.fullmatch(r"3[123]\d{1,2}", row["code"])
    }

    assert codes("naics") == listed


def test_every_field_of_study_in_the_completions_has_a_spanish_name(official):
    path = official / "ipeds" / "arizona_completions_2020_2024.csv"
    completed = {
        row["CIPCODE"]
        for row in csv.DictReader(path.read_text("utf-8").splitlines())
        if row["IS_CIP_6DIGIT"] == "True"
    }
    unlisted = {"49.0109"}  # reported by a college, absent from the official list of codes

    assert len(completed) > 900
    assert completed - codes("cip") == unlisted


def test_every_named_field_of_study_is_in_the_official_list(official):
    path = official / "nces_cip" / "CIPCode2020.csv"
    listed = {row["CIPCode"] for row in csv.DictReader(path.read_text("utf-8-sig").splitlines())}
    trades = {code for code in listed if re.fullmatch(r"(14|15|46|47|48)\.\d{4}", code)}
    moved = {"15.0503", "15.0505"}  # listed a second time under their new codes

    assert codes("cip") - listed == set()
    assert trades - codes("cip") == moved


def test_every_skill_and_work_activity_has_a_spanish_name(official):
    listed = {
        (row["Element ID"], row["Element Name"])
        for folder, name, between in (
            ("onet_29_0/text_derived_from_xlsx", "Skills.txt", "\t"),
            ("onet_29_0/text_derived_from_xlsx", "Knowledge.txt", "\t"),
            ("onet_30_0_compact", "Abilities.IM_LV.csv", ","),
            ("onet_30_0_compact", "Work Activities.IM_LV.csv", ","),
        )
        for row in csv.DictReader(
            (official / folder / name).read_text("utf-8").splitlines(), delimiter=between
        )
    }

    assert {element for element, _ in listed} == codes("onet")


def test_every_award_level_in_the_completions_has_a_label(official):
    path = official / "ipeds" / "arizona_completions_2020_2024.csv"
    listed = {row["AWLEVEL"] for row in csv.DictReader(path.read_text("utf-8").splitlines())}

    assert listed - codes("award_level") == set()
