"""The store's own sentences in Spanish: what a table holds, what not to believe, why a cell is empty.

``sentences_es.csv`` pairs each English sentence with its Spanish one.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def tell(sentence: str, language: str) -> str:
    """Return a sentence of the store in the reader's language; English where it has no Spanish."""
    return spanish().get(sentence, sentence) if language.startswith("es") else sentence


@cache
def spanish() -> Mapping[str, str]:
    """Return every sentence that has a Spanish form."""
    file = resources.files(__package__) / "sentences_es.csv"
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return MappingProxyType({row["en"]: row["es"] for row in rows})
