"""Who is compared with whom; and sittings: the code, paper, and what comes back."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keyway.errors import Refused
from keyway.partners.access.walls import opened_for_system
from keyway.partners.models import Organization
from keyway.partners.queries.organizations import Panel, declare_own_page
from keyway.partners.views.frame import (
    Here,
    at_own,
    language,
    nothing_here,
    say,
    state_shown,
    store,
    today,
)
from keyway.partners.views.my import own_crumbs
from keyway.promote.access import EDIT_SURVEYS, ENTER_ANSWERS
from keyway.promote.actions import answering as actions
from keyway.promote.actions import designing
from keyway.promote.actions.surveying import NotNow
from keyway.promote.briefs import comparing, findings
from keyway.promote.briefs import surveys as told
from keyway.promote.forms.answers import read_rows
from keyway.promote.queries import results
from keyway.promote.queries import surveys as queries
from keyway.promote.views.check import ROWS, counted_once, door, new_number, sheet_paper
from keyway.promote.views.surveys import in_surveys, own_survey, refused

if TYPE_CHECKING:
    from django.http import HttpRequest

    from keyway.promote.models import PerceptionSurvey, Sitting

_PATH = "promote/surveys"
_WANTED = (1, 2, 3)  # schools alike for each reached one
_SEED_BYTES = 16
Kind = Organization.Kind
_KINDS = frozenset(
    each.value for each in (Kind.PARTNERSHIP, Kind.SCHOOL, Kind.DISTRICT, Kind.CTED, Kind.COLLEGE)
)
declare_own_page(Panel(gettext_lazy("Survey codes and paper sheets"), "promote:sittings", _KINDS))


# --- who is compared with whom ---------------------------------------------------------------------


@at_own(EDIT_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def comparison(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Draw a lot, begin the next start, or choose schools alike; and see what each will show."""
    one = own_survey(here, number)
    each = _each(request)

    def do() -> None:
        _compare(request, here, one, each)

    error = refused(do) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        messages.success(request, _("Done."))
        return redirect("promote:comparison", here.organization.slug, one.pk)
    status = 422 if error else 200
    shown = _comparison(here, one, each) | {"error": error}
    return render(request, f"{_PATH}/comparison.html", shown, status=status)


def _compare(request: HttpRequest, here: Here, one: PerceptionSurvey, each: int) -> None:
    deed, typed, now = request.POST.get("deed"), request.POST.get("reached", ""), timezone.now()
    if deed == "draw":
        reached = int(typed) if typed.isdecimal() and typed.isascii() else 0
        seed = secrets.token_hex(_SEED_BYTES)
        designing.draw_lot(by=here.person, survey=one, reached=reached, seed=seed, now=now)
    elif deed == "start":
        designing.begin_start(by=here.person, survey=one, now=now)
    elif deed == "alike":
        found = queries.alike(one, each=each, store=store(), state=state_shown())
        designing.choose_alike(by=here.person, survey=one, found=found, now=now)
    else:
        raise NotNow


def _comparison(here: Here, one: PerceptionSurvey, each: int) -> dict[str, object]:
    """Return everything that says who is compared with whom."""
    arm, newest, lots = designing.Arm, queries.newest_start(one), queries.lots_of(one)
    to_draw = queries.start(one, newest, arm.NONE).values_list("school__name", flat=True)
    has_lot = any(lot.cohort == newest for lot in lots)
    is_kept = queries.start(one, 1, arm.MATCHED).exists()
    found = None
    if is_kept:
        found = queries.chosen_alike(one, store=store(), state=state_shown())
    elif not lots and queries.start(one, 1, arm.REACHED).exists():
        found = queries.alike(one, each=each, store=store(), state=state_shown())
    names = queries.names_of(one, found)
    sets = tuple((len(each), 1) for each in found.sets) if found and not is_kept else ()
    return {
        "organization": here.organization,
        "survey": one,
        "title": _("Who is compared with whom"),
        "plan": findings.plan(results.planned(one, sets), today(), language()),
        "to_draw": sorted(set(to_draw)),
        "start": newest,
        "has_lot": has_lot,
        "can_begin": has_lot and queries.start(one, newest, arm.WAITING).exists(),
        "lots": [comparing.lot(lot, names) for lot in lots],
        "alike": comparing.alike(found, names, today()) if found else None,
        "is_kept": is_kept,
        "each": each,
        "wanted": _WANTED,
        "crumbs": in_surveys(here, one.name),
    }


