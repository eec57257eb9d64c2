"""What a campaign puts out, and the short links by which it is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Site

from keyway.errors import Refused
from keyway.partners import access
from keyway.partners.views.frame import (
    Here,
    at_own,
    nothing_here,
    say,
    tell,
)
from keyway.promote.access import EDIT_CAMPAIGNS
from keyway.promote.actions import campaigning as actions
from keyway.promote.forms.campaigns import PieceForm, ShortLinkForm
from keyway.promote.queries import campaigns as queries
from keyway.promote.views.campaigns import (
    address_of,
    crumbs_to,
    download,
    form_page,
    own,
    short_address,
)
from keyway.render import qr

if TYPE_CHECKING:
    from django.http import HttpRequest

    from keyway.promote.models import CampaignLink, CampaignPiece


# --- pieces ----------------------------------------------------------------------------------------


@at_own()
@require_http_methods(["GET", "HEAD", "POST"])
def add_piece(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Add something that a campaign puts out."""
    one = own(here, number)
    form = PieceForm(request.POST or None, pages=queries.public_pages())
    if request.method == "POST" and form.is_valid():
        plan = actions.PiecePlan(**form.cleaned_data)
        try:
            actions.add_piece(by=here.person, campaign=one, plan=plan)
        except Refused as refusal:
            tell(form, refusal)
        else:
            return redirect(f"{address_of(one)}#pieces")
    crumbs = crumbs_to(here, one.name)
    return form_page(request, form, _("Add a piece"), _("Add it"), address_of(one), crumbs)


@at_own()
@require_http_methods(["GET", "HEAD", "POST"])
def change_piece(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Change a piece, or write down that it is out and what it cost."""
    piece = _own_piece(here, number)
    initial = {**vars(piece), "page": piece.page_id}
    form = PieceForm(request.POST or None, pages=queries.public_pages(), initial=initial)
    back = address_of(piece.campaign)
    if request.method == "POST" and form.is_valid():
        plan = actions.PiecePlan(**form.cleaned_data)
        try:
            actions.change_piece(by=here.person, piece=piece, plan=plan)
        except Refused as refusal:
            tell(form, refusal)
        else:
            return redirect(f"{back}#pieces")
    remove = reverse("promote:remove_piece", args=[here.organization.slug, piece.pk])
    more = {"remove": remove, "remove_label": _("Remove this piece")}
    crumbs = crumbs_to(here, piece.campaign.name)
    return form_page(request, form, _("Change the piece"), _("Keep"), back, crumbs, **more)


@at_own()
@require_POST
def remove_piece(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Remove a piece."""
    piece = _own_piece(here, number)
    actions.remove_piece(by=here.person, piece=piece)
    messages.success(request, _("The piece is removed."))
    return redirect(f"{address_of(piece.campaign)}#pieces")


def _own_piece(here: Here, number: int) -> CampaignPiece:
    found = queries.own_piece(here.organization, number, within=here.circle)
    if found is None:
        raise Http404(nothing_here())
    access.require(here.person, EDIT_CAMPAIGNS, at=here.organization)
    return found


# --- short links -----------------------------------------------------------------------------------


@at_own()
@require_http_methods(["GET", "HEAD", "POST"])
def add_short_link(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Make a short link for one channel and place."""
    one = own(here, number)
    form = ShortLinkForm(
        request.POST or None,
        pieces=queries.pieces_of(one),
        host=request.get_host(),
        leads_somewhere=lambda path: _leads_somewhere(request, path),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.make_short_link(by=here.person, campaign=one, now=timezone.now(), **given)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The short link is made. Its QR code stands beside it."))
            return redirect(f"{address_of(one)}#links")
    crumbs = crumbs_to(here, one.name)
    return form_page(request, form, _("Make a short link"), _("Make it"), address_of(one), crumbs)


def _leads_somewhere(request: HttpRequest, path: str) -> bool:
    """Return whether there is a page at an address of this site."""
    try:
        # Addresses are found in the language in force alone.
        with translation.override(path[1:3]):
            found = resolve(path)
    except Resolver404:
        return False
    site = Site.find_for_request(request)
    is_editors = found.url_name == "wagtail_serve" and site is not None
    return queries.is_page_at(site.root_page, path) if is_editors else True


@at_own()
@require_POST
def end_short_link(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """End a short link."""
    link = _own_link(here, number)
    try:
        actions.end_short_link(by=here.person, link=link, now=timezone.now())
    except Refused as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("The short link has ended. It says so to whoever opens it."))
    return redirect(f"{address_of(link.campaign)}#links")


@at_own()
@require_safe
def short_link_code(request: HttpRequest, here: Here, number: str, form: str) -> HttpResponse:
    """Hand out a short link's QR code as a picture for whoever sets the poster."""
    link = _own_link(here, int(number))
    address = short_address(request, link)
    if form == "png":
        return download(qr.png(address), "image/png", f"keyway-{link.code}.png")
    return download(qr.svg(address).encode(), "image/svg+xml", f"keyway-{link.code}.svg")


def _own_link(here: Here, number: int) -> CampaignLink:
    found = queries.own_link(here.organization, number, within=here.circle)
    if found is None:
        raise Http404(nothing_here())
    access.require(here.person, EDIT_CAMPAIGNS, at=here.organization)
    return found
