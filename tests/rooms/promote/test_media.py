"""Pictures, videos and pasted words: bad ones are told in a sentence, and nothing is lost."""

from __future__ import annotations

import json
from datetime import date, timedelta
from hashlib import shake_256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.images.forms import get_image_form

from keyway.partners.models import Person, WorkItem
from keyway.promote.actions.picturing import ENDED, draw_picture, post_ended_permissions
from keyway.promote.models import Picture, PictureRendition, Video
from keyway.promote.models.blocks import WORDS
from keyway.promote.models.providers import video_at
from keyway.promote.models.sizes import PLACES
from keyway.promote.wagtail_hooks import VideoDesk
from keyway.web.frame.media import PIECE_BYTES
from tests.factories.people import partnership
from tests.unit.files.test_films import mp4
from tests.unit.files.test_pictures import bomb, from_a_phone

pytestmark = pytest.mark.django_db
GONE = date(2020, 5, 31)
WORDS_OF_IT = {
    "title": "At the mill",
    "alt_en": "A mill cuts steel.",
    "alt_es": "Una fresadora corta acero.",
    "rights": "Our own, 2026",
}
FILM = {
    "title": "A day at the mill",
    "spoken_language": "en",
    "rights_holder": "Demo Castings",
    "waiver": "The transcript is being written.",
}


def picture_form(name: str, data: bytes, **words: str) -> Any:
    return get_image_form(Picture)(
        {**WORDS_OF_IT, **words}, {"file": SimpleUploadedFile(name, data)}
    )


def video_form(files: dict[str, tuple[str, bytes]] | None = None, **words: str) -> Any:
    handler = VideoDesk.edit_handler.bind_to_model(Video)
    given = {name: SimpleUploadedFile(*each) for name, each in (files or {}).items()}
    return handler.get_form_class()({**FILM, **words}, given)


def white(name: str, size: tuple[int, int] = (32, 18)) -> ContentFile[bytes]:
    held = BytesIO()
    Image.new("RGB", size, "white").save(held, "PNG")
    return ContentFile(held.getvalue(), name)


def picture(**fields: Any) -> Any:
    return Picture.objects.create(**{**WORDS_OF_IT, "file": white("mill.png"), **fields})


def video(**fields: Any) -> Video:
    given = {"provider_url": "https://vimeo.com/76979871", **fields}
    return Video.objects.create(**{**FILM, **given})


def _status(client: Client, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer)
    return answer.status_code


# --- pictures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("yard.png", bomb(20_000, 10_000), "20000 × 10000 dots, more than the 25 million"),
        ("logo.svg", b"<svg onload='alert(1)'/>", "Save it as PNG"),
        ("logo.png", b"<svg><script>alert(1)</script></svg>", "Save it as PNG"),
        ("half.jpg", from_a_phone()[:-90], "cut off or damaged"),
        ("page.jpg", b"MZ this is a program", "no picture that browsers show"),
        ("heavy.jpg", bytes(10 * 2**20 + 1), "larger than 10 MB"),
    ],
    ids=["200 megapixels", "SVG", "SVG by another name", "half", "program", "heavy"],
)
def test_a_bad_picture_is_told_in_a_sentence_and_what_was_typed_stays(
    name: str, data: bytes, told: str
) -> None:
    form = picture_form(name, data)

    assert not form.is_valid()
    assert told in " ".join(form.errors["file"])
    assert "A mill cuts steel." in form["alt_en"].as_widget()


def test_a_picture_is_kept_without_its_place_and_under_what_it_is() -> None:
    form = picture_form("Ana's phone.PNG", from_a_phone())
    assert form.is_valid(), form.errors

    kept = form.save()

    with kept.file.open() as file:
        data = file.read()
    assert Path(kept.file.name).name.startswith("anas-phone")
    assert kept.file.name.endswith(".jpg")
    assert (kept.width, kept.height) == (40, 60)
    assert b"Ana Ruiz" not in data
    assert b"Exif" not in data


def test_a_picture_without_words_or_a_minor_without_a_day_is_not_taken() -> None:
    silent = picture_form("a.jpg", from_a_phone(), alt_es="")
    minor = picture_form("a.jpg", from_a_phone(), shows_minors="on")

    assert "alt_es" in silent.errors
    assert "Say until when the guardian allows it." in str(minor.errors)


