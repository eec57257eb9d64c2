"""What the gap is given and what it returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

# Steps of education, so that an award and an occupation's typical entry can be compared.
EDUCATION_STEP: Mapping[str, float] = {
    "no formal": 0.0, "high school": 1.0, "some college": 2.0, "postsecondary": 2.0,
    "associate": 3.0, "bachelor": 4.0, "master": 5.0, "doctoral": 6.0,
}  # fmt: skip
AWARD_STEP: Mapping[int, float] = {
    20: 1.5, 21: 2.0, 1: 2.0, 2: 2.0, 4: 2.5, 3: 3.0, 5: 4.0, 6: 4.5, 7: 5.0, 8: 5.5,
    17: 6.0, 18: 6.0, 19: 6.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GapParameters:
    """Dated assumptions of the allocation.

    Attributes:
        retry_share: chance (0–1) that a completer whom one job refuses tries another linked job.
        retry_sd: its uncertainty on the logit scale.
        link_certainty: how sure the shares between linked occupations are (gamma shape; 1 is
            nearly unknown, 10 is ± 30 %).
        commute_log_sd: uncertainty of the commuting distance, on the logarithm.
        under_step: how fast interest falls per step of education that the award lacks.
        over_step: the same per step that the award exceeds what the job asks.
        sweeps: most rounds of applications.
        tolerance: rounds end when no cell's acceptance changes by more than this.
    """

    retry_share: float = 0.67
    retry_sd: float = 0.5
    link_certainty: float = 3.0
    commute_log_sd: float = 0.25
    under_step: float = 1.5
    over_step: float = 0.35
    sweeps: int = 40
    tolerance: float = 1e-3


@dataclass(frozen=True, slots=True)
class Gap:
    """Where completers find work and which openings stay empty, in draws; all per year.

    People and jobs are on an exact grid, so in every draw ``placed + unfilled = need`` per cell,
    ``placed + unplaced + left = completers`` per unit, and both placed totals are equal.

    Attributes:
        cells: soc_code, county_fips.
        units: unitid, cip_code, award_level_code.
        need, placed: shape (cells, draws).
        completers, unit_placed, left: shape (units, draws).
        flow_unit, flow_cell: unit and cell number of each feasible flow.
        flow_mean: people per flow, mean over the draws: unlike medians, means add up.
    """

    cells: pl.DataFrame
    units: pl.DataFrame
    need: NDArray[np.float64]
    placed: NDArray[np.float64]
    completers: NDArray[np.float64]
    unit_placed: NDArray[np.float64]
    left: NDArray[np.float64]
    flow_unit: NDArray[np.intp]
    flow_cell: NDArray[np.intp]
    flow_mean: NDArray[np.float64]

    @property
    def unfilled(self) -> NDArray[np.float64]:
        """Openings for new entrants that no program fills, shape (cells, draws)."""
        return self.need - self.placed

    @property
    def unplaced(self) -> NDArray[np.float64]:
        """Completers who look for related work in the region and find none, (units, draws)."""
        return self.completers - self.left - self.unit_placed
