"""A photograph full of detail, in the hero and in the text, leaves a student's page light."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.looking import KIB, LIGHT, weigh

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.served import Site

# Detail at every scale, as in a hall full of machines: plain noise would vanish in small drawings.
WORDS = """
from io import BytesIO
from PIL import Image
from django.core.files.base import ContentFile
from keyway.promote.models import Picture, StoriesPage, StoryPage
size = (4000, 3000)
def noise(part):
    return Image.effect_noise((size[0] // part, size[1] // part), 90).resize(size)
def band():
    return Image.blend(Image.blend(noise(64), noise(16), 0.5), Image.blend(noise(4), noise(1), 0.4), 0.5)
held = BytesIO()
Image.merge("RGB", (band(), band(), band())).save(held, "JPEG", quality=85)
def picture():
    return Picture.objects.create(title="Hall", alt_en="A hall.", alt_es="Una nave.",
        rights="Our own", file=ContentFile(held.getvalue(), "hall.jpg"))
shelf = StoriesPage.objects.get(locale__language_code="en")
words = ("words", "<p>Metal is cut.</p>")
body = [each for _ in range(3) for each in (words, ("picture", {"picture": picture()}))]
shelf.add_child(instance=StoryPage(title="A hall", slug="a-hall", lead="Full of machines.",
    audience="students", picture=picture(), body=body, locale=shelf.locale))
"""


@pytest.mark.long
@pytest.mark.parametrize(("width", "dots"), [(390, 3.0), (412, 1.75), (1280, 1.0), (1280, 2.0)])
def test_a_noisy_photograph_stays_within_what_a_student_loads(
    browser: Browser, site: Site, noisy: str, width: int, dots: float
) -> None:
    visitor = browser.new_context(
        viewport={"width": width, "height": 844}, device_scale_factor=dots
    )
    page = visitor.new_page()
    _, weighed = weigh(page, site)

    page.goto(noisy, wait_until="networkidle")
    drawn = page.locator(".hero img").evaluate("image => image.currentSrc")
    visitor.close()

    assert drawn.endswith(".avif")
    assert weighed.faults == []
    assert weighed.total < LIGHT, f"{weighed.total / KIB:.1f} KiB"


@pytest.fixture(scope="module")
def noisy(browser: Browser, site: Site) -> str:
    """The address of a story with four photographs of 12 million dots, drawn in all sizes."""
    made = subprocess.run(
        [sys.executable, "-m", "keyway.web.management.cli", "shell", "--command", WORDS],
        env={**os.environ, "KEYWAY_DATA": str(site.data)},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stderr
    address = f"{site.url}/en/stories/a-hall/"
    visitor = browser.new_context()
    assert visitor.request.get(address, timeout=300_000).ok
    visitor.close()
    return address
