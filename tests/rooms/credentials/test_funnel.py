"""The funnel: the state's numbers reproduce, the leak is named, small counts stay hidden."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest
from django.test import override_settings

from keyway.credentials.actions.counting import reckon_funnel
from keyway.credentials.queries import funnel
from keyway.credentials.queries.funnel import EVERY, FAMILY, FEW
from keyway.partners.models import Organization
from keyway.reference import shelf, store
from keyway.reference.contract import CONTRACTS
from keyway.reference.loading import load
from keyway.reference.releases import Reading, Source
from keyway.reference.store import STARTER, Store
from tests.factories.directory import CTEDS
from tests.factories.people import organization
from tests.factories.reference import small_store
from tests.factories.rows import part

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db

WELDING, MACHINING, DRAFTING = "Welding Technologies", "Precision Machining", "Mechanical Drafting"
# Program, enrolled, completers, concentrators, of them sat, sat in all, earned.
EVIT = [
    (WELDING, 400, 120, 200, 110, 130, 125),
    (MACHINING, 90, 30, 60, 26, 30, 24),
    (DRAFTING, 40, 12, 20, 4, 6, 5),
    ("Culinary Arts", 800, 300, 400, 200, 250, 220),
]
GIFT = [
    (WELDING, 80, 20, 40, 22, 25, 24),
    (MACHINING, 30, 12, 20, 12, 14, 12),
    (DRAFTING, 35, 15, 18, 12, 13, 11),
    ("Culinary Arts", 100, 40, 60, 30, 35, 30),
]


def tables(year: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of one cohort as the state prints them."""
    exams, courses = [], []
    for cted, programs in (("EVIT", EVIT), ("GIFT", GIFT)):
        for name, enrolled, completed, conc, conc_sat, sat, earned in programs:
            key = {"fiscal_year": year, "cted_name": cted, "program_name": name}
            key["campus_scope"] = "all"
            tried = {"numerator_count": conc_sat, "denominator_count": conc}
            passed = {"numerator_count": earned, "denominator_count": sat}
            exams += [{**key, "measure": "attempt", **tried}, {**key, "measure": "pass", **passed}]
            courses.append({**key, "completers_count": completed, "enrollees_count": enrolled})
    return exams, courses


