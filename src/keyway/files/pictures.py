"""One picture of a stranger: its size is known before it is drawn, and it is drawn anew.

What comes out holds the drawing and nothing else: no place, no camera, no name, no second file
behind the picture. Colors are those of a screen (sRGB); what moved stands still.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from keyway.files.faults import Fault, Unreadable

# What the drawing is kept as, by the kind that comes: every browser of today shows these.
KINDS = {"JPEG": "jpg", "PNG": "png", "GIF": "png", "WEBP": "webp", "AVIF": "avif"}
_SAVED: dict[str, dict[str, Any]] = {
    "JPEG": {"format": "JPEG", "quality": 90, "optimize": True, "progressive": True},
    "PNG": {"format": "PNG", "optimize": False},
    "GIF": {"format": "PNG", "optimize": False},
    "WEBP": {"format": "WEBP", "quality": 90, "method": 4},
    "AVIF": {"format": "AVIF", "quality": 80, "speed": 8, "max_threads": 1},
}
_XML = (b"<svg", b"<?xml", b"<!doctype", b"<html", b"<script")


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """How large a picture may be.

    Attributes:
        file_bytes: of the file as it comes.
        pixels: width times height.
        side: the longer side.
    """

    file_bytes: int = 10 * 2**20
    pixels: int = 25_000_000
    side: int = 16_000


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, drawn anew: the file, how it ends, and its size in pixels."""

    data: bytes
    ending: str
    width: int
    height: int


def read_picture(data: bytes, limits: PictureLimits | None = None) -> Drawing:
    """Return the picture in a file, drawn anew and upright.

    Raises:
        Unreadable: it is no picture, is cut off, or is larger than it may be.
    """
    bounds = limits or PictureLimits()
    if not data:
        raise Unreadable(Fault.EMPTY, "The file is empty.")
    if len(data) > bounds.file_bytes:
        raise Unreadable(Fault.TOO_LARGE, "The file is too large.")
    with _opened(data) as picture:
        _measure(picture, bounds)
        kind = picture.format or ""
        drawn = _drawn(picture)
    held = BytesIO()
    drawn.save(held, **_SAVED[kind])
    return Drawing(held.getvalue(), KINDS[kind], drawn.width, drawn.height)


def _opened(data: bytes) -> Image.Image:
    """Return the picture with nothing but its head read.

    Raises:
        Unreadable: it is none of the kinds.
    """
    # The size is measured right after, by our own bounds and with our own words.
    Image.MAX_IMAGE_PIXELS = None
    try:
        return Image.open(BytesIO(data), formats=tuple(KINDS))
    except UnidentifiedImageError as error:
        start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        fault = Fault.WEB_PAGE if start.startswith(_XML) else Fault.DAMAGED
        raise Unreadable(fault, "The file is no picture.") from error
    except Exception as error:  # decoders raise what they like on what they did not expect
        raise Unreadable(Fault.DAMAGED, "The head of the picture is damaged.") from error


def _measure(picture: Image.Image, bounds: PictureLimits) -> None:
    """Refuse what would be too much to draw, before a pixel is read."""
    width, height = picture.size
    if width < 1 or height < 1:
        raise Unreadable(Fault.DAMAGED, "The picture has no size.")
    if width * height > bounds.pixels or max(width, height) > bounds.side:
        raise Unreadable(Fault.DENSE, "The picture has too many pixels.", f"{width} × {height}")


def _drawn(picture: Image.Image) -> Image.Image:
    """Return the drawing alone, upright and in the colors of a screen.

    Raises:
        Unreadable: the file ends before the picture does, or is damaged inside.
    """
    try:
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        plain = _in_colors_of_a_screen(upright)
    except MemoryError:
        raise
    except Exception as error:  # see above
        raise Unreadable(Fault.DAMAGED_INSIDE, "The picture is cut off or damaged.") from error
    # A fresh image carries no words over: not those of the camera, not those of a program.
    fresh = Image.new(plain.mode, plain.size)
    fresh.paste(plain)
    return fresh


def _in_colors_of_a_screen(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):  # sixteen bits of gray, which a plain conversion would cut off
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    has_holes = "A" in picture.getbands() or "transparency" in picture.info
    mode = "RGBA" if has_holes else "RGB"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            made = ImageCms.profileToProfile(
                picture, given, ImageCms.createProfile("sRGB"), outputMode=mode
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            made = None
        if made is not None:
            return made
    return picture.convert(mode)
