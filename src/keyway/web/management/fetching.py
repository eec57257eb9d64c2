"""Fetches a publisher's file from an address that a person gave.

Nothing else in Keyway reaches the network. Addresses of this machine and of private networks are
refused: a file that lies there is given by its path.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from keyway.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.client import HTTPMessage
    from pathlib import Path

    Progress = Callable[[str, int, int], None]

# Publishers' sites turn away what does not look like a browser.
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 Keyway",
    "Accept": "*/*",
    "Accept-Language": "en-US,en;q=0.8",
}
_CHUNK = 1 << 18


class AddressRefused(Refused):
    """An address that is not fetched."""

    sentence = "%(address)s is not fetched: %(why)s. Give a file, a folder or an https address."


class DownloadFailed(Refused):
    """The publisher's site did not hand over the file; nothing was stored."""

    sentence = (
        "%(address)s could not be fetched: %(why)s. Nothing was stored. Open the address in a "
        "browser, save the file, and load the saved file."
    )


@dataclass(frozen=True, slots=True)
class Limits:
    """How much and how long a download may take."""

    size_bytes: int = 1_000_000_000
    silence_seconds: float = 30.0
    may_be_private: bool = False


def is_address(text: str) -> bool:
    """Return whether a text is an address rather than a path."""
    return re.match(r"^[A-Za-z][A-Za-z0-9+.-]*://", text) is not None


def fetch(address: str, folder: Path, *, limits: Limits, progress: Progress) -> Path:
    """Return the path of the file fetched into ``folder``, whole or not at all.

    Args:
        address: http or https.
        folder: where the file is put, under the last word of the address.
        limits: size, patience, and whether private networks may be asked.
        progress: told the file's name, bytes so far and bytes in all (0 = not known).

    Raises:
        AddressRefused: the address, or one that it leads on to, is not of the public web.
        DownloadFailed: the site refuses, is silent, sends too much or stops too early.
    """
    _check(address, limits)
    opener = urllib.request.build_opener(_CheckedRedirects(limits))
    request = urllib.request.Request(address, headers=_HEADERS)  # noqa: S310  checked above
    path = folder / _file_name(address)
    partial = path.with_name(path.name + ".partial")
    try:
        with opener.open(request, timeout=limits.silence_seconds) as answer:
            total = int(answer.headers.get("Content-Length") or 0)
            with partial.open("wb") as out:
                _copy(answer, out, total, address, limits, lambda n: progress(path.name, n, total))
        partial.replace(path)
    except urllib.error.HTTPError as error:
        with error:
            why = f"the site answered {error.code} {error.reason}"
        raise DownloadFailed(address=address, why=why) from error
    except (OSError, HTTPException) as error:
        raise DownloadFailed(
            address=address, why=getattr(error, "reason", None) or error
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return path


def _copy(
    answer: IO[bytes],
    out: IO[bytes],
    total: int,
    address: str,
    limits: Limits,
    tell: Callable[[int], None],
) -> None:
    done = 0
    while chunk := answer.read(_CHUNK):
        done += len(chunk)
        if max(done, total) > limits.size_bytes:
            raise DownloadFailed(
                address=address, why=f"it is larger than {limits.size_bytes:,} bytes"
            )
        out.write(chunk)
        tell(done)
    if total and done != total:
        raise DownloadFailed(address=address, why=f"it ended after {done:,} of {total:,} bytes")
    if not done:
        raise DownloadFailed(address=address, why="the answer was empty")


def _file_name(address: str) -> str:
    last = unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2]
    return re.sub(r"[^A-Za-z0-9._ -]", "_", last).lstrip(".") or "download"


def _check(address: str, limits: Limits) -> None:
    """Refuse what is not http or https, and hosts that are not on the public network."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AddressRefused(address=address, why="it does not begin with http:// or https://")
    if parts.username or parts.password:
        raise AddressRefused(address=address, why="it carries a password")
    if limits.may_be_private:
        return
    for found in _addresses(parts.hostname):
        if not found.is_global or found.is_multicast:
            raise AddressRefused(
                address=address, why=f"{parts.hostname} is on a private network ({found})"
            )


def _addresses(host: str) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """Return a host's addresses; none where only a proxy can tell them."""
    try:
        return [ipaddress.ip_address(host)]
    except ValueError:
        pass
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        # Behind a proxy names are resolved there; without one, opening will say what is wrong.
        return []
    return [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]


class _CheckedRedirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to an address that could have been given itself."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Check the new address first."""
        _check(newurl, self._limits)
        return super().redirect_request(req, fp, code, msg, headers, newurl)
