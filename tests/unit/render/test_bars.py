"""The range bar."""

from __future__ import annotations

import re

from keyway.render import bars
from keyway.render.figure import Figure


def places(markup: str, name: str) -> list[float]:
    return [float(x) for x in re.findall(rf'class="{name}" x1?="([\d.]+)%"', markup)]


def test_the_band_runs_from_low_to_high_on_the_scale():
    markup = bars.range_bar(Figure(50.0, low=25.0, high=75.0), scale=100.0)

    assert places(markup, "range-end") == [25.0, 75.0]
    assert places(markup, "range-mid") == [50.0]


def test_an_unknown_figure_is_hatched_and_has_no_mark_at_zero():
    markup = bars.range_bar(Figure(None, reason="suppressed"))

    assert 'class="range is-unknown"' in markup
    assert "range-mid" not in markup
    assert "suppressed" in markup


def test_zero_is_marked_at_zero_and_is_not_hatched():
    markup = bars.range_bar(Figure(0.0, low=0.0, high=4.0), scale=10.0)

    assert "is-unknown" not in markup
    assert places(markup, "range-mid") == [0.0]


def test_nothing_is_drawn_past_the_end_of_the_scale():
    markup = bars.range_bar(Figure(500.0, low=400.0, high=900.0), scale=100.0)

    assert all(0 <= place <= 100 for place in places(markup, "range-end"))


def test_all_figures_fit_on_their_common_scale():
    figures = [Figure(10.0, low=2.0, high=90.0), Figure(None), Figure(40.0)]

    assert bars.common_scale(figures) >= 90.0


def test_a_bar_beside_its_words_is_silent_and_one_alone_is_not():
    figure = Figure(5.0, low=1.0, high=9.0)

    assert 'aria-hidden="true"' in bars.range_bar(figure, is_decorative=True)
    assert 'role="img"' in bars.range_bar(figure)
    assert "<title>5, likely between 1 and 9</title>" in bars.range_bar(figure)
