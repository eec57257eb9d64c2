"""The registry told to others: what it says, in which order, and what it never says."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command

from keyway.credentials.models import Credential, Issuer, Program, Recognition
from keyway.credentials.queries import linked
from keyway.credentials.views.linked import in_program
from keyway.errors import Refused
from keyway.needs.actions import store_finding
from keyway.partners.models import Organization
from keyway.reference.lookups import places
from keyway.standards import linked_data
from keyway.standards.ctdl import check
from tests.factories import credentials as make
from tests.factories.people import organization, partnership

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

    from keyway.needs.actions import Reckoning
    from keyway.reference.store import Store

pytestmark = pytest.mark.django_db

BASE = "https://keyway.example"
TODAY = date(2026, 11, 2)


def told(on: date = TODAY) -> dict[str, Any]:
    """The whole registry as a document."""
    text = "".join(linked.document(linked.telling(BASE, on)))
    found: dict[str, Any] = json.loads(text)
    return found


def by_class(document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [node for node in document["@graph"] if node["@type"] == f"ceterms:{name}"]


@pytest.fixture
def registry() -> Credential:
    """A stack of two credentials with claims, a program, an exam site and a promise."""
    nims = make.issuer(key="nims")
    core = make.credential("Core", key="nims-core", slug="nims-core", issuer=nims)
    mill = make.credential(
        "CNC <Milling> & more",
        key="nims-mill",
        slug="nims-mill",
        issuer=nims,
        stack_parent=core,
        stack_order=1,
        price_low_usd=Decimal("45.00"),
        price_high_usd=Decimal("45.00"),
        price_date=TODAY,
        minimum_age=16,
        renewal="expires",
        renewal_months=36,
        evidence=Credential.Evidence.CHECKED,
        seen_date=TODAY,
        official_url="https://nims.example/mill",
    )
    make.code(mill)
    make.exam_site(mill)
    make.recognition(mill)
    make.recognition(
        mill,
        type=Recognition.Type.ISO_17024,
        recognizer="ANAB",
        status=Recognition.Status.VERIFIED,
        checked_at=datetime(2026, 10, 1, tzinfo=UTC),
    )
    school = make.school("Mesa High", slug="mesa-high")
    program = make.program(school, slug="mesa-machining", evidence="official")
    make.offering(mill, program)
    make.promise(mill, organization("Acme Works", slug="acme-works"))
    return mill


def test_the_whole_registry_says_only_what_ctdl_lets_it_say(registry: Credential) -> None:
    document = told()

    assert check(document) == []
    assert len(by_class(document, "Certification")) == 2
    assert len(by_class(document, "LearningProgram")) == 1


def test_the_same_registry_gives_the_same_bytes(registry: Credential) -> None:
    telling = linked.telling(BASE, TODAY)

    assert "".join(linked.document(telling)) == "".join(linked.document(telling))


def test_a_finding_is_told_as_ours_and_a_claim_nobody_checked_without_one(
    registry: Credential,
) -> None:
    claims = {
        node["keyway:type"]: node
        for name in ("AccreditAction", "RecognizeAction")
        for node in by_class(told(), name)
        if "keyway:type" in node
    }

    [judgment] = claims["iso_17024"]["keyway:judgment"]
    assert (judgment["keyway:by"], judgment["keyway:says"]) == (BASE, "verified")
    assert judgment["keyway:on"] == "2026-10-01"
    assert "keyway:judgment" not in claims["nam"]


def test_a_promise_is_told_while_it_stands_and_never_who_signed_it(registry: Credential) -> None:
    [promise] = [n for n in by_class(told(), "RecognizeAction") if "keyway:promise" in n]

    assert promise["ceterms:actingAgent"] == [f"{BASE}/partners/acme-works/"]
    assert promise["ceterms:endDate"] == "2027-11-01"
    assert not any("sign" in name for name in promise)
    later = by_class(told(on=date(2027, 11, 2)), "RecognizeAction")
    assert not [node for node in later if "keyway:promise" in node]


def test_what_is_withdrawn_or_of_an_unapproved_institution_is_not_told(
    registry: Credential,
) -> None:
    Organization.objects.filter(slug="mesa-high").update(status=Organization.Status.CLOSED)
    Credential.objects.filter(key="nims-mill").update(is_withdrawn=True)

    document = told()

    text = json.dumps(document)
    assert "nims-mill" not in text
    assert "mesa-high" not in text
    assert check(document) == []


def test_numbers_made_here_say_so_and_an_issuers_own_do_not(registry: Credential) -> None:
    own = "ce-11111111-2222-4333-8444-555555555555"
    Credential.objects.filter(key="nims-core").update(ctid=own)

    core, mill = by_class(told(), "Certification")

    assert core["ceterms:ctid"] == own
    assert "keyway:ctidIsMintedHere" not in core
    assert mill["keyway:ctidIsMintedHere"] is True


def test_terms_of_others_are_told_again(registry: Credential) -> None:
    Issuer.objects.update(foreign_terms={"keep": {"ceterms:email": ["a@example.org"]}})
    Program.objects.update(foreign_terms={"in": {"ceterms:name": {"keep": {"fr": "Usinage"}}}})

    document = told()

    [issuer] = by_class(document, "CredentialOrganization")
    [program] = by_class(document, "LearningProgram")
    assert issuer["ceterms:email"] == ["a@example.org"]
    assert program["ceterms:name"] == {"en": "Precision Machining", "fr": "Usinage"}


def test_what_stands_in_a_page_cannot_end_its_block(registry: Credential) -> None:
    telling = linked.telling(BASE, TODAY)
    node = linked.searched_credential(registry, (), telling, "en")

    block = linked_data.for_page([node])

    assert not set("<>&") & set(block)
    assert json.loads(block)[0]["name"] == "CNC <Milling> & more"
    assert json.loads(block)[0]["offers"]["price"] == "45.00"


def test_search_engines_are_told_verified_recognition_alone(registry: Credential) -> None:
    telling = linked.telling(BASE, TODAY)

    node = linked.searched_credential(registry, registry.recognitions.all(), telling, "es")

    assert [each["name"] for each in node["recognizedBy"]] == ["ANAB"]
    assert node["description"].startswith("Muestra")


# --- on the pages ----------------------------------------------------------------------------------


def blocks(html: str) -> list[dict[str, Any]]:
    """What a page tells programs, read as they read it."""
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    found: list[dict[str, Any]] = json.loads(text)
    return found


@pytest.mark.usefixtures("reference")
def test_a_page_tells_the_way_back_the_credential_and_ctdl_once(
    registry: Credential, client: Client
) -> None:
    answer = client.get("/en/credentials/nims-mill/")

    html = answer.content.decode()
    way, searched, ctdl = blocks(html)
    assert way["@type"] == "BreadcrumbList"
    assert searched["name"] == "CNC <Milling> & more"
    assert check(ctdl) == []
    assert 'href="/en/credentials/nims-mill/credential.jsonld"' in html
    # The policy stays as strict as on every page: the block is data and runs nothing.
    assert "unsafe-inline" not in answer["Content-Security-Policy"]


@pytest.mark.usefixtures("reference")
def test_lists_programs_and_promises_tell_programs_too(
    registry: Credential, client: Client
) -> None:
    listing = blocks(client.get("/en/credentials/").content.decode())
    program = in_program(Program.objects.get())["linked_data"]
    promises = blocks(client.get("/en/promises/").content.decode())

    assert listing[1]["numberOfItems"] == 2
    assert program[0]["@type"] == "EducationalOccupationalProgram"
    assert check(program[1]) == []
    assert check(promises[-1]) == []


@pytest.mark.usefixtures("reference")
def test_documents_and_tables_are_handed_out_as_data(registry: Credential, client: Client) -> None:
    for address in (
        "credentials/nims-mill/credential.jsonld",
        "programs/mesa-machining/program.jsonld",
        "promises/promises.jsonld",
        "credentials/ctdl.jsonld",
    ):
        answer = client.get(f"/en/{address}")
        text = answer.getvalue().decode()
        assert answer["Content-Type"] == "application/ld+json"
        assert check(json.loads(text)) == [], address
    assert client.get("/en/credentials/none/credential.jsonld").status_code == 404
    assert client.get("/en/programs/none/program.jsonld").status_code == 404


@pytest.mark.usefixtures("reference")
def test_every_table_has_its_origin_in_the_last_column(
    registry: Credential, client: Client
) -> None:
    for what in ("credentials", "recognitions", "programs", "offerings", "promises"):
        answer = client.get(f"/en/credentials/data/{what}.csv")
        heading, *lines = csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig")))
        assert heading[-1] == "origin"
        assert lines, what
        assert all(line[-1] and len(line) == len(heading) for line in lines), what
    assert client.get("/en/credentials/data/secrets.csv").status_code == 404
    template = client.get("/en/credentials/template.csv").getvalue().decode("utf-8-sig")
    assert template.startswith("key,name,")


# --- the command -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("reference")
def test_the_command_writes_the_same_bytes_twice_packed_or_not(
    registry: Credential, tmp_path: Path
) -> None:
    plain, packed, again = (tmp_path / name for name in ("a.jsonld", "b.gz", "c.gz"))

    call_command("export", "ctdl", out=plain)
    call_command("export", "ctdl", out=packed, gzip=True)
    call_command("export", "ctdl", out=again, gzip=True)

    assert check(json.loads(plain.read_bytes())) == []
    assert packed.read_bytes() == again.read_bytes()
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.jsonld", "b.gz", "c.gz"]


@pytest.mark.usefixtures("reference")
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be written"):
        call_command("export", "ctdl", out=tmp_path / "missing" / "a.jsonld")


def test_the_whole_registry_tells_the_demand_that_the_finding_reckons(
    registry: Credential, reference: Store, reckoning: Reckoning
) -> None:
    store_finding(reckoning=reckoning, computed_at=datetime(2026, 11, 2, tzinfo=UTC))
    partnership()
    of = (reference, places.state(reference, "AZ"))

    text = "".join(linked.document(linked.telling(BASE, TODAY, of=of)))

    document = json.loads(text)
    demands = by_class(document, "WorkforceDemandAction")
    jobs = {node["@id"] for node in by_class(document, "Occupation")}
    assert check(document) == []
    assert demands
    assert {each["ceterms:object"][0] for each in demands} == jobs
    assert all(set(each["ceterms:description"]) == {"en", "es"} for each in demands)
