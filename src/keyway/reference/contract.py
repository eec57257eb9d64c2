"""Table contracts: what a public table holds, in which units, and what not to believe.

A contract is a dataframely schema whose columns are made by the small makers below, so that every
column has a type, a unit or scale and a sentence. ``@table`` files it in the register.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import dataframely as dy
import polars as pl

from keyway.errors import Broken

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Contract:
    """One public table: its schema, where it comes from and its cautions."""

    name: str
    schema: type[dy.Schema]
    source: str
    caution: str

    @property
    def description(self) -> str:
        """The schema's docstring on one line."""
        return " ".join((self.schema.__doc__ or "").split())

    @property
    def columns(self) -> dict[str, dy.Column]:
        """Column name to its definition, in order."""
        return self.schema.columns()

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that identify a row."""
        return tuple(name for name, column in self.columns.items() if column.primary_key)

    def empty(self) -> pl.DataFrame:
        """Return a frame with the contract's columns and no rows."""
        return pl.DataFrame(schema={name: c.dtype for name, c in self.columns.items()})


CONTRACTS: dict[str, Contract] = {}

_S = TypeVar("_S", bound=type[dy.Schema])


def table(*, source: str, caution: str) -> Callable[[_S], _S]:
    """File a schema in the register under its class name."""

    def file(schema: _S) -> _S:
        name = schema.__name__
        if name in CONTRACTS:
            raise Broken(f"two contracts are called {name}")
        CONTRACTS[name] = Contract(name=name, schema=schema, source=source, caution=caution)
        return schema

    return file


def _about(unit: str, text: str) -> dict[str, str]:
    return {"unit": unit, "text": text}


def code(text: str, regex: str, *, key: bool = False, nullable: bool = False) -> dy.String:
    """A code of an official system, always text, checked by its pattern."""
    return dy.String(
        primary_key=key, nullable=nullable and not key, regex=regex, metadata=_about("code", text)
    )


def words(text: str, *, key: bool = False, nullable: bool = False) -> dy.String:
    """A name or label."""
    return dy.String(
        primary_key=key,
        nullable=nullable and not key,
        min_length=None if nullable else 1,
        metadata=_about("text", text),
    )


def whole(
    text: str, unit: str, *, key: bool = False, nullable: bool = False, low: int | None = 0
) -> dy.Int64:
    """A whole number of ``unit``; null is unknown, never zero."""
    return dy.Int64(
        primary_key=key, nullable=nullable and not key, min=low, metadata=_about(unit, text)
    )


def number(
    text: str,
    unit: str,
    *,
    nullable: bool = False,
    low: float | None = None,
    high: float | None = None,
) -> dy.Float64:
    """A measured number in ``unit``; null is unknown, never zero."""
    return dy.Float64(nullable=nullable, min=low, max=high, metadata=_about(unit, text))


def flag(text: str, *, key: bool = False, nullable: bool = False) -> dy.Bool:
    """A yes-or-no fact."""
    return dy.Bool(primary_key=key, nullable=nullable and not key, metadata=_about("yes/no", text))


def note(column: str) -> dy.String:
    """Why ``column`` is null: the publisher's mark in plain words; null where it is known."""
    return dy.String(nullable=True, metadata=_about("text", f"Why {column} is not published."))


def unit_of(column: dy.Column) -> str:
    """Return the unit that a column was declared with."""
    return str((column.metadata or {}).get("unit", ""))


def text_of(column: dy.Column) -> str:
    """Return the sentence that a column was declared with."""
    return str((column.metadata or {}).get("text", ""))


def failing_rows(contract: Contract, frame: pl.DataFrame) -> tuple[dict[str, int], pl.DataFrame]:
    """Return how many rows break which rule, and up to five such rows.

    Args:
        contract: the table's contract.
        frame: rows with the contract's columns.
    """
    result: Any = contract.schema.filter(frame, cast=True)
    failure = result[1]
    return dict(failure.counts()), failure.invalid().head(5)
