"""The map of pathways: programs, the credentials they teach toward, the jobs these lead to.

It is drawn from the database and the reference once, and drawn anew when either has changed. Every
step carries what it rests on. A program without an open seat is not on the map.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Q

from keyway.credentials.models import (
    Articulation,
    Credential,
    CredentialCode,
    Evidence,
    Offering,
    Program,
)
from keyway.credentials.queries.nearby import sites_by_organization
from keyway.engine.pathways import Edge, Graph, Kind, Node
from keyway.partners.models import Organization, Site
from keyway.reference.lookups import jobs, pay, schools
from keyway.reference.parameters import parameters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from keyway.reference.lookups.pay import Pay
    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store

TABLES = (
    "cip_soc_links",
    "ep_matrix_links",
    "ep_occupation_projections",
    "oews_area_wages",
    "oews_industry_staffing",
    "onet_occupations",
    "onet_related_occupations",
)
_RANKS: Mapping[str, int] = {
    Program.Level.SECONDARY: 0,
    Program.Level.NONCREDIT: 0,
    Program.Level.CERTIFICATE: 1,
    Program.Level.APPRENTICESHIP: 1,
    Program.Level.ASSOCIATE: 2,
    Program.Level.BACHELOR: 3,
}
_LENGTHS: Mapping[str, str] = {
    Program.Level.SECONDARY: "secondary_months",
    Program.Level.NONCREDIT: "months_course",
    Program.Level.CERTIFICATE: "months_certificate",
    Program.Level.APPRENTICESHIP: "months_apprenticeship",
    Program.Level.ASSOCIATE: "months_associate",
    Program.Level.BACHELOR: "months_bachelor",
}
# IPEDS writes certificates of less than a year as 1, 20 and 21.
_SHORT_AWARDS = ("1", "20", "21")
_PROOFS: Mapping[str, int] = {
    Evidence.OFFICIAL: 0,
    Evidence.INSTITUTION: 0,
    Evidence.CITED: 1,
    Evidence.UNVERIFIED: 2,
}


@dataclass(frozen=True, slots=True)
class Basis:
    """What a step rests on.

    ``evidence`` is a value of ``Evidence``, "crosswalk" (fields of study and occupations),
    "related" (occupations alike) or "registry" (the occupation a credential is assigned). An
    offering has the day of its next exam, an agreement its kind and the credits that count.
    """

    evidence: str
    url: str = ""
    seen_date: date | None = None
    source_key: str = ""
    source_release: str = ""
    next_date: date | None = None
    credits: float | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a program is taught; no point where none is known."""

    city: str
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True, slots=True)
class Taught:
    """A program on the map.

    Attributes:
        program: the record, with its organization.
        place: where it is taught.
        months: how long it takes, or is taken to take where ``is_length_assumed``.
        cost: tuition in dollars; None where not known.
        is_cost_assumed: the record names none, and public schools charge none.
        rank: how far through school it leads, 0 to 3.
    """

    program: Program
    place: Place
    months: int
    is_length_assumed: bool
    cost: int | None
    is_cost_assumed: bool
    rank: int


@dataclass(frozen=True)
class Atlas:
    """The map with what stands at its nodes.

    Attributes:
        graph: programs, credentials and jobs.
        programs: by place in the graph.
        credentials: by place in the graph.
        socs: occupations by place in the graph.
        pay: what jobs pay at the start, by occupation.
        areas: the areas that pay was looked up in, the nearest first.
        bases: what each step rests on, by the places that it joins.
        base_pay: what a job that asks for no diploma pays at the start; None where not known.
        fitting: certifications that fit an occupation, those earned in school first.
    """

    graph: Graph
    programs: Mapping[int, Taught]
    credentials: Mapping[int, Credential]
    socs: Mapping[int, str]
    pay: Mapping[str, Pay]
    areas: tuple[str, ...]
    bases: Mapping[tuple[int, int], Basis]
    base_pay: tuple[float, float] | None
    fitting: Mapping[str, tuple[Credential, ...]]


def value(name: str) -> float:
    """Return the value of a parameter of pathways."""
    return parameters_of("pathways")[f"pathways.{name}"].value


def atlas(store: Store, state: State, *, county_fips: str, on: date) -> Atlas:
    """Return the map as it is today, with pay where a county lies.

    Args:
        store: the public tables.
        state: the state that the site shows.
        county_fips: five digits; empty for the state as a whole.
        on: the day.
    """
    area = pay.area_of(store, county_fips) if county_fips else state.fips
    areas = tuple(dict.fromkeys((area, state.fips, "US")))
    return _drawn(store, state, areas, on, fingerprint())


