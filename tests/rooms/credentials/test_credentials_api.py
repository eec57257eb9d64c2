"""The registry as JSON: the same facts as the pages, each with how well it is known."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from keyway.credentials.models import Recognition
from tests.factories import credentials as make
from tests.factories.people import organization

if TYPE_CHECKING:
    from django.test import Client

    from keyway.credentials.models import Credential

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]
HERE = "/api/v1"


@pytest.fixture
def mill() -> Credential:
    """A credential with claims, a program, an exam site and a promise."""
    core = make.credential("Core", key="core", slug="core")
    mill = make.credential(
        "Milling",
        key="mill",
        slug="mill",
        stack_parent=core,
        price_low_usd=Decimal("45.00"),
        price_date=date(2026, 6, 1),
    )
    make.code(mill)
    make.exam_site(mill)
    make.recognition(mill)
    make.recognition(
        mill,
        type=Recognition.Type.ISO_17024,
        recognizer="ANAB",
        status="verified",
        expires_date=date(2099, 1, 1),
        checked_at=datetime(2026, 10, 1, tzinfo=UTC),
    )
    program = make.program(make.school("Mesa High", slug="mesa-high"), slug="machining")
    make.offering(mill, program)
    make.promise(
        mill,
        organization("Acme", slug="acme"),
        from_date=date(2020, 1, 1),
        until_date=date(2099, 1, 1),
    )
    return mill


def ask(client: Client, path: str, status: int = 200) -> Any:
    answer = client.get(f"{HERE}{path}")
    assert answer.status_code == status, answer.content
    return answer.json()


def test_one_credential_answers_a_principal(client: Client, mill: Credential) -> None:
    told = ask(client, "/credentials/mill")

    assert told["price_low_usd"] == 45.0
    assert told["counts_toward"]["key"] == "core"
    assert [each["standing"] for each in told["claims"]] == ["verified", "unverified"]
    assert told["exam_sites"][0]["city"] == "Mesa"
    assert told["offerings"][0]["program"] == "machining"
    assert told["promises"][0]["organization"] == "acme"


def test_unknown_is_null_with_its_reason(client: Client, mill: Credential) -> None:
    told = ask(client, "/credentials/core")

    assert told["price_low_usd"] is None
    assert told["price_note"] == "No source gives a price."
    assert ask(client, "/credential-programs/machining")["tuition_note"]


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("taught=true", ["mill"]),
        ("hired=true", ["mill"]),
        ("recognized=iso_17024&checked=true", ["mill"]),
        ("q=core", ["core"]),
        ("kind=card", []),
    ],
)
def test_filters_do_what_they_say(
    client: Client, mill: Credential, query: str, keys: list[str]
) -> None:
    told = ask(client, f"/credentials?{query}")

    assert [each["key"] for each in told["results"]] == keys
    assert told["count"] == len(keys)


def test_claims_programs_offerings_and_promises_are_lists_in_pages(
    client: Client, mill: Credential
) -> None:
    claims = ask(client, "/recognitions?limit=1")
    assert (claims["count"], len(claims["results"])) == (2, 1)
    assert claims["next"].endswith("limit=1&offset=1")
    assert ask(client, "/recognitions?standing=verified")["results"][0]["recognizer"] == "ANAB"
    assert ask(client, "/recognitions?standing=unverified")["count"] == 1
    assert ask(client, "/credential-programs?level=secondary")["count"] == 1
    assert ask(client, "/offerings?credential=mill")["results"][0]["organization"] == "mesa-high"
    assert ask(client, "/promises?organization=acme")["results"][0]["deed"] == "interview"


def test_what_is_reckoned_says_where_there_is_nothing(client: Client, mill: Credential) -> None:
    assert ask(client, "/funnel")["cohorts"] == []
    assert ask(client, "/state-lists")["state_code"] == "AZ"
    assert ask(client, "/paths?zip=85201&grade=10")["routes"][0]["steps"]
    assert ask(client, "/paths?zip=44101", status=404)["detail"].startswith("We know no ZIP")


def test_what_is_not_there_and_what_is_not_understood_are_refused(client: Client) -> None:
    ask(client, "/credentials/none", status=404)
    ask(client, "/credential-programs/none", status=404)
    ask(client, "/credentials?kind=pencil", status=422)


def test_answers_may_be_kept_and_asked_for_anew(client: Client, mill: Credential) -> None:
    answer = client.get(f"{HERE}/credentials/mill?language=es")

    again = client.get(
        f"{HERE}/credentials/mill?language=es", headers={"If-None-Match": answer["ETag"]}
    )

    assert answer["Content-Language"] == "es"
    assert answer.json()["summary"].startswith("Muestra")
    assert again.status_code == 304
