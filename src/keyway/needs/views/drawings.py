"""Drawings of the room's pages, made from figures that a query returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keyway.reference.lookups import places
from keyway.render import maps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from keyway.needs.queries.book import Book
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
    outlines = places.outlines(book.store, book.state.fips)
    if not outlines:
        return None
    geometry: dict[str, maps.CountyShape] = {
        fips: {"name": name, "polygons": [ring for polygon in outlines[fips] for ring in polygon]}
        for fips, name in book.county_names.items()
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
        language="es" if book.language == "es" else "en",
    )
