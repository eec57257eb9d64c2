"""What editors hand in is handed out: pictures while they may be shown, videos piece by piece."""

from __future__ import annotations

import re
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.static import serve

from keyway.promote.actions.picturing import is_withheld

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

# One piece of a video, so that no visitor with a slow line holds a worker for a whole film.
PIECE_BYTES = 2**20
_KINDS = {"mp4": "video/mp4", "webm": "video/webm", "vtt": "text/vtt; charset=utf-8"}
# Said by us: not every machine has a list of kinds, and a browser shows no picture of an unknown one.
_PICTURES = {
    "avif": "image/avif", "gif": "image/gif", "jpeg": "image/jpeg", "jpg": "image/jpeg",
    "png": "image/png", "webp": "image/webp",
}  # fmt: skip
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
# Nothing that a file of somebody's may hold can do anything, wherever it is opened.
_POLICY = "default-src 'none'; sandbox"


@require_safe
def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Hand out a picture while its permission lasts."""
    if is_withheld(path=path, today=timezone.localdate()):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    kind = _PICTURES.get(path.rpartition(".")[2].lower())
    if kind and response.status_code == HTTPStatus.OK:
        response.headers["Content-Type"] = kind
    response.headers["Content-Security-Policy"] = _POLICY
    return response


@require_safe
def film(request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
    """Hand out a video or its captions, or the piece of it that a player asks for."""
    path = f"videos/{name}.{ending}"
    file = Path(settings.MEDIA_ROOT) / path
    if not file.is_file() or is_withheld(path=path, today=timezone.localdate()):
        raise Http404
    # What is compressed already is sent as it is; a packed piece would be no piece.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    size = file.stat().st_size
    response = _whole(file, size) if "Range" not in request.headers else _piece(request, file, size)
    response.headers["Content-Type"] = _KINDS[ending]
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def _whole(file: Path, size: int) -> HttpResponseBase:
    return FileResponse(file.open("rb"), headers={"Content-Length": str(size)})


def _piece(request: HttpRequest, file: Path, size: int) -> HttpResponse:
    """Return the asked piece, or as much of it as is sent at once; players ask for the next one."""
    asked = _RANGE.fullmatch(request.headers["Range"].strip())
    first, last = _bounds(asked[1], asked[2], size) if asked else (size, 0)
    if not 0 <= first <= last < size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    last = min(last, first + PIECE_BYTES - 1)
    with file.open("rb") as opened:
        opened.seek(first)
        content = opened.read(last - first + 1)
    return HttpResponse(
        content, status=206, headers={"Content-Range": f"bytes {first}-{last}/{size}"}
    )


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """Return the first and the last byte of a range; without a first one, it counts from the end."""
    if len(first + last) > 24:
        return size, 0
    if not first:
        return (max(0, size - int(last)), size - 1) if last else (size, 0)
    return int(first), min(int(last), size - 1) if last else size - 1
