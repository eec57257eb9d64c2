"""Who makes things in a county: industries with jobs and establishments, as published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl
from django.utils.translation import gettext as _

from keyway.reference.lookups import jobs, names
from keyway.render.figure import Figure

if TYPE_CHECKING:
    from keyway.needs.queries.book import Book


@dataclass(frozen=True, slots=True)
class Industry:
    """One four-digit manufacturing industry of a county."""

    naics_code: str
    name: str
    year: int
    jobs: Figure
    establishments: Figure


def of_county(book: Book, county_fips: str) -> list[Industry]:
    """Return a county's published manufacturing industries, the one with most jobs first.

    Industries with fewer than three establishments are not published and so not listed.
    """
    rows = jobs.industry_jobs(book.store, book.state.fips).filter(
        (pl.col("county_fips") == county_fips)
        & pl.col("naics_code").str.contains(r"^3[123]\d\d$")
        & pl.col("establishments_count").is_not_null()
    )
    called = names.industries(book.store, book.language)
    years = {int(year) for year in rows["year"].unique()}
    origin = book.published(
        "cbp_county_industries",
        *(f"{year}-{book.state.fips}-manufacturing" for year in sorted(years)),
    )
    found = [
        Industry(
            naics_code=row["naics_code"],
            name=called.get(row["naics_code"], row["naics_code"]),
            year=row["year"],
            jobs=Figure(
                value=row["employment_count"],
                unit=_("jobs"),
                reason=""
                if row["employment_count"] is not None
                else _("The publisher does not release it."),
                origin=origin,
            ),
            establishments=Figure(
                value=row["establishments_count"], unit=_("establishments"), origin=origin
            ),
        )
        for row in rows.iter_rows(named=True)
    ]
    return sorted(found, key=lambda each: (-(each.jobs.value or -1.0), each.naics_code))
