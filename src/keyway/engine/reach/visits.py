"""Which requests are people who open something: rules that anybody can check, in this order.

A rule looks at what the request says about itself and at nothing else: no address, no cookie's
value, no other request. What it looked at is not kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


@dataclass(frozen=True)
class Programs:
    """How programs call themselves.

    Attributes:
        names: pieces of a user agent that only programs have, in lower case.
        people: pieces that look like one of them and are a person's, such as a brand of phones.
    """

    names: tuple[str, ...]
    people: tuple[str, ...] = ()

    @cached_property
    def _people(self) -> re.Pattern[str]:
        return _any_of(self.people)

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return _any_of(self.names)

    def has(self, user_agent: str) -> bool:
        """Return whether a user agent is one of a program."""
        return bool(self._names.search(self._people.sub(" ", user_agent.lower())))


def _any_of(pieces: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, pieces)) or r"(?!)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says about itself.

    Attributes:
        method: GET, HEAD or another.
        headers: by their names as standards write them; a mapping that does not mind their case.
        is_signed_in: it brings a session of this site, so it is staff or a member at work.
        is_picture: it asks for the picture that counts a page, and not for a short link.
    """

    method: str
    headers: Mapping[str, str] = field(default_factory=dict)
    is_signed_in: bool = False
    is_picture: bool = False

    def says(self, name: str) -> str:
        """Return a header in lower case; empty where it is missing."""
        return self.headers.get(name, "").strip().lower()


def is_ahead_of_time(asked: Asked) -> bool:
    """Return whether a browser asks before its reader has chosen the address."""
    return any(
        word in asked.says(name) for name in _AHEAD for word in ("prefetch", "prerender", "preview")
    )


def left_out(asked: Asked, programs: Programs) -> str:
    """Return the rule that leaves a request out; empty where it counts as one opening.

    Args:
        asked: the request.
        programs: names of programs, as of a dated list.
    """
    rules = (
        ("method", asked.method != "GET"),
        ("signed_in", asked.is_signed_in),
        ("ahead", is_ahead_of_time(asked)),
        ("elsewhere", _is_for_something_else(asked)),
        ("silent", not asked.says("User-Agent") or not asked.says("Accept-Language")),
        ("no_page", not asked.is_picture and "text/html" not in asked.says("Accept")),
        ("program", bool(asked.says("From")) or programs.has(asked.says("User-Agent"))),
    )
    return next((name for name, is_so in rules if is_so), "")


def _is_for_something_else(asked: Asked) -> bool:
    """Return whether a browser says that it wants no page, or the picture on a page of others."""
    wanted = asked.says("Sec-Fetch-Dest")
    if not asked.is_picture:
        return wanted not in ("", "document")
    return wanted not in ("", "image") or asked.says("Sec-Fetch-Site") == "cross-site"
