"""Posters and postcards: a toolkit's title in big letters, one figure, and a code that leads nearby."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from keyway.promote.briefs.lessons import first_figure, points
from keyway.promote.briefs.toolkits import figure_of
from keyway.promote.models.campaigns import Audience
from keyway.render import qr
from keyway.render.paper import printed

if TYPE_CHECKING:
    from keyway.promote.models import ToolkitPage
    from keyway.promote.queries.figures import Asker

SIZES = ("letter", "tabloid")
LAYOUTS = ("card", "sheet")
# The light in which a sheet for an audience stands.
_HOURS: dict[str, str] = {
    Audience.EVERYBODY: "five",
    Audience.STUDENTS: "dusk",
    Audience.PARENTS: "five",
    Audience.TEACHERS: "noon",
    Audience.SCHOOLS: "noon",
    Audience.MANUFACTURERS: "dawn",
    Audience.OFFICIALS: "dawn",
}


@dataclass(frozen=True, slots=True)
class Lead:
    """Where the code on a sheet leads.

    Attributes:
        address: whole, as the code says it.
        call: what is found there, in a few words.
    """

    address: str
    call: str


def poster(page: ToolkitPage, by: Asker, lead: Lead, *, size: str, name: str) -> dict[str, Any]:
    """Return what a poster says.

    Args:
        page: the toolkit it is for.
        by: asks for the figure.
        lead: where its code leads.
        size: one of ``SIZES``.
        name: who puts it up.
    """
    return {**_common(page, by, lead, name), "size": size, "lede": page.lead}


def postcard(page: ToolkitPage, by: Asker, lead: Lead, *, layout: str, name: str) -> dict[str, Any]:
    """Return what the two sides of a postcard say; ``layout`` is one of ``LAYOUTS``."""
    listed = points(page.body)
    return {**_common(page, by, lead, name), "layout": layout, "lede": page.lead, "points": listed}


def _common(page: ToolkitPage, by: Asker, lead: Lead, name: str) -> dict[str, Any]:
    return {
        "hour": _HOURS.get(page.audience, "five"),
        "kicker": page.get_audience_display(),
        "heading": page.title,
        "notice": _("Made up for demonstration.") if page.is_demo else "",
        "qr": qr.svg(lead.address),
        "qr_alt": _("QR code: %(call)s") % {"call": lead.call},
        "call": lead.call,
        "address": lead.address.split("://")[-1],
        "name": name,
        "small": _("Printed on %(day)s.") % {"day": date_format(by.on)},
        **_figure(page, by),
    }


def _figure(page: ToolkitPage, by: Asker) -> dict[str, Any]:
    """Return the toolkit's first figure; none that is unknown, for a poster cannot explain it."""
    block = first_figure(page.body)
    answer = figure_of(block.value, by) if block else None
    if answer is None or not answer.figure.is_known:
        return {"figure": None, "label": ""}
    return {"figure": printed(answer.figure, by.language), "label": answer.label}
