"""Programs: which ones a reader asked for, and one of them with all that is known."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.db.models.functions import Lower
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from keyway.credentials.models import Articulation, Attainment, Offering, Program
from keyway.credentials.queries import funnel
from keyway.credentials.queries.nearby import KM_A_MILE, sites_by_organization
from keyway.engine.cells import Layout, Within, hidden
from keyway.engine.supply.reach import distance_km
from keyway.partners.models import Organization
from keyway.partners.queries.directory import source_lines
from keyway.partners.queries.naming import folded
from keyway.reference.lookups import cted, names, schools
from keyway.render.figure import Figure, Origin
from keyway.render.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from keyway.credentials.models import Credential
    from keyway.credentials.queries.funnel import Cohort
    from keyway.partners.models import Site
    from keyway.partners.queries.circles import Circle
    from keyway.reference.lookups.districts import Point
    from keyway.reference.store import Store
    from keyway.render.tables import Cell

# What is furthest along comes last; within a level by name.
_LEVELS = [level.value for level in Program.Level]
_LEVEL_ORDER = Case(
    *(When(level=level, then=Value(place)) for place, level in enumerate(_LEVELS)),
    default=Value(len(_LEVELS)),
    output_field=IntegerField(),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asked for; empty fields ask for everything.

    Attributes:
        state_code: postal abbreviation of the state that is shown.
        q: words of the program's or the institution's name, or a CIP code.
        level: a value of ``Program.Level``.
        family: a value of ``Credential.Family``.
        county: five digits.
        credential: slug of a credential that is taught.
        kind: a value of ``Organization.Kind``.
        zip: five digits; the nearest come first.
        miles: only programs this near to ``zip``, in a straight line.
    """

    state_code: str
    q: str = ""
    level: str = ""
    family: str = ""
    county: str = ""
    credential: str = ""
    kind: str = ""
    zip: str = ""
    miles: str = ""

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for besides the state, by the names in the address."""
        return {name: text for name, text in asdict(self).items() if text and name != "state_code"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A program as the list shows it.

    Attributes:
        program: with its institution.
        site: the place that stands for the institution.
        credentials: how many it teaches toward.
        miles: how far the institution is from the place that was asked for.
    """

    program: Program
    site: Site | None
    credentials: int
    miles: float | None


def public_programs() -> QuerySet[Program]:
    """Return the programs that everybody may see: of institutions in the directory."""
    rows = Program.objects.filter(organization__status=Organization.Status.APPROVED)
    return rows.select_related("organization")


def found(wanted: Wanted) -> QuerySet[Program]:
    """Return what was asked for, not counting distance: by level, then by name."""
    rows = public_programs().filter(organization__state_code=wanted.state_code)
    rows = rows.exclude(status=Program.Status.CLOSED)
    for word in folded(wanted.q).split():
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(name_es__icontains=word)
            | Q(cip_code__startswith=word)
            | Q(organization__search_text__contains=word)
        )
    plain = {"level": wanted.level, "family": wanted.family, "organization__kind": wanted.kind}
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    if wanted.county:
        here = Organization.objects.filter(sites__county_fips=wanted.county)
        rows = rows.filter(organization__in=here.values("pk"))
    if wanted.credential:
        taught = Offering.objects.filter(is_ended=False, credential__slug=wanted.credential)
        rows = rows.filter(pk__in=taught.values("program_id"))
    return rows.order_by(_LEVEL_ORDER, Lower("name"), Lower("organization__name"), "pk")


def by_distance(rows: QuerySet[Program], point: Point, most: float | None) -> list[int]:
    """Return the numbers of programs, the nearest first; within ``most`` miles where given.

    Straight lines between the ZIP area and the institution's main site. Institutions without a
    known point come last, or not at all where a limit is asked for.
    """
    pairs = list(rows.values_list("pk", "organization_id"))
    sites = sites_by_organization({organization for _program, organization in pairs})
    far = distances(point, sites.values())
    ranked = sorted(
        pairs, key=lambda pair: (far.get(pair[1]) is None, far.get(pair[1]) or 0.0, pair[0])
    )
    return [
        program
        for program, organization in ranked
        if most is None or far.get(organization, most + 1) <= most
    ]


def distances(point: Point, sites: Iterable[Site]) -> dict[int, float]:
    """Return miles from a point to each site that has one, by the number of its organization."""
    known = [site for site in sites if site.longitude is not None and site.latitude is not None]
    if not known:
        return {}
    east = np.array([site.longitude for site in known], dtype=float)
    north = np.array([site.latitude for site in known], dtype=float)
    start = np.array([point.longitude]), np.array([point.latitude])
    km = distance_km(*start, east, north)[0]
    return {
        site.organization_id: float(each) / KM_A_MILE for site, each in zip(known, km, strict=True)
    }


