"""The O*NET database, small, in its layouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories.sheets import archive, text_bytes, workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tests.factories.sheets import Cell

    Table = Sequence[Sequence[Cell]]

WELDERS, MACHINISTS = "51-4121.00", "51-4041.00"
CODE = "O*NET-SOC Code"
RATED = (
    CODE, "Element ID", "Element Name", "Scale ID", "Data Value", "N", "Standard Error",
    "Lower CI Bound", "Upper CI Bound", "Recommend Suppress", "Not Relevant", "Date",
    "Domain Source",
)  # fmt: skip


def rating(
    element: str,
    name: str,
    scale: str,
    value: Cell,
    *,
    suppress: str = "N",
    low: str = "2.5",
    high: str = "3.5",
    code: str = WELDERS,
) -> tuple[Cell, ...]:
    """Return one row of a rated file."""
    relevant = "n/a" if scale == "IM" else "N"
    return (
        code, element, name, scale, value, 8, 0.1, low, high, suppress, relevant, "08/2023",
        "Analyst",
    )  # fmt: skip


def pair(element: str, name: str) -> list[tuple[Cell, ...]]:
    """Return importance 3 and level 2.5 of an element for welders."""
    return [rating(element, name, "IM", "3.00"), rating(element, name, "LV", "2.50")]


SHARES = (
    CODE, "Element ID", "Element Name", "Scale ID", "Category", "Data Value", "N",
    "Standard Error", "Lower CI Bound", "Upper CI Bound", "Recommend Suppress", "Date",
    "Domain Source",
)  # fmt: skip


def share(scale: str, category: str, value: str, suppress: str = "N") -> tuple[str, ...]:
    """Return one row of the education file."""
    return (WELDERS, "2.D.1", "Required Level of Education", scale, category, value, "20", "1",
            "n/a", "n/a", suppress, "08/2023", "Incumbent")  # fmt: skip


COMMON: dict[str, Table] = {
    "Occupation Data": [
        (CODE, "Title", "Description"),
        (WELDERS, "Welders, Cutters, Solderers, and Brazers", "Join metal, with care."),
        (MACHINISTS, "Machinists", 'Set up machines; work to 1/8" and finer.'),
    ],
    "Job Zones": [(CODE, "Job Zone", "Date", "Domain Source"), (WELDERS, 3, "08/2023", "Analyst")],
    "Knowledge": [RATED, *pair("2.C.3.d", "Mechanical")],
    "Abilities": [RATED, *pair("1.A.2.a.1", "Arm-Hand Steadiness")],
    "Work Activities": [RATED, *pair("4.A.3.a.2", "Handling and Moving Objects")],
    "Work Styles": [RATED, *pair("1.C.1.a", "Achievement/Effort")],
    "Sample of Reported Titles": [
        (CODE, "Reported Job Title", "Shown in My Next Move"),
        (WELDERS, "Fabricator", "Y"),
    ],
    "Task Statements": [
        (CODE, "Task ID", "Task", "Task Type", "Incumbents Responding", "Date", "Domain Source"),
        (WELDERS, 11017, "Operate safety equipment.", "Core", 80, "08/2023", "Incumbent"),
        (WELDERS, 11018, "Chip off excess weld.", "Supplemental", 80, "08/2023", "Incumbent"),
        (MACHINISTS, 2510, "Calculate dimensions.", "n/a", "n/a", "08/2023", "Analyst"),
    ],
    "Related Occupations": [
        (CODE, "Related O*NET-SOC Code", "Relatedness Tier", "Index"),
        (WELDERS, MACHINISTS, "Primary-Short", 1),
    ],
    "Content Model Reference": [("Element ID", "Element Name", "Description"), ("1", "W", "W")],
}  # fmt: skip
BEFORE: dict[str, Table] = {
    **COMMON,
    "Skills": [RATED, *pair("2.A.1.a", "Reading Comprehension"), *pair("2.B.3.k", "Repairing")],
    "Alternate Titles": [
        (CODE, "Alternate Title", "Short Title", "Source(s)"),
        (WELDERS, "Arc Welder", "n/a", "08"),
        (WELDERS, "Fabricator", "n/a", "02"),
    ],
    "Technology Skills": [
        (CODE, "Example", "Commodity Code", "Commodity Title", "Hot Technology", "In Demand"),
        (WELDERS, "Microsoft Excel", 43232110, "Spreadsheet software", "Y", "N"),
    ],
    "Tools Used": [
        (CODE, "Example", "Commodity Code", "Commodity Title"),
        (WELDERS, 'Grinders, 4"', 23242104, "Grinding machine"),
    ],
    "Education, Training, and Experience": [
        SHARES,
        share("RL", "2", "62.5"),
        share("RL", "3", "30.0", "Y"),
        share("RL", "4", "7.5", "n/a"),
        (WELDERS, "3.A.4.a", "Certificate", "IM", "n/a", "3.1", "20", "1", "n/a", "n/a", "N",
         "08/2023", "Incumbent"),
    ],
}  # fmt: skip
AFTER: dict[str, Table] = {
    **COMMON,
    "Essential Skills": [RATED, *pair("2.A.1.a", "Reading Comprehension")],
    "Transferable Skills": [RATED, *pair("2.B.3.k", "Repairing")],
    "Job Titles": [
        (CODE, "Job Title", "Short Title", "Source(s)"),
        (WELDERS, "Arc Welder", "n/a", "08"),
    ],
    "Software Skills": [
        (CODE, "Workplace Example", "Element ID", "Element Name", "Hot Technology", "In Demand"),
        (WELDERS, "Microsoft Excel", "2.E.1", "Spreadsheet software", "Y", "N"),
    ],
    "Education": [SHARES, share("RL", "2", "62.5")],
    "Training and Experience": [SHARES, share("OJ", "4", "40")],
}
REDUCED: Table = [
    (CODE, "Element ID", "Element Name", "IM", "LV"),
    (WELDERS, "1.A.2.a.1", "Arm-Hand Steadiness", 4.0, 3.5),
    (WELDERS, "4.A.1.a.1", "Getting Information", 3.9, "n/a"),
]
READ_ME = "O*NET {0} Database\r\n{1} Release\r\n"


def text_archive(path: Path, tables: Mapping[str, Table], read_me: str | None = None) -> Path:
    """Write the publisher's archive of tab-separated text, in a folder of its own."""
    members: dict[str, str | bytes] = {
        f"db/{name}.txt": text_bytes(rows, separator="\t", newline="\r\n", quoted=False)
        for name, rows in tables.items()
    }
    if read_me:
        members["db/Read Me.txt"] = read_me
    return archive(path, members)


def csv_archive(path: Path, tables: Mapping[str, Table]) -> Path:
    """Write the publisher's archive of comma-separated text, names in snake case."""
    return archive(
        path,
        {
            name.lower().replace(",", "").replace(" ", "_") + ".csv": text_bytes(rows)
            for name, rows in tables.items()
        },
    )


def excel_folder(folder: Path, tables: Mapping[str, Table], read_me: str) -> Path:
    """Write the publisher's workbooks, which add a title after the code."""
    folder.mkdir(exist_ok=True)
    for name, rows in tables.items():
        titled = [
            (row[0], "Title" if at == 0 else "Some occupation", *row[1:])
            if rows[0][0] == CODE and "Title" not in rows[0]
            else row
            for at, row in enumerate(rows)
        ]
        workbook(folder / f"{name}.xlsx", {name[:31]: titled})
    (folder / "Read Me.txt").write_text(read_me, encoding="utf-8")
    return folder
