"""Answering a survey by its code, and the check that a teacher runs without an account.

Nobody here is signed in and no cookie is set or read: a form carries its own proof that its page was
opened, and a number that lets it count once.
"""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from keyway.errors import Refused
from keyway.partners.access.walls import opened_for_system
from keyway.partners.queries import organizations
from keyway.partners.views.frame import (
    base_of,
    language,
    nothing_here,
    say,
    state_shown,
    store,
    today,
)
from keyway.partners.views.links import discreet
from keyway.promote.actions import answering as actions
from keyway.promote.actions.sampling import Asked
from keyway.promote.briefs import surveys as told
from keyway.promote.forms.answers import StartForm, read_rows, read_sheet
from keyway.promote.queries import results
from keyway.promote.queries import surveys as queries
from keyway.promote.queries.surveys import SittingState
from keyway.render import paper, qr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from keyway.promote.forms.answers import Row
    from keyway.promote.models import Sitting, SurveyGroup

_PATH = "promote/check"
ROWS = 12
_ONCE_SECONDS = 86_400
# Whole classes answer from behind one address; whoever guesses codes is stopped much earlier.
_LIMITS = {"sheet": "900/m/ip", "code": "60/m/ip", "check": "60/h/ip"}


# --- starting --------------------------------------------------------------------------------------


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start_check(request: HttpRequest) -> HttpResponse:
    """Let a teacher start the three-question check, or a student type a code."""
    if request.method != "POST" and request.GET.get("code", "").strip():
        code = "".join(request.GET["code"].split()).lower()[:12]
        is_code = code.isascii() and code.isalnum()
        return redirect("promote:answer", code=code if is_code else "-")
    form = StartForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if not _within_limits(request, "check"):
            return _closed(request, "busy", 429)
        is_opened = _opened_sheet(request, "start") is not None
        if form.is_valid() and not is_opened:
            form.add_error(None, told.old_sheet())
        started = _started(form) if form.is_valid() else None
        if started is not None:
            return redirect("promote:check_results", token=started)
        status = 422 if is_opened else 403
    with opened_for_system("whoever answers a survey is nobody to us"):
        partnership = organizations.partnership_that_runs_the_site()
    given = {"form": form, "has_keeper": partnership is not None, "proof": _sheet_number("start")}
    return render(request, f"{_PATH}/start.html", given, status=status)


def _started(form: StartForm) -> str | None:
    """Return the token of a check that was started; None where something typed has to change."""
    typed = form.cleaned_data
    try:
        with opened_for_system("whoever answers a survey is nobody to us"):
            school, county = queries.place_of(typed["place"], store(), state_shown())
            asked = Asked(
                school=school,
                grade=typed["grade"],
                expected_count=typed["expected_count"],
                county_fips=county,
            )
            started = actions.start_check(
                partnership=organizations.partnership_that_runs_the_site(),
                asked=asked,
                wave=typed["wave"],
                now=timezone.now(),
                on=today(),
            )
    except Refused as refusal:
        form.add_error(None, say(refusal))
        return None
    return started.token


