"""Reads the starter content of a new site: sheets of words and facts, in TOML, in both languages.

One file is one page in every language (``promote/starter/*/*.toml``)::

    kind = "story"              # story, series, episode, toolkit, event, news or plain
    slug = "machinist"          # the last part of the address, the same in all languages
    order = 1                   # its place on its shelf
    states = ["AZ"]             # planted in these states alone; left out, in all
    audience = "students"       # any field of the page that is the same in all languages
    threads = [{ type = "occupation", value = "51-4041" }]

    [en]                        # and [es]: fields in words
    title = "…"
    lead = "…"

    [[en.body]]                 # the blocks, in order; both languages have the same ones
    type = "words"
    value = "Two paragraphs, with an empty line between. See [paths](paths/)."

Words are plain: paragraphs stand apart by an empty line, lines that begin with "- " make a list,
``**this**`` is strong, and ``[words](address)`` leads to an address inside the site (without the
language) or to one that begins with ``https://``. A thread to a toolkit or an event names its slug. A
block or thread with ``states`` is for these states alone. An episode says its ``series``; an event
``in_days``, ``at = "17:30"`` and ``minutes_long``; news ``in_days``.
"""

from __future__ import annotations

import re
import tomllib
import uuid
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wagtail import blocks

from keyway import promote
from keyway.errors import Broken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FOLDER = Path(promote.__file__).with_name("starter")
LANGUAGES = ("en", "es")  # the first is the one that others are translations of
# What is named by others comes before them.
KINDS = ("event", "toolkit", "story", "series", "episode", "news", "plain")
# Whose shelf begins with the newest: what comes first there is planted last.
_NEWEST_FIRST = ("story", "news")
_ABOUT_SHEET = ("kind", "slug", "order", "states", *LANGUAGES)
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the starter content, in every language.

    Attributes:
        kind: a value of ``KINDS``.
        slug: the last part of its address.
        order: its place among its kind.
        states: postal codes of the states it is for; empty is all.
        shared: fields that are the same in all languages.
        told: fields in words, by language.
    """

    kind: str
    slug: str
    order: int
    states: tuple[str, ...]
    shared: Mapping[str, Any]
    told: Mapping[str, Mapping[str, Any]]

    @property
    def key(self) -> str:
        """What the sheet is known by, for good: "story/machinist"."""
        return f"{self.kind}/{self.slug}"

    def given(self, language: str) -> dict[str, Any]:
        """Return all its fields in one language."""
        return {**self.shared, **self.told[language]}


def sheets(folder: Path = FOLDER) -> list[Sheet]:
    """Return all sheets of a folder, in the order in which they are planted.

    Raises:
        Broken: a sheet is of no kind, lacks a language or stands twice.
    """
    read = [_sheet(path) for path in sorted(folder.rglob("*.toml"))]
    keys = [each.key for each in read]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise Broken(f"starter content stands twice: {', '.join(sorted(twice))}")
    return sorted(read, key=_turn)


def _turn(sheet: Sheet) -> tuple[int, int, str]:
    """Return when a sheet is planted, so that it stands in its place on its shelf."""
    order = -sheet.order if sheet.kind in _NEWEST_FIRST else sheet.order
    return KINDS.index(sheet.kind), order, sheet.slug


def _sheet(path: Path) -> Sheet:
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    if given.get("kind") not in KINDS or not all(given.get(each) for each in LANGUAGES):
        raise Broken(f"{path.name} is no starter content: it needs kind, [en] and [es]")
    return Sheet(
        kind=given["kind"],
        slug=given["slug"],
        order=given.get("order", 0),
        states=tuple(given.get("states", ())),
        shared={name: value for name, value in given.items() if name not in _ABOUT_SHEET},
        told={each: given[each] for each in LANGUAGES},
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """Where words are planted.

    Attributes:
        language: of the words.
        state_code: of the site.
        page_of: returns the number of the page of a kind with a slug, in the language.
    """

    language: str
    state_code: str
    page_of: Callable[[str, str], int]

    def stored(self, block: blocks.Block, value: Any, place: str) -> Any:
        """Return a block's value as Wagtail stores it; blocks get names that stay for good.

        Args:
            block: what the value is of.
            value: as the sheet says it.
            place: where on which page it stands; all languages share it.
        """
        if isinstance(block, blocks.StreamBlock):
            return self._stream(block, value, place)
        if isinstance(block, blocks.StructBlock):
            children = block.child_blocks
            return {
                name: self.stored(children[name], each, f"{place}/{name}")
                for name, each in value.items()
            }
        if isinstance(block, blocks.ListBlock):
            parts = ((f"{place}/{at}", each) for at, each in enumerate(value))
            return [
                {"type": "item", "value": self.stored(block.child_block, each, at), "id": _name(at)}
                for at, each in parts
            ]
        if isinstance(block, blocks.RichTextBlock):
            return rich(value, self.language)
        if isinstance(block, blocks.PageChooserBlock):
            return self.page_of(block.name, value)
        return value.isoformat() if isinstance(value, date) else value

    def _stream(self, block: blocks.StreamBlock, value: Any, place: str) -> list[dict[str, Any]]:
        """Return the blocks that are for this state."""
        return [
            {
                "type": each["type"],
                "value": self.stored(
                    block.child_blocks[each["type"]], each["value"], f"{place}/{at}"
                ),
                "id": _name(f"{place}/{at}"),
            }
            for at, each in enumerate(value)
            if self.state_code in each.get("states", (self.state_code,))
        ]


def rich(words: str, language: str) -> str:
    """Return plain words as the text of a page."""
    parts = (part.strip() for part in re.split(r"\n\s*\n", words))
    return "".join(_part(part, language) for part in parts if part)


def _part(part: str, language: str) -> str:
    lines = [line.strip() for line in part.splitlines()]
    if not all(line.startswith("- ") for line in lines):
        return f"<p>{_inline(' '.join(lines), language)}</p>"
    items = "".join(f"<li>{_inline(line[2:], language)}</li>" for line in lines)
    return f"<ul>{items}</ul>"


def _inline(text: str, language: str) -> str:
    def link(found: re.Match[str]) -> str:
        words, address = found.groups()
        href = address if address.startswith("https://") else f"/{language}/{address}"
        return f'<a href="{href}">{words}</a>'

    return _LINK.sub(link, _STRONG.sub(r"<b>\1</b>", escape(text, quote=False)))


def _name(place: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"keyway:{place}"))
