"""A stranger's video and its captions: only what they say they are, and nothing written beside."""

from __future__ import annotations

from io import BytesIO

import pytest

from keyway.files import Fault, Unreadable, read_captions, read_film


def box(name: bytes, content: bytes = b"") -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + name + content


PLACE = box(b"\xa9xyz", b"+33.4500-112.0700/")


def mp4(*more: bytes) -> bytes:
    """An MP4 with a track, whose camera wrote down where it stood."""
    track = box(b"trak", box(b"tkhd", bytes(4)) + box(b"udta", b"Ana's phone"))
    moov = box(b"moov", box(b"mvhd", bytes(8)) + track + box(b"udta", PLACE))
    return box(b"ftyp", b"isom\0\0\0\0mp42") + moov + box(b"mdat", b"pictures") + b"".join(more)


def test_a_video_is_known_by_what_it_is_and_its_place_is_blanked_without_moving_anything() -> None:
    film = BytesIO(mp4())
    before = film.getvalue()

    assert read_film(film) == "mp4"
    after = film.getvalue()
    assert len(after) == len(before)
    assert b"112.0700" not in after
    assert b"Ana" not in after
    assert after.index(b"pictures") == before.index(b"pictures")
    assert read_film(BytesIO(after)) == "mp4"
    assert read_film(BytesIO(b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + bytes(40))) == "webm"


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", Fault.EMPTY),
        (b"<html><script>alert(1)</script>", Fault.DAMAGED),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), Fault.DAMAGED),
        (box(b"ftyp", b"isom"), Fault.DAMAGED_INSIDE),
        (mp4()[:-4], Fault.DAMAGED_INSIDE),
        (mp4(b"\x00\x00\x00\x02loop"), Fault.DAMAGED_INSIDE),
        (mp4(box(b"free") * 20_001), Fault.DENSE),
    ],
    ids=["empty", "page", "picture", "head alone", "cut off", "box in itself", "many boxes"],
)
def test_a_file_that_is_no_video_is_refused(data: bytes, fault: Fault) -> None:
    with pytest.raises(Unreadable) as refused:
        read_film(BytesIO(data))

    assert refused.value.fault is fault


def test_captions_are_taken_as_they_are_and_subrip_becomes_webvtt() -> None:
    vtt = "WEBVTT\n\n00:01.000 --> 00:04.000\nShe reads the drawing.\n"
    srt = "1\r\n00:00:01,000 --> 00:00:04,000\r\nLee el plano, y mide.\r\n"

    assert read_captions(vtt.encode("utf-8-sig")) == vtt
    assert read_captions(srt.encode()) == (
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nLee el plano, y mide.\n"
    )


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b" \n", Fault.EMPTY),
        (b"a" * (2**20 + 1), Fault.TOO_LARGE),
        ("WEBVTT\n\n00:01.000 --> 00:04.000\nSeñal".encode("latin-1"), Fault.LETTERS),
        (b"WEBVTT\n\n00:01.000 --> 00:04.000\n\x00", Fault.LETTERS),
        (b"WEBVTT\n\nShe reads the drawing.", Fault.NO_ROWS),
        (b"WEBVTT\n\n00:04.000 --> 00:01.000\nBackwards", Fault.NO_ROWS),
        (b"<script>alert(1)</script>", Fault.NO_ROWS),
    ],
    ids=["empty", "large", "Latin-1", "NUL", "no times", "backwards", "page"],
)
def test_what_is_no_captions_is_refused(data: bytes, fault: Fault) -> None:
    with pytest.raises(Unreadable) as refused:
        read_captions(data)

    assert refused.value.fault is fault
