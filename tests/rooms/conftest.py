"""What tests of the rooms may ask for: a small reference store and a finding reckoned from it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.test import override_settings

from keyway.needs.actions import Reckoning, Request, reckon, store_finding
from keyway.needs.queries.book import Book
from keyway.reference import shelf, store
from keyway.reference.lookups import places
from keyway.reference.store import Store
from tests.factories.reference import small_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from keyway.needs.models import GapFinding

COMPUTED = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small store; nobody writes to it."""
    folder = tmp_path_factory.mktemp("small") / "reference"
    small_store(folder)
    return folder


@pytest.fixture(scope="session")
def reckoning(small_folder: Path) -> Reckoning:
    """The gap of the small store's state with the usual parameters."""
    return reckon(Store((small_folder,)), Request("04"))


@pytest.fixture
def reference(
    small_folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """The small store, in force for everything that asks the settings, without starter data."""
    empty = tmp_path_factory.getbasetemp() / "no-starter"
    monkeypatch.setattr(store, "STARTER", empty)
    monkeypatch.setattr(shelf, "STARTER", empty)
    with override_settings(REFERENCE_DIR=small_folder, KEYWAY_STATE="AZ"):
        yield shelf.take(small_folder)


@pytest.fixture
def finding(db: None, reference: Store, reckoning: Reckoning) -> GapFinding:
    """The finding that the pages and the API show."""
    return store_finding(reckoning=reckoning, computed_at=COMPUTED)


@pytest.fixture
def book(reference: Store, finding: GapFinding) -> Book:
    """What queries read from, in English."""
    return Book(
        store=reference, state=places.state(reference, "AZ"), finding=finding, language="en"
    )
