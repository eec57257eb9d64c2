"""Which walls stand: those of the database only where the database has them."""

from __future__ import annotations

import pytest
from django.db import connection

from keyway.web.walls.world import World, build

# SQLite has no row-level security; test_both_databases runs these on PostgreSQL.
collect_ignore = [] if connection.vendor == "postgresql" else ["postgresql"]


@pytest.fixture
def world(db: None) -> World:
    """The world that is walked."""
    return build()
