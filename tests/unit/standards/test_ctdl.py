"""CTDL as Keyway writes and reads it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from keyway.standards.ctdl import Places, check, deeds, minted, reading, writing
from keyway.standards.ctdl.durations import hours_in, months_as, months_in
from keyway.standards.ctdl.facts import (
    AgreementFacts,
    Code,
    CredentialFacts,
    DemandFacts,
    ExamPlace,
    IssuerFacts,
    Judgment,
    OfferingFacts,
    OrganizationFacts,
    PathwayFacts,
    ProgramFacts,
    PromiseFacts,
    RecognitionFacts,
    Skill,
    Step,
)
from keyway.standards.linked_data import for_page

PLACES = Places("https://keyway.example")
SLUGS = {"nims-cnc": "nims-cnc-milling", "nims-core": "nims-core"}
MILLING = CredentialFacts(
    key="nims-cnc",
    slug="nims-cnc-milling",
    name="CNC Milling Operator",
    issuer="nims",
    kind="certification",
    family="machining",
    level="entry",
    abbreviation="CNC-M",
    summary_en="Shows that its holder can run a mill.",
    summary_es="Muestra que sabe manejar una fresadora.",
    stack_parent="nims-core",
    stack_order=2,
    minimum_age=16,
    hours_low=40,
    hours_high=120,
    exam_mode="both",
    price_low_usd=Decimal("45.00"),
    price_high_usd=Decimal("90.50"),
    price_date=date(2026, 6, 1),
    renewal="expires",
    renewal_months=36,
    renewal_price_usd=Decimal("20.00"),
    official_url="https://nims.example/milling",
    evidence="cited",
    sources=({"title": "Price list", "url": "https://nims.example/prices"},),
    codes=(Code("soc", "51-9161"), Code("cip", "48.0510", is_ours=False)),
    skills=(Skill(1, "Set up a mill", "Preparar una fresadora"), Skill(2, "Read a drawing")),
    exam_places=(ExamPlace("Test Center", "AZ", date(2026, 5, 1), city="Mesa"),),
    judgment=Judgment("https://keyway.example", "checked", "2026-10-01", "abc"),
)
CLAIM = RecognitionFacts(
    credential="nims-cnc",
    type="iso_17024",
    recognizer="ANAB",
    year=2026,
    url="https://anab.example/list",
    seen_date=date(2026, 7, 1),
    expires_date=date(2027, 7, 1),
)
PROGRAM = ProgramFacts(
    slug="mesa-machining",
    name="Precision Machining",
    organization="mesa-high",
    level="secondary",
    cip_code="48.0501",
    months=9,
    hours=300,
    tuition_usd=Decimal("0.00"),
    tuition_date=date(2026, 8, 1),
    offerings=(OfferingFacts("nims-cnc", seen_date=date(2026, 8, 1)),),
)
AGREEMENT = AgreementFacts(
    organization="mesa-college",
    kind="dual",
    words_en="Dual enrollment: Precision Machining → Machine Tools",
    words_es="Inscripción doble: Maquinado de precisión → Máquinas herramienta",
    from_program="mesa-machining",
    credential="nims-cnc",
    to_program="mesa-tools",
    credits=Decimal("3.0"),
    until_date=date(2028, 6, 30),
)
PROMISE = PromiseFacts(
    key="acme|nims-cnc|interview|2026-11-01|",
    organization="acme",
    credential="nims-cnc",
    deed="interview",
    from_date=date(2026, 11, 1),
    until_date=date(2027, 10, 31),
    words_en="Acme interviews whoever holds it.",
    words_es="Acme entrevista a quien la tiene.",
)


def test_everything_written_says_only_what_ctdl_lets_it_say() -> None:
    path = PathwayFacts(
        "a", "To machinist", "From grade 10 to machinist.", "amp",
        (Step("program", "mesa-machining", "Machining"), Step("job", "51-4041", "Machinist")),
    )  # fmt: skip
    demand = DemandFacts(
        "amp", "51-4041", "Machinists", "Arizona", date(2026, 1, 1), None, "Open.", "Abierto.",
        "https://keyway.example/gap/", 10.0, 12.0, 15.0,
    )  # fmt: skip
    body = deeds.recognizer(CLAIM, PLACES)
    nodes = [
        writing.issuer(IssuerFacts("nims", "NIMS", "NIMS", "https://nims.example"), PLACES),
        writing.organization(OrganizationFacts("acme", "Acme"), PLACES),
        writing.credential(MILLING, PLACES, SLUGS),
        *([body] if body else []),
        deeds.recognition(CLAIM, PLACES, SLUGS),
        writing.program(PROGRAM, PLACES, SLUGS),
        deeds.agreement(AGREEMENT, PLACES, SLUGS),
        deeds.promise(PROMISE, PLACES, SLUGS),
        deeds.occupation("51-4041", "Machinists", PLACES),
        deeds.demand(demand, PLACES),
        *deeds.pathway(path, PLACES, SLUGS),
    ]

    assert check({"@context": writing.context(), "@graph": nodes}) == []


def test_a_credential_reads_back_as_it_was_written() -> None:
    node = writing.credential(MILLING, PLACES, SLUGS)

    keys = {PLACES.credential(slug): key for key, slug in SLUGS.items()}
    again = reading.credential(
        node, key="nims-cnc", slug="nims-cnc-milling", keys=keys, issuer="nims"
    )

    # What another site found is no finding of the site that reads it.
    assert again.judgment is None
    assert writing.credential(again, PLACES, SLUGS) == {
        name: value for name, value in node.items() if name != "keyway:judgment"
    }


def test_a_program_and_a_claim_read_back_as_they_were_written() -> None:
    keys = {PLACES.credential(slug): key for key, slug in SLUGS.items()}
    program = writing.program(PROGRAM, PLACES, SLUGS)
    claim = deeds.recognition(CLAIM, PLACES, SLUGS)

    assert (
        reading.program(program, slug="mesa-machining", organization="mesa-high", keys=keys)
        == PROGRAM
    )
    assert reading.recognition(claim, credential="nims-cnc", recognizer="ANAB") == CLAIM


def test_unknown_is_not_written() -> None:
    plain = CredentialFacts("nims-core", "nims-core", "Core", "nims", kind="certificate")

    node = writing.credential(plain, PLACES, SLUGS)

    assert "ceterms:estimatedCost" not in node
    assert "ceterms:minimumAge" not in str(node)


def test_an_agreement_of_unknown_credits_says_to_ask_and_never_none() -> None:
    known = deeds.agreement(AGREEMENT, PLACES, SLUGS)["ceterms:transferValue"][0]
    unknown = deeds.agreement(replace(AGREEMENT, credits=None), PLACES, SLUGS)

    assert known["schema:value"] == 3.0
    assert "schema:value" not in unknown["ceterms:transferValue"][0]
    assert "Ask" in unknown["ceterms:transferValue"][0]["schema:description"]["en"]
    assert check(unknown) == []


def test_a_price_without_its_day_is_not_used() -> None:
    node = writing.credential(MILLING, PLACES, SLUGS)
    for cost in node["ceterms:estimatedCost"]:
        del cost["keyway:seenDate"]

    again = reading.credential(node, key="a", slug="a", keys={}, issuer="nims")

    assert again.price_low_usd is None


def test_strange_values_are_not_understood_instead_of_failing() -> None:
    strange = {
        "@id": 7,
        "@type": ["ceterms:Badge"],
        "ceterms:name": {"en": ["A name"]},
        "ceterms:estimatedCost": "free",
        "ceterms:requires": [{"ceterms:minimumAge": 1e999}, "x"],
        "ceterms:occupationType": {"ceterms:codedNotation": "51-4041"},
        "ceterms:supersededBy": {"@id": "x"},
        "ceterms:renewalFrequency": "P",
    }

    again = reading.credential(strange, key="a", slug="a", keys={}, issuer="i")

    assert again.name == "A name"
    assert again.codes == (Code("soc", "51-4041", is_ours=False),)
    assert (again.minimum_age, again.renewal_months, again.superseded_by) == (None, None, "")


def test_the_table_tells_unknown_terms_wrong_values_and_what_is_missing() -> None:
    node = writing.credential(MILLING, PLACES, SLUGS)
    node["ceterms:colour"] = "red"
    node["ceterms:renewalFrequency"] = "three years"
    node["ceterms:ctid"] = "ce-7"
    del node["ceterms:name"]

    faults = {(fault.what, fault.detail) for fault in check(node)}

    assert faults == {
        ("unknown_property", "ceterms:colour"),
        ("wrong_range", "duration"),
        ("wrong_range", "text"),
        ("missing", "ceterms:name"),
    }
    assert check({"@type": "ceterms:Pencil"})[0].what == "unknown_class"


def test_a_ctid_made_here_never_changes() -> None:
    assert minted("credential", "nims-cnc") == "ce-bf713da9-da71-5efe-8b21-0732494b194d"


def test_durations_are_months_and_hours() -> None:
    assert [months_as(number) for number in (36, 18, 0, None)] == ["P3Y", "P18M", "P0M", ""]
    assert [months_in(each) for each in ("P3Y", "P1Y6M", "P", "PT3H", None)] == [
        36, 18, None, None, None,
    ]  # fmt: skip
    assert [hours_in(each) for each in ("PT40H", "P40D", 3)] == [40, None, None]


def test_a_name_cannot_end_the_block_in_a_page() -> None:
    text = for_page({"name": "</script><script>alert(1)</script>&"})

    assert "<" not in text
    assert ">" not in text
    assert "&" not in text
