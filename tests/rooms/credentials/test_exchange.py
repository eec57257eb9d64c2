"""Files of others: looked at first, taken over whole, nothing lost, nothing verified, nothing signed."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from keyway.credentials.actions import exchange
from keyway.credentials.admin.exchange import _counts
from keyway.credentials.models import (
    Competency,
    Credential,
    ForeignNode,
    Issuer,
    Offering,
    Program,
    Promise,
    Recognition,
    RegistryImport,
)
from keyway.credentials.queries import linked
from keyway.partners.access import NotPermitted
from keyway.partners.models import JournalEntry, Organization, Person
from tests.factories import credentials as make
from tests.factories.people import NOW, member, organization, partnership

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db

BASE = "https://keyway.example"
TODAY = date(2026, 11, 2)
Document = dict[str, Any]


@pytest.fixture
def home() -> Organization:
    return partnership()


@pytest.fixture
def staff(home: Organization) -> Person:
    return member(home, "partnership_staff")


@pytest.fixture
def filled() -> Organization:
    """A registry with a stack, claims, an exam site, a program that teaches toward it."""
    nims = make.issuer(key="nims", website="https://nims.example")
    core = make.credential("Core", key="nims-core", slug="nims-core", issuer=nims, kind="card")
    mill = make.credential(
        "CNC Milling",
        key="nims-mill",
        slug="nims-milling",
        issuer=nims,
        abbreviation="CNC-M",
        stack_parent=core,
        stack_order=1,
        price_low_usd=Decimal("45.00"),
        price_high_usd=Decimal("90.00"),
        price_date=TODAY,
        hours_low=40,
        minimum_age=16,
        renewal="expires",
        renewal_months=18,
        renewal_price_usd=Decimal("0.00"),
        exam_mode="both",
        evidence=Credential.Evidence.CHECKED,
        seen_date=TODAY,
        official_url="https://nims.example/mill",
        price_url="https://nims.example/mill",
        sources=[{"title": "Prices", "url": "https://nims.example/prices"}],
    )
    Credential.objects.filter(key="nims-core").update(superseded_by=mill)
    make.code(mill)
    make.code(mill, "48.0510", scheme="cip", is_ours=False)
    Competency.objects.create(credential=mill, place=1, text_en="Set up a mill", text_es="Preparar")
    make.exam_site(mill)
    make.recognition(mill, year=2026)
    make.recognition(
        mill,
        type=Recognition.Type.ISO_17024,
        recognizer="ANAB",
        status=Recognition.Status.VERIFIED,
        checked_at=datetime(2026, 10, 1, tzinfo=UTC),
        expires_date=date(2027, 1, 1),
    )
    make.recognition(
        mill,
        type=Recognition.Type.STATE_LIST,
        recognizer="Arizona Department of Education",
        state_code="AZ",
        list_key="az-cte",
        place=Recognition.Place.REFUSED,
        year=2025,
        weight=Decimal("0.50"),
    )
    school = make.school("Mesa High", slug="mesa-high")
    program = make.program(
        school, slug="mesa-machining", evidence="official", months=9, hours=300, seats=24
    )
    make.offering(mill, program, evidence="institution", seen_date=TODAY)
    return school


def written() -> str:
    return "".join(linked.document(linked.telling(BASE, TODAY)))


def brought(by: Person, text: str, **given: Any) -> RegistryImport:
    form = given.pop("form", RegistryImport.Format.CTDL)
    [at] = Organization.objects.filter(runs_site=True)
    return exchange.bring_file(
        by=by,
        at=at,
        file_name="registry.jsonld",
        content=text.encode(),
        form=form,
        base=BASE,
        now=NOW,
        **given,
    )


def taken(by: Person, text: str, **given: Any) -> RegistryImport:
    held = brought(by, text, **given)
    exchange.take_over(by=by, held=held, base=BASE, now=NOW)
    held.refresh_from_db()
    return held


def emptied() -> None:
    """Empty the registry; the directory stays."""
    for model in (Promise, Offering, Program, Recognition, Credential, Issuer, ForeignNode):
        model.objects.all().delete()


def with_strange_terms(text: str) -> str:
    """The registry as another site might tell it: with terms of its own at every level."""
    document = json.loads(text)
    document["@context"][1]["ex"] = "https://terms.example/"
    document["ex:notice"] = {"en": "For members"}
    for node in document["@graph"]:
        node["ex:color"] = "green"
        for name in ("ceterms:estimatedCost", "ceterms:isPreparationFor", "ceterms:availableAt"):
            for part in node.get(name, []):
                part["ex:for"] = [{"ex:whom": "members"}, 3]
        if "ceterms:name" in node:
            node["ceterms:name"]["fr"] = "Un nom"
        for part in node.get("ceterms:estimatedCost", []):
            part["ceterms:jurisdiction"] = [{"@type": "ceterms:JurisdictionProfile"}]
        for part in node.get("ceterms:requires", []):
            for skill in part.get("ceterms:targetCompetency", []):
                skill["ex:level"] = "high"
    strange = {"@id": "https://terms.example/1", "@type": "ex:Pencil", "ex:length": 7.5}
    document["@graph"].append(strange)
    return json.dumps(document)


def test_a_registry_comes_back_from_its_file_byte_for_byte(
    staff: Person, filled: Organization
) -> None:
    first = written()
    emptied()

    taken(staff, first)

    assert written() == first


def test_terms_nobody_here_knows_come_back_at_every_level(
    staff: Person, filled: Organization
) -> None:
    strange = with_strange_terms(written())
    emptied()
    taken(staff, strange)
    first = written()
    emptied()

    taken(staff, first)

    assert written() == first
    for term in ("ex:color", "ex:for", "ex:whom", "ex:level", "ex:notice", "ex:Pencil", "Un nom"):
        assert first.count(term) == strange.count(term), term
    assert '"ex": "https://terms.example/"' in first


def test_the_same_file_twice_changes_nothing(staff: Person, filled: Organization) -> None:
    text = with_strange_terms(written())
    taken(staff, text)

    again = brought(staff, text)

    assert again.findings["changes"] == []
    assert again.findings["foreign"] == 0
    assert again.findings["same"] > 5


def test_what_is_not_understood_is_told_by_name_and_place(
    staff: Person, filled: Organization
) -> None:
    held = brought(staff, with_strange_terms(written()))

    told = dict(held.findings["kept"])
    assert "ex:color" in told["CNC Milling"]
    assert "ceterms:estimatedCost/ex:for" in told["CNC Milling"]
    assert told["https://terms.example/1"] == ["ex:Pencil"]


def test_a_file_verifies_nothing(staff: Person, filled: Organization) -> None:
    text = written()
    emptied()

    taken(staff, text)

    assert set(Recognition.objects.values_list("status", flat=True)) == {"unverified"}
    assert set(Credential.objects.values_list("evidence", flat=True)) == {"cited", "unverified"}
    assert set(Program.objects.values_list("evidence", flat=True)) == {"cited"}


def test_a_finding_that_is_said_to_be_ours_and_is_not_is_told_and_left_out(
    staff: Person, filled: Organization
) -> None:
    text = re.sub(r'"keyway:seal": "\w+"', '"keyway:seal": "0"', written())
    emptied()

    held = taken(staff, text)

    codes = [code for code, _words in held.findings["contradictions"]]
    assert codes.count("forged") == 4
    assert "keyway:seal" not in written()


def test_a_checked_credential_that_a_file_changes_is_checked_no_longer(
    staff: Person, filled: Organization
) -> None:
    document = json.loads(written())
    [mill] = [n for n in document["@graph"] if n.get("keyway:key") == "nims-mill"]
    mill["ceterms:requires"][0]["ceterms:minimumAge"] = 18

    held = taken(staff, json.dumps(document))

    [change] = held.findings["changes"]
    assert change["fields"] == [["minimum_age", "16", "18"]]
    row = Credential.objects.get(key="nims-mill")
    assert (row.minimum_age, row.evidence) == (18, "cited")
    # What the file did not touch is as it was.
    assert row.price_low_usd == Decimal("45.00")


def test_a_promise_is_signed_by_its_employer_and_comes_from_no_file(
    staff: Person, filled: Organization
) -> None:
    mill = Credential.objects.get(key="nims-mill")
    make.promise(mill, organization("Acme Works", slug="acme-works"))
    text = written()
    Promise.objects.all().delete()

    held = taken(staff, text)

    assert Promise.objects.count() == 0
    assert [why for _name, why in held.findings["left_out"]] == ["promise"]


@pytest.mark.parametrize("links", ["stacks", "replacements"])
def test_a_circle_is_refused_by_name(staff: Person, filled: Organization, links: str) -> None:
    document = json.loads(written())
    nodes = {n.get("keyway:key"): n for n in document["@graph"]}
    core, mill = nodes["nims-core"], nodes["nims-mill"]
    if links == "stacks":
        condition = {"@type": "ceterms:ConditionProfile", "ceterms:targetCredential": [mill["@id"]]}
        core["ceterms:isPreparationFor"] = [condition]
    else:
        mill["ceterms:supersededBy"] = core["@id"]
    held = brought(staff, json.dumps(document))

    with pytest.raises(exchange.FileBlocked, match="nims-core → nims-mill → nims-core"):
        exchange.take_over(by=staff, held=held, base=BASE, now=NOW)

    assert not Credential.objects.filter(key="nims-core").exclude(stack_parent=None)
    assert not Credential.objects.filter(key="nims-mill").exclude(superseded_by=None)


def test_a_file_of_many_counts_all_that_is_new_though_it_lists_some(
    staff: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "_LISTED", 1)
    rows = "".join(f"Credential {number},Issuer\n" for number in range(3))

    held = brought(staff, f"name,issuer\n{rows}", form=RegistryImport.Format.CSV)

    assert len(held.findings["changes"]) == 1
    counts = dict(_counts(held.findings))
    assert (counts["New"], counts["Changed"]) == (4, 0)  # three credentials and who issues them


def test_a_credential_of_the_public_registry_keeps_its_number_and_needs_no_key(
    staff: Person,
) -> None:
    ctid = "ce-11111111-2222-4333-8444-555555555555"
    text = json.dumps(
        {
            "@context": "https://credreg.net/ctdl/schema/context/json",
            "@graph": [
                {
                    "@id": f"https://credentialengineregistry.org/resources/{ctid}",
                    "@type": "ceterms:Certification",
                    "ceterms:ctid": ctid,
                    "ceterms:name": {"en-US": "Certified Welder"},
                    "ceterms:ownedBy": ["https://registry.example/aws"],
                    "ceterms:keyword": {"en-US": ["welding"]},
                    "ceterms:recognizedBy": ["https://registry.example/nam"],
                },
                {
                    "@id": "https://registry.example/aws",
                    "@type": "ceterms:CredentialOrganization",
                    "ceterms:name": {"en-US": "American Welding Society"},
                },
            ],
        }
    )

    taken(staff, text)

    [row] = Credential.objects.all()
    assert (row.name, row.ctid, row.issuer.name) == (
        "Certified Welder",
        ctid,
        "American Welding Society",
    )
    assert "ceterms:keyword" in written()
    first = written()
    emptied()
    taken(staff, first)
    assert written() == first


def test_programs_of_institutions_nobody_knows_are_kept_and_told(staff: Person) -> None:
    node: Document = {
        "@id": "https://elsewhere.example/programs/welding",
        "@type": "ceterms:LearningProgram",
        "ceterms:name": {"en": "Welding"},
        "ceterms:offeredBy": ["https://elsewhere.example/college"],
    }

    held = taken(staff, json.dumps({"@graph": [node]}))

    assert held.findings["left_out"] == [["Welding", "homeless"]]
    assert Program.objects.count() == 0
    assert node["@id"] in written()


def test_a_table_brings_credentials_and_keeps_columns_nobody_knows(
    staff: Person, filled: Organization
) -> None:
    text = (
        "key,name,issuer,kind,price_low_usd,price_date,stack_parent,soc_codes,Our number\n"
        "nims-mill,CNC Milling,National Institute for Metalworking Skills,certification,$50.00,"
        "2026-11-01,,51-4041; 51-9161,7\n"
        ",CNC Turning,National Institute for Metalworking Skills,certification,cheap,,nims-mill,,8\n"
    )

    held = taken(staff, text, form=RegistryImport.Format.CSV)

    turning = Credential.objects.get(name="CNC Turning")
    mill = Credential.objects.get(key="nims-mill")
    assert (mill.price_low_usd, mill.price_date) == (Decimal("50.00"), date(2026, 11, 1))
    assert mill.codes.filter(scheme="soc").count() == 2
    assert (turning.stack_parent, turning.price_low_usd) == (mill, None)
    assert turning.issuer == mill.issuer
    assert ["CNC Turning", ["keyway:columns"]] in held.findings["kept"]
    assert '"keyway:columns": {"our number": "8", "price_low_usd": "cheap"}' in written()


def test_what_cannot_be_read_is_refused_in_a_sentence(staff: Person, home: Organization) -> None:
    with pytest.raises(exchange.FileNotRead, match="CTDL"):
        brought(staff, "<html></html>")
    with pytest.raises(exchange.FileNotRead):
        brought(staff, "color,size\nred,7\n", form=RegistryImport.Format.CSV)
    with pytest.raises(exchange.FileTooDense):
        brought(staff, "[" * 60 + "]" * 60)
    with pytest.raises(exchange.NothingInFile):
        brought(staff, "{}")
    with pytest.raises(exchange.FileTooLarge, match="10 MB"):
        brought(staff, " " * (exchange.MOST_BYTES + 1))
    assert RegistryImport.objects.count() == 0


def test_only_those_who_may_bring_files(home: Organization, filled: Organization) -> None:
    educator = member(filled, "educator")

    with pytest.raises(NotPermitted):
        brought(educator, written())


def test_what_was_shown_is_what_is_taken(staff: Person, filled: Organization) -> None:
    document = json.loads(written())
    document["@graph"][-1]["keyway:seats"] = 30
    held = brought(staff, json.dumps(document))
    Program.objects.update(seats=28)

    with pytest.raises(exchange.RegistryMovedOn):
        exchange.take_over(by=staff, held=held, base=BASE, now=NOW)

    assert Program.objects.get().seats == 28
    held.refresh_from_db()
    assert held.findings["changes"][0]["fields"] == [["seats", "28", "30"]]
    exchange.take_over(by=staff, held=held, base=BASE, now=NOW)
    assert Program.objects.get().seats == 30
    assert JournalEntry.objects.filter(event="registry.imported").count() == 1


def test_a_file_put_aside_is_not_taken(staff: Person, filled: Organization) -> None:
    held = brought(staff, written())

    exchange.drop_file(by=staff, held=held)

    held.refresh_from_db()
    assert held.content is None
    with pytest.raises(exchange.FileTakenAlready):
        exchange.take_over(by=staff, held=held, base=BASE, now=NOW)


# --- the desk --------------------------------------------------------------------------------------


def sent(client: Client, content: bytes, form: str = "ctdl") -> Any:
    asked = {"form": form, "family": "welding", "level": "entry"}
    file = SimpleUploadedFile("registry.jsonld", content)
    return client.post(reverse("staff_registry_files"), {**asked, "file": file})


@pytest.mark.usefixtures("reference")
def test_staff_look_at_a_file_field_by_field_and_take_it_over(
    client: Client, staff: Person, filled: Organization
) -> None:
    document = json.loads(with_strange_terms(written()))
    [mill] = [n for n in document["@graph"] if n.get("keyway:key") == "nims-mill"]
    mill["ceterms:requires"][0]["ceterms:minimumAge"] = 18
    client.force_login(staff)

    answer = sent(client, json.dumps(document).encode())
    page = client.get(answer["Location"])
    [held] = RegistryImport.objects.all()
    client.post(reverse("staff_registry_take", args=[held.pk]))

    html = page.content.decode()
    assert answer.status_code == 302
    assert "<td>16</td><td>18</td>" in html
    assert "ceterms:estimatedCost/ex:for" in html
    assert Credential.objects.get(key="nims-mill").minimum_age == 18
    assert client.get(reverse("staff_registry_files")).status_code == 200


@pytest.mark.usefixtures("reference")
def test_a_file_that_is_none_is_told_at_the_form(
    client: Client, staff: Person, filled: Organization
) -> None:
    client.force_login(staff)

    answer = sent(client, b"<html>")

    assert answer.status_code == 422
    assert "cannot be read as CTDL" in answer.content.decode()


@pytest.mark.usefixtures("reference")
def test_a_file_that_is_too_large_is_refused_without_being_read(
    client: Client, staff: Person, filled: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "MOST_BYTES", 5_000_000)
    monkeypatch.setattr(exchange, "bring_file", None)
    client.force_login(staff)

    answer = sent(client, b" " * 5_000_001)

    assert answer.status_code == 422
    assert "larger than 5 MB" in answer.content.decode()


@pytest.mark.usefixtures("reference")
def test_others_do_not_see_the_desk(
    client: Client, home: Organization, filled: Organization
) -> None:
    client.force_login(member(home, "partnership_volunteer"))

    assert client.get(reverse("staff_registry_files")).status_code in (302, 403)
