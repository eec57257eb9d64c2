"""Openings and people: which requests count, and how many people openings stand for."""

from __future__ import annotations

import pytest

from keyway.engine.reach import (
    Asked,
    Believed,
    Doubts,
    Programs,
    cost_per_person,
    left_out,
    people,
)
from keyway.reference.parameters import document, parameters_of

HELD = document("programs")
PROGRAMS = Programs(
    tuple(piece for group in HELD["names"].values() for piece in group), tuple(HELD["people"])
)
NONE = Believed(0.0, 0.0, 0.0)
SURE = Doubts(NONE, NONE, NONE, NONE, Believed(1.0, 1.0, 1.0, 1.0, 9.0))
PEOPLE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Mobile/15E148 [FBAN/FBIOS;FBAV/450.0]",
    "Mozilla/5.0 (Linux; Android 13; wv) AppleWebKit/537.36 Chrome/119.0 Safari/537.36 Instagram 309",
    "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/108 Safari/537.36 [Pinterest/Android]",
    "Mozilla/5.0 (Linux; Android 11; CUBOT X30) AppleWebKit/537.36 Chrome/90 Mobile Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 GSA/290 Safari/604",
    "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605 LinkedInApp",
    "Mozilla/5.0 (Linux; Android 13; wv) AppleWebKit/537.36 Chrome/112 musical_ly BytedanceWebview",
)
MACHINES = (
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (Linux; Android 6.0.1) Chrome/130 Mobile Safari/537.36 (compatible; GoogleOther)",
    "facebookexternalhit/1.1",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 SkypeUriPreview Preview/0.5",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/130.0 Safari/537.36",
    "Go-http-client/2.0",
)


@pytest.mark.parametrize("agent", PEOPLE)
def test_windows_inside_apps_and_rare_phones_are_people(agent: str) -> None:
    assert not PROGRAMS.has(agent)


@pytest.mark.parametrize("agent", MACHINES)
def test_programs_are_known_by_their_names(agent: str) -> None:
    assert PROGRAMS.has(agent)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({}, ""),
        ({"Sec-Purpose": "prefetch;anonymous-client-ip"}, "ahead"),
        ({"X-Purpose": "preview"}, "ahead"),
        ({"Sec-Fetch-Dest": "iframe"}, "elsewhere"),
        ({"Accept-Language": ""}, "silent"),
        ({"Accept": "application/json"}, "no_page"),
        ({"From": "somebody@example.org"}, "program"),
    ],
)
def test_each_rule_has_a_name(changed: dict[str, str], rule: str) -> None:
    headers = {"User-Agent": PEOPLE[0], "Accept": "text/html", "Accept-Language": "en", **changed}

    assert left_out(Asked("GET", headers), PROGRAMS) == rule


def test_without_doubts_an_opening_is_a_person() -> None:
    found = people([60, 20, 40], SURE)

    assert (found.low, found.value, found.high) == pytest.approx((120, 120, 120))


def test_who_came_back_is_taken_off_all_days_but_the_busiest() -> None:
    half = Believed(0.5, 0.5, 0.5)
    doubts = Doubts(NONE, NONE, NONE, half, SURE.readers)

    assert people([60, 20, 40], doubts).value == pytest.approx(90)
    assert people([120], doubts).value == pytest.approx(120)


def test_doubts_widen_the_range_and_the_same_openings_give_the_same_range() -> None:
    doubts = Doubts(Believed(0.05, 0.0, 0.3), NONE, NONE, NONE, SURE.readers)

    found = people([1000], doubts)

    assert found.low < 800 < found.value < 1000
    assert found == people([1000], doubts)


def test_cost_turns_the_range_around_and_nobody_reached_has_no_cost() -> None:
    found = people([1000], Doubts(Believed(0.05, 0.0, 0.3), NONE, NONE, NONE, SURE.readers))

    cost = cost_per_person(500, found)

    assert cost is not None
    assert cost.low < cost.value < cost.high
    assert cost.high == pytest.approx(500 / found.low)
    assert cost_per_person(500, people([], SURE)) is None


def test_the_worked_case_of_the_docs_holds() -> None:
    held = parameters_of("reach")
    doubts = Doubts(
        **{
            name: Believed(each.value, each.low, each.high, each.minimum, each.maximum)
            for name, each in ((key.removeprefix("reach."), held[key]) for key in held)
        }
    )

    found = people([100, 40, 60], doubts)
    cost = cost_per_person(1000, found)

    assert [round(each, -1) for each in (found.low, found.value, found.high)] == [130, 170, 200]
    assert cost is not None
    assert [round(each, 1) for each in (cost.low, cost.value, cost.high)] == [4.9, 6.0, 7.5]
