"""A reader sees the newest release of every part, whole, from the folder to trust first."""

import json
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keyway.errors import Broken
from keyway.reference.loading import load, prune
from keyway.reference.store import STARTER, ReleasePruned, Store
from tests.unit.reference.releases import SOURCE, reading, states_part, wages_part


def names(store):
    """State names by code, as the store reads them now."""
    rows = store.read("states")
    return dict(zip(rows["state_fips"], rows["state_name"], strict=True))


def stored(root, *parts, on="2026-01-01"):
    load(root, SOURCE, reading(*parts), loaded_date=on)
    return Store([root])


def test_an_empty_folder_reads_as_no_rows_with_the_right_columns(tmp_path):
    rows = Store([tmp_path / "nothing"]).read("oews_area_wages")

    assert rows.height == 0
    assert "employment_count" in rows.columns


def test_a_table_without_contract_cannot_be_read(tmp_path):
    with pytest.raises(Broken, match="no contract is called gossip"):
        Store([tmp_path]).read("gossip")


def test_the_newest_release_is_in_force_whatever_the_order_of_loading(tmp_path):
    stored(tmp_path, states_part(name="Arizona 2024", release="2024"))

    store = stored(tmp_path, states_part(name="Arizona 2019", release="2019"))

    assert names(store) == {"04": "Arizona 2024"}
    assert [entry.release_date for entry in store.entries()] == ["2019", "2024"]


def test_parts_of_different_releases_stand_side_by_side(tmp_path):
    stored(tmp_path, states_part("04", name="Arizona"), states_part("39", name="Ohio"))

    store = stored(tmp_path, states_part("39", name="Ohio, renewed", release="2024"))

    assert names(store) == {"04": "Arizona", "39": "Ohio, renewed"}


def test_only_the_parts_asked_for_are_read(tmp_path):
    store = stored(tmp_path, states_part("04"), states_part("39", name="Ohio"))

    assert store.read("states", parts=["39"])["state_name"].to_list() == ["Ohio"]


def test_jobs_that_the_publisher_hides_stay_unknown_with_their_reason(tmp_path):
    store = stored(tmp_path, wages_part(None, note="Not releasable."))

    row = store.read("oews_area_wages").row(0, named=True)

    assert row["employment_count"] is None
    assert row["employment_note"] == "Not releasable."


def test_the_folder_to_trust_first_wins_at_the_same_release(tmp_path):
    own, starter = tmp_path / "own", tmp_path / "starter"
    stored(starter, states_part(name="starter"), states_part("39", name="starter"))
    stored(own, states_part(name="own"))

    assert names(Store([own, starter])) == {"04": "own", "39": "starter"}


def test_a_newer_release_wins_over_the_folder_to_trust_first(tmp_path):
    own, starter = tmp_path / "own", tmp_path / "starter"
    stored(starter, states_part(name="newer", release="2024"))
    stored(own, states_part(name="older", release="2020"))

    assert names(Store([own, starter])) == {"04": "newer"}


def test_a_folder_stands_above_the_starter_data(tmp_path):
    assert Store.at(tmp_path).roots == (tmp_path, STARTER)


def test_the_fingerprint_changes_with_the_rows_in_force_and_with_nothing_else(tmp_path):
    first = stored(tmp_path, states_part(), wages_part(4330))
    before = first.fingerprint(["states"])

    stored(tmp_path, wages_part(4340), on="2026-02-01")
    assert Store([tmp_path]).fingerprint(["states"]) == before

    stored(tmp_path, states_part(name="Arizona, renewed"), on="2026-02-01")
    assert Store([tmp_path]).fingerprint(["states"]) != before
    assert first.fingerprint(["states"]) == before


def test_the_fingerprint_does_not_depend_on_the_order_of_the_tables(tmp_path):
    store = stored(tmp_path, states_part(), wages_part(4330))

    assert store.fingerprint(["states", "oews_area_wages"]) == store.fingerprint(
        ["oews_area_wages", "states"]
    )


@pytest.mark.parametrize("text", ["{", "[]", '{"entries": [{"table": "states"}]}', '{"rows": 1}'])
def test_a_spoiled_catalog_is_told_and_not_taken_for_an_empty_one(tmp_path, text):
    (tmp_path / "catalog.json").write_text(text, encoding="utf-8")

    with pytest.raises(Broken, match="is not a catalog"):
        Store([tmp_path])


def test_a_reader_whose_files_were_pruned_is_told_so(tmp_path):
    reader = stored(tmp_path, states_part(release="2020"))
    stored(tmp_path, states_part(release="2024"))
    prune(tmp_path)

    with pytest.raises(ReleasePruned, match="Try again"):
        reader.read("states")


