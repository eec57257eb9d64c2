"""The organizations of a state, told from the nation's lists and the state's own."""

import polars as pl
import pytest

from keyway.reference.loading import load
from keyway.reference.lookups import directory, districts
from keyway.reference.lookups.places import UnknownState
from keyway.reference.store import STARTER, Store
from tests.factories.rows import part
from tests.unit.reference.releases import SOURCE, reading

REGULAR = "Regular public school district that is not a component of a supervisory union"
HIDDEN = "Ten or fewer students, or hidden to protect such a cell."


def agency(leaid, name, **facts):
    return {
        "leaid": leaid,
        "state_agency_code": str(int(leaid)),
        "agency_name": name,
        "agency_type": REGULAR,
        "is_charter": False,
        "state_code": "AZ",
        "status": "Open",
        "city_name": "Mesa",
        "zip_code": "85201",
        **facts,
    }


def own_school(number, name, **facts):
    return {
        "school_entity_id": number,
        "fiscal_year": 2025,
        "school_name": name,
        "lea_entity_id": "404970",
        "lea_name": "Mesa Unified District",
        "office_city_name": "Mesa",
        "office_zip_code": "85201",
        "longitude": -111.85,
        "latitude": 33.43,
        **facts,
    }


def national_school(number, name, **facts):
    return {
        "ncessch": number,
        "school_name": name,
        "leaid": "0404970",
        "state_code": "AZ",
        "status": "Open",
        "zip_code": "85201",
        **facts,
    }


EVIT = {
    "cted_name": "EVIT",
    "full_name": "East Valley Institute",
    "entity_id": "409731",
    "leaid": "0409731",
}
STATES = [
    {"state_fips": "04", "state_code": "AZ", "state_name": "Arizona"},
    {"state_fips": "39", "state_code": "OH", "state_name": "Ohio"},
]
ZIPS = [{"zip_code": "85201", "longitude": -111.85, "latitude": 33.43}]
TOWNS = [{"state_fips": "04", "place_name": "Ajo", "longitude": -112.86, "latitude": 32.37}]


@pytest.fixture
def stored(tmp_path):
    """A function that stores parts beside states and points, and returns the store."""

    def keep(*parts):
        always = [
            part("states", "2020", STATES),
            part("zip_points", "2020", ZIPS),
            part("place_points", "2020", TOWNS),
        ]
        load(tmp_path, SOURCE, reading(*always, *parts), loaded_date="2026-01-01")
        return Store([tmp_path])

    return keep


def found(store, state="AZ"):
    frame = directory.organizations(store, state)
    return {row["official_code"]: row for row in frame.iter_rows(named=True)}


def test_a_district_a_holder_of_charters_a_cted_and_an_office_are_told_apart(stored):
    rows = [
        agency("0404970", "Mesa Unified District"),
        agency(
            "0400001", "Legacy Schools", agency_type="Independent charter district", is_charter=True
        ),
        agency(
            "0409731", "East Valley Institute", agency_type="Specialized public school district"
        ),
        agency("0400120", "Department of Corrections", agency_type="State operated agency"),
    ]

    organizations = found(
        stored(part("ccd_agencies", "2025", rows), part("ade_cteds", "2025", [EVIT]))
    )

    assert {code: row["kind"] for code, row in organizations.items()} == {
        "0404970": "district",
        "0400001": "district",
        "0409731": "cted",
        "0400120": "agency",
    }
    assert organizations["0400001"]["is_charter"] is True


def test_an_agency_that_closed_or_never_opened_is_left_out(stored):
    rows = [
        agency("0404970", "Mesa Unified District", status="New"),
        agency("0400001", "Gone", status="Closed"),
        agency("0400002", "Asleep", status="Inactive"),
        agency("0400003", "To come", status="Future"),
    ]

    assert list(found(stored(part("ccd_agencies", "2025", rows)))) == ["0404970"]


