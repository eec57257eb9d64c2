"""The registry as linked data: what CTDL and schema.org are told, and in which order.

Only what everybody may see is told. A finding of ours (verified, checked, official) is always told
as ours, dated and sealed, so that whoever reads it elsewhere knows that it is not their own.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from keyway.credentials.models import (
    Articulation,
    Credential,
    ExamSite,
    ForeignNode,
    Issuer,
    Offering,
    Program,
    Recognition,
)
from keyway.credentials.queries.findings import evidence, judged, same
from keyway.credentials.queries.promises import standing_promises
from keyway.credentials.queries.recognition import public_claims, standing
from keyway.partners.models import Organization
from keyway.standards import linked_data, schema_org
from keyway.standards.ctdl import Places, deeds, writing
from keyway.standards.ctdl.durations import months_as
from keyway.standards.ctdl.facts import (
    AgreementFacts,
    Code,
    CredentialFacts,
    ExamPlace,
    IssuerFacts,
    OfferingFacts,
    OrganizationFacts,
    ProgramFacts,
    PromiseFacts,
    RecognitionFacts,
    Skill,
)
from keyway.standards.foreign import merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from keyway.credentials.models import Promise
    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store
    from keyway.standards.ctdl.facts import DemandFacts
    from keyway.standards.foreign import Node, Residue

_CHUNK = 200
_RESIDUE = "@residue"
APPROVED = Organization.Status.APPROVED
_demand: dict[str, AskDemand] = {}


class AskDemand(Protocol):
    """Tells the demand that a room above reckons for a state."""

    def __call__(self, store: Store, state: State, base: str) -> Iterable[DemandFacts]:
        """Return one fact an occupation; ``base`` is scheme and host of the site."""
        ...


def declare_demand(ask: AskDemand) -> None:
    """Let a room above tell the demand that it reckons; the last to declare itself answers."""
    _demand["demand"] = ask


# --- facts -----------------------------------------------------------------------------------------


def issuer_facts(row: Issuer) -> IssuerFacts:
    """Return what is told of an issuer."""
    return IssuerFacts(**same(row, IssuerFacts), kept=row.foreign_terms)


def organization_facts(row: Organization) -> OrganizationFacts:
    """Return what is told of an organization."""
    return OrganizationFacts(row.slug, row.name, row.website, is_demo=row.is_demo)


def credential_facts(row: Credential, places: Places) -> CredentialFacts:
    """Return what is told of a credential; its codes, competencies and sites are read with it."""
    codes = sorted(row.codes.all(), key=lambda each: (each.scheme, each.code))
    skills = sorted(row.competencies.all(), key=lambda each: each.place)
    sites = [each for each in row.exam_sites.all() if _is_shown(each)]
    given = evidence(f"credential|{row.key}", row.evidence, row.seen_date, places)
    return CredentialFacts(
        **same(
            row,
            CredentialFacts,
            issuer=row.issuer.key,
            stack_parent=row.stack_parent.key if row.stack_parent else "",
            superseded_by=row.superseded_by.key if row.superseded_by else "",
            sources=tuple(row.sources),
            codes=tuple(Code(each.scheme, each.code, is_ours=each.is_ours) for each in codes),
            skills=tuple(Skill(each.place, each.text_en, each.text_es) for each in skills),
            exam_places=tuple(sorted(map(_exam_place, sites), key=_place_order)),
            **given,
        ),
        kept=row.foreign_terms,
    )


def recognition_facts(row: Recognition, places: Places) -> RecognitionFacts:
    """Return what is told of a claim, with what we found about it."""
    facts = RecognitionFacts(
        **same(
            row,
            RecognitionFacts,
            credential=row.credential.key,
            organization=row.organization.slug if row.organization else "",
        ),
        kept=row.foreign_terms,
    )
    found = "" if row.status == Recognition.Status.UNVERIFIED else row.status
    day = row.checked_at.date() if row.checked_at else row.seen_date
    return replace(facts, judgment=judged(f"recognition|{facts.key}", found, day, places))


def program_facts(row: Program, offerings: Iterable[Offering], places: Places) -> ProgramFacts:
    """Return what is told of a program and of the credentials it teaches toward."""
    about = f"program|{row.slug}"
    given = evidence(about, row.evidence, row.seen_date, places)
    taught = []
    for each in sorted(offerings, key=lambda offering: offering.credential.key):
        known = evidence(f"{about}|{each.credential.key}", each.evidence, each.seen_date, places)
        values = same(each, OfferingFacts, credential=each.credential.key, **known)
        taught.append(OfferingFacts(**values, kept=each.foreign_terms))
    values = same(
        row, ProgramFacts, organization=row.organization.slug, offerings=tuple(taught), **given
    )
    return ProgramFacts(**values, kept=row.foreign_terms)


def agreement_facts(row: Articulation, places: Places) -> AgreementFacts:
    """Return what is told of an agreement: what counts, toward what, for how many credits."""
    facts = AgreementFacts(
        **same(
            row,
            AgreementFacts,
            organization=row.organization.slug,
            credential=row.credential.key if row.credential else "",
            from_program=row.from_program.slug if row.from_program else "",
            to_program=row.to_program.slug if row.to_program else "",
            words_en=_agreement_words(row, "en"),
            words_es=_agreement_words(row, "es"),
        )
    )
    known = evidence(f"agreement|{facts.key}", row.evidence, row.seen_date, places)
    return replace(facts, **known)


def _agreement_words(row: Articulation, language: str) -> str:
    ends = (row.from_program or row.credential, row.to_program or row.organization)
    with translation.override(language):
        return f"{row.get_kind_display()}: {' → '.join(_called(end, language) for end in ends)}"


def _called(end: Any, language: str) -> str:
    if not isinstance(end, Program):
        return str(end.name)
    name = end.name_es if language == "es" and end.name_es else end.name
    return f"{name}, {end.organization.name}"


def promise_facts(row: Promise) -> PromiseFacts:
    """Return what is told of a promise that stands; never who signed it."""
    site = str(row.site) if row.site else ""
    key = (row.organization.slug, row.credential.key, row.deed, f"{row.from_date}", site)
    return PromiseFacts(
        **same(
            row,
            PromiseFacts,
            key="|".join((*key, row.soc_code)),
            organization=row.organization.slug,
            credential=row.credential.key,
            site=site,
            words_en=_promise_words(row, "en"),
            words_es=_promise_words(row, "es"),
        ),
        kept=row.foreign_terms,
    )


def _promise_words(row: Promise, language: str) -> str:
    with translation.override(language):
        said = {
            "organization": row.organization.name,
            "deed": row.get_deed_display(),
            "credential": row.credential.name,
        }
        return _("%(organization)s about %(credential)s: %(deed)s.") % said


def _is_shown(site: ExamSite) -> bool:
    return site.organization is None or site.organization.status == APPROVED


def _exam_place(site: ExamSite) -> ExamPlace:
    slug = site.organization.slug if site.organization else ""
    name = site.name or (site.organization.name if site.organization else "")
    return ExamPlace(**same(site, ExamPlace, organization=slug, name=name))


def _place_order(place: ExamPlace) -> tuple[str, ...]:
    return (place.state_code, place.city, place.name, place.zip_code, place.url)


# --- the whole registry ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Telling:
    """For whom and when the registry is told.

    Attributes:
        places: where the site is.
        on: the day on which promises stand.
        slugs: the address of each public credential's page, by key.
        demand: what the rooms above reckon; told with the whole registry alone.
    """

    places: Places
    on: date
    slugs: dict[str, str]
    demand: tuple[DemandFacts, ...] = ()


def telling(base: str, on: date, *, of: tuple[Store, State] | None = None) -> Telling:
    """Return how the registry of a site is told on a day.

    Args:
        base: scheme and host of the site.
        on: the day.
        of: the public tables and the state whose demand is told with the whole registry.
    """
    shown = Credential.objects.filter(is_withdrawn=False)
    slugs = dict(shown.order_by("key").values_list("key", "slug"))
    demand = tuple(ask(*of, base)) if of and (ask := _demand.get("demand")) else ()
    return Telling(Places(base), on, slugs, demand)


def public_programs() -> QuerySet[Program]:
    """Return the programs of institutions in the directory."""
    return Program.objects.filter(organization__status=APPROVED).select_related("organization")


def nodes(told: Telling) -> Iterator[Node]:
    """Yield everything that is told, in an order that depends on nothing but what is told."""
    for row in Issuer.objects.filter(credentials__is_withdrawn=False).distinct().order_by("key"):
        yield writing.issuer(issuer_facts(row), told.places)
    beside = _beside()
    for organization in _organizations(told).order_by("slug").iterator(_CHUNK):
        node = writing.organization(organization_facts(organization), told.places)
        yield merged(node, beside.get(node["@id"], {}))
    for credential in credential_rows().order_by("key").iterator(_CHUNK):
        facts = credential_facts(credential, told.places)
        yield writing.credential(facts, told.places, told.slugs)
    for node in claim_nodes(_claims(), told):
        yield merged(node, beside.get(node["@id"], {}))
    for programs in _chunks(public_programs().order_by("slug")):
        taught = program_offerings(programs)
        yield from (_program(each, taught.get(each.pk, ()), told) for each in programs)
    yield from (merged(each, beside.get(each["@id"], {})) for each in agreement_nodes(told))
    yield from _sorted(promise_nodes(standing_promises(on=told.on), told))
    yield from _sorted(demand_nodes(told))
    for kept in ForeignNode.objects.exclude(identifier="").order_by("identifier").iterator(_CHUNK):
        if _RESIDUE not in kept.node:
            yield kept.node


def _beside() -> dict[str, Residue]:
    """Return what others say of organizations that the registry has no field for."""
    rows = ForeignNode.objects.exclude(identifier="").values_list("identifier", "node")
    return {address: node[_RESIDUE] for address, node in rows if _RESIDUE in node}


def document(told: Telling) -> Iterator[str]:
    """Yield the whole registry as one JSON-LD document, a line for each thing."""
    beside = ForeignNode.objects.filter(identifier="").first()
    said = beside.node if beside else {}
    head = writing.context(said.get("@context", {}))
    more = {name: value for name, value in said.items() if name != "@context"}
    yield '{"@context": ' + linked_data.for_file(head)
    yield from (f',\n"{name}": {linked_data.for_file(more[name])}' for name in sorted(more))
    yield ',\n"@graph": [\n'
    for number, node in enumerate(nodes(told)):
        yield (",\n" if number else "") + linked_data.for_file(node)
    yield "\n]}\n"


def credential_rows(*, everything: bool = False) -> QuerySet[Credential]:
    """Return the public credentials, or really all, with everything that is told of them."""
    rows = Credential.objects.all() if everything else Credential.objects.filter(is_withdrawn=False)
    related = ("codes", "competencies", "exam_sites__organization")
    return rows.select_related("issuer", "stack_parent", "superseded_by").prefetch_related(*related)


def _claims() -> QuerySet[Recognition]:
    rows = public_claims().filter(credential__is_withdrawn=False)
    return rows.select_related("credential", "organization")


def _offerings() -> QuerySet[Offering]:
    return Offering.objects.filter(credential__is_withdrawn=False).select_related("credential")


def claim_nodes(claims: Iterable[Recognition], told: Telling) -> list[Node]:
    """Return claims, and before them the bodies that the directory does not have."""
    facts = [recognition_facts(each, told.places) for each in claims]
    bodies = {body["@id"]: body for each in facts if (body := deeds.recognizer(each, told.places))}
    written = [deeds.recognition(each, told.places, told.slugs) for each in facts]
    return [bodies[address] for address in sorted(bodies)] + _sorted(written)


def promise_nodes(promises: Iterable[Promise], told: Telling) -> list[Node]:
    """Return promises that stand."""
    return [deeds.promise(promise_facts(each), told.places, told.slugs) for each in promises]


def standing_agreements(*, on: date) -> QuerySet[Articulation]:
    """Return the agreements that hold on a day between what the public sees."""
    shown = {"from_program": public_programs(), "to_program": public_programs()}
    open_ends = [Q(**{name: None}) | Q(**{f"{name}__in": rows}) for name, rows in shown.items()]
    return (
        Articulation.objects.filter(*open_ends, organization__status=APPROVED)
        .filter(Q(until_date=None) | Q(until_date__gte=on))
        .filter(Q(credential=None) | Q(credential__is_withdrawn=False))
        .select_related(
            "organization", "credential", "from_program__organization", "to_program__organization"
        )
        .order_by("pk")
    )


def agreement_nodes(told: Telling, *, of: Program | None = None) -> list[Node]:
    """Return agreements that hold, all or a program's, each once however often it was entered."""
    rows = standing_agreements(on=told.on)
    if of is not None:
        rows = rows.filter(Q(from_program=of) | Q(to_program=of))
    facts = {each.key: each for each in (agreement_facts(row, told.places) for row in rows)}
    return _sorted(deeds.agreement(each, told.places, told.slugs) for each in facts.values())


