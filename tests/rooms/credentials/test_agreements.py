"""Agreements on credit: told by the institution that gives it, and never made by a file."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from keyway.credentials.actions import exchange
from keyway.credentials.models import Articulation, Program, RegistryImport
from keyway.credentials.queries import linked
from keyway.credentials.views.linked import in_program
from keyway.partners.models import Organization
from keyway.standards.ctdl import check
from tests.factories import credentials as make
from tests.factories.people import NOW, member, partnership

if TYPE_CHECKING:
    from keyway.partners.models import Person

pytestmark = pytest.mark.django_db

BASE = "https://keyway.example"
TODAY = date(2026, 11, 2)


@pytest.fixture
def agreement() -> Articulation:
    """A class of a high school that counts at a college for three credits."""
    learned = make.program(make.school("Mesa High", slug="mesa-high"), slug="mesa-machining")
    toward = make.program(make.school("Mesa College", slug="mesa-college"), slug="mesa-tools")
    return Articulation.objects.create(
        organization=toward.organization,
        from_program=learned,
        to_program=toward,
        kind=Articulation.Kind.DUAL,
        credits=Decimal("3.0"),
        until_date=date(2027, 6, 30),
        evidence="institution",
        seen_date=TODAY,
    )


def written(on: date = TODAY) -> str:
    return "".join(linked.document(linked.telling(BASE, on)))


def told(on: date = TODAY) -> list[dict[str, Any]]:
    nodes = json.loads(written(on))["@graph"]
    return [each for each in nodes if each["@type"] == "ceterms:TransferValueProfile"]


def brought(by: Person, text: str) -> RegistryImport:
    held = exchange.bring_file(
        by=by, at=Organization.objects.get(runs_site=True), file_name="registry.jsonld",
        content=text.encode(), form=RegistryImport.Format.CTDL, base=BASE, now=NOW,
    )  # fmt: skip
    exchange.take_over(by=by, held=held, base=BASE, now=NOW)
    return held


def test_it_is_told_while_it_holds_with_both_programs_and_who_gives_the_credit(
    agreement: Articulation,
) -> None:
    [node] = told()

    assert node["ceterms:ownedBy"] == [f"{BASE}/partners/mesa-college/"]
    assert node["ceterms:transferValueFrom"] == [f"{BASE}/programs/mesa-machining/"]
    assert node["ceterms:transferValueFor"] == [f"{BASE}/programs/mesa-tools/"]
    assert check(json.loads(written())) == []
    assert not told(on=date(2027, 7, 1))


def test_the_file_of_either_program_tells_it(agreement: Articulation) -> None:
    for slug in ("mesa-machining", "mesa-tools"):
        graph = in_program(Program.objects.get(slug=slug))["linked_data"][1]["@graph"]

        assert "ceterms:TransferValueProfile" in [node["@type"] for node in graph]


def test_one_of_an_institution_that_the_public_does_not_see_is_not_told(
    agreement: Articulation,
) -> None:
    Organization.objects.filter(slug="mesa-high").update(status=Organization.Status.CLOSED)

    assert not told()


def test_it_comes_back_as_it_was_with_what_others_say_beside_it(agreement: Articulation) -> None:
    document = json.loads(written())
    [node] = [n for n in document["@graph"] if n["@type"] == "ceterms:TransferValueProfile"]
    node["ex:color"] = "green"

    held = brought(member(partnership(), "partnership_staff"), json.dumps(document))

    assert not held.findings["contradictions"]
    assert Articulation.objects.get() == agreement
    assert told()[0]["ex:color"] == "green"


def test_a_file_makes_none_and_loses_none(agreement: Articulation) -> None:
    text = written()
    agreement.delete()

    held = brought(member(partnership(), "partnership_staff"), text)

    assert [each[1] for each in held.findings["left_out"]] == ["agreement"]
    assert not Articulation.objects.exists()
    assert len(told()) == 1
