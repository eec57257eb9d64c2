"""From the registry's facts to CTDL: one node for each thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from keyway.standards.ctdl.checking import terms
from keyway.standards.ctdl.durations import hours_as, months_as
from keyway.standards.ctdl.places import Places, minted
from keyway.standards.foreign import Node, merged

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from keyway.standards.ctdl.facts import (
        Code,
        CredentialFacts,
        ExamPlace,
        IssuerFacts,
        Judgment,
        OfferingFacts,
        OrganizationFacts,
        ProgramFacts,
        Skill,
    )

CLASSES = {
    "certification": "ceterms:Certification",
    "certificate": "ceterms:Certificate",
    "license": "ceterms:License",
    "card": "ceterms:CertificateOfCompletion",
    "readiness": "ceterms:Certificate",
    "not_credential": "ceterms:CertificateOfCompletion",
}
FRAMEWORKS = {
    "soc": ("https://www.bls.gov/soc/2018/", "Standard Occupational Classification 2018"),
    "cip": ("https://nces.ed.gov/ipeds/cipcode/", "Classification of Instructional Programs 2020"),
}
CODED = {"soc": "ceterms:occupationType", "cip": "ceterms:instructionalProgramType"}
LIFE = {
    "offered": "lifeCycle:Active",
    "planned": "lifeCycle:Developing",
    "closed": "lifeCycle:Ceased",
}
_LABELS = {
    "actionStat:ActiveActionStatus": "Active",
    "actionStat:PotentialActionStatus": "Potential",
    "actionStat:FailedActionStatus": "Failed",
    "actionStat:CompletedActionStatus": "Completed",
}
# What parts of a thing are, for readers of CTDL that show nothing else of them.
_AGE = ("Must be at least this old.", "Debe tener al menos esta edad.")
_ABLE = ("What a holder can do.", "Lo que sabe hacer quien la tiene.")
_COUNTS = ("Counts toward this credential.", "Cuenta para esta credencial.")
_TEACHES = ("Teaches toward this credential.", "Prepara para esta credencial.")
_RENEWS = ("To renew it.", "Para renovarla.")
_COSTS = {
    "low": ("Price, from.", "Precio, desde."),
    "high": ("Price, to.", "Precio, hasta."),
    "exact": ("Price.", "Precio."),
    "renewal": ("Price of renewal.", "Precio de la renovación."),
    "tuition": ("Cost of the whole program, before aid.", "Costo de todo el programa, sin ayudas."),
}


def context(extra: Node | None = None) -> list[Any]:
    """Return the context of a document: the publisher's, and our own prefix."""
    table = terms()
    own = {table["own_prefix"]: table["own_namespace"], **(extra or {})}
    return [table["context"], own]


def full(node: Node) -> Node:
    """Return a node without what is unknown, so that unknown is never written as empty."""
    return {name: value for name, value in node.items() if value not in (None, "", [], {}, ())}


def words(en: str, es: str = "") -> Node:
    """Return a text by language."""
    return full({"en": en, "es": es})


def alignment(node: str = "", more: Node | None = None) -> Node:
    """Return a value of a vocabulary or a code of a framework."""
    given = {
        "@type": "ceterms:CredentialAlignmentObject",
        "ceterms:targetNode": node,
        "ceterms:targetNodeName": words(_LABELS.get(node, node.rpartition(":")[2])),
    }
    return full({**given, **(more or {})})


def judgment_node(judgment: Judgment | None) -> list[Node]:
    """Return what a site found, always with who says so."""
    if judgment is None:
        return []
    return [
        full(
            {
                "keyway:by": judgment.by,
                "keyway:says": judgment.says,
                "keyway:on": judgment.on,
                "keyway:seal": judgment.seal,
            }
        )
    ]


def issuer(facts: IssuerFacts, places: Places) -> Node:
    """Return who issues credentials."""
    node = {
        "@id": places.issuer(facts.key),
        "@type": "ceterms:CredentialOrganization",
        "ceterms:ctid": minted("issuer", facts.key),
        "ceterms:name": words(facts.name),
        "ceterms:alternateName": {"en": [facts.abbreviation]} if facts.abbreviation else None,
        "ceterms:subjectWebpage": facts.website,
        "keyway:key": facts.key,
        "keyway:ctidIsMintedHere": True,
    }
    return merged(full(node), facts.kept)


def organization(facts: OrganizationFacts, places: Places) -> Node:
    """Return an organization of the directory."""
    return full(
        {
            "@id": places.organization(facts.slug),
            "@type": "ceterms:Organization",
            "ceterms:ctid": minted("organization", facts.slug),
            "ceterms:name": words(facts.name),
            "ceterms:subjectWebpage": facts.website,
            "keyway:key": facts.slug,
            "keyway:ctidIsMintedHere": True,
            "keyway:isDemonstration": facts.is_demo or None,
        }
    )