def test_a_place_is_the_zip_areas_else_the_towns_else_unknown(stored):
    rows = [
        agency("0404970", "Mesa"),
        agency("0400001", "Ajo", zip_code="85321", city_name="AJO"),
        agency("0400002", "Far", zip_code="99999", city_name="Nowhere"),
    ]

    organizations = found(stored(part("ccd_agencies", "2025", rows)))

    assert [organizations[code]["location_precision"] for code in sorted(organizations)] == [
        "place",
        None,
        "zip",
    ]
    assert organizations["0400002"]["longitude"] is None


def test_a_school_of_the_states_list_has_its_district_as_parent_and_its_address_is_an_office(
    stored,
):
    store = stored(
        part("ccd_agencies", "2025", [agency("0404970", "Mesa", phone="4804720000")]),
        part("ade_cteds", "2025", [EVIT]),
        part(
            "ade_schools",
            "2025",
            [own_school("5514", "Mesa High School", cted_name="EVIT", students_count=3341)],
        ),
    )

    school = found(store)["5514"]

    assert (school["official_scheme"], school["kind"]) == ("ade", "school")
    assert (school["parent_code"], school["cted_codes"]) == ("0404970", ["0409731"])
    assert (school["is_office_address"], school["location_precision"]) == (True, "zip")
    assert (school["phone"], school["enrollment_count"]) == ("(480) 472-0000", 3341)


def test_a_hidden_enrollment_is_unknown_with_its_reason(stored):
    store = stored(
        part("ade_cteds", "2025", [EVIT]),
        part("ade_schools", "2025", [own_school("1", "Small School", students_note=HIDDEN)]),
    )

    school = found(store)["1"]

    assert (school["enrollment_count"], school["enrollment_note"]) == (None, HIDDEN)


def test_a_school_that_both_lists_hold_stands_once_with_what_each_knows(stored):
    store = stored(
        part("ade_cteds", "2025", [EVIT]),
        part(
            "ade_schools",
            "2025",
            [own_school("5514", "Mesa High School", cted_name="EVIT", students_count=3341)],
            name="schools",
        ),
        part(
            "ccd_schools",
            "2025",
            [national_school("040497000426", "Mesa High School", state_school_code="5514")],
        ),
    )

    organizations = found(store)

    assert list(organizations) == ["040497000426"]
    school = organizations["040497000426"]
    assert (school["state_own_code"], school["enrollment_count"]) == ("5514", 3341)
    assert (school["cted_codes"], school["is_office_address"]) == (["0409731"], False)


def test_one_states_own_list_says_nothing_of_another_state(stored):
    ohio = national_school("390437800001", "Lincoln", state_code="OH", state_school_code="5514")
    store = stored(
        part("ade_cteds", "2025", [EVIT]),
        part("ade_schools", "2025", [own_school("5514", "Mesa High School", students_count=3341)]),
        part("ccd_schools", "2025", [ohio]),
    )

    organizations = found(store, "OH")

    assert list(organizations) == ["390437800001"]
    assert organizations["390437800001"]["enrollment_count"] is None


def test_a_name_that_was_cut_is_completed_from_the_states_list(stored):
    full = "Northeast Technological Institute of Vocational Education"
    store = stored(
        part("ccd_agencies", "2025", [agency("0404970", full[:50]), agency("0400001", "Short")]),
        part("ade_cteds", "2025", [EVIT]),
        part("ade_schools", "2025", [own_school("1", "School", lea_name=full)]),
    )

    organizations = found(store)

    assert organizations["0404970"]["name"] == full
    assert organizations["0400001"]["name"] == "Short"


def test_a_college_has_its_own_point_and_a_whole_web_address(stored):
    college = {
        "unitid": "105154",
        "year": 2024,
        "institution_name": "Mesa Community College",
        "state_code": "AZ",
        "longitude": -111.87,
        "latitude": 33.39,
        "is_active": True,
        "website": "www.mesacc.edu/",
        "phone": "4804617000",
    }
    gone = {**college, "unitid": "105155", "is_active": False}
    older = {**college, "unitid": "105156", "year": 2023}
    store = stored(
        part("ipeds_institutions", "2025-09", [college, gone], name="2024", said="IPEDS 2024"),
        part("ipeds_institutions", "2024-09", [older], name="2023", said="IPEDS 2023"),
    )

    organizations = found(store)

    assert list(organizations) == ["105154"]
    mesa = organizations["105154"]
    assert (mesa["location_precision"], mesa["website"]) == ("site", "https://www.mesacc.edu/")
    assert (mesa["release"], mesa["phone"]) == ("IPEDS 2024", "(480) 461-7000")


