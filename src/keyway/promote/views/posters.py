"""Posters and postcards of a toolkit, with a code that leads to a page of this site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keyway.partners.queries.organizations import partnership_that_runs_the_site
from keyway.partners.views.frame import base_of, nothing_here, searched
from keyway.promote.briefs import posters as briefs
from keyway.promote.models.campaigns import Audience
from keyway.promote.views.toolkits import address_of, asker, handed_out, toolkit_or_404

if TYPE_CHECKING:
    from django.http import HttpRequest

    from keyway.promote.models import ToolkitPage

_CODE = re.compile(r"[A-Za-z0-9-]{1,12}")
_LONGEST = 40
# To whom a code says who is near; to others it opens the toolkit itself.
_NEARBY = frozenset({Audience.EVERYBODY, Audience.STUDENTS, Audience.PARENTS})


@require_safe
def poster(request: HttpRequest, page: int) -> HttpResponse:
    """Print a poster; the address may say ``size`` (letter, tabloid), ``to`` (near, page) or ``code``."""
    found, size = toolkit_or_404(page), _one_of(request, "size", briefs.SIZES)
    with translation.override(found.locale.language_code):
        lead = _lead(request, found)
        data = briefs.poster(found, asker(), lead, size=size, name=_name())
        return handed_out("poster", data, found, f"{found.slug}-poster")


@require_safe
def postcard(request: HttpRequest, page: int) -> HttpResponse:
    """Print a postcard; the address may say ``layout`` (card, sheet), ``to`` (near, page) or ``code``."""
    found, layout = toolkit_or_404(page), _one_of(request, "layout", briefs.LAYOUTS)
    with translation.override(found.locale.language_code):
        lead = _lead(request, found)
        data = briefs.postcard(found, asker(), lead, layout=layout, name=_name())
        return handed_out("postcard", data, found, f"{found.slug}-postcard")


def _one_of(request: HttpRequest, name: str, choices: tuple[str, ...]) -> str:
    """Return a choice of the address; the first where it makes none.

    Raises:
        Http404: it says something else.
    """
    asked = searched(request, name, _LONGEST) or choices[0]
    if asked not in choices:
        raise Http404(nothing_here())
    return asked


def _lead(request: HttpRequest, page: ToolkitPage) -> briefs.Lead:
    """Return where the code leads: a campaign's short link, who is near, or the toolkit itself."""
    code = searched(request, "code", _LONGEST)
    default = "near" if page.audience in _NEARBY else "page"
    asked = searched(request, "to", _LONGEST) or default
    if (code and not _CODE.fullmatch(code)) or asked not in ("near", "page"):
        raise Http404(nothing_here())
    near = _near() if asked == "near" else ""
    site = base_of(request)
    call = _("See three employers near you") if near else _("Open it on your phone")
    if code:
        return briefs.Lead(f"{site}/g/{code}", call)
    return briefs.Lead(f"{site}{near}" if near else address_of(request, page), call)


def _near() -> str:
    try:
        return reverse("promote:near")
    except NoReverseMatch:
        return ""


def _name() -> str:
    partnership = partnership_that_runs_the_site()
    return partnership.name if partnership else "Keyway"
