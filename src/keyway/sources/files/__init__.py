"""Reading publishers' files safely: containers, tables, cells.

Everything is text until a source module says what it is, so that codes keep their zeros.
"""

from keyway.sources.files.cells import (
    as_part,
    cip_text,
    codes,
    county_text,
    left_out,
    numbers,
    state_text,
    whole_numbers,
)
from keyway.sources.files.containers import (
    Document,
    Origin,
    Progress,
    documents,
    fingerprints,
    open_json,
    sha256,
)
from keyway.sources.files.headers import (
    ROW,
    HeaderFinder,
    column_like,
    has_columns,
    plain,
    require_columns,
    unexpected_columns,
)
from keyway.sources.files.layouts import (
    SLICE,
    Layout,
    Piece,
    Top,
    each,
    matching,
    new_columns,
    reading,
    recognizes,
    summed,
    year_in,
)
from keyway.sources.files.tabular import open_table, sheet_names, top_rows

__all__ = [
    "ROW",
    "SLICE",
    "Document",
    "HeaderFinder",
    "Layout",
    "Origin",
    "Piece",
    "Progress",
    "Top",
    "as_part",
    "cip_text",
    "codes",
    "column_like",
    "county_text",
    "documents",
    "each",
    "fingerprints",
    "has_columns",
    "left_out",
    "matching",
    "new_columns",
    "numbers",
    "open_json",
    "open_table",
    "plain",
    "reading",
    "recognizes",
    "require_columns",
    "sha256",
    "sheet_names",
    "state_text",
    "summed",
    "top_rows",
    "unexpected_columns",
    "whole_numbers",
    "year_in",
]
