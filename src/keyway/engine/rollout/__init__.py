"""Which institution should open which program, within limits, to close most of the gap."""

from keyway.engine.rollout.planning import plan
from keyway.engine.rollout.values import (
    Binding,
    Found,
    ImpossiblePlan,
    Problem,
    Rules,
    Scored,
    Solved,
)

__all__ = [
    "Binding",
    "Found",
    "ImpossiblePlan",
    "Problem",
    "Rules",
    "Scored",
    "Solved",
    "plan",
]
