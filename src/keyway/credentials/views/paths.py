"""Pathways for students and parents: a few questions, then routes; nothing of them is kept.

The answers come in the address, so that the pages work without JavaScript and without a cookie. No
answer with a ZIP code is kept by a cache, and a route that is shared is named by its steps alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from keyway.credentials.briefs import papers
from keyway.credentials.briefs.ladders import ladder, ladders
from keyway.credentials.briefs.linking import pathways
from keyway.credentials.briefs.telling import Telling, telling
from keyway.credentials.queries import routes
from keyway.credentials.queries.linked import graph
from keyway.credentials.queries.nearby import KM_A_MILE, ZipNotHere
from keyway.credentials.queries.pathways import atlas, value
from keyway.credentials.views import linked
from keyway.errors import Refused
from keyway.partners.queries.organizations import partnership_that_runs_the_site
from keyway.partners.views.frame import (
    crumbs,
    keep_today,
    language,
    say,
    searched,
    state_shown,
    store,
    today,
)
from keyway.reference.lookups import names
from keyway.reference.words import kinds
from keyway.render import paper
from keyway.standards.ctdl import Places

if TYPE_CHECKING:
    from django.http import HttpRequest

    from keyway.credentials.briefs.ladders import Ladder
    from keyway.credentials.queries.routes import Broken, Found
    from keyway.standards.foreign import Node

MOST_IN_PLAN = 6
_LONGEST_CODE = 80
_LONGEST = {"grade": 8, "zip": 5, "near": 80, "kind": 20, "soc": 7, "q": 80}


@require_safe
def paths(request: HttpRequest) -> HttpResponse:
    """Ask one question after the other, then show routes."""
    asked = {name: searched(request, name, longest) for name, longest in _LONGEST.items()}
    said: str = ""
    found: Found | None = None
    try:
        found = _found(asked)
    except Refused as refusal:
        said = say(refusal)
        asked = _without_fault(asked, refusal)
    context = _result(request, asked, found) if found else _question(request, asked, said)
    status = 400 if said else 200
    response = render(request, "credentials/paths/paths.html", context, status=status)
    # A mistyped answer is no fault that a keeper should read of.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return _kept_nowhere(response)


@require_safe
def interests(request: HttpRequest) -> HttpResponse:
    """Show the interest check; it is scored on the device and nothing of it is sent."""
    context = {
        "title": _("What kind of work do you like?"),
        "items": [
            {"text": item.text(language()), "kinds": " ".join(item.kinds)} for item in kinds.items()
        ],
        "kinds": _kinds({}),
        "crumbs": crumbs((_("Paths"), reverse("credentials:paths")), (_("Interest check"), "")),
    }
    return keep_today(render(request, "credentials/paths/interests.html", context))


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Show the plan that lives on the device, or the routes that a shared link names."""
    shown, gone = _shared(request)
    context = {
        "title": _("My plan"),
        "ladders": shown,
        "gone": gone,
        "is_shared": bool(shown or gone),
        "paper_href": _paper_href(shown),
        "linked_data": _linked(shown),
        "crumbs": crumbs((_("Paths"), reverse("credentials:paths")), (_("My plan"), "")),
    }
    return keep_today(render(request, "credentials/paths/plan.html", context))


@require_safe
def plan_paper(request: HttpRequest) -> HttpResponse:
    """Print the routes that an address names; it holds nothing of a person."""
    shown, _gone = _shared(request)
    if not shown:
        return plan(request)
    title = _("My plan")
    made = paper.pdf(
        "plan",
        papers.plan(shown, language=language(), on=today()),
        language=language(),
        title=title,
    )
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{papers.file_name()}"'
    return keep_today(response)


# --- questions -------------------------------------------------------------------------------------


