"""Whatever happens to the bytes of a file, it is read or refused in a sentence, never crashed on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from keyway.reference.contract import CONTRACTS, failing_rows
from keyway.reference.releases import FileRefused
from keyway.sources import catalog
from tests.unit.sources.making import text_of, write_workbook, write_zip

if TYPE_CHECKING:
    from pathlib import Path

CBP = [
    ["fipstate", "fipscty", "naics", "emp_nf", "emp", "ap_nf", "ap", "est"],
    ["04", "013", "31----", "G", "120000", "G", "9000000", "3100"],
    ["04", "019", "3344//", "D", "0", "D", "0", "17"],
]
STATES = [["STATE", "STUSAB", "STATE_NAME"], ["04", "AZ", "Arizona"], ["39", "OH", "Ohio"]]
PROJECTIONS = [
    ["Title", "Base", "Projected", "AvgAnnualOpenings", "STFIPS", "OccCode"],
    ["Machinists", "5680", "6440", "660", "4", "51-4041"],
]
SQUARE = [[-112.0, 33.0], [-111.0, 33.0], [-111.0, 34.0], [-112.0, 34.0], [-112.0, 33.0]]
OUTLINES = {
    "type": "FeatureCollection",
    "features": [
        {
            "id": "04013",
            "properties": {"name": "Maricopa"},
            "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
        }
    ],
}
NAICS = [["2022 NAICS US Code", "2022 NAICS US Title"], ["334413", "Semiconductors"]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str, bytes]]:
    """Sound files: source, name and bytes."""
    folder = tmp_path_factory.mktemp("whole")
    book = write_workbook(folder / "codes.xlsx", {"codes": NAICS}).read_bytes()
    archive = write_zip(folder / "cbp21co.zip", {"cbp21co.txt": text_of(CBP)}).read_bytes()
    return {
        "text": ("cbp", "cbp21co.txt", text_of(CBP).encode()),
        "archive": ("cbp", "cbp21co.zip", archive),
        "list": ("geography", "state.txt", text_of(STATES, "|").encode()),
        "outlines": ("geography", "counties.json", json.dumps(OUTLINES).encode()),
        "projections": ("state_projections", "az_2022_2032.csv", text_of(PROJECTIONS).encode()),
        "workbook": ("naics", "codes.xlsx", book),
    }


KINDS = ["text", "archive", "list", "outlines", "projections", "workbook"]
MANY = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def _read_or_refuse(path: Path, key: str) -> str:
    """Read the file; what is read must satisfy its contract, what is refused must say why."""
    said = ""
    try:
        reading = catalog.read(key, path)
    except FileRefused as refused:
        said = str(refused)
    if said:
        assert said.endswith("."), said
        return "refused"
    for part in reading.parts:
        assert failing_rows(CONTRACTS[part.table], part.frame)[0] == {}
    return "read"


@pytest.mark.parametrize("kind", KINDS)
def test_sound_files_are_read(
    kind: str, whole: dict[str, tuple[str, str, bytes]], tmp_path: Path
) -> None:
    key, name, data = whole[kind]
    (tmp_path / name).write_bytes(data)

    assert _read_or_refuse(tmp_path / name, key) == "read"


@pytest.mark.parametrize("kind", KINDS)
@MANY
@given(part=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_off_anywhere_is_read_or_refused(
    kind: str, part: float, whole: dict[str, tuple[str, str, bytes]], tmp_path: Path
) -> None:
    key, name, data = whole[kind]
    (tmp_path / name).write_bytes(data[: int(len(data) * part)])

    _read_or_refuse(tmp_path / name, key)


@pytest.mark.parametrize("kind", KINDS)
@MANY
@given(at=st.floats(0, 1, exclude_max=True), junk=st.binary(min_size=1, max_size=12))
def test_a_file_with_bytes_changed_anywhere_is_read_or_refused(
    kind: str, at: float, junk: bytes, whole: dict[str, tuple[str, str, bytes]], tmp_path: Path
) -> None:
    key, name, data = whole[kind]
    start = int(len(data) * at)
    (tmp_path / name).write_bytes(data[:start] + junk + data[start + len(junk) :])

    _read_or_refuse(tmp_path / name, key)


@pytest.mark.parametrize("key", sorted(catalog.SOURCES))
@MANY
@given(data=st.binary(max_size=300))
def test_arbitrary_bytes_are_refused_by_every_source(key: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / "anything.xlsx").write_bytes(data)

    assert _read_or_refuse(tmp_path / "anything.xlsx", key) == "refused"
