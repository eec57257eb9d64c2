"""What a password must be: long, and not one that others have used. Nothing about its composition."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyway.web.accounts import factors

if TYPE_CHECKING:
    from keyway.partners.models import Person

DIGITS = 40  # a SHA-1 fingerprint in hexadecimal


class LongEnough:
    """Fifteen characters where the password stands alone, twelve where a second factor stands beside."""

    def __init__(self, alone: int = 15, with_factor: int = 12) -> None:
        self.alone = alone
        self.with_factor = with_factor

    def _least(self, person: Person | None) -> int:
        if person is None or person._state.adding:
            return self.alone
        return self.with_factor if factors.has_factor(person) else self.alone

    def validate(self, password: str, user: Person | None = None) -> None:
        """Refuse a password that is too short for what protects the account besides it.

        Raises:
            ValidationError: it is too short.
        """
        least = self._least(user)
        if len(password) >= least:
            return
        said = ngettext(
            "This password has %(length)d character. Use %(least)d or more: four or five words in a row are easy to remember.",
            "This password has %(length)d characters. Use %(least)d or more: four or five words in a row are easy to remember.",
            len(password),
        )
        raise ValidationError(said % {"length": len(password), "least": least}, code="too_short")

    def get_help_text(self) -> str:
        """Return what to choose, in one sentence."""
        said = _(
            "Use %(alone)d characters or more; %(with_factor)d are enough once a second step is set up."
        )
        return said % {"alone": self.alone, "with_factor": self.with_factor}


class NotBreached:
    """Refuses passwords found in breaches, looked up in a file of fingerprints on this machine.

    The file is the sorted one of Have I Been Pwned: a line is an upper-case SHA-1, a colon and how
    often it was seen. It may be larger than memory; some forty short reads find a line. Without a
    file nothing is refused here, and nothing is ever asked of another host.
    """

    def __init__(self, path: str = "") -> None:
        self.path = Path(path or settings.BREACHED_PASSWORDS or "/nowhere")

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse a password that stands in the file.

        Raises:
            ValidationError: it does.
        """
        del user
        if not self.path.is_file():
            return
        sought = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        with self.path.open("rb") as file:
            if holds(file, sought.encode()):
                raise ValidationError(
                    _(
                        "This password was found in a breach of another site. Choose one that is only yours."
                    ),
                    code="breached",
                )

    def get_help_text(self) -> str:
        """Return what to avoid, in one sentence."""
        return _("Do not use one that you use elsewhere.")


def holds(file: BinaryIO, sought: bytes) -> bool:
    """Return whether a sorted file of fingerprints has a line that begins with ``sought``.

    Halves the file again and again: the line that begins at or after the middle tells which half.
    """
    low, high = 0, file.seek(0, 2)
    while low < high:
        middle = (low + high) // 2
        line = _line_from(file, middle)
        if line and line[:DIGITS].upper() < sought:
            low = middle + 1
        else:
            high = middle
    return _line_from(file, low)[:DIGITS].upper() == sought


def _line_from(file: BinaryIO, place: int) -> bytes:
    """Return the first whole line that begins at ``place`` or after it; empty at the end."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline()
    return file.readline()
