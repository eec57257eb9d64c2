"""Every address, as every kind of person: the policy holds and no marker is out of place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keyway.web.walls.walk import walk

if TYPE_CHECKING:
    from keyway.reference.store import Store

pytestmark = pytest.mark.django_db
PARTS = 6


@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_meets_what_the_policy_says(
    reference: Store, part: int, record_property: pytest.RecordProperty
) -> None:
    report = walk(part=part, parts=PARTS)

    assert report.unlisted == []
    assert [str(fault) for fault in report.wrong] == []
    assert report.checks > 500
    record_property("checks", report.checks)
