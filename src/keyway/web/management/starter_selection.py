"""Which rows of the loaded public tables go into the starter data.

The rows are those that the pages of the chosen states need: their places, institutions and jobs,
and what the nation's tables say of occupations with jobs in manufacturing. Publishers' sentences
(definitions, descriptions, task statements) stay out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.lookups import jobs, places

if TYPE_CHECKING:
    from keyway.reference.store import Store

# Tools and software of an occupation are worth their bytes where plants employ this part of it.
_MAINLY = 0.2
_DETAILED = pl.col("group_level").is_in(["detailed", "total"])
_IN_MANUFACTURING = pl.col("naics_code").str.contains(r"^3[123]")
_UNIT_YEAR = pl.concat_str("unitid", "year", separator="-")
_NO_SENTENCES = {"soc_occupations": "definition", "cip_programs": "definition"} | {
    "onet_occupations": "description"
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Codes that decide which rows are chosen.

    Attributes:
        states: two-digit FIPS codes.
        postal: the same as postal abbreviations.
        occupations: detailed SOC codes with jobs in manufacturing in the nation.
        plant_occupations: those with a fifth or more of their jobs in manufacturing.
        programs: six-digit CIP codes with completions in the states and an occupation.
        feeding_programs: six-digit CIP codes that lead to one of ``occupations``.
        industries: industries whose staffing patterns the states' counties take.
        institutions: IPEDS numbers of institutions in the states, any year.
        last_directories: "number-year" of the newest row of each of them.
        last_years: newest year by table and, for establishments, kind of industry.
        zip_beginnings: first two digits of the ZIP codes of the states' school offices.
    """

    states: tuple[str, ...]
    postal: tuple[str, ...]
    occupations: frozenset[str]
    plant_occupations: frozenset[str]
    programs: frozenset[str]
    feeding_programs: frozenset[str]
    industries: frozenset[str]
    institutions: frozenset[str]
    last_directories: frozenset[str]
    last_years: dict[str, int]
    zip_beginnings: frozenset[str]


def wanted(store: Store, postal: tuple[str, ...]) -> Wanted:
    """Return the codes that decide, from a store with the official files loaded.

    Raises:
        UnknownState: a postal abbreviation is none.
    """
    states = tuple(places.state(store, code).fips for code in postal)
    manufacturing = jobs.manufacturing_jobs(store).filter(pl.col("manufacturing_count") > 0)
    plants = manufacturing.filter(pl.col("manufacturing_share") >= _MAINLY)
    occupations = _with_members(store, manufacturing["soc_code"].to_list())
    pairs = store.read("cip_soc_links")
    institutions = store.read("ipeds_institutions").filter(pl.col("state_code").is_in(postal))
    completions = store.read("ipeds_program_completions").filter(
        pl.col("unitid").is_in(institutions["unitid"].unique().to_list())
    )
    county_codes = [
        code for fips in states for code in jobs.industry_jobs(store, fips)["naics_code"].to_list()
    ]
    patterns = jobs.staffing(store, county_codes)["pattern_code"].unique().to_list()
    return Wanted(
        states=states,
        postal=postal,
        occupations=occupations,
        plant_occupations=_with_members(store, plants["soc_code"].to_list()),
        programs=frozenset(completions["cip_code"]) & frozenset(pairs["cip_code"]),
        feeding_programs=frozenset(
            pairs.filter(pl.col("soc_code").is_in(list(occupations)))["cip_code"]
        ),
        industries=frozenset([*patterns, "31-33", *jobs.UNCOVERED]),
        institutions=frozenset(institutions["unitid"]),
        last_directories=frozenset(
            institutions.group_by("unitid").agg(pl.max("year")).select(_UNIT_YEAR).to_series()
        ),
        last_years=_last_years(store, states),
        zip_beginnings=_zip_beginnings(store, postal),
    )


def _zip_beginnings(store: Store, postal: tuple[str, ...]) -> frozenset[str]:
    offices = store.read("ccd_agencies").filter(pl.col("state_code").is_in(postal))
    return frozenset(offices["zip_code"].drop_nulls().str.head(2))


def _with_members(store: Store, codes: list[str]) -> frozenset[str]:
    """Return occupations together with the detailed ones that a combined code stands for."""
    links = store.read("ep_matrix_links").filter(pl.col("matrix_code").is_in(codes))
    named = store.read("soc_occupations").filter(
        (pl.col("group_level") == "detailed")
        & (pl.col("soc_code").str.head(6) + "0").is_in([c for c in codes if c.endswith("0")])
    )
    members = links["onet_soc_code"].str.head(7).to_list()
    return frozenset([*codes, *members, *named["soc_code"].to_list()])


