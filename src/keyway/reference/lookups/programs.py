"""The manufacturing programs of a state that official tables and cited pages tell of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import polars as pl

from keyway.reference.lookups import cted, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from keyway.reference.lookups.places import State
    from keyway.reference.lookups.registry import (
        ProgramField,
        Registry,
        StateProgram,
        TaughtProgram,
    )
    from keyway.reference.store import Entry, Store

Row = dict[str, Any]

AWARDS = "ipeds"
PROFILES = "ade_cted"
PAGES = "page:"
_SCHEMES = {AWARDS: "ipeds", PROFILES: "nces"}
# Levels that somebody studies for after a first degree, and those of the first degrees.
_LEVELS = {"3": "associate", "5": "bachelor", **dict.fromkeys(("6", "7", "8"), "graduate")}
_CERTIFICATES = frozenset({"1", "2", "4", "20", "21"})
# Who does the work, named once more at the end of a title; and a word before and after a slash.
_ROLE = re.compile(
    r"/(?:CNC )?(?:Assistant|Ironworker|Machinist|Sheetworking|Technician|Welder)s?\b"
)
_TWICE = re.compile(r"\b([\w-]+)/\1\b")
_BLANK: Row = {
    "name_es": "", "cip_is_ours": False, "award_level_code": "", "state_program_name": "",
    "lowest_grade": None, "highest_grade": None, "hours": None,
    "tuition_usd": None, "tuition_date": None, "url": "", "seen_date": None,
    "source_release": "", "source_url": "",
}  # fmt: skip


def completed(store: Store, state: State, fields: Sequence[ProgramField]) -> list[Row]:
    """Return one program for each institution, field and award level of the newest award year.

    A program counts where the newest file has a row for it, even one without any award. Each row
    holds official_scheme, official_code and the facts of a program.

    Args:
        store: the public tables.
        state: whose institutions.
        fields: the fields of study that count as manufacturing.
    """
    awards = _awards(store, state, fields)
    newest = awards.filter(pl.col("year") == pl.col("year").max()).sort(
        "unitid", "cip_code", "award_level_code"
    )
    english, spanish = names.programs(store, "en"), names.programs(store, "es")
    told = _newest_entry(store, "ipeds_program_completions")
    return [
        {
            **_BLANK,
            "official_scheme": "ipeds",
            "official_code": unitid,
            "name": plain_title(english.get(cip, cip))[:200],
            "name_es": spanish.get(cip, "")[:200],
            "level": _level(award),
            "family": family,
            "status": "offered",
            "cip_code": cip,
            "award_level_code": award,
            "evidence": "official",
            "source_key": AWARDS,
            **_told(told),
        }
        for unitid, cip, award, family in newest.select(
            "unitid", "cip_code", "award_level_code", "family"
        ).iter_rows()
    ]


def plain_title(title: str) -> str:
    """Return an official title without what it says twice.

    "Machine Tool Technology/Machinist" is "Machine Tool Technology", and "Mechanical/Mechanical
    Engineering Technology/Technician" is "Mechanical Engineering Technology".
    """
    shorter = _TWICE.sub(r"\1", _ROLE.sub("", title))
    return shorter.replace("Computer Numerically Controlled (CNC)", "CNC")


def profiled(store: Store, state: State, listed: Sequence[StateProgram]) -> list[Row]:
    """Return one program for each technical district and program name of its profiles.

    One that the newest profile names no longer is closed.

    Args:
        store: the public tables.
        state: whose technical districts.
        listed: the program names that count as manufacturing.
    """
    by_name = {each.name: each for each in listed}
    last = _profiles(store, state, listed).group_by("leaid", "program_name")
    rows = last.agg(pl.col("cohort_year").max()).sort("leaid", "program_name")
    newest = rows["cohort_year"].max()
    told = _newest_entry(store, "ade_cted_credentials")
    return [
        _profile(by_name[name], leaid, told, is_open=year == newest)
        for leaid, name, year in rows.iter_rows()
    ]


def taught(listed: Sequence[TaughtProgram], state: State) -> list[Row]:
    """Return the programs of a state that institutions' own pages tell of."""
    return [
        {
            **_BLANK,
            **{
                name: getattr(each, name)
                for name in (
                    "official_scheme", "official_code", "name", "name_es", "level", "family",
                    "status", "cip_code", "hours", "tuition_usd", "tuition_date", "url", "evidence", "seen_date",
                )
            },
            "cip_is_ours": bool(each.cip_code),
            "source_key": PAGES + each.key,
            "source_url": each.url,
        }
        for each in listed
        if each.state_code == state.code
    ]  # fmt: skip


def known_by(found: Registry, reference: str) -> tuple[str, str, str, str] | None:
    """Return what a program is known by: source, scheme and code of its institution, and of what.

    None where ``reference`` is empty. The last part is a program name, "CIP|LEVEL", or empty.
    """
    source, _, rest = reference.partition(":")
    if source == "page":
        page = next(each for each in found.programs if each.key == rest)
        return (PAGES + page.key, page.official_scheme, page.official_code, "")
    code, _, of = rest.partition(":")
    return (source, _SCHEMES[source], code, of) if source else None


