"""The range bar: an interval drawn as a dimension line, with its middle marked.

Positions are percentages of the bar's width, so it stretches without a view box and its ticks
stay sharp. All bars that share a scale can be compared down a column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from keyway.render import numbers, svg

if TYPE_CHECKING:
    from keyway.render.figure import Figure

HEIGHT = 20


def range_bar(
    figure: Figure,
    *,
    scale: float | None = None,
    language: numbers.Language = "en",
    is_decorative: bool = False,
) -> str:
    """Draw a figure's interval on a scale from zero.

    Args:
        figure: the figure; unknown values are drawn hatched, never as an empty bar.
        scale: value at the right end, in the figure's unit; by default a little past the
            interval. Bars in one table are given the same scale.
        language: language of the label that is read aloud.
        is_decorative: hides the bar from screen readers where the same range stands in words.

    Returns:
        One ``<svg>`` element with a label.
    """
    label = numbers.write(figure, language).sentence
    if figure.value is None:
        return _frame("range is-unknown", label, is_decorative)
    low = figure.value if figure.low is None else figure.low
    high = figure.value if figure.high is None else figure.high
    end = scale or max(high, figure.value, 0.0) * 1.25 or 1.0
    left, middle, right = (_percent(value / end) for value in (low, figure.value, high))
    marks = [
        _line("range-track", "0%", "100%", "50%", "50%"),
        _line("range-zero", "0%", "0%", "25%", "75%"),
    ]
    if figure.has_interval:
        width = f"{max(float(right[:-1]) - float(left[:-1]), 0.4):.2f}%"
        marks += [
            svg.tag("rect", class_="range-band", x=left, y="20%", width=width, height="60%"),
            _line("range-end", left, left, "20%", "80%"),
            _line("range-end", right, right, "20%", "80%"),
        ]
    else:
        # Without an interval the amount itself is drawn, thinner than a band.
        size = {"x": "0%", "y": "35%", "width": middle, "height": "30%"}
        marks.append(svg.tag("rect", class_="range-amount", **size))
    marks.append(_line("range-mid", middle, middle, "0%", "100%"))
    return _frame("range", label, is_decorative, *marks)


def common_scale(figures: list[Figure]) -> float:
    """Return the right end of a scale on which all ``figures`` fit, at least one."""
    ends = [end for figure in figures for end in (figure.value, figure.high) if end is not None]
    return max([*ends, 1.0]) * 1.02


def _frame(classes: str, label: str, is_decorative: bool, *marks: str) -> str:
    size = {"class_": classes, "width": "100%", "height": HEIGHT}
    if is_decorative:
        return svg.tag("svg", *marks, **size, aria_hidden="true")
    return svg.tag("svg", svg.tag("title", svg.text(label)), *marks, **size, role="img")


def _percent(share: float) -> str:
    return f"{min(max(share, 0.0), 1.0) * 100:.2f}%"


def _line(classes: str, x1: str, x2: str, y1: str, y2: str) -> str:
    return svg.tag("line", class_=classes, x1=x1, x2=x2, y1=y1, y2=y2)