def demand_nodes(told: Telling) -> list[Node]:
    """Return the demand that the rooms above tell, and the occupations it is for."""
    jobs = {each.soc_code: each.occupation for each in told.demand}
    occupations = [deeds.occupation(code, name, told.places) for code, name in jobs.items()]
    return occupations + [deeds.demand(each, told.places) for each in told.demand]


def _chunks(rows: QuerySet[Program]) -> Iterator[list[Program]]:
    """Yield rows some at a time, so that what belongs to them is asked for together."""
    waiting = rows.iterator(_CHUNK)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk


def _program(row: Program, offerings: Iterable[Offering], told: Telling) -> Node:
    return writing.program(program_facts(row, offerings, told.places), told.places, told.slugs)


def _sorted(found: Iterable[Node]) -> list[Node]:
    return sorted(found, key=lambda node: str(node["@id"]))


def _organizations(told: Telling) -> QuerySet[Organization]:
    """Return the organizations that the rest speaks of."""
    rows = Organization.objects.filter(status=APPROVED)
    sites = ExamSite.objects.filter(credential__is_withdrawn=False, organization__in=rows)
    agreed = standing_agreements(on=told.on)
    spoken_of = (public_programs(), standing_promises(on=told.on), _claims(), sites, agreed)
    numbers = {each for found in spoken_of for each in _hosts(found)}
    agents = {each.organization for each in told.demand}
    return rows.filter(Q(pk__in=numbers) | Q(slug__in=agents))


