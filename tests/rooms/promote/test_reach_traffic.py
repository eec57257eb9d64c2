"""Synthetic traffic whose truth is known, sent to the real pages: what is counted is near it.

People open, reload and come back on other days; their browsers keep what they may. A school's
proxy stands between some of them and keeps whatever it is allowed to. Programs, previews and
prefetches ask as well. The truth is the number of pairs of a person's browser and a day.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from wagtail.models import Page

from keyway.promote.models import LinkReach, PageReach
from keyway.reference.lookups import clocks
from tests.factories.promote import campaign, short_link

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

pytestmark = pytest.mark.django_db

_log = logging.getLogger(__name__)
START = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)  # midnight in Arizona
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_KHTML = "(KHTML, like Gecko)"
BROWSERS = (
    f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 {_KHTML} Safari/604.1",
    f"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 {_KHTML} Chrome/130.0.0.0 Mobile Safari/537.36",
    f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 {_KHTML} Chrome/130.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0",
    f"Mozilla/5.0 (Linux; Android 11; CUBOT X30) AppleWebKit/537.36 {_KHTML} Chrome/128.0.0.0 Mobile Safari/537.36",
)
PROGRAMS = (
    {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)", "From": "googlebot(at)googlebot.com"},
    {"User-Agent": "Mozilla/5.0 (compatible; bingbot/2.0)", "Accept": "*/*"},
    {"User-Agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"},
    {"User-Agent": "WhatsApp/2.24.8.78 A", "Accept": "*/*"},
    {"User-Agent": "facebookexternalhit/1.1 Facebot Twitterbot/1.0", "Accept-Language": "en"},
    {"User-Agent": "python-requests/2.32.3", "Accept": "*/*"},
    {"User-Agent": "curl/8.7.1", "Accept": "*/*"},
    {"User-Agent": BROWSERS[3], "Accept": HTML},  # a scanner that hides, but speaks no language
    {"User-Agent": "Mozilla/5.0 (X11) HeadlessChrome/130.0.0.0", "Accept-Language": "en"},
    {},
)


@dataclass
class World:
    """The site, the time, and what happened."""

    client: Client
    monkeypatch: pytest.MonkeyPatch
    now: datetime = START
    sent: int = 0

    def at(self, moment: datetime) -> None:
        self.now = moment
        self.monkeypatch.setattr(timezone, "now", lambda: moment)

    def ask(self, address: str, headers: dict[str, str], method: str = "GET") -> HttpResponse:
        self.sent += 1
        return self.client.generic(method, address, headers=headers)


@dataclass
class Cache:
    """A cache as RFC 9111 has it; one that many share keeps nothing that is private."""

    is_shared: bool = False
    kept: dict[str, tuple[datetime, HttpResponse]] = field(default_factory=dict)

    def find(self, address: str, now: datetime) -> HttpResponse | None:
        until, answer = self.kept.get(address, (now, None))
        return answer if until > now else None

    def keep(self, address: str, answer: HttpResponse, now: datetime) -> None:
        said = {
            name: value
            for name, _sign, value in (
                each.strip().partition("=") for each in answer.headers["Cache-Control"].split(",")
            )
        }
        if "no-store" in said or (self.is_shared and "private" in said):
            return
        self.kept[address] = (now + timedelta(seconds=int(said.get("max-age", 0))), answer)


@dataclass
class Browser:
    """One browser of one person."""

    world: World
    agent: str
    proxy: Cache | None = None
    forgets: bool = False
    cache: Cache = field(default_factory=Cache)

    def headers(self, address: str) -> dict[str, str]:
        is_picture = address.endswith(".gif")
        return {
            "User-Agent": self.agent,
            "Accept": "image/avif,image/webp,*/*" if is_picture else HTML,
            "Accept-Language": "es-MX,es;q=0.9,en;q=0.8",
            "Sec-Fetch-Dest": "image" if is_picture else "document",
            "Sec-Fetch-Site": "same-origin" if is_picture else "none",
        }

    def open(self, address: str, *, is_reload: bool = False, fails_first: bool = False) -> None:
        """Open an address; a reload asks whether what is kept still holds."""
        known = None if self.forgets else self.cache.find(address, self.world.now)
        if known is not None and not is_reload:
            return
        headers = self.headers(address)
        if known is not None:
            headers["If-None-Match"] = known.headers.get("ETag", "")
        if fails_first:  # the answer is lost on its way, so the request is sent again
            self.world.ask(address, headers)
        answer = self._through_proxy(address, headers)
        if answer.status_code != 304:
            self.cache.keep(address, answer, self.world.now)

    def prefetch(self, address: str) -> None:
        answer = self.world.ask(address, {**self.headers(address), "Sec-Purpose": "prefetch"})
        if answer.status_code < 400:
            self.cache.keep(address, answer, self.world.now)

    def _through_proxy(self, address: str, headers: dict[str, str]) -> HttpResponse:
        found = self.proxy.find(address, self.world.now) if self.proxy else None
        if found is not None:
            return found
        answer = self.world.ask(address, headers)
        if self.proxy is not None:
            self.proxy.keep(address, answer, self.world.now)
        return answer


@dataclass
class Truth:
    """What really happened."""

    opened: int = 0  # browsers on days
    taps: int = 0  # all openings, reloads too


def dice(seed: int) -> Random:
    return Random(seed)  # noqa: S311 — traffic, no secrets


def traffic(
    world: World, address: str, rng: Random, *, people: int, days: int, forgetful: float
) -> Truth:
    """Send some days of traffic to an address and return what really happened."""
    proxy = Cache(is_shared=True)  # half of all sit behind one school's network
    crowd = [
        Browser(
            world,
            rng.choice(BROWSERS),
            proxy if number % 2 else None,
            forgets=rng.random() < forgetful,
        )
        for number in range(people)
    ]
    truth = Truth()
    plans = []
    for day in range(days):
        midnight = START + timedelta(days=day)
        for each in crowd:
            if rng.random() < 0.5:
                truth.opened += 1
                times = sorted(
                    rng.uniform(1, 86_000) for _tap in range(rng.choice((1, 1, 1, 2, 4)))
                )
                truth.taps += len(times)
                plans += [(midnight + timedelta(seconds=t), each, n) for n, t in enumerate(times)]
        noise = int(people * 0.4)
        plans += [
            (midnight + timedelta(seconds=rng.uniform(1, 86_000)), None, n) for n in range(noise)
        ]
    for moment, browser, number in sorted(plans, key=lambda plan: plan[0]):
        world.at(moment)
        if browser is None:
            headers = PROGRAMS[number % len(PROGRAMS)]
            world.ask(address, headers, "HEAD" if number % 7 == 0 else "GET")
            continue
        if number == 0 and rng.random() < 0.1:
            browser.prefetch(address)
        is_reload = number > 0 and address.endswith(".gif") and rng.random() < 0.3
        browser.open(address, is_reload=is_reload, fails_first=rng.random() < 0.0025)
    return truth


@pytest.fixture
def world(client: Client, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(client, monkeypatch)


def opens(address: str) -> tuple[int, int]:
    rows = PageReach.objects if address.endswith(".gif") else LinkReach.objects
    found = rows.values_list("opens_count", "left_out_count")
    return sum(opened for opened, _out in found), sum(out for _opened, out in found)


def place(kind: str) -> str:
    if kind == "link":
        return f"/g/{short_link(campaign()).code}"
    page = Page.objects.live().filter(depth=2).first()
    assert page is not None
    return f"/reach/{page.pk}.gif"


@pytest.mark.parametrize("kind", ["link", "page"])
def test_what_is_counted_is_within_two_percent_of_what_happened(world: World, kind: str) -> None:
    address = place(kind)

    truth = traffic(world, address, dice(7), people=60, days=3, forgetful=0.01)
    counted, left_out = opens(address)

    assert counted == pytest.approx(truth.opened, rel=0.02)
    # What a log of requests would say, and what taps would say, is far from it.
    assert world.sent > 1.5 * truth.opened
    assert truth.taps > 1.4 * truth.opened
    assert left_out == 72


@pytest.mark.long
@pytest.mark.parametrize("kind", ["link", "page"])
@pytest.mark.parametrize("seed", range(3))
def test_thousands_of_people_are_counted_within_two_percent(
    world: World, kind: str, seed: int
) -> None:
    address = place(kind)

    truth = traffic(world, address, dice(seed), people=500, days=10, forgetful=0.01)
    counted, left_out = opens(address)

    _log.info("%s of %s, %s requests, %s left out", counted, truth.opened, world.sent, left_out)
    assert counted == pytest.approx(truth.opened, rel=0.02)


@pytest.mark.long
def test_what_the_rules_cannot_see_is_said_by_its_size(world: World) -> None:
    """Private windows that forget at once: each tap counts, as the parameter says they do."""
    address = place("link")

    truth = traffic(world, address, dice(1), people=300, days=6, forgetful=0.10)
    counted, _left_out = opens(address)

    _log.info("%s of %s", counted, truth.opened)
    assert 1.02 < counted / truth.opened < 1.12


def test_a_day_ends_where_the_site_is_and_then_counts_anew(world: World) -> None:
    address = place("link")
    late = Browser(world, BROWSERS[0])
    before = START + timedelta(hours=23, minutes=59)

    for moment in (before, before + timedelta(seconds=50), before + timedelta(minutes=2)):
        world.at(moment)
        late.open(address)

    days = list(LinkReach.objects.order_by("day").values_list("day", "opens_count"))
    assert days == [(clocks.day_in("AZ", before), 1), (clocks.day_in("AZ", world.now), 1)]
