"""Files and archives are opened only when it is safe, and the refusal says what is wrong."""

from __future__ import annotations

import gzip
import hashlib
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from keyway.reference.releases import FileRefused
from keyway.sources import files
from keyway.sources.files import containers
from tests.unit.sources.making import write_text, write_workbook, write_zip

if TYPE_CHECKING:
    from pathlib import Path


def _all(path: Path) -> list[files.Document]:
    return list(files.documents(path))


def test_a_plain_file_is_one_document(tmp_path: Path) -> None:
    path = write_text(tmp_path / "areas.csv", [["code"], ["04013"]])

    document = _all(path)[0]

    assert (document.name, document.kind, document.data) == ("areas.csv", "text", b"code\n04013\n")


def test_a_folder_gives_its_files_by_name_and_skips_hidden_ones(tmp_path: Path) -> None:
    write_text(tmp_path / "b.csv", [["x"]])
    write_text(tmp_path / "inner" / "a.csv", [["x"]])
    write_text(tmp_path / ".DS_Store", [["x"]])

    assert [each.name for each in _all(tmp_path)] == ["b.csv", "a.csv"]


def test_an_archive_gives_its_members_and_its_own_name(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "cbp21co.zip", {"cbp21co.txt": "a,b\n", "__MACOSX/._x": "junk"})

    assert [each.name for each in _all(path)] == ["cbp21co.zip › cbp21co.txt"]


def test_a_workbook_inside_an_archive_is_a_workbook(tmp_path: Path) -> None:
    book = write_workbook(tmp_path / "national.xlsx", {"one": [["AREA"], ["99"]]})
    path = write_zip(tmp_path / "oesm25nat.zip", {"oesm25nat/national.xlsx": book.read_bytes()})

    assert [(each.name, each.kind) for each in _all(path)] == [
        ("oesm25nat.zip › national.xlsx", "workbook")
    ]


def test_gzip_is_unpacked_and_loses_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "jobs.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1,2\n"))

    document = _all(path)[0]

    assert (document.name, document.data) == ("jobs.csv", b"a,b\n1,2\n")


def test_fingerprints_are_those_of_the_files_on_disk(tmp_path: Path) -> None:
    path = write_text(tmp_path / "x.csv", [["a"]])

    assert files.fingerprints(path) == (("x.csv", hashlib.sha256(b"a\n").hexdigest()),)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"<!DOCTYPE html><title>Access Denied</title>", "It is a web page, not data"),
        (b"\xef\xbb\xbf\n<html><body>403</body></html>", "It is a web page, not data"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "an old Excel file or one locked by a password"),
        (b"\x1f\x8b\x08" + bytes(20), "damaged or ends too early"),
        (b"PK\x03\x04" + bytes(40), "damaged, locked by a password or ends too early"),
    ],
)
def test_what_is_no_data_is_refused_with_its_name(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "national.xlsx"
    path.write_bytes(data)

    with pytest.raises(FileRefused, match=said) as refused:
        _all(path)

    assert str(refused.value).startswith("national.xlsx")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"nowhere\.csv: There is no such file"):
        _all(tmp_path / "nowhere.csv")


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="Put the publisher's files in it"):
        _all(tmp_path)


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_workbook_cut_off_by_a_broken_download_is_refused(tmp_path: Path, keep: float) -> None:
    path = write_workbook(tmp_path / "state.xlsx", {"one": [[str(i), i] for i in range(500)]})
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * keep)])

    with pytest.raises(FileRefused, match="Download it again"):
        _all(path)


def test_a_gzip_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "jobs.csv.gz"
    path.write_bytes(gzip.compress(bytes(range(256)) * 40)[:-12])

    with pytest.raises(FileRefused, match="ends too early"):
        _all(path)


def test_a_member_that_does_not_agree_with_its_checksum_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.csv", "code,jobs\n04013,100\n")
    path.write_bytes(path.read_bytes().replace(b"04013,100", b"04013,999"))

    with pytest.raises(FileRefused, match="damaged"):
        _all(path)


# --- hostile archives ------------------------------------------------------------------------------


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "bomb.zip", {"a.csv": bytes(60_000_000)})

    with pytest.raises(FileRefused, match=r"unpacks from .* to 60,000,000 bytes"):
        _all(path)


def test_a_gzip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(bytes(60_000_000)))

    with pytest.raises(FileRefused, match="No publisher's file does"):
        _all(path)


