"""Campaigns of a partnership: the list, the calendar, one campaign and its reach."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keyway.errors import Refused
from keyway.partners import access
from keyway.partners.models import Organization
from keyway.partners.queries.organizations import Panel, declare_own_page
from keyway.partners.views.frame import (
    Here,
    as_file,
    at_own,
    base_of,
    day_here,
    language,
    nothing_here,
    say,
    state_shown,
    store,
    tell,
    today,
)
from keyway.partners.views.my import own_crumbs
from keyway.promote.access import EDIT_CAMPAIGNS
from keyway.promote.actions import campaigning as actions
from keyway.promote.briefs import campaigns as told
from keyway.promote.forms.campaigns import CampaignForm
from keyway.promote.models import Campaign
from keyway.promote.queries import campaigns as queries
from keyway.promote.queries import reach
from keyway.reference.lookups import names
from keyway.render import qr
from keyway.render.tables import Column, Table
from keyway.standards.icalendar import calendar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.forms import Form
    from django.http import HttpRequest

    from keyway.promote.models import CampaignLink

_KINDS = frozenset({Organization.Kind.PARTNERSHIP.value})
declare_own_page(Panel(gettext_lazy("Campaigns"), "promote:own_campaigns", _KINDS))
_PATH = "promote/campaigns"
_LOOKED_BACK, _PAGES_SHOWN = timedelta(days=29), 10


# --- all of them -----------------------------------------------------------------------------------


@at_own(EDIT_CAMPAIGNS)
@require_safe
def own_campaigns(request: HttpRequest, here: Here) -> HttpResponse:
    """Show an organization's campaigns, each with its days and how many openings it has."""
    on = today()
    rows = list(queries.own_campaigns(here.organization, within=here.circle))
    running = sum(queries.status_on(each, on) == Campaign.Status.RUNNING for each in rows)
    return render(
        request,
        f"{_PATH}/own.html",
        {
            "organization": here.organization,
            "title": told.title(len(rows), running),
            "lines": [told.line(each, on) for each in rows],
            "pages": reach.most_opened(on - _LOOKED_BACK, on, most=_PAGES_SHOWN),
            "crumbs": own_crumbs(here, (_("Campaigns"), "")),
        },
    )


@at_own(EDIT_CAMPAIGNS)
@require_safe
def campaign_calendar(request: HttpRequest, here: Here) -> HttpResponse:
    """Show all campaigns and what they put out, month by month."""
    on = today()
    rows = queries.own_campaigns(here.organization, within=here.circle)
    months = [
        {
            "first": month.first,
            "name": date_format(month.first, "YEAR_MONTH_FORMAT"),
            "days": [told.entry(day, on) for day in month.days],
        }
        for month in queries.months(queries.days_of(rows))
    ]
    return render(
        request,
        f"{_PATH}/calendar.html",
        {
            "organization": here.organization,
            "months": months,
            "crumbs": crumbs_to(here, _("Calendar")),
        },
    )


@at_own(EDIT_CAMPAIGNS)
@require_safe
def campaign_calendar_file(request: HttpRequest, here: Here) -> HttpResponse:
    """Hand the calendar out as a file for any calendar."""
    rows = list(queries.own_campaigns(here.organization, within=here.circle))
    base = base_of(request)
    urls = {each.pk: base + address_of(each) for each in rows}
    name = _("Campaigns: %(organization)s") % {"organization": here.organization.name}
    made = calendar(
        queries.calendar_entries(queries.days_of(rows), urls),
        name=name,
        host=request.get_host(),
        made_at=timezone.now(),
    )
    return download(made, "text/calendar; charset=utf-8", "keyway-campaigns.ics")


