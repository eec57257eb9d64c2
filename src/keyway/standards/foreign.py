"""What a file of others says beyond what we keep: taken aside when read, put back when written.

``residue`` holds whatever of their node ours does not say, at every depth; ``merged`` puts it back.
So nothing that we do not understand is lost between reading a file and writing it again. Where both
say something about the same and differ, ours counts, and ``differences`` tells it.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Node = dict[str, Any]
# keep: terms ours does not have; in: within an object both have; items: within an object of a list
# both have, with its place and fingerprint; more: further values of a list.
Residue = dict[str, Any]


def canonical(value: object) -> str:
    """Return the one way in which a value is written."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def residue(theirs: Node, ours: Node) -> Residue:
    """Return what their node says that ours does not; empty when there is nothing."""
    kept: Residue = {}
    for name in sorted(theirs):
        if name not in ours:
            kept.setdefault("keep", {})[name] = theirs[name]
            continue
        _beside(kept, name, _shaped(theirs[name], ours[name]), ours[name])
    return kept


def merged(ours: Node, kept: Residue) -> Node:
    """Return our node with what was kept of theirs put back; what ours says counts."""
    node = dict(ours)
    for name, value in kept.get("keep", {}).items():
        node.setdefault(name, value)
    for name, within in kept.get("in", {}).items():
        if isinstance(node.get(name), dict):
            node[name] = merged(node[name], within)
    for name, items in kept.get("items", {}).items():
        if isinstance(node.get(name), list):
            node[name] = _items_merged(node[name], items)
    for name, values in kept.get("more", {}).items():
        own = node.get(name, [])
        if isinstance(own, list):
            node[name] = own + [each for each in values if each not in own]
    return node


def paths(kept: Residue, at: str = "") -> Iterator[str]:
    """Yield where in the node each thing stands that was kept."""
    yield from (f"{at}{name}" for name in kept.get("keep", {}))
    for name, within in kept.get("in", {}).items():
        yield from paths(within, f"{at}{name}/")
    for name, items in kept.get("items", {}).items():
        for _place, _print, within in items:
            yield from paths(within, f"{at}{name}/")
    yield from (f"{at}{name}" for name in kept.get("more", {}))


def differences(theirs: Node, ours: Node, at: str = "") -> Iterator[tuple[str, object, object]]:
    """Yield where both say something and differ: the place, what they say, what we say."""
    for name in sorted(theirs.keys() & ours.keys()):
        one, other = _shaped(theirs[name], ours[name]), ours[name]
        if isinstance(one, dict) and isinstance(other, dict):
            yield from differences(one, other, f"{at}{name}/")
        elif not isinstance(other, list) and one != other:
            yield f"{at}{name}", one, other


def _beside(kept: Residue, name: str, theirs: object, ours: object) -> None:
    """Add to the residue what one term of theirs says beyond ours."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        if within := residue(theirs, ours):
            kept.setdefault("in", {})[name] = within
    elif isinstance(theirs, list) and isinstance(ours, list):
        items, more = _lists(theirs, ours)
        if items:
            kept.setdefault("items", {})[name] = items
        if more:
            kept.setdefault("more", {})[name] = more


def _shaped(theirs: object, ours: object) -> Any:
    """Return their value in the shape of ours: JSON-LD lets one stand for a list of one."""
    if isinstance(ours, list) and not isinstance(theirs, list):
        return [theirs]
    if isinstance(theirs, list) and not isinstance(ours, list) and len(theirs) == 1:
        return _shaped(theirs[0], ours)
    if isinstance(theirs, str) and isinstance(ours, dict) and "en" in ours:
        return {"en": theirs}
    return theirs


def _lists(theirs: list[Any], ours: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return what is kept of their list: within objects both have, and what is theirs alone."""
    left = [each for each in theirs if each not in ours]
    items = []
    for place, own in enumerate(ours):
        if not isinstance(own, dict) or own in theirs:
            continue
        likest = max(((_likeness(each, own), -at) for at, each in enumerate(left)), default=(0, 0))
        if likest[0] <= 0:
            continue
        match = left[-likest[1]]
        left = [each for each in left if each is not match]
        if within := residue(match, own):
            items.append([place, _fingerprint(own), within])
    return items, left


def _likeness(theirs: object, ours: Node) -> int:
    """Return how much of our object theirs says too; below zero where they are of two classes."""
    if not isinstance(theirs, dict) or theirs.get("@type", "") != ours.get("@type", ""):
        return -1
    leaves = set(_leaves(ours))
    return len(leaves & set(_leaves(theirs))) - ("@type" in ours)


def _leaves(value: object, at: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _leaves(each, f"{at}/{name}")
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each, at)
    else:
        yield at, canonical(value)


def _items_merged(ours: list[Any], items: list[Any]) -> list[Any]:
    """Put back what was kept within objects: where the object is as it was, else in its place."""
    prints = [_fingerprint(each) for each in ours]
    result = list(ours)
    for place, fingerprint, within in items:
        at = prints.index(fingerprint) if fingerprint in prints else place
        if at < len(result) and isinstance(result[at], dict):
            result[at] = merged(result[at], within)
    return result


def _fingerprint(value: object) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:12]
