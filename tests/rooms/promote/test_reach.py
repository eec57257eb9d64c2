"""Short links and the counting picture: where they lead, what counts, what browsers keep."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.db import OperationalError, connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from keyway.promote.actions import counting
from keyway.promote.models import CampaignLink, LinkReach, PageReach
from tests.factories.people import member, partnership
from tests.factories.promote import campaign, short_link

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

# Four in the afternoon in Arizona, where a day ends at seven in Greenwich.
NOW = datetime(2026, 11, 9, 23, 0, tzinfo=UTC)
TODAY = date(2026, 11, 9)
PHONE = {
    "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "es-MX,es;q=0.9",
}


@pytest.fixture(autouse=True)
def afternoon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def link() -> CampaignLink:
    return short_link(campaign(), code="k7m3xw", target="/es/paths/")


def opened(client: Client, code: str = "k7m3xw", **headers: str) -> Any:
    sent = {**PHONE, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return client.get(f"/g/{code}", headers={k: v for k, v in sent.items() if v})


def counted(link: CampaignLink) -> tuple[int, int]:
    row = LinkReach.objects.filter(link=link, day=TODAY).first()
    return (row.opens_count, row.left_out_count) if row else (0, 0)


# --- short links -----------------------------------------------------------------------------------


def test_a_phone_goes_on_and_is_counted_once_a_day_by_its_own_cache(
    client: Client, link: CampaignLink
) -> None:
    answer = opened(client)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/es/paths/")
    # The day in Arizona lasts eight more hours.
    assert answer.headers["Cache-Control"] == "private, max-age=28800, immutable"
    assert counted(link) == (1, 0)


def test_nothing_is_set_and_nobody_else_is_named(client: Client, link: CampaignLink) -> None:
    answer = opened(client)

    assert not answer.cookies
    assert [each.name for each in LinkReach._meta.fields] == [
        "id", "organization", "link", "day", "opens_count", "left_out_count",
    ]  # fmt: skip


def test_capitals_and_a_slash_at_the_end_lead_on(client: Client, link: CampaignLink) -> None:
    assert opened(client, "K7M3XW/").status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"User_Agent": "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"},
        {"User_Agent": "WhatsApp/2.23.20.0"},
        {"User_Agent": "python-requests/2.32"},
        {"User_Agent": ""},
        {"Accept_Language": ""},
        {"Accept": "*/*"},
        {"Sec_Fetch_Dest": "empty"},
        {"From": "crawler@example.org"},
    ],
)
def test_programs_go_on_but_do_not_count(
    client: Client, link: CampaignLink, headers: dict[str, str]
) -> None:
    answer = opened(client, **headers)

    assert answer.status_code == 302
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert counted(link) == (0, 1)


def test_whoever_only_asks_for_the_head_does_not_count(client: Client, link: CampaignLink) -> None:
    client.head("/g/k7m3xw", headers=PHONE)

    assert counted(link) == (0, 1)


@pytest.mark.parametrize("name", ["Sec_Purpose", "Purpose", "X_Moz"])
def test_a_prefetch_is_refused_so_that_the_reader_asks_again(
    client: Client, link: CampaignLink, name: str
) -> None:
    ahead = opened(client, **{name: "prefetch;prerender"})
    opened(client)

    assert (ahead.status_code, ahead.headers["Cache-Control"]) == (503, "no-store, private")
    assert counted(link) == (1, 0)


def test_staff_who_try_their_own_poster_do_not_count(client: Client, link: CampaignLink) -> None:
    client.force_login(member(link.organization, "partnership_staff"))

    opened(client)

    assert counted(link) == (0, 1)


def test_an_ended_or_unknown_code_leads_to_a_plain_page(client: Client, link: CampaignLink) -> None:
    CampaignLink.objects.update(ended_at=NOW)

    for code in ("k7m3xw", "nothere", "%00", "a" * 40):
        answer = opened(client, code)
        assert answer.status_code == 404
        assert "Esta dirección corta" in answer.content.decode() or "short address" in (
            answer.content.decode()
        )


def test_the_second_opening_of_a_day_writes_one_update(client: Client, link: CampaignLink) -> None:
    opened(client)

    with CaptureQueriesContext(connection) as asked:
        opened(client)

    written = [q["sql"] for q in asked if re.match("UPDATE|INSERT", q["sql"])]
    assert len(written) == 1
    assert counted(link) == (2, 0)


def test_a_count_that_cannot_be_written_stops_nobody(
    client: Client, link: CampaignLink, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_given: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(counting, "count_link", fail)

    assert opened(client).status_code == 302


# --- the picture on pages --------------------------------------------------------------------------

PICTURE = {**PHONE, "Accept": "image/avif,image/webp,*/*", "Sec-Fetch-Dest": "image"}


def page() -> Page:
    found = Page.objects.live().filter(depth=2).first()
    assert found is not None
    return found


def test_a_page_is_counted_by_one_point_that_the_browser_keeps(client: Client) -> None:
    at = f"/reach/{page().pk}.gif"

    first = client.get(at, headers=PICTURE)
    reloaded = client.get(at, headers={**PICTURE, "If-None-Match": first.headers["ETag"]})

    assert (first.content[:6], len(first.content)) == (b"GIF89a", 43)
    assert first.headers["Cache-Control"] == "private, max-age=28800, immutable"
    assert reloaded.status_code == 304
    assert PageReach.objects.get().opens_count == 1


def test_the_mark_of_another_day_counts_anew(client: Client) -> None:
    client.get(f"/reach/{page().pk}.gif", headers={**PICTURE, "If-None-Match": '"2026-11-08"'})

    assert PageReach.objects.get().opens_count == 1


def test_the_picture_on_the_page_of_somebody_else_does_not_count(client: Client) -> None:
    client.get(f"/reach/{page().pk}.gif", headers={**PICTURE, "Sec-Fetch-Site": "cross-site"})

    assert PageReach.objects.get().opens_count == 0


def test_a_page_that_is_not_there_or_not_public_is_not_counted(client: Client) -> None:
    draft = page().add_child(instance=Page(title="Draft", slug="draft", live=False))

    for number in (draft.pk, 99999999):
        assert client.get(f"/reach/{number}.gif", headers=PICTURE).status_code == 404
    assert not PageReach.objects.exists()


def test_partners_see_no_link_of_others_by_its_code(client: Client) -> None:
    """A code is public by nature; what was counted is not part of any answer."""
    found = short_link(campaign(partnership(runs_site=False)), code="r4t6hn", place="Room 12")

    answer = opened(client, "r4t6hn")

    assert found.place not in str(answer.headers) + answer.content.decode()


def test_a_number_longer_than_databases_count_is_no_page(client: Client) -> None:
    assert client.get(f"/reach/{10**20}.gif", headers=PHONE).status_code == 404


def test_a_page_asks_for_its_picture_except_in_a_preview() -> None:
    drawn = Template("{% load promote %}{% reach_of page %}")
    request = RequestFactory().get("/en/")

    shown = drawn.render(Context({"page": page(), "request": request}))
    request.is_preview = True  # type: ignore[attr-defined]
    tried = drawn.render(Context({"page": page(), "request": request}))

    assert f'src="/reach/{page().pk}.gif"' in shown
    assert "img" not in tried
