"""Lookups hand over the newest figures, the closest pattern, and unknown where it is unknown."""

import json

import polars as pl
import pytest

from keyway.reference.contract import CONTRACTS
from keyway.reference.loading import load
from keyway.reference.lookups import jobs, occupations, places
from keyway.reference.lookups.places import UnknownState
from keyway.reference.releases import Part
from keyway.reference.store import Store
from tests.unit.reference.releases import SOURCE, reading


def part(table, rows, *, name="all", release="2025"):
    """Rows of a table; columns that are not named are unknown."""
    contract = CONTRACTS[table]
    shaped = [{column: row.get(column) for column in contract.columns} for row in rows]
    schema = {column: definition.dtype for column, definition in contract.columns.items()}
    return Part(table, name, release, release, pl.DataFrame(shaped, schema=schema))


@pytest.fixture
def stored(tmp_path):
    """A function that stores parts and returns the store."""

    def keep(*parts):
        load(tmp_path, SOURCE, reading(*parts), loaded_date="2026-01-01")
        return Store([tmp_path])

    return keep


def state(fips, code, name):
    return {"state_fips": fips, "state_code": code, "state_name": name}


def county(fips, name, longitude=None, latitude=None):
    return {
        "county_fips": fips,
        "state_fips": fips[:2],
        "county_name": name,
        "longitude": longitude,
        "latitude": latitude,
    }


def cell(county_fips, naics, year, count, places_count=3):
    return {
        "county_fips": county_fips,
        "naics_code": naics,
        "year": year,
        "establishments_count": places_count,
        "employment_count": count,
    }


def state_cell(fips, naics, year, count):
    row = cell("", naics, year, count)
    del row["county_fips"]
    return row | {"state_fips": fips}


def staffed(naics, soc, count, share=None, year=2024):
    return {
        "naics_code": naics,
        "soc_code": soc,
        "year": year,
        "employment_count": count,
        "staffing_share": share,
    }


def wages(area, soc, count, year=2025, level="detailed"):
    return {
        "area_code": area,
        "soc_code": soc,
        "year": year,
        "group_level": level,
        "employment_count": count,
    }


# --- places --------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["AZ", "az", " Az ", "04"])
def test_a_state_is_found_by_abbreviation_or_code(stored, written):
    store = stored(part("states", [state("04", "AZ", "Arizona"), state("39", "OH", "Ohio")]))

    assert places.state(store, written).name == "Arizona"


@pytest.mark.parametrize("written", ["", "ZZ", "4", "Arizona", "04'"])
def test_what_is_no_state_is_refused_with_an_example(stored, written):
    store = stored(part("states", [state("04", "AZ", "Arizona")]))

    with pytest.raises(UnknownState, match="Give a postal abbreviation"):
        places.state(store, written)


def test_counties_come_by_name_and_only_of_their_state(stored):
    store = stored(
        part(
            "counties",
            [
                county("04021", "Pinal"),
                county("04001", "Apache", -109.5, 35.4),
                county("39001", "Adams"),
            ],
        )
    )

    found = places.counties(store, "04")

    assert [each.name for each in found] == ["Apache", "Pinal"]
    assert found[0].latitude == 35.4
    assert found[1].latitude is None


def test_outlines_come_as_rings_of_points(stored):
    shape = [[[[-110.0, 33.0], [-109.0, 33.0], [-109.0, 34.0], [-110.0, 33.0]]]]
    rows = [{"county_fips": "04007", "polygons_json": json.dumps(shape)}]
    store = stored(part("county_outlines", rows))

    assert places.outlines(store, "04") == {"04007": shape}
    assert places.outlines(store, "39") == {}


# --- jobs by county and industry -------------------------------------------------------------------


def test_manufacturing_and_the_rest_take_each_their_newest_year(stored):
    store = stored(
        part(
            "cbp_county_industries",
            [cell("04013", "3344", 2021, 100), cell("04013", "2382", 2021, 90)],
        ),
        part("cbp_county_industries", [cell("04013", "3344", 2023, 120)], name="later"),
    )

    rows = jobs.industry_jobs(store, "04").select("naics_code", "year", "employment_count").rows()

    assert rows == [("2382", 2021, 90), ("3344", 2023, 120)]


def test_jobs_of_other_states_and_deeper_industries_stay_out(stored):
    store = stored(
        part(
            "cbp_county_industries",
            [
                cell("04013", "3344", 2023, 120),
                cell("04013", "334413", 2023, 80),
                cell("39001", "3344", 2023, 5),
            ],
        )
    )

    assert jobs.industry_jobs(store, "04")["naics_code"].to_list() == ["3344"]