def counts(store: Store, state: State, found: Registry) -> Iterator[Row]:
    """Yield yearly counts of the programs above, each with the facts its program is known by.

    Awards give completers of an award year. Profiles give a graduating cohort: enrolled, completers,
    concentrators, concentrators who attempted a credential, and of all its students who attempted
    and who earned one.
    """
    told = {part.part: part for _, part in store.current("ipeds_program_completions")}
    for row in _awards(store, state, found.fields).iter_rows(named=True):
        year = row["year"]
        yield {
            "source_key": AWARDS,
            "official_scheme": "ipeds",
            "official_code": row["unitid"],
            "of": f"{row['cip_code']}|{row['award_level_code']}",
            "cohort_year": year,
            "completers_count": row["awards_count"],
            "note": row["awards_note"] or "",
            "source_release": told[str(year)].release if str(year) in told else "",
        }
    yield from _profile_counts(store, state, found.fields_of_state(state.code))


def cohorts(store: Store, listed: Sequence[StateProgram]) -> pl.DataFrame:
    """Return what each cohort earned in technical districts: all, manufacturing, and its rest.

    Columns: cohort_year, earned_count (all programs), family_count (manufacturing), rest_count
    (manufacturing without welding and engineering). Students by program: one in two programs
    counts twice.
    """
    rest = [each.name for each in listed if each.is_outside_welding_and_engineering]
    earned = pl.col("earned")
    return (
        cted.cohort_counts(store)
        .group_by("cohort_year")
        .agg(
            earned_count=earned.sum(),
            family_count=earned.filter(_is_one_of([each.name for each in listed])).sum(),
            rest_count=earned.filter(_is_one_of(rest)).sum(),
        )
        .sort("cohort_year")
    )


def _is_one_of(program_names: Iterable[str]) -> pl.Expr:
    return pl.col("program_name").is_in(list(program_names))


def _awards(store: Store, state: State, fields: Sequence[ProgramField]) -> pl.DataFrame:
    """Return awards of a state's institutions in the fields, with the family of each.

    The longest prefix of a code decides: 48.0508 before 48.05.
    """
    own = store.read("ipeds_institutions").filter(pl.col("state_code") == state.code)
    rows = store.read("ipeds_program_completions").filter(
        pl.col("unitid").is_in(own["unitid"].unique().to_list())
    )
    ordered = sorted(fields, key=lambda each: len(each.cip_prefix), reverse=True)
    family = pl.coalesce(
        pl.lit(None, dtype=pl.String),
        *(
            pl.when(pl.col("cip_code").str.starts_with(each.cip_prefix)).then(pl.lit(each.family))
            for each in ordered
        ),
    )
    return rows.with_columns(family=family).filter(pl.col("family").is_not_null())


def _level(award: str) -> str:
    return "certificate" if award in _CERTIFICATES else _LEVELS.get(award, "graduate")


def _technical(store: Store, state: State) -> pl.DataFrame:
    """Return names and codes of the state's technical districts; no rows where the list is another's."""
    return (
        store.read("ade_cteds")
        .filter(pl.col("leaid").str.starts_with(state.fips))
        .select("cted_name", "leaid")
    )


def _profiles(store: Store, state: State, listed: Sequence[StateProgram]) -> pl.DataFrame:
    """Return the counts of each cohort, district and program name that counts, with its leaid."""
    return (
        cted.cohort_counts(store)
        .filter(_is_one_of([each.name for each in listed]))
        .join(_technical(store, state), on="cted_name")
        .sort("cohort_year", "cted_name", "program_name")
    )


def _profile(told_of: StateProgram, leaid: str, told: Entry | None, *, is_open: bool) -> Row:
    return {
        **_BLANK,
        "official_scheme": "nces",
        "official_code": leaid,
        "name": told_of.name,
        "name_es": told_of.name_es,
        "level": "secondary",
        "family": told_of.family,
        "status": "offered" if is_open else "closed",
        "cip_code": told_of.cip_code,
        "cip_is_ours": bool(told_of.cip_code),
        "state_program_name": told_of.name,
        "lowest_grade": told_of.lowest_grade,
        "highest_grade": told_of.highest_grade,
        "evidence": "official",
        "source_key": PROFILES,
        **_told(told),
    }


def _profile_counts(store: Store, state: State, listed: Sequence[StateProgram]) -> Iterator[Row]:
    told = {part.part: part for _, part in store.current("ade_cted_credentials")}
    why = _notes(store)
    for row in _profiles(store, state, listed).iter_rows(named=True):
        year, name = row["cohort_year"], row["program_name"]
        yield {
            "source_key": PROFILES,
            "official_scheme": "nces",
            "official_code": row["leaid"],
            "of": name,
            "cohort_year": year,
            **{f"{step}_count": row[step] for step in cted.STEPS},
            "note": why.get((year, row["cted_name"], name), ""),
            "source_release": told[str(year)].release if str(year) in told else "",
        }


def _notes(store: Store) -> dict[tuple[int, str, str], str]:
    """Return why a count is missing, by cohort, district and program name."""
    keys = ("fiscal_year", "cted_name", "program_name")
    return {
        (year, district, name): note
        for table in cted.TABLES
        for year, district, name, note in store.read(table)
        .filter(pl.col("count_note").is_not_null(), campus_scope="all")
        .select(*keys, "count_note")
        .iter_rows()
    }


def _newest_entry(store: Store, table: str) -> Entry | None:
    entries = [entry for _, entry in store.current(table)]
    return max(entries, key=lambda entry: entry.order, default=None)


def _told(entry: Entry | None) -> Row:
    if entry is None:
        return {}
    return {"source_release": entry.release, "source_url": entry.url}
