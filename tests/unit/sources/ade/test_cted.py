"""Technical districts: counts by program and campus, what is not available, broken rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keyway.sources.ade import cted
from tests.factories.sheets import cut, note_of, part_of, refusal, text

if TYPE_CHECKING:
    from pathlib import Path

YEAR = "FY 2024-2025"
CREDENTIALS = [
    (
        "fiscal_year", "cted", "measure", "program", "numerator_all", "denominator_all",
        "rate_all_pct", "numerator_central", "denominator_central", "rate_central_pct",
    ),
    (YEAR, "EVIT", "pass", "Precision Machining", "30", "37", "81.1", "12", "14", "85.7"),
    (YEAR, "EVIT", "attempt", "Precision Machining", "31", "70", "44.3", "", "", ""),
    ("FY 2023-2024", "EVIT", "pass", "Welding Technologies", "", "4", "", "NA", "NA", "NA"),
]  # fmt: skip
COMPLETION = [
    (
        "fiscal_year", "cted", "program", "completers_all", "enrollees_all",
        "completion_rate_all_pct", "completers_central", "enrollees_central",
        "completion_rate_central_pct",
    ),
    (YEAR, "CAVIAT", "Agriscience", "0", "16", "0", "", "", ""),
]  # fmt: skip
PLACEMENT = [
    ("fiscal_year", "cted", "category", "count_all", "count_central", "pct_all", "pct_central"),
    (YEAR, "CAVIAT", "Employment", "58", "5", "13.3", "62.5"),
]
CAMPUSES = [
    ("fiscal_year", "cted", "campus_type", "member_district", "campus_or_school"),
    (YEAR, "CAVIAT", "central", "", "CAVIAT - CCC Central Campus"),
    (YEAR, "CAVIAT", "satellite", "Flagstaff Unified District", "Coconino High School"),
]


def test_credentials_are_kept_by_year_measure_and_campus(tmp_path: Path) -> None:
    reading = cted.read(text(tmp_path / "credentials.csv", CREDENTIALS))

    frame = part_of(reading, "ade_cted_credentials", "2025").frame
    shown = frame.select("measure", "campus_scope", "numerator_count", "denominator_count")
    assert shown.rows() == [("attempt", "all", 31, 70), ("pass", "all", 30, 37),
                            ("pass", "central", 12, 14)]  # fmt: skip
    assert part_of(reading, "ade_cted_credentials", "2024").release == "Fiscal year 2024"


def test_a_count_that_is_not_available_is_unknown_with_the_reason(tmp_path: Path) -> None:
    reading = cted.read(text(tmp_path / "credentials.csv", CREDENTIALS))

    row = part_of(reading, "ade_cted_credentials", "2024").frame.row(0, named=True)
    assert (row["numerator_count"], row["denominator_count"]) == (None, 4)
    assert "not available" in row["count_note"]


def test_blank_rows_are_left_out_with_the_reason(tmp_path: Path) -> None:
    reading = cted.read(text(tmp_path / "credentials.csv", CREDENTIALS))

    assert note_of(reading, "Blank rows").examples == (
        "EVIT Precision Machining central",
        "EVIT Welding Technologies central",
    )


def test_nobody_completing_is_zero_and_known(tmp_path: Path) -> None:
    reading = cted.read(text(tmp_path / "completion.csv", COMPLETION))

    row = part_of(reading, "ade_cted_completions").frame.row(0, named=True)
    assert (row["completers_count"], row["enrollees_count"], row["count_note"]) == (0, 16, None)


def test_placements_are_counts_and_fractions(tmp_path: Path) -> None:
    reading = cted.read(text(tmp_path / "placement.csv", PLACEMENT))

    frame = part_of(reading, "ade_cted_placements").frame
    shown = frame.select("campus_scope", "students_count", "share").rows()
    assert [(s, n, round(p, 3)) for s, n, p in shown] == [("all", 58, 0.133), ("central", 5, 0.625)]


def test_campuses_are_central_or_of_a_member_district(tmp_path: Path) -> None:
    reading = cted.read(text(tmp_path / "campuses.csv", CAMPUSES))

    frame = part_of(reading, "ade_cted_campuses").frame
    assert frame.select("campus_kind", "member_district_name").rows() == [
        ("central", "none"),
        ("satellite", "Flagstaff Unified District"),
    ]


def test_a_folder_gives_all_tables_and_names_what_it_does_not_use(tmp_path: Path) -> None:
    for name, rows in (("a", CREDENTIALS), ("b", COMPLETION), ("c", PLACEMENT), ("d", CAMPUSES)):
        text(tmp_path / f"{name}.csv", rows, encoding="utf-8-sig", newline="\r\n")
    text(tmp_path / "tsa.csv", [("fiscal_year", "cted", "score"), (YEAR, "EVIT", "1")])

    reading = cted.read(tmp_path)

    assert {part.table for part in reading.parts} == set(cted.SOURCE.tables)
    assert note_of(reading, "Files that Keyway does not use").examples == ("tsa.csv",)


def test_more_earned_than_attempted_is_refused_with_its_row(tmp_path: Path) -> None:
    broken = [*CREDENTIALS[:2], (*CREDENTIALS[2][:4], "71", "70", "", "", "", "")]

    said = refusal(cted.read, text(tmp_path / "credentials.csv", broken))

    assert "row 3" in said
    assert "71 of 70 is more than all" in said


def test_a_year_that_is_none_is_refused(tmp_path: Path) -> None:
    said = refusal(
        cted.read,
        text(tmp_path / "a.csv", [PLACEMENT[0], ("FY 2024-2026", *PLACEMENT[1][1:])]),
    )

    assert "column fiscal_year" in said
    assert "“FY 2024-2026” is not a fiscal year" in said


def test_a_measure_that_is_not_known_is_refused(tmp_path: Path) -> None:
    broken = [CREDENTIALS[0], (YEAR, "EVIT", "fail", *CREDENTIALS[1][3:])]

    said = refusal(cted.read, text(tmp_path / "a.csv", broken))

    assert "“fail” is not a code like pass or attempt" in said


def test_the_same_table_and_year_twice_is_refused(tmp_path: Path) -> None:
    text(tmp_path / "a.csv", PLACEMENT)
    text(tmp_path / "b.csv", PLACEMENT)

    assert "Fiscal year 2025 of ade_cted_placements is there a second time" in refusal(
        cted.read, tmp_path
    )


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    short = [row[:5] for row in PLACEMENT]

    said = refusal(cted.read, text(tmp_path / "placement.csv", short))

    assert "pct_all, pct_central are missing" in said


def test_a_cut_or_empty_file_is_refused(tmp_path: Path) -> None:
    assert "ends in the middle of a row" in refusal(
        cted.read, cut(text(tmp_path / "a.csv", PLACEMENT), 0.8)
    )
    assert "It has no rows" in refusal(cted.read, text(tmp_path / "b.csv", PLACEMENT[:1]))


def test_another_table_is_refused_and_not_recognized(tmp_path: Path) -> None:
    path = text(tmp_path / "credentials.csv", [("credential", "issuer"), ("NIMS", "NIMS")])

    assert not cted.recognizes(path)
    assert "None of the tables of the achievement profiles is there" in refusal(cted.read, path)
