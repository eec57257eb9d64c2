"""What the supply estimate is given and what it returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import polars as pl
    import scipy.sparse as sp
    from numpy.typing import NDArray

# IPEDS award levels grouped by how far they are from work and from further study.
LEVEL_OF_AWARD: Mapping[int, str] = {
    20: "certificate", 21: "certificate", 1: "certificate", 2: "certificate", 4: "certificate",
    3: "associate", 5: "bachelor",
    6: "graduate", 7: "graduate", 8: "graduate", 17: "graduate", 18: "graduate", 19: "graduate",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SupplyInputs:
    """Public figures about the institutions of one state, as frames. Null is unknown.

    Attributes:
        completions: unitid, cip_code, award_level_code (IPEDS), year, awards_count.
        institutions: unitid, longitude, latitude (degrees), county_fips, reach: "local" (draws
            and places students nearby), "national" (places graduates widely) or "online".
        counties: county_fips, longitude, latitude, jobs.
        follow_up: unitid, cip_code, award_level_code, completers_count, stayed_count: of the
            completers followed up, how many work in the region in a related job. May be empty.
    """

    completions: pl.DataFrame
    institutions: pl.DataFrame
    counties: pl.DataFrame
    follow_up: pl.DataFrame | None = None


def _by_level(
    certificate: float, associate: float, bachelor: float, graduate: float
) -> dict[str, float]:
    return {
        "certificate": certificate, "associate": associate,
        "bachelor": bachelor, "graduate": graduate,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class SupplyParameters:
    """Dated assumptions of the supply estimate. Shares are 0–1.

    Attributes:
        years: how many of the latest years are averaged.
        duplicate_share: awards that go to a person already counted, per level of award.
        continue_share: completers who go on studying, per level.
        leave_field_share: of those who work, in a job their program does not prepare for.
        leave_region_share: of those who work, outside the state, per reach of institution.
        duplicate_sd: standard deviation of the duplicate share.
        yearly_log_sd: change of a program's size from one year to the next, as a logarithm.
        common_sd, institution_sd, program_sd, cell_sd: spread of the share who stay, on the
            logit scale: shared by all, per institution, per field (four-digit CIP), per program.
        online_sd: extra spread for online institutions.
        commute_km: distance over which the chance of taking a job falls to 1/e.
        within_county_km: typical distance to work inside a county.
        national_mix: share of a national institution's graduates who look statewide.
        reach_floor: reach below which a county is left out.
    """

    years: int = 3
    duplicate_share: Mapping[str, float] = field(
        default_factory=lambda: _by_level(0.25, 0.12, 0.03, 0.02)
    )
    continue_share: Mapping[str, float] = field(
        default_factory=lambda: _by_level(0.20, 0.30, 0.20, 0.08)
    )
    leave_field_share: Mapping[str, float] = field(
        default_factory=lambda: _by_level(0.33, 0.33, 0.40, 0.25)
    )
    leave_region_share: Mapping[str, float] = field(
        default_factory=lambda: {"local": 0.20, "national": 0.45, "online": 0.92}
    )
    duplicate_sd: float = 0.05
    yearly_log_sd: float = 0.20
    common_sd: float = 0.35
    institution_sd: float = 0.35
    program_sd: float = 0.35
    cell_sd: float = 0.30
    online_sd: float = 0.50
    commute_km: float = 40.0
    within_county_km: float = 15.0
    national_mix: float = 0.50
    reach_floor: float = 0.02


@dataclass(frozen=True, slots=True)
class Supply:
    """People per program and year, in draws. ``completers`` is ``left + stock`` to the last bit.

    Attributes:
        units: unitid, cip_code, award_level_code; one row per program, sorted.
        completers: people per year who complete, shape (units, draws), on the exact grid.
        left: of these, who study on, leave the region or leave the field.
        stock: of these, who look for related work in the region.
        reach: weight 0–1 of each county for each unit, shape (units, counties).
        counties: county_fips in the order of the columns of ``reach``.
        unknown: unitid, cip_code, award_level_code, reason: programs left out.
    """

    units: pl.DataFrame
    completers: NDArray[np.float64]
    left: NDArray[np.float64]
    stock: NDArray[np.float64]
    reach: sp.csr_matrix
    counties: list[str]
    unknown: pl.DataFrame
