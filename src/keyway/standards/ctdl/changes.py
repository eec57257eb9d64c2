"""Facts before and after: what a file says laid over what was known, and what then differs."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from keyway.standards.foreign import Residue, canonical

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from keyway.standards.ctdl.facts import CredentialFacts, ProgramFacts

_UNSAID = frozenset({"", "unknown", "unverified"})
_NO_FACTS = ("evidence", "kept", "judgment", "offerings")
_LONGEST = 200


def overlaid(read: Any, old: Any) -> Any:
    """Return facts as they will be: what the file says, else what was known.

    Where anything differs, what was found about the facts before holds no longer.
    """
    if old is None:
        return read
    given: dict[str, Any] = {}
    for each in fields(read):
        said, before = getattr(read, each.name), getattr(old, each.name)
        if _is_unsaid(said) or each.name in ("kept", "judgment"):
            given[each.name] = before
        elif isinstance(said, tuple) and each.name != "offerings":
            given[each.name] = _joined(before, said)
    facts = replace(read, **given)
    names = [each.name for each in fields(facts) if each.name not in _NO_FACTS]
    if any(getattr(facts, name) != getattr(old, name) for name in names):
        return replace(facts, judgment=None) if hasattr(facts, "judgment") else facts
    return replace(facts, evidence=old.evidence) if hasattr(facts, "evidence") else facts


def is_same(facts: Any, old: Any) -> bool:
    """Return whether facts, and what is kept beside them, are as they were."""
    return canonical(plain(facts)) == canonical(plain(old))


def plain(facts: Any) -> dict[str, Any]:
    """Return facts as text, for comparing; findings are no facts."""
    found = {each.name: getattr(facts, each.name) for each in fields(facts)}
    found.pop("judgment", None)
    if "offerings" in found:
        found["offerings"] = [plain(each) for each in found["offerings"]]
    return {
        name: each if isinstance(each, dict | list) else _text(each) for name, each in found.items()
    }


def _text(value: object) -> str:
    """Return a fact as text; the names in a page it rests on have no order of their own."""
    if isinstance(value, tuple) and any(isinstance(each, dict) for each in value):
        return canonical(list(value))
    return "" if value is None else f"{value}"


def differing(facts: Any, old: Any) -> Iterator[tuple[str, str, str]]:
    """Yield which facts differ: the fact, before and after, as text."""
    now, before = plain(facts), plain(old)
    for name in now:
        if now[name] != before[name] and name != "kept":
            yield name, _short(before[name]), _short(now[name])


def split(facts: ProgramFacts, kept: Residue) -> tuple[ProgramFacts, Residue]:
    """Return a program whose offerings keep their own further terms, and the program's own."""
    term = "ceterms:isPreparationFor"
    places = {place: within for place, _print, within in kept.get("items", {}).get(term, [])}
    offerings = tuple(
        replace(each, kept=places.get(at, each.kept)) for at, each in enumerate(facts.offerings)
    )
    items = {name: value for name, value in kept.get("items", {}).items() if name != term}
    rest = {name: value for name, value in kept.items() if name != "items"}
    both = rest | ({"items": items} if items else {})
    return replace(facts, offerings=offerings), both


def _is_unsaid(said: object) -> bool:
    if isinstance(said, str):
        return said in _UNSAID
    return said is None or said is False or said in ((), {})


def _joined(before: tuple[Any, ...], said: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return parts as they were, with those that the file adds or says anew."""
    both = {_mark(each): each for each in before} | {_mark(each): each for each in said}
    return tuple(both.values())


def _mark(part: Any) -> str:
    """Return by what a part is known among the others."""
    for names in (("text_en",), ("scheme", "code"), ("name", "city", "url")):
        if all(hasattr(part, name) for name in names):
            known = ("place",) if names == ("text_en",) else names
            return canonical([getattr(part, name) for name in known])
    return canonical(part)


def _short(value: object) -> str:
    said = "" if value in ("()", []) else f"{value}"
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


# --- whether facts fit -----------------------------------------------------------------------------


def ends_fit(facts: CredentialFacts) -> bool:
    """Return whether ranges run upward and nothing stacks on or replaces itself."""
    pairs = ((facts.price_low_usd, facts.price_high_usd), (facts.hours_low, facts.hours_high))
    upward = all(low is None or high is None or low <= high for low, high in pairs)
    return upward and facts.key not in (facts.stack_parent, facts.superseded_by)


def without_ranges(facts: CredentialFacts, old: CredentialFacts | None) -> CredentialFacts:
    """Return facts with what contradicts itself as it was before."""
    names = ("price_low_usd", "price_high_usd", "price_date", "hours_low", "hours_high")
    before: dict[str, Any] = {name: getattr(old, name) if old else None for name in names}
    own = facts.key
    return replace(
        facts,
        **before,
        stack_parent="" if facts.stack_parent == own else facts.stack_parent,
        superseded_by="" if facts.superseded_by == own else facts.superseded_by,
    )


def understood(facts: Any, choices: Mapping[str, Container[str]], ours: Container[str]) -> Any:
    """Return facts without words that the registry does not have; a file vouches for nothing.

    Args:
        facts: as read.
        choices: the words that there are, by fact.
        ours: levels of evidence that only the site itself can vouch for.
    """
    given: dict[str, Any] = {}
    for name, words in choices.items():
        said = getattr(facts, name)
        if name == "evidence" and said in ours:
            given[name] = "cited"
        elif said and said not in words:
            usual = next(each.default for each in fields(facts) if each.name == name)
            given[name] = usual if isinstance(usual, str) else ""
    return replace(facts, **given)


def cycles(parents: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the ways that lead back to where they began, each once."""
    told: set[str] = set()
    for start in sorted(parents):
        way = [start]
        while (above := parents.get(way[-1], "")) and above not in way:
            way.append(above)
        if above == start and not told & set(way):
            told |= set(way)
            yield [*way, start]
