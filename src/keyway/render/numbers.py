"""Numbers as people read them: rounded as far as their interval allows, in two languages.

A figure is never written more exactly than it is known: the width of its interval decides
the step it is rounded to. United States Spanish groups digits as English does (1,234.5), so
the languages differ in words and in the space before a percent sign.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from keyway.render.figure import Figure

Language = Literal["en", "es"]

NBSP = "\u00a0"
MINUS = "\u2212"
EN_DASH = "\u2013"

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "unknown": "not published",
        "incalculable": "not known",
        "likely": "likely {range}",
        "between": "{value}, likely between {low} and {high}",
        "join": "{low} to {high}",
        "percent": "{number}%",
    },
    "es": {
        "unknown": "no publicado",
        "incalculable": "sin dato",
        "likely": "probable: {range}",
        "between": "{value}, probablemente entre {low} y {high}",
        "join": "{low} a {high}",
        "percent": "{number}" + NBSP + "%",
    },
}


@dataclass(frozen=True, slots=True)
class Written:
    """A figure in words, ready to print.

    Attributes:
        value: the central value ("340"), or the word for unknown.
        interval: the range ("260–420"); empty where there is none.
        likely: the range with its word ("likely 260–420"); empty where there is none.
        unit: the unit as given.
        sentence: value, unit and range in one breath, for summaries and screen readers.
        is_known: whether ``value`` is a number.
    """

    value: str
    interval: str
    likely: str
    unit: str
    sentence: str
    is_known: bool


def word(key: str, language: Language) -> str:
    """Return one of this module's words in ``language``."""
    return _WORDS[language][key]


def step(value: float, low: float | None, high: float | None) -> float:
    """Return the power of ten to round to, given how widely the value is known.

    An interval is divided into at least ten steps, so its ends keep two or three digits that
    mean something. Without an interval the value stands as published, to the unit.
    """
    if low is None or high is None or high <= low:
        return 1.0
    exponent = math.floor(math.log10((high - low) / 10))
    # At least two significant digits of the value survive, however narrow or wide the band.
    if value:
        exponent = min(exponent, math.floor(math.log10(abs(value))) - 1)
    return float(10.0 ** max(exponent, 0))


def write(figure: Figure, language: Language = "en") -> Written:
    """Write a figure: value, interval and sentence, all rounded by the same step."""
    if figure.value is None:
        published = figure.origin.method in ("", "published")
        text = word("unknown" if published else "incalculable", language)
        return Written(text, "", "", figure.unit, figure.reason or text, is_known=False)
    by = _step_of(figure)
    value = _one(figure.value, by, figure.style, language)
    interval = _interval(figure, by, language)
    sentence = f"{value}{NBSP}{figure.unit}" if figure.unit else value
    likely = ""
    if interval and figure.low is not None and figure.high is not None:
        likely = word("likely", language).format(range=interval)
        low = _one(figure.low, by, figure.style, language)
        high = _one(figure.high, by, figure.style, language)
        sentence = word("between", language).format(value=sentence, low=low, high=high)
    return Written(value, interval, likely, figure.unit, sentence, is_known=True)


def number(value: float, language: Language = "en", decimals: int = 0) -> str:
    """Write a plain number with thousands separators and a true minus sign."""
    text = f"{abs(value):,.{decimals}f}"
    del language  # both languages group alike in the United States; see the module docstring
    is_zero = not text.strip("0.,")
    return text if is_zero or value >= 0 else MINUS + text


def _step_of(figure: Figure) -> float:
    """Return the rounding step of a figure in the figure's own unit."""
    value = figure.value or 0.0
    if figure.style == "percent":
        low = None if figure.low is None else figure.low * 100
        high = None if figure.high is None else figure.high * 100
        return step(value * 100, low, high) / 100
    if figure.style == "plain":
        # A scale's points: a decimal for all where one of them has it.
        ends = (value, figure.low or 0.0, figure.high or 0.0)
        return 0.1 if any(end != round(end) for end in ends) else 0.0
    return step(value, figure.low, figure.high)


def _one(value: float, by: float, style: str, language: Language) -> str:
    """Write one value of ``style``, rounded to ``by``."""
    if style == "percent":
        text = number(_round(value * 100, by * 100), language)
        return word("percent", language).format(number=text)
    if style == "usd":
        # Hourly pay keeps its cents; yearly pay is written in whole dollars.
        cents = 2 if abs(value) < 1000 and by <= 1 and value != round(value) else 0
        text = number(value if cents else _round(value, by), language, cents)
        return _dollars(text)
    if style == "plain":
        return number(value, language, 1 if by else 0)
    if 0 < abs(value) < 0.5:
        # Less than half a person is little, but it is not none.
        return "<1"
    return number(_round(value, by), language)


def _dollars(text: str) -> str:
    """Put the dollar sign between a minus sign and the digits."""
    return f"{MINUS}${text[1:]}" if text.startswith(MINUS) else f"${text}"


def _round(value: float, by: float) -> float:
    """Round to the nearest multiple of ``by``; halves go up, as people expect."""
    if by <= 0:
        return value
    return math.copysign(math.floor(abs(value) / by + 0.5) * by, value)


def _interval(figure: Figure, by: float, language: Language) -> str:
    """Write the interval, or nothing where it has none or rounds to one number."""
    if figure.low is None or figure.high is None:
        return ""
    low = _one(figure.low, by, figure.style, language)
    high = _one(figure.high, by, figure.style, language)
    if low == high:
        return "" if low == _one(figure.value or 0.0, by, figure.style, language) else low
    # A range that starts below one starts at nothing: "0–2" reads better than "<1–2".
    low = "0" if low == "<1" else low
    if low.startswith(MINUS) or high.startswith(MINUS):
        return word("join", language).format(low=low, high=high)
    if figure.style == "percent" and language == "en":
        low = low.removesuffix("%")
    return f"{low}{EN_DASH}{high}"