def _hosts(rows: QuerySet[Any]) -> Iterator[int]:
    given = rows.order_by().exclude(organization=None).values_list("organization_id", flat=True)
    yield from given.distinct()


# --- one page --------------------------------------------------------------------------------------


def linked_credential(
    row: Credential, claims: Iterable[Recognition], promises: Iterable[Promise], told: Telling
) -> list[Node]:
    """Return a credential with its claims and promises in CTDL."""
    facts = credential_facts(row, told.places)
    whose = [each.organization for each in promises] + [
        each.organization for each in claims if each.organization
    ]
    return [
        writing.issuer(issuer_facts(row.issuer), told.places),
        *_organization_nodes(whose, told),
        writing.credential(facts, told.places, told.slugs),
        *claim_nodes(claims, told),
        *_sorted(promise_nodes(promises, told)),
    ]


def linked_program(row: Program, offerings: Iterable[Offering], told: Telling) -> list[Node]:
    """Return a program in CTDL."""
    shown = [each for each in offerings if not each.credential.is_withdrawn]
    agreed = agreement_nodes(told, of=row)
    return [*_organization_nodes([row.organization], told), _program(row, shown, told), *agreed]


def linked_promises(promises: Sequence[Promise], told: Telling) -> list[Node]:
    """Return promises that stand in CTDL."""
    whose = [each.organization for each in promises]
    return [*_organization_nodes(whose, told), *_sorted(promise_nodes(promises, told))]


