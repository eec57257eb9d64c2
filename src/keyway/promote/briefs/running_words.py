"""Running text as papers take it: paragraphs and lists of runs, from what editors wrote.

Only the marks that editors have are known: bold, italic, links and lists. Whatever else is there
is read as its words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

_PARAGRAPHS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_LISTS = frozenset({"ul", "ol"})
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em"})
_SILENT = frozenset({"script", "style", "template", "title"})
_SAFE = ("https://", "http://", "mailto:")

Run = dict[str, object]
Paragraph = dict[str, object]


def paragraphs(html: str, *, base: str) -> list[Paragraph]:
    """Return rich text as paragraphs: ``kind`` ("p", "ul" or "ol") and ``items`` of runs each.

    Args:
        html: what the editor wrote, with the addresses of pages filled in.
        base: address of the site, put before addresses that begin with a slash.
    """
    reader = _Reader(base)
    reader.feed(html)
    reader.close()
    return reader.finished()


@dataclass(slots=True)
class _Marks:
    """How the words that come next are set."""

    bold: int = 0
    italic: int = 0
    silent: int = 0
    links: list[str] = field(default_factory=list)

    def turn(self, tag: str, by: int) -> None:
        """Begin (1) or end (-1) a mark."""
        if tag in _BOLD:
            self.bold = max(self.bold + by, 0)
        elif tag in _ITALIC:
            self.italic = max(self.italic + by, 0)
        elif tag in _SILENT:
            self.silent = max(self.silent + by, 0)

    def run(self, text: str) -> Run:
        """Return words as they are set now."""
        href = self.links[-1] if self.links else ""
        return {"text": text, "bold": self.bold > 0, "italic": self.italic > 0, "href": href}


class _Reader(HTMLParser):
    """Collects runs into items, and items into paragraphs and lists."""

    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.marks = _Marks()
        self.lists: list[str] = []
        self.made: list[Paragraph] = []
        self.items: list[list[Run]] = []
        self.runs: list[Run] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, a list, an item, a link or a mark."""
        if tag in _LISTS:
            self._end_block()
            self.lists.append(tag)
        elif tag == "li":
            self._end_item()
        elif tag in _PARAGRAPHS and not self.lists:
            self._end_block()
        elif tag == "br":
            self.runs.append(self.marks.run("\n"))
        elif tag == "a":
            self.marks.links.append(self._address(dict(attrs).get("href") or ""))
        self.marks.turn(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        """End what began."""
        if tag in _LISTS and self.lists:
            self._end_block()
            self.lists.pop()
        elif tag == "li":
            self._end_item()
        elif tag in _PARAGRAPHS and not self.lists:
            self._end_block()
        elif tag == "a" and self.marks.links:
            self.marks.links.pop()
        self.marks.turn(tag, -1)

    def handle_data(self, data: str) -> None:
        """Keep words as they are set now."""
        text = " ".join(data.split())
        if self.marks.silent or not data:
            return
        text = (" " if data[0].isspace() else "") + text + (" " if data[-1].isspace() else "")
        if text.strip() or (text and self.runs):
            self.runs.append(self.marks.run(text if text.strip() else " "))

    def finished(self) -> list[Paragraph]:
        """Return the paragraphs, the last one ended."""
        self._end_block()
        return self.made

    def _end_item(self) -> None:
        if any(str(run["text"]).strip() for run in self.runs):
            first, last = self.runs[0], self.runs[-1]
            first["text"] = str(first["text"]).lstrip()
            last["text"] = str(last["text"]).rstrip()
            self.items.append(self.runs)
        self.runs = []

    def _end_block(self) -> None:
        self._end_item()
        if self.items:
            kind = self.lists[-1] if self.lists else "p"
            self.made.append({"kind": kind, "items": self.items})
        self.items = []

    def _address(self, href: str) -> str:
        """Return an address that a printed link may have; empty for one that leads nowhere safe."""
        whole = urljoin(f"{self.base}/", href) if href else ""
        return whole if whole.startswith(_SAFE) else ""
