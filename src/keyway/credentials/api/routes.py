"""The addresses of the registry."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Annotated, Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from ninja import Field, Path, Query, Router
from ninja.errors import HttpError

from keyway.credentials.api import answers
from keyway.credentials.api import schemas as out
from keyway.credentials.briefs import told as briefs
from keyway.credentials.briefs.ladders import ladders
from keyway.credentials.briefs.telling import telling
from keyway.credentials.models import Credential, Offering, Program, Recognition
from keyway.credentials.queries import funnel, linked, programs, promises, registry, routes
from keyway.credentials.queries import state_lists as lists
from keyway.credentials.queries.recognition import STANDINGS, public_claims, stale, verified
from keyway.errors import Refused
from keyway.partners.api.reading import Paged, Problem, Spoken, next_page, told
from keyway.reference import shelf
from keyway.reference.lookups import clocks, places
from keyway.reference.lookups import registry as state_files
from keyway.reference.lookups.places import State
from keyway.reference.store import Store

router = Router(tags=["credentials"])
router.add_decorator(told, mode="view")

_REFUSALS: dict[int, Any] = {404: Problem, 422: Problem}
_KINDS = "|".join(Credential.Kind.values)
_FAMILIES = "|".join(Credential.Family.values)
_LEVELS = "|".join(Credential.Level.values)
_TYPES = "|".join(Recognition.Type.values)
_PROGRAM_LEVELS = "|".join(Program.Level.values)
_SLUG = r"^[a-z0-9_-]{0,160}$"

Slug = Annotated[
    str, Path(pattern=r"^[a-z0-9_-]{1,160}$", description="Lasting part of its address.")
]


class CredentialsAsked(Paged, Spoken):
    """Filters of the registry."""

    q: str = Field("", max_length=100, description="Words of a name, an issuer or a code.")
    kind: str = Field("", pattern=rf"^({_KINDS})?$", description="One kind.")
    family: str = Field("", pattern=rf"^({_FAMILIES})?$", description="One kind of work.")
    level: str = Field("", pattern=rf"^({_LEVELS})?$", description="How far along.")
    recognized: str = Field("", pattern=rf"^({_TYPES}|any)?$", description="By a type of claim.")
    checked: bool = Field(False, description="Count only claims that stand as verified.")
    taught: bool = Field(False, description="Only what an institution of the state teaches toward.")
    hired: bool = Field(False, description="Only what an employer of the state promises for.")


class ClaimsAsked(Paged, Spoken):
    """Filters of claims."""

    credential: str = Field("", pattern=_SLUG, description="Key of a credential.")
    type: str = Field("", pattern=rf"^({_TYPES})?$", description="One type of claim.")
    state: str = Field("", pattern=r"^([A-Z]{2})?$", description="Claims about a state's lists.")
    standing: str = Field(
        "", pattern=rf"^({'|'.join(STANDINGS)})?$", description="How they stand today."
    )


class ProgramsAsked(Paged, Spoken):
    """Filters of programs."""

    q: str = Field("", max_length=100, description="Words of a name, or a CIP code.")
    level: str = Field("", pattern=rf"^({_PROGRAM_LEVELS})?$", description="For whom it is.")
    family: str = Field("", pattern=rf"^({_FAMILIES})?$", description="One kind of work.")
    county: str = Field("", pattern=r"^([0-9]{5})?$", description="County by its FIPS code.")


class OfferingsAsked(Paged, Spoken):
    """Filters of offerings."""

    credential: str = Field("", pattern=_SLUG, description="Key of a credential.")
    program: str = Field("", pattern=_SLUG, description="Slug of a program.")


class PromisesAsked(Paged, Spoken):
    """Filters of promises."""

    credential: str = Field("", pattern=_SLUG, description="Key of a credential.")
    organization: str = Field("", pattern=_SLUG, description="Slug of a manufacturer.")


class PathsAsked(Spoken):
    """A question about ways to work."""

    zip: str = Field("", pattern=r"^([0-9]{5})?$", description="Home, in the site's state.")
    grade: str = Field("done", pattern=r"^(8|9|10|11|12|done|adult)$", description="Where now.")
    soc: str = Field("", pattern=r"^([0-9]{2}-[0-9]{4})?$", description="The work wished for.")
    interest: str = Field("", max_length=60, pattern=r"^[\w ,'-]*$", description="Or some words.")


# --- lists -----------------------------------------------------------------------------------------


@router.get("/credentials", response={200: out.CredentialPage, 422: Problem})
def list_credentials(request: HttpRequest, asked: Query[CredentialsAsked]) -> Any:
    """Credentials of manufacturing and what is mistaken for them, with price, age and evidence."""
    wanted = registry.Wanted(
        on=_today(),
        state_code=_state().code,
        q=asked.q.replace("\x00", ""),
        kind=asked.kind,
        family=asked.family,
        level=asked.level,
        recognized=asked.recognized,
        checked="1" if asked.checked else "",
        taught="1" if asked.taught else "",
        hired="1" if asked.hired else "",
    )
    rows = registry.found(wanted).prefetch_related("codes")
    return _page(request, asked, rows, answers.credential)


@router.get("/recognitions", response={200: out.ClaimPage, 422: Problem})
def list_recognitions(request: HttpRequest, asked: Query[ClaimsAsked]) -> Any:
    """Claims that a body recognizes a credential, with their evidence and how they stand today."""
    on = _today()
    rows = public_claims().filter(credential__is_withdrawn=False)
    given = {"credential__key": asked.credential, "type": asked.type, "state_code": asked.state}
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    if asked.standing:
        rows = _standing(rows, asked.standing)
    rows = rows.select_related("credential").order_by("credential__key", "type", "year", "pk")
    return _page(request, asked, rows, lambda row: answers.claim(row, on))


@router.get("/credential-programs", response={200: out.TaughtProgramPage, 422: Problem})
def list_credential_programs(request: HttpRequest, asked: Query[ProgramsAsked]) -> Any:
    """Programs of schools, technical districts and colleges, as they and official files tell them."""
    wanted = programs.Wanted(
        state_code=_state().code,
        q=asked.q.replace("\x00", ""),
        level=asked.level,
        family=asked.family,
        county=asked.county,
    )
    return _page(request, asked, programs.found(wanted).order_by("slug"), answers.program)


@router.get("/offerings", response={200: out.OfferingPage, 422: Problem})
def list_offerings(request: HttpRequest, asked: Query[OfferingsAsked]) -> Any:
    """Which program teaches toward which credential, and how well that is known."""
    rows = _offerings()
    given = {"credential__key": asked.credential, "program__slug": asked.program}
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    return _page(request, asked, rows, answers.offering)


@router.get("/promises", response={200: out.PromisePage, 422: Problem})
def list_promises(request: HttpRequest, asked: Query[PromisesAsked]) -> Any:
    """Manufacturers' signed promises that stand today."""
    rows = promises.standing_promises(on=_today())
    given = {"credential__key": asked.credential, "organization__slug": asked.organization}
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    return _page(request, asked, rows.order_by("organization__slug", "pk"), answers.promise)


