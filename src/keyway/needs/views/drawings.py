"""Drawings of the room's pages, made from figures that a query returned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from keyway.reference import words
from keyway.reference.lookups import places
from keyway.render import charts, maps, timelines
from keyway.render.drawing import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from keyway.needs.queries.book import Book
    from keyway.needs.queries.gaps import Line
    from keyway.reference.store import Store
    from keyway.render.drawing import Drawing
    from keyway.render.figure import Figure


def county_map(
    book: Book,
    values: Mapping[str, Figure],
    *,
    title: str,
    column: str,
    hrefs: Mapping[str, str],
    selected: str = "",
    points: Sequence[maps.Place] = (),
) -> Drawing | None:
    """Draw the state's counties, or return None where no outlines are loaded."""
    return state_map(
        book.store,
        book.state.fips,
        book.county_names,
        values,
        title=title,
        column=column,
        hrefs=hrefs,
        selected=selected,
        points=points,
        language=_language(book),
    )


def state_map(
    store: Store,
    state_fips: str,
    county_names: Mapping[str, str],
    values: Mapping[str, Figure],
    *,
    title: str,
    column: str,
    hrefs: Mapping[str, str] | None = None,
    selected: str = "",
    points: Sequence[maps.Place] = (),
    language: Literal["en", "es"],
) -> Drawing | None:
    """Draw a state's counties, or return None where no outlines are loaded."""
    outlines = places.outlines(store, state_fips)
    if not outlines:
        return None
    geometry: dict[str, maps.CountyShape] = {
        fips: {"name": name, "polygons": [ring for polygon in outlines[fips] for ring in polygon]}
        for fips, name in county_names.items()
        if fips in outlines
    }
    return maps.county_map(
        geometry,
        values,
        title=title,
        column=column,
        hrefs=hrefs,
        selected=selected,
        places=points,
        language=language,
    )


def who_fills(book: Book, lines: Sequence[Line], *, title: str) -> Drawing | None:
    """Draw how openings for new entrants divide into filled and unfilled; None without lines."""
    if not lines:
        return None
    rows = [
        Row(
            line.soc_code,
            words.short_name(line.soc_code, line.name, book.language),
            (line.placed, line.unfilled),
            reverse("needs:occupation", args=[line.soc_code]),
        )
        for line in lines
    ]
    parts = (charts.Part(_("filled by programs here"), "met"), charts.Part(_("unfilled"), "open"))
    return charts.parts(rows, title=title, of=parts, language=_language(book))


def over_years(book: Book, label: str, values: Mapping[int, Figure]) -> Drawing | None:
    """Draw published figures over years; None where fewer than two years are published."""
    if len(values) < 2:
        return None
    years = tuple(sorted(values))
    series = timelines.Series(label, years, tuple(values[year] for year in years))
    return timelines.lines([series], title=label, language=_language(book))


def _language(book: Book) -> Literal["en", "es"]:
    return "es" if book.language == "es" else "en"