def test_hidden_jobs_stay_unknown_beside_their_establishments(stored):
    store = stored(part("cbp_county_industries", [cell("04021", "3361", 2023, None, 4)]))

    row = jobs.industry_jobs(store, "04").row(0, named=True)

    assert row["employment_count"] is None
    assert row["establishments_count"] == 4


def test_state_totals_come_for_the_years_that_the_counties_use(stored):
    store = stored(
        part("cbp_county_industries", [cell("04013", "3344", 2021, 100)]),
        part(
            "cbp_state_industries",
            [
                state_cell("04", "3344", 2021, 130),
                state_cell("04", "3344", 2017, 99),
                state_cell("39", "3344", 2021, 7),
            ],
        ),
    )

    rows = jobs.industry_totals(store, "04").select("year", "employment_count").rows()

    assert rows == [(2021, 130)]


# --- staffing patterns -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "chosen"),
    [
        (["3327", "3320A1", "332", "31-33"], "3327"),
        (["332", "31-33"], "332"),
        (["31-33"], "31-33"),
        (["44-45"], None),
    ],
)
def test_an_industry_takes_the_closest_pattern_that_is_published(stored, published, chosen):
    store = stored(
        part("oews_industry_staffing", [staffed(code, "51-4041", 50, 0.2) for code in published])
    )

    found = jobs.staffing(store, ["3327"])["pattern_code"].to_list()

    assert found == ([chosen] if chosen else [])


def test_an_industry_in_a_combined_code_takes_the_combined_pattern(stored):
    store = stored(
        part(
            "oews_industry_staffing",
            [staffed("3320A1", "51-4041", 50, 0.2), staffed("332", "51-4041", 50, 0.1)],
        )
    )

    found = jobs.staffing(store, ["3321"])

    assert found.select("naics_code", "pattern_code", "staffing_share").rows() == [
        ("3321", "3320A1", 0.2)
    ]


def test_only_the_newest_year_of_patterns_counts(stored):
    store = stored(
        part(
            "oews_industry_staffing",
            [staffed("3327", "51-4041", 40, 0.1, 2023), staffed("3327", "51-4041", 50, 0.2, 2024)],
        )
    )

    assert jobs.staffing(store, ["3327"])["staffing_share"].to_list() == [0.2]


# --- occupations -----------------------------------------------------------------------------------


def test_the_part_of_jobs_in_manufacturing_is_of_the_nation_s_jobs(stored):
    store = stored(
        part(
            "oews_industry_staffing",
            [staffed("31-33", "51-4041", 250), staffed("31-33", "13-2011", None)],
        ),
        part(
            "oews_area_wages",
            [wages("US", "51-4041", 300), wages("US", "13-2011", 900)],
            name="national",
        ),
    )

    rows = jobs.manufacturing_jobs(store).rows()

    assert rows == [("51-4041", 250, pytest.approx(250 / 300))]


def test_published_jobs_keep_each_area_s_newest_year_and_only_occupations(stored):
    store = stored(
        part(
            "area_counties",
            [
                {
                    "area_code": "0400001",
                    "county_fips": "04007",
                    "area_name": "Arizona nonmetropolitan",
                }
            ],
        ),
        part(
            "oews_area_wages",
            [
                wages("04", "51-4041", 4330),
                wages("04", "51-4041", 4000, 2024),
                wages("04", "51-0000", 99000, level="major"),
                wages("0400001", "51-4041", None, 2024),
                wages("39", "51-4041", 20000),
            ],
        ),
    )

    rows = jobs.published_jobs(store, "04").select("area_code", "year", "employment_count").rows()

    assert rows == [("04", 2025, 4330), ("0400001", 2024, None)]


def projected(code, base, projected_count, *, year=2024, exits=0.03):
    return {
        "matrix_code": code,
        "base_year": year,
        "projected_year": year + 10,
        "occupation_name": code,
        "is_detailed": True,
        "employment_base_count": base,
        "employment_projected_count": projected_count,
        "exit_rate": exits,
        "transfer_rate": 0.05,
    }


def test_an_occupation_that_the_matrix_merges_takes_the_merged_rates(stored):
    store = stored(
        part("ep_occupation_projections", [projected("51-2090", 1000.0, 1000.0)]),
        part("ep_matrix_links", [{"matrix_code": "51-2090", "onet_soc_code": "51-2092.00"}]),
    )

    rates = jobs.rates(store, "04").select("soc_code", "exit_rate", "growth_rate_annual").rows()

    assert rates == [("51-2090", 0.03, 0.0), ("51-2092", 0.03, 0.0)]


