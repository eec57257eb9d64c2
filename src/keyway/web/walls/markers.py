"""Markers: words and numbers that stand in exactly one field of one organization's rows.

An answer that holds a marker tells whose row it came from, whatever page, file or message it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)
_FIRST_NUMBER = 731_000_000
_WORD = re.compile(rb"zq(\d{4})z", re.I)
_NUMBER = re.compile(rb"731[.,]?00(\d)[.,]?(\d{3})(?!\d)")
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Marker:
    """Where a marker stands.

    Attributes:
        organization: key of the organization in the world.
        field: model and field.
        is_public: whether everybody may read it.
        person: key of the person it tells of, who may read it wherever they are.
    """

    organization: str
    field: str
    is_public: bool = False
    person: str = ""


@dataclass
class Markers:
    """All markers of a world, by number."""

    kept: list[Marker] = field(default_factory=list)

    def word(self, marker: Marker) -> str:
        """Return a new word that stands for a marker."""
        self.kept.append(marker)
        return f"zq{len(self.kept) - 1:04}z"

    def number(self, marker: Marker) -> int:
        """Return a new number that stands for a marker."""
        self.kept.append(marker)
        return _FIRST_NUMBER + len(self.kept) - 1

    def found_in(self, content: bytes) -> Iterator[Marker]:
        """Yield the markers that stand in an answer, each once."""
        words = {int(number) for number in _WORD.findall(content)}
        numbers = {int(b"".join(digits)) for digits in _NUMBER.findall(content)}
        for number in sorted(words | numbers):
            if number < len(self.kept):
                yield self.kept[number]


class Filler:
    """Fills the fields of a row with markers, whatever its model is."""

    def __init__(self, markers: Markers) -> None:
        self.markers = markers

    def fields(
        self,
        model: type[models.Model],
        given: dict[str, Any],
        organization: str,
        *,
        public: frozenset[str] = frozenset(),
        person: str = "",
    ) -> dict[str, Any]:
        """Return a value for every field that is neither given nor filled by the database."""
        found = dict(given)
        for each in model._meta.concrete_fields:
            if each.name in given or each.attname in given or each.primary_key:
                continue
            marker = Marker(
                organization=organization,
                field=f"{model._meta.label}.{each.name}",
                is_public=each.name in public,
                person=person,
            )
            value = self._value(each, marker)
            if value is not None:
                found[each.name] = value
        return found

    def _value(self, each: models.Field[Any, Any], marker: Marker) -> Any:
        """Return a value with a marker where the field can hold one, else one that it accepts."""
        if each.choices:
            is_left = each.has_default() or each.null or each.blank
            return None if is_left else next(iter(each.flatchoices))[0]
        if isinstance(each, models.EmailField):
            return f"{self.markers.word(marker)}@example.org"
        if isinstance(each, models.URLField):
            return f"https://{self.markers.word(marker)}.example.org/"
        if isinstance(each, (models.CharField, models.TextField)):
            return self._text(each, marker)
        if isinstance(each, models.JSONField):
            return [] if each.default is list else {"words": self.markers.word(marker)}
        if isinstance(each, models.BinaryField):
            return self.markers.word(marker).encode()
        return self._other(each, marker)

    def _text(self, each: models.Field[Any, Any], marker: Marker) -> str | None:
        if (each.max_length or 1000) < _SHORTEST:
            return None if each.has_default() or each.blank else "x"
        return self.markers.word(marker)

    def _other(self, each: models.Field[Any, Any], marker: Marker) -> Any:
        if each.has_default() or isinstance(each, models.ForeignKey):
            return None
        if isinstance(each, models.SmallIntegerField | models.PositiveSmallIntegerField):
            return None if each.null else 1
        if isinstance(each, models.IntegerField):
            return self.markers.number(marker)
        if each.null:
            return None
        if isinstance(each, models.DateTimeField):
            return NOW
        if isinstance(each, models.DecimalField | models.FloatField):
            return 1
        return TODAY if isinstance(each, models.DateField) else None
