"""What a file would change: things that are new or differ, and everything that stays outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from keyway.standards.foreign import Node, Residue


@dataclass(frozen=True, slots=True)
class Defaults:
    """What counts where a file does not say it, for the registry must know."""

    family: str = "production"
    level: str = "entry"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is new or differs.

    Attributes:
        what: issuer, credential, recognition, program or offering.
        key: its lasting key.
        name: for people.
        is_new: whether the registry does not have it.
        facts: as they will be.
        kept: what the file says beyond.
        fields: what differs: the fact, before and after, as text.
    """

    what: str
    key: str
    name: str
    is_new: bool
    facts: Any
    kept: Residue
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(slots=True)
class Plan:
    """All that a file would change, and all that it would not.

    Attributes:
        changes: in the order in which they are written.
        foreign: whole things to keep, by their identifier.
        same: how many things are in the registry just so.
        kept: terms that are kept without being used, by the thing they belong to.
        odd: where the file says something in another way: thing, place, theirs, ours.
        left_out: things that a file cannot bring, and why, as a code.
        contradictions: what cannot both be so, as a code and words; to be looked at.
        blocks: what makes the file impossible to take over, as a code and words.
    """

    changes: list[Change] = field(default_factory=list)
    foreign: dict[str, Node] = field(default_factory=dict)
    same: int = 0
    kept: list[tuple[str, list[str]]] = field(default_factory=list)
    odd: list[tuple[str, str, str, str]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    contradictions: list[tuple[str, str]] = field(default_factory=list)
    blocks: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_change(self) -> bool:
        """Whether taking it over would write anything."""
        return bool(self.changes or self.foreign)
