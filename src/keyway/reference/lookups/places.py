"""States, counties and their outlines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from keyway.errors import Refused

if TYPE_CHECKING:
    from keyway.reference.store import Store


class UnknownState(Refused):
    """No state has this code."""

    sentence = "“%(state)s” is not a state. Give a postal abbreviation such as AZ or OH."


@dataclass(frozen=True, slots=True)
class State:
    """A state as people and files call it."""

    fips: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class County:
    """A county with its center in degrees; the center may be unknown."""

    fips: str
    name: str
    longitude: float | None
    latitude: float | None


def state(store: Store, code: str) -> State:
    """Return the state with this postal abbreviation or FIPS code.

    Raises:
        UnknownState: there is none.
    """
    wanted = code.strip().upper()
    rows = store.read("states").filter(
        (pl.col("state_code") == wanted) | (pl.col("state_fips") == wanted)
    )
    if rows.is_empty():
        raise UnknownState(state=code)
    row = rows.row(0, named=True)
    return State(fips=row["state_fips"], code=row["state_code"], name=row["state_name"])


def counties(store: Store, state_fips: str) -> list[County]:
    """Return a state's counties by name."""
    rows = store.read("counties").filter(pl.col("state_fips") == state_fips).sort("county_name")
    return [
        County(r["county_fips"], r["county_name"], r["longitude"], r["latitude"])
        for r in rows.iter_rows(named=True)
    ]


def outlines(store: Store, state_fips: str) -> dict[str, list[list[list[list[float]]]]]:
    """Return polygons by county FIPS: polygons → rings → [longitude, latitude] points."""
    rows = store.read("county_outlines").filter(pl.col("county_fips").str.starts_with(state_fips))
    return {r["county_fips"]: json.loads(r["polygons_json"]) for r in rows.iter_rows(named=True)}
