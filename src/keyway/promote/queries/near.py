"""What is near a ZIP code: three employers, and programs with seats."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl
from django.db.models import Q

from keyway.credentials.models import Offering, Program
from keyway.credentials.queries.nearby import KM_A_MILE, sites_by_organization
from keyway.credentials.queries.pathways import value
from keyway.credentials.queries.programs import distances, public_programs
from keyway.credentials.queries.promises import standing_promises
from keyway.partners.models import Organization
from keyway.partners.queries.directory import public_organizations
from keyway.reference.lookups import pay, schools

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from keyway.credentials.models import Promise
    from keyway.partners.models import Site
    from keyway.promote.queries.figures import Asker
    from keyway.reference.lookups.districts import Point

EMPLOYERS = 3
PROGRAMS = 3
_FAR = float("inf")


@dataclass(frozen=True, slots=True)
class Employer:
    """A manufacturer near a place.

    Attributes:
        organization: one of the directory.
        site: the place that stands for it.
        miles: how far that is, in a straight line.
        promises: what it promises today, the strongest first.
    """

    organization: Organization
    site: Site
    miles: float
    promises: tuple[Promise, ...]


def furthest_miles() -> float:
    """Return how far somebody goes to work or to school every day: a dated assumption."""
    return float(value("most_km")) / KM_A_MILE


def employers_near(point: Point, *, state_code: str, on: date) -> list[Employer]:
    """Return three employers near a place.

    Those that promise an interview, a job or more pay, and that somebody can reach every day, come
    first; then the others, each time the nearest first. Employers without a known place are left
    out.
    """
    makers = public_organizations().filter(
        state_code=state_code, kind=Organization.Kind.MANUFACTURER
    )
    by_number = {each.pk: each for each in makers}
    sites = sites_by_organization(by_number)
    far = distances(point, sites.values())
    signed = _signed(by_number, on)
    reach = furthest_miles()

    def order(number: int) -> tuple[bool, float, int]:
        return not (number in signed and far[number] <= reach), far[number], number

    return [
        Employer(by_number[number], sites[number], far[number], tuple(signed.get(number, ())))
        for number in sorted(far, key=order)[:EMPLOYERS]
    ]


def _signed(organizations: Iterable[int], on: date) -> dict[int, list[Promise]]:
    """Return what each of these employers promises today, the strongest first."""
    found: dict[int, list[Promise]] = defaultdict(list)
    for promise in standing_promises(on=on).filter(organization__in=list(organizations)):
        found[promise.organization_id].append(promise)
    for promises in found.values():
        promises.sort(key=strength)
    return dict(found)


def strength(promise: Promise) -> int:
    """Return the place of a promise among others: a job, more pay, an interview, a preference."""
    deeds = promise.Deed
    return [deeds.HIRE, deeds.PAY_MORE, deeds.INTERVIEW, deeds.PREFER].index(deeds(promise.deed))


@dataclass(frozen=True, slots=True)
class Taught:
    """A program that somebody can still get into, as far as is known.

    Attributes:
        program: with its institution; ``seats_open`` None is unknown.
        site: the place that stands for the institution; None where none is known.
        miles: how far that is from where the reader lives; None where either is unknown.
    """

    program: Program
    site: Site | None
    miles: float | None


def programs_for(
    by: Asker, credentials: Sequence[str], jobs: Sequence[str], *, besides: Sequence[str] = ()
) -> list[Taught]:
    """Return programs that lead to one of these credentials or jobs, besides those named already.

    Those with seats come first, then those of which nobody says; full ones are left out. Each time
    the nearest come first.
    """
    taught = Offering.objects.filter(is_ended=False, credential__slug__in=list(credentials))
    leads = Q(pk__in=taught.values("program_id")) | Q(cip_code__in=_fields_of(by, jobs))
    rows = public_programs().filter(
        leads, organization__state_code=by.state.code, status=Program.Status.OFFERED
    )
    programs = list(rows.exclude(seats_open=0).exclude(slug__in=besides).order_by("name", "pk"))
    sites = sites_by_organization({each.organization_id for each in programs})
    far = distances(by.point, sites.values()) if by.point else {}
    programs.sort(key=lambda one: (not one.seats_open, far.get(one.organization_id, _FAR)))
    # One program an institution: the same shop in three degrees would hide the other two places.
    first: dict[int, Program] = {}
    for one in programs:
        first.setdefault(one.organization_id, one)
    return [
        Taught(one, sites.get(number), far.get(number))
        for number, one in list(first.items())[:PROGRAMS]
    ]


def _fields_of(by: Asker, jobs: Sequence[str]) -> list[str]:
    """Return the fields of study that prepare for one of these jobs."""
    if not jobs:
        return []
    counted = pay.counted_as(by.store)
    codes = {*jobs, *(counted.get(code, code) for code in jobs)}
    rows = schools.links(by.store).filter(pl.col("soc_code").is_in(list(codes)))
    return sorted(rows["cip_code"].unique().to_list())
