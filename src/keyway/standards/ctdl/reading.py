"""From CTDL to the registry's facts: what is understood is read, the rest is left to be kept.

Nothing is guessed: a value in another form than expected counts as not understood.
"""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from keyway.standards.ctdl import writing
from keyway.standards.ctdl.durations import hours_in, months_in
from keyway.standards.ctdl.facts import (
    Code,
    CredentialFacts,
    ExamPlace,
    IssuerFacts,
    Judgment,
    OfferingFacts,
    ProgramFacts,
    RecognitionFacts,
    Skill,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from keyway.standards.foreign import Node

_KINDS = {
    "ceterms:Certification": "certification",
    "ceterms:License": "license",
    "ceterms:CertificateOfCompletion": "certificate",
}
_LANGUAGES = {"en": ("en", "en-US", "en-us"), "es": ("es", "es-US", "es-MX", "es-us", "es-mx")}
_ADDRESS = re.compile(r"https?://\S{1,292}")
_CODES = {"soc": re.compile(r"\d{2}-\d{4}(\.\d{2})?"), "cip": re.compile(r"\d{2}\.\d{4}")}


# --- values ----------------------------------------------------------------------------------------


def listed(value: object) -> list[Any]:
    """Return a value as a list: JSON-LD lets one stand for a list of one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def text(value: object, longest: int = 300) -> str:
    """Return text without its edges; nothing where it is no text or is too long to keep."""
    said = value.strip() if isinstance(value, str) else ""
    return said if len(said) <= longest and "\x00" not in said else ""


def spoken(value: object, language: str = "en", longest: int = 300) -> str:
    """Return a text in a language; a text of no language counts as English."""
    if isinstance(value, str):
        return text(value, longest) if language == "en" else ""
    if not isinstance(value, dict):
        return ""
    found = (value.get(tag) for tag in _LANGUAGES[language])
    return next(
        (said for each in found for one in listed(each) if (said := text(one, longest))), ""
    )


def day(value: object) -> date | None:
    """Return a day; None where it is none."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def whole(value: object, most: int = 1_000_000) -> int | None:
    """Return a whole number that is not below zero."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    is_whole = math.isfinite(value) and value == int(value)
    return int(value) if is_whole and 0 <= value <= most else None


def money(value: object, most: int = 999_999) -> Decimal | None:
    """Return dollars and cents that are not below zero."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    try:
        amount = Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return amount if 0 <= amount <= most else None


def address(value: object) -> str:
    """Return an address of the web."""
    said = text(value)
    return said if _ADDRESS.fullmatch(said) else ""


def own(node: Node, name: str) -> Any:
    """Return a fact under our own prefix."""
    return node.get(writing.own_name(name))


def judgment(said: Node) -> Judgment:
    """Return what a site says it found."""
    return Judgment(*(text(said.get(f"keyway:{name}")) for name in ("by", "says", "on", "seal")))


# --- things ----------------------------------------------------------------------------------------


def issuer(node: Node, key: str) -> IssuerFacts:
    """Return who issues credentials."""
    return IssuerFacts(
        key=key,
        name=spoken(node.get("ceterms:name"), longest=200),
        abbreviation=spoken(node.get("ceterms:alternateName"), longest=40),
        website=address(node.get("ceterms:subjectWebpage")),
    )


def credential(
    node: Node, *, key: str, slug: str, keys: Mapping[str, str], issuer: str
) -> CredentialFacts:
    """Return what is understood of a credential.

    Args:
        node: as the file has it.
        key: by which the registry knows it.
        slug: of its page.
        keys: keys of credentials by their address, in the file or here.
        issuer: key of its issuer.
    """
    page = text(node.get("@id"))
    name = spoken(node.get("ceterms:name"), longest=200)
    summary = spoken(node.get("ceterms:description"))
    official = address(node.get("ceterms:subjectWebpage"))
    official = "" if official == page else official
    above = _first_key(_conditions(node, "ceterms:isPreparationFor"), keys)
    return CredentialFacts(
        key=key,
        slug=slug,
        name=name,
        issuer=issuer,
        kind=text(own(node, "kind"), 16) or _KINDS.get(str(node.get("@type")), "certificate"),
        family=text(own(node, "family"), 12),
        level=text(own(node, "level"), 12),
        abbreviation=spoken(node.get("ceterms:alternateName"), longest=40),
        summary_en="" if summary == name else summary,
        summary_es=spoken(node.get("ceterms:description"), "es"),
        stack_parent=above[0],
        stack_order=whole(above[1].get("keyway:stackOrder"), 1000),
        superseded_by=_key_of(node.get("ceterms:supersededBy"), keys),
        minimum_age=_minimum_age(node),
        in_school=text(own(node, "in_school"), 8) or "unknown",
        exam_mode=text(own(node, "exam_mode"), 12) or "unknown",
        exam_minutes=whole(own(node, "exam_minutes")),
        renewal=text(own(node, "renewal"), 8) or _renewal(node),
        renewal_months=months_in(node.get("ceterms:renewalFrequency")),
        renewal_price_usd=_renewal_price(node),
        official_url=official,
        exam_sites_url=next(map(address, listed(node.get("ceterms:availabilityListing"))), ""),
        ctid="" if own(node, "ctid_is_minted_here") else text(node.get("ceterms:ctid"), 60),
        evidence=text(own(node, "evidence"), 10) or "unverified",
        seen_date=day(own(node, "seen_date")),
        sources=tuple(listed(own(node, "sources"))),
        codes=tuple(_codes(node)),
        skills=tuple(_skills(node)),
        exam_places=tuple(_exam_places(node)),
        **_hours(node),
        **_prices(node, (official, page)),
    )


def program(node: Node, *, slug: str, organization: str, keys: Mapping[str, str]) -> ProgramFacts:
    """Return what is understood of a program."""
    page = text(node.get("@id"))
    official = address(node.get("ceterms:subjectWebpage"))
    codes = [each for each in _codes(node) if each.scheme == "cip"]
    times = [
        each.get("ceterms:exactDuration") for each in _objects(node, "ceterms:estimatedDuration")
    ]
    cost = next(iter(_objects(node, "ceterms:estimatedCost")), {})
    tuition = _usd(cost)
    seen = day(cost.get("keyway:seenDate"))
    state = _objects(node, "ceterms:lifeCycleStatusType")
    lives = {value: name for name, value in writing.LIFE.items()}
    longest = {
        "level": 14, "family": 12, "award_level_code": 2, "state_program_name": 120,
        "source_key": 40, "source_release": 60,
    }  # fmt: skip
    plain: dict[str, Any] = {name: text(own(node, name), most) for name, most in longest.items()}
    return ProgramFacts(
        slug=slug,
        name=spoken(node.get("ceterms:name"), longest=200),
        name_es=spoken(node.get("ceterms:name"), "es", 200),
        organization=organization,
        status=lives.get(str(state[0].get("ceterms:targetNode")) if state else "", "offered"),
        cip_code=codes[0].code if codes else "",
        cip_is_ours=codes[0].is_ours if codes else False,
        months=next((each for each in map(months_in, times) if each is not None), None),
        hours=next((each for each in map(hours_in, times) if each is not None), None),
        tuition_usd=tuition if seen else None,
        tuition_date=seen if tuition is not None else None,
        url="" if official == page else official,
        ctid="" if own(node, "ctid_is_minted_here") else text(node.get("ceterms:ctid"), 60),
        evidence=text(own(node, "evidence"), 11) or "unverified",
        seen_date=day(own(node, "seen_date")),
        next_start_date=day(own(node, "next_start_date")),
        lowest_grade=whole(own(node, "lowest_grade"), 20),
        highest_grade=whole(own(node, "highest_grade"), 20),
        seats=whole(own(node, "seats")),
        source_url=address(own(node, "source_url")),
        offerings=tuple(_offerings(node, keys)),
        **plain,
    )


def recognition(
    node: Node, *, credential: str, recognizer: str, organization: str = ""
) -> RecognitionFacts:
    """Return what is understood of a claim; where its class alone says the type, the widest one."""
    widest = {
        "ceterms:AccreditAction": "accreditation",
        "ceterms:ApproveAction": "association",
    }.get(str(node.get("@type")), "association")
    return RecognitionFacts(
        credential=credential,
        type=text(own(node, "type"), 16) or widest,
        recognizer=recognizer,
        organization=organization,
        state_code=text(own(node, "state_code"), 2),
        list_key=text(own(node, "list_key"), 40),
        place=text(own(node, "place"), 8),
        year=whole(own(node, "year"), 9999),
        weight=money(own(node, "weight"), 9999),
        url=address(node.get("ceterms:evidenceOfAction")),
        document_note=text(own(node, "document_note"), 200),
        seen_date=day(own(node, "seen_date")),
        expires_date=day(node.get("ceterms:endDate")),
    )


# --- parts -----------------------------------------------------------------------------------------


def _objects(node: Node, term: str) -> list[Node]:
    return [each for each in listed(node.get(term)) if isinstance(each, dict)]


def _conditions(node: Node, term: str) -> Iterator[tuple[str, Node]]:
    """Yield the credentials that conditions name, each with its condition."""
    for condition in _objects(node, term):
        for target in listed(condition.get("ceterms:targetCredential")):
            yield str(target), condition


def _first_key(found: Iterator[tuple[str, Node]], keys: Mapping[str, str]) -> tuple[str, Node]:
    return next(((keys[target], node) for target, node in found if target in keys), ("", {}))


def _key_of(value: object, keys: Mapping[str, str]) -> str:
    first = next(iter(listed(value)), "")
    return keys.get(first, "") if isinstance(first, str) else ""


def _minimum_age(node: Node) -> int | None:
    ages = (
        whole(each.get("ceterms:minimumAge"), 99) for each in _objects(node, "ceterms:requires")
    )
    return next((age for age in ages if age is not None), None)


def _renewal(node: Node) -> str:
    return "expires" if months_in(node.get("ceterms:renewalFrequency")) else "unknown"


def _renewal_price(node: Node) -> Decimal | None:
    costs = (
        cost
        for condition in _objects(node, "ceterms:renewal")
        for cost in _objects(condition, "ceterms:estimatedCost")
    )
    return next((amount for cost in costs if (amount := _usd(cost)) is not None), None)


def _usd(cost: Node) -> Decimal | None:
    return money(cost.get("ceterms:price")) if cost.get("ceterms:currency") == "USD" else None


def _hours(node: Node) -> dict[str, Any]:
    for each in _objects(node, "ceterms:estimatedDuration"):
        exact = hours_in(each.get("ceterms:exactDuration"))
        low = hours_in(each.get("ceterms:minimumDuration"))
        high = hours_in(each.get("ceterms:maximumDuration"))
        if exact is not None:
            return {"hours_low": exact, "hours_high": exact}
        if low is not None or high is not None:
            return {"hours_low": low, "hours_high": high}
    return {}


def _prices(node: Node, plain: tuple[str, ...]) -> dict[str, Any]:
    """Return prices that say when they were seen; without a day a price is kept, not used."""
    found: dict[str, Any] = {}
    for cost in _objects(node, "ceterms:estimatedCost"):
        amount, seen = _usd(cost), day(cost.get("keyway:seenDate"))
        bound = cost.get("keyway:bound", "exact")
        if amount is None or seen is None or bound not in ("low", "high", "exact"):
            continue
        ends = ("low", "high") if bound == "exact" else (bound,)
        details = address(cost.get("ceterms:costDetails"))
        found |= {f"price_{end}_usd": amount for end in ends} | {"price_date": seen}
        found["price_url"] = "" if details in plain else details
    return found


def _codes(node: Node) -> Iterator[Code]:
    for scheme, term in writing.CODED.items():
        for each in _objects(node, term):
            code = text(each.get("ceterms:codedNotation"), 10)
            framework = text(each.get("ceterms:framework"))
            is_wanted = framework == writing.FRAMEWORKS[scheme][0] or not framework
            if is_wanted and _CODES[scheme].fullmatch(code):
                yield Code(scheme, code, is_ours=each.get("keyway:isAssignedHere") is True)


def _skills(node: Node) -> Iterator[Skill]:
    """Yield what a holder can do; a place not given, or given twice, is the next free one."""
    taken: set[int] = set()
    for condition in _objects(node, "ceterms:requires"):
        for each in _objects(condition, "ceterms:targetCompetency"):
            name = each.get("ceterms:targetNodeName")
            place = whole(each.get("keyway:place"), 1000)
            place = max(taken, default=0) + 1 if place is None or place in taken else place
            if said := spoken(name, longest=160):
                taken.add(place)
                yield Skill(place, said, spoken(name, "es", 160))


def _exam_places(node: Node) -> Iterator[ExamPlace]:
    """Yield exam sites that say when they were seen; others are kept, not used."""
    for each in _objects(node, "ceterms:availableAt"):
        name = spoken(each.get("ceterms:name"), longest=200)
        state = spoken(each.get("ceterms:addressRegion"), longest=2)
        seen = day(each.get("keyway:seenDate"))
        if name and state and seen:
            yield ExamPlace(
                name=name,
                state_code=state,
                seen_date=seen,
                city=spoken(each.get("ceterms:addressLocality"), longest=100),
                zip_code=_zip(each.get("ceterms:postalCode")),
                url=address(each.get("keyway:page")),
                next_exam_date=day(each.get("keyway:nextExamDate")),
                organization=text(each.get("keyway:organization")),
            )


def _offerings(node: Node, keys: Mapping[str, str]) -> Iterator[OfferingFacts]:
    """Yield the credentials a program teaches toward, each once."""
    seen: set[str] = set()
    for target, condition in _conditions(node, "ceterms:isPreparationFor"):
        key = keys.get(target, "")
        if key and key not in seen:
            seen.add(key)
            yield OfferingFacts(
                credential=key,
                evidence=text(own(condition, "evidence"), 11) or "unverified",
                url=address(own(condition, "url")),
                seen_date=day(own(condition, "seen_date")),
                is_ended=own(condition, "is_ended") is True,
                next_exam_date=day(own(condition, "next_exam_date")),
            )


def _zip(value: object) -> str:
    said = text(value, 5)
    return said if len(said) == 5 and said.isascii() and said.isdigit() else ""
