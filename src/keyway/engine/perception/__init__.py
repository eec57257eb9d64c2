"""What people think of manufacturing, from few answers in few schools, with what cannot be said."""

from keyway.engine.perception.effects import Difference, did, smallest_chance
from keyway.engine.perception.finding import (
    EVERYBODY,
    LEAST_ANSWERS,
    METHOD,
    METHOD_VERSION,
    Answered,
    Caution,
    Change,
    Effect,
    Finding,
    Measure,
    Planned,
    Reason,
    Standing,
)
from keyway.engine.perception.levels import change, index, omega, share, share_of_schools
from keyway.engine.perception.power import Spread, minimum_detectable, power
from keyway.engine.perception.reckoning import LEAST_IN_SCHOOL, reckon
from keyway.engine.perception.values import Arm, Question, Sat, Steps, Wave, sat, score

__all__ = [
    "EVERYBODY",
    "LEAST_ANSWERS",
    "LEAST_IN_SCHOOL",
    "METHOD",
    "METHOD_VERSION",
    "Answered",
    "Arm",
    "Caution",
    "Change",
    "Difference",
    "Effect",
    "Finding",
    "Measure",
    "Planned",
    "Question",
    "Reason",
    "Sat",
    "Spread",
    "Standing",
    "Steps",
    "Wave",
    "change",
    "did",
    "index",
    "minimum_detectable",
    "omega",
    "power",
    "reckon",
    "sat",
    "score",
    "share",
    "share_of_schools",
    "smallest_chance",
]
