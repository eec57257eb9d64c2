"""Deeds and pathways in CTDL: who recognizes, credits, promises or needs something; what leads where."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from keyway.standards.ctdl import writing
from keyway.standards.ctdl.facts import CredentialFacts, ProgramFacts, RecognitionFacts
from keyway.standards.ctdl.places import Places, minted
from keyway.standards.ctdl.writing import (
    RECOGNITION_OWN,
    alignment,
    full,
    judgment_node,
    own_terms,
    price,
    words,
)
from keyway.standards.foreign import Node, merged

if TYPE_CHECKING:
    from keyway.standards.ctdl.facts import (
        AgreementFacts,
        DemandFacts,
        PathwayFacts,
        PromiseFacts,
        Step,
    )

_ACCREDITING = frozenset({"iso_17024", "accreditation"})
# What the claim says of itself; what we found about it is a judgment.
_STATES = {
    "": "actionStat:ActiveActionStatus",
    "listed": "actionStat:ActiveActionStatus",
    "proposed": "actionStat:PotentialActionStatus",
    "refused": "actionStat:FailedActionStatus",
    "removed": "actionStat:CompletedActionStatus",
}
_AGREEMENT_OWN = ("kind", "evidence", "seen_date", "url")
_ASK = ("Ask the institution how many credits.", "Pregunta a la institución cuántos créditos.")
_COMPONENTS = {
    "credential": "ceterms:CredentialComponent",
    "program": "ceterms:CourseComponent",
    "job": "ceterms:JobComponent",
    "other": "ceterms:BasicComponent",
}


def class_of(claim: str) -> str:
    """Return the class of a claim by its type."""
    if claim in _ACCREDITING:
        return "ceterms:AccreditAction"
    return "ceterms:ApproveAction" if claim == "state_list" else "ceterms:RecognizeAction"


def recognizer(facts: RecognitionFacts, places: Places) -> Node | None:
    """Return the body that recognizes, where the directory does not have it."""
    return None if facts.organization else body(facts.recognizer, places)


def body(name: str, places: Places) -> Node:
    """Return a body that recognizes, known by its name alone."""
    return {
        "@id": places.recognizer(name),
        "@type": "ceterms:QACredentialOrganization",
        "ceterms:ctid": minted("body", name),
        "ceterms:name": words(name),
        "keyway:ctidIsMintedHere": True,
    }


def recognition(facts: RecognitionFacts, places: Places, slugs: dict[str, str]) -> Node:
    """Return one claim of recognition, verified or not; a judgment says which and whose it is."""
    agent = (
        places.organization(facts.organization)
        if facts.organization
        else places.recognizer(facts.recognizer)
    )
    end = facts.expires_date
    node = {
        "@id": places.recognition(facts.key),
        "@type": class_of(facts.type),
        "ceterms:ctid": minted("recognition", facts.key),
        "ceterms:actingAgent": [agent],
        "ceterms:object": [places.credential(slugs[facts.credential])],
        "ceterms:actionStatusType": alignment(_STATES[facts.place]),
        "ceterms:endDate": end.isoformat() if end else None,
        "ceterms:evidenceOfAction": facts.url,
        "ceterms:jurisdiction": _jurisdiction(facts.state_code),
        "keyway:recognizer": facts.recognizer if facts.organization else None,
        "keyway:ctidIsMintedHere": True,
        "keyway:judgment": judgment_node(facts.judgment),
        **own_terms(facts, RECOGNITION_OWN),
    }
    return merged(full(node), facts.kept)


def promise(facts: PromiseFacts, places: Places, slugs: dict[str, str]) -> Node:
    """Return a promise that stands."""
    extra = facts.extra_hourly_usd
    node = {
        "@id": places.promise(facts.key),
        "@type": "ceterms:RecognizeAction",
        "ceterms:ctid": facts.ctid or minted("promise", facts.key),
        "ceterms:description": words(facts.words_en, facts.words_es),
        "ceterms:actingAgent": [places.organization(facts.organization)],
        "ceterms:object": [places.credential(slugs[facts.credential])],
        "ceterms:actionStatusType": alignment("actionStat:ActiveActionStatus"),
        "ceterms:startDate": facts.from_date.isoformat(),
        "ceterms:endDate": facts.until_date.isoformat(),
        "keyway:key": facts.key,
        "keyway:promise": facts.deed,
        "keyway:site": facts.site,
        "keyway:socCode": facts.soc_code,
        "keyway:extraHourlyUsd": float(extra) if extra is not None else None,
        "keyway:ctidIsMintedHere": None if facts.ctid else True,
    }
    return merged(full(node), facts.kept)


def agreement(facts: AgreementFacts, places: Places, slugs: dict[str, str]) -> Node:
    """Return an agreement by which what was learned counts elsewhere."""
    ends = [places.program(facts.from_program)] if facts.from_program else []
    ends += [places.credential(slugs[facts.credential])] if facts.credential in slugs else []
    toward = [places.program(facts.to_program)] if facts.to_program else []
    giver = places.organization(facts.organization)
    said = words(facts.words_en, facts.words_es)
    node = {
        "@id": places.agreement(facts.key),
        "@type": "ceterms:TransferValueProfile",
        "ceterms:ctid": minted("agreement", facts.key),
        "ceterms:name": said,
        "ceterms:description": said,
        "ceterms:subjectWebpage": facts.url or (toward or [giver])[0],
        "ceterms:ownedBy": [giver],
        "ceterms:transferValueFrom": ends,
        "ceterms:transferValueFor": toward,
        "ceterms:transferValue": [_credits(facts)],
        "ceterms:endDate": facts.until_date.isoformat() if facts.until_date else None,
        "keyway:key": facts.key,
        "keyway:ctidIsMintedHere": True,
        "keyway:judgment": judgment_node(facts.judgment),
        **own_terms(facts, _AGREEMENT_OWN),
    }
    return full(node)


def _credits(facts: AgreementFacts) -> Node:
    """Return how many credits count; where nobody told, that it has to be asked."""
    return full(
        {
            "@type": "ceterms:ValueProfile",
            "ceterms:creditUnitType": [alignment("creditUnit:DegreeCredit")],
            "schema:value": price(facts.credits),
            "schema:description": None if facts.credits is not None else words(*_ASK),
        }
    )


def occupation(code: str, name: str, places: Places) -> Node:
    """Return an occupation that is in demand."""
    return full(
        {
            "@id": places.occupation(code),
            "@type": "ceterms:Occupation",
            "ceterms:ctid": minted("occupation", code),
            "ceterms:name": words(name),
            "ceterms:codedNotation": code,
            "keyway:ctidIsMintedHere": True,
        }
    )


def demand(facts: DemandFacts, places: Places) -> Node:
    """Return the demand for an occupation in a state, as a finding reckons it."""
    key = f"{facts.state_name}|{facts.soc_code}"
    until = facts.until_date
    return full(
        {
            "@id": places.demand(key),
            "@type": "ceterms:WorkforceDemandAction",
            "ceterms:ctid": minted("demand", key),
            "ceterms:description": words(facts.words_en, facts.words_es),
            "ceterms:actingAgent": [places.organization(facts.organization)],
            "ceterms:object": [places.occupation(facts.soc_code)],
            "ceterms:actionStatusType": alignment("actionStat:ActiveActionStatus"),
            "ceterms:startDate": facts.from_date.isoformat(),
            "ceterms:endDate": until.isoformat() if until else None,
            "ceterms:evidenceOfAction": facts.address,
            "ceterms:jurisdiction": _jurisdiction(facts.state_name),
            "keyway:openingsUnfilledLow": facts.openings_low,
            "keyway:openingsUnfilled": facts.openings,
            "keyway:openingsUnfilledHigh": facts.openings_high,
            "keyway:ctidIsMintedHere": True,
        }
    )


def pathway(facts: PathwayFacts, places: Places, slugs: dict[str, str]) -> list[Node]:
    """Return a pathway and its components in order; the last one is its destination."""
    page = places.pathway(facts.key)
    parts = [f"{page}-{number}" for number in range(1, len(facts.steps) + 1)]
    head = {
        "@id": page,
        "@type": "ceterms:Pathway",
        "ceterms:ctid": minted("pathway", facts.key),
        "ceterms:name": words(facts.name),
        "ceterms:description": words(facts.description),
        "ceterms:offeredBy": [places.organization(facts.organization)],
        "ceasn:hasPart": parts,
        "ceterms:hasDestinationComponent": parts[-1:],
        "keyway:ctidIsMintedHere": True,
    }
    nodes = [
        _component(step, number, parts, page, _stands_for(step, places, slugs))
        for number, step in enumerate(facts.steps)
    ]
    return [head, *nodes]


def _component(step: Step, number: int, parts: list[str], page: str, proxy: str) -> Node:
    is_last = number == len(parts) - 1
    return full(
        {
            "@id": parts[number],
            "@type": _COMPONENTS[step.kind],
            "ceterms:ctid": minted("component", parts[number].rpartition("#")[2]),
            "ceterms:name": words(step.name),
            "ceasn:isPartOf": [page],
            "ceterms:proxyFor": proxy,
            "ceterms:precedes": [] if is_last else [parts[number + 1]],
            "ceterms:isDestinationComponentOf": [page] if is_last else [],
            "keyway:ctidIsMintedHere": True,
        }
    )


def _stands_for(step: Step, places: Places, slugs: dict[str, str]) -> str:
    if step.kind == "credential":
        return places.credential(slugs[step.key]) if step.key in slugs else ""
    if step.kind == "program":
        return places.program(step.key)
    return places.occupation(step.key) if step.kind == "job" else ""


def _jurisdiction(region: str) -> list[Node]:
    """Return the state in which something holds."""
    if not region:
        return []
    place = {"@type": "ceterms:Place", "ceterms:addressRegion": words(region)}
    return [{"@type": "ceterms:JurisdictionProfile", "ceterms:mainJurisdiction": place}]


def written(facts: Any, places: Places, slugs: dict[str, str]) -> Node:
    """Return a fact of any kind that files bring, without what offerings keep of their own."""
    if isinstance(facts, RecognitionFacts):
        return recognition(facts, places, slugs)
    if isinstance(facts, ProgramFacts):
        bare = tuple(replace(each, kept={}) for each in facts.offerings)
        return writing.program(replace(facts, offerings=bare), places, slugs)
    if isinstance(facts, CredentialFacts):
        return writing.credential(facts, places, slugs)
    return writing.issuer(facts, places)
