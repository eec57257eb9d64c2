"""The worked case of docs/explanation/gap.md, by hand and by the engine.

Two programs and three kinds of jobs in one county:

| program   | look for work | linked to            |
| welding   | 30            | welders              |
| machining | 20            | welders, machinists  |

| occupation | need | applicants at first                  | accepted            |
| welders    | 24   | 30 + 20 × 24 / (24 + 36) = 38        | fewer than all      |
| machinists | 36   | 20 × 36 / (24 + 36) = 12             | all                 |
| assemblers | 10   | nobody: no program is linked to them | –                   |
"""

import numpy as np
import polars as pl
import pytest
import scipy.sparse as sp

from keyway.engine import gap
from keyway.engine.demand import Demand
from keyway.engine.supply import Supply

WELDING, MACHINING = 0, 1
ASSEMBLERS, MACHINISTS, WELDERS = 0, 1, 2
LINKS = pl.DataFrame(
    [("48.0508", "51-4121"), ("48.0501", "51-4121"), ("48.0501", "51-4041")],
    schema=["cip_code", "soc_code"],
    orient="row",
)
# Nothing is left to chance, so the case can be followed by hand.
EXACT = gap.GapParameters(
    retry_share=0.5,
    retry_sd=0.0,
    link_certainty=1e9,
    commute_log_sd=0.0,
    sweeps=500,
    tolerance=1e-12,
)


@pytest.fixture
def found():
    cells = pl.DataFrame(
        {"soc_code": ["51-2028", "51-4041", "51-4121"], "county_fips": ["04001"] * 3}
    )
    need = np.array([[10.0], [36.0], [24.0]])
    units = pl.DataFrame(
        {"unitid": [1, 1], "cip_code": ["48.0508", "48.0501"], "award_level_code": [2, 2]}
    )
    completers, stock = np.array([[75.0], [50.0]]), np.array([[30.0], [20.0]])
    jobs = np.zeros((3, 1), np.float32)
    demand = Demand(cells, jobs, jobs, need.astype(np.float32), need, cells[:0], cells[:0])
    reach = sp.csr_matrix(np.ones((2, 1)))
    supply = Supply(units, completers, completers - stock, stock, reach, ["04001"], units[:0])
    return gap.measure(demand, supply, LINKS, EXACT, seed=1)


def test_welders_are_filled_to_the_last_opening(found):
    assert found.unfilled[WELDERS, 0] == pytest.approx(0, abs=1e-6)


def test_machinists_get_those_who_preferred_them_and_some_who_were_refused(found):
    assert 12 < found.placed[MACHINISTS, 0] < 20
    # By hand: welders accept the share b of their applicants. A machining completer is placed with
    # probability B / (1 - r + r B), where B = 0.4 b + 0.6 and r = 0.5; a welding one with b / (0.5 + 0.5 b).
    b = accepted_by_hand()
    assert found.placed[MACHINISTS, 0] == pytest.approx(
        20 * 0.6 / (0.5 + 0.5 * (0.4 * b + 0.6)), rel=1e-4
    )


def accepted_by_hand():
    """Solve 24 = 30 b / (0.5 + 0.5 b) + 20 · 0.4 b / (0.5 + 0.5 (0.4 b + 0.6)) by halving."""
    low, high = 0.0, 1.0
    for _ in range(60):
        b = (low + high) / 2
        filled = 30 * b / (0.5 + 0.5 * b) + 8 * b / (0.8 + 0.2 * b)
        low, high = (b, high) if filled < 24 else (low, b)
    return low


def test_assemblers_wait_for_a_program(found):
    assert found.unfilled[ASSEMBLERS, 0] == 10


def test_nobody_is_lost(found):
    assert found.unit_placed.sum() == found.placed.sum()
    assert found.unit_placed[WELDING, 0] + found.unplaced[WELDING, 0] == 30
    assert found.unit_placed[MACHINING, 0] + found.unplaced[MACHINING, 0] == 20


def test_the_crosswalk_sum_would_have_counted_machining_twice():
    awards = pl.DataFrame(
        [(1, "48.0508", 2, 2024, 75.0), (1, "48.0501", 2, 2024, 50.0)],
        schema=["unitid", "cip_code", "award_level_code", "year", "awards_count"],
        orient="row",
    )

    assert dict(gap.naive(awards, LINKS).iter_rows()) == {"51-4041": 50.0, "51-4121": 125.0}
