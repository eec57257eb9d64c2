"""Icons and the contour illustration."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import numpy as np
import pytest

from keyway.render import icons, svg
from keyway.render.maps import contours


def test_contours_of_a_cone_are_circles():
    y, x = np.mgrid[0:41, 0:41].astype(float)
    cone = np.hypot(x - 20, y - 20)

    (line,) = contours.contours(cone, 12.0)

    center = 20 * contours.CELL - contours.EDGE
    radii = [np.hypot(px - center, py - center) / contours.CELL for px, py in line]
    assert line[0] == line[-1]
    assert radii == pytest.approx([12.0] * len(radii), abs=0.05)


def test_a_line_that_leaves_the_sheet_stays_open():
    slope = np.tile(np.arange(9.0), (5, 1))

    (line,) = contours.contours(slope, 3.5)

    assert line[0] != line[-1]
    assert {x for x, _ in line} == {3.5 * contours.CELL - contours.EDGE}


def test_the_illustration_is_the_same_each_time_and_light_enough_for_a_phone():
    markup = contours.illustration()

    assert len(markup) < 25_000
    assert "style=" not in markup
    assert ET.fromstring(markup).get("aria-hidden") == "true"  # noqa: S314


@pytest.mark.parametrize("name", sorted(icons.PATHS))
def test_an_icon_is_drawn_in_the_pages_ink_and_not_read_aloud(name):
    markup = icons.icon(name)

    assert ET.fromstring(markup).get("aria-hidden") == "true"  # noqa: S314
    assert "fill=" not in markup


def test_attributes_are_escaped():
    markup = svg.tag("a", href='"><script>')

    assert markup == '<a href="&quot;&gt;&lt;script&gt;"/>'