def test_the_catalog_keeps_licence_credit_address_and_files_of_every_part(tmp_path):
    stored(tmp_path, states_part())

    row = json.loads((tmp_path / "catalog.json").read_text(encoding="utf-8"))["entries"][0]

    assert row["licence"] == SOURCE.licence
    assert row["url"] == SOURCE.url
    assert row["files"] == [["states.csv", "0" * 64]]
    assert row["loaded_date"] == "2026-01-01"


def select_only(root):
    """Mark everything in a store as a selection, as the starter data is."""
    catalog = root / "catalog.json"
    document = json.loads(catalog.read_text(encoding="utf-8"))
    for row in document["entries"]:
        row["selection"] = "Selected by Keyway: one state."
    catalog.write_text(json.dumps(document), encoding="utf-8")


@pytest.mark.parametrize("release", ["2019", "2024", "2030"])
def test_a_selection_steps_back_behind_a_whole_part_of_any_release(tmp_path, release):
    own, starter = tmp_path / "own", tmp_path / "starter"
    stored(starter, states_part(name="selected", part="states", release="2024"))
    select_only(starter)
    stored(own, states_part("39", name="whole", part="states", release=release))

    assert names(Store([own, starter])) == {"39": "whole"}


def test_a_newer_selection_takes_the_place_of_an_older_one(tmp_path):
    own, starter = tmp_path / "own", tmp_path / "starter"
    for root, release in ((own, "2020"), (starter, "2024")):
        stored(root, states_part(name=release, release=release))
        select_only(root)

    assert names(Store([own, starter])) == {"04": "2024"}


def test_parts_may_be_slices_of_one_file(tmp_path):
    stored(tmp_path, states_part("04"), states_part("39", name="Ohio"))
    entries = Store([tmp_path]).entries()
    both = pl.concat([pl.read_parquet(tmp_path / entry.file) for entry in entries])
    both.write_parquet(tmp_path / "states.parquet")
    rows = [asdict(entry) | {"file": "states.parquet"} for entry in entries]
    rows[1]["rows_start"] = 1
    (tmp_path / "catalog.json").write_text(json.dumps({"entries": rows}), encoding="utf-8")

    store = Store([tmp_path])

    assert names(store) == {"04": "Arizona", "39": "Ohio"}
    assert store.read("states", parts=["39"])["state_name"].to_list() == ["Ohio"]
    assert store.rows(tmp_path, store.entries()[1])["state_fips"].to_list() == ["39"]


FIPS = st.sampled_from(["04", "35", "39", "48"])
RELEASES = st.sampled_from(["2018", "2020", "2022", "2024"])
LOADS = st.lists(
    st.tuples(FIPS, RELEASES, st.sampled_from(["first", "second"]), st.booleans()), max_size=8
)


@settings(deadline=None, max_examples=25)  # each example writes to a disk
@given(LOADS)
def test_readers_see_the_store_before_or_after_a_load_and_never_a_mix(loads):
    kept: dict[tuple[str, str], str] = {}
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for fips, release, name, with_prune in loads:
            reader, seen = Store([root]), names(Store([root]))

            load(
                root,
                SOURCE,
                reading(states_part(fips, name=name, release=release)),
                loaded_date="2026-01-01",
            )
            kept[fips, release] = name
            assert names(reader) == seen

            if with_prune:
                prune(root)
                kept = {(f, max(r for g, r in kept if g == f)): "" for f, _ in kept} | {
                    (f, r): n
                    for (f, r), n in kept.items()
                    if r == max(other for g, other in kept if g == f)
                }
            expected = {
                f: n for (f, r), n in kept.items() if r == max(other for g, other in kept if g == f)
            }
            assert names(Store([root])) == expected


@settings(deadline=None, max_examples=25)
@given(LOADS, LOADS)
def test_every_part_comes_from_the_first_folder_that_has_its_newest_release(own, beneath):
    with TemporaryDirectory() as folder:
        roots = [Path(folder) / "own", Path(folder) / "beneath"]
        held: list[dict[tuple[str, str], str]] = [{}, {}]
        for number, loads in enumerate((own, beneath)):
            for fips, release, name, _ in loads:
                held[number][fips, release] = f"{name} of {number}"
            # In one load: the order of loads is the test above.
            parts = [states_part(f, name=name, release=r) for (f, r), name in held[number].items()]
            if parts:
                load(roots[number], SOURCE, reading(*parts), loaded_date="2026-01-01")

        expected = {}
        for fips in {f for loads in held for f, _ in loads}:
            newest = max(r for loads in held for f, r in loads if f == fips)
            expected[fips] = held[0].get((fips, newest)) or held[1].get((fips, newest))

        assert names(Store(roots)) == expected
