"""Whether a document says what CTDL lets it say: classes, properties, ranges, what must be there."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from keyway.standards.foreign import Node

_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")
_ADDRESS = re.compile(r"(https?|urn):\S+")
_REFERENCE = re.compile(r"(https?://|urn:|_:|ce-|[a-z][A-Za-z]*:)\S+")
_CTID = re.compile(r"ce-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a document that CTDL does not let it say.

    Attributes:
        where: of the node, and the property within.
        what: unknown_class, unknown_property, wrong_range or missing.
        detail: the class, the range that was wanted, or what is missing.
    """

    where: str
    what: str
    detail: str


@cache
def terms() -> dict[str, Any]:
    """Return the table of terms."""
    return tomllib.loads(Path(__file__).with_name("terms.toml").read_text("utf-8"))


def check(document: Node) -> list[Fault]:
    """Return every fault of a document: one node, or a graph of nodes."""
    nodes = document.get("@graph", [document])
    return [fault for node in nodes for fault in _node(node, str(node.get("@id", "?")))]


def is_known_class(name: object) -> bool:
    """Return whether the table has a class of this name."""
    return isinstance(name, str) and name in terms()["classes"]


def _node(node: Node, where: str) -> Iterator[Fault]:
    """Yield the faults of one object and of those within it."""
    table, name = terms(), node.get("@type", "")
    if not is_known_class(name):
        yield Fault(where, "unknown_class", str(name))
        return
    group = table["groups"][table["classes"][name]]
    for needed in group["required"]:
        if needed not in node:
            yield Fault(where, "missing", needed)
    if group["one_of"] and not any(each in node for each in group["one_of"]):
        yield Fault(where, "missing", " | ".join(group["one_of"]))
    for term, value in node.items():
        yield from _property(f"{where} {term}", term, value, group["properties"])


def _property(where: str, term: str, value: object, known: list[str]) -> Iterator[Fault]:
    if term in ("@id", "@type", "@context") or term.startswith(f"{terms()['own_prefix']}:"):
        return
    if term not in known:
        yield Fault(where, "unknown_property", term)
        return
    kind, _, wanted = terms()["ranges"][term].partition(":")
    if kind in ("node", "nodes"):
        yield from _objects(where, value, wanted, is_list=kind == "nodes")
    elif not _RANGES[kind](value) or (term == "ceterms:ctid" and not _CTID.fullmatch(str(value))):
        yield Fault(where, "wrong_range", kind)


def _objects(where: str, value: object, wanted: str, *, is_list: bool) -> Iterator[Fault]:
    items = value if isinstance(value, list) else [value]
    if is_list != isinstance(value, list):
        yield Fault(where, "wrong_range", f"{'a list of ' if is_list else ''}{wanted}")
    for item in items:
        if not isinstance(item, dict) or item.get("@type") != wanted:
            yield Fault(where, "wrong_range", wanted)
        else:
            yield from _node(item, where)


def _is_date(value: object) -> bool:
    try:
        date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        return False
    return True


def _is_words(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())


def _is_words_list(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(each, list) and all(isinstance(word, str) for word in each)
        for each in value.values()
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _matches(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _all_match(pattern: re.Pattern[str]) -> Callable[[object], bool]:
    one = _matches(pattern)
    return lambda value: isinstance(value, list) and all(one(each) for each in value)


_RANGES: dict[str, Callable[[object], bool]] = {
    "any": lambda _value: True,
    "text": lambda value: isinstance(value, str),
    "words": _is_words,
    "words_list": _is_words_list,
    "date": _is_date,
    "duration": _matches(_DURATION),
    "number": _is_number,
    "whole": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "flag": lambda value: isinstance(value, bool),
    "address": _matches(_ADDRESS),
    "addresses": _all_match(_ADDRESS),
    "ref": _matches(_REFERENCE),
    "refs": _all_match(_REFERENCE),
}