def fingerprint() -> tuple[object, ...]:
    """Return what changes when anything on the map was changed in the database."""
    counted = (
        Program.objects.aggregate(Count("pk"), Max("changed_at")),
        Credential.objects.aggregate(Count("pk"), Max("changed_at")),
        Organization.objects.aggregate(Count("pk"), Max("changed_at")),
        Site.objects.aggregate(Count("pk"), Max("changed_at")),
        Offering.objects.aggregate(
            Count("pk"),
            Max("pk"),
            Max("next_exam_date"),
            ended=Count("pk", filter=Q(is_ended=True)),
        ),
        CredentialCode.objects.aggregate(Count("pk"), Max("pk")),
        Articulation.objects.aggregate(Count("pk"), Max("pk"), Max("until_date")),
    )
    return tuple(part for row in counted for part in row.values())


@lru_cache(maxsize=12)
def _drawn(
    store: Store, state: State, areas: tuple[str, ...], on: date, changes: tuple[object, ...]
) -> Atlas:
    """Draw the map; ``changes`` only tells one state of the database from another."""
    del changes
    drawing = _Drawing(pay=pay.first_pay(store, list(areas)), schooling=pay.schooling(store))
    made = jobs.manufacturing_jobs(store)["soc_code"].to_list()
    drawing.universe = {soc for soc in made if soc in drawing.schooling}
    counted = pay.counted_as(store)
    _put_programs(drawing, state)
    _put_credentials(drawing, counted)
    _put_fields(drawing, schools.links(store).iter_rows())
    _put_further_programs(drawing, on)
    _put_next_jobs(drawing, pay.related(store), pay.zones(store))
    drawing.fitting = _fitting(counted)
    return drawing.finished(areas, pay.unskilled_pay(store, list(areas)))


@dataclass(slots=True)
class _Drawing:
    """A map while it is drawn."""

    pay: Mapping[str, Pay]
    schooling: Mapping[str, int]
    universe: set[str] = field(default_factory=set)
    nodes: list[Node] = field(default_factory=list)
    steps: list[list[Edge]] = field(default_factory=list)
    programs: dict[int, Taught] = field(default_factory=dict)
    credentials: dict[int, Credential] = field(default_factory=dict)
    socs: dict[int, str] = field(default_factory=dict)
    bases: dict[tuple[int, int], Basis] = field(default_factory=dict)
    place: dict[str, int] = field(default_factory=dict)
    fitting: Mapping[str, tuple[Credential, ...]] = field(default_factory=dict)

    def put(self, key: str, kind: Kind, wage: float | None = None) -> int:
        """Return the place of a node, put there if it is new."""
        if key not in self.place:
            self.place[key] = len(self.nodes)
            self.nodes.append(Node(key, kind, wage))
            self.steps.append([])
        return self.place[key]

    def put_job(self, soc: str) -> int:
        """Return the place of a job."""
        known = self.pay.get(soc)
        at = self.put(f"j{soc}", Kind.JOB, (known.low + known.high) / 2 if known else None)
        self.socs[at] = soc
        return at

    def join(self, source: int, edge: Edge, basis: Basis) -> None:
        """Lead from one node to another, unless a step does already."""
        if (source, edge.to) not in self.bases:
            self.bases[source, edge.to] = basis
            self.steps[source].append(edge)

    def is_open(self, soc: str, rank: int) -> bool:
        """Return whether somebody who came so far through school may begin in a job."""
        return soc in self.universe and self.schooling[soc] <= rank

    def finished(self, areas: tuple[str, ...], base_pay: tuple[float, float] | None) -> Atlas:
        """Return the map as it stands."""
        graph = Graph(tuple(self.nodes), tuple(tuple(each) for each in self.steps))
        things = (self.programs, self.credentials, self.socs)
        return Atlas(graph, *things, self.pay, areas, self.bases, base_pay, self.fitting)


# --- programs --------------------------------------------------------------------------------------


def offered_programs(state: State) -> Iterable[Program]:
    """Return the programs that somebody can begin: offered, by a listed institution, not full."""
    return (
        Program.objects.filter(
            status=Program.Status.OFFERED,
            organization__status=Organization.Status.APPROVED,
            organization__state_code=state.code,
            level__in=_RANKS,
        )
        .exclude(Q(seats=0) | Q(seats_open=0))
        .select_related("organization")
        .order_by("pk")
    )


