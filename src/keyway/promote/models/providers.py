"""Which addresses are a video at a provider that we know; ``providers.toml`` names them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FILE = Path(__file__).with_name("providers.toml")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A video at a provider: whose, its page there, what plays it, and where that comes from."""

    provider: str
    page: str
    frame: str
    origin: str


@cache
def _providers() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def names() -> list[str]:
    """Return the names of the providers."""
    return [each["name"] for each in _providers().values()]


def video_at(address: str) -> Elsewhere | None:
    """Return the video at an address, however it was copied; None where there is none we know."""
    try:
        url = urlsplit(address.strip())
        host = (url.hostname or "").lower()
        plain = url.port is None and url.username is None
    except ValueError:
        return None
    if url.scheme not in ("https", "http") or not plain:
        return None
    behind = url.path + (f"?{url.query}" if url.query else "")
    for each in _providers().values():
        found = host in each["hosts"] and _code(each["paths"], behind)
        if found:
            page, frame = (each[name].format(code=found) for name in ("page", "frame"))
            return Elsewhere(each["name"], page, frame, each["origin"])
    return None


def _code(paths: list[str], behind: str) -> str:
    found = next((match for path in paths if (match := re.match(path, behind, re.ASCII))), None)
    return found.group(1) if found else ""
