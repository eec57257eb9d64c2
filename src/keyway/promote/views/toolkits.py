"""Toolkits on a page and on paper: the same content as a leaf, a poster or a postcard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keyway.partners.access.walls import opened_for_system
from keyway.partners.queries.organizations import partnership_that_runs_the_site
from keyway.partners.views.frame import (
    base_of,
    keep_today,
    language,
    nothing_here,
    searched,
    state_shown,
    store,
    today,
)
from keyway.promote.briefs import posters
from keyway.promote.briefs import toolkits as briefs
from keyway.promote.briefs.lessons import grouped
from keyway.promote.models.campaigns import Audience
from keyway.promote.models.showing import declare_context
from keyway.promote.queries import pages as queries
from keyway.promote.queries.figures import Asker
from keyway.promote.queries.reach import open_link
from keyway.promote.views.pages import article
from keyway.render import paper

if TYPE_CHECKING:
    from django.http import HttpRequest

    from keyway.promote.models import ToolkitPage

_CODE = re.compile(r"[A-Za-z0-9-]{1,12}")
_LONGEST = 40
# To whom a code says who is near; to others it opens the toolkit itself.
_NEARBY = frozenset({Audience.EVERYBODY, Audience.STUDENTS, Audience.PARENTS})


def toolkit(request: HttpRequest, page: Any) -> dict[str, Any]:
    """Return what a toolkit's page shows: its lesson on the clock, the check, and its papers."""
    return {
        **article(request, page),
        "groups": grouped(page.body),
        "marks": briefs.marks(page),
        "check_href": check_address() if page.has_check else "",
        "papers": _papers(page) if page.pk and page.live else {},
    }


@require_safe
def toolkit_paper(request: HttpRequest, page: int) -> HttpResponse:
    """Print a toolkit in the language in which it is written."""
    found = toolkit_or_404(page)
    with translation.override(found.locale.language_code):
        by = briefs.Printer(
            asker(), base_of(request), address_of(request, found), _check(request, found)
        )
        return handed_out("toolkit", briefs.paper(found, by), found, found.slug)


@require_safe
def poster(request: HttpRequest, page: int) -> HttpResponse:
    """Print a poster; the address may say ``size`` (letter, tabloid), ``to`` (near, page) or ``code``."""
    found, size = toolkit_or_404(page), _one_of(request, "size", posters.SIZES)
    with translation.override(found.locale.language_code):
        lead = _lead(request, found)
        data = posters.poster(found, asker(), lead, size=size, name=_name())
        return handed_out("poster", data, found, f"{found.slug}-poster")


@require_safe
def postcard(request: HttpRequest, page: int) -> HttpResponse:
    """Print a postcard; the address may say ``layout`` (card, sheet), ``to`` (near, page) or ``code``."""
    found, layout = toolkit_or_404(page), _one_of(request, "layout", posters.LAYOUTS)
    with translation.override(found.locale.language_code):
        lead = _lead(request, found)
        data = posters.postcard(found, asker(), lead, layout=layout, name=_name())
        return handed_out("postcard", data, found, f"{found.slug}-postcard")


# --- what they share ---


def toolkit_or_404(number: int) -> ToolkitPage:
    """Return a published toolkit.

    Raises:
        Http404: there is none of this number.
    """
    found = queries.public_toolkit(number)
    if found is None:
        raise Http404(nothing_here())
    return found


def asker() -> Asker:
    """Return what asks for figures now, in the language that is spoken."""
    return Asker(store(), state_shown(), language(), timezone.now(), today())


def address_of(request: HttpRequest, page: ToolkitPage) -> str:
    """Return the whole address of a page, as a code on paper says it."""
    href = page.get_url(request) or ""
    return href if "://" in href else f"{base_of(request)}{href}"


def check_address() -> str:
    """Return where the three-question check begins; empty where it is not offered."""
    try:
        return reverse("promote:start_check")
    except NoReverseMatch:
        return ""


def handed_out(template: str, data: dict[str, Any], page: ToolkitPage, name: str) -> HttpResponse:
    """Return a printed sheet; anybody may keep it for a minute."""
    spoken = language()
    made = paper.pdf(template, data, language=spoken, title=page.title)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}-{spoken}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Language"] = spoken
    return keep_today(response)


def _check(request: HttpRequest, page: ToolkitPage) -> str:
    href = check_address() if page.has_check else ""
    return f"{base_of(request)}{href}" if href else ""


def _papers(page: ToolkitPage) -> dict[str, str]:
    """Return the addresses of what can be printed of a published toolkit."""
    given = [page.pk]
    poster, card = reverse("promote:poster", args=given), reverse("promote:postcard", args=given)
    return {
        "paper": reverse("promote:toolkit_paper", args=given),
        "letter": poster,
        "tabloid": f"{poster}?size=tabloid",
        "card": card,
        "sheet": f"{card}?layout=sheet",
    }


def _one_of(request: HttpRequest, name: str, choices: tuple[str, ...]) -> str:
    """Return a choice of the address; the first where it makes none.

    Raises:
        Http404: it says something else.
    """
    asked = searched(request, name, _LONGEST) or choices[0]
    if asked not in choices:
        raise Http404(nothing_here())
    return asked


def _lead(request: HttpRequest, page: ToolkitPage) -> posters.Lead:
    """Return where the code leads: a campaign's short link, who is near, or the toolkit itself."""
    code = searched(request, "code", _LONGEST)
    default = "near" if page.audience in _NEARBY else "page"
    asked = searched(request, "to", _LONGEST) or default
    if (code and not _is_open(code)) or asked not in ("near", "page"):
        raise Http404(nothing_here())
    near = _near() if asked == "near" else ""
    site = base_of(request)
    call = _("See three employers near you") if near else _("Open it on your phone")
    if code:
        return posters.Lead(f"{site}/g/{code}", call)
    return posters.Lead(f"{site}{near}" if near else address_of(request, page), call)


def _is_open(code: str) -> bool:
    """Return whether a code leads somewhere today: what is printed cannot be taken back."""
    with opened_for_system("a short link is opened"):
        return bool(_CODE.fullmatch(code)) and open_link(code) is not None


def _near() -> str:
    try:
        return reverse("promote:near")
    except NoReverseMatch:
        return ""


def _name() -> str:
    partnership = partnership_that_runs_the_site()
    return partnership.name if partnership else "Keyway"


declare_context("promote.ToolkitPage", toolkit)
