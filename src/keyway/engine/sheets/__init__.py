"""Contact sheets: what each column holds, and what is wrong with each row."""

from keyway.engine.sheets.columns import find_header, guess
from keyway.engine.sheets.rows import tidy
from keyway.engine.sheets.values import Entry, Fault, Field, Guess, Problem, Reason

__all__ = [
    "Entry",
    "Fault",
    "Field",
    "Guess",
    "Problem",
    "Reason",
    "find_header",
    "guess",
    "tidy",
]
