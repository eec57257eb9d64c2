"""What the demand estimate is given and what it returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class DemandInputs:
    """Public figures about one state, as frames. Null is unknown, never zero.

    Attributes:
        industry_jobs: county_fips, naics_code, establishments_count, employment_count. Four-digit
            codes are the cells; shorter codes ("311", "31-33") are published county totals that
            the cells must add up to. A four-digit cell that is absent is unknown where a total
            leaves jobs over, and empty otherwise.
        industry_totals: naics_code, employment_count: published totals of the state, four-digit
            or parents.
        staffing: naics_code, soc_code, staffing_share: share (0–1) of the industry's jobs. An
            industry without rows of its own uses its three-digit parent, then its sector.
        published_jobs: area_code, soc_code, employment_count, employment_rse (fraction).
        area_counties: area_code, county_fips. The area that holds every county is the state.
        rates: soc_code, exit_rate, transfer_rate, growth_rate_annual: fractions per year.
        uncovered: soc_code, uncovered_share: optional share (0–1) of the occupation's jobs in
            industries that the county counts leave out (government, farms).
        expected_jobs: area_code, soc_code, employment_count, log_sd: optional expectation for
            cells that are not published, as ``expect`` makes it; it replaces the synthetic figure.
        state_openings: soc_code, openings_count: an outside check, never an input.
    """

    industry_jobs: pl.DataFrame
    industry_totals: pl.DataFrame
    staffing: pl.DataFrame
    published_jobs: pl.DataFrame
    area_counties: pl.DataFrame
    rates: pl.DataFrame
    uncovered: pl.DataFrame | None = None
    expected_jobs: pl.DataFrame | None = None
    state_openings: pl.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class DemandParameters:
    """Dated assumptions of the demand estimate; every one may be changed by the caller.

    Attributes:
        share_new_entrants: mean share (0–1) of openings that people new to the occupation's
            labor force fill; the rest go to workers who change occupation, move or return.
        share_certainty: observations that the mean share is worth (beta prior).
        share_spread: the same for one occupation around the mean.
        horizon_years: years over which growth is spread.
        count_log_sd: noise of a published county count (infused noise, year of reference).
        staffing_log_sd_small, staffing_log_sd_large: spread of the logarithm of a state's jobs
            around national staffing, up to and above ``staffing_large_jobs``.
        county_log_sd: spread of a county's staffing around its state's.
        rse_scale: relative standard error at which a published total pulls with half its weight.
        unknown_rse: relative standard error where the publisher gives none.
        rate_log_sd: uncertainty of exit and transfer rates.
        growth_sd: uncertainty of yearly growth, as a fraction.
        smallest_jobs: cells expected to hold this many jobs or fewer are left out.
        sweeps: passes of the adding-up.
    """

    share_new_entrants: float = 0.5
    share_certainty: float = 12.0
    share_spread: float = 24.0
    horizon_years: int = 10
    count_log_sd: float = 0.06
    staffing_log_sd_small: float = 0.46
    staffing_log_sd_large: float = 0.28
    staffing_large_jobs: float = 5000.0
    county_log_sd: float = 0.46
    rse_scale: float = 0.25
    unknown_rse: float = 0.10
    rate_log_sd: float = 0.10
    growth_sd: float = 0.010
    smallest_jobs: float = 0.0
    sweeps: int = 12


@dataclass(frozen=True, slots=True)
class Demand:
    """Jobs and openings per occupation and county, in draws.

    Attributes:
        cells: soc_code, county_fips; one row per cell, sorted.
        jobs: jobs, all industries; shape (cells, draws), float32.
        manufacturing_jobs: the part in NAICS 31–33; same shape and type.
        openings: openings per year, all industries; same shape and type.
        need: openings per year for new entrants; same shape, float64 on the exact grid.
        unknown: soc_code, reason: occupations left out because a rate is not published.
        check: soc_code, openings, published_openings, ratio: against the state's own projection.
    """

    cells: pl.DataFrame
    jobs: NDArray[np.float32]
    manufacturing_jobs: NDArray[np.float32]
    openings: NDArray[np.float32]
    need: NDArray[np.float64]
    unknown: pl.DataFrame
    check: pl.DataFrame
