"""The finder of duplicates beside an exact match, on pairs it has not learned from."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from benchmarks.partners.likeness import (
    exact,
    fit,
    hits_among,
    made_up,
    official_pairs,
    quality,
    read_pairs,
    scores,
)
from keyway.engine.likeness import candidate_pairs, find
from keyway.engine.likeness.weights import LIKELY_FROM, START, SURE_FROM, WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = read_pairs()
HELD_OUT = [pair for pair in PAIRS if pair.half == "held out"]
TRUTH = [pair.is_same for pair in HELD_OUT]
SCORES = scores(HELD_OUT, PAIRS)


def test_the_labelled_set_is_large_and_holds_hard_cases() -> None:
    cases = Counter(pair.case for pair in PAIRS)

    assert len(PAIRS) >= 250
    assert min(cases[case] for case in ("same name other city", "district and high school")) >= 10
    assert min(cases[case] for case in ("two sites of one firm", "renamed firm")) >= 8
    assert 0.4 < sum(pair.is_same for pair in PAIRS) / len(PAIRS) < 0.6


def test_it_finds_most_of_the_same_and_is_seldom_wrong(
    record_property: pytest.RecordProperty,
) -> None:
    ours = quality([score >= LIKELY_FROM for score in SCORES], TRUTH)
    plain = quality(exact(HELD_OUT), TRUTH)

    record_property("finder", f"{ours.precision:.3f} {ours.recall:.3f} {ours.f1:.3f}")
    record_property("exact match", f"{plain.precision:.3f} {plain.recall:.3f} {plain.f1:.3f}")
    assert ours.precision >= 0.88
    assert ours.recall >= 0.90
    assert ours.f1 >= plain.f1 + 0.5


def test_what_it_calls_sure_is_almost_never_wrong() -> None:
    sure = quality([score >= SURE_FROM for score in SCORES], TRUTH)

    assert sure.precision >= 0.95
    assert sure.recall >= 0.65


def test_nothing_that_is_the_same_is_passed_over_before_it_is_judged() -> None:
    left, right = [pair.left for pair in PAIRS], [pair.right for pair in PAIRS]

    compared = set(candidate_pairs(left, right))

    same = [pair for pair in PAIRS if pair.is_same]
    kept = sum((pair.left.key, pair.right.key) in compared for pair in same)
    assert kept / len(same) >= 0.97


def test_the_weights_are_those_that_the_learned_half_gives() -> None:
    start, weights = fit([pair for pair in PAIRS if pair.half == "learned"], PAIRS)

    assert start == pytest.approx(START, abs=0.05)
    assert weights == pytest.approx(dict(WEIGHTS), abs=0.05)


def test_districts_and_charters_are_found_in_the_federal_list(official: Path) -> None:
    left, right = official_pairs(official)

    found = find(left, right)

    best = {key: each[0].right for key, each in found.items() if each[0].score >= LIKELY_FROM}
    hits = hits_among(best, right)
    assert hits / len(best) >= 0.97
    assert hits / len(left) >= 0.97


def test_ten_thousand_rows_are_looked_up_in_seconds() -> None:
    begun = time.perf_counter()

    find(made_up(10_000, seed=1), made_up(3_000, seed=2))

    assert time.perf_counter() - begun < 40
