"""The data that Keyway ships: facts and figures, sourced, dated, small, in good order."""

import hashlib
import json
from datetime import date
from itertools import pairwise

import polars as pl
import pytest

import keyway.reference.tables  # noqa: F401  fills the register
from keyway.reference.contract import CONTRACTS, failing_rows
from keyway.reference.lookups import jobs, places
from keyway.reference.lookups import occupations as occupation_lookups
from keyway.reference.store import STARTER, Store

STORE = Store([STARTER])
TABLES = sorted({entry.table for entry in STORE.entries()})
BYTES_LIMIT = 8_000_000
# The longest official title of a program takes 144 characters; a definition or a task statement
# goes on for longer, or is one of the columns that must be empty.
LONGEST_TITLE = 150
SENTENCES = {
    "soc_occupations": "definition",
    "cip_programs": "definition",
    "onet_occupations": "description",
}
each_table = pytest.mark.parametrize("table", TABLES)


def find(table, **values):
    """The rows of a table whose columns have these values."""
    return STORE.read(table).filter(pl.col(name) == value for name, value in values.items())


# --- what is shipped -------------------------------------------------------------------------------


def test_the_starter_data_is_small():
    size = sum(path.stat().st_size for path in STARTER.rglob("*") if path.is_file())

    assert size <= BYTES_LIMIT


