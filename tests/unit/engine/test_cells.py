"""Small counts stay hidden: an attacker with everything shown cannot place one too well."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keyway.engine.cells import Layout, Limits, Sum, Within, hidden, ranges

LIMITS = Limits(threshold=4, width=3)


def table(rows: list[list[int]]) -> Layout:
    """Return programs by districts with totals of both."""
    height, width = range(len(rows)), range(len(rows[0]))
    counts: dict[object, int | None] = {(r, c): rows[r][c] for r in height for c in width}
    sums = [Sum((r, "all"), tuple((r, c) for c in width)) for r in height]
    sums += [Sum(("all", c), tuple((r, c) for r in height)) for c in width]
    sums.append(Sum(("all", "all"), tuple((r, "all") for r in height)))
    for total, parts in sums:
        counts[total] = sum(counts[part] or 0 for part in parts)
    return Layout(counts, sums)


def widths(layout: Layout, unseen: frozenset[object], most: int) -> dict[object, int]:
    """Return how wide a range is left for each hidden count, by trying every table up to ``most``."""
    keys = [key for key in layout.counts if key in unseen]
    grid = np.indices([most + 1] * len(keys)).reshape(len(keys), -1)
    tried = {key: np.full(grid.shape[1], value or 0) for key, value in layout.counts.items()}
    tried |= dict(zip(keys, grid, strict=True))
    fits = np.ones(grid.shape[1], dtype=bool)
    for total, parts in layout.sums:
        fits &= tried[total] == sum(tried[part] for part in parts)
    for part, whole in layout.within:
        fits &= tried[part] <= tried[whole]
    return {key: int(np.ptp(tried[key][fits])) for key in keys}


def test_a_count_under_the_threshold_is_hidden_and_a_large_one_is_shown() -> None:
    layout = Layout({"machining": 9, "welding": 10})

    assert hidden(layout, Limits(10, 8)) == {"machining"}


def test_a_zero_is_shown_where_many_were_counted() -> None:
    layout = Layout({"sat": 40, "earned": 0}, within=[Within("earned", "sat")])

    assert hidden(layout, Limits(10, 8)) == frozenset()


def test_a_zero_of_few_people_is_hidden_for_it_tells_of_each_of_them() -> None:
    layout = Layout({"sat": 3, "earned": 0}, within=[Within("earned", "sat")])

    assert hidden(layout, Limits(10, 8)) == {"sat", "earned"}


def test_what_nobody_knows_is_not_hidden_but_unknown() -> None:
    layout = Layout({"all": 50, "a": None, "b": 50}, [Sum("all", ("a", "b"))])

    assert hidden(layout, Limits(10, 8)) == frozenset()


def test_a_small_count_is_not_to_be_had_by_subtraction() -> None:
    layout = Layout(
        {"all": 67, "a": 30, "b": 17, "c": 13, "d": 2, "e": 5}, [Sum("all", tuple("abcde"))]
    )

    unseen = hidden(layout, Limits(10, 8), keep={"all"})

    assert unseen == {"c", "d", "e"}


def test_totals_are_hidden_last() -> None:
    layout = Layout({"all": 23, "a": 20, "b": 3}, [Sum("all", ("a", "b"))])

    assert hidden(layout, Limits(10, 8), keep={"all"}) == {"a", "b"}


def test_few_who_did_not_pass_are_hidden_with_how_many_sat() -> None:
    layout = Layout({"sat": 37, "earned": 30}, within=[Within("earned", "sat")])

    assert hidden(layout, Limits(10, 8, with_complements=True)) == {"sat"}
    assert hidden(layout, Limits(10, 8)) == frozenset()


def test_a_shown_part_that_bounds_a_hidden_whole_is_seen() -> None:
    layout = Layout(
        {"sat": 50, "a": 25, "b": 25, "got a": 24, "got b": 23},
        [Sum("sat", ("a", "b"))],
        [Within("got a", "a"), Within("got b", "b")],
    )

    assert ranges(layout, {"a", "b"}, ["a"], enough=8) == {"a": 3}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=3), min_size=2, max_size=2).filter(
        lambda rows: len({len(row) for row in rows}) == 1
    )
)
def test_no_attacker_places_a_small_count_in_less_than_the_width(rows: list[list[int]]) -> None:
    layout = table(rows)

    unseen = hidden(layout, LIMITS, keep={("all", "all")})

    small = {key for key, value in layout.counts.items() if value and value < LIMITS.threshold}
    assert small <= unseen
    inner = frozenset(key for key in unseen if "all" not in key)
    outer = unseen - inner
    if small and not outer and len(inner) <= 6:
        found = widths(layout, inner, most=8)
        assert all(found[key] >= LIMITS.width for key in small), found


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=2, max_size=3))
def test_the_range_that_is_reckoned_is_the_one_that_trying_all_tables_finds(
    pairs: list[tuple[int, int]],
) -> None:
    counts: dict[object, int | None] = {}
    for number, (sat, more) in enumerate(pairs):
        counts[("earned", number)], counts[("sat", number)] = sat, sat + more
    parts = {kind: tuple((kind, n) for n in range(len(pairs))) for kind in ("earned", "sat")}
    for kind, keys in parts.items():
        counts[(kind, "all")] = sum(counts[key] or 0 for key in keys)
    layout = Layout(
        counts,
        [Sum((kind, "all"), keys) for kind, keys in parts.items()],
        [Within(("earned", n), ("sat", n)) for n in range(len(pairs))],
    )
    unseen = frozenset(parts["earned"])

    reckoned = ranges(layout, unseen, sorted(unseen), enough=3)

    tried = widths(layout, unseen, most=24)
    assert all(min(reckoned[key], 3) == min(tried[key], 3) for key in unseen)


@pytest.mark.parametrize("limit", [5, 10])
def test_hiding_does_not_depend_on_the_order_of_the_counts(limit: int) -> None:
    layout = table([[3, 12, 40], [20, 7, 9], [11, 30, 2]])
    turned = Layout(dict(reversed(layout.counts.items())), tuple(reversed(layout.sums)))

    limits = Limits(limit, limit - 2)

    assert len(hidden(layout, limits)) == len(hidden(turned, limits))
