"""Files and official tables fill the registry; what somebody touched is theirs."""

from __future__ import annotations

import shutil
from decimal import Decimal
from typing import TYPE_CHECKING, get_args, get_type_hints

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from keyway.credentials.actions.seeding import digest, registry_fingerprint, seed_registry
from keyway.credentials.actions.seeding_programs import programs_fingerprint, seed_programs
from keyway.credentials.models import (
    Articulation,
    Attainment,
    Competency,
    Credential,
    CredentialCode,
    ExamSite,
    Offering,
    Program,
    Recognition,
)
from keyway.credentials.queries.naming import free_program_slug
from keyway.partners.actions.seeding import seed_directory
from keyway.partners.models import JournalEntry
from keyway.reference import registry as files
from keyway.reference.lookups import registry
from tests.factories.directory import directory_store
from tests.factories.people import NOW, person

if TYPE_CHECKING:
    from pathlib import Path

    from keyway.reference.store import Store

pytestmark = pytest.mark.django_db

KEPT = ("nims-cnc-milling-operator", "nims-cnc-milling-programming", "nims-cnc-milling-2")
AWARDS = [
    {
        "unitid": "105154",
        "cip_code": code,
        "award_level_code": level,
        "year": year,
        "awards_count": n,
    }
    for code, level, year, n in (
        ("48.0501", "2", 2023, 55),
        ("48.0501", "2", 2024, 64),
        ("48.0508", "3", 2023, 7),
        ("52.0301", "3", 2024, 90),
    )
]
CREDIT = (
    "ade_cted:0409731:Precision Machining,,ipeds:105154:48.0501|2,dual,6,cited,"
    "https://example.org/,2026-11-22,"
)
CIP = [{"cip_code": "48.0501", "program_name": "Machine Tool Technology/Machinist."}]
DONE = [
    {
        "fiscal_year": year,
        "cted_name": "EVIT",
        "program_name": name,
        "campus_scope": "all",
        "completers_count": done,
        "enrollees_count": enrolled,
    }
    for year, name, done, enrolled in (
        (2024, "Electronic Technologies", 2, 20),
        (2025, "Precision Machining", 12, 80),
        (2025, "Culinary Arts", 30, 90),
    )
]
EXAMS = [
    {
        "fiscal_year": 2025,
        "cted_name": "EVIT",
        "program_name": "Precision Machining",
        "measure": measure,
        "campus_scope": "all",
        "numerator_count": upper,
        "denominator_count": lower,
        "count_note": note,
    }
    for measure, upper, lower, note in (
        ("pass", 14, 17, None),
        ("attempt", None, 31, "Printed as not available."),
    )
]


