"""What tests of this room may ask for: the small store with points of ZIP areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import override_settings

from keyway.reference import shelf, store
from tests.factories.directory import OUTLINES, TOWNS, ZIPS
from tests.factories.reference import small_store, store_parts
from tests.factories.rows import part

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from keyway.reference.store import Store

FAR = {"zip_code": "44101", "place_name": "Cleveland", "longitude": -81.66, "latitude": 41.42}


@pytest.fixture(scope="session")
def places_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small store with ZIP areas of two states; nobody writes to it."""
    folder = tmp_path_factory.mktemp("places") / "reference"
    small_store(folder)
    points = part("zip_points", "2025", [*ZIPS, FAR])
    towns = part("place_points", "2025", TOWNS)
    outlines = part("county_outlines", "2026", OUTLINES)
    store_parts(folder, "geography", points, towns, outlines)
    return folder


@pytest.fixture
def reference(
    places_folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """The small store with ZIP areas, in force for everything that asks the settings."""
    empty = tmp_path_factory.getbasetemp() / "no-starter"
    monkeypatch.setattr(store, "STARTER", empty)
    monkeypatch.setattr(shelf, "STARTER", empty)
    with override_settings(REFERENCE_DIR=places_folder, KEYWAY_STATE="AZ"):
        yield shelf.take(places_folder)
