"""One open store per folder, opened anew when its catalog changes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from keyway.reference.store import STARTER, Store

if TYPE_CHECKING:
    from pathlib import Path


def take(folder: Path) -> Store:
    """Return the store in ``folder`` as its catalog stands now."""
    return _opened(folder, _stamp(folder), _stamp(STARTER))


def _stamp(folder: Path) -> int:
    catalog = folder / "catalog.json"
    return catalog.stat().st_mtime_ns if catalog.exists() else 0


@lru_cache(maxsize=2)
def _opened(folder: Path, stamp: int, starter_stamp: int) -> Store:
    return Store.at(folder)