@pytest.fixture(scope="session")
def store_of_programs(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The small directory with awards of a college and profiles of a technical district."""
    return directory_store(
        tmp_path_factory.mktemp("programs"),
        ipeds_program_completions=AWARDS,
        cip_programs=CIP,
        ade_cted_completions=DONE,
        ade_cted_credentials=EXAMS,
    )


@pytest.fixture(scope="session")
def trimmed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path]:
    """The registry's files with three milling credentials and what belongs to them."""
    return (_trim(tmp_path_factory.mktemp("registry"), KEPT),)


def _trim(folder: Path, kept: tuple[str, ...]) -> Path:
    for path in files.FOLDER.glob("*.csv"):
        shutil.copy(path, folder)
    for name in ("credentials.csv", "competencies.csv", "recognitions.csv"):
        first, *rows = (files.FOLDER / name).read_text(encoding="utf-8").splitlines()
        own = [row for row in rows if row.split(",")[0] in kept]
        (folder / name).write_text("\n".join((first, *own)) + "\n", encoding="utf-8")
    for name, row in (
        ("offerings.csv", f"page:mesa-quick-start,{kept[0]},cited,https://example.org/,2026-11-22"),
        ("articulations.csv", CREDIT),
        ("exam_sites.csv", f"{kept[0]},Westwood High School,Mesa,AZ,85201,,2026-11-22"),
    ):
        first, *_ = (files.FOLDER / name).read_text(encoding="utf-8").splitlines()
        (folder / name).write_text(f"{first}\n{row}\n", encoding="utf-8")
    return folder


@pytest.fixture
def registered(store_of_programs: Store, trimmed: tuple[Path]) -> Store:
    """Directory, registry and programs, entered."""
    seed_directory(store=store_of_programs, state_code="AZ")
    seed_registry(store=store_of_programs, state_code="AZ", folders=trimmed)
    seed_programs(store=store_of_programs, state_code="AZ", folders=trimmed)
    return store_of_programs


def test_words_of_the_files_are_those_that_the_database_knows() -> None:
    hints = get_type_hints(registry.Credential)
    for name, choices in (
        ("kind", Credential.Kind),
        ("family", Credential.Family),
        ("level", Credential.Level),
        ("in_school", Credential.InSchool),
        ("exam_mode", Credential.Exam),
        ("renewal", Credential.Renewal),
    ):
        assert set(get_args(hints[name])) == set(choices.values), name
    assert set(get_args(hints["evidence"])) == set(Credential.Evidence.values) - {"checked"}
    claims = get_type_hints(registry.Claim)
    assert set(get_args(claims["type"])) == set(Recognition.Type.values)
    assert set(get_args(claims["place"])) == {"", *Recognition.Place.values}
    assert set(get_args(get_type_hints(registry.TaughtProgram)["level"])) == set(
        Program.Level.values
    )


def test_a_credential_comes_with_its_stack_codes_and_competencies(registered: Store) -> None:
    operator = Credential.objects.get(key=KEPT[0])

    assert operator.issuer.abbreviation == "NIMS"
    assert operator.stack_parent is not None
    assert operator.stack_parent.key == KEPT[1]
    assert set(operator.codes.values_list("code", flat=True)) >= {"51-9161", "48.0510"}
    assert [each.place for each in operator.competencies.order_by("place")] == [1, 2, 3]
    assert "fresadora" in operator.search_text
    assert operator.sources[0]["url"].startswith("http")


def test_nothing_is_entered_as_verified_or_checked(registered: Store) -> None:
    assert Recognition.objects.exists()
    assert set(Recognition.objects.values_list("status", flat=True)) == {"unverified"}
    assert not Credential.objects.filter(evidence=Credential.Evidence.CHECKED).exists()


def test_awards_become_a_program_with_one_count_a_year(registered: Store) -> None:
    program = Program.objects.get(source_key="ipeds")

    assert program.name == "Machine Tool Technology"
    assert (program.cip_code, program.level, program.family) == (
        "48.0501", "certificate", "machining",
    )  # fmt: skip
    assert program.evidence == "official"
    assert list(
        program.attainments.order_by("cohort_year").values_list("cohort_year", "completers_count")
    ) == [(2023, 55), (2024, 64)]


def test_profiles_become_programs_of_the_technical_district(registered: Store) -> None:
    program = Program.objects.get(state_program_name="Precision Machining")
    counts = Attainment.objects.get(program=program)

    assert program.organization.name == "East Valley Institute of Technology"
    assert (program.level, program.status, program.cip_is_ours) == ("secondary", "offered", True)
    assert (counts.enrolled_count, counts.completers_count) == (80, 12)
    assert (counts.concentrators_count, counts.concentrators_attempted_count) == (31, None)
    assert (counts.attempted_count, counts.earned_count) == (17, 14)
    assert counts.note == "Printed as not available."
    assert not Program.objects.filter(name="Culinary Arts").exists()


def test_a_program_that_the_newest_profile_does_not_name_is_closed(registered: Store) -> None:
    assert Program.objects.get(state_program_name="Electronic Technologies").status == "closed"


def test_a_page_that_says_what_is_taught_makes_an_offering(registered: Store) -> None:
    offering = Offering.objects.get()

    assert offering.program.organization.name == "Mesa Community College"
    assert (offering.credential.key, offering.evidence) == (KEPT[0], "cited")


def test_what_counts_at_a_college_leads_from_the_district_to_it(registered: Store) -> None:
    credit = Articulation.objects.get()

    assert credit.organization.name == "Mesa Community College"
    assert credit.from_program is not None
    assert credit.from_program.state_program_name == "Precision Machining"
    assert credit.to_program is not None
    assert credit.to_program.cip_code == "48.0501"


def test_a_place_of_exams_is_entered_with_the_day_it_was_seen(registered: Store) -> None:
    place = ExamSite.objects.get()

    assert (place.credential.key, place.name) == (KEPT[0], "Westwood High School")
    assert place.seen_date.isoformat() == "2026-11-22"


def test_a_second_time_changes_nothing_and_asks_little(
    registered: Store, trimmed: tuple[Path]
) -> None:
    with CaptureQueriesContext(connection) as asked:
        credentials = seed_registry(store=registered, state_code="AZ", folders=trimmed)
        programs = seed_programs(store=registered, state_code="AZ", folders=trimmed)

    assert not credentials.is_change
    assert not programs.is_change
    assert len(asked) < 60


def test_what_a_person_changed_stays_and_the_rest_is_renewed(
    registered: Store, trimmed: tuple[Path]
) -> None:
    Credential.objects.filter(key=KEPT[0]).update(summary_en="Ours.")
    Competency.objects.filter(credential__key=KEPT[1], place=1).update(text_en="Ours.")
    Credential.objects.filter(key=KEPT[2]).update(evidence="checked", checked_by=person())
    Program.objects.filter(source_key="ipeds").update(seats=20, confirmed_at=NOW, name="Ours")
    Recognition.objects.filter(credential__key=KEPT[0]).update(status="refuted")
    folder = trimmed[0].parent / "newer"
    shutil.copytree(trimmed[0], folder, dirs_exist_ok=True)
    path = folder / "credentials.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Shows", "Proves"), encoding="utf-8")

    done = seed_registry(store=registered, state_code="AZ", folders=(folder,))
    seed_programs(store=registered, state_code="AZ", folders=(folder,))

    assert done.renewed == 0
    assert Credential.objects.get(key=KEPT[0]).summary_en == "Ours."
    assert Competency.objects.get(credential__key=KEPT[1], place=1).text_en == "Ours."
    assert Program.objects.get(source_key="ipeds").name == "Ours"
    assert Recognition.objects.filter(credential__key=KEPT[0], status="refuted").exists()