def _each(request: HttpRequest) -> int:
    typed = request.POST.get("each") or request.GET.get("each", "")
    return int(typed) if typed in {str(number) for number in _WANTED} else _WANTED[1]


# --- sittings --------------------------------------------------------------------------------------


@at_own(ENTER_ANSWERS)
@require_safe
def sittings(request: HttpRequest, here: Here) -> HttpResponse:
    """Show the sittings that an organization keeps or that sit there."""
    on = today()
    rows = list(queries.sittings(within=here.circle, organization=here.organization))
    lines = [told.listed_sitting(each, on) for each in rows]
    running = sum(each["is_open"] for each in lines)
    title = ngettext("%(count)s code is open", "%(count)s codes are open", running)
    return render(
        request,
        f"{_PATH}/sittings.html",
        {
            "organization": here.organization,
            "title": title % {"count": running} if running else _("No code is open now"),
            "lines": lines,
            "crumbs": own_crumbs(here, (_("Survey codes"), "")),
        },
    )


@at_own(ENTER_ANSWERS)
@require_safe
def sitting(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Show one sitting: its code, its paper, how many have answered, and what they said."""
    one = _own(here, number)
    asked = queries.questions_of(one.group.survey)
    # A school counts the answers of its classes, which are rows of the partnership.
    with opened_for_system("a school enters the sheets of its classes"):
        shown, count = results.shown(one, asked), results.count_so_far(one)
    return render(
        request,
        f"{_PATH}/sitting.html",
        {
            "organization": here.organization,
            "survey": one.group.survey,
            "one": {
                **door(request, one),
                **told.sitting(one, shown, count, today(), language()),
            },
            "crumbs": _in(here, one.group.survey.name),
        },
    )


@at_own(ENTER_ANSWERS)
@require_safe
def sitting_sheet(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Print the sheet of a sitting, in the reader's language."""
    return sheet_paper(request, _own(here, number))


@at_own(ENTER_ANSWERS)
@require_http_methods(["GET", "HEAD", "POST"])
def enter_sheets(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Type in what people marked on paper, many sheets on one page; all are kept, or none."""
    one = _own(here, number)
    asked = queries.questions_of(one.group.survey)
    rows = read_rows(request.POST.dict(), asked, ROWS)
    errors = [each.error for each in rows if each.error]
    sheets = [each.steps for each in rows if each.steps]
    typed = request.POST.get("number", "")[:40] or new_number()
    if request.method == "POST" and not errors:
        try:
            if sheets:
                _kept_once(request, here, one, sheets, typed)
            return redirect("promote:enter_sheets", here.organization.slug, one.pk)
        except Refused as refusal:
            errors = [say(refusal)]
    given = told.grid(one, asked, rows, errors)
    given |= {
        "number": new_number(),
        "back": _address(here, one),
        "crumbs": _in(here, one.group.survey.name),
    }
    status = 422 if errors else 200
    return render(request, f"{_PATH}/enter.html", given, status=status)


def _kept_once(
    request: HttpRequest, here: Here, one: Sitting, sheets: list[dict[int, int]], number: str
) -> None:
    """Keep sheets, unless those of this number were kept a moment ago."""
    with counted_once(number) as is_new:
        if not is_new:
            return
        kept = actions.enter_sheets(
            by=here.person, at=here.organization, sitting=one, sheets=sheets, on=today()
        )
        words = ngettext("%(count)s sheet is kept.", "%(count)s sheets are kept.", kept)
        messages.success(request, words % {"count": kept})


@at_own(ENTER_ANSWERS)
@require_POST
def close_sitting(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Close a sitting before its last day, so that its results can be seen."""
    one = _own(here, number)
    try:
        actions.finish_sitting(
            by=here.person, at=here.organization, sitting=one, now=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("The sitting is closed."))
    return redirect(_address(here, one))


def _own(here: Here, number: int) -> Sitting:
    found = queries.sitting(within=here.circle, organization=here.organization, number=number)
    if found is None:
        raise Http404(nothing_here())
    return found


def _address(here: Here, one: Sitting) -> str:
    return reverse("promote:sitting", args=[here.organization.slug, one.pk])


def _in(here: Here, title: str) -> list[dict[str, str]]:
    home = reverse("promote:sittings", args=[here.organization.slug])
    return own_crumbs(here, (_("Survey codes"), home), (title, ""))
