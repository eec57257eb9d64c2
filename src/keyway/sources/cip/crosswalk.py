"""CIP–SOC crosswalk: which occupations a program of study prepares for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from keyway.reference.releases import FileRefused, LeftOut, Reading, Source
from keyway.reference.tables import patterns
from keyway.sources import files
from keyway.sources.files.containers import DOWNLOAD_AGAIN

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = Source(
    key="cip_soc",
    publisher="National Center for Education Statistics and Bureau of Labor Statistics",
    title="CIP 2020 to SOC 2018 crosswalk",
    licence="U.S. Government work, public domain in the United States",
    url="https://nces.ed.gov/ipeds/cipcode/post3.aspx?y=56",
    tables=("cip_soc_links",),
    cadence_months=0,
    files="CIP2020_SOC2018_Crosswalk.xlsx, as it comes.",
)

COLUMNS = ("CIP2020Code", "CIP2020Title", "SOC2018Code", "SOC2018Title")
BY_PROGRAM = "CIP-SOC"
BY_OCCUPATION = "SOC-CIP"
NO_CIP = "99.9999"
NO_SOC = "99-9999"


def recognizes(path: files.Origin) -> bool:
    """Return whether the file has the columns of the crosswalk."""
    return any(_is_crosswalk(document) for document in files.documents(path))


def read(path: Path, progress: files.Progress | None = None) -> Reading:
    """Return the pairs, and which codes the crosswalk matches to nothing.

    The workbook states the pairs twice, by program and by occupation. The publisher's own second
    list lacks four pairs of the first, so the first is kept; a pair that only the second has
    shows that the first was cut.

    Args:
        path: the workbook (or one sheet of it saved as text).
        progress: told what is being read.

    Raises:
        FileRefused: the file is not the crosswalk, or its list by program was cut.
    """
    document = next(filter(_is_crosswalk, files.documents(path)), None)
    if document is None:
        raise FileRefused(
            file=path.name,
            problem=f"It has no sheet with the columns {', '.join(COLUMNS)}.",
            remedy="Load CIP2020_SOC2018_Crosswalk.xlsx as the National Center for Education "
            "Statistics serves it.",
        )
    if progress:
        progress(document.name, 0, 1)
    rows = _pairs(document, BY_PROGRAM)
    no_cip, no_soc = pl.col("CIP2020Code") == NO_CIP, pl.col("SOC2018Code") == NO_SOC
    matched = rows.filter(~no_cip & ~no_soc)
    kept = matched.unique(["CIP2020Code", "SOC2018Code"], keep="first", maintain_order=True)
    if BY_OCCUPATION in files.sheet_names(document):
        _check_agree(document.name, kept, _pairs(document, BY_OCCUPATION))
    frame = kept.select(cip_code="CIP2020Code", soc_code="SOC2018Code")
    return Reading(
        parts=(files.as_part("cip_soc_links", "2020", "CIP 2020 – SOC 2018", "2020", frame),),
        rows_read=rows.height,
        left_out=(
            *_unmatched("Programs that the crosswalk matches to no occupation", rows, no_soc, 0),
            *_unmatched("Occupations that the crosswalk matches to no program", rows, no_cip, 1),
            *files.left_out(
                "Pairs that the file repeats",
                matched.filter(matched.select(COLUMNS[0], COLUMNS[2]).is_duplicated()).tail(
                    matched.height - kept.height
                ),
                COLUMNS[0],
                COLUMNS[2],
            ),
        ),
        files=files.fingerprints(path),
    )


def _is_crosswalk(document: files.Document) -> bool:
    return any(files.has_columns(*COLUMNS)(row) for row in files.top_rows(document, 3))


def _pairs(document: files.Document, sheet: str) -> pl.DataFrame:
    name = document.name
    raw = files.open_table(
        document,
        sheet=sheet if files.sheet_names(document) else None,
        header=files.has_columns(*COLUMNS),
    )
    rows = files.require_columns(raw, COLUMNS, file=name)
    return rows.with_columns(
        files.codes(
            rows,
            "CIP2020Code",
            r"\d{2}\.\d{4}",
            file=f"{name} › {sheet}",
            example="01.0101",
            heal=files.cip_text,
        ),
        files.codes(rows, "SOC2018Code", patterns.SOC, file=f"{name} › {sheet}", example="11-1011"),
    )


def _unmatched(reason: str, rows: pl.DataFrame, test: pl.Expr, column: int) -> tuple[LeftOut, ...]:
    """Return the note with every code, so that nobody has to guess which are not covered."""
    codes = rows.filter(test)[("CIP2020Code", "SOC2018Code")[column]].unique().sort()
    return (LeftOut(reason, codes.len(), tuple(codes.to_list())),) if codes.len() else ()


def _check_agree(name: str, by_program: pl.DataFrame, by_occupation: pl.DataFrame) -> None:
    keys = ["CIP2020Code", "SOC2018Code"]
    lacking = by_occupation.filter(
        pl.col("CIP2020Code") != NO_CIP, pl.col("SOC2018Code") != NO_SOC
    ).join(by_program, on=keys, how="anti")
    if not lacking.is_empty():
        raise FileRefused(
            file=name,
            problem=f"Sheet {BY_PROGRAM} lacks {lacking.height} pairs that sheet {BY_OCCUPATION} "
            f"has, for example {' and '.join(lacking.select(keys).row(0))}; it was cut or edited.",
            remedy=DOWNLOAD_AGAIN,
        )
