"""White space: which schools are far from any place known to teach something."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from django.db.models import Count, Max

from keyway.credentials.models import Credential, CredentialCode, Evidence, Offering, Program
from keyway.credentials.queries.nearby import sites_by_organization
from keyway.credentials.queries.programs import public_programs
from keyway.engine.coverage import Places, Share, nearest, out_of_reach
from keyway.partners.models import Organization, Site
from keyway.partners.queries.directory import public_organizations
from keyway.reference.lookups import schools

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt
    from django.db.models import QuerySet

    from keyway.reference.lookups.districts import Point
    from keyway.reference.store import Store

_FIRST, _LAST = 9, 12
_GRADES = {"PK": -1, "KG": 0, **{str(grade): grade for grade in range(1, 13)}}
_COLLEGES = (Organization.Kind.COLLEGE,)
BY = {"school": (Organization.Kind.SCHOOL, Organization.Kind.CTED), "college": _COLLEGES}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked for: one of credential, occupation and family, and from where.

    Attributes:
        credential: slug of a credential.
        soc: code of an occupation.
        family: a value of ``Credential.Family``.
        by: a key of ``BY``, or empty for all institutions.
        miles: the limit.
        zip: five digits.
        county: five digits.
    """

    credential: str = ""
    soc: str = ""
    family: str = ""
    by: str = ""
    miles: int = 30
    zip: str = ""
    county: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for, by the names in the address."""
        return {name: str(value) for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Offer:
    """An institution that is known to teach what was asked for.

    Attributes:
        organization: who.
        site: its main place.
        is_sure: an official file or the institution itself says so.
        is_stated: it is stated; else only a program of the same field is known there.
    """

    organization: Organization
    site: Site | None
    is_sure: bool
    is_stated: bool


@dataclass(frozen=True, slots=True)
class School:
    """A school with students in grades 9 to 12, and how far what is asked for is from it.

    Attributes:
        number: of the organization.
        name, slug, city, county_fips: of the school.
        students: in grades 9 to 12, as far as is known.
        miles: to the nearest offer; None where a point is unknown or nobody offers it.
        nearest: who is nearest.
    """

    number: int
    name: str
    slug: str
    city: str
    county_fips: str
    students: int | None
    miles: float | None
    nearest: Offer | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How well the state's high-school students are reached.

    Attributes:
        stated: who is known to teach it.
        field: who has programs of the same field, without the credential being stated.
        schools: every school, the farthest first, then those whose place is unknown.
        state: students near and far in the state.
        counties: the same by county.
    """

    stated: tuple[Offer, ...]
    field: tuple[Offer, ...]
    schools: tuple[School, ...]
    state: Share
    counties: dict[str, Share]


@dataclass(frozen=True, slots=True)
class _Base:
    """The state's schools as columns."""

    rows: tuple[tuple[int, str, str, str, str], ...]
    students: npt.NDArray[np.float64]
    places: Places


def coverage(store: Store, wanted: Wanted, state_code: str) -> Coverage:
    """Return who teaches what was asked for, and how far every school is from the nearest.

    Straight lines; a technical district counts at its main site, because the state does not say
    which of its satellites teach what.
    """
    base = _schools(state_code, _fingerprint(state_code))
    stated, field_ = offers(store, wanted, state_code)
    found = nearest(base.places, _places(stated))
    far = found.miles if stated else np.full(len(base.rows), np.nan)
    named = [
        School(
            *row,
            students=None if np.isnan(base.students[at]) else int(base.students[at]),
            miles=None if np.isnan(far[at]) else float(far[at]),
            nearest=stated[found.which[at]] if stated and found.which[at] >= 0 else None,
        )
        for at, row in enumerate(base.rows)
    ]
    named.sort(key=lambda school: (school.miles is None, -(school.miles or 0.0), school.name))
    places = np.array([row[4] for row in base.rows], dtype=object)
    counties = {
        county: out_of_reach(base.students[places == county], far[places == county], wanted.miles)
        for county in sorted(set(places) - {""})
    }
    return Coverage(
        stated=tuple(stated),
        field=tuple(field_),
        schools=tuple(named),
        state=out_of_reach(base.students, far, wanted.miles),
        counties=counties,
    )


def offers(store: Store, wanted: Wanted, state_code: str) -> tuple[list[Offer], list[Offer]]:
    """Return who is known to teach it, and who has programs of its field without saying so."""
    programs = public_programs().filter(
        organization__state_code=state_code, status=Program.Status.OFFERED
    )
    if wanted.by in BY:
        programs = programs.filter(organization__kind__in=BY[wanted.by])
    if wanted.credential:
        rows = Offering.objects.filter(
            credential__slug=wanted.credential, is_ended=False, program__in=programs
        )
        stated = _sure(rows.values_list("organization_id", "evidence"))
        alike = programs.filter(cip_code__in=_fields_of(wanted.credential))
    elif wanted.soc:
        links = schools.links(store).filter(pl.col("soc_code") == wanted.soc)
        codes = links["cip_code"].to_list()
        stated = _sure(
            programs.filter(cip_code__in=codes).values_list("organization_id", "evidence")
        )
        alike = programs.none()
    else:
        family = programs.filter(family=wanted.family)
        stated = _sure(family.values_list("organization_id", "evidence"))
        alike = programs.none()
    field_ = set(alike.values_list("organization_id", flat=True)) - set(stated)
    return _offers(stated, is_stated=True), _offers(dict.fromkeys(field_, False), is_stated=False)


