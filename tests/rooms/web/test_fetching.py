"""A download arrives whole or not at all, and only from the public web."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from keyway.errors import Refused
from keyway.web.management.fetching import (
    AddressRefused,
    DownloadFailed,
    Limits,
    fetch,
    is_address,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.one_database

BODY = b"area,occ\n" * 1000
HERE = Limits(size_bytes=100_000, silence_seconds=2, may_be_private=True)


class Publisher(BaseHTTPRequestHandler):
    """A publisher's site with its moods."""

    asked: list[str]

    def do_GET(self) -> None:
        """Answer as the path says."""
        self.server.asked.append(self.headers["User-Agent"])  # type: ignore[attr-defined]
        answers = {
            "/whole/oesm25nat.zip": (200, BODY, len(BODY)),
            "/unmeasured.csv": (200, BODY, None),
            "/cut.csv": (200, BODY, len(BODY) + 5),
            "/huge.csv": (200, BODY, 10**9),
            "/endless.csv": (200, BODY * 20, None),
            "/empty.csv": (200, b"", 0),
            "/robot.csv": (403, b"<html>no robots</html>", None),
        }
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.end_headers()
            return
        if self.path == "/silent.csv":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(BODY)
            self.wfile.flush()
            self.server.patience.wait(10)  # type: ignore[attr-defined]
            return
        code, body, length = answers.get(self.path, (404, b"", 0))
        self.send_response(code)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def publisher(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    """The site, on a port of this machine."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    server.asked, server.patience = [], threading.Event()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.patience.set()  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()
    thread.join()


def address(server: ThreadingHTTPServer, path: str) -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


def said_nothing(name: str, done: int, total: int) -> None:
    """Nobody watches."""


@pytest.mark.parametrize("path", ["/whole/oesm25nat.zip", "/unmeasured.csv"])
def test_a_file_arrives_whole_under_the_name_it_has_there(
    publisher: ThreadingHTTPServer, tmp_path: Path, path: str
) -> None:
    told: list[tuple[str, int, int]] = []

    found = fetch(
        address(publisher, path),
        tmp_path,
        limits=HERE,
        progress=lambda name, done, total: told.append((name, done, total)),
    )

    assert found == tmp_path / path.rpartition("/")[2]
    assert found.read_bytes() == BODY
    assert told[-1][:2] == (found.name, len(BODY))


def test_it_asks_as_a_browser_would(publisher: ThreadingHTTPServer, tmp_path: Path) -> None:
    fetch(address(publisher, "/unmeasured.csv"), tmp_path, limits=HERE, progress=said_nothing)

    assert all(agent.startswith("Mozilla/5.0") for agent in publisher.asked)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/cut.csv", "9,000"),
        ("/huge.csv", "larger than 100,000 bytes"),
        ("/endless.csv", "larger than 100,000 bytes"),
        ("/empty.csv", "the answer was empty"),
        ("/robot.csv", "403"),
        ("/gone.csv", "404"),
        ("/silent.csv", "timed out"),
    ],
)
def test_a_download_that_goes_wrong_leaves_no_file_and_says_what_to_do(
    publisher: ThreadingHTTPServer, tmp_path: Path, path: str, why: str
) -> None:
    with pytest.raises(DownloadFailed) as refusal:
        fetch(address(publisher, path), tmp_path, limits=HERE, progress=said_nothing)

    assert why in str(refusal.value)
    assert "Open the address in a browser" in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


def test_a_redirect_is_followed_to_another_page(
    publisher: ThreadingHTTPServer, tmp_path: Path
) -> None:
    way = f"/to/{address(publisher, '/unmeasured.csv')}"

    assert fetch(
        address(publisher, way), tmp_path, limits=HERE, progress=said_nothing
    ).read_bytes() == (BODY)


@pytest.mark.parametrize(
    "elsewhere",
    ["file:///etc/passwd", "ftp://example.org/x", "https://someone:secret@example.org/x"],
)
def test_a_redirect_to_what_could_not_be_given_is_refused(
    publisher: ThreadingHTTPServer, tmp_path: Path, elsewhere: str
) -> None:
    with pytest.raises(Refused, match=r"is not fetched|is not allowed"):
        fetch(address(publisher, f"/to/{elsewhere}"), tmp_path, limits=HERE, progress=said_nothing)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "private",
    [
        "http://127.0.0.1/file.zip",
        "http://localhost/file.zip",
        "http://10.1.2.3/file.zip",
        "http://192.168.0.1/file.zip",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/file.zip",
        "http://[fd00::1]/file.zip",
        "http://0.0.0.0/file.zip",
        "file:///etc/passwd",
        "ftp://example.org/file.zip",
        "https://someone:secret@example.org/file.zip",
        "https:///file.zip",
    ],
)
def test_what_is_not_on_the_public_web_is_refused_before_anybody_is_asked(
    tmp_path: Path, private: str
) -> None:
    with pytest.raises(AddressRefused, match="is not fetched"):
        fetch(private, tmp_path, limits=Limits(silence_seconds=1), progress=said_nothing)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://www.bls.gov/oes/special-requests/oesm25nat.zip", True),
        ("HTTP://example.org", True),
        ("oesm25nat.zip", False),
        ("/home/someone/oesm25nat.zip", False),
        ("C:\\oesm25nat.zip", False),
    ],
)
def test_an_address_is_told_from_a_path(text: str, is_one: bool) -> None:
    assert is_address(text) == is_one
