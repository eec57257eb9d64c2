"""What is loaded, how old it is, and since when newer data should exist."""

from dataclasses import replace
from datetime import date

import pytest

from keyway.reference.loading import load
from keyway.reference.lookups import holdings as module
from keyway.reference.lookups.holdings import expected_month, holdings
from keyway.reference.store import Store
from tests.unit.reference.releases import SOURCE, counties_part, reading, states_part

STATES = replace(SOURCE, tables=("states",))


def held(root, *, today=date(2026, 11, 22), source=STATES):
    """The only holding of a source with one table."""
    return holdings(Store([root]), [source], today=today)[0]


def test_a_table_without_rows_is_missing_and_has_no_age(tmp_path):
    found = held(tmp_path)

    assert found.kept_in == "missing"
    assert found.release == ""
    assert found.age_months is None
    assert found.newer_since == ""


def test_parts_and_rows_in_force_are_counted_and_older_releases_named(tmp_path):
    load(
        tmp_path,
        SOURCE,
        reading(states_part(release="2020"), states_part("39", name="Ohio")),
        loaded_date="2026-01-01",
    )
    load(tmp_path, SOURCE, reading(states_part(release="2024")), loaded_date="2026-01-01")

    found = held(tmp_path)

    assert (found.release, found.parts_count, found.rows_count) == ("Edition 2024", 2, 2)
    assert found.older_releases == 1
    assert found.kept_in == "loaded"


def test_starter_data_is_told_from_loaded_data(tmp_path, monkeypatch):
    own, starter = tmp_path / "own", tmp_path / "starter"
    monkeypatch.setattr(module, "STARTER", starter)
    load(
        starter,
        SOURCE,
        reading(states_part(), states_part("39", name="Ohio")),
        loaded_date="2026-01-01",
    )

    def kept_in():
        return holdings(Store([own, starter]), [STATES], today=date(2026, 11, 22))[0].kept_in

    assert kept_in() == "starter"
    load(own, SOURCE, reading(states_part(release="2024")), loaded_date="2026-01-01")
    assert kept_in() == "both"
    load(
        own,
        SOURCE,
        reading(states_part("39", name="Ohio", release="2024")),
        loaded_date="2026-01-01",
    )
    assert kept_in() == "loaded"


@pytest.mark.parametrize(
    ("release_date", "cadence", "lag", "month"),
    [
        ("2025-05", 12, 11, "2027-04"),  # wages of May, out the spring after
        ("2023", 12, 18, "2026-06"),  # a whole year's establishments
        ("2024-08", 3, 0, "2024-11"),  # a database renewed each quarter
        ("2025-09-30", 12, 0, "2026-09"),
    ],
)
def test_the_next_release_is_expected_by_the_publisher_s_calendar(
    release_date, cadence, lag, month
):
    source = replace(SOURCE, cadence_months=cadence, lag_months=lag)

    due = expected_month(source, release_date)

    assert due is not None
    assert f"{due // 12}-{due % 12 + 1:02}" == month


def test_what_is_renewed_by_no_calendar_is_never_overdue(tmp_path):
    load(tmp_path, SOURCE, reading(states_part(release="2018")), loaded_date="2026-01-01")

    found = held(tmp_path, source=replace(STATES, cadence_months=0))

    assert expected_month(replace(SOURCE, cadence_months=0), "2018") is None
    assert found.newer_since == ""
    assert found.age_months == 12 * 8 - 1


@pytest.mark.parametrize(
    ("today", "newer_since"),
    [(date(2025, 11, 30), ""), (date(2025, 12, 1), "2025-12"), (date(2030, 1, 1), "2025-12")],
)
def test_newer_data_is_missed_from_its_month_on(tmp_path, today, newer_since):
    load(tmp_path, SOURCE, reading(states_part(release="2024")), loaded_date="2026-01-01")

    assert held(tmp_path, today=today).newer_since == newer_since


def test_sources_come_by_key_and_their_tables_in_order(tmp_path):
    load(tmp_path, SOURCE, reading(states_part(), counties_part()), loaded_date="2026-01-01")
    other = replace(SOURCE, key="a-first", tables=("naics_industries",))

    found = holdings(Store([tmp_path]), [SOURCE, other], today=date(2026, 11, 22))

    assert [(each.source.key, each.table) for each in found] == [
        ("a-first", "naics_industries"),
        ("geography", "states"),
        ("geography", "counties"),
    ]