def _organization_nodes(rows: Iterable[Organization], told: Telling) -> list[Node]:
    by_slug = {each.slug: each for each in rows if each.status == APPROVED}
    return [
        writing.organization(organization_facts(by_slug[slug]), told.places)
        for slug in sorted(by_slug)
    ]


def graph(found: Sequence[Node]) -> Node:
    """Return nodes as one document."""
    return {"@context": writing.context(), "@graph": list(found)}


def searched_credential(
    row: Credential, claims: Iterable[Recognition], told: Telling, language: str
) -> Node:
    """Return a credential as search engines read it; only recognition that holds today is told."""
    holding = [each for each in claims if standing(each, told.on) == "verified"]
    summary = row.summary_es if language == "es" else row.summary_en
    skills = [
        each.text_es if language == "es" and each.text_es else each.text_en
        for each in sorted(row.competencies.all(), key=lambda each: each.place)
    ]
    return schema_org.credential(
        name=row.name,
        address=told.places.credential(row.slug),
        kind=row.kind,
        description=summary,
        language=language,
        issuer=schema_org.organization(row.issuer.name, row.issuer.website),
        recognizers=[schema_org.organization(each.recognizer, "") for each in holding],
        cost=schema_org.Offer(row.price_low_usd, row.price_high_usd),
        skills=skills,
        valid_for=months_as(row.renewal_months),
        codes=[(each.get_scheme_display(), each.code) for each in row.codes.all()],
    )


def searched_program(row: Program, offerings: Iterable[Offering], told: Telling) -> Node:
    """Return a program as search engines read it."""
    host = row.organization
    address = told.places.organization(host.slug)
    awards = [
        schema_org.credential_name(
            each.credential.name, told.places.credential(each.credential.slug)
        )
        for each in sorted(offerings, key=lambda offering: offering.credential.key)
        if not each.is_ended and not each.credential.is_withdrawn
    ]
    return schema_org.program(
        name=row.name,
        address=told.places.program(row.slug),
        provider=schema_org.organization(host.name, address, host.kind),
        awards=awards,
        cost=schema_org.Offer(row.tuition_usd, row.tuition_usd),
        time=months_as(row.months),
        seats=row.seats,
        starts=row.next_start_date.isoformat() if row.next_start_date else "",
    )


def program_offerings(programs: Iterable[Program]) -> dict[int, list[Offering]]:
    """Return what programs teach toward, by the program's number."""
    found: dict[int, list[Offering]] = defaultdict(list)
    for each in _offerings().filter(program__in=programs).order_by("credential__key"):
        found[each.program_id].append(each)
    return found
