"""What is missing between programs and jobs, counting each person and each job once."""

from keyway.engine.gap.baselines import equal_split, naive
from keyway.engine.gap.measure import measure
from keyway.engine.gap.summary import Summary, summarize, totals
from keyway.engine.gap.values import Gap, GapParameters

__all__ = [
    "Gap",
    "GapParameters",
    "Summary",
    "equal_split",
    "measure",
    "naive",
    "summarize",
    "totals",
]
