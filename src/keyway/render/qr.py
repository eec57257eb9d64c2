"""QR codes: an address as squares, for a page, a paper or a file.

Dark on white with the quiet edge that readers need, whatever the page's colors are. The squares
are one filled shape, so that no printer leaves a hairline between them.
"""

from __future__ import annotations

from io import BytesIO
from itertools import groupby

import segno

from keyway.errors import Broken
from keyway.render import svg as element

_QUIET = 4  # modules of white around the squares, as ISO/IEC 18004 asks
_LONGEST = 300  # letters; more would be too fine for a phone to read from a poster
_INK, _WHITE = "#000", "#fff"


def svg(text: str, *, label: str = "") -> str:
    """Draw a QR code as one ``<svg>`` element, for a page and for a paper alike.

    Args:
        text: what the code says, mostly an address.
        label: what a screen reader says; without it the code is hidden, and its address must
            stand beside it in words.

    Raises:
        Broken: there is nothing to say, or too much to be read.
    """
    code = _made(text)
    side = code.symbol_size(border=_QUIET)[0]
    name = [element.tag("title", element.text(label))] if label else []
    return element.tag(
        "svg",
        *name,
        element.tag("path", d=f"M0 0h{side}v{side}h-{side}z", fill=_WHITE),
        element.tag("path", d=_shape(code), fill=_INK),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {side} {side}",
        class_="qr",
        role="img" if label else None,
        aria_hidden=None if label else "true",
        focusable="false",
    )


def png(text: str, *, scale: int = 12) -> bytes:
    """Return a QR code as a picture; ``scale`` is the number of pixels of a module's side.

    Raises:
        Broken: there is nothing to say, or too much to be read.
    """
    made = BytesIO()
    _made(text).save(made, kind="png", scale=scale, border=_QUIET)
    return made.getvalue()


def _made(text: str) -> segno.QRCode:
    if not text or len(text) > _LONGEST:
        raise Broken(f"no QR code says {len(text)} letters")
    # Level M still reads with a seventh of the code scuffed; segno takes more where it is free.
    return segno.make_qr(text, error="m")


def _shape(code: segno.QRCode) -> str:
    """Return the runs of dark modules of every row as one path."""
    parts = []
    for y, row in enumerate(code.matrix_iter(border=_QUIET)):
        x = 0
        for is_dark, run in groupby(row):
            width = len(list(run))
            if is_dark:
                parts.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return "".join(parts)
