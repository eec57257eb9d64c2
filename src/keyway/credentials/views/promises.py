"""Promises for everybody: the list, the panel on a manufacturer's page, the printed certificate."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from keyway.credentials.actions.promise_links import summary
from keyway.credentials.models import Credential, Promise
from keyway.credentials.queries import nearby
from keyway.credentials.queries import promises as queries
from keyway.credentials.queries.promises import Wanted
from keyway.credentials.views import linked
from keyway.errors import Refused
from keyway.partners.models import Organization
from keyway.partners.queries.directory import public_organizations
from keyway.partners.queries.organizations import Panel, declare_own_page, declare_panel
from keyway.partners.views.frame import (
    crumbs,
    day_here,
    keep_today,
    language,
    nothing_here,
    say,
    searched,
    state_shown,
    store,
    today,
)
from keyway.reference.lookups import names
from keyway.render import numbers, paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from keyway.credentials.queries.promises import Shown

_MAKERS = frozenset({Organization.Kind.MANUFACTURER.value})
declare_panel(Panel(gettext_lazy("Promises"), "credentials:promises_panel", _MAKERS))
declare_own_page(Panel(gettext_lazy("Promises"), "credentials:own_promises", _MAKERS))

MILES = (10, 25, 50, 100)
_SLUG_LENGTH = 120


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """Show which manufacturers promise what to whoever holds which credential."""
    wanted, error = _wanted(request)
    on = today()
    shown = [] if error else queries.found(wanted, on=on)
    everything = queries.found(Wanted(wanted.state_code), on=on)
    real = [each.promise for each in shown if not each.promise.organization.is_demo]
    context = {
        # What is made up is shown and marked, and never counted.
        "title": _title(len(real), len({each.organization_id for each in real})),
        "state": state_shown(),
        "lines": [line_of(each) for each in shown],
        "fields": _fields(wanted, everything, searched(request, "zip", 5), error),
        "is_asked": bool(request.GET),
        "is_empty": not everything,
        "has_demo": any(each.promise.organization.is_demo for each in shown),
        "reset_href": reverse("credentials:promises") if request.GET else "",
        "crumbs": crumbs((_("Promises"), "")),
        **linked.in_promises([each.promise for each in shown]),
    }
    return keep_today(render(request, "credentials/promises/promises.html", context))


def _title(count: int, companies: int) -> str:
    if not count:
        return _("Who promises what for a credential")
    said = {"companies": companies, "promises": count}
    if companies == 1:
        return (
            ngettext(
                "One manufacturer signed a promise",
                "One manufacturer signed %(promises)s promises",
                count,
            )
            % said
        )
    return _("%(companies)s manufacturers signed %(promises)s promises") % said


def _wanted(request: HttpRequest) -> tuple[Wanted, str]:
    """Return what the address asks for, and what is wrong with its ZIP code, if anything."""
    asked = {
        "credential": searched(request, "credential", _SLUG_LENGTH),
        "family": searched(request, "family", 20),
        "county": searched(request, "county", 5),
        "deed": searched(request, "deed", 20),
    }
    if asked["family"] not in Credential.Family.values:
        asked["family"] = ""
    if asked["deed"] not in Promise.Deed.values:
        asked["deed"] = ""
    point, error = None, ""
    zip_code = searched(request, "zip", 5)
    try:
        point = nearby.zip_in_state(store(), state_shown(), zip_code) if zip_code else None
    except Refused as refusal:
        error = say(refusal)
    within = searched(request, "within", 3)
    most = int(within) if within.isdecimal() and int(within) in MILES else 0
    return Wanted(state_shown().code, **asked, point=point, within=most), error


def _fields(
    wanted: Wanted, shown: Iterable[Shown], zip_code: str, error: str
) -> list[dict[str, Any]]:
    """Return the filters; only what somebody promises can be chosen."""
    rows = list(shown)
    counties = names.counties(store(), state_shown().fips)
    held = {each.promise.credential for each in rows}
    here = {each.site.county_fips for each in rows if each.site}
    families = {each.family for each in held}
    choices = [
        (
            "credential",
            _("Credential"),
            _("All credentials"),
            sorted(((each.slug, each.name) for each in held), key=lambda pair: pair[1].casefold()),
        ),
        (
            "family",
            _("Kind of work"),
            _("All kinds"),
            [(code, str(name)) for code, name in Credential.Family.choices if code in families],
        ),
        (
            "county",
            _("County"),
            _("All counties"),
            [(code, name) for code, name in counties.items() if code in here],
        ),
        ("deed", _("Promise"), _("All promises"), [(c, str(n)) for c, n in Promise.Deed.choices]),
    ]
    asked = asdict(wanted)
    fields = [
        {
            "name": name,
            "label": label,
            "value": asked[name],
            "options": [
                {"value": "", "label": every},
                *({"value": value, "label": text} for value, text in options),
            ],
        }
        for name, label, every, options in choices
    ]
    place = {"name": "zip", "label": _("Near ZIP code"), "value": zip_code, "error": error}
    limits = [{"value": "", "label": _("Any distance")}]
    limits += [
        {"value": str(each), "label": _("%(miles)s miles") % {"miles": each}} for each in MILES
    ]
    far = {"name": "within", "label": _("Within"), "value": str(wanted.within), "options": limits}
    return [*fields, place, far]


def line_of(shown: Shown) -> dict[str, Any]:
    """Return one promise as a page shows it: who, what, where, until when."""
    one, site = shown.promise, shown.site
    counties = names.counties(store(), state_shown().fips)
    county = counties.get(site.county_fips, "") if site else ""
    place = _place(one, site.city if site else "", county)
    return {
        "promise": one,
        "organization": one.organization,
        "organization_href": reverse("partners:organization", args=[one.organization.slug]),
        "credential": one.credential,
        "credential_href": credential_href(one.credential),
        "deed": deed_of(one),
        "place": place,
        "until": date_format(one.until_date, "DATE_FORMAT"),
        "far": ""
        if shown.miles is None
        else _("about %(miles)s miles away, as the crow flies")
        % {"miles": numbers.number(max(shown.miles, 1), language())},
        "paper_href": reverse("credentials:promise_paper", args=[one.pk]),
    }


def _place(one: Promise, city: str, county: str) -> str:
    where = ", ".join(filter(None, (city, county if county != city else "")))
    if one.site_id is None:
        return _("at all its sites, such as %(place)s") % {"place": where} if where else ""
    return where


def deed_of(one: Promise) -> str:
    """Return what is promised, as a short sentence."""
    if one.extra_hourly_usd is not None:
        return _("We pay $%(more)s more an hour") % {"more": one.extra_hourly_usd}
    return str(one.get_deed_display())


def credential_href(credential: Credential) -> str:
    """Return the address of a credential's page."""
    try:
        return reverse("credentials:credential", args=[credential.slug])
    except NoReverseMatch:
        return ""


