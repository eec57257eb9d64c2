import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keyway.engine.demand import unsuppress
from tests.unit.engine.small import CACTUS, COPPER, MESA, frame

JOBS = ["county_fips", "naics_code", "establishments_count", "employment_count"]
TOTALS = ["naics_code", "employment_count"]
COUNTIES = [COPPER, CACTUS, MESA]


def fill(jobs, totals):
    return unsuppress.fill(jobs, totals, COUNTIES, sweeps=12)


def test_a_withheld_count_takes_what_the_total_leaves():
    jobs = frame(
        JOBS, (COPPER, "3327", 8, 400.0), (CACTUS, "3327", 1, None), (MESA, "3327", 5, 60.0)
    )

    filled = fill(jobs, frame(TOTALS, ("3327", 520.0)))

    assert filled.jobs[1, 0] == pytest.approx(60.0)


def test_a_withheld_count_without_any_total_is_expected_from_its_establishments():
    jobs = frame(JOBS, (COPPER, "3327", 8, 400.0), (CACTUS, "3327", 2, None))

    filled = fill(jobs, frame(TOTALS, ("3327", None)).cast({"employment_count": float}))

    assert filled.jobs[1, 0] == pytest.approx(2 * 50.0, rel=0.1)


def test_a_cell_nobody_mentions_stays_empty_when_the_total_is_used_up():
    jobs = frame(JOBS, (COPPER, "3327", 8, 400.0), (CACTUS, "3327", 3, 120.0))

    filled = fill(jobs, frame(TOTALS, ("3327", 520.0)))

    assert filled.jobs[2, 0] == 0


def test_a_giant_that_is_left_out_of_the_cells_shows_in_the_total_of_its_county():
    jobs = frame(
        JOBS,
        (COPPER, "3361", 5, 200.0),
        (CACTUS, "31-33", 9, 3_000.0),
        (MESA, "31-33", 3, 0.0),
    )

    filled = fill(jobs, frame(TOTALS, ("3361", 3_200.0)))

    assert filled.jobs[:, 0] == pytest.approx([200.0, 3_000.0, 0.0], abs=1)


def test_parents_of_the_manufacturing_codes_share_one_sector():
    assert unsuppress.parents("3327") == ("3327", "332", "31-33")
    assert unsuppress.parents("4853") == ("4853", "485", "48-49")
    assert unsuppress.parents("6221") == ("6221", "622", "62")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(1, 900), min_size=6, max_size=6),
    st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_filled_tables_meet_totals_that_agree(true_jobs, is_withheld):
    industries = ["3327", "3328"]
    places = [(county, naics) for county in COUNTIES for naics in industries]
    jobs = frame(
        JOBS,
        *(
            (county, naics, 2, None if withheld else float(true))
            for (county, naics), true, withheld in zip(places, true_jobs, is_withheld, strict=True)
        ),
        *(
            (county, "332", None, float(sum(true_jobs[2 * n : 2 * n + 2])))
            for n, county in enumerate(COUNTIES)
        ),
    )
    totals = frame(
        TOTALS, ("3327", float(sum(true_jobs[::2]))), ("3328", float(sum(true_jobs[1::2])))
    )

    filled = fill(jobs, totals)

    # Sweeps end near, not at, the totals where several cross.
    np.testing.assert_allclose(
        filled.jobs.sum(0), [sum(true_jobs[::2]), sum(true_jobs[1::2])], rtol=0.02
    )
    assert (filled.jobs >= 0).all()


def test_totals_that_contradict_each_other_are_changed_as_little_as_it_takes():
    jobs = frame(
        JOBS, (COPPER, "3327", 8, 400.0), (CACTUS, "3327", 1, None), (CACTUS, "332", 2, 90.0)
    )

    filled = fill(jobs, frame(TOTALS, ("3327", 500.0)))

    assert 85.0 <= filled.jobs[1, 0] <= 100.0
