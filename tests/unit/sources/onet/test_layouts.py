"""O*NET in every layout: before and after release 30.3, as text, csv and workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keyway.reference.loading import load
from keyway.sources import onet
from tests.factories.sheets import cut, note_of, part_of, refusal, text
from tests.unit.sources.onet.making import (
    AFTER,
    BEFORE,
    CODE,
    COMMON,
    READ_ME,
    REDUCED,
    WELDERS,
    csv_archive,
    excel_folder,
    text_archive,
)

if TYPE_CHECKING:
    from pathlib import Path

    from keyway.reference.releases import Reading
    from tests.unit.sources.onet.making import Table

OLD = READ_ME.format("29.0", "August 2024")
NEW = READ_ME.format("30.3", "May 2026")


def tables_of(reading: Reading) -> set[tuple[str, str]]:
    return {(part.table, part.part) for part in reading.parts}


ALL_PARTS = {(table, "all") for table in onet.SOURCE.tables if table != "onet_ratings"} | {
    ("onet_ratings", domain) for domain in ("skill", "knowledge", "ability", "activity")
}


def test_the_layout_to_30_2_fills_every_table(tmp_path: Path) -> None:
    reading = onet.read(text_archive(tmp_path / "db_29_0_text.zip", BEFORE, OLD))

    assert tables_of(reading) == ALL_PARTS
    assert {(part.release, part.release_date) for part in reading.parts} == {
        ("O*NET 29.0", "2024-08")
    }
    for table, name in ALL_PARTS:
        assert part_of(reading, table, name).frame.height > 0


def test_the_layout_from_30_3_fills_all_but_the_tools_it_dropped(tmp_path: Path) -> None:
    reading = onet.read(text_archive(tmp_path / "db_30_3_text.zip", AFTER, NEW))

    assert tables_of(reading) == ALL_PARTS - {("onet_tools", "all")}
    assert note_of(reading, "Not in these files").examples == ("onet_tools",)
    assert part_of(reading, "onet_tasks").release_date == "2026-05"


def test_both_layouts_say_the_same_about_skills_and_software(tmp_path: Path) -> None:
    old = onet.read(text_archive(tmp_path / "old.zip", BEFORE, OLD))
    new = onet.read(text_archive(tmp_path / "new.zip", AFTER, NEW))

    for table, name in (("onet_ratings", "skill"), ("onet_technologies", "all")):
        assert part_of(old, table, name).frame.equals(part_of(new, table, name).frame), table


def test_education_and_training_come_together_again(tmp_path: Path) -> None:
    reading = onet.read(text_archive(tmp_path / "db_30_3_text.zip", AFTER, NEW))

    frame = part_of(reading, "onet_education").frame
    assert frame.select("category", "share").rows() == [(2, 0.625), (4, 0.4)]


def test_the_workbooks_hold_the_same_as_the_text(tmp_path: Path) -> None:
    as_text = onet.read(text_archive(tmp_path / "text.zip", BEFORE, OLD))
    as_excel = onet.read(excel_folder(tmp_path / "excel", BEFORE, OLD))

    assert tables_of(as_excel) == tables_of(as_text)
    for table, name in ALL_PARTS:
        assert part_of(as_text, table, name).frame.equals(part_of(as_excel, table, name).frame), (
            table
        )


def test_the_csv_archive_tells_its_release_by_its_name(tmp_path: Path) -> None:
    reading = onet.read(csv_archive(tmp_path / "db_30_1_csv.zip", BEFORE))

    part = part_of(reading, "onet_occupations")
    assert (part.release, part.release_date) == ("O*NET 30.1", "2025-11")
    assert 'work to 1/8" and finer' in part.frame["description"][0]


@pytest.mark.parametrize(
    ("folder", "date"), [("db_29_0_text", "2024-08"), ("db_29_1_text", "2024-11"),
                         ("onet_30_2", "2026-02"), ("db_30_3_text", "2026-05"),
                         ("db_31_0_text", "2026-08")],
)  # fmt: skip
def test_the_number_of_a_release_tells_its_month(tmp_path: Path, folder: str, date: str) -> None:
    (tmp_path / folder).mkdir()
    text(
        tmp_path / folder / "a.txt",
        BEFORE["Occupation Data"],
        separator="\t",
        quoted=False,
    )

    assert part_of(onet.read(tmp_path / folder), "onet_occupations").release_date == date


def test_a_file_of_one_kind_is_read_alone_and_the_rest_is_named_missing(tmp_path: Path) -> None:
    (tmp_path / "db_29_0_text").mkdir()
    path = text(
        tmp_path / "db_29_0_text" / "renamed.txt", BEFORE["Skills"], separator="\t", quoted=False
    )

    reading = onet.read(path)

    assert onet.recognizes(path)
    assert tables_of(reading) == {("onet_ratings", "skill")}
    assert "onet_ratings (ability)" in note_of(reading, "Not in these files").examples


def test_text_goes_before_the_workbook_of_the_same_name(tmp_path: Path) -> None:
    folder = excel_folder(tmp_path / "db_29_0", {"Job Zones": BEFORE["Job Zones"]}, OLD)
    text(folder / "Job Zones.txt", BEFORE["Job Zones"], separator="\t", quoted=False)
    text(folder / "Occupation Data.txt", BEFORE["Occupation Data"], separator="\t", quoted=False)

    reading = onet.read(folder)

    assert part_of(reading, "onet_occupations").frame["job_zone"].to_list() == [None, 3]
    assert reading.rows_read == 3


def test_tab_text_re_saved_by_a_spreadsheet_reads_the_same(tmp_path: Path) -> None:
    (tmp_path / "db_29_0").mkdir()
    rows = BEFORE["Occupation Data"]
    path = text(
        tmp_path / "db_29_0" / "Occupation Data.txt",
        rows,
        separator="\t",
        encoding="utf-8-sig",
        newline="\r\n",
        quoted=True,
    )
    path.write_bytes(
        path.read_bytes().replace(b"Join metal, with care.", b'"Join metal, with care."')
    )

    frame = part_of(onet.read(path), "onet_occupations").frame

    assert frame["description"].to_list() == [
        'Set up machines; work to 1/8" and finer.',
        "Join metal, with care.",
    ]


def test_files_that_are_not_used_are_named(tmp_path: Path) -> None:
    reading = onet.read(text_archive(tmp_path / "db_29_0_text.zip", BEFORE, OLD))

    unused = note_of(reading, "Files that Keyway does not use").examples
    assert {name.rsplit(" › ")[-1] for name in unused} >= {
        "Content Model Reference.txt",
        "Work Styles.txt",
    }


def test_a_release_that_nothing_tells_is_asked_for(tmp_path: Path) -> None:
    said = refusal(onet.read, text_archive(tmp_path / "download.zip", BEFORE))

    assert "Its release is not told" in said
    assert "Read Me.txt" in said


def test_two_releases_in_one_folder_are_refused(tmp_path: Path) -> None:
    text_archive(tmp_path / "a.zip", {"Job Zones": BEFORE["Job Zones"]}, OLD)
    text_archive(tmp_path / "b.zip", AFTER, NEW)

    assert "mixes the releases 29.0, 30.3" in refusal(onet.read, tmp_path)


def test_an_archive_cut_off_is_refused(tmp_path: Path) -> None:
    said = refusal(onet.read, cut(text_archive(tmp_path / "db_29_0_text.zip", BEFORE, OLD)))

    assert "damaged" in said


def test_another_publishers_crosswalk_with_its_codes_is_not_taken_for_it(tmp_path: Path) -> None:
    path = text(
        tmp_path / "matrix.csv",
        [("National Employment Matrix", CODE), ("51-4121", WELDERS)],
    )

    assert not onet.recognizes(path)
    assert "None of the files of the O*NET database is there" in refusal(onet.read, path)


@pytest.mark.parametrize(
    ("tables", "said"),
    [(COMMON, "O*NET 30.0"), ({"Ratings": REDUCED}, "O*NET 30.0 (reduced copy)")],
)
def test_the_credit_line_says_what_the_licence_asks(
    tmp_path: Path, tables: dict[str, Table], said: str
) -> None:
    reading = onet.read(csv_archive(tmp_path / "db_30_0_csv.zip", tables))

    changes = load(tmp_path / "store", onet.SOURCE, reading, loaded_date="2026-11-22")

    assert changes[0].entry.release == said
    assert changes[0].entry.credit.startswith(
        "This product includes information from the O*NET 30.0 Database by the U.S. Department of "
        "Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 "
        "license."
    )


def test_the_reader_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []

    onet.read(
        text_archive(tmp_path / "a.zip", BEFORE, OLD),
        lambda _name, done, all_: told.append((done, all_)),
    )

    assert told == [(n, len(BEFORE) + 1) for n in range(len(BEFORE) + 1)]