@require_safe
def panel(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a manufacturer promises, for its page in the directory."""
    organization = public_organizations().filter(slug=slug).first()
    if organization is None:
        raise Http404(nothing_here())
    standing = queries.standing_promises(on=today()).filter(organization=organization)
    lines = [line_of(each) for each in queries.placed(standing)]
    context = {"organization": organization, "lines": lines}
    return keep_today(render(request, "credentials/promises/_panel.html", context))


@require_safe
def certificate(request: HttpRequest, number: int) -> HttpResponse:
    """Print one standing promise on a page that can be hung on a wall."""
    rows = queries.standing_promises(on=today()).filter(pk=number)
    shown = next(iter(queries.placed(rows)), None)
    if shown is None:
        raise Http404(nothing_here())
    title = _("Promise of %(organization)s") % {"organization": shown.promise.organization.name}
    made = paper.pdf("promise", _printed(shown, request), language=language(), title=title)
    response = HttpResponse(made, content_type="application/pdf")
    name = f"keyway-promise-{number}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Language"] = language()
    return keep_today(response)


def _printed(shown: Shown, request: HttpRequest) -> dict[str, object]:
    one, line = shown.promise, line_of(shown)
    facts = [
        (_("Credential"), one.credential.name),
        (_("Given by"), one.credential.issuer.name),
        (_("What it shows"), summary(one.credential)),
        (_("Where"), line["place"]),
        (_("Holds from"), date_format(one.from_date, "DATE_FORMAT")),
        (_("Holds until"), line["until"]),
        (_("Signed on"), date_format(day_here(one.signed_at), "DATE_FORMAT")),
    ]
    return {
        "kicker": _("Promise on a credential"),
        "heading": one.organization.name,
        "deed": line["deed"],
        "credential": one.credential.name,
        "to_whom": _("to whoever holds this credential:"),
        "facts": [{"term": term, "text": text} for term, text in facts],
        "notice": _("This is a demonstration. No such company exists.")
        if one.organization.is_demo
        else "",
        "small": _(
            "The company can withdraw this promise on any day. What stands today is at %(address)s."
        )
        % {"address": request.build_absolute_uri(reverse("credentials:promises"))},
    }
