"""Captions of a video: WebVTT, or SubRip, which differs in a line and a comma."""

from __future__ import annotations

import re

from keyway.files.faults import Fault, Unreadable

BYTES_AT_MOST = 2**20
_MARK = r"(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,](\d{3})"
_TIMES = re.compile(rf"^{_MARK}[ \t]+-->[ \t]+{_MARK}(.*)$", re.MULTILINE)


def read_captions(data: bytes) -> str:
    """Return captions as WebVTT.

    Raises:
        Unreadable: they are none: no text, no times, or a time that ends before it begins.
    """
    if not data.strip():
        raise Unreadable(Fault.EMPTY, "The file is empty.")
    if len(data) > BYTES_AT_MOST:
        raise Unreadable(Fault.TOO_LARGE, "The file is too large.")
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise Unreadable(Fault.LETTERS, "The captions are not written in UTF-8.") from error
    if "\x00" in text:
        raise Unreadable(Fault.LETTERS, "The captions hold a NUL.")
    times = list(_TIMES.finditer(text))
    if not times or any(
        _seconds(*each.groups()[4:8]) <= _seconds(*each.groups()[:4]) for each in times
    ):
        raise Unreadable(Fault.NO_ROWS, "The file holds no captions with their times.")
    if text.startswith("WEBVTT"):
        return text
    return "WEBVTT\n\n" + _TIMES.sub(lambda found: found.group(0).replace(",", "."), text)


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000
