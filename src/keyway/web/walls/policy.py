"""The policy: one row for every pattern, what each kind of person meets there.

``policy.toml`` holds doors, which say what whom awaits, and rows, which put patterns behind a door.
A word beside a row, such as ``partnership_volunteer = "refused"``, overrides its door for one asker
or one group of askers; ``"partnership_volunteer:POST"`` does so for one method.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from keyway.errors import Broken
from keyway.web.walls.world import ANONYMOUS, ASKERS, PLACES, Asker

if TYPE_CHECKING:
    from keyway.web.walls.patterns import Pattern

FILE = Path(__file__).with_name("policy.toml")

# What may be met: the page or the deed, the way to sign in, a refusal, nothing at all.
OUTCOMES = ("through", "sign_in", "refused", "hidden", "out", "any")
# "out" is any of these three, for pages that are not ours; "any" is whatever is no error.
OUT = frozenset({"sign_in", "refused", "hidden"})
MISSING = "missing"
SMUGGLED = "smuggled"


@dataclass(frozen=True)
class Row:
    """One row.

    Attributes:
        routes: patterns it is for; a trailing ``*`` takes all that begin so.
        door: what it stands behind.
        object: model of the thing that the address names; empty where that is no row of an
            organization.
        arguments: fixed values for parts of the address.
        words: outcome by asker or group, which goes before the door's.
        is_for_holder: the address is a token, and whoever holds it sees what it opens.
        is_package: pages of a package, which are walked by fewer methods.
        broken_upstream: methods at which a package that is not ours answers 500 to nonsense.
        why: a reason, where the row is not plain.
    """

    routes: tuple[str, ...]
    door: str
    object: str = ""
    arguments: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    is_for_holder: bool = False
    is_package: bool = False
    broken_upstream: tuple[str, ...] = ()
    why: str = ""

    def takes(self, pattern: Pattern) -> bool:
        """Return whether the row is for a pattern."""
        return any(
            pattern.route == each
            or (each.endswith("*") and pattern.route.startswith(each.removesuffix("*")))
            for each in self.routes
        )


@dataclass(frozen=True)
class Policy:
    """All doors and rows, and addresses of patterns that cannot say them themselves."""

    doors: dict[str, dict[str, str]]
    rows: tuple[Row, ...]
    addresses: dict[str, str]

    def rows_of(self, pattern: Pattern) -> list[Row]:
        """Return the rows that take a pattern; exactly one should."""
        return [each for each in self.rows if each.takes(pattern)]

    def expected(self, row: Row, asker: str, place: str = "", method: str = "GET") -> str:
        """Return what an asker should meet, at a thing of an organization where the row names one."""
        if place == SMUGGLED and self._is_refused_at_own(row, asker):
            return "out"
        said = {**self.doors[row.door], **row.words}
        for group in groups_of(asker, place):
            for word in (f"{group}:{method}", group):
                if word in said:
                    return said[word]
        raise Broken(f"the door {row.door!r} does not say what {asker} meets")

    def _is_refused_at_own(self, row: Row, asker: str) -> bool:
        """Return whether the role is not enough even at one's own things."""
        own = ASKERS[asker].home
        return bool(own) and self.expected(row, asker, own) in ("refused", "out")


def groups_of(asker: str, place: str) -> list[str]:
    """Return what an asker is called in the policy at a place, most particular first.

    Whoever is not signed in is a ``stranger``, whatever the address names. Then ``administrator``
    and ``staff``; then ``missing`` for a thing that is not there, ``outsider`` at an organization
    outside the circle and ``insider`` within; then ``signed_in``; then ``everybody``. A thing of one
    organization under the address of another is not there, whoever asks.
    """
    who = ASKERS[asker]
    if asker == ANONYMOUS or not who.is_active:
        closed = (
            [MISSING] if _is_nowhere(place) else [f"of_{PLACES[place].status}"] if place else []
        )
        return [asker, "stranger", *closed, "everybody"]
    if _is_nowhere(place):
        return [MISSING, *_rank(who), "signed_in", "everybody"]
    is_inside = not place or who.is_staff or place in who.circle
    found = [asker, *_rank(who)] if is_inside else []
    if place and not who.is_staff:
        found += [who.role, "insider"] if is_inside else []
    if place:
        found += [f"of_{PLACES[place].status}", *([] if is_inside else ["outsider"])]
    return [*found, "signed_in", "everybody"]


def _is_nowhere(place: str) -> bool:
    return place in (MISSING, SMUGGLED)


def _rank(who: Asker) -> list[str]:
    ranks = {"administrator": who.is_administrator, "staff": who.is_staff}
    return [rank for rank, holds in ranks.items() if holds]


def read(path: Path = FILE) -> Policy:
    """Return the policy in a file.

    Raises:
        Broken: a row names a door that does not stand there, or an outcome that does not exist.
    """
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    doors: dict[str, dict[str, str]] = document["doors"]
    rows = tuple(_row(each) for each in document["row"])
    for row in rows:
        if row.door not in doors:
            raise Broken(f"no door is called {row.door!r}")
    said = [
        word for each in (*doors.values(), *(row.words for row in rows)) for word in each.values()
    ]
    if strange := set(said) - set(OUTCOMES):
        raise Broken(f"the policy knows no outcome {sorted(strange)}")
    return Policy(doors, rows, document.get("addresses", {}))


def _row(given: dict[str, Any]) -> Row:
    own = {each.name for each in fields(Row)} - {"words"}
    return Row(
        routes=tuple(given["routes"]),
        door=given["door"],
        object=given.get("object", ""),
        arguments=given.get("arguments", {}),
        words={name: word for name, word in given.items() if name not in own},
        is_for_holder=given.get("is_for_holder", False),
        is_package=given.get("is_package", False),
        broken_upstream=tuple(given.get("broken_upstream", ())),
        why=given.get("why", ""),
    )
