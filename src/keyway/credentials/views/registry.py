"""The list of credentials: search, filters, counts and files; everything by its address."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from keyway.credentials.models import Credential, Recognition
from keyway.credentials.queries import registry as queries
from keyway.credentials.queries.registry import PRICES, Wanted
from keyway.credentials.views import linked
from keyway.credentials.views.facts import price, summary
from keyway.partners.views.frame import as_file, crumbs, keep_today, searched, state_shown, today
from keyway.render.figure import Figure, Origin
from keyway.render.tables import Column, Table

if TYPE_CHECKING:
    from django.db.models import TextChoices
    from django.http import HttpRequest, HttpResponse

    from keyway.credentials.queries.registry import Listed
    from keyway.render.tables import Cell

PAGE = 20
_CODE_LENGTH = 20
_FIRST_FIELDS = ("family",)
_CHOICES: dict[str, type[TextChoices]] = {
    "family": Credential.Family,
    "kind": Credential.Kind,
    "level": Credential.Level,
    "school": Credential.InSchool,
    "recognized": Recognition.Type,
}


@require_safe
def credentials(request: HttpRequest) -> HttpResponse:
    """Show the credentials that were asked for, with what is known of each."""
    wanted = wanted_of(request)
    found = queries.found(wanted)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    fields = _fields(wanted)
    origin = list_origin()
    lines = [line_of(each) for each in queries.listed(page, wanted)]
    context = {
        "wanted": wanted,
        "state": state_shown(),
        "search": wanted.q,
        "fields": [each for each in fields if each["name"] in _FIRST_FIELDS],
        "more_fields": [each for each in fields if each["name"] not in _FIRST_FIELDS],
        "has_more": bool(wanted.asked.keys() - {"q", *_FIRST_FIELDS}),
        "page": page,
        "lines": lines,
        "count": Figure(page.paginator.count, origin=origin),
        "kinds": _kinds(wanted, origin),
        "reset_href": reverse("credentials:credentials") if wanted.asked else "",
        "downloads": _downloads(wanted),
        "crumbs": crumbs((_("Credentials"), "")),
        **linked.in_list(
            _("Credentials"), [(each["credential"].name, each["href"]) for each in lines]
        ),
    }
    return keep_today(render(request, "credentials/registry/credentials.html", context))


@require_safe
def download(request: HttpRequest, form: str) -> HttpResponse:
    """Hand out what was asked for as a file, with its origin."""
    wanted = wanted_of(request)
    found = queries.found(wanted).select_related("superseded_by").prefetch_related("codes")
    table = Table(
        title=_("Credentials"),
        columns=_columns(),
        rows=[_row(each) for each in queries.listed(found, wanted)],
        origin=list_origin(),
    )
    return as_file(table, form, "keyway-credentials")


def wanted_of(request: HttpRequest) -> Wanted:
    """Return what the address asks for; what is no choice asks for nothing."""
    asked = {name: searched(request, name, _CODE_LENGTH) for name in _names()}
    for name, choices in _CHOICES.items():
        known = {*choices.values, "any"} if name == "recognized" else set(choices.values)
        asked[name] = asked[name] if asked[name] in known else ""
    asked["price"] = asked["price"] if asked["price"] in PRICES else ""
    for name in ("checked", "taught", "hired"):
        asked[name] = "1" if asked[name] else ""
    return Wanted(on=today(), state_code=state_shown().code, q=searched(request, "q"), **asked)


def _names() -> tuple[str, ...]:
    return (*_CHOICES, "checked", "taught", "hired", "price")


def list_origin() -> Origin:
    """Return where the registry's facts come from; each credential's page names its own pages."""
    return Origin(
        method="directory",
        note=_(
            "Each credential says on its page which pages its facts rest on, when they were seen, "
            "and whether somebody checked them."
        ),
    )


def address(wanted: Wanted, **changed: str) -> str:
    """Return the list's address for what is wanted, with changes."""
    query = urlencode(replace(wanted, **changed).asked)  # type: ignore[arg-type]
    return reverse("credentials:credentials") + (f"?{query}" if query else "")


# --- one line --------------------------------------------------------------------------------------


def line_of(line: Listed) -> dict[str, Any]:
    """Return a credential as the list shows it."""
    one = line.credential
    return {
        "credential": one,
        "href": reverse("credentials:credential", args=[one.slug]),
        "summary": summary(one),
        "facts": [
            one.get_kind_display(),
            one.issuer.abbreviation or one.issuer.name,
            one.get_level_display(),
        ],
        "price": price(one),
        "known": [each for each in (_recognized(line), _taught(line), _hired(line)) if each],
        "is_replaced": one.superseded_by_id is not None,
    }


def _recognized(line: Listed) -> dict[str, Any] | None:
    checked = line.claims["verified"]
    open_ = line.claims["stale"] + line.claims["unverified"]
    if checked:
        text = ngettext("%(count)d recognizes it", "%(count)d recognize it", checked)
        return {"icon": "check", "text": text % {"count": checked}, "is_sure": True}
    if open_:
        text = ngettext("%(count)d claim, not verified", "%(count)d claims, not verified", open_)
        return {"icon": "caution", "text": text % {"count": open_}}
    return None


def _taught(line: Listed) -> dict[str, Any] | None:
    if not line.institutions:
        return None
    text = ngettext("taught at %(count)d place", "taught at %(count)d places", line.institutions)
    return {"icon": "schools", "text": text % {"count": line.institutions}}


