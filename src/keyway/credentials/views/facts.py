"""Facts of a credential in words and figures, as the pages of this room show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyway.credentials.models import Credential
from keyway.credentials.queries import nearby
from keyway.credentials.queries.recognition import recognizes
from keyway.partners.views.frame import language, store
from keyway.render.figure import Figure, Origin, SourceLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from keyway.credentials.models import ExamSite, Offering, Recognition
    from keyway.credentials.queries.recognition import Standing
    from keyway.credentials.queries.registry import Profile
    from keyway.partners.models import Organization, Site
    from keyway.reference.lookups.districts import Point

Kind = Credential.Kind


def kind_sentence(kind: str) -> str:
    """Return in one plain sentence what a kind of credential is worth."""
    return {
        Kind.CERTIFICATION: _(
            "A certification: somebody other than the teacher tests what its holder can do."
        ),
        Kind.CERTIFICATE: _(
            "A certificate: it says that a course was finished. Nobody from outside tests it."
        ),
        Kind.LICENSE: _("A license: the law asks for it before somebody may do this work."),
        Kind.CARD: _("A card: it says that somebody sat through a short training."),
        Kind.READINESS: _("It shows that somebody is ready for work, in any trade."),
        Kind.NOT_CREDENTIAL: _("This is not a credential. It proves no skill to an employer."),
    }[Kind(kind)]


def summary(one: Credential) -> str:
    """Return the one sentence in the reader's language, else in English."""
    return (one.summary_es if language() == "es" else "") or one.summary_en


def link(url: str) -> str:
    """Return an address that may be clicked: of the web, or none."""
    return url if url.startswith(("https://", "http://")) else ""


def address(name: str, *args: str) -> str:
    """Return the address of a page of this room or another; empty where it is not there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def names(rows: Iterable[Credential]) -> list[dict[str, str]]:
    """Return credentials by name, kind and address."""
    return [
        {
            "name": each.name,
            "kind": each.get_kind_display(),
            "href": reverse("credentials:credential", args=[each.slug]),
        }
        for each in rows
    ]


# --- prices and origins ----------------------------------------------------------------------------


def price(one: Credential) -> dict[str, Any]:
    """Return a credential's price as figures, with the day on which it was seen."""
    if one.price_low_usd is None:
        reason = _("Nobody has looked it up yet.")
        return {"low": Figure(None, reason=reason, origin=facts_origin(one)), "is_known": False}
    origin = Origin(
        sources=(_source(one, _("Price list"), one.price_date, one.price_url),),
        method="published",
        note=_evidence_note(one),
    )
    low, high = float(one.price_low_usd), float(one.price_high_usd or one.price_low_usd)
    return {
        "low": Figure(low, style="usd", origin=origin),
        "high": Figure(high, style="usd", origin=origin) if high > low else None,
        "is_known": True,
        "is_free": high == 0,
        "date": one.price_date,
        "href": link(one.price_url),
    }


def renewal_price(one: Credential) -> Figure | None:
    """Return what renewing costs, or None where it is not known."""
    if one.renewal_price_usd is None:
        return None
    return Figure(float(one.renewal_price_usd), style="usd", origin=facts_origin(one))


def facts_origin(one: Credential) -> Origin:
    """Return where a credential's facts come from."""
    source = _source(one, one.name, one.seen_date, one.official_url)
    return Origin(sources=(source,), method="directory", note=_evidence_note(one))


def _source(one: Credential, title: str, seen: Any, url: str) -> SourceLine:
    release = date_format(seen) if seen else _("day not known")
    return SourceLine(
        publisher=one.issuer.name, title=title, release=release, url=link(url or one.official_url)
    )


def _evidence_note(one: Credential) -> str:
    is_checked = one.evidence == Credential.Evidence.CHECKED
    return "" if is_checked else f"{one.get_evidence_display()}."


# --- claims ----------------------------------------------------------------------------------------


def claims_of(found: Profile) -> list[dict[str, Any]]:
    """Return the claims of a credential in words, what holds best first."""
    return [_claim(claim, standing) for claim, standing in found.claims]