def test_the_form_for_many_pictures_leads_to_the_one_that_asks_what_they_show(
    client: Client,
) -> None:
    client.force_login(Person.objects.create_superuser("keeper@example.org", full_name="Kim"))

    answer = client.get(f"/{settings.STAFF_PATH}images/multiple/add/")

    assert answer.headers["Location"] == f"/{settings.STAFF_PATH}images/add/"


def test_a_picture_of_students_is_gone_when_its_permission_ends_and_waits_on_the_board(
    client: Client,
) -> None:
    partnership()
    today = timezone.localdate()
    kept = picture(shows_minors=True, permission_until_date=today)
    small = PictureRendition.objects.create(
        image=kept,
        filter_spec="width-16",
        file=white("mill.width-16.png"),
        width=16,
        height=9,
    )
    addresses = [kept.file.url, small.url]
    assert [_status(client, each) for each in addresses] == [200, 200]

    Picture.objects.update(permission_until_date=today - timedelta(days=1))

    assert [_status(client, each) for each in addresses] == [404, 404]
    now = timezone.now()
    assert post_ended_permissions(now=now) == post_ended_permissions(now=now) == 1
    item = WorkItem.objects.get(kind=ENDED, done_at=None)
    assert item.address == f"/{settings.STAFF_PATH}images/{kept.pk}/"
    Picture.objects.update(permission_until_date=today)
    post_ended_permissions(now=now)
    assert not WorkItem.objects.filter(kind=ENDED, done_at=None).exists()


# Wagtail leaves the file that it draws a rendition into to be collected.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.one_database
def test_no_photograph_weighs_more_than_its_place_allows() -> None:
    dots = shake_256().digest(640 * 480 * 3)  # nothing is harder to pack than noise
    held = BytesIO()
    Image.frombytes("RGB", (640, 480), dots).save(held, "PNG")
    kept = picture(file=ContentFile(held.getvalue(), "noise.png"))
    place = PLACES["shelf"]

    drawn = kept.get_renditions(*place.specs(), place.fallback())

    sizes = [each.file.size for each in drawn.values()]
    bounds = [most * 1024 for _cut, most in place.drawings]
    assert all(size <= most for size, most in zip(sizes, [*bounds, bounds[-1]], strict=True))
    assert min(sizes) > 1024


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_light_picture_keeps_its_size_and_is_drawn_before_anybody_asks(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        kept = picture(file=white("yard.png", (1200, 900)))

    draw_picture.func(kept.pk)

    widths = {each.filter_spec.split("|")[0]: each.width for each in kept.renditions.all()}
    assert widths["fill-1080x810"] == 1080
    assert widths["width-720"] == 720
    assert DBTaskResult.objects.filter(args_kwargs__args=[kept.pk]).count() == 1


@pytest.mark.one_database
def test_a_picture_says_what_it_is_on_a_machine_that_knows_no_kinds(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mimetypes.guess_type", lambda *_given, **_more: (None, None))

    answer = client.get(picture().file.url)

    assert b"".join(answer)
    assert answer.headers["Content-Type"] == "image/png"


# --- videos ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://youtu.be/dQw4w9WgXcQ?si=abc", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://m.youtube.com/watch?app=m&v=dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"),
        ("https://player.vimeo.com/video/76979871?h=1", "https://vimeo.com/76979871"),
    ],
)  # fmt: skip
def test_a_video_at_a_provider_is_known_however_its_address_was_copied(
    address: str, page: str
) -> None:
    found = video_at(address)

    assert found
    assert found.page == page


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/@keyway", "https://evil.example/watch?v=dQw4w9WgXcQ",
        "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", "https://vimeo.com/about",
        "https://youtube.com:8443/watch?v=dQw4w9WgXcQ", "https://a@youtu.be/dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcQ'onload=alert(1)", "https://[broken",
    ],
)  # fmt: skip
def test_an_address_that_is_no_video_is_told_what_to_paste(address: str) -> None:
    form = video_form(provider_url=address)

    assert video_at(address) is None
    assert not form.is_valid()
    if "[" not in address:  # which is no address at all
        assert "copy the address and paste it here" in str(form.errors["provider_url"])


def test_a_file_that_is_no_video_and_captions_that_are_none_are_told() -> None:
    form = video_form(
        {"file": ("film.mp4", b"<html>no film</html>"), "captions_en": ("a.vtt", b"Hello")}
    )

    assert not form.is_valid()
    assert "Give an MP4 or WebM file." in str(form.errors["file"])
    assert "00:01.000" in str(form.errors["captions_en"])


