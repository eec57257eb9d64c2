"""Every public table that Keyway knows; importing this package fills the register."""

from keyway.reference.tables import directory, jobs, names, places, schools, work

__all__ = ["directory", "jobs", "names", "places", "schools", "work"]