def _found(asked: dict[str, str]) -> Found | None:
    """Return the answer to a whole question; None while something is still to be asked."""
    if not asked["grade"]:
        return None
    is_whole = bool(asked["kind"] or asked["soc"] or asked["q"])
    # What was said so far is looked at, so that a wrong ZIP code is told at once.
    question = routes.understood(
        store(),
        state_shown(),
        grade=asked["grade"],
        zip_code=asked["zip"],
        near=asked["near"],
        kind=asked["kind"],
        soc=asked["soc"],
        words=asked["q"],
    )
    if not is_whole:
        return None
    return routes.find(store(), state_shown(), question, on=today())


def _without_fault(asked: dict[str, str], refusal: Refused) -> dict[str, str]:
    """Return the answers without the one that was refused, so that it is asked again."""
    if isinstance(refusal, routes.GradeUnknown):
        return {**asked, "grade": ""}
    if isinstance(refusal, ZipNotHere | routes.NowhereHere):
        return {**asked, "kind": "", "soc": "", "q": "", "is_zip_wrong": "1"}
    return {**asked, "kind": "", "soc": "", "q": ""}


def _question(request: HttpRequest, asked: dict[str, str], said: str) -> dict[str, Any]:
    """Return the context of the question that comes next."""
    stage = "grade"
    if asked["grade"]:
        is_told = {"zip", "near"} & {*request.GET} and "is_zip_wrong" not in asked
        stage = "like" if is_told else "zip"
    return {
        "stage": stage,
        "number": {"grade": 1, "zip": 2, "like": 3}[stage],
        "title": {
            "grade": _("Where are you now?"),
            "zip": _("Where do you live?"),
            "like": _("What do you like?"),
        }[stage],
        "said": said,
        "asked": asked,
        "grades": _grades(asked),
        "kinds": _kinds(_place(asked)),
        "skip_href": _href(grade=asked["grade"], zip=""),
        "crumbs": crumbs((_("Paths"), "")),
    }


def _grades(asked: dict[str, str]) -> list[dict[str, str]]:
    """Return where somebody may be, each with the address of the next question."""
    held = {key: asked[key] for key in ("zip", "near", "kind", "soc", "q") if asked[key]}
    return [
        {"label": grade_name(grade), "href": _href(grade=grade, **held)} for grade in routes.GRADES
    ]


def grade_name(grade: str) -> str:
    """Return where somebody is, in words."""
    if grade == "done":
        return _("I finished high school")
    if grade == "adult":
        return _("I am an adult and want to change work")
    return _("Grade %(grade)s") % {"grade": grade}


def _kinds(held: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "key": each.key,
            "label": each.name(language()),
            "plain": each.plain(language()),
            "href": _href(**held, kind=each.key),
        }
        for each in kinds.kinds()
    ]


def _place(asked: dict[str, str]) -> dict[str, str]:
    """Return the answers to the first two questions; an empty ZIP code says that it was skipped."""
    where = {"near": asked["near"]} if asked["near"] else {"zip": asked["zip"]}
    return {"grade": asked["grade"], **where}


def _href(**given: str) -> str:
    return f"{reverse('credentials:paths')}?{urlencode(given)}" if given else reverse(
        "credentials:paths"
    )  # fmt: skip


# --- routes ----------------------------------------------------------------------------------------


def _result(request: HttpRequest, asked: dict[str, str], found: Found) -> dict[str, Any]:
    """Return the context of the routes found, or of the link that is missing."""
    by = telling(store(), state_shown(), found, language=language(), on=today())
    shown = ladders(by, found.chosen)
    compared = _compared(request, shown)
    work = _work(by, found, asked["q"])
    return {
        "stage": "routes" if shown else "none",
        "title": _title(shown, work),
        "work": work,
        "asked": asked,
        "answers": _answers(asked, found, work),
        "ladders": shown,
        "rest_count": found.all_count - len(shown),
        "compared": compared,
        "missing": missing_link(found.broken) if found.broken else "",
        "kinds": _kinds(_place(asked)),
        "plan_href": reverse("credentials:plan"),
        "linked_data": _linked(shown),
        "crumbs": crumbs((_("Paths"), reverse("credentials:paths")), (work, "")),
    }


