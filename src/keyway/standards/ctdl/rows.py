"""Credentials as rows of a table: the columns of the CSV that is handed out and taken back."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from keyway.standards.ctdl.facts import Code, CredentialFacts, IssuerFacts, Skill

if TYPE_CHECKING:
    from collections.abc import Mapping

# Column and what it holds; the first line of the file names the columns.
COLUMNS: Mapping[str, str] = {
    "key": "lasting key: small letters, digits and hyphens; empty for a new credential",
    "name": "name, as the issuer writes it",
    "abbreviation": "abbreviation",
    "issuer": "name of the issuer",
    "issuer_website": "the issuer's website",
    "kind": "certification, certificate, license, card, readiness or not_credential",
    "family": "kind of work, such as machining or welding",
    "level": "foundation, entry, skilled, advanced or professional",
    "summary_en": "one sentence in English",
    "summary_es": "one sentence in Spanish",
    "stack_parent": "key of the larger credential that it counts toward",
    "stack_order": "its place in that stack",
    "superseded_by": "key of the credential that replaced it",
    "minimum_age": "years",
    "in_school": "yes, some, no or unknown",
    "hours_low": "hours, from",
    "hours_high": "hours, to",
    "exam_mode": "theory, performance, both, none or unknown",
    "exam_minutes": "minutes of the exam",
    "price_low_usd": "price from, in dollars; needs price_date",
    "price_high_usd": "price to, in dollars",
    "price_date": "day on which the price was seen, as 2026-11-22",
    "price_url": "where the price stands",
    "renewal": "expires, never or unknown",
    "renewal_months": "months until renewal",
    "renewal_price_usd": "price of renewal, in dollars",
    "official_url": "the issuer's page",
    "exam_sites_url": "the issuer's list of exam sites",
    "ctid": "CTID of the issuer, if there is one",
    "evidence": "cited, partly or unverified",
    "seen_date": "facts as of, as 2026-11-22",
    "soc_codes": "occupations (SOC 2018), apart by semicolons",
    "cip_codes": "fields of study (CIP 2020), apart by semicolons",
    "competencies_en": "what a holder can do, apart by | signs",
    "competencies_es": "the same in Spanish, in the same order",
    "sources": "addresses of the pages it rests on, apart by spaces",
}
# Columns that are handed out and passed over when they come back.
ADDED = ("address", "origin")
_WHOLE = frozenset(
    {"stack_order", "minimum_age", "hours_low", "hours_high", "exam_minutes", "renewal_months"}
)
_MONEY = frozenset({"price_low_usd", "price_high_usd", "renewal_price_usd"})
_DAYS = frozenset({"price_date", "seen_date"})
_PARTS = frozenset(
    {"issuer", "issuer_website", "soc_codes", "cip_codes", "competencies_en", "competencies_es",
     "sources", "key"}
)  # fmt: skip
_KEY = re.compile(r"[a-z0-9_-]{1,80}")


def row(facts: CredentialFacts, issuer: IssuerFacts) -> dict[str, str]:
    """Return one credential as the cells of a row."""
    plain = {name: _cell(getattr(facts, name)) for name in COLUMNS if name not in _PARTS}
    codes = {
        scheme: "; ".join(each.code for each in facts.codes if each.scheme == scheme)
        for scheme in ("soc", "cip")
    }
    return plain | {
        "key": facts.key,
        "issuer": issuer.name,
        "issuer_website": issuer.website,
        "soc_codes": codes["soc"],
        "cip_codes": codes["cip"],
        "competencies_en": " | ".join(each.text_en for each in facts.skills),
        "competencies_es": " | ".join(each.text_es for each in facts.skills),
        "sources": " ".join(_source(each) for each in facts.sources),
    }


def facts(cells: Mapping[str, str], *, key: str, issuer: str) -> tuple[CredentialFacts, list[str]]:
    """Return what is understood of a row, and the columns whose cell was not understood."""
    given: dict[str, Any] = {}
    odd = []
    for name in COLUMNS:
        said = cells.get(name, "").strip()
        if not said or name in _PARTS:
            continue
        value = _value(name, said)
        if value is None:
            odd.append(name)
        else:
            given[name] = value
    if "price_date" not in given:
        odd += [name for name in ("price_low_usd", "price_high_usd") if given.pop(name, None)]
    understood = CredentialFacts(
        **{"kind": "certificate", **given},
        key=key,
        slug=key,
        issuer=issuer,
        codes=tuple(_codes(cells)),
        skills=tuple(_skills(cells)),
        sources=tuple({"url": each} for each in cells.get("sources", "").split()),
    )
    return understood, odd


def is_key(said: str) -> bool:
    """Return whether a text has the form of a key."""
    return _KEY.fullmatch(said) is not None


def unknown(headings: list[str]) -> list[str]:
    """Return the headings that are no columns of ours."""
    return [each for each in headings if each and each not in COLUMNS and each not in ADDED]


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _source(source: object) -> str:
    return str(source.get("url", "")) if isinstance(source, dict) else str(source)


def _value(name: str, said: str) -> Any:
    """Return a cell's value; None where it is not understood."""
    try:
        if name in _WHOLE:
            return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else None
        if name in _MONEY:
            amount = Decimal(said.removeprefix("$").replace(",", "")).quantize(Decimal("0.01"))
            return amount if 0 <= amount < 1_000_000 else None
        return date.fromisoformat(said) if name in _DAYS else said
    except (ValueError, InvalidOperation):
        return None


def _codes(cells: Mapping[str, str]) -> list[Code]:
    found = dict.fromkeys(
        (scheme, each.strip())
        for scheme in ("soc", "cip")
        for each in cells.get(f"{scheme}_codes", "").split(";")
    )
    return [Code(scheme, code) for scheme, code in found if code]


def _skills(cells: Mapping[str, str]) -> list[Skill]:
    english = [each.strip() for each in cells.get("competencies_en", "").split("|")]
    spanish = [each.strip() for each in cells.get("competencies_es", "").split("|")]
    spanish += [""] * len(english)
    pairs = [(en, es) for en, es in zip(english, spanish, strict=False) if en]
    return [Skill(place, en[:160], es[:160]) for place, (en, es) in enumerate(pairs, start=1)]
