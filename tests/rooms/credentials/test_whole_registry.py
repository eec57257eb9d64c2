"""The proof on the whole registry: it comes back from its own file, strange terms included."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from keyway.credentials.actions import exchange
from keyway.credentials.actions.seeding import seed_registry
from keyway.credentials.models import Credential, ForeignNode, Issuer, Recognition, RegistryImport
from keyway.credentials.queries import linked
from keyway.partners.models import Organization
from keyway.standards.ctdl import check
from tests.factories.people import NOW, member, partnership

if TYPE_CHECKING:
    from keyway.partners.models import Person
    from keyway.reference.store import Store

pytestmark = [pytest.mark.django_db, pytest.mark.long]

BASE = "https://keyway.example"


def written() -> str:
    return "".join(linked.document(linked.telling(BASE, date(2026, 11, 22))))


def taken(by: Person, text: str) -> str:
    """Empty the registry, take a file over, and return the registry as it is written then."""
    for model in (Recognition, Credential, Issuer, ForeignNode):
        model.objects.all().delete()
    held = exchange.bring_file(
        by=by, at=Organization.objects.get(runs_site=True), file_name="registry.jsonld",
        content=text.encode(), form=RegistryImport.Format.CTDL, base=BASE, now=NOW,
    )  # fmt: skip
    exchange.take_over(by=by, held=held, base=BASE, now=NOW)
    return written()


def made_strange(text: str) -> str:
    """The registry with two terms of others on every thing and on every part of it."""
    document = json.loads(text)
    document["@context"][1]["ex"] = "https://terms.example/"
    for node in document["@graph"]:
        node["ex:color"] = "green"
        parts: list[Any] = [
            part
            for value in list(node.values())
            for part in (value if isinstance(value, list) else [value])
        ]
        for part in parts:
            if isinstance(part, dict):
                part["ex:for"] = [{"ex:whom": "members"}, 3]
    return json.dumps(document)


def test_the_whole_registry_comes_back_byte_for_byte(reference: Store) -> None:
    seed_registry(store=reference, state_code="AZ")
    staff = member(partnership(), "partnership_staff")
    first = written()
    strange = made_strange(first)

    kept = taken(staff, strange)

    assert check(json.loads(first)) == []
    assert taken(staff, kept) == kept
    assert (kept.count("ex:color"), kept.count("ex:for")) == (
        strange.count("ex:color"),
        strange.count("ex:for"),
    )
    assert taken(staff, first) == first
