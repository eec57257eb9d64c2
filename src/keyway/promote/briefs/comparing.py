"""How it is told who is compared with whom: lots that anybody can draw again, and schools alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from keyway.engine.perception import METHOD, METHOD_VERSION
from keyway.render.figure import Figure, Origin, SourceLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from keyway.engine.perception import Balance, Matched
    from keyway.promote.queries.surveys import Lot

_SHOWN = 12  # digits of a ticket that tell tickets apart


def lot(one: Lot, names: Mapping[str, str]) -> dict[str, Any]:
    """Return a lot with every ticket, the lowest first."""
    return {
        "start": one.cohort,
        "seed": one.seed,
        "rows": [
            {
                "school": names.get(name, name),
                "name": name,
                "ticket": ticket[:_SHOWN],
                "is_reached": place < one.reached,
            }
            for place, (ticket, name) in enumerate(one.tickets)
        ],
    }


def alike(found: Matched, names: Mapping[str, str], on: date) -> dict[str, Any]:
    """Return reached schools with those like them, and how alike they are."""
    origin = Origin(
        sources=(
            SourceLine(_("The partnership's directory"), _("Schools and colleges"), on.isoformat()),
        ),
        method=METHOD,
        method_version=METHOD_VERSION,
        computed_date=on.isoformat(),
    )
    return {
        "sets": [
            {"ours": names.get(ours, ours), "others": [names.get(each, each) for each in others]}
            for ours, *others in found.sets
        ],
        "alone": [names.get(each, each) for each in found.alone],
        "same_region": Figure(found.same_region, unit=_("schools"), origin=origin),
        "columns": [
            {"label": _("What is known before")},
            {"label": _("Got the visit or series"), "is_number": True},
            {"label": _("All others"), "is_number": True},
            {"label": _("Alike"), "is_number": True},
            {"label": _("All others lie apart"), "is_number": True},
            {"label": _("Those alike lie apart"), "is_number": True},
        ],
        "rows": [_row(each, origin) for each in found.balance],
        "is_balanced": _is_balanced(found.balance),
    }


def _is_balanced(rows: Sequence[Balance]) -> bool:
    """Return whether something is known, and nothing known lies too far apart."""
    known = [each.is_alike for each in rows if each.is_alike is not None]
    return bool(known) and all(known)


def _row(each: Balance, origin: Origin) -> dict[str, Any]:
    label, style, decimals = {
        "index": (_("Image index of an earlier survey"), "plain", 1),
        "size": (_("Students, in the middle"), "count", 0),
        "share": (_("County's jobs in manufacturing"), "percent", 3),
    }[each.measure]
    missing = _("Not known of any of them.")

    def told(value: float | None) -> Figure:
        value = None if value is None else round(value, decimals)
        return Figure(value, reason=missing, origin=origin, style=style)

    def apart(value: float | None) -> Figure:
        value = None if value is None else round(value, 2)
        unit = _("standard deviations")
        return Figure(value, unit=unit, reason=missing, origin=origin, style="plain")

    cells = [told(each.reached), told(each.pool), told(each.chosen)]
    cells += [apart(each.before), apart(each.after)]
    return {"label": label, "href": "", "cells": cells}