def test_an_institutions_own_counts_stand_beside_the_official_ones(
    registered: Store, trimmed: tuple[Path]
) -> None:
    program = Program.objects.get(state_program_name="Precision Machining")
    Attainment.objects.create(
        program=program,
        organization=program.organization,
        cohort_year=2025,
        earned_count=16,
        attempted_count=17,
        proof=Attainment.Proof.SCORE_REPORT,
    )

    seed_programs(store=registered, state_code="AZ", folders=trimmed)

    earned = program.attainments.order_by("proof").values_list("proof", "earned_count")
    assert list(earned) == [("official", 14), ("score_report", 16)]


def test_an_untouched_credential_takes_over_what_the_files_say_now(
    registered: Store, tmp_path: Path
) -> None:
    path = _trim(tmp_path, KEPT) / "credentials.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("can run a CNC mill", "can run a mill"),
        encoding="utf-8",
    )

    done = seed_registry(store=registered, state_code="AZ", folders=(tmp_path,))

    assert done.renewed == 1
    assert "can run a mill" in Credential.objects.get(key=KEPT[0]).summary_en
    assert CredentialCode.objects.filter(credential__key=KEPT[0]).count() == 4


def test_what_the_files_hold_no_longer_is_hidden_and_comes_back(
    registered: Store, trimmed: tuple[Path], tmp_path: Path
) -> None:
    folder = _trim(tmp_path, KEPT[:2])
    path = folder / "credentials.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(f"{KEPT[2]},2", ","), encoding="utf-8")

    gone = seed_registry(store=registered, state_code="AZ", folders=(folder,))
    was_hidden = Credential.objects.get(key=KEPT[2]).is_withdrawn
    seed_registry(store=registered, state_code="AZ", folders=trimmed)

    assert gone.closed >= 1
    assert was_hidden
    assert not Credential.objects.get(key=KEPT[2]).is_withdrawn


def test_the_journal_says_what_was_loaded(registered: Store) -> None:
    events = set(JournalEntry.objects.values_list("event", flat=True))

    assert {"registry.seeded", "programs.seeded"} <= events


def test_an_empty_fact_leaves_a_fingerprint_as_it_was() -> None:
    assert digest({"name": "CPT", "hours": 35}) == digest(
        {"name": "CPT", "hours": Decimal("35.00"), "seats": None, "url": ""}
    )


def test_a_changed_file_has_another_fingerprint(
    trimmed: tuple[Path], tmp_path: Path, store_of_programs: Store
) -> None:
    assert registry_fingerprint(trimmed) != registry_fingerprint((_trim(tmp_path, KEPT[:1]),))
    assert programs_fingerprint(store_of_programs, "az") == programs_fingerprint(
        store_of_programs, "AZ"
    )


def test_two_programs_of_one_name_have_two_addresses(registered: Store) -> None:
    held = Program.objects.get(source_key="ipeds")

    assert held.slug == "machine-tool-technology-mesa-community-college"
    assert free_program_slug(held.name, held.organization.slug) == f"{held.slug}-2"
