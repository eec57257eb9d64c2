"""Numbers as people read them."""

from __future__ import annotations

import pytest

from keyway.render import numbers
from keyway.render.figure import Figure, Origin

PUBLISHED = Origin(method="published")
RECKONED = Origin(method="gap")


@pytest.mark.parametrize(
    ("figure", "value", "interval"),
    [
        (Figure(338.2, low=263.2, high=418.7), "340", "260–420"),
        (Figure(3620.0, low=2700.0, high=4600.0), "3,600", "2,700–4,600"),
        (Figure(12.2, low=11.5, high=12.9), "12", "12–13"),
        (Figure(192_304.0, low=188_120.0, high=197_040.0), "192,300", "188,100–197,000"),
        (Figure(0.3, low=0.0, high=2.1), "<1", "0–2"),
        (Figure(0.0, low=0.0, high=0.0), "0", ""),
        (Figure(660.0), "660", ""),
    ],
)
def test_a_number_is_written_no_more_exactly_than_its_interval_allows(figure, value, interval):
    written = numbers.write(figure)

    assert (written.value, written.interval) == (value, interval)


def test_an_interval_that_crosses_zero_is_joined_by_a_word():
    figure = Figure(-30.0, low=-55.0, high=12.0)

    assert numbers.write(figure, "en").interval == "−55 to 12"
    assert numbers.write(figure, "es").interval == "−55 a 12"


def test_something_small_is_never_written_as_zero():
    written = numbers.write(Figure(0.2, "openings a year"))

    assert written.value == "<1"


def test_an_unknown_figure_says_so_in_both_languages():
    figure = Figure(None, reason="suppressed by the publisher", origin=PUBLISHED)

    assert numbers.write(figure, "en").value == "not published"
    assert numbers.write(figure, "es").value == "no publicado"
    assert not numbers.write(figure).is_known


def test_what_we_could_not_reckon_is_not_blamed_on_a_publisher():
    figure = Figure(None, origin=RECKONED)

    assert numbers.write(figure, "en").value == "not known"


@pytest.mark.parametrize(
    ("language", "value", "interval"),
    [("en", "41%", "38–44%"), ("es", "41\u00a0%", "38\u00a0%–44\u00a0%")],
)
def test_a_share_is_written_as_each_language_writes_it(language, value, interval):
    figure = Figure(0.4123, low=0.38, high=0.44, style="percent")

    written = numbers.write(figure, language)

    assert (written.value, written.interval) == (value, interval)


def test_hourly_pay_keeps_its_cents_and_yearly_pay_does_not():
    assert numbers.write(Figure(24.31, style="usd")).value == "$24.31"
    assert numbers.write(Figure(61_234.5, style="usd")).value == "$61,235"


def test_a_loss_keeps_its_sign_before_the_dollar():
    assert numbers.write(Figure(-1500.0, style="usd")).value == "−$1,500"


def test_a_sentence_names_value_unit_and_both_ends():
    figure = Figure(338.2, "openings a year", 263.2, 418.7)

    english = numbers.write(figure, "en").sentence
    spanish = numbers.write(Figure(338.2, "vacantes al año", 263.2, 418.7), "es").sentence

    assert english == "340\u00a0openings a year, likely between 260 and 420"
    assert spanish == "340\u00a0vacantes al año, probablemente entre 260 y 420"
