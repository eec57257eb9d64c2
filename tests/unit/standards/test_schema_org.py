"""schema.org as Keyway writes it."""

from decimal import Decimal

from keyway.standards import schema_org
from keyway.standards.schema_org import Offer


def test_pages_say_only_what_schema_org_knows() -> None:
    issuer = schema_org.organization("NIMS", "https://nims.example")
    school = schema_org.organization("Mesa High", "https://here.example/partners/mesa/", "school")
    documents = [
        schema_org.breadcrumbs([("Arizona", "https://here.example/en/")]),
        schema_org.credential(
            name="CNC Milling", address="https://here.example/credentials/cnc/",
            kind="certification", description="Runs a mill.", language="en", issuer=issuer,
            recognizers=[schema_org.organization("ANAB", "https://anab.example")],
            cost=Offer(Decimal(45), Decimal(90)), skills=["Set up a mill"], valid_for="P3Y",
            codes=[("SOC 2018", "51-9161")],
        ),
        schema_org.program(
            name="Machining", address="https://here.example/programs/m/", provider=school,
            awards=[schema_org.credential_name("CNC", "https://here.example/credentials/cnc/")],
            cost=Offer(Decimal(0), None), time="P9M", seats=24, starts="2027-08-01",
        ),
        schema_org.listing("Credentials", [("CNC", "https://here.example/credentials/cnc/")]),
    ]  # fmt: skip

    assert [fault for each in documents for fault in schema_org.check(each)] == []
    assert documents[2]["offers"] == {"@type": "Offer", "price": "0.00", "priceCurrency": "USD"}


def test_an_unknown_price_is_left_out() -> None:
    issuer = schema_org.organization("NIMS", "https://nims.example")

    node = schema_org.credential(
        name="CNC", address="https://here.example/", kind="card", description="", language="en",
        issuer=issuer, cost=Offer(None, None),
    )  # fmt: skip

    assert "offers" not in node


def test_what_schema_org_does_not_know_is_told() -> None:
    assert schema_org.check({"@type": "Offer", "cost": 3}) == [
        "Offer: lacks price",
        "Offer: lacks priceCurrency",
        "Offer: no property 'cost'",
    ]
    assert schema_org.check({"@type": "Pencil"}) == [": no class 'Pencil'"]
