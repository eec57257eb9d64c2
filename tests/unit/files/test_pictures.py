"""A stranger's picture is drawn anew: too large, false, cut off or laden, it does no harm."""

from __future__ import annotations

import struct
import time
import zlib
from io import BytesIO

import pytest
from PIL import Image

from keyway.files import Fault, Unreadable, read_picture, read_picture_apart

GPS = 0x8825


def picture(kind: str = "JPEG", mode: str = "RGB", **more: object) -> bytes:
    """A picture of 60 × 40 dots, red above and white below."""
    drawn = Image.new(mode, (60, 40), "white")
    drawn.paste("red", (0, 0, 60, 20))
    held = BytesIO()
    drawn.save(held, kind, **more)
    return held.getvalue()


def from_a_phone() -> bytes:
    """A picture that a phone took lying on its side, at a place it wrote down."""
    words = Image.Exif()
    words[0x0112] = 6  # the phone lay on its side
    words[0x010F] = "Phone of Ana Ruiz"
    words.get_ifd(GPS)[2] = (33.0, 27.0, 0.0)
    return picture(exif=words, comment=b"Ana Ruiz was here")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says how large it is and holds nothing but zeros."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(200_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "ending"),
    [("JPEG", "jpg"), ("PNG", "png"), ("GIF", "png"), ("WEBP", "webp"), ("AVIF", "avif")],
)
def test_a_picture_of_every_kind_comes_through(kind: str, ending: str) -> None:
    drawing = read_picture(picture(kind))

    with Image.open(BytesIO(drawing.data)) as again:
        red, white = again.convert("RGB").getpixel((30, 5)), again.convert("RGB").getpixel((30, 35))
    assert (drawing.ending, drawing.width, drawing.height) == (ending, 60, 40)
    assert red[0] > 230  # type: ignore[index]
    assert red[1] < 40  # type: ignore[index]
    assert min(white) > 230  # type: ignore[arg-type]


def test_where_and_by_whom_it_was_taken_is_gone_and_it_stands_upright() -> None:
    laden = from_a_phone()

    drawing = read_picture(laden)

    with Image.open(BytesIO(laden)) as before, Image.open(BytesIO(drawing.data)) as after:
        assert before.getexif().get_ifd(GPS)
        assert dict(after.getexif()) == {}
        assert "comment" not in after.info
    assert b"Ana Ruiz" in laden
    assert b"Ana Ruiz" not in drawing.data
    assert b"Exif" not in drawing.data
    assert (drawing.width, drawing.height) == (40, 60)


def test_a_second_file_behind_the_picture_is_gone() -> None:
    script = b"<script>alert(document.domain)</script>"

    drawing = read_picture(picture("PNG") + b"PK\x03\x04" + script)
    commented = read_picture(picture("JPEG", comment=script))

    assert script not in drawing.data
    assert script not in commented.data


@pytest.mark.parametrize("size", [(20_000, 10_000), (100_000, 100), (5_001, 5_000)])
def test_a_picture_of_too_many_dots_is_refused_before_it_is_drawn(size: tuple[int, int]) -> None:
    begun = time.process_time()

    with pytest.raises(Unreadable) as refused:
        read_picture(bomb(*size))

    assert refused.value.fault is Fault.DENSE
    assert refused.value.part == f"{size[0]} × {size[1]}"
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.EMPTY),
        (b"\x00" * (10 * 2**20 + 1), Fault.TOO_LARGE),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', Fault.WEB_PAGE),
        (b'<?xml version="1.0"?><svg onload="alert(1)"/>', Fault.WEB_PAGE),
        (b"GIF89a/*<script>alert(1)</script>*/", Fault.DAMAGED),
        (b"%PDF-1.7 not a picture", Fault.DAMAGED),
        (b"II*\x00 a TIFF, which browsers do not show", Fault.DAMAGED),
        (picture("JPEG")[:-60], Fault.DAMAGED_INSIDE),
        (picture("PNG")[:100], Fault.DAMAGED_INSIDE),
        (bomb(4_000, 4_000), Fault.DAMAGED_INSIDE),
    ],
    ids=[
        "empty", "eleven megabytes", "SVG", "SVG in XML", "GIF that is a script", "PDF", "TIFF",
        "half a JPEG", "half a PNG", "a tenth of what it says",
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_refused_with_its_fault(data: bytes, fault: Fault) -> None:
    with pytest.raises(Unreadable) as refused:
        read_picture(data)

    assert refused.value.fault is fault


def test_holes_stay_holes_and_gray_of_sixteen_bits_stays_gray() -> None:
    holed, gray = BytesIO(), BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(holed, "PNG")
    Image.new("I;16", (8, 8), 32_768).save(gray, "PNG")

    through, shade = read_picture(holed.getvalue()), read_picture(gray.getvalue())

    with Image.open(BytesIO(through.data)) as drawn, Image.open(BytesIO(shade.data)) as shaded:
        assert drawn.getpixel((4, 4)) == (255, 0, 0, 0)
        assert shaded.getpixel((4, 4)) == (128, 128, 128)


def test_a_picture_drawn_apart_is_the_same_as_drawn_here_and_so_is_its_refusal() -> None:
    drawing = read_picture_apart(from_a_phone())

    assert drawing == read_picture(from_a_phone())
    with pytest.raises(Unreadable) as refused:
        read_picture_apart(bomb(20_000, 10_000))
    assert refused.value.fault is Fault.DENSE
