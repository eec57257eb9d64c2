"""What codes are called, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from keyway.reference import words

if TYPE_CHECKING:
    from keyway.reference.store import Store


def occupations(store: Store, language: str) -> dict[str, str]:
    """Return names of occupations and their groups by SOC code.

    Codes that surveys make by merging occupations take the name of the projection's matrix.
    """
    merged = store.read("ep_occupation_projections").select("matrix_code", "occupation_name")
    official = store.read("soc_occupations").select("soc_code", "occupation_name")
    pairs = [*merged.iter_rows(), *official.iter_rows()]
    return {code: words.name("soc", code, name, language) for code, name in pairs}


def programs(store: Store, language: str) -> dict[str, str]:
    """Return names of programs by CIP code of 2, 4 or 6 digits."""
    rows = store.read("cip_programs").select("cip_code", "program_name").iter_rows()
    return {code: words.name("cip", code, _plain(name), language) for code, name in rows}


def industries(store: Store, language: str) -> dict[str, str]:
    """Return names of industries by NAICS code; of two editions the newer name."""
    rows = store.read("naics_industries").sort("edition_year")
    pairs = rows.select("naics_code", "industry_name").iter_rows()
    return {code: words.name("naics", code, name, language) for code, name in pairs}


def counties(store: Store, state_fips: str) -> dict[str, str]:
    """Return names of a state's counties by FIPS code."""
    rows = store.read("counties").filter(pl.col("state_fips") == state_fips)
    return dict(rows.select("county_fips", "county_name").iter_rows())


def award_level(code: str, language: str) -> str:
    """Return the plain name of an IPEDS award level, or the code where it has none."""
    return words.name("award_level", code, code, language)


def _plain(name: str) -> str:
    """Return a program's title without the closing period of the official list."""
    return name.removesuffix(".").strip()
