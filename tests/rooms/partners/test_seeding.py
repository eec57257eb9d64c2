"""Official lists fill the directory; what a person touched is theirs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from keyway.partners.actions.demonstration import keep_demonstration
from keyway.partners.actions.organizations import change_organization, confirm_organization
from keyway.partners.actions.seeding import lists_fingerprint, relocate_sites, seed_directory
from keyway.partners.models import JournalEntry, Organization, Site
from keyway.reference.store import STARTER, Store
from tests.factories.directory import AGENCIES, OWN_SCHOOLS, SCHOOLS, directory_store
from tests.factories.people import NOW, member, organization, partnership, site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.django_db


def named(name: str) -> Organization:
    return Organization.objects.get(name=name)


def test_every_organization_of_the_lists_is_entered_with_its_source(seeded: Store) -> None:
    assert set(Organization.objects.values_list("name", "kind")) == {
        ("Mesa Unified District", "district"),
        ("East Valley Institute of Technology", "cted"),
        ("Westwood High School", "school"),
        ("Peña Blanca Elementary", "school"),
        ("Mesa Online Academy", "school"),
        ("Mesa Community College", "college"),
    }
    district = named("Mesa Unified District")
    assert (district.status, district.source_key) == ("approved", "ccd")
    assert (district.official_scheme, district.official_code) == ("nces", "0404970")
    assert district.phone == "(480) 472-0200"
    assert district.confirmed_at is None


def test_a_site_lies_where_the_outlines_say(seeded: Store) -> None:
    globe = Site.objects.get(organization__name="Peña Blanca Elementary")

    assert globe.county_fips == "04007"
    assert (globe.upper_district, globe.lower_district) == ("15", "15")
    assert globe.congressional_district == "2"
    assert globe.location_precision == Site.Precision.ZIP


def test_a_campus_is_known_exactly_and_an_office_says_that_it_is_one(seeded: Store) -> None:
    campus = Site.objects.get(organization__name="Mesa Community College")
    online = Site.objects.get(organization__name="Mesa Online Academy")

    assert campus.location_precision == Site.Precision.EXACT
    assert online.location_precision == Site.Precision.OFFICE


def test_a_school_belongs_to_its_district_and_works_with_its_technical_district(
    seeded: Store,
) -> None:
    school = named("Westwood High School")

    assert school.parent == named("Mesa Unified District")
    assert list(school.partners.all()) == [named("East Valley Institute of Technology")]
    assert list(named("East Valley Institute of Technology").partners.all()) == [school]


def test_hidden_students_stay_unknown_and_say_why(seeded: Store) -> None:
    assert named("Westwood High School").enrollment_count == 3012
    online = named("Mesa Online Academy")
    assert online.enrollment_count is None
    assert online.enrollment_note == "Ten or fewer students."


def test_it_is_found_without_accents(seeded: Store) -> None:
    assert named("Peña Blanca Elementary").search_text.startswith("pena blanca elementary globe")


def test_a_second_run_changes_nothing_and_writes_nothing(seeded: Store) -> None:
    before = list(Organization.objects.order_by("pk").values())
    entries = JournalEntry.objects.count()

    done = seed_directory(store=seeded, state_code="AZ")

    assert not done.is_change
    assert list(Organization.objects.order_by("pk").values()) == before
    assert JournalEntry.objects.count() == entries


def test_the_same_lists_have_the_same_fingerprint_and_others_another(
    seeded: Store, tmp_path: Path
) -> None:
    newer = directory_store(tmp_path, "2026", ccd_schools=SCHOOLS[:1])

    assert lists_fingerprint(seeded, "AZ") == lists_fingerprint(seeded, "az")
    assert lists_fingerprint(seeded, "AZ") != lists_fingerprint(seeded, "OH")
    assert lists_fingerprint(seeded, "AZ") != lists_fingerprint(newer, "AZ")


def test_the_next_release_renews_what_nobody_touched(seeded: Store, tmp_path: Path) -> None:
    moved = [{**AGENCIES[0], "phone": "4805550100"}, AGENCIES[1]]
    newer = directory_store(tmp_path, "2026", ccd_agencies=moved)

    done = seed_directory(store=newer, state_code="AZ")

    assert done.renewed == 5
    assert named("Mesa Unified District").phone == "(480) 555-0100"
    assert named("Mesa Unified District").source_release == "2026"


def test_what_a_person_changed_or_confirmed_is_left_alone(seeded: Store, tmp_path: Path) -> None:
    district, school = named("Mesa Unified District"), named("Westwood High School")
    change_organization(
        by=member(district), organization=district, values={"phone": "480-555-0199"}, now=NOW
    )
    confirm_organization(by=member(school), organization=school, now=NOW)
    moved = [{**AGENCIES[0], "phone": "4805550100"}, AGENCIES[1]]
    renamed = [{**SCHOOLS[0], "school_name": "Another Name"}, SCHOOLS[1]]
    newer = directory_store(tmp_path, "2026", ccd_agencies=moved, ccd_schools=renamed)

    done = seed_directory(store=newer, state_code="AZ")

    assert done.kept == 2
    assert named("Mesa Unified District").phone == "480-555-0199"
    assert Organization.objects.filter(name="Westwood High School").exists()


def test_what_was_changed_past_the_actions_is_left_alone_too(seeded: Store, tmp_path: Path) -> None:
    Organization.objects.filter(name="Mesa Unified District").update(phone="480-555-0177")

    seed_directory(store=directory_store(tmp_path, "2026"), state_code="AZ")

    assert named("Mesa Unified District").phone == "480-555-0177"


def test_what_the_lists_hold_no_longer_is_closed_unless_somebody_belongs_there(
    seeded: Store, tmp_path: Path
) -> None:
    member(named("Peña Blanca Elementary"))
    newer = directory_store(tmp_path, "2026", ccd_schools=[], ade_schools=[OWN_SCHOOLS[1]])

    done = seed_directory(store=newer, state_code="AZ")

    assert done.closed == 1
    assert named("Westwood High School").status == Organization.Status.CLOSED
    assert named("Peña Blanca Elementary").status == Organization.Status.APPROVED


def test_what_staff_closed_stays_closed(seeded: Store, tmp_path: Path) -> None:
    Organization.objects.filter(name="Westwood High School").update(status="closed")

    seed_directory(store=directory_store(tmp_path, "2026"), state_code="AZ")

    assert named("Westwood High School").status == Organization.Status.CLOSED


def test_sites_follow_new_outlines(seeded: Store) -> None:
    plant = site(organization(), longitude=-110.5, latitude=33.5, location_precision="exact")

    assert relocate_sites(store=seeded, state_code="AZ") == 1
    plant.refresh_from_db()
    assert plant.county_fips == "04007"


def test_demo_plants_are_plainly_marked_and_stand_where_organizations_are(seeded: Store) -> None:
    planted = keep_demonstration(store=seeded, state_code="AZ", is_wanted=True)

    plants = Organization.objects.filter(is_demo=True)
    assert planted == plants.count() == 2
    assert all(each.name.startswith("Demo ") for each in plants)
    assert set(plants.values_list("sites__county_fips", flat=True)) == {"04013", "04007"}
    assert keep_demonstration(store=seeded, state_code="AZ", is_wanted=True) == 0


def test_no_demo_plant_stands_beside_a_real_one(seeded: Store) -> None:
    organization("Apache Gears")

    assert keep_demonstration(store=seeded, state_code="AZ", is_wanted=True) == 0


def test_a_public_site_takes_the_demonstration_away(seeded: Store) -> None:
    keep_demonstration(store=seeded, state_code="AZ", is_wanted=True)
    partnership()

    assert keep_demonstration(store=seeded, state_code="AZ", is_wanted=False) == 2
    assert not Organization.objects.filter(is_demo=True).exists()


def test_one_whole_state_is_entered_in_seconds(
    db: None, record_property: Callable[[str, object], None]
) -> None:
    store = Store((STARTER,))
    begun = time.perf_counter()

    done = seed_directory(store=store, state_code="AZ")

    seconds = time.perf_counter() - begun
    record_property("seconds", round(seconds, 2))
    assert done.added > 2_800
    assert seconds < 15
