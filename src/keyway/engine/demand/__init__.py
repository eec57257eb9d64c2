"""How many jobs, openings and places for new entrants each occupation has in each county."""

from keyway.engine.demand.blend import Answers, Blend, blend
from keyway.engine.demand.estimate import estimate
from keyway.engine.demand.expect import expect
from keyway.engine.demand.values import Demand, DemandInputs, DemandParameters

__all__ = [
    "Answers",
    "Blend",
    "Demand",
    "DemandInputs",
    "DemandParameters",
    "blend",
    "estimate",
    "expect",
]
