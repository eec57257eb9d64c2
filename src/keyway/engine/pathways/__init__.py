"""Pathways: exact fronts of routes to jobs, a few that differ, and what they may be worth."""

from keyway.engine.pathways.choose import Alike, Chosen, choose, off_ramps
from keyway.engine.pathways.passing import Rate, passing
from keyway.engine.pathways.search import beats, fronts, unbeaten
from keyway.engine.pathways.values import (
    Edge,
    Graph,
    Kind,
    Limits,
    Node,
    Offer,
    OffRamp,
    Route,
    Share,
    Terms,
    Worth,
)
from keyway.engine.pathways.worth import weigh

METHOD_VERSION = "1"

__all__ = [
    "METHOD_VERSION",
    "Alike",
    "Chosen",
    "Edge",
    "Graph",
    "Kind",
    "Limits",
    "Node",
    "OffRamp",
    "Offer",
    "Rate",
    "Route",
    "Share",
    "Terms",
    "Worth",
    "beats",
    "choose",
    "fronts",
    "off_ramps",
    "passing",
    "unbeaten",
    "weigh",
]
