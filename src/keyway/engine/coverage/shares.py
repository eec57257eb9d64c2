"""Which part of the students is farther away than a limit, with those whose place is unknown apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Share:
    """Students within and beyond a limit.

    Attributes:
        near: students of schools within the limit.
        far: students of schools beyond it.
        unknown: students of schools whose point is not known; in neither.
    """

    near: int
    far: int
    unknown: int

    @property
    def far_share(self) -> float | None:
        """Part of the students with a known place who are beyond the limit; None without any."""
        placed = self.near + self.far
        return self.far / placed if placed else None


def out_of_reach(
    students: npt.NDArray[np.float64], miles: npt.NDArray[np.float64], limit: float
) -> Share:
    """Return how many students are farther than ``limit`` miles from what is nearest.

    Args:
        students: of each school; NaN is unknown and counts nowhere.
        miles: to the nearest offer; NaN is unknown, infinite where nobody offers it at all.
        limit: in miles; exactly at the limit is near.
    """
    counted = np.nan_to_num(students, nan=0.0)
    known = ~np.isnan(miles)
    far = known & (miles > limit)
    return Share(
        near=int(counted[known & ~far].sum()),
        far=int(counted[far].sum()),
        unknown=int(counted[~known].sum()),
    )
