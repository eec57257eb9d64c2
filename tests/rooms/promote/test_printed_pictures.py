"""Pictures on paper: what a toolkit's page shows is printed, with the words for those who listen."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from tests.factories.promote import picture, toolkit_page

if TYPE_CHECKING:
    from django.test import Client

    from keyway.promote.models import ToolkitPage

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("reference"),
    # Wagtail leaves the file that it draws a rendition into to be collected.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
RULERS = {"type": "checklist", "value": {"title": "Have ready", "items": ["Rulers"]}}


def shows(picture: Any) -> dict[str, Any]:
    return {"type": "picture", "value": {"picture": picture.pk, "caption": "The mill at noon."}}


def printed(client: Client, page: ToolkitPage) -> tuple[PdfReader, str]:
    reader = PdfReader(BytesIO(client.get(f"/en/toolkits/{page.pk}/print.pdf").content))
    return reader, " ".join(" ".join(each.extract_text() for each in reader.pages).split())


def alternatives(element: Any) -> list[str]:
    """Return what a screen reader hears for pictures, in the order of the paper."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        return [said for each in element for said in alternatives(each)]
    if not isinstance(element, dict):
        return []
    own = [str(element["/Alt"])] if "/Alt" in element else []
    return own + (alternatives(element["/K"]) if "/K" in element else [])


def test_pictures_are_printed_with_what_they_show(client: Client) -> None:
    mill = picture(credit="Demo Castings")
    page = toolkit_page([shows(mill)], picture=picture())

    reader, told = printed(client, page)

    assert "The mill at noon. · Demo Castings" in told
    assert sum(len(each.images) for each in reader.pages) == 2
    assert alternatives(reader.trailer["/Root"]["/StructTreeRoot"]).count(mill.alt_en) == 2


def test_a_picture_that_may_not_be_shown_any_more_is_not_printed(client: Client) -> None:
    gone = picture(shows_minors=True, permission_until_date=date(2025, 6, 30))

    reader, told = printed(client, toolkit_page([shows(gone)], picture=gone))

    assert "The mill at noon." not in told
    assert not [each for leaf in reader.pages for each in leaf.images]


def test_a_lost_picture_costs_the_paper_nothing_else(client: Client) -> None:
    lost = picture()
    lost.file.storage.delete(lost.file.name)

    _reader, told = printed(client, toolkit_page([RULERS], picture=lost))

    assert f"Picture: {lost.alt_en}" in told
    assert "Have ready" in told
