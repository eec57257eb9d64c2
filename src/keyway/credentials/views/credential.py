"""One credential's page: what a principal asks, answered from top to bottom in a minute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from keyway.credentials.models import Credential, CredentialCode
from keyway.credentials.queries import funnel, nearby
from keyway.credentials.queries import registry as queries
from keyway.credentials.queries.registry import Wanted
from keyway.credentials.views import facts, linked
from keyway.credentials.views.registry import line_of
from keyway.partners.views.frame import (
    crumbs,
    keep_today,
    language,
    nothing_here,
    say,
    searched,
    state_shown,
    store,
    today,
)
from keyway.reference.lookups import names, pay
from keyway.render.figure import Figure, Origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from keyway.credentials.models import Promise
    from keyway.credentials.queries.registry import Profile
    from keyway.reference.lookups.districts import Point

Kind = Credential.Kind
_COHORTS = 3
_IN_PANEL = 6
_INSTEAD = 3
_ZIP_LENGTH = 12


@require_safe
def credential(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one credential; a ZIP code that is none of the state's is refused in a sentence."""
    found = queries.profile(slug, state_code=state_shown().code, on=today())
    if found is None:
        raise Http404(nothing_here())
    asked = _asked(request)
    one = found.credential
    context = {
        "credential": one,
        "state": state_shown(),
        "title": one.name,
        "eyebrow": " · ".join([one.get_kind_display(), one.get_family_display()]),
        "lede": facts.summary(one),
        "kind_sentence": facts.kind_sentence(one.kind),
        "is_credential": one.kind != Kind.NOT_CREDENTIAL,
        "instead": _instead(found),
        **_answers(found, asked["start"]),
        "asked": asked,
        "official": facts.link(one.official_url),
        "issuer_sites": facts.link(one.exam_sites_url),
        **_facts(one),
        "jobs": _jobs(found),
        "fields_of_study": _fields_of_study(found),
        "above": facts.names(found.above),
        "parts": facts.names(found.parts),
        "beside": facts.names(found.beside),
        "replaces": facts.names(found.replaces),
        "replaced_by": facts.names([one.superseded_by] if one.superseded_by else []),
        "competencies": _competencies(one),
        "sources": _sources(one),
        "crumbs": crumbs(
            (_("Credentials"), reverse("credentials:credentials")),
            (one.abbreviation or one.name, ""),
        ),
        **linked.in_credential(one.slug),
    }
    return keep_today(render(request, "credentials/registry/credential.html", context))


@require_safe
def occupation(request: HttpRequest, soc_code: str) -> HttpResponse:
    """Show the credentials that lead to an occupation, as a part of another page."""
    wanted = Wanted(on=today(), state_code=state_shown().code)
    counted = pay.counted_as(store())
    # Jobs of some occupations are counted under a broader one, which has the page.
    within = [detailed for detailed, broad in counted.items() if broad == soc_code]
    lines = queries.listed(queries.leading_to(soc_code, *within), wanted)
    lines.sort(key=lambda each: (-each.employers, -each.institutions, -each.claims["verified"]))
    context = {
        "soc_code": soc_code,
        "state": state_shown(),
        "lines": [line_of(each) for each in lines[:_IN_PANEL]],
        "count": len(lines),
    }
    return keep_today(render(request, "credentials/registry/_occupation.html", context))


def _asked(request: HttpRequest) -> dict[str, Any]:
    """Return the ZIP code that was typed, its point, or why there is none."""
    zip_code = searched(request, "zip", _ZIP_LENGTH)
    asked: dict[str, Any] = {"zip": zip_code, "start": None, "refusal": ""}
    if zip_code:
        try:
            asked["start"] = nearby.zip_in_state(store(), state_shown(), zip_code)
        except nearby.ZipNotHere as error:
            asked["refusal"] = say(error)
    return asked


def _answers(found: Profile, start: Point | None) -> dict[str, Any]:
    """Return the answers to the six questions, in a few words and in full."""
    claims = facts.claims_of(found)
    answers = {
        "claims": claims,
        "tests": facts.exam_sites(found, start),
        "earned": _earned(found),
        "taught": facts.offerings(found, start),
    }
    return {
        **answers,
        "minute": facts.minute(found, **answers),
        "claims": [each for each in claims if each["recognizes"]],
        "others": [each for each in claims if not each["recognizes"]],
        "disagreements": found.disagreements,
        "price": facts.price(found.credential),
        "promises": facts.nearest_first([_promise(each, start) for each in found.promises]),
    }


def _promise(promise: Promise, start: Point | None) -> dict[str, Any]:
    site = promise.site
    extra = promise.extra_hourly_usd
    origin = Origin(method="directory", note=_("Signed by the employer."))
    return {
        "promise": promise,
        "employer": promise.organization.name,
        "href": reverse("partners:organization", args=[promise.organization.slug]),
        "deed": promise.get_deed_display(),
        "extra": Figure(float(extra), style="usd", origin=origin) if extra else None,
        "city": site.city if site else "",
        "until": promise.until_date,
        **facts.distance(start, (site.longitude, site.latitude) if site else (None, None)),
    }


