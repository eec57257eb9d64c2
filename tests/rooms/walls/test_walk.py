"""Every address, as every kind of person: the policy holds and no marker is out of place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from keyway.web.walls.walk import CIRCLES, walk

if TYPE_CHECKING:
    from keyway.reference.store import Store

pytestmark = pytest.mark.django_db
PARTS = 8
# On PostgreSQL, the pages of one's own organizations, behind both walls. What a role may do is the
# same on both databases; what the second wall shows hangs on the circle alone, so one of each asks.
WALKS: dict[str, dict[str, Any]] = (
    {str(part): {"part": part, "parts": PARTS} for part in range(PARTS)}
    if connection.vendor == "sqlite"
    else {"own": {"only": "en/my/", "askers": CIRCLES}, "links": {"only": "l/"}}
)


@pytest.mark.parametrize("part", WALKS)
def test_everybody_meets_what_the_policy_says(
    reference: Store, part: str, record_property: pytest.RecordProperty
) -> None:
    report = walk(**WALKS[part])

    assert report.unlisted == []
    assert [str(fault) for fault in report.wrong] == []
    assert report.checks > 100
    record_property("checks", report.checks)