def test_every_file_is_named_by_the_catalog_with_its_digest():
    named = {entry.file: entry.sha256 for entry in STORE.entries()}
    found = {
        str(path.relative_to(STARTER)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in STARTER.rglob("*.parquet")
    }

    assert found == named


@each_table
def test_every_row_of_a_file_belongs_to_exactly_one_part(table):
    entries = [entry for entry in STORE.entries() if entry.table == table]
    rows = pl.read_parquet(STARTER / entries[0].file).height

    slices = sorted((entry.rows_start, entry.rows_count) for entry in entries)

    assert slices[0][0] == 0
    assert all(a + n == b for (a, n), (b, _) in pairwise(slices))
    assert sum(slices[-1]) == rows


@pytest.mark.parametrize("entry", STORE.entries(), ids=lambda e: f"{e.table}-{e.part}")
def test_every_part_says_where_it_comes_from_and_what_was_chosen(entry):
    for told in (
        entry.source,
        entry.publisher,
        entry.title,
        entry.release,
        entry.licence,
        entry.credit,
    ):
        assert told.strip()
    assert entry.url.startswith("https://")
    assert entry.release_date[:4].isdigit()
    assert date.fromisoformat(entry.loaded_date)
    assert entry.selection.startswith("Selected by Keyway: ")
    assert "{" not in entry.credit


def test_the_onet_licence_s_credit_line_names_the_release():
    lines = {entry.credit for entry in STORE.entries() if entry.source == "onet"}

    assert len(lines) == 1
    assert "O*NET 29.0 Database" in lines.pop()


@each_table
def test_every_table_keeps_its_contract(table):
    rules, examples = failing_rows(CONTRACTS[table], STORE.read(table))

    assert rules == {}, examples


@pytest.mark.parametrize("table", [t for t in TABLES if not t.endswith("_outlines")])
def test_no_sentence_of_others_is_shipped(table):
    rows = STORE.read(table)

    for column, kind in rows.schema.items():
        if kind == pl.String and not column.endswith("_note"):
            longest = rows[column].str.len_chars().max()
            assert longest is None or longest <= LONGEST_TITLE, column


@pytest.mark.parametrize(("table", "column"), SENTENCES.items())
def test_definitions_and_descriptions_stay_out(table, column):
    assert STORE.read(table)[column].null_count() == STORE.read(table).height


def test_task_statements_stay_out():
    assert "onet_tasks" not in TABLES


@each_table
def test_a_note_stands_only_where_the_value_is_unknown(table):
    rows = STORE.read(table)
    pairs = {"employment_note": "employment_count", "awards_note": "awards_count"} | {
        "students_note": "students_count",
        "importance_note": "importance",
        "share_note": "share",
    }

    for note, value in pairs.items():
        if note in rows.columns:
            assert rows.filter(pl.col(note).is_not_null() & pl.col(value).is_not_null()).is_empty()
            assert rows.filter(pl.col(note).is_null() & pl.col(value).is_null()).is_empty()


# --- known figures ---------------------------------------------------------------------------------


def test_machinists_in_arizona():
    survey = find("oews_area_wages", area_code="04", soc_code="51-4041").row(0, named=True)
    projected = find("state_occupation_projections", area_code="04", soc_code="51-4041")

    assert (survey["year"], survey["employment_count"]) == (2025, 4330)
    assert projected["openings_count"].to_list() == [660]


@pytest.mark.parametrize(
    ("soc_code", "openings"),
    [("51-4041", 660), ("51-4121", 800), ("51-9141", 350), ("49-9041", 460)],
)
def test_openings_that_the_state_projects(soc_code, openings):
    found = find("state_occupation_projections", area_code="04", soc_code=soc_code)

    assert found["openings_count"].to_list() == [openings]


def test_manufacturing_employment_of_the_counties_adds_up_to_the_published_file():
    rows = find("cbp_county_industries", year=2023)

    assert rows.height == 213
    assert rows["employment_count"].sum() == 163_053
    assert rows["county_fips"].n_unique() == 12


def test_manufacturing_jobs_of_the_nation():
    rows = find("oews_industry_staffing", naics_code="31-33")

    assert rows["employment_count"].sum() == 12_762_860


def test_distance_schools_are_there_to_be_told_apart():
    awards = find("ipeds_program_completions", cip_code="150407", year=2024)
    if awards.is_empty():
        awards = find("ipeds_program_completions", cip_code="15.0407", year=2024)

    assert awards["awards_count"].sum() == 248


def test_five_years_of_completions_of_arizona_s_institutions():
    rows = STORE.read("ipeds_program_completions")
    institutions = set(find("ipeds_institutions", state_code="AZ")["unitid"])

    assert sorted(rows["year"].unique()) == [2020, 2021, 2022, 2023, 2024]
    assert set(rows["unitid"]) <= institutions
    assert find("ipeds_institutions", year=2024).height == 110


def test_every_program_with_completions_leads_to_an_occupation_that_has_a_name():
    programs = set(STORE.read("ipeds_program_completions")["cip_code"])
    links = STORE.read("cip_soc_links")
    named = set(STORE.read("soc_occupations")["soc_code"])

    assert programs <= set(links["cip_code"])
    assert programs <= set(STORE.read("cip_programs")["cip_code"])
    assert set(links["soc_code"]) <= named


def test_every_county_of_the_country_has_a_center_inside_its_box_and_an_outline():
    counties = STORE.read("counties")
    shapes = {
        row["county_fips"]: json.loads(row["polygons_json"])
        for row in STORE.read("county_outlines").iter_rows(named=True)
    }

    assert counties.height > 3_100
    assert set(counties["county_fips"]) == set(shapes)
    assert set(counties["state_fips"]) <= set(STORE.read("states")["state_fips"])
    for row in counties.iter_rows(named=True):
        points = [point for polygon in shapes[row["county_fips"]] for point in polygon[0]]
        south, north = min(y for _, y in points), max(y for _, y in points)
        assert south - 0.01 <= row["latitude"] <= north + 0.01


def test_outlines_are_closed_and_neighbors_share_their_border():
    shapes = places.outlines(STORE, "04")
    points = {
        fips: {tuple(point) for polygon in polygons for ring in polygon for point in ring}
        for fips, polygons in shapes.items()
    }

    for polygons in shapes.values():
        for ring in (ring for polygon in polygons for ring in polygon):
            assert ring[0] == ring[-1]
            assert len(ring) >= 4
    assert len(points["04013"] & points["04021"]) >= 5  # Maricopa and Pinal


def test_every_county_of_arizona_lies_in_exactly_one_survey_area():
    areas = jobs.area_counties(STORE, "04")

    assert sorted(areas["county_fips"]) == [
        county.fips
        for county in sorted(places.counties(STORE, "04"), key=lambda county: county.fips)
    ]
    assert set(areas.filter(area_code="0400001")["county_fips"]) == {
        "04001",
        "04007",
        "04009",
        "04011",
        "04012",
        "04017",
        "04023",
    }


# --- enough for the main job -----------------------------------------------------------------------


def test_every_industry_of_the_counties_finds_a_staffing_pattern():
    industries = jobs.industry_jobs(STORE, "04")["naics_code"].unique().to_list()

    assert set(jobs.staffing(STORE, industries)["naics_code"]) == set(industries)


def test_every_occupation_with_jobs_in_manufacturing_has_rates_pay_and_ratings():
    occupations = set(jobs.manufacturing_jobs(STORE)["soc_code"])
    rated = set(STORE.read("onet_ratings")["onet_soc_code"].str.head(7))

    assert len(occupations) > 500
    assert len(occupations - set(jobs.rates(STORE, "04")["soc_code"])) <= 0.01 * len(occupations)
    assert occupations <= set(jobs.national_jobs(STORE)["soc_code"])
    unrated = {
        code
        for code in occupations
        if not rated.intersection(occupation_lookups.detailed_codes(STORE, code))
    }
    # Residual groups ("all other") and codes that are new are not surveyed.
    assert len(unrated) <= 0.09 * len(occupations)


def test_small_counts_of_students_are_kept_as_published_for_others_to_hide():
    credentials = STORE.read("ade_cted_credentials")

    assert credentials["fiscal_year"].max() == 2025
    assert credentials.filter(pl.col("measure") == "pass").height > 500
