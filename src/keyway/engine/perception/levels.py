"""Where the image stands and how far it moved, each with a 95 % interval from schools, not students."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from keyway.engine.draws import Array, stream
from keyway.engine.perception.finding import LEAST_ANSWERS, Measure, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

_SURE = 0.975
_LEAST_ROWS = 30  # complete answers under which reliability says nothing
_LEAST_QUESTIONS = 3
_RESAMPLES = 1000
_BATCH = 100
_ROUNDS = 40
_LEAST_UNIQUE = 0.005  # of a question's variance: a question never measures without error


def index(means: Sequence[float] | Array, n: int) -> Measure:
    """Return the mean of several schools' means with Student's interval over the schools.

    Args:
        means: one for each school, or one for each person where nobody shares a school.
        n: answers behind them.
    """
    if n < LEAST_ANSWERS or not len(means):
        return Measure(reason=Reason.TOO_FEW_ANSWERS)
    values = np.asarray(means, dtype=np.float64)
    if len(values) == 1:
        return Measure(float(values[0]), n=n, schools=1, reason=Reason.ONE_SCHOOL)
    mean, half = _mean_and_half(values)
    return Measure(mean, max(mean - half, 0.0), min(mean + half, 100.0), n=n, schools=len(values))


def pooled(n: int, mean: float, variance: float) -> Measure:
    """Return the mean of people who answer for themselves, with Student's interval over them."""
    if n < LEAST_ANSWERS:
        return Measure(reason=Reason.TOO_FEW_ANSWERS)
    half = float(stdtrit(n - 1, _SURE)) * (variance / n) ** 0.5
    return Measure(mean, max(mean - half, 0.0), min(mean + half, 100.0), n=n)


def change(before: Sequence[float] | Array, after: Sequence[float] | Array, n: int) -> Measure:
    """Return how far the same schools moved on average, with Student's interval over the schools.

    Args:
        before: each school's mean at first.
        after: the same schools' means later, in the same order.
        n: answers behind both.
    """
    moved = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    if n < LEAST_ANSWERS or not len(moved):
        return Measure(reason=Reason.TOO_FEW_ANSWERS)
    if len(moved) == 1:
        return Measure(float(moved[0]), n=n, schools=1, reason=Reason.ONE_SCHOOL)
    mean, half = _mean_and_half(moved)
    return Measure(mean, mean - half, mean + half, n=n, schools=len(moved))


def drift(first: tuple[int, float, float], second: tuple[int, float, float]) -> Measure:
    """Return how far two samples of people lie apart (n, mean, variance of each), after Welch."""
    (n, mean, variance), (m, later, spread) = first, second
    if min(n, m) < LEAST_ANSWERS:
        return Measure(reason=Reason.TOO_FEW_ANSWERS)
    one, two = variance / n, spread / m
    error = one + two
    freedom = error**2 / max(one**2 / (n - 1) + two**2 / (m - 1), 1e-12)
    half = float(stdtrit(max(freedom, 1.0), _SURE)) * error**0.5
    return Measure(later - mean, later - mean - half, later - mean + half, n=n + m)