@pytest.fixture(scope="session")
def cted_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two cohorts of two districts."""
    folder = tmp_path_factory.mktemp("cteds") / "reference"
    small_store(folder)
    pairs = [tables(year) for year in (2024, 2025)]
    pieces = (
        part("ade_cted_credentials", "2025", [row for exams, _ in pairs for row in exams]),
        part("ade_cted_completions", "2025", [row for _, courses in pairs for row in courses]),
        part("ade_cteds", "2025", CTEDS),
    )
    for key in {CONTRACTS[each.table].source for each in pieces}:
        found = [each for each in pieces if CONTRACTS[each.table].source == key]
        frames = tuple(found)
        source = Source(
            key=key,
            publisher="State Department of Education",
            title="Technical education",
            licence="Public record",
            url="https://example.org/",
            tables=tuple(sorted({each.table for each in frames})),
            cadence_months=12,
        )
        rows = sum(each.frame.height for each in frames)
        load(folder, source, Reading(frames, rows), loaded_date="2026-11-02")
    return folder


@pytest.fixture
def counted(
    cted_folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """That store, in force for everything that asks the settings."""
    empty = tmp_path_factory.getbasetemp() / "no-starter"
    monkeypatch.setattr(store, "STARTER", empty)
    monkeypatch.setattr(shelf, "STARTER", empty)
    with override_settings(REFERENCE_DIR=cted_folder, KEYWAY_STATE="AZ"):
        yield shelf.take(cted_folder)


@pytest.fixture
def evit() -> Organization:
    return organization(
        "East Valley Institute of Technology",
        slug="evit",
        kind=Organization.Kind.CTED,
        official_scheme="nces",
        official_code="0409731",
    )


def test_the_real_numbers_of_the_cohort_of_2025_reproduce() -> None:
    every = funnel.cohorts(Store((STARTER,)), "AZ")

    newest = every[2025]
    assert newest.value("earned", EVERY) == 20_264
    assert newest.value("earned", FAMILY) == 2_084
    assert newest.value("earned", FEW) == 67
    assert newest.largest == (WELDING, "Engineering")
    shares = [
        newest.share("concentrators_attempted", "concentrators", row).value
        for row in (MACHINING, WELDING)
    ]
    assert [round(100 * (share or 0)) for share in shares] == [44, 57]
    small = [cell for cell, count in newest.counts.items() if count and count < 10]
    assert small
    assert newest.unseen.issuperset(small)


@pytest.mark.long
def test_the_real_numbers_of_the_cohorts_before_reproduce() -> None:
    every = funnel.cohorts(Store((STARTER,)), "AZ")

    told = [every[year].value("earned", FEW) for year in (2023, 2024, 2025)]
    assert told == [83, 105, 67]


def test_small_counts_are_hidden_on_the_page_and_in_every_file(
    client: Client, counted: Store, evit: Organization
) -> None:
    page = client.get("/en/funnel/evit/")
    file = client.get("/en/funnel/evit/download.csv").content.decode("utf-8-sig")

    rows = [row for row in csv.DictReader(io.StringIO(file)) if row["program_name"] == DRAFTING]
    assert page.status_code == 200
    assert [row["earned_count"] for row in rows] == ["", ""]
    assert all("earned" in row["protected"].split() for row in rows)


def test_a_hidden_count_is_not_to_be_had_from_the_state_and_the_other_districts(
    counted: Store,
) -> None:
    newest = funnel.cohorts(counted, "AZ")[2025]

    shown = [newest.value("earned", DRAFTING, place) for place in ("EVIT", "GIFT", "")]
    by_program = [newest.value("earned", name, "EVIT") for name in newest.programs]
    assert shown.count(None) >= 2
    assert by_program.count(None) >= 2 or newest.value("earned", FAMILY, "EVIT") is None


def test_the_page_begins_with_where_students_are_lost(client: Client, counted: Store) -> None:
    page = client.get("/en/funnel/").content.decode()

    assert "Of 100 students who concentrate in manufacturing, 52 take an exam" in page
    assert "The leak is the attempt, not the exam" in page
    assert "do not say who was hired" in page


def test_one_program_has_its_own_sentence(client: Client, counted: Store) -> None:
    page = client.get("/en/funnel/", {"program": MACHINING, "cohort": "2024"}).content.decode()

    assert "Precision Machining: of 100 students who concentrate, 48 take an exam" in page
    assert "Cohort" in page


@pytest.mark.parametrize("asked", ["?cohort=1", "?cohort=x", "?program=Alchemy", "?cohort=²"])
def test_what_is_not_there_falls_back_to_all(client: Client, counted: Store, asked: str) -> None:
    assert client.get(f"/en/funnel/{asked}").status_code == 200


def test_a_state_without_such_files_says_so(client: Client, reference: Store) -> None:
    page = client.get("/en/funnel/")

    assert page.status_code == 200
    assert b"publishes no such counts yet" in page.content
    assert client.get("/en/funnel/nobody/").status_code == 404
    assert client.get("/en/funnel/download.csv").status_code == 200


def test_once_the_job_has_run_nobody_waits_for_what_may_be_shown(
    counted: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    funnel._kept.cache_clear()  # else what another test asked for is never reckoned here
    assert reckon_funnel.call() == 2
    funnel._kept.cache_clear()
    monkeypatch.setattr(funnel, "hidden", lambda *_, **__: pytest.fail("it was reckoned again"))

    newest = funnel.cohorts(counted, "AZ")[2025]

    assert newest.unseen


def test_a_class_tells_how_many_passed_here_or_else_in_the_state(counted: Store) -> None:
    here = funnel.passed(counted, "AZ", WELDING, "0409731")
    elsewhere = funnel.passed(counted, "AZ", DRAFTING, "0409731")

    assert here is not None
    assert elsewhere is not None
    assert (here.year, here.is_statewide, here.share.value) == (2025, False, 125 / 130)
    assert elsewhere.is_statewide  # five of six earned it here, which is too few to show
    assert funnel.passed(counted, "AZ", "", "0409731") is None