def credential(facts: CredentialFacts, places: Places, slugs: dict[str, str]) -> Node:
    """Return one credential.

    Args:
        facts: what is known.
        places: where the site is.
        slugs: the address of each credential's page, by key.
    """
    page = places.credential(facts.slug)
    node = {
        "@id": page,
        "@type": CLASSES[facts.kind],
        "ceterms:ctid": facts.ctid or minted("credential", facts.key),
        "ceterms:name": words(facts.name),
        "ceterms:alternateName": {"en": [facts.abbreviation]} if facts.abbreviation else None,
        "ceterms:description": words(facts.summary_en or facts.name, facts.summary_es),
        "ceterms:subjectWebpage": facts.official_url or page,
        "ceterms:credentialStatusType": alignment(
            "credentialStat:Deprecated" if facts.superseded_by else "credentialStat:Active"
        ),
        "ceterms:ownedBy": [places.issuer(facts.issuer)],
        **_coded(facts.codes),
        "ceterms:requires": _requirements(facts),
        "ceterms:isPreparationFor": _stack(facts, places, slugs),
        "ceterms:supersededBy": _address(facts.superseded_by, places, slugs),
        "ceterms:estimatedDuration": _hours(facts.hours_low, facts.hours_high),
        "ceterms:estimatedCost": _costs(facts, page),
        "ceterms:renewalFrequency": months_as(facts.renewal_months),
        "ceterms:renewal": _renewal(facts, page),
        "ceterms:availabilityListing": [facts.exam_sites_url] if facts.exam_sites_url else None,
        "ceterms:availableAt": [_exam_place(each, places) for each in facts.exam_places],
        **_own_terms(facts),
    }
    return merged(full(node), facts.kept)


def program(facts: ProgramFacts, places: Places, slugs: dict[str, str]) -> Node:
    """Return one program with the credentials it teaches toward."""
    page = places.program(facts.slug)
    codes = [_code("cip", facts.cip_code, is_ours=facts.cip_is_ours)] if facts.cip_code else None
    node = {
        "@id": page,
        "@type": "ceterms:LearningProgram",
        "ceterms:ctid": facts.ctid or minted("program", facts.slug),
        "ceterms:name": words(facts.name, facts.name_es),
        "ceterms:description": words(facts.name, facts.name_es),
        "ceterms:subjectWebpage": facts.url or page,
        "ceterms:lifeCycleStatusType": alignment(LIFE[facts.status]),
        "ceterms:offeredBy": [places.organization(facts.organization)],
        "ceterms:instructionalProgramType": codes,
        "ceterms:estimatedDuration": _program_time(facts),
        "ceterms:estimatedCost": _tuition(facts, page),
        "ceterms:isPreparationFor": [_offering(each, places, slugs) for each in facts.offerings],
        "keyway:key": facts.slug,
        "keyway:ctidIsMintedHere": None if facts.ctid else True,
        "keyway:judgment": judgment_node(facts.judgment),
        **own_terms(facts, PROGRAM_OWN),
    }
    return merged(full(node), facts.kept)


# Facts that CTDL has no word for are said with the registry's own names, under our prefix.
CREDENTIAL_OWN = (
    "kind", "family", "level", "in_school", "exam_mode", "exam_minutes", "renewal", "evidence",
    "seen_date",
)  # fmt: skip
PROGRAM_OWN = (
    "level", "family", "award_level_code", "state_program_name", "lowest_grade", "highest_grade",
    "seats", "next_start_date", "evidence", "source_key", "source_release", "source_url",
    "seen_date",
)  # fmt: skip
OFFERING_OWN = ("evidence", "url", "seen_date", "is_ended", "next_exam_date")
RECOGNITION_OWN = (
    "type", "state_code", "list_key", "place", "year", "weight", "document_note", "seen_date",
)  # fmt: skip


def own_terms(facts: object, names: Iterable[str]) -> Node:
    """Return facts under our own prefix."""
    return {own_name(name): _plain(getattr(facts, name)) for name in names}


def own_name(name: str) -> str:
    """Return a fact's name as a term of our prefix."""
    return f"keyway:{_camel(name)}"


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; dates as text, money as a number."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if value is False:
        return None
    return float(value) if hasattr(value, "quantize") else value


def price(value: Decimal | None) -> float | None:
    """Return money as CTDL has it."""
    return None if value is None else float(value)


def _own_terms(facts: CredentialFacts) -> Node:
    return {
        **own_terms(facts, CREDENTIAL_OWN),
        "keyway:key": facts.key,
        "keyway:ctidIsMintedHere": None if facts.ctid else True,
        "keyway:sources": list(facts.sources),
        "keyway:judgment": judgment_node(facts.judgment),
    }


def _code(scheme: str, code: str, *, is_ours: bool) -> Node:
    framework, name = FRAMEWORKS[scheme]
    return alignment(
        more={
            "ceterms:framework": framework,
            "ceterms:frameworkName": words(name),
            "ceterms:codedNotation": code,
            "ceterms:targetNodeName": words(code),
            "keyway:isAssignedHere": is_ours or None,
        }
    )


