"""What the store says of its tables is said in Spanish as well, with the same figures."""

import re
from pathlib import Path

import polars as pl
import pytest

import keyway.reference.tables  # noqa: F401  fills the register
from keyway import reference
from keyway.reference.contract import CONTRACTS, text_of, unit_of
from keyway.reference.words import sentences


def spoken(contract):
    """Return every sentence that a page may show about one table."""
    columns = contract.columns.values()
    return {
        contract.description,
        contract.caution,
        *(text_of(column) for column in columns),
        *(unit_of(column) for column in columns),
    }


def notes(frame):
    """Return the reasons that a table gives for its blank cells."""
    return {
        reason
        for column in frame.columns
        if column.endswith("_note")
        for reason in frame[column].drop_nulls().unique()
    }


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=lambda contract: contract.name)
def test_every_sentence_of_a_table_has_a_spanish_form(contract):
    assert spoken(contract) - set(sentences.spanish()) == set()


def test_every_reason_for_a_blank_cell_in_the_starter_data_has_a_spanish_form():
    reasons = {
        reason
        for file in (Path(reference.__file__).parent / "starter").rglob("*.parquet")
        for reason in notes(pl.read_parquet(file))
    }

    assert len(reasons) > 3
    assert reasons - set(sentences.spanish()) == set()


def test_a_translation_keeps_every_figure():
    # Words may turn into figures or back ("ten", "Ten-year"), figures may not change or vanish.
    changed = {
        english: spanish
        for english, spanish in sentences.spanish().items()
        if sorted(re.findall(r"\d[\d.,*]*\d|\d", english))
        != sorted(re.findall(r"\d[\d.,*]*\d|\d", spanish))
    }

    assert changed == {}


def test_a_translation_ends_as_its_sentence_does():
    changed = {
        english: spanish
        for english, spanish in sentences.spanish().items()
        if english.endswith(".") != spanish.endswith(".") or spanish != spanish.strip()
    }

    assert changed == {}


def test_a_sentence_is_told_in_the_language_asked_for():
    said = "The publisher left the cell blank."

    assert sentences.tell(said, "es") == "La fuente dejó la celda en blanco."
    assert sentences.tell(said, "en") == said
    assert sentences.tell("No such sentence.", "es") == "No such sentence."