def share(counts: Sequence[int], agrees_from: int) -> Measure:
    """Return the share that agrees, with Wilson's interval; people are taken as drawn one by one."""
    n, agree = sum(counts), sum(counts[agrees_from - 1 :])
    if n < LEAST_ANSWERS:
        return Measure(reason=Reason.TOO_FEW_ANSWERS)
    if agree in {0, n}:
        return Measure(n=n, reason=Reason.ALL_ALIKE)
    value, z = agree / n, 1.959964
    middle = (value + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (value * (1 - value) / n + z * z / (4 * n * n)) ** 0.5
    return Measure(value, middle - half, middle + half, n=n)


def share_of_schools(schools: Sequence[Sequence[int]], agrees_from: int) -> Measure:
    """Return the share of all answers that agrees, with an interval from schools, not students.

    A ratio of two sums over schools; its error is how far each school pulls it (the jackknife).

    Args:
        schools: counts at each step, one row a school.
        agrees_from: the lowest step that agrees.
    """
    rows = np.array([each for each in schools if sum(each)], dtype=np.float64)
    told = share(rows.sum(axis=0).astype(int).tolist() if len(rows) else [0], agrees_from)
    if told.value is None:
        return replace(told, schools=None if told.n is None else len(rows))
    if len(rows) == 1:
        return Measure(told.value, n=told.n, schools=1, reason=Reason.ONE_SCHOOL)
    sizes, agree = rows.sum(axis=1), rows[:, agrees_from - 1 :].sum(axis=1)
    without = (agree - told.value * sizes) / (sizes.sum() - sizes)  # how far each school pulls it
    error = float((without**2).sum() * (len(rows) - 1) / len(rows)) ** 0.5
    half = float(stdtrit(len(rows) - 1, _SURE)) * error
    low, high = max(told.value - half, 0.0), min(told.value + half, 1.0)
    return Measure(told.value, low, high, told.n, len(rows))


def omega(rows: Array, schools: Sequence[str], *, seed: int = 0) -> Measure:
    """Return McDonald's omega of a scale: the part of its variance that its questions share.

    One factor is fitted to what differs within schools; the interval comes from people drawn
    again with replacement.

    Args:
        rows: one row a person, one column a question, turned the same way; NaN where unanswered.
        schools: each person's school.
        seed: of the draws.
    """
    if rows.shape[1] < _LEAST_QUESTIONS:
        return Measure(reason=Reason.ONE_QUESTION)
    complete = ~np.isnan(rows).any(axis=1)
    kept, place = rows[complete], np.asarray(schools)[complete]
    n = len(kept)
    if n < _LEAST_ROWS:
        return Measure(reason=Reason.TOO_FEW_ANSWERS)
    centered = _within(kept, place)
    value = float(_omegas(_covariances(np.ones((1, n)), centered))[0])
    rng, even = stream(seed, "omega"), np.full(n, 1 / n)
    again = [
        _omegas(_covariances(rng.multinomial(n, even, size=_BATCH).astype(np.float64), centered))
        for _ in range(_RESAMPLES // _BATCH)
    ]
    low, high = np.quantile(np.concatenate(again), (1 - _SURE, _SURE))
    return Measure(value, float(low), float(high), n=n, schools=len(set(place.tolist())))


def _mean_and_half(values: Array) -> tuple[float, float]:
    """Return a mean and half the width of its 95 % interval."""
    error = float(values.std(ddof=1)) / len(values) ** 0.5
    return float(values.mean()), float(stdtrit(len(values) - 1, _SURE)) * error


def _within(rows: Array, schools: Array) -> Array:
    """Return answers less their school's mean."""
    _, place = np.unique(schools, return_inverse=True)
    sums = np.zeros((int(place.max()) + 1, rows.shape[1]))
    np.add.at(sums, place, rows)
    return np.asarray(rows - (sums / np.bincount(place)[:, None])[place])


def _covariances(weights: Array, rows: Array) -> Array:
    """Return one covariance table for each row of weights, which say how often a person counts."""
    size = rows.shape[1]
    products = (rows[:, :, None] * rows[:, None, :]).reshape(len(rows), -1)
    mean = weights @ rows / len(rows)
    squares = (weights @ products / len(rows)).reshape(-1, size, size)
    return np.asarray(squares - mean[:, :, None] * mean[:, None, :])


def _omegas(tables: Array) -> Array:
    """Return omega of each covariance table, from one factor by repeated principal axes."""
    size = tables.shape[-1]
    variance = np.maximum(np.diagonal(tables, axis1=1, axis2=2), 1e-9)
    unique = variance * 0.5
    loading = np.zeros_like(variance)
    for _ in range(_ROUNDS):
        reduced = tables.copy()
        reduced[:, range(size), range(size)] -= unique
        values, vectors = np.linalg.eigh(reduced)
        loading = vectors[:, :, -1] * np.sqrt(np.maximum(values[:, -1:], 0.0))
        unique = np.maximum(variance - loading**2, _LEAST_UNIQUE * variance)
    shared = loading.sum(axis=1) ** 2
    return np.asarray(shared / (shared + unique.sum(axis=1)))