def download(made: bytes, kind: str, name: str) -> HttpResponse:
    """Hand out a file made now."""
    response = HttpResponse(made, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


# --- one of them -----------------------------------------------------------------------------------


@at_own(EDIT_CAMPAIGNS)
@require_http_methods(["GET", "HEAD", "POST"])
def start_campaign(request: HttpRequest, here: Here) -> HttpResponse:
    """Begin a campaign."""
    form = CampaignForm(
        request.POST or None, counties=_counties(), initial={"starts_date": today()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start_campaign(
                by=here.person,
                organization=here.organization,
                plan=_plan(form),
                on=today(),
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The campaign is begun. Now make its short links."))
            return redirect(address_of(made))
    back = reverse("promote:own_campaigns", args=[here.organization.slug])
    return form_page(
        request, form, _("Begin a campaign"), _("Begin"), back, crumbs_to(here, _("Begin"))
    )


@at_own()
@require_safe
def campaign(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Show one campaign: its goal, what it puts out, its short links and its reach."""
    one, on = own(here, number), today()
    links = list(queries.links_of(one))
    counted = reach.opens_of_links(links)
    by_day = reach.opens_by_day(reach.counts_of(one))
    opens = [count for count, _out in by_day.values()]
    spent = None if one.spent_usd is None else float(one.spent_usd)
    return render(
        request,
        f"{_PATH}/campaign.html",
        {
            "organization": here.organization,
            "campaign": one,
            "status": queries.status_on(one, on).label,
            "is_ended": one.status == Campaign.Status.ENDED,
            "days": told.days(one.starts_date, one.ends_date),
            "region": told.region(one, _counties(), state_shown().name),
            "opens": reach.opened(sum(opens), on=on),
            "people": reach.people_reached(opens, on=on),
            "cost": reach.cost_of_one(spent, opens, on=on),
            "channels": reach.opens_by_channel(links, counted, on=on),
            "by_day": told.daily(by_day, on),
            "drawn": told.drawn(by_day, on, language()),
            "pieces": [told.piece(each, on) for each in queries.pieces_of(one)],
            "short_links": [_link(request, each, counted, on) for each in links],
            "crumbs": crumbs_to(here, one.name),
        },
    )


def own(here: Here, number: int) -> Campaign:
    """Return a campaign of the organization at hand, or nothing is there; then ask who may."""
    found = queries.own_campaign(here.organization, number, within=here.circle)
    if found is None:
        raise Http404(nothing_here())
    access.require(here.person, EDIT_CAMPAIGNS, at=here.organization)
    return found


def _link(
    request: HttpRequest, link: CampaignLink, counted: dict[int, tuple[int, int]], on: date
) -> dict[str, Any]:
    opens, _out = counted.get(link.pk, (0, 0))
    address = short_address(request, link)
    return {
        "link": link,
        "address": address,
        "written": address.split("://", 1)[-1],
        "qr": mark_safe(qr.svg(address)),  # noqa: S308 — drawn by us from a short address
        "opens": reach.opened(opens, on=on),
        "ended": date_format(day_here(link.ended_at), "DATE_FORMAT") if link.ended_at else "",
    }


def short_address(request: HttpRequest, link: CampaignLink) -> str:
    """Return the whole short address of a link, as it is printed."""
    return base_of(request) + reverse("short_link", args=[link.code])


@at_own()
@require_http_methods(["GET", "HEAD", "POST"])
def change_campaign(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Change what a campaign is, and write down what was spent."""
    one = own(here, number)
    form = CampaignForm(request.POST or None, counties=_counties(), initial=vars(one))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_campaign(by=here.person, campaign=one, plan=_plan(form), on=today())
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect(address_of(one))
    crumbs = crumbs_to(here, one.name)
    return form_page(request, form, _("Change the campaign"), _("Keep"), address_of(one), crumbs)


@at_own()
@require_POST
def end_campaign(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """End a campaign."""
    one = own(here, number)
    try:
        actions.end_campaign(by=here.person, campaign=one)
    except Refused as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(
            request, _("The campaign has ended. Its short links go on until you end each one.")
        )
    return redirect(address_of(one))


@at_own()
@require_safe
def campaign_reach(request: HttpRequest, here: Here, number: str, form: str) -> HttpResponse:
    """Hand out the reach of a campaign as a file: one row for each link and day."""
    one = own(here, int(number))
    rows = reach.counts_of(one).select_related("link").order_by("day", "link__code")
    table = Table(
        title=_("Reach of a campaign"),
        columns=(
            Column("day", _("Day")),
            Column("code", _("Short code")),
            Column("channel", _("Channel")),
            Column("place", _("Place")),
            Column("opens_count", _("Times opened"), _("One browser on one day.")),
            Column("left_out_count", _("Left out"), _("Programs, previews and prefetches.")),
        ),
        rows=[
            (
                each.day.isoformat(),
                each.link.code,
                str(each.link.get_channel_display()),
                each.link.place,
                each.opens_count,
                each.left_out_count,
            )
            for each in rows
        ],
        origin=reach.opened(0, on=today()).origin,
    )
    return as_file(table, form, f"keyway-campaign-{one.pk}-reach")


def _plan(form: CampaignForm) -> actions.Plan:
    given = {**form.cleaned_data}
    return actions.Plan(**{**given, "county_codes": tuple(given["county_codes"])})


def _counties() -> list[tuple[str, str]]:
    found = names.counties(store(), state_shown().fips)
    return sorted(found.items(), key=lambda item: item[1])


# --- what all of them share ------------------------------------------------------------------------


def address_of(one: Campaign) -> str:
    """Return the address of a campaign's page."""
    return reverse("promote:campaign", args=[one.organization.slug, one.pk])


def crumbs_to(here: Here, last: str) -> list[dict[str, str]]:
    """Return the way from home to a page of campaigns."""
    mine = reverse("promote:own_campaigns", args=[here.organization.slug])
    return own_crumbs(here, (_("Campaigns"), mine), (last, ""))


def form_page(
    request: HttpRequest,
    form: Form,
    title: str,
    submit: str,
    back: str,
    crumbs: Sequence[dict[str, str]],
    **more: str,
) -> HttpResponse:
    """Show a form on a page of its own; 422 where what was typed does not do."""
    context = {"form": form, "title": title, "submit": submit, "back": back, "crumbs": crumbs}
    status = 422 if form.is_bound else 200
    return render(request, f"{_PATH}/form.html", {**context, **more}, status=status)
