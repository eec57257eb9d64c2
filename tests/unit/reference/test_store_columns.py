"""A store written before a column existed is read as it stands, the column unknown."""

import json

import polars as pl

from keyway.reference.contract import CONTRACTS
from keyway.reference.loading import load
from keyway.reference.store import Store, read_catalog
from tests.factories.rows import part
from tests.unit.reference.releases import SOURCE, reading

COLLEGE = {
    "unitid": "105154",
    "year": 2024,
    "institution_name": "Mesa Community College",
    "state_code": "AZ",
    "is_active": True,
    "zip_code": "85202",
}


def written_before(root, *columns):
    """Write a store whose files lack columns that the contract has since been given."""
    load(
        root,
        SOURCE,
        reading(part("ipeds_institutions", "2025-09", [COLLEGE])),
        loaded_date="2026-01-01",
    )
    (entry,) = read_catalog(root)
    pl.read_parquet(root / entry.file).drop(columns).write_parquet(root / entry.file)
    return Store([root])


def test_a_column_that_came_later_is_unknown(tmp_path):
    store = written_before(tmp_path, "street_address", "zip_code", "phone")

    frame = store.read("ipeds_institutions")

    assert frame.columns == list(CONTRACTS["ipeds_institutions"].columns)
    assert frame.select("institution_name", "zip_code").row(0) == ("Mesa Community College", None)
    assert frame.schema["zip_code"] == pl.String


def test_one_part_of_it_is_unknown_alike(tmp_path):
    store = written_before(tmp_path, "zip_code")
    ((root, entry),) = store.current("ipeds_institutions")

    assert store.rows(root, entry)["zip_code"].to_list() == [None]
    assert json.loads((tmp_path / "catalog.json").read_text())["entries"][0]["rows_count"] == 1


def test_newer_parts_keep_what_older_ones_lack(tmp_path):
    written_before(tmp_path / "old", "zip_code")
    load(
        tmp_path / "new",
        SOURCE,
        reading(part("ipeds_institutions", "2025-09", [{**COLLEGE, "unitid": "105155"}], name="b")),
        loaded_date="2026-01-01",
    )

    frame = Store([tmp_path / "new", tmp_path / "old"]).read("ipeds_institutions").sort("unitid")

    assert frame["zip_code"].to_list() == [None, "85202"]
