"""CTDL, the language in which credentials, programs, promises and demand are told to others."""

from keyway.standards.ctdl.checking import Fault, check, is_known_class, terms
from keyway.standards.ctdl.places import Places, minted

__all__ = ["Fault", "Places", "check", "is_known_class", "minted", "terms"]
