"""Who gets the visit first, drawn by lot, so that the survey is an experiment.

Each school's ticket is the SHA-256 of the seed, a space and the school's name; the lowest tickets
are reached. Whoever has the seed and the names can draw again with any tool, and finds the same.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def ticket(seed: str, name: str) -> str:
    """Return a school's ticket: 64 hexadecimal digits."""
    return sha256(f"{seed} {name}".encode()).hexdigest()


def draw(names: Iterable[str], reached: int, *, seed: str) -> tuple[str, ...]:
    """Return the schools that are reached, the lowest ticket first; the order given is no matter.

    Args:
        names: of the schools, each once; they stay the same over time.
        reached: how many.
        seed: picked before anybody knows the tickets, and used once.
    """
    return tuple(sorted(set(names), key=lambda name: ticket(seed, name))[:reached])
