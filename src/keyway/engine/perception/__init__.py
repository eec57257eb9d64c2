"""What people think of manufacturing, from few answers in few schools, with what cannot be said."""

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

__all__ = [
    "EVERYBODY",
    "LEAST_ANSWERS",
    "METHOD",
    "METHOD_VERSION",
    "Answered",
    "Caution",
    "Change",
    "Effect",
    "Finding",
    "Measure",
    "Planned",
    "Reason",
    "Standing",
]
