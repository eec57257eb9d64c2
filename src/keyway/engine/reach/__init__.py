"""Reach: which requests are people who open something, and how many people openings stand for."""

from keyway.engine.reach.people import DRAWS, Believed, Doubts, Reached, cost_per_person, people
from keyway.engine.reach.visits import Asked, Programs, is_ahead_of_time, left_out

METHOD = "reach"
METHOD_VERSION = "1.0"

__all__ = [
    "DRAWS",
    "METHOD",
    "METHOD_VERSION",
    "Asked",
    "Believed",
    "Doubts",
    "Programs",
    "Reached",
    "cost_per_person",
    "is_ahead_of_time",
    "left_out",
    "people",
]