# --- answering -------------------------------------------------------------------------------------


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Ask what a code opens; keep the answers and say thank you at an address of its own."""
    with opened_for_system("whoever answers a survey is nobody to us"):
        sitting = queries.by_code(code)
        if sitting is None:
            known = _within_limits(request, "code")
            return _closed(request, "unknown" if known else "busy", 404 if known else 429)
        state = queries.state_of(sitting, on=today())
        if state is not SittingState.OPEN:
            return _closed(
                request, state.value, 410 if state is SittingState.CLOSED else 200, sitting
            )
        if request.method == "POST":
            return _answered(request, sitting)
        return _sheet(request, sitting)


def _answered(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    if not _within_limits(request, "sheet"):
        return _closed(request, "busy", 429)
    number = _opened_sheet(request, sitting.code)
    if number is None:
        return _sheet(request, sitting, told.old_sheet(), 403)
    steps = read_sheet(request.POST.dict(), queries.questions_of(sitting.group.survey))
    try:
        with counted_once(number) as is_new:
            if is_new:
                actions.answer(sitting=sitting, steps=steps, on=today())
    except Refused as refusal:
        return _sheet(request, sitting, say(refusal), 422)
    return redirect("promote:answer_thanks", code=sitting.code)


def _sheet(
    request: HttpRequest, sitting: Sitting, error: str = "", status: int = 200
) -> HttpResponse:
    survey = sitting.group.survey
    asked = queries.questions_of(survey)
    picked = read_sheet(request.POST.dict(), asked)
    given = {
        "sitting": sitting,
        "title": told.heading(survey),
        "questions": [told.asked(each, language(), picked.get(each.order)) for each in asked],
        "proof": _sheet_number(sitting.code),
        "error": error,
    }
    return render(request, f"{_PATH}/answer.html", given, status=status)


@never_cache
@require_safe
def answer_thanks(request: HttpRequest, code: str) -> HttpResponse:
    """Say thank you; whoever shares the device finds an empty sheet from here."""
    return render(request, f"{_PATH}/thanks.html", {"code": code})


@never_cache
@require_safe
def board(request: HttpRequest, code: str) -> HttpResponse:
    """Show the code large, for the wall of a classroom; nothing private is in the address."""
    with opened_for_system("whoever answers a survey is nobody to us"):
        sitting = queries.by_code(code)
        if sitting is None:
            known = _within_limits(request, "code")
            return _closed(request, "unknown" if known else "busy", 404 if known else 429)
        return render(
            request, f"{_PATH}/board.html", {"sitting": sitting, **door(request, sitting)}
        )


def _closed(
    request: HttpRequest, state: str, status: int, sitting: Sitting | None = None
) -> HttpResponse:
    """Say why a code takes no answers, and what to do."""
    opens = date_format(sitting.opens_date) if sitting is not None else ""
    given = {"state": state, "opens": opens}
    return render(request, f"{_PATH}/closed.html", given, status=status)


# --- a teacher's own page --------------------------------------------------------------------------


@csrf_exempt
@discreet
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_results(request: HttpRequest, token: str) -> HttpResponse:
    """Show a teacher the code, how many have answered, and what they said once the check is closed."""
    with opened_for_system("whoever answers a survey is nobody to us"):
        group = _group(request, token)
        if group is None:
            return _closed(request, "unknown", 404)
        if request.method == "POST":
            return _carried_out(request, group, token)
        return _own_page(request, group, token)


def _own_page(
    request: HttpRequest, group: SurveyGroup, token: str, error: str = "", status: int = 200
) -> HttpResponse:
    on = today()
    asked = queries.questions_of(group.survey)
    sittings = [
        {
            **door(request, each),
            **told.sitting(
                each, results.shown(each, asked), results.count_so_far(each), on, language()
            ),
        }
        for each in group.sittings.select_related("group__survey").order_by("opens_date", "pk")
    ]
    given = {
        "group": group,
        "token": token,
        "sittings": sittings,
        "title": told.check_title(sittings),
        "can_ask_again": told.can_ask_again(sittings),
        "address": base_of(request) + reverse("promote:check_results", args=[token]),
        "proof": _sheet_number(token),
        "error": error,
    }
    return render(request, f"{_PATH}/results.html", given, status=status)


def _carried_out(request: HttpRequest, group: SurveyGroup, token: str) -> HttpResponse:
    """Close a class's check, or give it a second code."""
    if _opened_sheet(request, token) is None:
        return _own_page(request, group, token, told.old_sheet(), 403)
    try:
        if request.POST.get("deed") == "again":
            actions.ask_again(group=group, on=today())
        else:
            sitting = _own_sitting(group, request.POST.get("sitting", ""))
            actions.finish_check(group=group, sitting=sitting, now=timezone.now())
    except Refused as refusal:
        return _own_page(request, group, token, say(refusal), 409)
    return redirect("promote:check_results", token=token)


