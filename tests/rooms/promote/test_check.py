"""The check in class: no account, no name, no cookie; results once it is closed, from ten answers on."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache

from keyway.promote.actions import answering
from keyway.promote.models import PerceptionSurvey, Response, Sitting, SurveyGroup
from keyway.promote.views import check
from keyway.reference.perception.questions import questions_for
from tests.factories.people import NOW, organization, partnership
from tests.reading import grade

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


@pytest.fixture(autouse=True)
def nobody_counted() -> None:
    """Guesses are counted by address, which all tests share."""
    cache.clear()


def proof(page: Any) -> str:
    """Return what a page's form sends back."""
    found = re.search(r'name="proof" value="([^"]+)"', page.text)
    assert found is not None
    return found.group(1)


def started(client: Client, **given: Any) -> tuple[str, Sitting]:
    """Start a check; return the teacher's address and the sitting."""
    page = client.get("/en/check/")
    typed = {"proof": proof(page), "grade": 8, "expected_count": 25, "wave": "before", **given}
    kept = client.post("/en/check/", typed)
    assert kept.status_code == 302, kept.text
    return kept["Location"], Sitting.objects.select_related("group").get()


def send(client: Client, sitting: Sitting, language: str = "en", **picked: int) -> Any:
    """Open a sheet and send it."""
    address = f"/{language}/check/{sitting.code}/"
    return client.post(
        address, {"proof": proof(client.get(address)), **{k: str(v) for k, v in picked.items()}}
    )


def test_a_class_answers_and_its_teacher_sees_the_sums_from_ten_answers_on(client: Client) -> None:
    partnership()
    own, sitting = started(client)
    for number in range(7):
        send(client, sitting, "es" if number % 2 else "en", q1=4, q2=1 + number % 5)
    few = client.get(own)
    for number in range(5):
        send(client, sitting, q1=2, q3=1 + number)
    many = client.get(own)
    client.post(own, {"proof": proof(many), "deed": "finish", "sitting": sitting.pk})
    closed = client.get(own)

    assert "7 answers so far; shown from 10." in few.text
    assert "12 answers so far." in many.text
    assert "What your class said" in closed.text
    assert "60" in closed.text
    assert client.get(f"/en/check/{sitting.code}/").status_code == 410
    assert closed["Cache-Control"] == "no-store, private"


def test_a_sheet_sent_twice_counts_once_and_sets_no_cookie(client: Client) -> None:
    partnership()
    _own, sitting = started(client)
    address = f"/en/check/{sitting.code}/"
    sheet = {"proof": proof(client.get(address)), "q1": 5}

    answers = [client.post(address, sheet) for _twice in range(2)]

    assert [each["Location"] for each in answers] == [f"{address}thanks/"] * 2
    assert Response.objects.count() == 1
    assert not client.cookies
    assert client.get(answers[0]["Location"]).status_code == 200


def test_two_taps_at_once_are_one_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    partnership()
    _own, sitting = started(client)
    address = f"/en/check/{sitting.code}/"
    sheet = {"proof": proof(client.get(address)), "q1": 5}
    keep = answering.answer

    def while_another_tap_comes(**given: Any) -> None:
        monkeypatch.setattr(answering, "answer", keep)
        client.post(address, sheet)
        keep(**given)

    monkeypatch.setattr(answering, "answer", while_another_tap_comes)
    client.post(address, sheet)

    assert Response.objects.count() == 1


def test_a_sheet_that_was_refused_can_be_sent_again(client: Client) -> None:
    partnership()
    _own, sitting = started(client)
    address = f"/en/check/{sitting.code}/"
    sheet = {"proof": proof(client.get(address))}

    refused, kept = client.post(address, sheet), client.post(address, {**sheet, "q1": 5})

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert Response.objects.count() == 1


def test_a_sheet_without_its_page_is_not_taken(client: Client) -> None:
    partnership()
    _own, sitting = started(client)

    refused = client.post(f"/en/check/{sitting.code}/", {"q1": 5})

    assert refused.status_code == 403
    assert "checked" in refused.text
    assert not Response.objects.exists()


