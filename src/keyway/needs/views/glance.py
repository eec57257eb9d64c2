"""The state at a glance: what the home page shows of the finding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keyway.needs.queries import gaps
from keyway.needs.queries.book import Book, latest_finding
from keyway.needs.views.drawings import county_map
from keyway.needs.views.gap import headline
from keyway.reference import shelf
from keyway.reference.lookups import places
from keyway.render import bars

if TYPE_CHECKING:
    from keyway.needs.queries.gaps import Line

_WIDEST = 6


def glance() -> dict[str, Any] | None:
    """Return the finding of the chosen state in one sentence, four figures, a map and a ranking.

    None while there is no finding.
    """
    store = shelf.take(settings.REFERENCE_DIR)
    state = places.state(store, settings.KEYWAY_STATE)
    finding = latest_finding(state.fips)
    if finding is None:
        return None
    book = Book(store, state, finding, (get_language() or "en")[:2])
    totals = gaps.totals(book, "linked")
    whole = totals.get(state.fips)
    if whole is None:
        return None
    widest = [line for line in gaps.ranked(book, state.fips) if line.is_linked][:_WIDEST]
    return {
        "place": state.name,
        "sentence": headline(book, whole, state.fips),
        "href": reverse("needs:gap"),
        "figures": _figures(whole, gaps.totals(book).get(state.fips)),
        "map": county_map(
            book,
            {code: line.unfilled for code, line in totals.items() if code != state.fips},
            title=_("Openings for new entrants that no program fills, by county"),
            column=_("Unfilled a year"),
            hrefs={fips: reverse("needs:county", args=[fips]) for fips in book.county_names},
        ),
        "map_key": _("Unfilled openings a year"),
        "ranks": [
            {
                "label": line.name,
                "href": reverse("needs:occupation", args=[line.soc_code]),
                "figure": line.unfilled,
            }
            for line in widest
        ],
        "scale": bars.common_scale([line.unfilled for line in widest]),
    }


def _figures(taught: Line, everything: Line | None) -> list[dict[str, Any]]:
    scale = bars.common_scale([taught.need])
    figures = [
        {"label": _("Openings for new entrants"), "figure": taught.need, "scale": scale},
        {
            "label": _("Filled by completers of programs here"),
            "figure": taught.placed,
            "scale": scale,
            "tone": "patina",
        },
        {"label": _("Openings that no program fills"), "figure": taught.unfilled, "scale": scale},
    ]
    if everything is not None:
        figures.append({"label": _("Jobs in manufacturing occupations"), "figure": everything.jobs})
    return figures