def _hired(line: Listed) -> dict[str, Any] | None:
    if not line.employers:
        return None
    text = ngettext(
        "promised by %(count)d employer", "promised by %(count)d employers", line.employers
    )
    return {"icon": "manufacturers", "text": text % {"count": line.employers}, "is_sure": True}


# --- filters ---------------------------------------------------------------------------------------


def _fields(wanted: Wanted) -> list[dict[str, Any]]:
    """Return the filters with what can be chosen."""
    yes = {"1": _("Yes")}
    state = {"state": state_shown().name}
    choices: list[tuple[str, str, str, dict[str, str]]] = [
        ("family", _("Kind of work"), _("All kinds of work"), _labels(Credential.Family)),
        ("kind", _("What it is"), _("Everything"), _labels(Credential.Kind)),
        (
            "recognized",
            _("Recognized by"),
            _("Whoever it is"),
            {"any": _("Anybody at all"), **_labels(Recognition.Type)},
        ),
        ("checked", _("Only claims that were checked"), _("Checked or not"), yes),
        ("level", _("Level"), _("All levels"), _labels(Credential.Level)),
        ("school", _("In high school"), _("At any age"), _labels(Credential.InSchool)),
        ("taught", _("Taught in %(state)s") % state, _("Taught or not"), yes),
        ("hired", _("An employer in %(state)s hires for it") % state, _("Hired for or not"), yes),
        ("price", _("Price"), _("Any price"), _prices()),
    ]
    asked = wanted.asked
    return [
        {
            "name": name,
            "label": label,
            "value": asked.get(name, ""),
            "options": [
                {"value": "", "label": everything},
                *({"value": code, "label": text} for code, text in options.items()),
            ],
        }
        for name, label, everything, options in choices
    ]


def _labels(choices: type[TextChoices]) -> dict[str, str]:
    return {str(code): str(label) for code, label in choices.choices}


def _prices() -> dict[str, str]:
    return {
        "free": _("Free"),
        "100": _("Up to $100"),
        "300": _("Up to $300"),
        "more": _("More than $300"),
        "unknown": _("Not known"),
    }


def _kinds(wanted: Wanted, origin: Origin) -> list[dict[str, Any]]:
    """Return how many there are of each kind, each with the address that shows them alone."""
    counted = queries.kind_counts(queries.found(replace(wanted, kind="")))
    return [
        {
            "label": label,
            "figure": Figure(counted[value], origin=origin),
            "href": address(wanted, kind=str(value)),
            "is_current": wanted.kind == value,
        }
        for value, label in Credential.Kind.choices
        if counted.get(value)
    ]


# --- files -----------------------------------------------------------------------------------------


def _downloads(wanted: Wanted) -> list[dict[str, str]]:
    query = address(wanted).partition("?")[2]
    return [
        {
            "label": form.upper(),
            "href": reverse("credentials:download", args=[form]) + (f"?{query}" if query else ""),
        }
        for form in ("csv", "xlsx", "json")
    ]


def _columns() -> tuple[Column, ...]:
    return (
        Column("key", _("Key")),
        Column("name", _("Name")),
        Column("abbreviation", _("Abbreviation")),
        Column("issuer", _("Issuer")),
        Column("kind", _("What it is")),
        Column("family", _("Kind of work")),
        Column("level", _("Level")),
        Column("in_school", _("In high school")),
        Column("minimum_age", _("Minimum age"), _("Empty is unknown.")),
        Column("exam", _("Exam")),
        Column("price_low_usd", _("Price from"), _("In dollars; empty is unknown, 0 is free.")),
        Column("price_high_usd", _("Price to")),
        Column("price_date", _("Price seen on")),
        Column("renewal", _("Renewal")),
        Column("renewal_months", _("Months until renewal")),
        Column("claims_verified", _("Claims of recognition that were checked")),
        Column("claims_stale", _("Claims that are out of date")),
        Column("claims_unverified", _("Claims that nobody has checked")),
        Column("institutions", _("Institutions that teach toward it")),
        Column("employers", _("Employers that promise something for it")),
        Column("soc_codes", _("Occupations (SOC)")),
        Column("cip_codes", _("Fields of study (CIP)")),
        Column("evidence", _("How well it is known")),
        Column("seen_date", _("Facts as of")),
        Column("replaced_by", _("Replaced by")),
        Column("official_url", _("Issuer's page")),
        Column("page", _("Page")),
    )


def _row(line: Listed) -> tuple[Cell, ...]:
    one = line.credential
    return (
        one.key,
        one.name,
        one.abbreviation,
        one.issuer.name,
        one.get_kind_display(),
        one.get_family_display(),
        one.get_level_display(),
        one.get_in_school_display(),
        one.minimum_age,
        one.get_exam_mode_display(),
        None if one.price_low_usd is None else float(one.price_low_usd),
        None if one.price_high_usd is None else float(one.price_high_usd),
        _day(one.price_date),
        one.get_renewal_display(),
        one.renewal_months,
        line.claims["verified"],
        line.claims["stale"],
        line.claims["unverified"],
        line.institutions,
        line.employers,
        _codes(one, "soc"),
        _codes(one, "cip"),
        one.get_evidence_display(),
        _day(one.seen_date),
        one.superseded_by.name if one.superseded_by else "",
        one.official_url,
        f"/credentials/{one.slug}/",
    )


def _codes(one: Credential, scheme: str) -> str:
    return " ".join(sorted(each.code for each in one.codes.all() if each.scheme == scheme))


def _day(date: Any) -> str:
    return date.isoformat() if date else ""