def _title(shown: list[Ladder], work: str) -> str:
    if not shown:
        return _("We found no way to this work yet")
    return ngettext(
        "%(count)s way to work: %(work)s", "%(count)s ways to work: %(work)s", len(shown)
    ) % {
        "count": len(shown),
        "work": work,
    }


def _work(by: Telling, found: Found, words: str) -> str:
    """Return what was asked for: the person's own words, else what we call it."""
    if words:
        return _("“%(words)s”") % {"words": words}
    told = found.question.kinds
    return told[0].name(by.language) if told else by.job(found.question.socs[0])


def _answers(asked: dict[str, str], found: Found, work: str) -> list[dict[str, str]]:
    """Return what was answered, each with the address where it is answered anew."""
    held = {key: asked[key] for key in ("kind", "soc", "q") if asked[key]}
    where = _("anywhere in the state")
    if found.question.near:
        where = found.question.near
    elif found.question.zip_code:
        county = names.counties(store(), state_shown().fips).get(found.question.county_fips, "")
        where = _("ZIP %(zip)s, %(county)s County") % {"zip": asked["zip"], "county": county}
    return [
        {
            "label": grade_name(asked["grade"]),
            "href": _href(**{**_place(asked), "grade": ""}, **held),
        },
        {"label": where, "href": _href(grade=asked["grade"], **held)},
        {"label": work, "href": _href(**_place(asked))},
    ]


def _compared(request: HttpRequest, shown: list[Ladder]) -> list[Ladder]:
    wanted = request.GET.getlist("compare")[:2]
    return [each for each in shown if each.code in wanted] if len(wanted) > 1 else []


def missing_link(broken: Broken) -> str:
    """Return which link is missing, and so why there is no route."""
    miles = round(value("most_km") / KM_A_MILE)
    if broken.link == "far" and broken.taught is not None:
        return _(
            "No program within %(miles)s miles teaches this work. The nearest one we know is "
            "%(program)s at %(school)s, %(away)s miles away."
        ) % {
            "miles": miles,
            "program": broken.taught.program.name,
            "school": broken.taught.program.organization.name,
            "away": round(broken.km / KM_A_MILE),
        }
    return {
        "late": _(
            "The classes we know for this work take more time than you have left in high school, "
            "and we know no college program for it."
        ),
        "school": _("This work asks for more years of school than any program we know here gives."),
    }.get(broken.link, _("We know no program in the state that teaches this work."))


# --- the plan --------------------------------------------------------------------------------------


def _shared(request: HttpRequest) -> tuple[list[Ladder], int]:
    """Return the routes that an address names, and how many of them are not there any more."""
    codes = [code for code in searched(request, "routes", 600).split(",") if code][:MOST_IN_PLAN]
    if not codes:
        return [], 0
    chart = atlas(store(), state_shown(), county_fips="", on=today())
    by = Telling(store(), state_shown(), language(), today(), chart)
    found = [routes.route_of(chart, code[:_LONGEST_CODE]) for code in dict.fromkeys(codes)]
    kept = [ladder(by, route) for route in found if route is not None]
    return kept, len(found) - len(kept)


def _linked(shown: list[Ladder]) -> list[Node]:
    """Return what the page tells programs: its routes as pathways of the partnership."""
    partnership = partnership_that_runs_the_site()
    slug = partnership.slug if partnership and not partnership.is_demo else ""
    told = pathways(shown, organization=slug, places=Places(linked.base()))
    return [graph(told)] if told else []


def _paper_href(shown: list[Ladder]) -> str:
    codes = ",".join(each.code for each in shown)
    return f"{reverse('credentials:plan_paper')}?routes={codes}" if codes else ""


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    """Let no cache keep a page whose address says where somebody lives."""
    patch_cache_control(response, private=True, no_store=True)
    return response