@csrf_exempt
@discreet
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_sheets(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Let a teacher type in what a class marked on paper, many sheets on one page."""
    with opened_for_system("whoever answers a survey is nobody to us"):
        group = _group(request, token)
        if group is None:
            return _closed(request, "unknown", 404)
        sitting = _own_sitting(group, str(number))
        asked = queries.questions_of(group.survey)
        rows = read_rows(request.POST.dict(), asked, ROWS)
        errors: list[str] = []
        sheet = _opened_sheet(request, token) if request.method == "POST" else ""
        if request.method == "POST":
            errors = _typed_in(group, sitting, rows, sheet)
            if not errors:
                return redirect("promote:check_results", token=token)
        given = told.grid(sitting, asked, rows, errors)
        given |= {
            "proof": _sheet_number(token),
            "back": reverse("promote:check_results", args=[token]),
        }
        status = 403 if sheet is None else 422 if errors else 200
        return render(request, "promote/surveys/enter.html", given, status=status)


def _typed_in(
    group: SurveyGroup, sitting: Sitting, rows: list[Row], sheet: str | None
) -> list[str]:
    """Keep the sheets of a class once; return what has to change first."""
    if sheet is None:
        return [told.old_sheet()]
    errors = [each.error for each in rows if each.error]
    sheets = [each.steps for each in rows if each.steps]
    if errors or not sheets:
        return errors
    try:
        with counted_once(sheet) as is_new:
            if is_new:
                actions.enter_sheets_of_class(
                    group=group, sitting=sitting, sheets=sheets, on=today()
                )
    except Refused as refusal:
        return [say(refusal)]
    return []


@require_safe
@never_cache
def check_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Print the sheet of a sitting in the reader's language; whoever has the code may print it."""
    with opened_for_system("whoever answers a survey is nobody to us"):
        sitting = queries.by_code(code)
        if sitting is None:
            known = _within_limits(request, "code")
            return _closed(request, "unknown" if known else "busy", 404 if known else 429)
        return sheet_paper(request, sitting)


def sheet_paper(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Return the printed sheet of a sitting in the reader's language."""
    asked = queries.questions_of(sitting.group.survey)
    data = told.paper_sheet(sitting, asked, address_of(request, sitting), language())
    made = paper.pdf("survey", data, language=language(), title=data["heading"])
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="keyway-{sitting.code}-{language()}.pdf"'
    response["Content-Language"] = language()
    response["X-Content-Type-Options"] = "nosniff"
    return response


# --- small things ----------------------------------------------------------------------------------


def address_of(request: HttpRequest, sitting: Sitting) -> str:
    """Return the address of a sitting without a language: each phone gets its own."""
    return f"{base_of(request)}/check/{sitting.code}/"


def door(request: HttpRequest, sitting: Sitting) -> dict[str, Any]:
    """Return the way to a sitting: its address, the same to be typed, and its QR code."""
    address = address_of(request, sitting)
    words = _("Opens the questions: %(address)s") % {"address": address}
    return {
        "address": address,
        "short": address.split("://", 1)[1].rstrip("/"),
        # Drawn by us from an address of ours; nothing that was typed is in it.
        "qr": mark_safe(qr.svg(address, label=words)),  # noqa: S308
    }


def _group(request: HttpRequest, token: str) -> SurveyGroup | None:
    found = queries.by_token(token)
    if found is None and not _within_limits(request, "code"):
        return None
    return found


def _own_sitting(group: SurveyGroup, number: str) -> Sitting:
    found = None
    if number.isascii() and number.isdigit() and len(number) < 18:
        found = group.sittings.select_related("group__survey", "organization").filter(pk=number)
    one = found.first() if found is not None else None
    if one is None:
        raise Http404(nothing_here())
    return one


def _within_limits(request: HttpRequest, action: str) -> bool:
    kept: bool = ratelimit.consume(
        request, app="keyway", action=action, config=_LIMITS, limit_get=True
    )
    return kept


def _sheet_number(salt: str) -> str:
    """Return a new number, signed, that a form sends back: its page was opened, and it counts once."""
    return Signer(salt=f"{settings.ROOT_URLCONF}.check.{salt}").sign(new_number())


def new_number() -> str:
    """Return a number that lets a form count once."""
    return secrets.token_urlsafe(9)


def _opened_sheet(request: HttpRequest, salt: str) -> str | None:
    signer = Signer(salt=f"{settings.ROOT_URLCONF}.check.{salt}")
    try:
        return signer.unsign(request.POST.get("proof", ""))
    except BadSignature:
        return None


@contextmanager
def counted_once(number: str) -> Iterator[bool]:
    """Yield whether a sheet with this number is new; it stays so where the block does not keep it.

    Two taps at once are two requests: one statement decides which of them counts.
    """
    key = f"keyway.sheet.{number}"
    is_new = cache.add(key, 1, _ONCE_SECONDS)
    try:
        yield is_new
    except BaseException:
        if is_new:
            cache.delete(key)
        raise
