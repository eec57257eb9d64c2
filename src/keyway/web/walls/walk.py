"""The walk: every pattern, as every kind of person, by every method, at every kind of thing.

A fault is an answer that the policy does not promise, a marker that the asker may not see, a row of
somebody else that a request changed, or a thing of others that answers otherwise than nothing.
"""

from __future__ import annotations

import io
import logging
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core import mail
from django.db import transaction

from keyway.web.walls.addresses import addresses
from keyway.web.walls.asking import SAFE, Asking, body_of, headers_of, lasting, met
from keyway.web.walls.patterns import Pattern, all_patterns
from keyway.web.walls.policy import OUT, read
from keyway.web.walls.world import ASKERS, build

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http.response import HttpResponseBase

    from keyway.web.walls.addresses import Address
    from keyway.web.walls.markers import Marker
    from keyway.web.walls.policy import Policy, Row
    from keyway.web.walls.world import World

METHODS = ("GET", "POST")
MORE_METHODS = ("HEAD", "OPTIONS", "PUT", "DELETE")
# Who asks by the methods that no page of ours is made for.
ASKING_MORE = frozenset({"anonymous", "educator_a", "manufacturer_admin_a", "administrator"})
# Who asks at the pages of packages, where only staff and others are told apart.
AT_PACKAGES = (
    "anonymous",
    "educator_a",
    "manufacturer_admin_a",
    "other_director",
    "closed_account",
    "partnership_volunteer",
    "partnership_staff",
    "partnership_director",
    "administrator",
)
# One of every circle, where only the circle of whoever asks matters: nobody, a plant, a school, a
# district with its schools, another partnership, and staff.
CIRCLES = (
    "anonymous",
    "manufacturer_admin_a",
    "educator_b",
    "district_admin",
    "other_director",
    "partnership_staff",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it must be."""

    route: str
    asker: str
    method: str
    path: str
    what: str

    def __str__(self) -> str:
        """Return the fault in one line."""
        return f"{self.method} {self.path} as {self.asker}: {self.what}"


@dataclass
class Report:
    """What a walk found."""

    patterns: int = 0
    checks: int = 0
    wrong: list[Fault] = field(default_factory=list)
    unlisted: list[str] = field(default_factory=list)
    seen: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong and nothing is unlisted."""
        return not self.wrong and not self.unlisted


def unlisted(policy: Policy, patterns: list[Pattern]) -> list[str]:
    """Name the patterns without exactly one row, and the rows without a pattern."""
    faults = [
        f"{each.route or '/'} has {count} rows"
        for each in patterns
        if (count := len(policy.rows_of(each))) != 1
    ]
    for row in policy.rows:
        for route in row.routes:
            alone = type(row)(routes=(route,), door=row.door)
            if not any(alone.takes(each) for each in patterns):
                faults.append(f"the row for {route} has no pattern")
    return faults


def walk(
    *,
    part: int = 0,
    parts: int = 1,
    only: str = "",
    exactly: str = "",
    askers: Iterable[str] = ASKERS,
) -> Report:
    """Walk one part of the patterns in the present database; nothing that is done stays.

    Args:
        part: which part, from 0.
        parts: into how many parts the patterns are dealt.
        only: only patterns whose route begins so.
        exactly: only the pattern with this route.
        askers: who asks.
    """
    # A warning is no answer; the tests, which take warnings for errors, would see one here.
    with warnings.catch_warnings(action="ignore"), transaction.atomic():
        policy, patterns = read(), all_patterns()
        report = Report(patterns=len(patterns), unlisted=unlisted(policy, patterns))
        chosen = [
            each for each in patterns if each.route.startswith(only) and exactly in ("", each.route)
        ]
        walker = Walker(policy, build(), report, frozenset(askers))
        for each in chosen[part::parts]:
            rows = policy.rows_of(each)
            if len(rows) == 1:
                walker.pattern(each, rows[0])
        transaction.set_rollback(True)
    return report


class Walker:
    """Asks at one address after another and notes what is wrong."""

    def __init__(
        self, policy: Policy, world: World, report: Report, askers: frozenset[str]
    ) -> None:
        self.policy, self.world, self.report = policy, world, report
        self.people = {asker: Asking(world, asker) for asker in ASKERS if asker in askers}
        world.before = world.rows_now()

    def pattern(self, pattern: Pattern, row: Row) -> None:
        """Walk one pattern."""
        for asker in AT_PACKAGES if row.is_package else ASKERS:
            if asker not in self.people:
                continue
            found = list(addresses(pattern, row, self.policy, self.world, asker))
            for method in METHODS:
                self._alike(pattern, row, asker, method, found)
            for method in MORE_METHODS if asker in ASKING_MORE and not row.is_package else ():
                self._alike(pattern, row, asker, method, found[:1])

    def _alike(
        self, pattern: Pattern, row: Row, asker: str, method: str, found: list[Address]
    ) -> None:
        """Ask at all addresses; those that must be nothing to the asker answer like nothing."""
        nothing: dict[str, tuple[int, bytes, bytes]] = {}
        for address in found:
            expected = self.policy.expected(row, asker, address.place, method)
            with _undone(), _overheard() as heard:
                response = self.people[asker].ask(method, address.path)
                self._judge(Case(pattern, row, asker, method, address, expected), response, heard)
            if expected == "hidden" and met(response) != "no_method":
                nothing[address.path] = lasting(response, address.path)
        if len(set(nothing.values())) > 1:
            self._note(pattern, asker, method, found[0].path, _unlike(nothing))

    def _judge(self, case: Case, response: HttpResponseBase, heard: io.StringIO) -> None:
        self.report.checks += 1
        outcome = met(response)
        if not case.is_met_by(outcome):
            where = response.headers.get("Location", "")
            what = f"{outcome} ({response.status_code} {where}), not {case.expected}"
            self._wrong(case, what)
        content = headers_of(response) + b"\n" + body_of(response)
        self._look_for_markers(case, content, "answer")
        for letter in mail.outbox:
            self._look_into(case, letter)
        mail.outbox.clear()
        for marker in self.world.markers.found_in(heard.getvalue().encode()):
            if not marker.is_public:
                self._wrong(case, f"the log holds {marker.field} of {marker.organization}")
        if case.method not in SAFE and outcome == "through" and not case.row.is_package:
            self._look_at_others(case)

    def _look_for_markers(self, case: Case, content: bytes, where: str) -> None:
        for marker in self.world.markers.found_in(content):
            self.report.seen += 1
            if not (case.holds(marker) or self.world.may_see(case.asker, marker)):
                self._wrong(case, f"the {where} holds {marker.field} of {marker.organization}")

    def _look_into(self, case: Case, letter: Any) -> None:
        """A letter may hold what its sender or the organization it goes to may see."""
        markers = self.world.markers
        to = {each.organization for each in markers.found_in(" ".join(letter.to).encode())}
        for marker in markers.found_in(f"{letter.subject}\n{letter.body}".encode()):
            if marker.organization not in to and not self.world.may_see(case.asker, marker):
                self._wrong(case, f"a letter holds {marker.field} of {marker.organization}")

    def _look_at_others(self, case: Case) -> None:
        """Note rows outside the circle that a request changed or removed."""
        if ASKERS[case.asker].is_staff:
            return
        for label, organization in self.world.changed_outside(case.asker):
            self._wrong(case, f"it changed {label} of {organization}")

    def _wrong(self, case: Case, what: str) -> None:
        self._note(case.pattern, case.asker, case.method, case.address.path, what)

    def _note(self, pattern: Pattern, asker: str, method: str, path: str, what: str) -> None:
        self.report.wrong.append(Fault(pattern.route, asker, method, path, what))


@dataclass(frozen=True, slots=True)
class Case:
    """One question: who asks how at which address, and what the policy promises."""

    pattern: Pattern
    row: Row
    asker: str
    method: str
    address: Address
    expected: str

    def holds(self, marker: Marker) -> bool:
        """Return whether the token in the address opens what a marker stands for."""
        return self.row.is_for_holder and marker.organization == self.address.place

    def is_met_by(self, outcome: str) -> bool:
        """Return whether an outcome is what the policy promises."""
        if outcome == "broken":
            return self.method in self.row.broken_upstream
        if outcome == "no_method":
            return True
        if self.expected == "any":
            return True
        return outcome in OUT if self.expected == "out" else outcome == self.expected


def _unlike(nothing: dict[str, tuple[int, bytes, bytes]]) -> str:
    """Return how two answers that should be nothing differ."""
    paths = list(nothing)
    path, other_path = paths[0], paths[-1]
    one, other = nothing[path], nothing[other_path]
    for mine, theirs in zip(one, other, strict=True):
        if mine != theirs:
            return (
                f"nothing answers {str(mine)[-80:]} there and {str(theirs)[-80:]} at {other_path}"
            )
    return f"nothing answers otherwise at {path} than between"


@contextmanager
def _undone() -> Iterator[None]:
    """Take back whatever the block does to the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _overheard() -> Iterator[io.StringIO]:
    """Yield what is logged while the block lasts."""
    heard = io.StringIO()
    root = logging.getLogger()
    before, root.handlers = root.handlers, [logging.StreamHandler(heard)]
    try:
        yield heard
    finally:
        root.handlers = before
