"""States' lists for everybody: what opens when, who may ask, which credential stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from keyway.credentials.queries import state_lists as queries
from keyway.credentials.views.facts import address
from keyway.partners.views.frame import (
    crumbs,
    keep_today,
    language,
    nothing_here,
    searched,
    state_shown,
    store,
    today,
)
from keyway.reference.lookups import places, registry
from keyway.reference.lookups.places import UnknownState
from keyway.standards.icalendar import Entry, calendar

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from keyway.credentials.queries.state_lists import OnList, Window
    from keyway.reference.lookups.places import State
    from keyway.reference.lookups.registry import StateList

_SURE = {
    "verified": gettext_lazy("Checked"),
    "unverified": gettext_lazy("Not verified"),
    "stale": gettext_lazy("Not checked lately"),
    "refuted": gettext_lazy("Found not to hold"),
}


@require_safe
def state_lists(request: HttpRequest) -> HttpResponse:
    """Show a state's lists, what is due next, and where credentials stand."""
    state, on = _state(request), today()
    lists = registry.state_lists(state.code)
    others = sorted({each.state_code for each in registry.state_lists()} - {state.code})
    context = {
        "title": _title(lists, state, on),
        "state": state,
        "lists": [list_told(each, on) for each in lists],
        "states": [{"label": _name(code), "href": _href(code)} for code in others],
        "calendar_href": reverse("credentials:deadlines") + f"?state={state.code}",
        "crumbs": crumbs((_("State lists"), "")),
    }
    return keep_today(render(request, "credentials/state_lists/state_lists.html", context))


def _state(request: HttpRequest) -> State:
    """Return the state in the address, or the one whose directory is shown."""
    code = searched(request, "state", 2)
    if not code:
        return state_shown()
    try:
        return places.state(store(), code.upper())
    except UnknownState as error:
        raise Http404(nothing_here()) from error


def _name(code: str) -> str:
    """Return the name of a state; its letters where the tables do not hold it."""
    try:
        return places.state(store(), code).name
    except UnknownState:
        return code


def _href(code: str) -> str:
    return f"{reverse('credentials:state_lists')}?state={code}"


def _title(lists: tuple[StateList, ...], state: State, on: date) -> str:
    """Return what is found: the countdown to the window in which schools may ask."""
    for each in lists:
        window = queries.next_window(each, "apply", on=on) if each.can_petition else None
        if window is None:
            continue
        said = {"state": state.name, "days": window.days(on)}
        if window.when(on) == "open" and window.last == on:
            return _("Today is the last day to put a credential on the list of %(state)s") % said
        if window.when(on) == "open":
            return (
                ngettext(
                    "%(days)s day left to put a credential on the list of %(state)s",
                    "%(days)s days left to put a credential on the list of %(state)s",
                    window.days(on),
                )
                % said
            )
        return (
            ngettext(
                "In %(days)s day, %(state)s takes new credentials for its list",
                "In %(days)s days, %(state)s takes new credentials for its list",
                window.days(on),
            )
            % said
        )
    return _("Which credentials %(state)s puts on its lists") % {"state": state.name}


def in_language(record: object, name: str) -> str:
    """Return a text of a list in the reader's language."""
    return str(getattr(record, f"{name}_{language()}"))


def countdown(window: Window, on: date) -> str:
    """Return how long until a window opens, or how long it is open yet."""
    days = window.days(on)
    said = {"days": days, "day": date_format(window.first, "DATE_FORMAT")}
    if window.when(on) == "open":
        said["day"] = date_format(window.last, "DATE_FORMAT")
        if not days:
            return _("the last day is today")
        return (
            ngettext("%(days)s day left, until %(day)s", "%(days)s days left, until %(day)s", days)
            % said
        )
    if window.is_one_day:
        return (
            ngettext("due in %(days)s day, on %(day)s", "due in %(days)s days, on %(day)s", days)
            % said
        )
    return (
        ngettext("opens in %(days)s day, on %(day)s", "opens in %(days)s days, on %(day)s", days)
        % said
    )


def list_told(of: StateList, on: date) -> dict[str, Any]:
    """Return a list as a page tells it."""
    held = queries.on_list(of.key, on=on)
    coming = queries.windows(of, on=on, years=2)
    seen: set[str] = set()
    steps = []
    for window in coming:
        if window.step.key not in seen:
            seen.add(window.step.key)
            steps.append(_step(window, on))
    undated = [each for each in of.steps if each.key not in seen]
    steps += [
        {"title": in_language(each, "title"), "rule": in_language(each, "rule")} for each in undated
    ]
    return {
        "key": of.key,
        "title": in_language(of, "title"),
        "text": in_language(of, "text"),
        "who": in_language(of, "who"),
        "can_petition": of.can_petition,
        "steps": steps,
        "needs": [
            {"title": in_language(each, "title"), "text": in_language(each, "text")}
            for each in of.needs
        ],
        "credentials": [_credential(each) for each in held],
        "citation": of.citation,
        "url": of.url,
        "list_url": of.list_url,
        "seen": date_format(of.seen_date, "DATE_FORMAT"),
        "is_verified": of.is_verified,
    }


def _step(window: Window, on: date) -> dict[str, Any]:
    return {
        "title": in_language(window.step, "title"),
        "rule": in_language(window.step, "rule"),
        "countdown": countdown(window, on),
        "is_open": window.when(on) == "open",
        "is_firm": window.step.is_firm,
    }


def _credential(held: OnList) -> dict[str, Any]:
    claim = held.claim
    return {
        "name": claim.credential.name,
        "href": address("credentials:credential", claim.credential.slug),
        "place": str(claim.get_place_display()) if claim.place else "",
        "year": claim.year or "",
        "seen": date_format(claim.seen_date, "DATE_FORMAT") if claim.seen_date else "",
        "sure": str(_SURE[held.standing]),
        "is_sure": held.standing == "verified",
        "url": claim.url,
    }


@require_safe
def deadlines(request: HttpRequest) -> HttpResponse:
    """Hand out a state's deadlines as a calendar file."""
    state, on = _state(request), today()
    here = request.build_absolute_uri(_href(state.code))
    entries = [
        Entry(
            key=f"{window.of.key}-{window.step.key}-{window.year}",
            title=f"{in_language(window.step, 'title')} ({in_language(window.of, 'title')})",
            first=window.first,
            last=window.last,
            text=f"{in_language(window.step, 'rule')}\n{window.of.citation}",
            url=here,
        )
        for each in registry.state_lists(state.code)
        for window in queries.windows(each, on=on, years=2)
    ]
    name = _("Deadlines of state lists: %(state)s") % {"state": state.name}
    made = calendar(entries, name=name, host=request.get_host(), made_at=timezone.now())
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    file = f"keyway-deadlines-{state.code.lower()}.ics"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["X-Content-Type-Options"] = "nosniff"
    return keep_today(response)