def _claim(claim: Recognition, standing: Standing) -> dict[str, Any]:
    body = claim.organization
    about = [
        claim.state_code,
        claim.get_place_display() if claim.place else "",
        str(claim.year or ""),
        _("weight %(weight)s") % {"weight": claim.weight.normalize()} if claim.weight else "",
    ]
    return {
        "claim": claim,
        "standing": standing,
        "recognizes": recognizes(claim),
        "type": claim.get_type_display(),
        "recognizer": claim.recognizer,
        "href": address("partners:organization", body.slug) if body else "",
        "about": " · ".join(each for each in about if each),
        "link": link(claim.url),
        "said": _said(claim, standing),
    }


def _said(claim: Recognition, standing: Standing) -> str:
    """Return how well a claim is known, in one sentence."""
    checked = date_format(claim.checked_at) if claim.checked_at else ""
    until = date_format(claim.expires_date) if claim.expires_date else ""
    if standing == "refuted":
        return _("Checked on %(day)s: this does not hold.") % {"day": checked or _("a day unknown")}
    if standing == "stale" and claim.expires_date is not None and until:
        return _("Out of date: it held until %(day)s.") % {"day": until}
    if standing == "stale":
        seen = date_format(claim.seen_date) if claim.seen_date else _("a day unknown")
        return _("Out of date: nobody has looked at its evidence since %(day)s.") % {"day": seen}
    if standing == "unverified":
        return _("Not verified: the partnership has not checked it yet.")
    if until:
        days = {"day": checked, "until": until}
        return _("Checked by the partnership on %(day)s; holds until %(until)s.") % days
    return _("Checked by the partnership on %(day)s.") % {"day": checked}


# --- places ----------------------------------------------------------------------------------------


def exam_sites(found: Profile, start: Point | None) -> list[dict[str, Any]]:
    """Return where the exam is taken, the nearest first where a ZIP code was given."""
    held = nearby.sites_by_organization(
        each.organization_id for each in found.exam_sites if each.organization_id
    )
    rows = [
        _exam_site(each, held.get(each.organization_id or 0), start) for each in found.exam_sites
    ]
    return nearest_first(rows)


def _exam_site(each: ExamSite, site: Site | None, start: Point | None) -> dict[str, Any]:
    place = (site.longitude, site.latitude) if site else (None, None)
    if start is not None and place[0] is None:
        point = nearby.point_of(store(), each.state_code, each.zip_code, each.city)
        place = (point.longitude, point.latitude) if point else (None, None)
    return {
        "name": each.name or (each.organization.name if each.organization else ""),
        "href": _of(each.organization),
        "link": link(each.url),
        "city": each.city or (site.city if site else ""),
        "state": each.state_code,
        "seen": each.seen_date,
        "next_exam": each.next_exam_date,
        **distance(start, place),
    }


def offerings(found: Profile, start: Point | None) -> list[dict[str, Any]]:
    """Return the institutions that teach toward it, the nearest first where a ZIP code was given."""
    held = nearby.sites_by_organization({each.organization_id for each in found.offerings})
    rows: dict[int, dict[str, Any]] = {}
    for each in found.offerings:
        site = held.get(each.organization_id)
        row = rows.setdefault(
            each.organization_id,
            {
                "institution": each.organization.name,
                "href": _of(each.organization),
                "city": site.city if site else "",
                "programs": [],
                **distance(start, (site.longitude, site.latitude) if site else (None, None)),
            },
        )
        row["programs"].append(_program(each))
    return nearest_first(list(rows.values()))


def _program(offering: Offering) -> dict[str, Any]:
    return {
        "name": offering.program.name,
        "href": address("credentials:program", offering.program.slug),
        "level": offering.program.get_level_display(),
        "evidence": offering.get_evidence_display(),
        "seen": offering.seen_date,
        "next_exam": offering.next_exam_date,
    }


def _of(organization: Organization | None) -> str:
    return address("partners:organization", organization.slug) if organization else ""