def _sure(rows: Iterable[tuple[int, str]]) -> dict[int, bool]:
    """Return by institution whether at least one of its rows is more than unverified."""
    found: dict[int, bool] = {}
    for organization, evidence in rows:
        found[organization] = found.get(organization, False) or evidence != Evidence.UNVERIFIED
    return found


def _fields_of(slug: str) -> QuerySet[CredentialCode, str]:
    codes = CredentialCode.objects.filter(credential__slug=slug, scheme=CredentialCode.Scheme.CIP)
    return codes.values_list("code", flat=True)


def _offers(numbers: dict[int, bool], *, is_stated: bool) -> list[Offer]:
    sites = sites_by_organization(numbers)
    rows = public_organizations().filter(pk__in=numbers).order_by("name", "pk")
    return [Offer(each, sites.get(each.pk), numbers[each.pk], is_stated) for each in rows]


def _places(found: Sequence[Offer]) -> Places:
    return Places.of(
        [(o.site.longitude, o.site.latitude) if o.site else (None, None) for o in found]
    )


def from_point(coverage_: Coverage, point: Point) -> list[tuple[Offer, float]]:
    """Return who teaches it with miles from a point, the nearest first; who has no point is left out."""
    here = Places.of([(point.longitude, point.latitude)])
    found = []
    for offer in coverage_.stated:
        miles = float(nearest(here, _places([offer])).miles[0])
        if not np.isnan(miles):
            found.append((offer, miles))
    return sorted(found, key=lambda pair: pair[1])


def subjects(state_code: str) -> list[tuple[str, str]]:
    """Return credentials that somebody in the state teaches toward, as slug and name."""
    rows = Credential.objects.filter(
        offerings__is_ended=False,
        offerings__organization__state_code=state_code,
        offerings__organization__status=Organization.Status.APPROVED,
        is_withdrawn=False,
    )
    return list(rows.distinct().order_by("name").values_list("slug", "name"))


def families(state_code: str) -> list[str]:
    """Return the kinds of work that programs of the state are about, the most frequent first."""
    rows = public_programs().filter(
        organization__state_code=state_code, status=Program.Status.OFFERED
    )
    counted = rows.exclude(family="").order_by().values_list("family").annotate(n=Count("pk"))
    return [family for family, _count in sorted(counted, key=lambda pair: (-pair[1], pair[0]))]


def occupations(store: Store, state_code: str) -> list[str]:
    """Return the occupations that fields of the state's programs prepare for."""
    codes = public_programs().filter(organization__state_code=state_code).exclude(cip_code="")
    held = set(codes.order_by().values_list("cip_code", flat=True).distinct())
    rows = schools.links(store).filter(pl.col("cip_code").is_in(list(held)))
    return sorted(set(rows["soc_code"].to_list()))


# --- the state's schools, kept for as long as the directory stays as it is -------------------------


def _fingerprint(state_code: str) -> tuple[Any, ...]:
    rows = Organization.objects.filter(state_code=state_code)
    told = rows.aggregate(count=Count("pk"), changed=Max("changed_at"))
    places = Site.objects.filter(state_code=state_code).aggregate(
        count=Count("pk"), changed=Max("changed_at")
    )
    return (*told.values(), *places.values())


@lru_cache(maxsize=4)
def _schools(state_code: str, fingerprint: tuple[Any, ...]) -> _Base:
    del fingerprint  # decides alone whether what was read still holds
    rows = public_organizations().filter(state_code=state_code, kind=Organization.Kind.SCHOOL)
    told = [
        one
        for one in rows.values_list(
            "pk", "name", "slug", "lowest_grade", "highest_grade", "enrollment_count"
        )
        if _part(one[3], one[4])
    ]
    sites = sites_by_organization([one[0] for one in told])
    points, students, kept = [], [], []
    for number, name, slug, low, high, count in told:
        site = sites.get(number)
        kept.append(
            (number, name, slug, site.city if site else "", site.county_fips if site else "")
        )
        points.append((site.longitude, site.latitude) if site else (None, None))
        students.append(np.nan if count is None else round(count * _part(low, high)))
    return _Base(tuple(kept), np.array(students, dtype=np.float64), Places.of(points))


def _part(low: str, high: str) -> float:
    """Return which part of a school's grades is 9 to 12; 0 where none is, or none is told."""
    if low not in _GRADES or high not in _GRADES or _GRADES[high] < _FIRST:
        return 0.0
    first, last = _GRADES[low], _GRADES[high]
    return (last - max(first, _FIRST) + 1) / (last - first + 1)