def test_a_state_without_lists_has_no_organizations(stored):
    frame = directory.organizations(stored(), "OH")

    assert frame.is_empty()
    assert dict(frame.schema) == dict(directory.COLUMNS)


def test_an_unknown_state_is_refused(stored):
    with pytest.raises(UnknownState):
        directory.organizations(stored(), "Freedonia")


def test_the_shipped_lists_name_every_organization_once():
    frame = directory.organizations(Store([STARTER]), "AZ")

    kinds = dict(frame["kind"].value_counts().rows())
    assert kinds == {"district": 646, "agency": 26, "cted": 14, "school": 2063, "college": 107}
    assert not frame.select("official_scheme", "official_code").is_duplicated().any()
    parents = set(
        frame.filter(pl.col("kind").is_in(["district", "cted", "agency"]))["official_code"]
    )
    assert set(frame["parent_code"].drop_nulls()) <= parents
    assert frame.filter(pl.col("cted_codes").list.len() > 0).height == 234
    assert frame["enrollment_note"].drop_nulls().len() == 33


BONITA = {"zip_code": "85643", "city_name": "Willcox", "state_agency_code": "4224"}


@pytest.mark.parametrize(
    ("county", "is_charter", "precision"),
    [("Graham", False, "zip"), ("Cochise", False, "place"), ("Graham", True, "place")],
)
def test_an_office_stands_in_the_county_that_the_state_names_unless_it_is_a_charters(
    stored, county, is_charter, precision
):
    shipped = Store([STARTER])
    near = {name: shipped.read(name).to_dicts() for name in ("counties", "county_outlines")}
    points = [{"zip_code": "85643", "longitude": -110.0, "latitude": 32.58}]
    towns = [{"state_fips": "04", "place_name": "Willcox", "longitude": -109.83, "latitude": 32.25}]
    told = {"lea_entity_id": "4224", "county_name": county, "is_charter": is_charter}
    store = stored(
        *(part(name, "2021", rows) for name, rows in near.items()),
        part("zip_points", "2021", points),
        part("place_points", "2021", towns),
        part("ccd_agencies", "2025", [agency("0401180", "Bonita Elementary District", **BONITA)]),
        part("ade_cteds", "2025", [EVIT]),
        part("ade_schools", "2025", [own_school("1", "Bonita", **told)]),
    )

    assert found(store)["0401180"]["location_precision"] == precision


def test_every_shipped_district_stands_in_the_county_that_the_state_names():
    shipped = Store([STARTER])
    graded = shipped.read("ade_schools").filter(~pl.col("is_charter")).drop_nulls("county_name")
    frame = directory.organizations(shipped, "AZ")
    named = dict(
        shipped.read("counties").filter(state_fips="04")["county_fips", "county_name"].rows()
    )

    both = frame.filter(pl.col("kind") == "district").join(
        graded.unique("lea_entity_id"), left_on="state_own_code", right_on="lea_entity_id"
    )
    places = districts.located_all(shipped, both["longitude"].to_list(), both["latitude"].to_list())

    assert both.height == 204
    assert [named[each.county_fips] for each in places] == both["county_name"].to_list()


def test_an_office_stands_in_the_county_of_its_town_where_its_zip_area_reaches_into_another():
    shipped = Store([STARTER])

    cochise = found(shipped)["0400345"]

    assert (cochise["city"], cochise["location_precision"]) == ("Willcox", "place")
    told = districts.located(shipped, cochise["longitude"], cochise["latitude"])
    assert told.county_fips == "04003"
