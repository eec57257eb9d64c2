"""Rows of a public table, written with only the columns that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from keyway.reference.contract import CONTRACTS
from keyway.reference.releases import Part

if TYPE_CHECKING:
    from collections.abc import Iterable


def part(
    table: str, release: str, rows: Iterable[dict[str, Any]], *, name: str = "all", said: str = ""
) -> Part:
    """Return a part of a table; columns left out are unknown.

    Args:
        table: name of the contract.
        release: date of the release, "2025-05".
        rows: one mapping a row.
        name: name of the part.
        said: the release as people say it; else its date.
    """
    schema = {column: each.dtype for column, each in CONTRACTS[table].columns.items()}
    frame = pl.DataFrame(list(rows), schema=schema)
    return Part(table, name, said or release, release, frame)