def test_a_bomb_inside_an_archive_is_refused(tmp_path: Path) -> None:
    inner = write_zip(tmp_path / "inner.zip", {"a.csv": bytes(60_000_000)}).read_bytes()
    path = write_zip(tmp_path / "outer.zip", {"inner.zip": inner})

    with pytest.raises(FileRefused, match=r"outer\.zip › inner.zip"):
        _all(path)


def test_archives_in_archives_come_to_an_end(tmp_path: Path) -> None:
    data = b"code\n"
    for depth in range(12):
        data = write_zip(tmp_path / f"{depth}.zip", {"in.zip": data}).read_bytes()
    path = tmp_path / "deep.zip"
    path.write_bytes(data)

    with pytest.raises(FileRefused, match="archives inside archives"):
        _all(path)


def test_gzip_in_gzip_comes_to_an_end(tmp_path: Path) -> None:
    data = b"code\n"
    for _ in range(12):
        data = gzip.compress(data)
    path = tmp_path / "deep.gz"
    path.write_bytes(data)

    with pytest.raises(FileRefused, match="archives inside archives"):
        _all(path)


def test_more_members_than_any_publisher_packs_are_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "many.zip", {f"{i}.csv": "a" for i in range(2_001)})

    with pytest.raises(FileRefused, match="holds 2,001 files"):
        _all(path)


def test_a_big_file_that_shrinks_little_passes(tmp_path: Path) -> None:
    # The repetitions stand further apart than the packing looks back.
    lines = "".join(f"{i * 7919 % 99991},{i}\n" for i in range(100_000)) * 10
    path = write_zip(tmp_path / "singlefile.zip", {"singlefile.csv": lines})

    assert len(_all(path)[0].data) > containers.BOUNDS.ratio_from


def _with_false_size(data: bytes, size: int) -> bytes:
    """The archive with the size of its first member replaced wherever it is told."""
    out = bytearray(data)
    struct.pack_into("<I", out, 22, size)
    entry = bytes(out).index(b"PK\x01\x02")
    struct.pack_into("<I", out, entry + 24, size)
    return bytes(out)


@pytest.mark.parametrize("told", [10, 5_000])
def test_an_archive_that_lies_about_sizes_is_refused(tmp_path: Path, told: int) -> None:
    path = write_zip(tmp_path / "liar.zip", {"a.csv": "code,jobs\n" * 100})
    path.write_bytes(_with_false_size(path.read_bytes(), told))

    with pytest.raises(FileRefused, match="do not agree"):
        _all(path)


def test_a_lie_with_a_fitting_checksum_is_noticed_too(tmp_path: Path) -> None:
    whole = b"code,jobs\n" * 100
    path = write_zip(tmp_path / "liar.zip", {"a.csv": whole})
    data = bytearray(_with_false_size(path.read_bytes(), 10))
    checksum = zlib.crc32(whole[:10])
    struct.pack_into("<I", data, 14, checksum)
    struct.pack_into("<I", data, bytes(data).index(b"PK\x01\x02") + 16, checksum)
    path.write_bytes(bytes(data))

    with pytest.raises(FileRefused, match="do not agree"):
        _all(path)


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<worksheet>&b;</worksheet>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("padding", [0, 300_000])
def test_a_workbook_with_entities_is_refused(tmp_path: Path, encoding: str, padding: int) -> None:
    text = ENTITIES.replace("?><", f"?><!-- {'x' * padding} --><", 1)
    members = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": "<workbook/>",
        "xl/worksheets/sheet1.xml": text.encode(encoding),
    }
    path = write_zip(tmp_path / "evil.xlsx", members)

    with pytest.raises(FileRefused, match=r"sheet1.xml: It declares XML entities"):
        _all(path)


def test_a_workbook_with_broken_markup_is_refused(tmp_path: Path) -> None:
    members = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "not markup"}
    path = write_zip(tmp_path / "broken.xlsx", members)

    with pytest.raises(FileRefused, match="damaged inside"):
        _all(path)


# --- JSON ------------------------------------------------------------------------------------------


def test_json_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'\xef\xbb\xbf{"year": 2025}')

    assert files.open_json(_all(path)[0]) == {"year": 2025}


def test_json_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "04.json"
    path.write_text('{"fips": "04", "occupations": {"51-4041": {"emp": 60')

    with pytest.raises(FileRefused, match="not complete JSON"):
        files.open_json(_all(path)[0])


def test_json_nested_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    path.write_text("[" * 200_000)

    with pytest.raises(FileRefused, match="not complete JSON"):
        files.open_json(_all(path)[0])