def _put_programs(drawing: _Drawing, state: State) -> None:
    programs = list(offered_programs(state))
    sites = sites_by_organization({each.organization_id for each in programs})
    for each in programs:
        site = sites.get(each.organization_id)
        place = Place(site.city, site.longitude, site.latitude) if site else Place("", None, None)
        drawing.programs[drawing.put(f"p{each.pk}", Kind.PROGRAM)] = _taught(each, place)


def _taught(program: Program, place: Place) -> Taught:
    length = _LENGTHS[program.level]
    if program.level == Program.Level.CERTIFICATE and program.award_level_code in _SHORT_AWARDS:
        length = "months_short"
    is_free = program.tuition_usd is None and program.level == Program.Level.SECONDARY
    cost = value("secondary_tuition_usd") if is_free else program.tuition_usd
    return Taught(
        program=program,
        place=place,
        months=program.months or int(value(length)),
        is_length_assumed=program.months is None,
        cost=None if cost is None else round(cost),
        is_cost_assumed=is_free,
        rank=_RANKS[program.level],
    )


def of_program(program: Program) -> Basis:
    """Return what a program itself rests on."""
    return Basis(
        evidence=program.evidence,
        url=program.url or program.source_url,
        seen_date=program.seen_date,
        source_key=program.source_key,
        source_release=program.source_release,
    )


# --- credentials -----------------------------------------------------------------------------------


def _put_credentials(drawing: _Drawing, counted: Mapping[str, str]) -> None:
    """Lead from programs to the credentials they teach toward, and from these to jobs."""
    occupations = _occupations(counted)
    by_program = {taught.program.pk: at for at, taught in drawing.programs.items()}
    offerings = (
        Offering.objects.filter(
            program__in=by_program, is_ended=False, credential__is_withdrawn=False
        )
        .exclude(credential__kind=Credential.Kind.NOT_CREDENTIAL)
        .select_related("credential", "credential__issuer", "credential__stack_parent")
        .order_by("pk")
    )
    for each in offerings:
        at = by_program[each.program_id]
        rank = drawing.programs[at].rank
        to = drawing.put(f"c{each.credential_id}.{rank}", Kind.CREDENTIAL)
        drawing.credentials[to] = each.credential
        edge = Edge(to, 0, exam_price(each.credential), _PROOFS[each.evidence])
        drawing.join(at, edge, _of_offering(each))
        for soc, is_ours in occupations.get(each.credential_id, ()):
            if drawing.is_open(soc, rank):
                basis = Basis("registry", url=each.credential.official_url)
                drawing.join(to, Edge(drawing.put_job(soc), 0, 0, 1 + is_ours), basis)


def exam_price(credential: Credential) -> int | None:
    """Return the higher end of a credential's price in dollars; None where it is not known."""
    price = credential.price_high_usd
    price = credential.price_low_usd if price is None else price
    return None if price is None else round(price)


def _of_offering(offering: Offering) -> Basis:
    return Basis(
        evidence=offering.evidence,
        url=offering.url,
        seen_date=offering.seen_date,
        next_date=offering.next_exam_date,
    )


def _occupations(counted: Mapping[str, str]) -> dict[int, list[tuple[str, bool]]]:
    """Return the occupations that each credential leads to, and whether we assigned them."""
    found: dict[int, list[tuple[str, bool]]] = {}
    rows = CredentialCode.objects.filter(scheme=CredentialCode.Scheme.SOC).order_by("pk")
    for number, code, is_ours in rows.values_list("credential_id", "code", "is_ours"):
        found.setdefault(number, []).append((counted.get(code, code), is_ours))
    return found


def _fitting(counted: Mapping[str, str]) -> dict[str, tuple[Credential, ...]]:
    """Return certifications by the occupation they lead to: earned in school, then the first ones."""
    in_school = {each: at for at, each in enumerate(Credential.InSchool.values)}
    levels = {each: at for at, each in enumerate(Credential.Level.values)}
    found: dict[str, list[Credential]] = {}
    rows = (
        CredentialCode.objects.filter(
            scheme=CredentialCode.Scheme.SOC,
            credential__is_withdrawn=False,
            credential__superseded_by=None,
            credential__kind=Credential.Kind.CERTIFICATION,
        )
        .select_related("credential", "credential__issuer")
        .order_by("credential__stack_order", "pk")
    )
    for each in rows:
        found.setdefault(counted.get(each.code, each.code), []).append(each.credential)
    return {
        soc: tuple(
            sorted(each, key=lambda one: (in_school[one.in_school], levels[one.level], one.pk))
        )
        for soc, each in found.items()
    }


# --- fields of study -------------------------------------------------------------------------------