def test_growth_is_a_yearly_rate(stored):
    store = stored(part("ep_occupation_projections", [projected("51-4041", 100.0, 110.0)]))

    growth = jobs.rates(store, "04")["growth_rate_annual"].item()

    assert 100.0 * (1 + growth) ** 10 == pytest.approx(110.0)


def test_rates_come_from_the_newest_projection(stored):
    store = stored(
        part(
            "ep_occupation_projections",
            [projected("51-4041", 1.0, 1.0, year=2022, exits=0.9), projected("51-4041", 1.0, 1.0)],
        )
    )

    assert jobs.rates(store, "04")["exit_rate"].to_list() == [0.03]


def test_a_state_s_own_projection_is_found_with_its_length_in_years(stored):
    row = {
        "area_code": "04",
        "soc_code": "51-4041",
        "base_year": 2022,
        "projected_year": 2032,
        "employment_base_count": 5680,
        "employment_projected_count": 6440,
        "openings_count": 660,
    }
    store = stored(part("state_occupation_projections", [row, row | {"area_code": "39"}]))

    assert jobs.state_projections(store, "04").rows() == [("51-4041", 5680, 6440, 660, 10)]


def test_government_s_part_of_an_occupation_is_known(stored):
    store = stored(
        part(
            "oews_industry_staffing",
            [
                staffed("99", "33-3051", 900),
                staffed("491", "33-3051", 10),
                staffed("3327", "33-3051", 5),
            ],
        ),
        part("oews_area_wages", [wages("US", "33-3051", 1000)], name="national"),
    )

    assert jobs.uncovered(store).rows() == [("33-3051", pytest.approx(0.91))]


# --- what is known about an occupation ---------------------------------------------------------------


def rated(onet_code, importance, element="2.B.1.a"):
    return {
        "onet_soc_code": onet_code,
        "element_id": element,
        "domain": "skill",
        "element_name": "Coordination",
        "importance": importance,
    }


def test_an_occupation_that_the_survey_merges_has_the_skills_of_those_in_it(stored):
    store = stored(
        part(
            "ep_matrix_links",
            [
                {"matrix_code": "51-2028", "onet_soc_code": "51-2022.00"},
                {"matrix_code": "51-2028", "onet_soc_code": "51-2023.00"},
            ],
        ),
        part(
            "onet_ratings",
            [rated("51-2022.00", 3.0), rated("51-2023.00", 4.0), rated("51-2021.00", 1.0)],
        ),
    )

    assert occupations.detailed_codes(store, "51-2028") == ["51-2022", "51-2023"]
    assert occupations.ratings(store, "51-2028", "skill", most=5)["importance"].to_list() == [3.5]


def test_a_group_that_no_link_explains_holds_its_detailed_occupations(stored):
    named = [
        {"soc_code": code, "occupation_name": code, "group_level": level}
        for code, level in (("51-2090", "broad"), ("51-2092", "detailed"), ("51-2099", "detailed"))
    ]
    store = stored(part("soc_occupations", named))

    assert occupations.detailed_codes(store, "51-2090") == ["51-2092", "51-2099"]
    assert occupations.detailed_codes(store, "51-4041") == ["51-4041"]
    assert occupations.detailed_codes(store, "99-9990") == ["99-9990"]


def test_ratings_that_the_publisher_holds_back_are_left_out_and_not_counted_as_nothing(stored):
    store = stored(
        part("onet_ratings", [rated("51-4041.00", None), rated("51-4041.00", 3.5, "2.B.1.b")])
    )

    assert occupations.ratings(store, "51-4041", "skill", most=5)["importance"].to_list() == [3.5]


def test_related_work_leaves_out_the_occupation_itself_and_the_closest_comes_first(stored):
    pairs = [
        ("51-4041.00", "51-4011.00", 2),
        ("51-4041.00", "51-4111.00", 1),
        ("51-4041.00", "51-4041.01", 3),
    ]
    rows = [
        {
            "onet_soc_code": a,
            "related_onet_soc_code": b,
            "relatedness_tier": "Primary",
            "rank": rank,
        }
        for a, b, rank in pairs
    ]
    store = stored(part("onet_related_occupations", rows))

    assert occupations.related(store, "51-4041") == ["51-4111", "51-4011"]


def test_pay_of_each_area_is_the_newest_published_there(stored):
    rows = [
        wages("04", "51-4041", 4330),
        wages("04", "51-4041", 4000, 2024),
        wages("US", "51-4041", 9, 2024),
    ]
    store = stored(part("oews_area_wages", rows))

    found = occupations.wages(store, "51-4041", ["04", "US"]).select("area_code", "year").rows()

    assert found == [("04", 2025), ("US", 2024)]
