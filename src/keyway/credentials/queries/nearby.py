"""How far a place is from a ZIP code, and what rooms above tell of its surroundings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import numpy as np
from django.utils.translation import gettext_noop as _

from keyway.engine.supply.reach import distance_km
from keyway.errors import Refused
from keyway.partners.models import Site
from keyway.reference.lookups import districts, places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keyway.reference.lookups.districts import Point
    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store
    from keyway.render.figure import Figure

KM_A_MILE = 1.609344
_ZIP = re.compile(r"\d{5}", re.ASCII)


class ZipNotHere(Refused):
    """The ZIP code is no ZIP code of the state, as far as is known."""

    sentence = _(
        "We know no ZIP code “%(zip_code)s” in %(state)s. Type the five digits of a place there."
    )


def zip_in_state(store: Store, state: State, zip_code: str) -> Point:
    """Return the point of a ZIP code of a state.

    Raises:
        ZipNotHere: it has another form, is not known, or lies outside the state.
    """
    point = districts.zip_point(store, zip_code) if _ZIP.fullmatch(zip_code) else None
    if point is not None:
        county = districts.located(store, point.longitude, point.latitude).county_fips
        if county is not None and county.startswith(state.fips):
            return point
    raise ZipNotHere(zip_code=zip_code, state=state.name)


def point_of(store: Store, state_code: str, zip_code: str, city: str) -> Point | None:
    """Return the point of a place by its ZIP code, else by its city; None where neither is known."""
    point = districts.zip_point(store, zip_code) if zip_code else None
    if point is not None or not city:
        return point
    try:
        return districts.place_point(store, state_code, city)
    except places.UnknownState:
        return None


def miles(start: Point, longitude: float, latitude: float) -> float:
    """Return the straight line between a point and another, in miles."""
    ends = [[start.longitude], [start.latitude], [longitude], [latitude]]
    return float(distance_km(*(np.array(end) for end in ends))[0, 0]) / KM_A_MILE


def sites_by_organization(numbers: Iterable[int]) -> dict[int, Site]:
    """Return the site that stands for each organization: the main one, else the first entered."""
    rows = Site.objects.filter(organization__in=list(numbers)).order_by("is_main", "-pk")
    return {site.organization_id: site for site in rows}


# --- what rooms above know: they register their answer, nothing is imported ------------------------


class AskOpenings(Protocol):
    """Answers how many openings an occupation has a year in a county, or None if not known."""

    def __call__(
        self, store: Store, state: State, soc_code: str, area_code: str, language: str
    ) -> Figure | None:
        """Return the openings as a figure with its origin."""
        ...


_ASKED: dict[str, AskOpenings] = {}


def declare_openings(ask: AskOpenings) -> None:
    """Let a room answer for openings; the last to declare itself answers."""
    _ASKED["openings"] = ask


def openings(
    store: Store, state: State, soc_code: str, area_code: str, language: str
) -> Figure | None:
    """Return the openings a year of an occupation in an area; None where nobody knows.

    Args:
        store: the public tables.
        state: the state that the site shows.
        soc_code: the occupation.
        area_code: a county's five digits, or the state's two.
        language: "en" or "es".
    """
    ask = _ASKED.get("openings")
    return ask(store, state, soc_code, area_code, language) if ask else None