# --- one -------------------------------------------------------------------------------------------


@router.get("/credentials/{slug}", response={200: out.CredentialDetail, **_REFUSALS})
def one_credential(request: HttpRequest, slug: Slug, asked: Query[Spoken]) -> Any:
    """One credential: who recognizes it, what it costs, where to test, who teaches, who hires."""
    on = _today()
    found = registry.profile(slug, state_code=_state().code, on=on)
    if found is None:
        raise HttpError(404, _("There is nothing at this address."))
    row = found.credential
    return {
        **answers.credential(row),
        "origin": answers.origin(),
        "counts_toward": answers.name(found.above[0]) if found.above else None,
        "parts": [answers.name(each) for each in found.parts],
        "replaced_by": answers.name(row.superseded_by) if row.superseded_by else None,
        "competencies": answers.competencies(row),
        "sources": [each for each in row.sources if isinstance(each, dict)],
        "official_url": row.official_url,
        "claims": [answers.claim(each, on) for each, _standing_ in found.claims],
        "exam_sites": [answers.exam_site(each) for each in found.exam_sites],
        "offerings": [answers.offering(each) for each in found.offerings],
        "promises": [answers.promise(each) for each in found.promises],
    }


@router.get("/credential-programs/{slug}", response={200: out.TaughtProgramDetail, **_REFUSALS})
def one_credential_program(request: HttpRequest, slug: Slug, asked: Query[Spoken]) -> Any:
    """One program and the credentials it teaches toward."""
    row = linked.public_programs().filter(slug=slug).first()
    if row is None:
        raise HttpError(404, _("There is nothing at this address."))
    taught = _offerings().filter(program=row)
    return {
        **answers.program(row),
        "origin": answers.origin(),
        "offerings": [answers.offering(each) for each in taught],
    }


# --- what is reckoned ------------------------------------------------------------------------------


