"""Random streams, an exact grid for people, and the interval every figure carries."""

from __future__ import annotations

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# People and jobs are kept on a binary grid of about 6e-8. Sums and differences of such numbers are
# exact in double precision up to five hundred million, in any order, so "completers = placed +
# unplaced + left" holds to the last bit and not merely nearly.
GRID = 2.0**-24

INTERVAL = (0.05, 0.50, 0.95)


def stream(seed: int, *names: str | int) -> np.random.Generator:
    """Return the random stream of one stage, independent of every other stage and of its order."""
    keys = [crc32(name.encode()) if isinstance(name, str) else name for name in names]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, *keys])))


def snap(values: Array) -> Array:
    """Round down to the exact grid; the loss is below 6e-8 of a person."""
    steps = values / GRID
    np.floor(steps, out=steps)
    steps *= GRID
    return np.asarray(steps, dtype=np.float64)


def lognormal(rng: np.random.Generator, log_sd: Array | float, shape: tuple[int, ...]) -> Array:
    """Return draws with mean 1 and the given standard deviation of the logarithm."""
    noise = rng.standard_normal(shape)
    noise *= log_sd
    noise -= np.square(log_sd) / 2
    return np.asarray(np.exp(noise, out=noise), dtype=np.float64)


def quantiles(draws: NDArray[np.floating]) -> tuple[Array, Array, Array]:
    """Return the 5th, 50th and 95th percentiles over the last axis (the draws)."""
    low, middle, high = np.quantile(draws, INTERVAL, axis=-1)
    return low, middle, high
