"""Learn from few followed-up completers by sharing between institutions and fields."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from keyway.engine.draws import Array, stream

Index = NDArray[np.intp]

# Prior weight of the assumed spreads, in observations; small, so evidence rules once it exists.
SPREAD_CERTAINTY = 4.0


@dataclass(frozen=True, slots=True)
class Spread:
    """Assumed standard deviations on the logit scale, used where evidence is thin.

    Attributes:
        common: of what all programs share.
        institution: between institutions.
        program: between fields.
        cell: of one institution's program around both.
    """

    common: float
    institution: float
    program: float
    cell: float


@dataclass(frozen=True, slots=True)
class Pooled:
    """Shares in draws.

    Attributes:
        share: share 0–1 per cell and draw, shape (cells, draws).
    """

    share: Array


def pool(
    stayed: Array,
    followed: Array,
    institution: Index,
    program: Index,
    *,
    offset: Array,
    spread: Spread,
    draws: int,
    seed: int,
) -> Pooled:
    """Estimate a share per cell as logit(share) = offset + common + institution + program + cell.

    Draws come from the joint posterior of effects **and** of their spreads (Metropolis within
    Gibbs, binomial likelihood), so intervals carry the uncertainty of how much to pool. A cell
    without evidence (``followed`` 0) is predicted from its institution and program; without any
    evidence at all the draws are the prior.

    Args:
        stayed: people with the outcome per cell.
        followed: people followed up per cell; 0 where nobody was.
        institution: number of each cell's institution, from 0.
        program: number of each cell's field, from 0.
        offset: prior logit of each cell's share.
        spread: assumed standard deviations.
        draws: number of draws.
        seed: same inputs and seed give identical bytes.

    Returns:
        The share of every cell in every draw.
    """
    rng = stream(seed, "pooling")
    if not followed.any():
        return Pooled(_prior(institution, program, offset, spread, draws, rng))
    chain = _Chain(stayed, followed, institution, program, offset, spread, rng)
    burn, thin = 600, 6
    share = np.empty((len(stayed), draws))
    for _ in range(burn):
        chain.step(tuning=True)
    for draw in range(draws):
        for _ in range(thin):
            chain.step(tuning=False)
        share[:, draw] = 1 / (1 + np.exp(-chain.level))
    return Pooled(share)


def _prior(
    institution: Index,
    program: Index,
    offset: Array,
    spread: Spread,
    draws: int,
    rng: np.random.Generator,
) -> Array:
    rows, columns = int(institution.max(initial=-1)) + 1, int(program.max(initial=-1)) + 1
    level = offset[:, None] + spread.common * rng.standard_normal((1, draws))
    level = level + (spread.institution * rng.standard_normal((rows, draws)))[institution]
    level += (spread.program * rng.standard_normal((columns, draws)))[program]
    level += spread.cell * rng.standard_normal((len(offset), draws))
    return np.asarray(1 / (1 + np.exp(-level)))


class _Chain:
    """The state of the sampler; ``level`` is the logit of every cell's share."""

    def __init__(
        self,
        stayed: Array,
        followed: Array,
        institution: Index,
        program: Index,
        offset: Array,
        spread: Spread,
        rng: np.random.Generator,
    ) -> None:
        self.stayed, self.followed = stayed, followed
        self.groups = (np.zeros(len(stayed), dtype=np.intp), institution, program)
        self.sizes = tuple(int(group.max()) + 1 for group in self.groups)
        self.assumed = (spread.common, spread.institution, spread.program, spread.cell)
        self.sd = list(self.assumed)
        self.effects = [np.zeros(size) for size in self.sizes]
        self.offset, self.rng = offset, rng
        self.level = offset.copy()
        self.stride = np.where(followed > 0, 2.4 / np.sqrt(followed / 4 + 4), 1.0)

    def step(self, *, tuning: bool) -> None:
        """Move the cells, then the shared effects, then their spreads."""
        self._cells(tuning=tuning)
        for kind in range(3):
            self._effect(kind)
        self._spreads()

    def _mean(self) -> Array:
        return np.asarray(
            self.offset
            + sum(effect[group] for effect, group in zip(self.effects, self.groups, strict=True))
        )

    def _cells(self, *, tuning: bool) -> None:
        """One random-walk move per cell; cells without evidence are drawn outright."""
        mean, sd = self._mean(), self.sd[3]
        told = self.followed > 0
        new = self.level + self.stride * self.rng.standard_normal(len(mean))
        gain = self._log_density(new, mean, sd) - self._log_density(self.level, mean, sd)
        accept = np.log(self.rng.random(len(mean))) < gain
        if tuning:
            self.stride = np.clip(self.stride * np.exp(0.05 * (accept - 0.44)), 0.02, 3.0)
        free = mean + sd * self.rng.standard_normal(len(mean))
        self.level = np.where(told, np.where(accept, new, self.level), free)

    def _log_density(self, level: Array, mean: Array, sd: float) -> Array:
        likelihood = self.stayed * level - self.followed * np.logaddexp(0, level)
        return np.asarray(likelihood - np.square((level - mean) / sd) / 2)

    def _effect(self, kind: int) -> None:
        """Draw one kind of effect given everything else (normal, exact)."""
        group, precision = self.groups[kind], 1 / self.sd[3] ** 2
        rest = self.level - self._mean() + self.effects[kind][group]
        count = np.bincount(group, minlength=self.sizes[kind])
        total = np.bincount(group, rest, self.sizes[kind])
        posterior = count * precision + 1 / self.sd[kind] ** 2
        noise = self.rng.standard_normal(self.sizes[kind])
        self.effects[kind] = total * precision / posterior + noise / np.sqrt(posterior)

    def _spreads(self) -> None:
        """Draw each spread given its effects (scaled inverse chi-square around the assumed one)."""
        residual = self.level - self._mean()
        for kind, values in ((1, self.effects[1]), (2, self.effects[2]), (3, residual)):
            scale = SPREAD_CERTAINTY * self.assumed[kind] ** 2 + np.square(values).sum()
            freedom = SPREAD_CERTAINTY + len(values)
            self.sd[kind] = float(np.sqrt(scale / self.rng.chisquare(freedom)))