def _coded(codes: tuple[Code, ...]) -> Node:
    return {
        term: [
            _code(scheme, each.code, is_ours=each.is_ours)
            for each in codes
            if each.scheme == scheme
        ]
        for scheme, term in CODED.items()
    }


def _requirements(facts: CredentialFacts) -> list[Node]:
    """Return what somebody has to be and to be able to do."""
    age = condition(_AGE, {"ceterms:minimumAge": facts.minimum_age})
    able = condition(_ABLE, {"ceterms:targetCompetency": [_skill(each) for each in facts.skills]})
    return [each for each in (age, able) if len(each) > 2]


def condition(said: tuple[str, str], more: Node) -> Node:
    """Return a condition, said in a sentence."""
    given = {"@type": "ceterms:ConditionProfile", "ceterms:description": words(*said)}
    return full({**given, **more})


def _skill(skill: Skill) -> Node:
    name = words(skill.text_en, skill.text_es)
    return alignment(more={"ceterms:targetNodeName": name, "keyway:place": skill.place})


def _address(key: str, places: Places, slugs: dict[str, str]) -> str:
    return places.credential(slugs[key]) if key in slugs else ""


def _stack(facts: CredentialFacts, places: Places, slugs: dict[str, str]) -> list[Node]:
    above = _address(facts.stack_parent, places, slugs)
    if not above:
        return []
    more = {"ceterms:targetCredential": [above], "keyway:stackOrder": facts.stack_order}
    return [condition(_COUNTS, more)]


def _hours(low: int | None, high: int | None) -> list[Node]:
    if low is not None and low == high:
        return [{"@type": "ceterms:DurationProfile", "ceterms:exactDuration": hours_as(low)}]
    node = {
        "@type": "ceterms:DurationProfile",
        "ceterms:minimumDuration": hours_as(low),
        "ceterms:maximumDuration": hours_as(high),
    }
    return [full(node)] if low is not None or high is not None else []


def _cost(of: str, amount: Decimal, details: str, **more: Any) -> Node:
    return full(
        {
            "@type": "ceterms:CostProfile",
            "ceterms:description": words(*_COSTS[of]),
            "ceterms:currency": "USD",
            "ceterms:price": price(amount),
            "ceterms:costDetails": details,
            **more,
        }
    )


def _costs(facts: CredentialFacts, page: str) -> list[Node]:
    """Return the price, or its lower and upper end, each with the day on which it was seen."""
    low, high = facts.price_low_usd, facts.price_high_usd
    details = facts.price_url or facts.official_url or page
    seen = _plain(facts.price_date)
    ends = {"low": low, "high": high} if low != high else {"exact": low}
    return [
        _cost(bound, amount, details, **{"keyway:bound": bound, "keyway:seenDate": seen})
        for bound, amount in ends.items()
        if amount is not None
    ]


def _renewal(facts: CredentialFacts, page: str) -> list[Node]:
    if facts.renewal_price_usd is None:
        return []
    details = facts.price_url or facts.official_url or page
    cost = _cost("renewal", facts.renewal_price_usd, details)
    return [condition(_RENEWS, {"ceterms:estimatedCost": [cost]})]


def _exam_place(place: ExamPlace, places: Places) -> Node:
    organization_ = places.organization(place.organization) if place.organization else ""
    return full(
        {
            "@type": "ceterms:Place",
            "ceterms:name": words(place.name),
            "ceterms:addressLocality": words(place.city),
            "ceterms:addressRegion": words(place.state_code),
            "ceterms:postalCode": place.zip_code,
            "keyway:page": place.url,
            "keyway:organization": organization_,
            "keyway:nextExamDate": _plain(place.next_exam_date),
            "keyway:seenDate": _plain(place.seen_date),
        }
    )


def _program_time(facts: ProgramFacts) -> list[Node]:
    """Return how long a program lasts: its calendar time, and its hours of teaching."""
    months = {"@type": "ceterms:DurationProfile", "ceterms:exactDuration": months_as(facts.months)}
    hours = {"@type": "ceterms:DurationProfile", "ceterms:exactDuration": hours_as(facts.hours)}
    return [each for each in (full(months), full(hours)) if len(each) > 1]


def _tuition(facts: ProgramFacts, page: str) -> list[Node]:
    if facts.tuition_usd is None:
        return []
    seen = {"keyway:seenDate": _plain(facts.tuition_date)}
    return [_cost("tuition", facts.tuition_usd, facts.url or page, **seen)]


def _offering(facts: OfferingFacts, places: Places, slugs: dict[str, str]) -> Node:
    more = {
        "ceterms:targetCredential": [_address(facts.credential, places, slugs)],
        "keyway:judgment": judgment_node(facts.judgment),
        **own_terms(facts, OFFERING_OWN),
    }
    return merged(condition(_TEACHES, more), facts.kept)
