"""Jobs, pay and projections of the small store; the counts are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.factories.names import AREAS, OCCUPATIONS, detailed
from tests.factories.rows import part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyway.reference.releases import Part

# Jobs by county and industry; None is hidden by the publisher.
COUNTY_JOBS: dict[str, dict[str, int | None]] = {
    "04013": {"3327": 6000, "3364": 15000, "3344": 20000, "4931": 30000, "5412": 16000},
    "04019": {"3327": 900, "3364": 12000, "3344": None, "4931": 3500, "5412": 2400},
    "04025": {"3327": 400, "3364": None, "3344": 250, "4931": 300, "5412": 500},
}
STATE_JOBS = {"3327": 7300, "3364": 27600, "3344": 21050, "4931": 33800, "5412": 18900}
PARENTS = {"3327": "332", "3364": "336", "3344": "334", "4931": "48-49", "5412": "54"}

# Part of each industry's jobs by occupation, over the nation.
STAFFING = {
    "3327": {
        "51-4041": 0.20, "51-9161": 0.14, "51-4121": 0.05, "49-9041": 0.02, "17-3026": 0.01,
        "13-2011": 0.01, "53-7062": 0.02,
    },
    "3364": {
        "51-4041": 0.05, "51-9161": 0.02, "51-4121": 0.01, "49-9041": 0.02, "17-3026": 0.03,
        "51-2028": 0.03, "13-2011": 0.02, "53-7062": 0.01,
    },
    "3344": {
        "51-4041": 0.01, "49-9041": 0.03, "17-3026": 0.03, "51-2028": 0.12, "51-9141": 0.08,
        "13-2011": 0.02, "53-7062": 0.02,
    },
    "4931": {"49-9041": 0.02, "53-7062": 0.40, "13-2011": 0.002},
    "5412": {"13-2011": 0.34},
}  # fmt: skip
NATION = {
    "13-2011": (1_400_000, 81_000), "17-3026": (70_000, 64_000), "49-9041": (420_000, 63_000),
    "51-2028": (270_000, 43_000), "51-4041": (290_000, 56_000), "51-4121": (420_000, 51_000),
    "51-9141": (30_000, 47_000), "51-9161": (180_000, 48_000), "53-7062": (2_900_000, 38_000),
}  # fmt: skip
IN_PLANTS = {
    "13-2011": 100_000, "17-3026": 50_000, "49-9041": 230_000, "51-2028": 240_000,
    "51-4041": 260_000, "51-4121": 260_000, "51-9141": 29_000, "51-9161": 170_000,
    "53-7062": 330_000,
}  # fmt: skip
# Rates a year at which people leave work and change occupation; growth over ten years.
RATES = {
    "13-2011": (0.034, 0.046, 1.06), "17-3026": (0.037, 0.055, 1.03), "49-9041": (0.033, 0.050, 1.16),
    "51-2028": (0.048, 0.061, 0.99), "51-4041": (0.038, 0.057, 1.02), "51-4121": (0.034, 0.063, 1.02),
    "51-9141": (0.043, 0.065, 1.12), "51-9161": (0.042, 0.058, 0.90), "53-7062": (0.053, 0.080, 1.04),
}  # fmt: skip
EDUCATION = {
    "13-2011": "Bachelor's degree",
    "17-3026": "Associate's degree",
    "51-9161": "High school diploma or equivalent",
}


def state_count(soc_code: str) -> int:
    """Return the jobs that staffing gives the occupation in the state, rounded to ten."""
    jobs = sum(STATE_JOBS[code] * shares.get(soc_code, 0.0) for code, shares in STAFFING.items())
    return round(jobs / 10) * 10


def county_count(soc_code: str, county: str) -> int | None:
    """Return the same for a county; unknown where an industry that matters is hidden."""
    cells = COUNTY_JOBS[county]
    wanted = [code for code, shares in STAFFING.items() if soc_code in shares]
    if any(cells[code] is None for code in wanted):
        return None
    jobs = sum((cells[code] or 0) * STAFFING[code][soc_code] for code in wanted)
    return round(jobs / 10) * 10


def parts() -> list[Part]:
    """Return wages, staffing, projections and County Business Patterns."""
    return [*_wages(), _staffing(), *_projections(), *_patterns()]


def _wages() -> list[Part]:
    table = "oews_area_wages"
    nation = [_wage("US", soc, NATION[soc][0]) for soc in detailed()]
    state = [_wage("04", soc, state_count(soc)) for soc in detailed()]
    areas = [
        _wage(area, soc, county_count(soc, county))
        for area, (_, county) in AREAS.items()
        for soc in detailed()
    ]
    return [
        part(table, "2025-05", nation, name="national", said="May 2025"),
        part(table, "2025-05", state, name="states", said="May 2025"),
        part(table, "2025-05", areas, name="metro", said="May 2025"),
    ]


def _wage(area: str, soc: str, jobs: int | None) -> dict[str, Any]:
    median = float(NATION[soc][1])
    # The smallest area hides the pay of one occupation, as publishers do.
    is_hidden = area == "39140" and soc == "51-9141"
    return {
        "area_code": area,
        "soc_code": soc,
        "year": 2025,
        "group_level": "detailed",
        "employment_count": jobs,
        "employment_note": None if jobs is not None else "not released",
        "employment_rse": None if jobs is None else 0.08,
        "wage_hourly_median_usd": None if is_hidden else round(median / 2080, 2),
        "wage_annual_mean_usd": None if is_hidden else median * 1.05,
        "wage_annual_p10_usd": None if is_hidden else median * 0.7,
        "wage_annual_median_usd": None if is_hidden else median,
        "wage_annual_p90_usd": None if is_hidden else median * 1.5,
        "wage_note": "not released" if is_hidden else None,
    }


def _staffing() -> Part:
    def rows() -> Iterator[dict[str, Any]]:
        for industry, shares in STAFFING.items():
            for soc, share in shares.items():
                yield {"naics_code": industry, "soc_code": soc, "staffing_share": share}
        for soc, jobs in IN_PLANTS.items():
            yield {"naics_code": "31-33", "soc_code": soc, "employment_count": jobs}
        yield {"naics_code": "99", "soc_code": "13-2011", "employment_count": 140_000}

    return part(
        "oews_industry_staffing",
        "2025-05",
        ({**row, "year": 2025} for row in rows()),
        said="May 2025",
    )


def _projections() -> list[Part]:
    return [
        part(
            "ep_occupation_projections",
            "2024",
            (
                {
                    "matrix_code": soc,
                    "base_year": 2024,
                    "projected_year": 2034,
                    "occupation_name": OCCUPATIONS[soc],
                    "is_detailed": True,
                    "employment_base_count": float(NATION[soc][0]),
                    "employment_projected_count": NATION[soc][0] * growth,
                    "exit_rate": leave,
                    "transfer_rate": change,
                    "typical_education": EDUCATION.get(soc, "High school diploma or equivalent"),
                }
                for soc, (leave, change, growth) in RATES.items()
            ),
            said="2024–2034",
        ),
        part(
            "ep_matrix_links",
            "2024",
            ({"matrix_code": soc, "onet_soc_code": f"{soc}.00"} for soc in RATES),
        ),
        part(
            "state_occupation_projections",
            "2022",
            (
                {
                    "area_code": "04",
                    "soc_code": soc,
                    "base_year": 2022,
                    "projected_year": 2032,
                    "employment_base_count": state_count(soc),
                    "employment_projected_count": round(state_count(soc) * RATES[soc][2]),
                    "openings_count": round(state_count(soc) * sum(RATES[soc][:2])),
                }
                for soc in RATES
                if soc != "51-9141"  # the state leaves this one out
            ),
            said="2022–2032",
        ),
    ]


def _patterns() -> list[Part]:
    def county_rows() -> Iterator[dict[str, Any]]:
        for county, cells in COUNTY_JOBS.items():
            for industry, jobs in cells.items():
                yield _cell("county_fips", county, industry, jobs)

    def state_rows() -> Iterator[dict[str, Any]]:
        for industry, jobs in STATE_JOBS.items():
            yield _cell("state_fips", "04", industry, jobs)
            yield _cell("state_fips", "04", PARENTS[industry], jobs)

    return [
        part("cbp_county_industries", "2023", county_rows()),
        part("cbp_state_industries", "2023", state_rows()),
    ]


def _cell(column: str, place: str, industry: str, jobs: int | None) -> dict[str, Any]:
    return {
        column: place,
        "naics_code": industry,
        "year": 2023,
        "establishments_count": max(3, (jobs or 120) // 40),
        "employment_count": jobs,
        "employment_note": None if jobs is not None else "withheld to protect a plant",
    }
