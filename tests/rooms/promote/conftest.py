"""What tests of this room may ask for: the small store with points of ZIP areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories.directory import OUTLINES, ZIPS
from tests.factories.reference import small_store, store_parts
from tests.factories.rows import part

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small store with ZIP areas; nobody writes to it."""
    folder = tmp_path_factory.mktemp("promote") / "reference"
    small_store(folder)
    outlines = part("county_outlines", "2026", OUTLINES)
    store_parts(folder, "geography", part("zip_points", "2025", ZIPS), outlines)
    return folder
