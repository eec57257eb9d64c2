"""The second wall alone: with the application's own filter out of order, nothing leaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keyway.partners.queries import circles
from keyway.web.frame import opening
from keyway.web.walls.walk import walk

if TYPE_CHECKING:
    from keyway.reference.store import Store

pytestmark = pytest.mark.django_db
HERE = "en/my/organizations/<slug:slug>/"
# The organization's own page, its people, a contact, a site, the form for its facts.
VIEWS = ("", "people/", "contacts/<int:number>/", "sites/<int:number>/", "change/")


@pytest.fixture
def no_first_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every query that asks for a circle's rows get everybody's."""
    monkeypatch.setattr(circles.Circle, "own", lambda circle, rows, by="organization": rows)
    monkeypatch.setattr(circles.Circle, "holds", lambda circle, organization: True)


def _leaks(view: str) -> list[str]:
    report = walk(exactly=HERE + view)
    assert report.checks > 0
    return [str(each) for each in report.wrong if "holds" in each.what or "changed" in each.what]


@pytest.mark.parametrize("view", VIEWS)
def test_row_level_security_alone_lets_nothing_through(
    reference: Store, no_first_wall: None, view: str
) -> None:
    assert _leaks(view) == []


def test_without_either_wall_the_walk_finds_leaks(
    reference: Store, no_first_wall: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = circles.Circle(is_staff=True)
    monkeypatch.setattr(opening, "circle_of", lambda person: everybody)

    assert _leaks("")