def _put_fields(drawing: _Drawing, links: Iterable[tuple[Any, ...]]) -> None:
    """Lead from programs to the jobs of their field, where no credential of theirs does."""
    jobs_of: dict[str, list[str]] = {}
    for cip_code, soc_code in links:
        jobs_of.setdefault(cip_code, []).append(soc_code)
    for at, taught in drawing.programs.items():
        reached = {
            edge.to for step in drawing.steps[at] for edge in drawing.steps[step.to]
        }  # jobs that a credential of this program leads to
        for soc in jobs_of.get(taught.program.cip_code, ()):
            if drawing.is_open(soc, taught.rank) and drawing.place.get(f"j{soc}") not in reached:
                basis = Basis("crosswalk", source_key="cip_soc")
                drawing.join(at, Edge(drawing.put_job(soc), 0, 0, 2), basis)


# --- from program to program -----------------------------------------------------------------------


def _put_further_programs(drawing: _Drawing, on: date) -> None:
    """Lead from a program to the next: by agreement, or within one kind of work."""
    agreements = _agreements(drawing, on)
    for source, target, basis in agreements:
        drawing.join(source, _credited(drawing, target, basis), basis)
    by_family: dict[str, list[int]] = {}
    for at, taught in drawing.programs.items():
        if taught.program.family:
            by_family.setdefault(taught.program.family, []).append(at)
    for members in by_family.values():
        for source in members:
            for target in members:
                if _goes_on(drawing.programs[source], drawing.programs[target]):
                    further = drawing.programs[target]
                    edge = Edge(target, further.months, further.cost, 1)
                    drawing.join(source, edge, of_program(further.program))


def _goes_on(source: Taught, target: Taught) -> bool:
    """Return whether people go on from one program to another of the same kind of work."""
    if source.program.level == Program.Level.SECONDARY:
        return target.program.level != Program.Level.SECONDARY
    is_same_place = source.program.organization_id == target.program.organization_id
    return is_same_place and 0 < source.rank < target.rank


def _agreements(drawing: _Drawing, on: date) -> list[tuple[int, int, Basis]]:
    """Return which programs and credentials count toward which programs on a day."""
    rows = (
        Articulation.objects.filter(Q(until_date=None) | Q(until_date__gte=on))
        .exclude(to_program=None)
        .order_by("pk")
    )
    found = []
    for each in rows:
        target = drawing.place.get(f"p{each.to_program_id}")
        sources = [drawing.place.get(f"p{each.from_program_id}")]
        sources += [drawing.place.get(f"c{each.credential_id}.{rank}") for rank in range(4)]
        basis = Basis(
            evidence=each.evidence,
            url=each.url,
            seen_date=each.seen_date,
            credits=None if each.credits is None else float(each.credits),
            kind=each.kind,
        )
        if target is not None:
            found += [(source, target, basis) for source in sources if source is not None]
    return found


def _credited(drawing: _Drawing, target: int, basis: Basis) -> Edge:
    """Return the step onto a program, shortened by the credits that count."""
    taught = drawing.programs[target]
    saved = round((basis.credits or 0.0) / value("credit_year") * 12)
    months = max(taught.months - saved, 1)
    return Edge(target, months, taught.cost, _PROOFS[basis.evidence], is_credit=True)


# --- from job to job -------------------------------------------------------------------------------


def _put_next_jobs(
    drawing: _Drawing, related: Mapping[str, list[str]], zones: Mapping[str, int]
) -> None:
    """Lead from each job to the related ones that pay more and ask for no more school."""
    basis = Basis("related", source_key="onet")
    seen: set[str] = set()
    waiting = list(drawing.socs.values())
    while waiting:
        soc = waiting.pop(0)
        if soc in seen:
            continue
        seen.add(soc)
        closest = related.get(soc, [])[: int(value("advance_most"))]
        for other in [each for each in closest if _pays_more(drawing, soc, each)]:
            edge = Edge(drawing.put_job(other), _experience(zones.get(other, 2)), 0, 2)
            drawing.join(drawing.put_job(soc), edge, basis)
            waiting.append(other)


def _pays_more(drawing: _Drawing, soc: str, other: str) -> bool:
    here, there = drawing.pay.get(soc), drawing.pay.get(other)
    if here is None or there is None or not drawing.is_open(other, drawing.schooling[soc]):
        return False
    return there.low + there.high >= (1.0 + value("advance_gain")) * (here.low + here.high)


def _experience(zone: int) -> int:
    """Return the months of work that are looked for before a job of a zone."""
    name = {3: "middle", 4: "high", 5: "high"}.get(zone, "low")
    return int(value(f"advance_months_{name}"))
