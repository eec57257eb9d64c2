"""QR codes: one shape, a quiet edge, and no code that could not be read."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
import segno

from keyway.errors import Broken
from keyway.render import qr

HERE = "https://keyway.example.org/es/near/"


def test_the_drawing_has_the_same_dark_squares_as_the_code():
    root = ET.fromstring(qr.svg(HERE))  # noqa: S314 - our own drawing
    side = int(root.attrib["viewBox"].split()[2])
    drawn = {
        (int(x) + step, int(y))
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)", root[1].attrib["d"])
        for step in range(int(width))
    }

    rows = list(segno.make_qr(HERE, error="m").matrix_iter(border=4))

    assert side == len(rows)
    assert drawn == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


def test_a_label_is_read_aloud_and_a_code_without_one_is_hidden():
    assert "<title>Near &lt;you&gt;</title>" in qr.svg(HERE, label="Near <you>")
    assert 'role="img"' in qr.svg(HERE, label="Near you")
    assert 'aria-hidden="true"' in qr.svg(HERE)


def test_a_picture_is_a_png_with_a_white_edge():
    assert qr.png(HERE).startswith(b"\x89PNG")


@pytest.mark.parametrize("text", ["", "x" * 301])
def test_what_could_not_be_read_is_refused(text):
    with pytest.raises(Broken):
        qr.svg(text)
