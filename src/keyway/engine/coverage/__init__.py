"""White space: how far students are from the nearest place that teaches something."""

from keyway.engine.coverage.nearest import Nearest, Places, nearest
from keyway.engine.coverage.shares import Share, out_of_reach

__all__ = ["Nearest", "Places", "Share", "nearest", "out_of_reach"]
