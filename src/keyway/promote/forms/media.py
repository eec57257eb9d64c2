"""Pictures, videos and captions as editors hand them in: opened apart, drawn anew, named by us."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from keyway.files import Fault, Unreadable, read_captions, read_film, read_picture_apart
from keyway.promote.models.providers import video_at

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_LARGEST = 10 * 2**20
_NO_PICTURE = _("This is no picture that browsers show. Give a JPEG, PNG, WebP, AVIF or GIF file.")
_PICTURES: dict[Fault, _StrPromise] = {
    Fault.EMPTY: _("The file is empty. Choose the picture again."),
    Fault.TOO_LARGE: _("The picture is larger than 10 MB. Save a smaller copy and choose that."),
    Fault.WEB_PAGE: _(
        "This is a drawing in SVG or a web page. It can hold programs, so it is not taken. Save it as "
        "PNG and choose that."
    ),
    Fault.DENSE: _(
        "The picture has %(size)s dots, more than the 25 million that can be opened safely. Save a "
        "smaller copy, 2,400 dots wide at most, and choose that."
    ),
    Fault.DAMAGED: _NO_PICTURE,
    Fault.DAMAGED_INSIDE: _("The picture is cut off or damaged. Copy it once more and choose it."),
    Fault.EXHAUSTING: _("The picture could not be opened safely. Save it anew and choose that."),
}
_VIDEOS: dict[Fault, _StrPromise] = {
    Fault.TOO_LARGE: _("The video is larger than 500 MB. Save a smaller copy and choose that."),
    Fault.DAMAGED_INSIDE: _("The video is cut off or damaged. Copy it once more and choose it."),
}
_NO_VIDEO = _("This is no video that browsers play. Give an MP4 or WebM file.")
_CAPTIONS: dict[Fault, _StrPromise] = {
    Fault.TOO_LARGE: _("The captions are larger than 1 MB. Is it the right file?"),
    Fault.LETTERS: _("The captions are not written in UTF-8. Save them so and choose the file."),
}
_NO_CAPTIONS = _(
    "This file holds no captions. Give a WebVTT or SubRip file (.vtt or .srt), with lines such as "
    "00:01.000 --> 00:04.000 above the words."
)


class PictureField(WagtailImageField):  # type: ignore[misc]
    """A picture that was drawn anew: no place, no camera, no second file comes with it."""

    def to_python(self, data: Any) -> Any:
        """Return the drawing as a file of its own, named as what it is.

        Raises:
            ValidationError: the file is no picture, or none that can be opened safely.
        """
        given = forms.FileField.to_python(self, data)
        if given is None:
            return None
        if given.size > _LARGEST:
            raise ValidationError(_PICTURES[Fault.TOO_LARGE], code=Fault.TOO_LARGE)
        given.seek(0)
        try:
            drawing = read_picture_apart(given.read())
        except Unreadable as refusal:
            words = _PICTURES.get(refusal.fault, _NO_PICTURE)
            params = {"size": refusal.part}
            raise ValidationError(words, code=refusal.fault, params=params) from refusal
        stem = slugify(str(given.name).rpartition(".")[0])[:60] or "picture"
        kind = "jpeg" if drawing.ending == "jpg" else drawing.ending
        return SimpleUploadedFile(f"{stem}.{drawing.ending}", drawing.data, f"image/{kind}")


class PictureForm(BaseImageForm):  # type: ignore[misc]
    """The form of pictures; the back office makes all of its forms for them from this one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.fields.get("file")
        if given is not None:
            field = PictureField(label=given.label, required=given.required, widget=given.widget)
            field.help_text = _(
                "JPEG, PNG, WebP, AVIF or GIF, 10 MB and 25 million dots at most. Place and camera "
                "are removed; what moves stands still."
            )
            self.fields["file"] = field


class VideoForm(WagtailAdminModelForm):  # type: ignore[misc]
    """The form of videos: a file that is one, or a page at a provider that we know."""

    def clean_provider_url(self) -> str:
        """Return the address of the video's page, however it was copied.

        Raises:
            ValidationError: it is no video at a provider that we know.
        """
        given: str = self.cleaned_data["provider_url"]
        if not given:
            return ""
        found = video_at(given)
        if found is None:
            raise ValidationError(
                _(
                    "This is no video at YouTube or Vimeo. Open the video there, choose “Share”, copy "
                    "the address and paste it here: https://www.youtube.com/watch?v=…"
                ),
                code="no_video",
            )
        return found.page

    def clean_file(self) -> Any:
        """Return the video under a name of ours, without what its camera wrote.

        Raises:
            ValidationError: it is none.
        """
        given = self.cleaned_data["file"]
        if not _is_new(given):
            return given
        try:
            ending = read_film(given.file)
        except Unreadable as refusal:
            words = _VIDEOS.get(refusal.fault, _NO_VIDEO)
            raise ValidationError(words, code=refusal.fault) from refusal
        given.seek(0)
        given.name = _own_name(ending)
        return given

    def clean_captions_en(self) -> Any:
        """Return the captions in English as WebVTT."""
        return _captions(self.cleaned_data["captions_en"])

    def clean_captions_es(self) -> Any:
        """Return the captions in Spanish as WebVTT."""
        return _captions(self.cleaned_data["captions_es"])


def _captions(given: Any) -> Any:
    if not _is_new(given):
        return given
    try:
        text = read_captions(given.read(_LARGEST))
    except Unreadable as refusal:
        words = _CAPTIONS.get(refusal.fault, _NO_CAPTIONS)
        raise ValidationError(words, code=refusal.fault) from refusal
    return ContentFile(text.encode(), name=_own_name("vtt"))


def _is_new(given: Any) -> bool:
    return isinstance(given, UploadedFile)


def _own_name(ending: str) -> str:
    return f"{secrets.token_hex(8)}.{ending}"
