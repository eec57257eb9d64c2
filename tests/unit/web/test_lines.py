"""No line of the log holds a key that opens something."""

from __future__ import annotations

import logging
import secrets
import sys

import pytest

from keyway.web.keeping.lines import Discreet


def _line(message: str, *args: object, **more: object) -> str:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, message, args, **more)  # type: ignore[arg-type]
    return Discreet("%(levelname)s %(message)s").format(record)


@pytest.mark.parametrize(
    "path", ["/l/{key}/", "/l/{key}", "/l/{key}/?in=es", "/en/partners/join/{key}/", "'{key}'"]
)
def test_a_key_in_an_address_is_not_written(path: str) -> None:
    key = secrets.token_urlsafe(32)

    line = _line("Not Found: %s", path.format(key=key), exc_info=None)

    assert key not in line
    assert "[key]" in line


def test_a_cut_key_of_a_link_is_not_written_either() -> None:
    assert _line("Gone: %s", "/l/abc123/", exc_info=None) == "ERROR Gone: /l/[key]/"


def test_a_traceback_holds_no_key() -> None:
    key = secrets.token_urlsafe(32)
    try:
        int(key + "!")
    except ValueError:
        line = _line("failed", exc_info=sys.exc_info())

    assert "[key]!" in line
    assert key not in line


@pytest.mark.parametrize("word", ["a" * 42, "f" * 64, "/en/partners/demo-copper/"])
def test_other_words_stay(word: str) -> None:
    assert word in _line("seen %s", word, exc_info=None)
