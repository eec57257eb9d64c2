"""Three employers near you: from a ZIP code on a poster or typed on a phone, kept nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from keyway.credentials.models import Promise
from keyway.credentials.queries.nearby import ZipNotHere, zip_in_state
from keyway.partners.views.frame import crumbs, say, searched, state_shown, store, today
from keyway.promote.queries.beside import away
from keyway.promote.queries.near import employers_near, furthest_miles

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.promote.queries.near import Employer

_ZIP_LENGTH = 12
_PROMISES = 2


@require_safe
def near(request: HttpRequest) -> HttpResponse:
    """Ask for a ZIP code, and show three employers near it; no cache keeps the answer."""
    zip_code = searched(request, "zip", _ZIP_LENGTH)
    found, fault = _found(zip_code)
    context = {
        "state": state_shown(),
        "zip": zip_code,
        "fault": fault,
        "title": _title(zip_code, found, fault),
        "lines": [line_of(each) for each in found],
        "has_demo": any(each.organization.is_demo for each in found),
        "has_promise": any(each.promises for each in found),
        "is_asked": bool(zip_code) and not fault,
        "reach": round(furthest_miles()),
        "paths_href": reverse("credentials:paths"),
        "crumbs": crumbs((_("Employers near you"), "")),
    }
    response = render(request, "promote/near.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _found(zip_code: str) -> tuple[list[Employer], str]:
    """Return the employers near a ZIP code, or in a sentence what is wrong with it."""
    if not zip_code:
        return [], ""
    try:
        point = zip_in_state(store(), state_shown(), zip_code)
    except ZipNotHere as refusal:
        return [], say(refusal)
    return employers_near(point, state_code=state_shown().code, on=today()), ""


def _title(zip_code: str, found: list[Employer], fault: str) -> str:
    if not zip_code or fault:
        return _("Three employers near you")
    if not found:
        return _("We know no employer near %(zip)s yet") % {"zip": zip_code}
    said = {"count": len(found), "zip": zip_code}
    return (
        ngettext("%(count)d employer near %(zip)s", "%(count)d employers near %(zip)s", len(found))
        % said
    )


def line_of(each: Employer) -> dict[str, Any]:
    """Return an employer as the page shows it."""
    shown = each.promises[:_PROMISES]
    return {
        "organization": each.organization,
        "href": reverse("partners:organization", args=[each.organization.slug]),
        "place": "\N{NO-BREAK SPACE}· ".join(filter(None, (each.site.city, away(each.miles)))),
        "promises": [_promise(one) for one in shown],
        "more": len(each.promises) - len(shown),
    }


def _promise(one: Promise) -> dict[str, Any]:
    words = {
        Promise.Deed.HIRE: _("We hire people who have:"),
        Promise.Deed.PAY_MORE: _("We pay more to people who have:"),
        Promise.Deed.INTERVIEW: _("We talk to everybody who has:"),
        Promise.Deed.PREFER: _("We prefer people who have:"),
    }
    return {
        "words": words[Promise.Deed(one.deed)],
        "credential": one.credential.name,
        "href": reverse("credentials:credential", args=[one.credential.slug]),
        "from": date_format(one.from_date),
        "until": date_format(one.until_date),
    }