def _earned(found: Profile) -> list[dict[str, Any]]:
    """Return how many earned it by cohort; where nobody knows, one unknown that says why."""
    one = found.credential
    counts = list(queries.earned(one).items())[:_COHORTS]
    protected = funnel.protected()
    origin = Origin(
        method="directory",
        note=_("Added up from what institutions report; those that report nothing are missing."),
    )
    if counts:
        return [
            {
                "year": str(year),
                "figure": Figure(count, reason=protected if count is None else "", origin=origin),
            }
            for year, count in counts
        ]
    reason = _("No institution has reported it yet.")
    if queries.is_counted_without_name(one, state_shown().code):
        reason = _("The state's file counts credentials by program. It does not say which ones.")
    return [{"year": "", "figure": Figure(None, reason=reason, origin=origin)}]


# --- facts -----------------------------------------------------------------------------------------


def _facts(one: Credential) -> dict[str, Any]:
    """Return what to know before somebody signs up, and what of it nobody knows."""
    pairs = [
        (_("Minimum age"), str(one.minimum_age or "")),
        (_("In high school"), _known(one.in_school, one.get_in_school_display())),
        (_("Learning time"), _hours(one)),
        (_("Exam"), _exam(one)),
        (_("Renewal"), _renewal(one)),
        (_("Level"), one.get_level_display()),
    ]
    said: list[dict[str, Any]] = [{"term": term, "text": text} for term, text in pairs if text]
    if (renewal := facts.renewal_price(one)) is not None:
        said.append({"term": _("Renewal costs"), "figure": renewal})
    return {
        "facts": said,
        "unknown_facts": [term[:1].lower() + term[1:] for term, text in pairs if not text],
    }


def _known(value: str, label: str) -> str:
    return "" if value == "unknown" else label


def _hours(one: Credential) -> str:
    low, high = one.hours_low, one.hours_high
    if low is None:
        return ""
    if high is None or high == low:
        return ngettext("%(hours)d hour", "%(hours)d hours", low) % {"hours": low}
    return _("%(low)d to %(high)d hours") % {"low": low, "high": high}


def _exam(one: Credential) -> str:
    said = _known(one.exam_mode, one.get_exam_mode_display())
    if not said or not one.exam_minutes:
        return said
    return _("%(exam)s, %(minutes)d minutes") % {"exam": said, "minutes": one.exam_minutes}


def _renewal(one: Credential) -> str:
    if one.renewal == Credential.Renewal.EXPIRES and one.renewal_months:
        months = one.renewal_months
        return ngettext("Every %(months)d month", "Every %(months)d months", months) % {
            "months": months
        }
    return _known(one.renewal, one.get_renewal_display())


def _instead(found: Profile) -> list[dict[str, str]]:
    """Return what to ask for instead of something that proves nothing."""
    one = found.credential
    if one.kind != Kind.NOT_CREDENTIAL:
        return []
    rows = queries.public_credentials().filter(
        family=one.family, kind=Kind.CERTIFICATION, superseded_by=None
    )
    best = [*found.above, *rows.order_by("level", "name")[:_INSTEAD]]
    return facts.names(dict.fromkeys(best))


def _codes(found: Profile, scheme: str) -> list[CredentialCode]:
    return [each for each in found.credential.codes.order_by("code") if each.scheme == scheme]


def _jobs(found: Profile) -> list[dict[str, Any]]:
    called = names.occupations(store(), language())
    return [
        {
            "code": each.code,
            "name": called.get(each.code, each.code),
            "href": facts.address("needs:occupation", each.code) if each.code in called else "",
            "is_ours": each.is_ours,
        }
        for each in _codes(found, CredentialCode.Scheme.SOC)
    ]


def _fields_of_study(found: Profile) -> list[dict[str, str]]:
    called = names.programs(store(), language())
    return [
        {"code": each.code, "name": called.get(each.code, "")}
        for each in _codes(found, CredentialCode.Scheme.CIP)
    ]


def _competencies(one: Credential) -> list[str]:
    is_spanish = language() == "es"
    rows = one.competencies.order_by("place")
    return [(each.text_es if is_spanish else "") or each.text_en for each in rows]


def _sources(one: Credential) -> list[dict[str, str]]:
    """Return the pages that a credential's facts rest on: title and address."""
    found = []
    for each in one.sources if isinstance(one.sources, list) else []:
        row: Mapping[str, str] = each if isinstance(each, dict) else {"title": str(each)}
        title, url = str(row.get("title", "")), str(row.get("url", ""))
        found.append({"title": title or url, "href": facts.link(url)})
    if one.seen_date:
        seen = _("seen on %(day)s") % {"day": date_format(one.seen_date)}
        found = [{**each, "seen": seen} for each in found]
    return found
