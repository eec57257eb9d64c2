"""Choosing what is hidden: small counts first, then as little more as keeps them from being reckoned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from keyway.engine.cells.ranges import Key, Layout, Sum, Within, ranges
from keyway.engine.cells.widen import Widener

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


@dataclass(frozen=True, slots=True)
class Limits:
    """How small is small, and how little a reader may learn.

    Attributes:
        threshold: counts of at least one and below this are hidden.
        width: the range that a reader can reckon for a hidden small count is at least this wide:
            its largest possible value less its smallest.
        with_complements: hides also how many are missing to a whole, where they are few.
    """

    threshold: int
    width: int
    with_complements: bool = False


def hidden(layout: Layout, limits: Limits, *, keep: Collection[Key] = ()) -> frozenset[Key]:
    """Return which counts are not shown.

    1. Every count from one to ``threshold - 1``. A zero is shown, unless a whole that it is part
       of is small itself: then it would say of few people that none of them did it.
    2. For each of them, the cheapest other table that a reader could believe in which it is larger
       by ``width``; what has to move for it is hidden too, small counts rather than large ones.
    3. An exact check: for each small count, how wide a range the shown counts leave. Where it is
       too narrow, one more count is hidden, and the check begins again.

    Args:
        layout: all counts that are published together.
        limits: see there.
        keep: counts that are hidden last, such as totals; a small one among them is hidden.

    Returns:
        Keys of counts; a count that is unknown is never among them.
    """
    missing = _few_missing(layout, limits) if limits.with_complements else {}
    chooser = _Chooser(_with_missing(layout, missing), limits, frozenset(keep))
    secret = chooser.small()
    # Whoever counts as missing is never shown; the whole rather than the part is hidden with them.
    chosen = secret | {pair.whole for pair in missing.values() if pair.part not in secret}
    widener = Widener(chooser.layout, chooser.keep, limits.width)
    for key in sorted(secret, key=chooser.order):
        chosen |= widener.beside(key, chosen)
    # Hiding more only ever widens a range, so what is wide enough is not asked again.
    narrow = chooser.too_narrow(chosen, secret)
    while narrow and chooser.hide_beside(narrow, chosen):
        narrow = chooser.too_narrow(chosen, narrow)
    return frozenset(chosen - set(missing))


class _Missing(NamedTuple):
    """Names the count of those who are in the whole and not in the part."""

    part: Key
    whole: Key


def _few_missing(layout: Layout, limits: Limits) -> dict[Key, Within]:
    """Return the pairs of which only few are missing in the part."""
    found: dict[Key, Within] = {}
    for pair in layout.within:
        part, whole = layout.counts[pair.part], layout.counts[pair.whole]
        if part is not None and whole is not None and 0 < whole - part < limits.threshold:
            found[_Missing(*pair)] = pair
    return found


def _with_missing(layout: Layout, missing: dict[Key, Within]) -> Layout:
    """Return the layout with those who are missing as counts of their own."""
    counts = dict(layout.counts)
    for key, pair in missing.items():
        counts[key] = (layout.counts[pair.whole] or 0) - (layout.counts[pair.part] or 0)
    sums = [Sum(pair.whole, (pair.part, key)) for key, pair in missing.items()]
    return Layout(counts, (*layout.sums, *sums), layout.within)


class _Chooser:
    """Picks counts to hide beside the small ones."""

    def __init__(self, layout: Layout, limits: Limits, keep: frozenset[Key]) -> None:
        self.layout = layout
        self.limits = limits
        self.keep = keep
        known = layout.counts
        self.groups = [
            tuple(key for key in (total, *parts) if known[key] is not None)
            for total, parts in layout.sums
            if known[total] is not None
        ]
        self.groups_of: dict[Key, list[int]] = {}
        for number, group in enumerate(self.groups):
            for key in group:
                self.groups_of.setdefault(key, []).append(number)

    def small(self) -> set[Key]:
        """Return the counts that may not be shown for their own sake."""
        counts = self.layout.counts
        found = {key for key, value in counts.items() if self._is_small(value)}
        few = {
            part
            for part, whole in self.layout.within
            if counts[part] == 0 and self._is_small(counts[whole])
        }
        return found | few

    def _is_small(self, value: int | None) -> bool:
        return value is not None and 0 < value < self.limits.threshold

    def too_narrow(self, chosen: Collection[Key], asked: Collection[Key]) -> list[Key]:
        """Return the small counts that a reader can place too well, the narrowest first."""
        wanted = sorted(asked, key=self.order)
        found = ranges(self.layout, chosen, wanted, enough=self.limits.width)
        narrow = [key for key in wanted if found[key] < self.limits.width]
        return sorted(narrow, key=lambda key: (found[key], *self.order(key)))

    def hide_beside(self, narrow: Iterable[Key], chosen: set[Key]) -> bool:
        """Hide one more count beside the first that has one; tell whether any was found."""
        for key in narrow:
            more = self._least(self._near(key, chosen), chosen)
            if more is not None:
                chosen.add(more)
                return True
        return False

    def _near(self, key: Key, chosen: set[Key]) -> Iterable[Key]:
        """Return the shown counts nearest to one: of its own sums, else of its hidden neighbors'.

        Wholes and parts come along, for a shown one bounds what a hidden one can be. Counts to
        keep come only where there are no others.
        """
        seen, ring = {key}, [key]
        kept: set[Key] = set()
        while ring:
            around = {other for one in ring for other in self._linked(one)} - seen
            shown = {other for other in around if other not in chosen and self._serves(other)}
            if shown - self.keep:
                return shown - self.keep
            kept = kept or shown
            seen |= around
            ring = [other for other in around if other in chosen]
        return kept

    def _linked(self, key: Key) -> set[Key]:
        together = {
            other for number in self.groups_of.get(key, ()) for other in self.groups[number]
        }
        for part, whole in self.layout.within:
            if key in (part, whole):
                together |= {part, whole}
        return together

    def _least(self, group: Iterable[Key], chosen: set[Key]) -> Key | None:
        """Return the smallest count of a group that is shown; one to keep only where all are."""
        free = [key for key in group if key not in chosen and self._serves(key)]
        return min(free, key=lambda key: (key in self.keep, *self.order(key)), default=None)

    def _serves(self, key: Key) -> bool:
        """Return whether hiding it hides anything; a zero is often known to everybody."""
        return bool(self.layout.counts[key])

    def order(self, key: Key) -> tuple[int, str]:
        """Order counts by size, and those of one size always alike."""
        return self.layout.counts[key] or 0, repr(key)