def test_an_empty_sheet_is_told_so(client: Client) -> None:
    partnership()
    _own, sitting = started(client)

    empty = send(client, sitting)

    assert empty.status_code == 422
    assert "Pick an answer" in empty.text


def test_codes_that_open_nothing_say_what_to_do(client: Client) -> None:
    unknown = client.get("/en/check/zzzzzz/")
    typed = client.get("/en/check/?code=Zz zzzz")
    strange = client.get("/en/check/", {"code": "ñ/../%00"})

    assert unknown.status_code == 404
    assert "letter by letter" in unknown.text
    assert typed["Location"] == "/en/check/zzzzzz/"
    assert strange["Location"] == "/en/check/-/"
    assert client.get("/check/zzzzzz/", headers={"accept-language": "es"})["Location"] == (
        "/es/check/zzzzzz/"
    )


def test_guessing_codes_is_stopped(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(check._LIMITS, "code", "2/m/ip")

    tried = [client.get(f"/en/check/zz{number}/").status_code for number in range(3)]

    assert tried == [404, 404, 429]


def test_a_teacher_asks_the_same_class_again_and_types_in_paper(client: Client) -> None:
    partnership()
    own, sitting = started(client, place="")
    page = client.get(own)
    typed = {"proof": proof(page), **{f"r{row}-1": 4 for row in range(1, 13)}}

    wrong = client.post(f"{own}sheets/{sitting.pk}/", {**typed, "r3-1": "x"})
    kept = client.post(f"{own}sheets/{sitting.pk}/", typed)
    client.post(own, {"proof": proof(page), "deed": "finish", "sitting": sitting.pk})
    client.post(own, {"proof": proof(page), "deed": "again"})

    assert "Sheet 3, question 1" in wrong.text
    assert kept.status_code == 302
    assert Response.objects.count() == 12
    assert [each.wave for each in SurveyGroup.objects.get().sittings.order_by("pk")] == [
        "before",
        "after",
    ]


def test_another_class_is_not_there(client: Client) -> None:
    partnership()
    own, sitting = started(client)
    other = own.replace("results/", "results/x")

    assert client.get(other).status_code == 404
    assert client.get(f"{own}sheets/{sitting.pk + 1}/").status_code == 404
    assert own.split("/")[-2] not in str(SurveyGroup.objects.values())


def test_a_school_and_a_zip_code_are_understood(client: Client) -> None:
    partnership()
    school = organization("Demo High", kind="school", slug="demo-high")

    started(client, place="https://keyway.example/en/partners/demo-high/")
    page = client.get("/en/check/")
    typed = {"proof": proof(page), "grade": 8, "expected_count": 25, "wave": "before"}
    unknown = client.post("/en/check/", {**typed, "place": "nowhere"})

    assert SurveyGroup.objects.get().school == school
    assert unknown.status_code == 422
    assert "We know no school by this" in unknown.text


def test_the_check_is_made_ready_once_and_a_site_without_a_partnership_says_so(
    client: Client,
) -> None:
    assert "Nobody runs this site yet" in client.get("/en/check/").text
    home = partnership()

    assert answering.seed_check(partnership=home, now=NOW)
    assert not answering.seed_check(partnership=home, now=NOW)

    survey = PerceptionSurvey.objects.get()
    assert (survey.status, survey.questions.count()) == ("open", 3)
    assert all(not each.topics for each in survey.questions.all())


def test_the_sheet_is_light_easy_to_read_and_needs_no_script(client: Client) -> None:
    partnership()
    _own, sitting = started(client)

    page = client.get(f"/en/check/{sitting.code}/")
    paper = client.get(f"/es/check/{sitting.code}/sheet.pdf")

    main = re.sub(r"<[^>]+>", "\n", page.text[page.text.index("<main") : page.text.index("</main")])
    lines = [line.strip() for line in main.splitlines() if len(line.split()) > 3]
    assert grade(lines) <= 6
    assert grade([each.words("pupils")[0] for each in questions_for("pupils")]) <= 6
    assert len(gzip.compress(page.content)) < 12_000
    assert "htmx" not in page.text.partition("</head>")[2]
    assert paper.content.startswith(b"%PDF")
    assert paper["Content-Language"] == "es"
