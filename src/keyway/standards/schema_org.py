"""schema.org, in which search engines read pages: credentials, programs, promises, the way back.

The table of terms holds what Keyway writes; facts from schema.org as of 22 November 2026
(release 29). What is unknown is left out, never written as empty or zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from keyway.standards.foreign import Node

CONTEXT = "https://schema.org"
_THING = ("name", "alternateName", "description", "url", "sameAs", "identifier", "inLanguage")
_TERMS: dict[str, tuple[str, ...]] = {
    "EducationalOccupationalCredential": (
        *_THING, "credentialCategory", "recognizedBy", "validFor", "validIn", "competencyRequired",
        "creator", "offers", "about",
    ),
    "EducationalOccupationalProgram": (
        *_THING, "provider", "programType", "timeToComplete", "offers",
        "educationalCredentialAwarded", "occupationalCategory", "occupationalCredentialAwarded",
        "maximumEnrollment", "startDate",
    ),
    "Organization": _THING,
    "CollegeOrUniversity": _THING,
    "School": _THING,
    "Offer": (*_THING, "price", "priceCurrency", "priceValidUntil", "validFrom", "offeredBy"),
    "AggregateOffer": (*_THING, "lowPrice", "highPrice", "priceCurrency", "offeredBy"),
    "DefinedTerm": (*_THING, "termCode", "inDefinedTermSet"),
    "CategoryCode": (*_THING, "codeValue", "inCodeSet"),
    "PropertyValue": (*_THING, "propertyID", "value"),
    "BreadcrumbList": (*_THING, "itemListElement"),
    "ListItem": (*_THING, "position", "item"),
    "ItemList": (*_THING, "itemListElement", "numberOfItems"),
}  # fmt: skip
_REQUIRED = {
    "EducationalOccupationalCredential": ("name", "url"),
    "EducationalOccupationalProgram": ("name", "url", "provider"),
    "Offer": ("price", "priceCurrency"),
    "AggregateOffer": ("lowPrice", "priceCurrency"),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position", "name"),
}
_CATEGORIES = {
    "certification": "certification",
    "certificate": "certificate",
    "license": "license",
    "card": "certificate",
    "readiness": "certificate",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """What it costs: a lower and an upper end, which may be one."""

    low: Decimal | None
    high: Decimal | None


def check(document: Node) -> list[str]:
    """Return what a document says that schema.org does not know, one line each."""
    return list(_faults(document, ""))


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> Node:
    """Return the way back from a page: labels and addresses."""
    items = [
        _full({"@type": "ListItem", "position": at, "name": name, "item": address})
        for at, (name, address) in enumerate(steps, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def organization(name: str, address: str, kind: str = "") -> Node:
    """Return an organization; kind is that of the directory."""
    types = {"college": "CollegeOrUniversity", "school": "School"}
    return _full({"@type": types.get(kind, "Organization"), "name": name, "url": address})


def credential(
    *,
    name: str,
    address: str,
    kind: str,
    description: str,
    language: str,
    issuer: Node,
    recognizers: Sequence[Node] = (),
    cost: Offer | None = None,
    skills: Sequence[str] = (),
    valid_for: str = "",
    codes: Sequence[tuple[str, str]] = (),
) -> Node:
    """Return a credential.

    Args:
        name: of it.
        address: of its page.
        kind: the registry's word.
        description: in one sentence.
        language: of the description.
        issuer: who issues it.
        recognizers: whose recognition is verified and holds today; no others.
        cost: of the exam.
        skills: what a holder can do.
        valid_for: duration until it has to be renewed.
        codes: code set and code of occupations and fields.
    """
    return _full(
        {
            "@context": CONTEXT,
            "@type": "EducationalOccupationalCredential",
            "name": name,
            "url": address,
            "description": description,
            "inLanguage": language if description else "",
            "credentialCategory": _CATEGORIES.get(kind, ""),
            "creator": issuer,
            "recognizedBy": list(recognizers),
            "validFor": valid_for,
            "competencyRequired": list(skills),
            "offers": _offer(cost),
            "about": [_category(*each) for each in codes],
        }
    )


def program(
    *,
    name: str,
    address: str,
    provider: Node,
    awards: Sequence[Node] = (),
    cost: Offer | None = None,
    time: str = "",
    seats: int | None = None,
    starts: str = "",
) -> Node:
    """Return a program: who teaches it, how long, at what cost, toward what."""
    return _full(
        {
            "@context": CONTEXT,
            "@type": "EducationalOccupationalProgram",
            "name": name,
            "url": address,
            "provider": provider,
            "occupationalCredentialAwarded": list(awards),
            "offers": _offer(cost),
            "timeToComplete": time,
            "maximumEnrollment": seats,
            "startDate": starts,
        }
    )


def credential_name(name: str, address: str) -> Node:
    """Return a credential by its name alone, within another thing."""
    return {"@type": "EducationalOccupationalCredential", "name": name, "url": address}


def listing(name: str, items: Sequence[tuple[str, str]]) -> Node:
    """Return a list of pages: names and addresses."""
    elements = [
        {"@type": "ListItem", "position": at, "name": each, "url": address}
        for at, (each, address) in enumerate(items, start=1)
    ]
    return {
        "@context": CONTEXT,
        "@type": "ItemList",
        "name": name,
        "numberOfItems": len(elements),
        "itemListElement": elements,
    }


def _category(code_set: str, code: str) -> Node:
    return {"@type": "CategoryCode", "inCodeSet": code_set, "codeValue": code}


def _offer(cost: Offer | None) -> Node | None:
    if cost is None or cost.low is None:
        return None
    if cost.high is None or cost.high == cost.low:
        return {"@type": "Offer", "price": f"{cost.low:.2f}", "priceCurrency": "USD"}
    ends = {"lowPrice": f"{cost.low:.2f}", "highPrice": f"{cost.high:.2f}"}
    return {"@type": "AggregateOffer", **ends, "priceCurrency": "USD"}


def _full(node: dict[str, Any]) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}


def _faults(node: Node, at: str) -> Iterator[str]:
    name = str(node.get("@type", ""))
    if name not in _TERMS:
        yield f"{at}: no class {name!r}"
        return
    yield from (f"{at}{name}: lacks {term}" for term in _REQUIRED.get(name, ()) if term not in node)
    for term, value in node.items():
        if term.startswith("@"):
            continue
        if term not in _TERMS[name]:
            yield f"{at}{name}: no property {term!r}"
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                yield from _faults(each, f"{at}{name}.{term} ")