def test_a_video_is_kept_under_a_name_of_ours_and_played_piece_by_piece(client: Client) -> None:
    srt = b"1\n00:00:01,000 --> 00:00:04,000\nShe measures.\n"
    film = mp4(bytes([0, 32, 0, 0]) + b"mdat" + bytes(2 * PIECE_BYTES - 8))
    form = video_form({"file": ("Ana.html.mp4", film), "captions_en": ("a.srt", srt)})
    assert form.is_valid(), form.errors
    kept = form.save()
    address = kept.file.url

    whole = client.get(address)
    first = client.get(address, headers={"Range": "bytes=0-"})
    last = client.get(address, headers={"Range": "bytes=-100"})
    beyond = client.get(address, headers={"Range": f"bytes={len(film)}-"})
    captions = client.get(kept.captions_en.url)

    assert "Ana" not in address
    assert len(b"".join(whole.streaming_content)) == int(whole["Content-Length"]) == len(film)  # type: ignore[attr-defined]
    assert (first.status_code, len(first.content)) == (206, PIECE_BYTES)
    assert first["Content-Range"] == f"bytes 0-{PIECE_BYTES - 1}/{len(film)}"
    assert last.content == film[-100:]
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(film)}")
    for answer in (whole, first, captions):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert first["Content-Type"] == "video/mp4"
    assert b"".join(captions.streaming_content).startswith(b"WEBVTT")  # type: ignore[attr-defined]
    assert client.get("/media/videos/../keyway.sqlite3").status_code == 404
    Video.objects.update(shows_minors=True, permission_until_date=GONE)
    assert client.get(address).status_code == 404


PLAYER = Template('{% include "promote/blocks/_player.html" %}')


def drawn(shown: Video) -> tuple[str, dict[str, list[str]]]:
    """The player of a video, and what it lets into the page's policy."""
    request: Any = RequestFactory().get("/en/stories/")
    html = PLAYER.render(Context({"video": shown, "request": request}))
    return html, getattr(request, "plays", {})


def test_a_provider_is_let_in_by_its_own_page_alone_and_asked_for_nothing_before_the_click() -> (
    None
):
    html, lets_in = drawn(video(transcript_en="She measures.\n\nShe cuts."))

    assert lets_in == {"frame-src": ["https://player.vimeo.com"]}
    assert "<iframe" not in html
    assert 'href="https://vimeo.com/76979871"' in html
    assert 'src="https' not in html
    assert "<p>She measures.</p>" in html
    assert "The transcript is being written." in html


def test_a_file_of_ours_plays_without_a_script_and_a_video_whose_permission_ended_is_gone() -> None:
    ours = video(provider_url="", file=ContentFile(mp4(), "film.mp4"), captions_es="videos/a.vtt")

    html, lets_in = drawn(ours)
    ours.shows_minors, ours.permission_until_date = True, GONE
    gone, nothing = drawn(ours)

    assert lets_in == {"media-src": ["'self'"]}
    assert 'preload="none"' in html
    assert 'srclang="es"' in html
    assert "<script" not in html
    assert (gone.strip(), nothing) == ("", {})


# --- pasted words ----------------------------------------------------------------------------------


def block(text: str, kind: str = "unstyled", **more: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"depth": 0, "inlineStyleRanges": [], "entityRanges": [], "data": {}}
    return {"key": "a1", "text": text, "type": kind, **empty, **more}


def test_a_pasted_word_document_leaves_its_words_and_nothing_of_its_dress() -> None:
    dress = [
        {"offset": 0, "length": 4, "style": each} for each in ("BOLD", "COLOR_red", "FONT_Arial")
    ]
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "javascript:alert(1)"}}
    frame = {"type": "EMBED", "mutability": "IMMUTABLE", "data": {"url": "https://evil.example/"}}
    spans = [{"offset": 0, "length": 4, "key": 0}, {"offset": 5, "length": 3, "key": 1}]
    pasted = {
        "blocks": [
            block("Jobs <o:p>here</o:p> <style>p{}</style>", inlineStyleRanges=dress),
            block("Mso heading", "header-two"),
            block("Tap me now", entityRanges=spans),
            block("first", "unordered-list-item"),
        ],
        "entityMap": {"0": link, "1": frame},
    }

    kept = ContentstateConverter(features=WORDS).to_database_format(json.dumps(pasted))

    assert "<b>Jobs</b>" in kept
    assert "&lt;style&gt;" in kept
    assert "first</li>" in kept
    for nothing in ("<style", "style=", "<o:p", "<h2", "Arial", "javascript:", "<embed", "evil"):
        assert nothing not in kept
