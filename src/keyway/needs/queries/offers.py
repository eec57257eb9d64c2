"""Institutions and kinds of work as the directory and the registry hold them, for the planner."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q

from keyway.credentials.models import Credential, Program, Recognition
from keyway.credentials.queries.recognition import verified
from keyway.needs.queries.choices import Option, Place
from keyway.partners.models import Organization

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import QuerySet

    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store

Kind = Organization.Kind
# Public colleges, as IPEDS sorts them. A community college that gives a few bachelor's degrees is
# sorted among those of four years.
_PUBLIC_TWO_YEARS, _PUBLIC_FOUR_YEARS = "4", "1"
_SHORT = (
    Program.Level.SECONDARY,
    Program.Level.NONCREDIT,
    Program.Level.CERTIFICATE,
    Program.Level.ASSOCIATE,
)
_PROVES = (Credential.Kind.CERTIFICATION, Credential.Kind.CERTIFICATE, Credential.Kind.LICENSE)
_NAMED = 3
_LEVELS = {level: at for at, level in enumerate(("entry", "foundation", "skilled", "advanced"))}


def institutions(store: Store, state: State) -> QuerySet[Organization]:
    """Return who could open programs with public money.

    These are technical districts, public colleges of two years, public colleges of four years that
    teach manufacturing mostly below a bachelor's degree, and colleges that no official list sorts
    but that teach it so. A district that IPEDS lists as a college as well counts once.
    """
    rows = store.read("ipeds_institutions")
    sectors = dict(zip(rows["unitid"].to_list(), rows["sector_code"].to_list(), strict=True))
    two = [unitid for unitid, sector in sectors.items() if str(sector) == _PUBLIC_TWO_YEARS]
    four = [unitid for unitid, sector in sectors.items() if str(sector) == _PUBLIC_FOUR_YEARS]
    every = Organization.objects.filter(
        status=Organization.Status.APPROVED, state_code=state.code
    ).annotate(
        short=Count("programs", filter=_running("programs__") & Q(programs__level__in=_SHORT)),
        long=Count("programs", filter=_running("programs__") & ~Q(programs__level__in=_SHORT)),
    )
    mostly_short = Q(short__gt=F("long"))
    college = Q(official_scheme="ipeds", official_code__in=two)
    college |= Q(official_scheme="ipeds", official_code__in=four) & mostly_short
    college |= Q(official_code="") & mostly_short
    names = list(every.filter(kind=Kind.CTED).values_list("name", flat=True))
    twice = [
        pk
        for pk, name in every.filter(kind=Kind.COLLEGE).values_list("pk", "name")
        if any(name in district for district in names)
    ]
    return (
        every.filter(Q(kind=Kind.CTED) | (Q(kind=Kind.COLLEGE) & college))
        .exclude(pk__in=twice)
        .order_by("name", "pk")
    )


def _running(path: str = "") -> Q:
    """Return the condition of programs of a kind of manufacturing that are offered."""
    return Q(**{f"{path}status": Program.Status.OFFERED}) & ~Q(**{f"{path}family": ""})


def offering_places(store: Store, state: State, chosen: Collection[int] = ()) -> list[Place]:
    """Return the institutions with their sites and what they teach; only the chosen, if any."""
    found = institutions(store, state)
    if chosen:
        found = found.filter(pk__in=chosen)
    teaches: dict[int, set[str]] = defaultdict(set)
    for number, family in Program.objects.filter(_running()).values_list(
        "organization_id", "family"
    ):
        teaches[number].add(family)
    return [_place(each, frozenset(teaches[each.pk])) for each in found.prefetch_related("sites")]


def _place(one: Organization, teaches: frozenset[str]) -> Place:
    sites = list(one.sites.all())
    return Place(
        number=one.pk,
        name=one.name,
        is_secondary=one.kind == Kind.CTED,
        points=tuple(
            (site.longitude, site.latitude)
            for site in sites
            if site.longitude is not None and site.latitude is not None
        ),
        counties=frozenset(site.county_fips for site in sites if site.county_fips),
        teaches=teaches,
    )


def options(*, on: date, families: Collection[str] = ()) -> list[Option]:
    """Return what could be taught; each kind of work with the occupations its credentials lead to.

    Args:
        on: day on which claims of recognition must stand.
        families: only these, if any.
    """
    known = Credential.objects.filter(
        kind__in=_PROVES, is_withdrawn=False, superseded_by=None
    ).exclude(level=Credential.Level.PROFESSIONAL)
    if families:
        known = known.filter(family__in=families)
    claims = Count("recognitions", filter=_stands(on), distinct=True)
    by_family: dict[str, list[Credential]] = defaultdict(list)
    told = Count("recognitions", distinct=True)
    for each in known.annotate(claims=claims, told=told).prefetch_related("codes"):
        if any(code.scheme == "soc" for code in each.codes.all()):
            by_family[each.family].append(each)
    taught = dict(
        Program.objects.filter(_running())
        .values_list("family")
        .annotate(count=Count("pk"))
        .values_list("family", "count")
    )
    return [
        _option(family, members, taught.get(family, 0))
        for family, members in sorted(by_family.items())
    ]


def _stands(on: date) -> Q:
    """Return the condition of a verified claim, seen from the credential."""
    return Q(recognitions__in=Recognition.objects.filter(verified(on)))


def _option(family: str, members: list[Credential], programs: int) -> Option:
    members.sort(
        key=lambda each: (-each.claims, -each.told, _LEVELS.get(each.level, 9), each.name)  # type: ignore[attr-defined]
    )
    codes = {code.code for each in members for code in each.codes.all() if code.scheme == "soc"}
    return Option(
        family=family,
        soc_codes=frozenset(codes),
        credentials=tuple(each.slug for each in members[:_NAMED]),
        programs=programs,
    )