def _last_years(store: Store, states: tuple[str, ...]) -> dict[str, int]:
    counties = store.read("cbp_county_industries").filter(
        pl.col("county_fips").str.head(2).is_in(states)
    )
    totals = store.read("cbp_state_industries").filter(pl.col("state_fips").is_in(states))
    frames = {
        "counties, manufacturing": counties.filter(_IN_MANUFACTURING)["year"],
        "counties, other": counties.filter(~_IN_MANUFACTURING)["year"],
        "states, manufacturing": totals.filter(_IN_MANUFACTURING)["year"],
        "states, other": totals.filter(~_IN_MANUFACTURING)["year"],
        "staffing": store.read("oews_industry_staffing")["year"],
        "projections": store.read("ep_occupation_projections")["base_year"],
        "schools": store.read("ade_school_enrollments")["fiscal_year"],
        "campuses": store.read("ade_cted_campuses")["fiscal_year"],
    }
    return {name: int(str(years.max())) for name, years in frames.items() if years.len()}


def chosen(table: str, rows: pl.DataFrame, wanted: Wanted) -> tuple[pl.DataFrame, str]:
    """Return the rows of one part that go into the starter data, and what they are in words.

    No rows where the table stays out.
    """
    chooser = _CHOOSERS.get(table)
    if chooser is None:
        return rows.clear(), ""
    test, text = chooser(wanted)
    kept = rows.filter(test)
    if table in _NO_SENTENCES:
        column = _NO_SENTENCES[table]
        kept = kept.with_columns(pl.lit(None, dtype=pl.String).alias(column))
        text += f"; {column}s left out"
    return kept, text


def _year(wanted: Wanted, name: str) -> pl.Expr:
    return pl.col("year") == wanted.last_years.get(name, 0)


def _newest_businesses(wanted: Wanted, area: str) -> pl.Expr:
    manufacturing, other = (_year(wanted, f"{area}, {kind}") for kind in ("manufacturing", "other"))
    return ((_IN_MANUFACTURING & manufacturing) | (~_IN_MANUFACTURING & other)) & pl.col(
        "naics_code"
    ).str.contains(r"^(\d{2,4}|\d\d-\d\d)$")


def _occupation(wanted: Wanted) -> pl.Expr:
    return pl.col("onet_soc_code").str.head(7).is_in(list(wanted.occupations))


def _plant_occupation(wanted: Wanted) -> pl.Expr:
    return pl.col("onet_soc_code").str.head(7).is_in(list(wanted.plant_occupations))


def _areas(wanted: Wanted) -> pl.Expr:
    """Return the test for the nation, the states and the parts of states that are not metropolitan.

    The code of a nonmetropolitan area begins with its state's.
    """
    code = pl.col("area_code")
    nonmetropolitan = (code.str.len_chars() == 7) & code.str.head(2).is_in(wanted.states)
    return (code == "US") | code.is_in(wanted.states) | nonmetropolitan


Chooser = Callable[[Wanted], tuple[pl.Expr, str]]

_EVERY = pl.lit(value=True)
_JOBS_IN_MANUFACTURING = "occupations with jobs in manufacturing"