@router.get("/funnel", response={200: out.Funnel, 422: Problem})
def the_funnel(request: HttpRequest, asked: Query[Spoken]) -> Any:
    """From enrolled to earned, per cohort and program of the state's files, small counts protected."""
    cohorts = funnel.cohorts(_store(), _state().code)
    sources = {
        f"{each.title}, {each.release}"
        for cohort in cohorts.values()
        for each in cohort.origin.sources
    }
    told_of = [
        {"year": year, "rows": [_funnel_row(cohorts[year], name) for name in _rows(cohorts[year])]}
        for year in sorted(cohorts, reverse=True)
    ]
    return {"origin": answers.origin(), "sources": sorted(sources), "cohorts": told_of}


@router.get("/state-lists", response={200: out.StateLists, 422: Problem})
def list_state_lists(request: HttpRequest, asked: Query[Spoken]) -> Any:
    """The state's lists of credentials: what opens when, and how many credentials stand where."""
    on, state = _today(), _state()
    tongue = "es" if answers.spanish() else "en"
    results = [
        {
            "key": each.key,
            "name": getattr(each, f"title_{tongue}"),
            "windows": [_window(window, tongue) for window in lists.windows(each, on=on)],
            "places": dict(Counter(one.claim.place for one in lists.on_list(each.key, on=on))),
        }
        for each in state_files.state_lists(state.code)
    ]
    return {"origin": answers.origin(), "state_code": state.code, "results": results}


@router.get("/paths", response={200: out.Paths, **_REFUSALS})
def list_paths(request: HttpRequest, asked: Query[PathsAsked]) -> Any:
    """Routes from a grade and a ZIP code to work, each step with its evidence."""
    store, state, on = _store(), _state(), _today()
    words = "" if asked.soc else asked.interest
    try:
        question = routes.understood(
            store, state, grade=asked.grade, zip_code=asked.zip, soc=asked.soc, words=words
        )
    except Refused as error:
        # A place, a job or a wish that is not known is one more address with nothing at it.
        raise HttpError(404, gettext(str(error.sentence)) % error.values) from error
    found = routes.find(store, state, question, on=on)
    by = telling(store, state, found, language="es" if answers.spanish() else "en", on=on)
    missing = _("No way is known.") if found.broken else ""
    return json.loads(briefs.as_json(by, found, ladders(by, found.chosen), missing))


# --- parts -----------------------------------------------------------------------------------------


def _store() -> Store:
    return shelf.take(settings.REFERENCE_DIR)


def _state() -> State:
    return places.state(_store(), settings.KEYWAY_STATE)


def _today() -> Any:
    return clocks.day_in(settings.KEYWAY_STATE, timezone.now())


def _page(
    request: HttpRequest,
    asked: Paged,
    rows: QuerySet[Any],
    write: Callable[[Any], dict[str, Any]],
) -> dict[str, Any]:
    count = rows.count()
    shown = rows[asked.offset : asked.offset + asked.limit]
    return {
        "origin": answers.origin(),
        "count": count,
        "next": next_page(request, asked, count),
        "results": [write(each) for each in shown],
    }


def _offerings() -> QuerySet[Offering]:
    rows = Offering.objects.filter(
        organization__in=linked.public_programs().values("organization"),
        credential__is_withdrawn=False,
    )
    return rows.select_related("program", "organization", "credential").order_by(
        "program__slug", "credential__key"
    )


def _standing(rows: QuerySet[Recognition], wanted: str) -> QuerySet[Recognition]:
    """Return the claims that stand in one way today."""
    on = _today()
    if wanted == "verified":
        return rows.filter(verified(on))
    if wanted == "stale":
        return rows.filter(stale(on))
    return rows.filter(status=wanted).exclude(stale(on))


def _rows(cohort: Any) -> list[str]:
    return [*cohort.programs, funnel.FAMILY, funnel.REST, funnel.EVERY]


def _funnel_row(cohort: Any, name: str) -> dict[str, Any]:
    figures = {step: cohort.figure(step, name) for step in funnel.STEPS}
    return {
        "name": name,
        "steps": [
            {"step": step, "count": figure.value, "reason": figure.reason or ""}
            for step, figure in figures.items()
        ],
    }


def _window(window: lists.Window, tongue: str) -> dict[str, Any]:
    return {
        "key": window.step.key,
        "name": getattr(window.step, f"title_{tongue}"),
        "first_date": window.first,
        "last_date": window.last,
        "state": window.when(_today()),
    }
