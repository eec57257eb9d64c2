"""Every public table that Keyway knows; importing this package fills the register."""

from keyway.reference.tables import jobs, names, places, schools, work

__all__ = ["jobs", "names", "places", "schools", "work"]
