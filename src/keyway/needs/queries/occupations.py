"""What is known of one occupation besides its gap: the work, the pay, the skills, what is near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from keyway.reference import words
from keyway.reference.lookups import occupations
from keyway.reference.lookups.names import occupations as occupation_names
from keyway.reference.words import sentences
from keyway.render.figure import Figure

if TYPE_CHECKING:
    import polars as pl

    from keyway.needs.queries.book import Book

_MOST = 10


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay and jobs of an occupation in one area, as published."""

    area_code: str
    area_name: str
    year: int
    jobs: Figure
    hourly: Figure
    p10: Figure
    median: Figure
    p90: Figure


@dataclass(frozen=True, slots=True)
class Rating:
    """How important one skill, field of knowledge or activity is, 1 to 5."""

    element_id: str
    name: str
    importance: Figure


@dataclass(frozen=True, slots=True)
class Technology:
    """A technology, and whether it is often asked for."""

    name: str
    category: str
    is_hot: bool
    is_in_demand: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """One occupation as its page shows it. Empty where nothing is published.

    ``is_counted``: the survey publishes the state's jobs; where not, the gap rests on staffing alone.
    """

    soc_code: str
    name: str
    official_name: str
    family_code: str
    family_name: str
    plain: str
    day: str
    hands: tuple[str, ...]
    titles: tuple[str, ...]
    pay: tuple[Pay, ...]
    is_counted: bool
    skills: tuple[Rating, ...]
    knowledge: tuple[Rating, ...]
    activities: tuple[Rating, ...]
    technologies: tuple[Technology, ...]
    tools: tuple[str, ...]
    related: tuple[tuple[str, str], ...]
    job_zone: int | None
    job_zone_name: str
    education: str
    experience: str
    training: str
    state_openings: Figure


def profile(book: Book, soc_code: str) -> Profile | None:
    """Return what is known of an occupation, or None for a code that is none."""
    names = occupation_names(book.store, "en")
    if soc_code not in names:
        return None
    store = book.store
    own = words.occupation_words(soc_code)
    projected = occupations.projection(store, soc_code) or {}
    zone = occupations.job_zone(store, soc_code)
    family = f"{soc_code[:2]}-0000"
    is_spanish = book.language == "es"
    paid = pay(book, soc_code)
    return Profile(
        soc_code=soc_code,
        name=book.occupation_names[soc_code],
        official_name=names[soc_code],
        family_code=soc_code[:2],
        family_name=book.occupation_names.get(family, family),
        plain=(own.plain_es if is_spanish else own.plain_en) if own else "",
        day=(own.day_es if is_spanish else own.day_en) if own else "",
        hands=(own.tools_es if is_spanish else own.tools_en) if own else (),
        titles=tuple(occupations.titles(store, soc_code)[:_MOST]),
        pay=paid,
        is_counted=any(row.area_code == book.state.fips and row.jobs.is_known for row in paid),
        skills=_ratings(book, soc_code, "skill"),
        knowledge=_ratings(book, soc_code, "knowledge"),
        activities=_ratings(book, soc_code, "activity"),
        technologies=_technologies(occupations.technologies(store, soc_code)),
        tools=tuple(occupations.tools(store, soc_code)),
        related=tuple(
            (code, book.occupation_names[code])
            for code in occupations.related(store, soc_code)[:_MOST]
            if code in book.occupation_names
        ),
        job_zone=zone,
        job_zone_name=_named(book, "job_zone", str(zone)) if zone else "",
        education=_named(book, "education", projected.get("typical_education")),
        experience=_named(book, "experience", projected.get("related_experience")),
        training=_named(book, "training", projected.get("job_training")),
        state_openings=_state_openings(book, soc_code),
    )


def pay(book: Book, soc_code: str) -> tuple[Pay, ...]:
    """Return published pay in the state, its published areas and the nation, in that order."""
    area_names = dict(
        book.store.read("area_counties").select("area_code", "area_name").unique().iter_rows()
    )
    local = [code for code in area_names if _is_in(book, code)]
    rows = occupations.wages(book.store, soc_code, [book.state.fips, *local, "US"])
    order = {code: at for at, code in enumerate([book.state.fips, *sorted(local), "US"])}
    lines = [_pay(book, row, area_names) for row in rows.iter_rows(named=True)]
    return tuple(sorted(lines, key=lambda each: order[each.area_code]))


def _is_in(book: Book, area_code: str) -> bool:
    members = book.store.read("area_counties")
    return bool(
        (
            (members["area_code"] == area_code)
            & members["county_fips"].str.starts_with(book.state.fips)
        ).any()
    )


def _pay(book: Book, row: dict[str, object], area_names: dict[str, str]) -> Pay:
    area = str(row["area_code"])
    part = {"US": "national", book.state.fips: "states"}.get(
        area, "metro" if len(area) == 5 else "nonmetro"
    )
    origin = book.published("oews_area_wages", part)

    def money(column: str, unit: str) -> Figure:
        value = row[column]
        return Figure(
            value=float(str(value)) if value is not None else None,
            unit=unit,
            style="usd",
            reason="" if value is not None else _reason(book, row["wage_note"]),
            origin=origin,
        )

    count = row["employment_count"]
    return Pay(
        area_code=area,
        area_name=_("United States") if area == "US" else area_names.get(area, book.state.name),
        year=int(str(row["year"])),
        jobs=Figure(
            value=float(str(count)) if count is not None else None,
            unit=_("jobs"),
            reason="" if count is not None else _reason(book, row["employment_note"]),
            origin=origin,
        ),
        hourly=money("wage_hourly_median_usd", _("an hour")),
        p10=money("wage_annual_p10_usd", _("a year")),
        median=money("wage_annual_median_usd", _("a year")),
        p90=money("wage_annual_p90_usd", _("a year")),
    )


def _reason(book: Book, note: object) -> str:
    return (
        sentences.tell(str(note), book.language)
        if note
        else _("The publisher does not release it.")
    )


def _ratings(book: Book, soc_code: str, domain: str) -> tuple[Rating, ...]:
    origin = book.published("onet_ratings")
    return tuple(
        Rating(
            element_id=row["element_id"],
            name=words.name("onet", row["element_id"], row["element_name"], book.language),
            importance=Figure(
                value=row["importance"],
                low=row["importance_low"],
                high=row["importance_high"],
                unit=_("of 5"),
                style="plain",
                origin=origin,
            ),
        )
        for row in occupations.ratings(book.store, soc_code, domain, most=_MOST).iter_rows(
            named=True
        )
    )


def _technologies(rows: pl.DataFrame) -> tuple[Technology, ...]:
    return tuple(
        Technology(
            name=row["technology_name"],
            category=row["category_name"] or "",
            is_hot=row["is_hot"],
            is_in_demand=row["is_in_demand"],
        )
        for row in rows.iter_rows(named=True)
    )


def _named(book: Book, system: str, code: object) -> str:
    return words.name(system, str(code), str(code), book.language) if code else ""


def _state_openings(book: Book, soc_code: str) -> Figure:
    """Return the state's own projected openings, all industries."""
    rows = book.store.read("state_occupation_projections")
    found = rows.filter(
        (rows["area_code"] == book.state.fips) & (rows["soc_code"] == soc_code)
    ).sort("base_year", descending=True)
    value = None if found.is_empty() else found.row(0, named=True)["openings_count"]
    return Figure(
        value=value,
        unit=_("openings a year"),
        reason="" if value is not None else _("The state does not publish it."),
        origin=book.published("state_occupation_projections"),
    )
