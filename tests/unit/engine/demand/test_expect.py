import numpy as np
import polars as pl
import pytest

from keyway.engine.demand import expect
from keyway.engine.draws import stream
from keyway.errors import Broken


def cells(areas=40, occupations=12, staffing_sd=0.5, earlier_sd=0.15, has_earlier=True):
    """Areas whose published jobs lie around staffing by industry and close to an earlier figure."""
    rng = stream(5, "cells")
    shape = (areas, occupations)
    true = rng.lognormal(6.5, 1.0, shape)
    table = {
        "area_code": np.repeat([f"{a:02d}" for a in range(areas)], occupations),
        "soc_code": np.tile([f"51-{o:04d}" for o in range(occupations)], areas),
        "employment_count": true.ravel(),
        "synthetic_count": (0.7 * true * np.exp(staffing_sd * rng.standard_normal(shape))).ravel(),
        "earlier_count": (true * np.exp(earlier_sd * rng.standard_normal(shape))).ravel(),
        "group_count": np.repeat(true.sum(1), occupations),
    }
    frame = pl.DataFrame(table)
    if not has_earlier:
        frame = frame.with_columns(earlier_count=pl.lit(None, dtype=pl.Float64))
    return frame


def hide(frame, area="00"):
    hidden = pl.when(pl.col("area_code") != area).then("employment_count")
    return frame.with_columns(employment_count=hidden)


def errors(frame, **more):
    """Return logarithmic errors and their stated spread, each area hidden in turn."""
    parts = [expect(hide(frame, area)) for area in frame["area_code"].unique(maintain_order=True)]
    both = pl.concat(parts).join(frame, on=["area_code", "soc_code"], suffix="_true")
    miss = np.log(both["employment_count"] / both["employment_count_true"]).to_numpy()
    return miss, both["log_sd"].to_numpy()


def test_nine_in_ten_hidden_cells_lie_in_their_interval():
    miss, spread = errors(cells())

    assert 0.86 <= (np.abs(miss) < 1.645 * spread).mean() <= 0.94


def test_an_earlier_figure_is_followed_where_it_foretells_better():
    with_it, _ = errors(cells())
    without, _ = errors(cells(has_earlier=False))

    assert with_it.std() < 0.2
    assert without.std() > 0.35


def test_a_useless_earlier_figure_is_given_little_weight():
    poor, _ = errors(cells(staffing_sd=0.2, earlier_sd=1.5))

    assert poor.std() < 0.3


def test_only_withheld_cells_are_returned():
    result = expect(hide(cells()))

    assert result["area_code"].unique().to_list() == ["00"]
    assert result.height == 12


def test_a_hidden_cell_says_nothing_about_itself():
    frame = cells()
    louder = frame.with_columns(
        employment_count=pl.when(pl.col("area_code") == "00")
        .then(9e6)
        .otherwise("employment_count")
    )

    assert expect(hide(frame)).equals(expect(hide(louder)))


def test_an_industry_that_nobody_counted_leaves_the_other_areas_mix():
    frame = hide(cells(has_earlier=False)).with_columns(
        synthetic_count=pl.when(
            (pl.col("area_code") == "00") & (pl.col("soc_code") == "51-0003")
        ).then(0.0).otherwise("synthetic_count")
    )  # fmt: skip

    assert expect(frame).filter(pl.col("soc_code") == "51-0003")["employment_count"][0] > 0


def test_too_little_to_learn_from_is_refused():
    with pytest.raises(Broken, match="Too few"):
        expect(cells(areas=1).with_columns(employment_count=pl.lit(None, dtype=pl.Float64)))
