"""Small cells: which counts of people are not shown, so that none of them can be reckoned back."""

from keyway.engine.cells.protect import Limits, hidden
from keyway.engine.cells.ranges import Layout, Sum, Within, ranges

__all__ = ["Layout", "Limits", "Sum", "Within", "hidden", "ranges"]