def listed(programs: Iterable[Program], point: Point | None = None) -> list[Listed]:
    """Return programs with place and credentials, in the order given."""
    rows = list(programs)
    sites = sites_by_organization({row.organization_id for row in rows})
    taught = dict(
        Offering.objects.filter(program__in=[row.pk for row in rows], is_ended=False)
        .order_by()
        .values_list("program")
        .annotate(count=Count("pk"))
    )
    far = distances(point, sites.values()) if point else {}
    return [
        Listed(
            row,
            sites.get(row.organization_id),
            taught.get(row.pk, 0),
            far.get(row.organization_id),
        )
        for row in rows
    ]


def table(lines: Iterable[Listed], origin: Origin) -> Table:
    """Return programs as rows to take away."""
    columns = (
        Column("program", _("Program")),
        Column("institution", _("Institution")),
        Column("city", _("City")),
        Column("county_fips", _("County code")),
        Column("level", _("Level")),
        Column("family", _("Kind of work")),
        Column("cip_code", _("Program code")),
        Column("credentials_count", _("Credentials it teaches toward")),
        Column("seats_open", _("Seats still open")),
        Column("tuition_usd", _("Cost to the student, in dollars")),
        Column("tuition_date", _("cost as of")),
        Column("next_start_date", _("Next start")),
        Column("miles", _("Miles"), _("As the crow flies, from the ZIP area that was asked for.")),
        Column("evidence", _("How well it is known")),
        Column("url", _("Address")),
    )
    return Table(_("Programs"), columns, [_row(line) for line in lines], origin)


def _row(line: Listed) -> tuple[Cell, ...]:
    one, site = line.program, line.site
    return (
        one.name, one.organization.name, site.city if site else None,
        site.county_fips if site else None, one.get_level_display(), one.get_family_display(),
        one.cip_code, line.credentials, one.seats_open,
        float(one.tuition_usd) if one.tuition_usd is not None else None,
        str(one.tuition_date or ""), str(one.next_start_date or ""),
        round(line.miles, 1) if line.miles is not None else None, one.get_evidence_display(),
        one.url,
    )  # fmt: skip


def level_counts(rows: QuerySet[Program]) -> dict[str, int]:
    """Return how many programs each level has."""
    counted = rows.order_by().values_list("level").annotate(count=Count("pk"))
    return dict(counted)


@dataclass(frozen=True, slots=True)
class Profile:
    """One program with all that is known.

    Attributes:
        program: with its institution.
        offerings: credentials it teaches toward.
        leads_on: what it counts for elsewhere.
        counted_from: what counts toward it.
        jobs: occupations that its field of study prepares for: code and name.
    """

    program: Program
    offerings: tuple[Offering, ...]
    leads_on: tuple[Articulation, ...]
    counted_from: tuple[Articulation, ...]
    jobs: tuple[tuple[str, str], ...]


def profile(store: Store, slug: str, *, language: str) -> Profile | None:
    """Return the public page of a program, or None where the public sees none."""
    program = public_programs().filter(slug=slug).first()
    if program is None:
        return None
    return Profile(
        program=program,
        offerings=tuple(offerings_of(program)),
        leads_on=tuple(_agreements().filter(from_program=program)),
        counted_from=tuple(_agreements().filter(to_program=program)),
        jobs=tuple(jobs_of(store, program.cip_code, language)),
    )


def offerings_of(program: Program) -> QuerySet[Offering]:
    """Return the credentials that a program teaches toward, by name."""
    rows = program.offerings.filter(is_ended=False, credential__is_withdrawn=False)
    return rows.select_related("credential", "credential__issuer").order_by("credential__name")


def _agreements() -> QuerySet[Articulation]:
    rows = Articulation.objects.filter(organization__status=Organization.Status.APPROVED)
    return rows.select_related(
        "organization", "from_program__organization", "to_program__organization", "credential"
    ).order_by("organization__name", "pk")


def jobs_of(store: Store, cip_code: str, language: str) -> list[tuple[str, str]]:
    """Return the occupations that a field of study prepares for, by name."""
    if not cip_code:
        return []
    rows = schools.links(store).filter(pl.col("cip_code") == cip_code)
    called = names.occupations(store, language)
    codes = rows["soc_code"].unique().to_list()
    return sorted(((code, called.get(code, code)) for code in codes), key=lambda job: job[1])


