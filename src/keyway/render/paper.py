"""Printed pages and cards: a tagged PDF or a PNG from a template and values, made in memory.

A template is a file of ``papers/``. What it says arrives as data, in JSON: words that people
typed are set as text and never read as markup, and nothing outside ``papers/`` can be read.
Every paper is PDF/UA-1: it has a title, a language, headings and tables that a screen reader
follows.
"""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from keyway.errors import Broken
from keyway.render import numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from keyway.render.figure import Figure

_PAPERS = Path(__file__).parent / "papers"
_PARTS = frozenset({"house", "scene"})  # what papers are made of
_WORDS: dict[str, dict[str, str]] = {
    "en": {"page": "Page", "of": "of", "method": "Reckoned by", "as_of": "as of"},
    "es": {"page": "Página", "of": "de", "method": "Calculado por", "as_of": "al"},
}
# The letters that the fonts inside typst hold: Latin, Greek, Cyrillic, signs, arrows, mathematics.
_DRAWN = re.compile(
    "[\n\t -~\xa0-\u036f\u0370-\u04ff\u1e00-\u1eff\u2010-\u2027\u202f-\u2040\u2042\u2044-\u2052\u2054-\u205f"
    "\u2070-\u209f\u20a0-\u20bf\u2100-\u211e\u2120\u2122\u2124\u2126-\u2151\u2153-\u2184"
    "\u2190-\u22ff\u25a0-\u25ff]"
)
_SQUARE = "\u25a1"  # what stands for a letter that cannot be drawn


def pdf(template: str, data: Mapping[str, object], *, language: str, title: str) -> bytes:
    """Return a printed page as a tagged PDF (PDF/UA-1).

    Args:
        template: name of a file of ``papers/`` without its ending.
        data: what the template says: texts, numbers, lists and dictionaries of them.
        language: "en" or "es"; the language of ``data`` and of the frame.
        title: the title of the document, also at the foot of each page.

    Raises:
        Broken: there is no such template or language, or the data do not fill it.
    """
    return _made(template, data, language, title, format="pdf", pdf_standards=["ua-1"])


def png(template: str, data: Mapping[str, object], *, language: str, title: str) -> bytes:
    """Return a drawn card as a PNG, one point of its template a pixel.

    Args:
        template: name of a file of ``papers/`` without its ending.
        data: what the template says: texts, numbers, lists and dictionaries of them.
        language: "en" or "es"; the language of ``data``.
        title: what it is a card of.

    Raises:
        Broken: there is no such template or language, or the data do not fill it.
    """
    return _made(template, data, language, title, format="png", ppi=72.0)


def _made(
    template: str, data: Mapping[str, object], language: str, title: str, **form: Any
) -> bytes:
    if template not in _templates() or language not in _WORDS:
        raise Broken(f"no paper is called {template!r} in {language!r}")
    frame = {"title": title, "language": language, "words": _WORDS[language]}
    given = json.dumps(_drawable({**data, "_house": frame}), ensure_ascii=False)
    compiler = typst.Compiler(
        input=_PAPERS / f"{template}.typ",
        root=_PAPERS,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": given},
    )
    try:
        made = compiler.compile(**form)
    except typst.TypstError as error:
        raise Broken(f"the paper {template} cannot be printed: {error}") from error
    if not isinstance(made, bytes):
        raise Broken(f"the paper {template} is not one file")
    return made


def framed(picture: bytes, kind: str, width: int, height: int) -> str:
    """Return a photograph as a drawing that holds it, so that a paper reads it from its data.

    Args:
        picture: the file.
        kind: "jpeg" or "png".
        width: in dots.
        height: in dots.
    """
    held = base64.b64encode(picture).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image href="data:image/{kind};base64,{held}" width="{width}" height="{height}"/></svg>'
    )


def printed(figure: Figure, language: str) -> dict[str, str]:
    """Return a figure for ``figure-text`` of the house: value, unit, range, origin as a note."""
    spoken: numbers.Language = "es" if language == "es" else "en"
    written = numbers.write(figure, spoken)
    return {
        "value": written.value,
        "unit": written.unit,
        "likely": written.likely,
        "note": _origin(figure, language),
    }


def _origin(figure: Figure, language: str) -> str:
    """Return where a figure comes from, as one footnote."""
    words = _WORDS[language]
    origin = figure.origin
    parts = [
        ", ".join(filter(None, (each.publisher, each.title, each.release)))
        for each in origin.sources
    ]
    if origin.method not in ("", "published"):
        version = f" {origin.method_version}" if origin.method_version else ""
        day = f", {words['as_of']} {origin.computed_date}" if origin.computed_date else ""
        parts.append(f"{words['method']} keyway/{origin.method}{version}{day}")
    parts += [origin.interval, figure.reason, origin.note]
    return ". ".join(part.rstrip(". ") for part in parts if part) + "." if any(parts) else ""


def _drawable(value: object) -> object:
    """Return the value with every letter that no font holds replaced, however deep it lies."""
    if isinstance(value, str):
        composed = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
        return "".join(each for each in map(_letter, composed) if each)
    if isinstance(value, dict):
        return {str(key): _drawable(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_drawable(each) for each in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return _drawable(str(value))  # dates, decimals and sentences that are translated late


def _letter(letter: str) -> str:
    if _DRAWN.match(letter):
        return letter
    # Marks without a shape, such as a change of direction, leave no trace.
    return "" if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") else _SQUARE


@cache
def _templates() -> frozenset[str]:
    return frozenset(each.stem for each in _PAPERS.glob("*.typ")) - _PARTS


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)