_CHOOSERS: dict[str, Chooser] = {
    "states": lambda w: (_EVERY, "states and the District of Columbia"),
    "counties": lambda w: (_EVERY, "names and centers"),
    "county_outlines": lambda w: (_EVERY, "borders simplified by Keyway"),
    "area_counties": lambda w: (
        pl.col("county_fips").str.head(2).is_in(w.states),
        "survey areas of the chosen states",
    ),
    "district_outlines": lambda w: (
        pl.col("state_fips").is_in(w.states),
        "election districts of the chosen states",
    ),
    "zip_points": lambda w: (
        pl.col("zip_code").str.head(2).is_in(list(w.zip_beginnings)),
        "ZIP areas with the first digits of the states' school offices",
    ),
    "place_points": lambda w: (pl.col("state_fips").is_in(w.states), "towns of the chosen states"),
    "ccd_agencies": lambda w: (
        pl.col("state_code").is_in(w.postal),
        "districts and charter holders of the chosen states",
    ),
    "ccd_schools": lambda w: (pl.col("state_code").is_in(w.postal), "schools of the chosen states"),
    "ade_schools": lambda w: (_EVERY, "schools of the state's own list"),
    "ade_cteds": lambda w: (_EVERY, "CTEDs of the state's own list"),
    "soc_occupations": lambda w: (_EVERY, "codes, titles and levels"),
    "soc_direct_match_titles": lambda w: (
        pl.col("soc_code").is_in(list(w.occupations)),
        _JOBS_IN_MANUFACTURING,
    ),
    "naics_industries": lambda w: (
        _IN_MANUFACTURING | (pl.col("digits_count") <= 4),
        "manufacturing in full, other industries to four digits",
    ),
    "naics_edition_links": lambda w: (
        pl.col("naics_2017_code").str.contains(r"^3[123]")
        | (pl.col("naics_2017_code").str.head(4) != pl.col("naics_2022_code").str.head(4)),
        "manufacturing, and industries that moved to another group",
    ),
    "cip_programs": lambda w: (
        (pl.col("cip_code").str.len_chars() <= 5)
        | pl.col("cip_code").is_in(list(w.programs | w.feeding_programs)),
        "families, and programs that the states award or that feed manufacturing",
    ),
    "cip_soc_links": lambda w: (
        pl.col("cip_code").is_in(list(w.programs | w.feeding_programs)),
        "programs that the states award or that feed manufacturing",
    ),
    "oews_area_wages": lambda w: (
        _areas(w) & _DETAILED,
        "detailed occupations of the nation and the chosen states",
    ),
    "oews_industry_staffing": lambda w: (
        pl.col("naics_code").is_in(list(w.industries)) & _year(w, "staffing"),
        "industries of the states' counties, manufacturing as a whole and government",
    ),
    "ep_occupation_projections": lambda w: (
        pl.col("is_detailed") & (pl.col("base_year") == w.last_years.get("projections", 0)),
        "line items of the newest projection",
    ),
    "ep_matrix_links": lambda w: (
        (pl.col("matrix_code") != pl.col("onet_soc_code").str.head(7)) | _occupation(w),
        "combined occupations, and " + _JOBS_IN_MANUFACTURING,
    ),
    "state_occupation_projections": lambda w: (
        pl.col("area_code").is_in(["US", *w.states]),
        "the nation and the chosen states",
    ),
    "cbp_county_industries": lambda w: (
        pl.col("county_fips").str.head(2).is_in(w.states) & _newest_businesses(w, "counties"),
        "newest year of the states' counties, industries to four digits",
    ),
    "cbp_state_industries": lambda w: (
        pl.col("state_fips").is_in(w.states) & _newest_businesses(w, "states"),
        "newest year of the states, industries to four digits",
    ),
    "ipeds_institutions": lambda w: (
        _UNIT_YEAR.is_in(list(w.last_directories)),
        "institutions of the chosen states, newest entry of each",
    ),
    "ipeds_program_completions": lambda w: (
        pl.col("unitid").is_in(list(w.institutions)) & pl.col("cip_code").is_in(list(w.programs)),
        "the states' institutions, programs that lead to an occupation",
    ),
    "ade_school_enrollments": lambda w: (
        (pl.col("grade") == "total") & (pl.col("fiscal_year") == w.last_years.get("schools", 0)),
        "students of each school, newest year",
    ),
    "ade_cted_completions": lambda w: (pl.col("campus_scope") == "all", "all campuses together"),
    "ade_cted_credentials": lambda w: (pl.col("campus_scope") == "all", "all campuses together"),
    "ade_cted_placements": lambda w: (pl.col("campus_scope") == "all", "all campuses together"),
    "ade_cted_campuses": lambda w: (
        pl.col("fiscal_year") == w.last_years.get("campuses", 0),
        "newest year",
    ),
    "onet_occupations": lambda w: (_EVERY, "codes, titles and job zones"),
    "onet_ratings": lambda w: (
        _occupation(w) & pl.col("domain").is_in(["skill", "knowledge"]),
        "skills and knowledge of " + _JOBS_IN_MANUFACTURING,
    ),
    "onet_technologies": lambda w: (
        _plant_occupation(w) | (_occupation(w) & (pl.col("is_hot") | pl.col("is_in_demand"))),
        "all of plant occupations, the sought-after of others with jobs in manufacturing",
    ),
    "onet_tools": lambda w: (_plant_occupation(w), "plant occupations"),
    "onet_titles": lambda w: (
        _occupation(w) & pl.col("is_reported"),
        "titles reported by workers of " + _JOBS_IN_MANUFACTURING,
    ),
    "onet_related_occupations": lambda w: (_occupation(w), _JOBS_IN_MANUFACTURING),
    "onet_education": lambda w: (_occupation(w), _JOBS_IN_MANUFACTURING),
}
