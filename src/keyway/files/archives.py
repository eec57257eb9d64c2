"""Archives measured before they are opened: how many parts, how large, and whether they lie."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import ParseError, iterparse  # type: ignore[import-untyped]

from keyway.files.faults import Fault, Unreadable


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an archive may hold.

    Attributes:
        parts: how many files.
        unpacked: how many bytes in all.
        ratio: how many times its packed size, where it unpacks to more than ``ratio_from`` bytes;
            small parts may shrink a lot (a blank sheet is all the same bytes), only big ones do harm.
        ratio_from: see there.
    """

    parts: int = 2_000
    unpacked: int = 1_000_000_000
    ratio: int = 200
    ratio_from: int = 10_000_000


def safe_members(data: bytes, archive: zipfile.ZipFile, bounds: Bounds) -> list[zipfile.ZipInfo]:
    """Return the members after unpacking each to a counter, so that a false size is noticed.

    Raises:
        Unreadable: too many members, too large, or other sizes than the directory says.
    """
    members = archive.infolist()
    if len(members) > bounds.parts:
        raise Unreadable(
            Fault.MANY_PARTS,
            f"The archive holds {len(members):,} files, more than {bounds.parts:,}.",
        )
    check_size(len(data), sum(each.file_size for each in members), bounds)
    for each in members:
        if unpacked_size(data, each) != each.file_size:
            raise Unreadable(
                Fault.FALSE_SIZE,
                f"The archive says {each.file_size:,} bytes, but they do not agree with "
                "what is in it.",
                each.filename,
            )
    return members


def check_size(packed: int, unpacked: int, bounds: Bounds) -> None:
    """Let pass what unpacks to a size that bears some relation to what was packed.

    Raises:
        Unreadable: it does not.
    """
    is_dense = unpacked > bounds.ratio_from and unpacked > packed * bounds.ratio
    if unpacked > bounds.unpacked or is_dense:
        raise Unreadable(Fault.DENSE, f"It unpacks from {packed:,} to {unpacked:,} bytes or more.")


def unpacked_size(data: bytes, info: zipfile.ZipInfo) -> int:
    """Return the bytes a member unpacks to, counting at most one chunk past its stated size."""
    head = info.header_offset
    name_length = int.from_bytes(data[head + 26 : head + 28], "little")
    extra_length = int.from_bytes(data[head + 28 : head + 30], "little")
    start = head + 30 + name_length + extra_length
    packed = memoryview(data)[start : start + info.compress_size]
    if info.compress_type != zipfile.ZIP_DEFLATED:
        return len(packed)
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    size, chunk = 0, 1 << 20
    pending: bytes | memoryview = packed
    while pending and not engine.eof and size <= info.file_size:
        size += len(engine.decompress(pending, chunk))
        pending = engine.unconsumed_tail
    if engine.eof or size > info.file_size:
        return size
    return size + len(engine.flush())


def refuse_entities(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Refuse a workbook whose parts declare a document type: entities can grow without end.

    Raises:
        Unreadable: a part does, or is no XML.
    """
    for each in members:
        if not each.filename.lower().endswith((".xml", ".rels")):
            continue
        try:
            with archive.open(each) as stream:
                # A declaration must stand before the first element, so the first event is enough.
                next(iter(iterparse(stream, events=("start",), forbid_dtd=True)), None)
        except DefusedXmlException as error:
            raise Unreadable(
                Fault.ENTITIES,
                "It declares XML entities, which no publisher's workbook does.",
                each.filename,
            ) from error
        except ParseError as error:
            raise Unreadable(
                Fault.DAMAGED_INSIDE, "The workbook is damaged inside.", each.filename
            ) from error


def is_workbook(names: set[str]) -> bool:
    """Return whether an archive with these members is a workbook of today's Excel."""
    return "[Content_Types].xml" in names and "xl/workbook.xml" in names
