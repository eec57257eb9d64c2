"""The registry's files fit, name only what exists, and call nothing verified that is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polars as pl
import pytest

from keyway.errors import Broken
from keyway.reference import registry as files
from keyway.reference.lookups import places, programs, registry
from keyway.reference.store import STARTER, Store

if TYPE_CHECKING:
    from pathlib import Path

CREDENTIAL = (
    "key,name,abbreviation,issuer,kind,family,level,stack_parent,stack_order,superseded_by,"
    "minimum_age,in_school,hours_low,hours_high,exam_mode,exam_minutes,price_low_usd,"
    "price_high_usd,price_date,price_url,renewal,renewal_months,renewal_price_usd,official_url,"
    "exam_sites_url,soc_codes,cip_codes,evidence,seen_date,sources,summary_en,summary_es"
)
ISSUERS = "key,name,abbreviation,website\nnims,NIMS,NIMS,https://www.nims-skills.org/\n"
_LINK = re.compile(r"https?://[^\s]+")


@pytest.fixture(scope="module")
def held() -> registry.Registry:
    return registry.load()


@pytest.fixture(scope="module")
def store() -> Store:
    return Store((STARTER,))


def folder_with(folder: Path, *rows: str) -> Path:
    """Return a folder that holds one issuer and these credentials."""
    (folder / "issuers.csv").write_text(ISSUERS, encoding="utf-8")
    (folder / "credentials.csv").write_text("\n".join((CREDENTIAL, *rows)), encoding="utf-8")
    return folder


def line(**given: str) -> str:
    """Return one credential's line, sound but for what is given."""
    sound = {
        "key": "mill", "name": "Milling", "issuer": "nims", "kind": "certification",
        "family": "machining", "level": "entry", "in_school": "yes", "exam_mode": "both",
        "renewal": "unknown", "evidence": "unverified", **given,
    }  # fmt: skip
    return ",".join(sound.get(name, "") for name in CREDENTIAL.split(","))


def test_it_holds_more_than_150_credentials_in_every_kind_of_work(held: registry.Registry) -> None:
    assert len(held.credentials) >= 150
    assert len({each.family for each in held.credentials}) == 13


def test_codes_are_those_of_the_official_classifications(
    held: registry.Registry, store: Store
) -> None:
    occupations = store.read("soc_occupations").filter(pl.col("group_level") == "detailed")
    soc, cip = set(occupations["soc_code"]), set(store.read("cip_programs")["cip_code"])

    assert {code for each in held.credentials for code in each.soc_codes} <= soc
    assert {code for each in held.credentials for code in each.cip_codes} <= cip
    assert {each.cip_prefix for each in held.fields} <= cip
    assert {each.cip_code for each in held.programs} - {""} <= cip
    assert {each.cip_code for each in held.state_programs} - {""} <= cip


def test_every_text_is_there_in_both_languages_and_short(held: registry.Registry) -> None:
    told = {each.credential for each in held.competencies}
    for each in held.credentials:
        assert 0 < len(each.summary_en) <= 160
        assert 0 < len(each.summary_es) <= 160
        assert each.key in told
    for skill in held.competencies:
        assert 0 < len(skill.text_en) <= 160
        assert 0 < len(skill.text_es) <= 160


def test_every_fact_with_a_page_says_when_it_was_seen(held: registry.Registry) -> None:
    for each in held.credentials:
        assert _LINK.fullmatch(each.official_url), each.key
        assert (each.evidence == "unverified") == (each.seen_date is None), each.key
        assert each.evidence == "unverified" or each.sources, each.key
    for claim in held.claims:
        assert _LINK.fullmatch(claim.url), claim
        assert claim.seen_date is not None


def test_a_claim_of_a_states_list_names_a_list_that_is_described(held: registry.Registry) -> None:
    lists = {(each.state_code, each.key) for each in registry.state_lists()}
    claims = [each for each in held.claims if each.type == "state_list"]

    assert claims
    assert {(each.state_code, each.list_key) for each in claims} <= lists
    assert all(each.place for each in claims)


def test_claims_differ_from_each_other(held: registry.Registry) -> None:
    keys = [
        (e.credential, e.type, e.recognizer, e.state_code, e.list_key, e.year) for e in held.claims
    ]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("key", "kind", "renewal"),
    [
        ("osha-10", "card", "never"),
        ("az-tsa", "not_credential", "never"),
        ("act-ncrc-silver", "readiness", "never"),
        ("mssc-cpt", "certification", "expires"),
        ("aws-sense-1", "certificate", "unknown"),
        ("aws-certified-welder", "certification", "expires"),
        ("faa-airframe", "license", "never"),
    ],
)
def test_a_credential_is_called_what_it_is(
    held: registry.Registry, key: str, kind: str, renewal: str
) -> None:
    found = next(each for each in held.credentials if each.key == key)

    assert (found.kind, found.renewal) == (kind, renewal)


