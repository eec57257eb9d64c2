"""Which listings of a sheet may be organizations that are known already, and what says so."""

from keyway.engine.likeness.finding import candidate_pairs, compare, find, find_within
from keyway.engine.likeness.values import Band, Evidence, Likeness, Listing, Sign

__all__ = [
    "Band",
    "Evidence",
    "Likeness",
    "Listing",
    "Sign",
    "candidate_pairs",
    "compare",
    "find",
    "find_within",
]
