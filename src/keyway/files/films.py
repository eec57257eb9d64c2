"""A stranger's video: which of two kinds it is, and none of the places that its camera wrote down.

A video is not opened here, only measured: its boxes are followed by their lengths. Browsers play it
from an address that can do nothing else.
"""

from __future__ import annotations

import os
from typing import IO

from keyway.files.faults import Fault, Unreadable

BYTES_AT_MOST = 500 * 2**20
_BOXES_AT_MOST = 20_000
# What holds further boxes, and what cameras write words, names and places into.
_OUTER = (b"moov", b"trak", b"mdia")
_WORDS = (b"udta", b"meta", b"uuid")
_EBML = b"\x1a\x45\xdf\xa3"


def read_film(film: IO[bytes]) -> str:
    """Return how the file of a video ends, and blank what its camera wrote into it.

    Raises:
        Unreadable: it is no MP4 and no WebM, is cut off, or is larger than it may be.
    """
    size = film.seek(0, os.SEEK_END)
    if not size:
        raise Unreadable(Fault.EMPTY, "The file is empty.")
    if size > BYTES_AT_MOST:
        raise Unreadable(Fault.TOO_LARGE, "The file is too large.")
    film.seek(0)
    head = film.read(64)
    if head.startswith(_EBML) and b"webm" in head:
        return "webm"
    if head[4:8] != b"ftyp":
        raise Unreadable(Fault.DAMAGED, "The file is no MP4 and no WebM.")
    _blank_words(film, size)
    return "mp4"


def _blank_words(film: IO[bytes], size: int) -> None:
    """Turn boxes of words into empty ones of the same length, so that nothing else moves.

    Raises:
        Unreadable: the boxes do not fill the file, or the list of what it plays is missing.
    """
    ends, at, boxes, plays = [size], 0, 0, False
    while ends:
        if at >= ends[-1]:
            at = ends.pop()
            continue
        boxes += 1
        name, begins, end = _box(film, at, ends[-1])
        if boxes > _BOXES_AT_MOST:
            raise Unreadable(Fault.DENSE, "The video has too many parts.")
        plays = plays or name == b"trak"
        if name in _WORDS:
            _blank(film, at, begins, end)
        if name in _OUTER:
            ends.append(end)
            at = begins
        else:
            at = end
    if not plays:
        raise Unreadable(Fault.DAMAGED_INSIDE, "The video does not say what it plays.")


def _box(film: IO[bytes], at: int, within: int) -> tuple[bytes, int, int]:
    """Return the name of the box at a place, where its content begins and where it ends.

    Raises:
        Unreadable: it ends nowhere, or beyond what holds it.
    """
    film.seek(at)
    head = film.read(8)
    length, name, begins = int.from_bytes(head[:4], "big"), head[4:], at + 8
    if length == 1:
        length, begins = int.from_bytes(film.read(8), "big"), at + 16
    end = within if length == 0 else at + length
    if len(head) < 8 or end < begins or end > within:
        raise Unreadable(Fault.DAMAGED_INSIDE, "The video is cut off or damaged.")
    return name, begins, end


def _blank(film: IO[bytes], at: int, begins: int, end: int) -> None:
    film.seek(at + 4)
    film.write(b"free")
    film.seek(begins)
    for start in range(begins, end, 2**16):
        film.write(bytes(min(2**16, end - start)))