def test_four_modules_make_one_production_technician(held: registry.Registry) -> None:
    parts = [each for each in held.credentials if each.stack_parent == "mssc-cpt"]

    assert [each.stack_order for each in parts] == [1, 2, 3, 4]
    assert {(each.hours_low, each.exam_minutes) for each in parts} == {(35, 90)}


def test_offerings_and_credits_name_programs_that_official_files_hold(
    held: registry.Registry, store: Store
) -> None:
    state = places.state(store, "AZ")
    own = [
        *programs.completed(store, state, held.fields),
        *programs.profiled(store, state, held.fields_of_state("AZ")),
    ]
    known = {
        (
            row["source_key"],
            row["official_scheme"],
            row["official_code"],
            row["state_program_name"] or f"{row['cip_code']}|{row['award_level_code']}",
        )
        for row in own
    }
    names = [each.program for each in held.offerings]
    names += [name for each in held.credits for name in (each.from_program, each.to_program)]

    official = [name for name in names if name and not name.startswith("page:")]
    assert official
    assert {programs.known_by(held, name) for name in official} <= known


def test_keys_of_taught_programs_fit_beside_their_mark(held: registry.Registry) -> None:
    assert all(len(f"page:{each.key}") <= 40 for each in held.programs)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([line(kind="badge")], "line 2, kind: “badge” does not fit"),
        ([line(stack_order="two")], "line 2, stack_order: “two” does not fit"),
        ([line(issuer="nobody")], "there is no issuer nobody"),
        ([line(stack_parent="nothing")], "there is no credential nothing"),
        ([line(sources="nowhere")], "there is no source nowhere"),
        ([line(), line()], "mill is there twice"),
        ([line(price_low_usd="60")], "a price has no date"),
        ([line(hours_low="20", hours_high="10")], "a range runs downward"),
        ([line(stack_parent="mill")], "stack_parent leads back to itself"),
        (
            [line(key="one", stack_parent="two"), line(key="two", stack_parent="one")],
            "stack_parent leads back to itself",
        ),
    ],
)
def test_a_row_that_does_not_fit_is_told_by_its_place(
    tmp_path: Path, lines: list[str], said: str
) -> None:
    with pytest.raises(Broken, match=re.escape(said)):
        registry.load((folder_with(tmp_path, *lines),))


def test_a_file_with_another_column_is_refused(tmp_path: Path) -> None:
    (tmp_path / "issuers.csv").write_text("key,name\nnims,NIMS\n", encoding="utf-8")

    with pytest.raises(Broken, match="abbreviation, website"):
        registry.load((tmp_path,))


def test_another_folder_adds_a_states_rows(tmp_path: Path, held: registry.Registry) -> None:
    (tmp_path / "state_programs.csv").write_text(
        "state_code,name,name_es,family,cip_code,lowest_grade,highest_grade,"
        "is_outside_welding_and_engineering\n"
        "OH,Precision Machining,Maquinado de precisión,machining,48.0501,9,12,yes\n",
        encoding="utf-8",
    )
    both = registry.load((files.FOLDER, tmp_path))

    assert [each.name for each in both.fields_of_state("oh")] == ["Precision Machining"]
    assert len(both.credentials) == len(held.credentials)


def test_what_cohorts_earned_comes_out_of_the_starter_data_too(
    held: registry.Registry, store: Store
) -> None:
    found = programs.cohorts(store, held.fields_of_state("AZ"))

    assert found.rows() == [
        (2023, 12_008, 1_154, 83),
        (2024, 16_614, 1_704, 105),
        (2025, 20_264, 2_084, 67),
    ]


@pytest.mark.parametrize(
    ("official", "plain"),
    [
        ("Machine Tool Technology/Machinist", "Machine Tool Technology"),
        (
            "Mechanical/Mechanical Engineering Technology/Technician",
            "Mechanical Engineering Technology",
        ),
        ("Engineering Technologies/Technicians, General", "Engineering Technologies, General"),
        (
            "Computer Numerically Controlled (CNC) Machinist Technology/CNC Machinist",
            "CNC Machinist Technology",
        ),
        ("Drafting/Design Engineering", "Drafting/Design Engineering"),
    ],
)
def test_a_title_says_a_thing_once(official: str, plain: str) -> None:
    assert programs.plain_title(official) == plain
