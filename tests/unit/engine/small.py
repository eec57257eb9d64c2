"""A small made-up state that fits on a page: three counties, three industries, four occupations."""

import polars as pl

from keyway.engine import demand, gap, supply

WELDER, MACHINIST, TEACHER, CHEMIST = "51-4121", "51-4041", "25-2031", "19-2031"
COPPER, CACTUS, MESA = "04001", "04003", "04005"


def frame(names, *rows):
    return pl.DataFrame(rows, schema=names, orient="row")


def demand_inputs(**changed):
    """Metal shops (3327) and chemical plants (3251) in two counties; a hospital (6221) in all."""
    usual = {
        "industry_jobs": frame(
            ["county_fips", "naics_code", "establishments_count", "employment_count"],
            (COPPER, "3327", 8, 400.0),
            (COPPER, "6221", 3, 900.0),
            (CACTUS, "3327", 1, None),
            (CACTUS, "6221", 2, 300.0),
            (MESA, "3251", 4, 250.0),
            (MESA, "6221", 1, 100.0),
        ),
        "industry_totals": frame(
            ["naics_code", "employment_count"], ("3327", 520.0), ("3251", 250.0)
        ),
        "staffing": frame(
            ["naics_code", "soc_code", "staffing_share"],
            ("3327", WELDER, 0.2),
            ("3327", MACHINIST, 0.3),
            ("3251", CHEMIST, 0.1),
            ("3251", WELDER, 0.02),
            ("6221", TEACHER, 0.01),
        ),
        "published_jobs": frame(
            ["area_code", "soc_code", "employment_count", "employment_rse"],
            ("04", WELDER, 150.0, 0.05),
            ("04", MACHINIST, 130.0, 0.10),
            ("04", CHEMIST, None, None),
        ),
        "area_counties": frame(
            ["area_code", "county_fips"], ("04", COPPER), ("04", CACTUS), ("04", MESA)
        ),
        "rates": frame(
            ["soc_code", "exit_rate", "transfer_rate", "growth_rate_annual"],
            (WELDER, 0.04, 0.06, 0.00),
            (MACHINIST, 0.04, 0.06, -0.01),
            (TEACHER, 0.03, 0.04, 0.01),
            (CHEMIST, 0.02, 0.05, 0.02),
        ),
    }
    return demand.DemandInputs(**(usual | changed))


def supply_inputs(**changed):
    """A college in Copper County that teaches welding and machining, and an online school."""
    usual = {
        "completions": frame(
            ["unitid", "cip_code", "award_level_code", "year", "awards_count"],
            (1, "48.0508", 21, 2023, 40.0),
            (1, "48.0508", 21, 2024, 60.0),
            (1, "48.0501", 3, 2024, 10.0),
            (2, "40.0501", 5, 2023, 300.0),
            (2, "40.0501", 5, 2024, 300.0),
        ),
        "institutions": frame(
            ["unitid", "longitude", "latitude", "county_fips", "reach"],
            (1, -112.0, 33.4, COPPER, "local"),
            (2, -112.0, 33.4, COPPER, "online"),
        ),
        "counties": frame(
            ["county_fips", "longitude", "latitude", "jobs"],
            (COPPER, -112.0, 33.4, 1300.0),
            (CACTUS, -112.3, 33.4, 420.0),
            (MESA, -114.5, 35.0, 350.0),
        ),
    }
    return supply.SupplyInputs(**(usual | changed))


LINKS = frame(
    ["cip_code", "soc_code", "typical_education"],
    ("48.0508", WELDER, "High school diploma or equivalent"),
    ("48.0501", WELDER, "High school diploma or equivalent"),
    ("48.0501", MACHINIST, "High school diploma or equivalent"),
    ("40.0501", CHEMIST, "Bachelor's degree"),
)


def measured(draws=30, seed=7, **parameters):
    """Return demand, supply and gap of the small state."""
    needed = demand.estimate(demand_inputs(), demand.DemandParameters(), draws=draws, seed=seed)
    offered = supply.estimate(supply_inputs(), supply.SupplyParameters(), draws=draws, seed=seed)
    return (
        needed,
        offered,
        gap.measure(needed, offered, LINKS, gap.GapParameters(**parameters), seed=seed),
    )