def own_programs(organization: Organization, *, within: Circle) -> QuerySet[Program]:
    """Return an institution's programs for its own people: those that run first, by name."""
    rows = within.own(organization.programs.all())
    closed = Case(
        When(status=Program.Status.CLOSED, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    return rows.annotate(
        credentials_count=Count("offerings", filter=Q(offerings__is_ended=False))
    ).order_by(closed, Lower("name"), "pk")


def own_program(organization: Organization, number: int, *, within: Circle) -> Program | None:
    """Return a program of an institution of a circle, or None."""
    return own_programs(organization, within=within).filter(pk=number).first()


# --- yearly counts ----------------------------------------------------------------------------------

# The steps as the records name them, in their order.
STEPS = (*funnel.STEPS, "hired")
WITHIN = (*funnel.WITHIN, ("hired", "earned"))
_OFFICIAL = Attainment.Proof.OFFICIAL


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of one cohort from one origin.

    Attributes:
        year: in which the cohort graduated.
        credential: which one was earned; None where the source does not say.
        proof: what the counts rest on, in words.
        is_official: whether they come from the state's file.
        figures: by step; what is unknown or protected says so.
        note: why counts are missing.
    """

    year: int
    credential: Credential | None
    proof: str
    is_official: bool
    figures: Mapping[str, Figure]
    note: str


def counted(store: Store, program: Program, *, with_small: bool = False) -> list[Counted]:
    """Return a program's counts, the newest cohort first, official ones before the institution's.

    Args:
        store: where the releases are told.
        program: whose counts.
        with_small: also counts that are too small to publish; for whoever may see them.
    """
    rows = list(
        program.attainments.select_related("credential").order_by(
            "-cohort_year", "credential__name", "pk"
        )
    )
    rows.sort(key=lambda row: (-row.cohort_year, row.proof != _OFFICIAL))
    unseen = frozenset() if with_small else _unseen(rows, _official_unseen(store, program))
    return [_counted(store, row, unseen) for row in rows]


def value(row: Attainment, step: str) -> int | None:
    """Return a count of a record by its step."""
    found: int | None = getattr(row, f"{step}_count")
    return found


_Key = tuple[int, str]


def _unseen(rows: Sequence[Attainment], official: frozenset[tuple[int, str]]) -> frozenset[_Key]:
    """Return which counts are hidden: record and step.

    The state's own counts follow what the funnel's pages show. An institution's counts are
    protected by themselves, with those who did not pass, and never show what the state's hide.
    """
    own = [row for row in rows if row.proof != _OFFICIAL]
    counts = {(row.pk, step): value(row, step) for row in own for step in STEPS}
    pairs = [
        Within((row.pk, part), (row.pk, whole))
        for row in own
        for part, whole in WITHIN
        if _is_within(row, part, whole)
    ]
    found = set(hidden(Layout(counts, (), pairs), funnel.limits(with_complements=True)))
    found |= {
        (row.pk, step) for row in rows for step in STEPS if (row.cohort_year, step) in official
    }
    alone = [row for row in rows if row.proof == _OFFICIAL and not row.program.state_program_name]
    lone = {(row.pk, step): value(row, step) for row in alone for step in STEPS}
    return frozenset(found | hidden(Layout(lone), funnel.limits()))


def _is_within(row: Attainment, part: str, whole: str) -> bool:
    less, more = value(row, part), value(row, whole)
    return less is not None and more is not None and less <= more


def _official_unseen(store: Store, program: Program) -> frozenset[tuple[int, str]]:
    """Return cohort and step of what the funnel's pages hide of a program of the state's files."""
    if not program.state_program_name:
        return frozenset()
    place = _district(store, program)
    every: Mapping[int, Cohort] = funnel.cohorts(store, program.organization.state_code)
    return frozenset(
        (year, step)
        for year, cohort in every.items()
        for step in funnel.STEPS
        if funnel.Cell(step, program.state_program_name, place) in cohort.unseen
    )


def _district(store: Store, program: Program) -> str:
    """Return the short name of the district in the state's files; none is like no district."""
    codes = {code: name for name, code in cted.agency_codes(store).items()}
    return codes.get(program.organization.official_code, "?")


def _counted(store: Store, row: Attainment, unseen: frozenset[_Key]) -> Counted:
    is_official = row.proof == _OFFICIAL
    origin = _origin(store, row)
    figures = {}
    for step in STEPS:
        is_hidden = (row.pk, step) in unseen
        known = None if is_hidden else value(row, step)
        reason = funnel.protected() if is_hidden else row.note or _("Nobody has counted it yet.")
        figures[step] = Figure(
            known, _("students"), reason="" if known is not None else reason, origin=origin
        )
    return Counted(
        row.cohort_year, row.credential, row.get_proof_display(), is_official, figures, row.note
    )


def _origin(store: Store, row: Attainment) -> Origin:
    if row.proof == _OFFICIAL:
        lines = source_lines(store, [(row.source_key, row.source_release)])
        return Origin(sources=lines, method="published", note=funnel.caution())
    said = _("Counted by the institution: %(proof)s, entered on %(date)s.")
    date = date_format(row.changed_at, "DATE_FORMAT")
    note = said % {"proof": row.get_proof_display().lower(), "date": date}
    return Origin(method="directory", note=note)
