"""The things of a document: of which class, at which address, and what they point at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from keyway.standards.ctdl import reading
from keyway.standards.ctdl.checking import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from keyway.standards.ctdl.facts import Judgment
    from keyway.standards.foreign import Node

_PAGE = re.compile(r"/(credentials|programs|partners)/([a-z0-9_-]{1,160})/?$")
_JUDGMENT = "keyway:judgment"
_TOLD = ("credential", "action", "program", "agreement", "agent", "demand", "occupation")


def things(document: object) -> list[Node]:
    """Return the things of a document."""
    graph = document.get("@graph", document) if isinstance(document, dict) else document
    return [each for each in reading.listed(graph) if isinstance(each, dict) and each]


def group_of(node: Node) -> str:
    """Return what a thing is, as the table of terms groups classes."""
    names = [each for each in reading.listed(node.get("@type")) if isinstance(each, str)]
    classes = terms()["classes"]
    return next((str(classes[name]) for name in names if name in classes), "")


def grouped(found: list[Node]) -> dict[str, list[Node]]:
    """Return things by what they are; those that the registry has no place for under nothing."""
    groups: dict[str, list[Node]] = {}
    for node in found:
        group = group_of(node)
        groups.setdefault(group if group in _TOLD else "", []).append(node)
    return groups


def page_of(address: object, kind: str) -> str:
    """Return the lasting part of an address of this or another site of the same software."""
    match = _PAGE.search(address) if isinstance(address, str) else None
    return match[2] if match and match[1] == kind else ""


def reference(node: Node, *names: str) -> Any:
    """Return the first thing that a node points at: its address, or the thing itself."""
    return next((each for name in names for each in reading.listed(node.get(name))), "")


def pointed(reference: object, by_id: Mapping[str, Node]) -> Node:
    """Return the thing that a reference points at, as far as the file has it."""
    if isinstance(reference, dict):
        inner = reference.get("@id")
        return by_id.get(inner, reference) if isinstance(inner, str) else reference
    return by_id.get(reference, {}) if isinstance(reference, str) else {}


def address_of(reference: object) -> str:
    """Return the address of a thing or of a reference to it."""
    said = reference.get("@id", "") if isinstance(reference, dict) else reference
    return said if isinstance(said, str) else ""


def name_of(node: Node) -> str:
    """Return what a thing is called in English."""
    return reading.spoken(node.get("ceterms:name"), longest=200)


def rewritten(value: Any, addresses: Mapping[str, str]) -> Any:
    """Return a value with the addresses of things that the registry has put in place of theirs."""
    if isinstance(value, str):
        return addresses.get(value, value)
    if isinstance(value, list):
        return [rewritten(each, addresses) for each in value]
    if isinstance(value, dict):
        return {name: rewritten(each, addresses) for name, each in value.items()}
    return value


def beside(document: object) -> Node:
    """Return what a document says beside its things: further prefixes, and terms of the whole."""
    if not isinstance(document, dict):
        return {}
    own = terms()["own_prefix"]
    contexts = [each for each in reading.listed(document.get("@context")) if isinstance(each, dict)]
    extra = {name: said for each in contexts for name, said in each.items() if name != own}
    names = document.keys() - {"@context", "@graph"} if "@graph" in document else ()
    told = {name: document[name] for name in names}
    return told | ({"@context": extra} if extra else {})


def rewritten_part(node: Node, term: str, part: Node, address: str) -> Node:
    """Return a thing that points at a part instead of holding it."""
    held = [address if each == part else each for each in reading.listed(node.get(term))]
    return {**node, term: held} if term in node else node


def swept(
    value: Any, about: str, keys: Mapping[str, str], is_kept: Callable[[Judgment, str], bool]
) -> Any:
    """Return a value without the findings that are not to be kept, at every depth.

    Args:
        value: a thing, or a part of one.
        about: what findings in it are about.
        keys: keys of credentials by their address, for what a program says about one.
        is_kept: whether a finding about something is kept.
    """
    if isinstance(value, list):
        return [swept(each, about, keys, is_kept) for each in value]
    if not isinstance(value, dict):
        return value
    target = address_of(reference(value, "ceterms:targetCredential"))
    here = f"{about}|{keys[target]}" if target in keys else about
    rest = {name: each for name, each in value.items() if name != _JUDGMENT}
    own = {name: swept(each, here, keys, is_kept) for name, each in rest.items()}
    said = [each for each in reading.listed(value.get(_JUDGMENT)) if isinstance(each, dict)]
    kept = [each for each in said if is_kept(reading.judgment(each), here)]
    return own | ({_JUDGMENT: kept} if kept else {})
