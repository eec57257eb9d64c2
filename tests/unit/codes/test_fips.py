"""Postal abbreviations and FIPS codes of states and territories."""

from __future__ import annotations

import pytest

from keyway.codes.fips import STATE_FIPS


def test_fifty_states_the_district_and_five_territories_have_a_code() -> None:
    assert len(STATE_FIPS) == 56
    assert len(set(STATE_FIPS.values())) == 56


@pytest.mark.parametrize(
    ("state", "fips"), [("AL", "01"), ("AZ", "04"), ("DC", "11"), ("OH", "39"), ("WY", "56")]
)
def test_known_codes(state: str, fips: str) -> None:
    assert STATE_FIPS[state] == fips


def test_codes_rise_with_the_order_of_states_except_territories() -> None:
    states = list(STATE_FIPS.values())[:51]

    assert states == sorted(states)
    assert {"03", "07", "14", "43", "52"}.isdisjoint(states)