def distance(start: Point | None, place: tuple[float | None, float | None]) -> dict[str, Any]:
    """Return how far a place is from where a reader starts, in miles and in words."""
    longitude, latitude = place
    if start is None or longitude is None or latitude is None:
        return {"miles": None, "away": _("distance not known") if start else ""}
    miles = nearby.miles(start, longitude, latitude)
    whole = max(round(miles), 1)
    said = ngettext("%(miles)d mile away", "%(miles)d miles away", whole) % {"miles": whole}
    return {"miles": miles, "away": said}


def nearest_first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return places in order of their distance; those without one come last, as they were."""
    return sorted(rows, key=lambda row: (row["miles"] is None, row["miles"] or 0.0))


# --- the answers in one look -----------------------------------------------------------------------


def minute(
    found: Profile,
    *,
    claims: list[dict[str, Any]],
    earned: list[dict[str, Any]],
    tests: list[dict[str, Any]],
    taught: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    """Return the six answers in a few words, each with the place where it is told in full."""
    return [
        {"term": _("Who recognizes it"), "href": "#recognition", **_recognized(claims)},
        {"term": _("What it costs"), "href": "#cost", "price": price(found.credential)},
        {"term": _("Where to test"), "href": "#test", **_tested(found.credential, tests)},
        {"term": _("Who hires on it here"), "href": "#hires", **_hired(found)},
        {"term": _("How many earned it"), "href": "#earned", **_earned(earned)},
        {"term": _("Where it is taught"), "href": "#taught", **_taught(taught)},
    ]


def _recognized(claims: list[dict[str, Any]]) -> dict[str, Any]:
    counts: Mapping[str, int] = {
        name: sum(1 for each in claims if each["recognizes"] and each["standing"] == name)
        for name in ("verified", "stale", "unverified")
    }
    verified, others = counts["verified"], counts["stale"] + counts["unverified"]
    if not verified and not others:
        return {"text": _("Nobody that we know of"), "is_unknown": True}
    if not verified:
        said = ngettext("%(count)d claim, none checked", "%(count)d claims, none checked", others)
        return {"text": said % {"count": others}, "is_unknown": True}
    said = ngettext("%(count)d body, checked", "%(count)d bodies, checked", verified)
    more = ngettext("%(count)d more not checked", "%(count)d more not checked", others)
    return {
        "text": said % {"count": verified},
        "hint": more % {"count": others} if others else "",
    }


def _tested(one: Credential, tests: list[dict[str, Any]]) -> dict[str, Any]:
    if one.exam_mode == Credential.Exam.NONE:
        return {"text": _("There is no exam")}
    if not tests:
        return {"text": _("Ask the issuer"), "is_unknown": True}
    said = ngettext("%(count)d place", "%(count)d places", len(tests)) % {"count": len(tests)}
    nearest = tests[0]
    return {"text": said, "hint": nearest["away"] or nearest["city"]}


def _hired(found: Profile) -> dict[str, Any]:
    # Who is made up stands below, marked as such, and answers nobody's question.
    real = [each.organization for each in found.promises if not each.organization.is_demo]
    employers = {each.pk for each in real}
    if not employers:
        return {"text": _("Nobody has promised yet"), "is_unknown": True}
    said = ngettext("%(count)d employer", "%(count)d employers", len(employers))
    return {"text": said % {"count": len(employers)}, "hint": real[0].name}


def _earned(earned: list[dict[str, Any]]) -> dict[str, Any]:
    known = next((each for each in earned if each["figure"].is_known), None)
    if known is None:
        return {"text": _("Not known"), "is_unknown": True}
    return {
        "figure": known["figure"],
        "hint": _("class of %(year)s") % {"year": known["year"]},
    }


def _taught(taught: list[dict[str, Any]]) -> dict[str, Any]:
    if not taught:
        return {"text": _("Nowhere that we know of"), "is_unknown": True}
    said = ngettext("%(count)d institution", "%(count)d institutions", len(taught))
    return {"text": said % {"count": len(taught)}, "hint": taught[0]["away"] or taught[0]["city"]}
