"""The newsletter: asking for it, ending it, and the file for the tool that sends it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, cast

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from keyway.errors import Refused
from keyway.partners import access
from keyway.partners.access.walls import opened_for_system
from keyway.partners.models import Organization
from keyway.partners.queries.organizations import Panel, declare_own_page
from keyway.partners.views.frame import (
    Here,
    at_own,
    base_of,
    crumbs,
    day_here,
    state_shown,
    store,
    tell,
    today,
)
from keyway.partners.views.links import discreet
from keyway.partners.views.my import own_crumbs
from keyway.promote.access import EXPORT_SUBSCRIBERS
from keyway.promote.actions import subscribing as actions
from keyway.promote.forms.newsletter import EndForm, ExportForm, NewsletterForm
from keyway.promote.models import Subscriber
from keyway.promote.queries import newsletter as queries
from keyway.reference.lookups import names
from keyway.render.figure import Figure, Origin
from keyway.render.tables import harmless

if TYPE_CHECKING:
    from django.http import HttpRequest

_KINDS = frozenset({Organization.Kind.PARTNERSHIP.value})
declare_own_page(Panel(gettext_lazy("Readers of the newsletter"), "promote:own_newsletter", _KINDS))
# By network, as other forms for everybody; and by address, so that nobody is flooded with letters.
_LIMITS = {"newsletter": "10/h/ip", "newsletter_address": "3/d/key", "newsletter_end": "60/m/ip"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter(request: HttpRequest) -> HttpResponse:
    """Ask for the newsletter; the answer is the same whether the address is known or not."""
    form = NewsletterForm(request.POST or None, counties=_counties())
    if request.method == "POST" and form.is_valid():
        refused = _refused(request)
        if refused is not None:
            return refused
        given = form.cleaned_data
        wish = actions.Wish(
            given["email"], given["language"], given["audience"], given["county_fips"]
        )
        try:
            if not form.is_by_machine() and _may_write(request, wish.email):
                actions.ask_for_news(wish=wish, now=timezone.now(), base=base_of(request))
        except Refused as refusal:
            tell(form, refusal)
        else:
            return redirect("promote:newsletter_thanks")
    return render(
        request,
        "promote/newsletter.html",
        {"form": form, "crumbs": crumbs((_("Newsletter"), ""))},
        status=422 if form.is_bound else 200,
    )


@require_safe
def newsletter_thanks(request: HttpRequest) -> HttpResponse:
    """Say what comes next, to whoever asked or wants to end it."""
    context = {"crumbs": crumbs((_("Newsletter"), ""))}
    return render(request, "promote/newsletter_thanks.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_by_address(request: HttpRequest) -> HttpResponse:
    """Send the link that ends the newsletter, to whoever has no letter at hand."""
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        refused = _refused(request)
        if refused is not None:
            return refused
        email = form.cleaned_data["email"]
        try:
            if not form.is_by_machine() and _may_write(request, email):
                actions.send_end_link(email=email, base=base_of(request))
        except Refused as refusal:
            tell(form, refusal)
        else:
            return redirect("promote:newsletter_thanks")
    return render(
        request,
        "promote/newsletter_end.html",
        {"form": form, "crumbs": crumbs((_("Newsletter"), ""))},
        status=422 if form.is_bound else 200,
    )


@csrf_exempt
@discreet
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end_newsletter(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether to end the newsletter, and end it by a press; looking changes nothing.

    The token is the only proof, so that a mail program can end it with one press as well.
    """
    if not ratelimit.consume(request, app="keyway", action="newsletter_end", config=_LIMITS):
        return render(request, "partners/links/busy.html", status=429)
    with opened_for_system("somebody ends the newsletter"):
        found = queries.by_token_to_end(token)
        is_done = found is None or found.ended_at is not None
        if request.method == "POST" and found is not None:
            actions.end_newsletter(subscriber=found, now=timezone.now())
            is_done = True
    # The page names no address: letters are passed on. The other language is that of the front page.
    context = {"is_done": is_done, "crumbs": crumbs((_("Newsletter"), ""))}
    return render(request, "promote/newsletter_ended.html", context)


def _refused(request: HttpRequest) -> HttpResponse | None:
    refused = ratelimit.consume_or_429(request, app="keyway", config=_LIMITS, action="newsletter")
    return cast("HttpResponse | None", refused)


def _may_write(request: HttpRequest, email: str) -> bool:
    """Return whether a letter may go to an address today; three do."""
    return bool(
        ratelimit.consume(
            request, app="keyway", action="newsletter_address", config=_LIMITS, key=email.lower()
        )
    )


def _counties() -> list[tuple[str, str]]:
    found = names.counties(store(), state_shown().fips)
    return sorted(found.items(), key=lambda item: item[1])


# --- for staff -------------------------------------------------------------------------------------


@at_own(EXPORT_SUBSCRIBERS)
@require_safe
def own_newsletter(request: HttpRequest, here: Here) -> HttpResponse:
    """Show how many read the newsletter, by language and audience, and hand them out by segment."""
    rows = queries.readers(here.organization, within=here.circle)
    languages, audiences = dict(settings.LANGUAGES), dict(Subscriber.Audience.choices)
    lines = [
        {
            "language": languages.get(each.language, each.language),
            "audience": audiences.get(each.audience, each.audience),
            "count": _count(each.count),
        }
        for each in queries.segments(rows)
    ]
    return render(
        request,
        "promote/newsletter_readers.html",
        {
            "organization": here.organization,
            "lines": lines,
            "total": _count(rows.count()),
            "form": ExportForm(counties=_counties()),
            "crumbs": own_crumbs(here, (_("Readers of the newsletter"), "")),
        },
    )


def _count(count: int) -> Figure:
    note = _("Adults who asked for it and confirmed their address.")
    origin = Origin(method="directory", computed_date=today().isoformat(), note=note)
    return Figure(float(count), unit=_("readers"), origin=origin)


@at_own(EXPORT_SUBSCRIBERS)
@access.with_fresh_proof
@require_safe
def subscribers_file(request: HttpRequest, here: Here) -> HttpResponse:
    """Hand out the readers of a segment as CSV, each with the link that ends it."""
    form = ExportForm(request.GET, counties=_counties())
    if not form.is_valid():
        messages.error(request, _("Choose from the lists."))
        return redirect("promote:own_newsletter", slug=here.organization.slug)
    rows = actions.export_subscribers(
        by=here.person,
        organization=here.organization,
        within=here.circle,
        chosen=form.cleaned_data,
    )
    response = HttpResponse(_csv(rows, base_of(request)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="keyway-newsletter.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _csv(rows: list[Subscriber], base: str) -> bytes:
    """Write plain rows without a foot: programs that send mail read each line as an address."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["email", "language", "audience", "county_fips", "confirmed", "end_link"])
    for each in rows:
        confirmed: Any = day_here(each.confirmed_at).isoformat() if each.confirmed_at else ""
        cells = (each.email, each.language, each.audience, each.county_fips, confirmed)
        writer.writerow([*map(harmless, cells), actions.end_address(each, base)])
    return out.getvalue().encode()
