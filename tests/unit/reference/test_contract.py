"""Contracts refuse rows that a table cannot hold, and say what each column means."""

import dataframely as dy
import polars as pl
import pytest

import keyway.reference.tables  # noqa: F401  fills the register
from keyway.errors import Broken
from keyway.reference.contract import CONTRACTS, failing_rows, table, text_of, unit_of


def states(**columns):
    """Rows of the table of states; Arizona's where nothing else is said."""
    row = {"state_fips": ["04"], "state_code": ["AZ"], "state_name": ["Arizona"]}
    return pl.DataFrame({**row, **columns})


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=lambda contract: contract.name)
def test_every_table_has_a_key_a_description_and_a_caution(contract):
    assert contract.key
    assert contract.description.endswith(".")
    assert contract.caution.endswith(".")
    assert contract.source


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=lambda contract: contract.name)
def test_every_column_has_a_unit_and_a_sentence(contract):
    silent = [
        name
        for name, column in contract.columns.items()
        if not unit_of(column) or not text_of(column).endswith((".", "…"))
    ]

    assert silent == []


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=lambda contract: contract.name)
def test_columns_in_a_unit_of_money_or_count_carry_it_in_their_name(contract):
    nameless = [
        name
        for name, column in contract.columns.items()
        if (unit_of(column).startswith("USD") and not name.endswith("_usd"))
        or (unit_of(column) in ("jobs", "awards", "students") and not name.endswith("_count"))
    ]

    assert nameless == []


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=lambda contract: contract.name)
def test_a_note_stands_beside_a_value_that_may_be_unknown(contract):
    notes = [name for name in contract.columns if name.endswith("_note")]

    assert all(contract.columns[name].nullable for name in notes)
    for name in notes:
        explained = name.removesuffix("_note")
        beside = [
            column
            for other, column in contract.columns.items()
            if other.startswith(explained) or other.endswith(f"_{explained}")
            if other != name
        ]
        assert any(column.nullable for column in beside), name


def test_an_empty_table_has_the_contract_s_columns_and_types():
    empty = CONTRACTS["oews_area_wages"].empty()

    assert empty.height == 0
    assert empty.columns == list(CONTRACTS["oews_area_wages"].columns)
    assert empty.schema["employment_count"] == pl.Int64


def test_good_rows_break_no_rule():
    rules, examples = failing_rows(CONTRACTS["states"], states())

    assert rules == {}
    assert examples.height == 0


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("state_fips", "4", "state_fips|regex"),
        ("state_fips", None, "state_fips|nullability"),
        ("state_code", "az", "state_code|regex"),
        ("state_name", "", "state_name|min_length"),
    ],
)
def test_a_bad_cell_is_named_by_its_column_and_rule(column, value, rule):
    rules, examples = failing_rows(CONTRACTS["states"], states(**{column: [value]}))

    assert rule in rules
    assert examples[column].to_list() == [value]


def test_the_same_key_twice_is_refused():
    rules, _ = failing_rows(CONTRACTS["states"], pl.concat([states(), states()]))

    assert rules["primary_key"] == 2


def test_jobs_below_zero_are_refused_and_unknown_jobs_are_not():
    empty = CONTRACTS["cbp_state_industries"].empty()
    row = {"state_fips": "04", "naics_code": "332", "year": 2021, "establishments_count": 3}
    unknown = pl.concat(
        [empty, pl.DataFrame([row | {"employment_count": None}])], how="diagonal_relaxed"
    )
    negative = pl.concat(
        [empty, pl.DataFrame([row | {"employment_count": -1}])], how="diagonal_relaxed"
    )

    assert failing_rows(CONTRACTS["cbp_state_industries"], unknown)[0] == {}
    assert failing_rows(CONTRACTS["cbp_state_industries"], negative)[0] == {
        "employment_count|min": 1
    }


def test_two_tables_cannot_share_a_name():
    with pytest.raises(Broken, match="two contracts are called states"):

        @table(source="geography", caution="None.")
        class states(dy.Schema):  # noqa: N801  tables are named as they are queried
            """A second table of states."""

            state_fips = dy.String(primary_key=True)
