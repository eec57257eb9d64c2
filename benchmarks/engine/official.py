"""Read the official files straight into the engine's inputs, for benchmarks and proofs only.

The site reads the reference store; the proofs read the publishers' files, so that they hold
whatever the store does. The folder is named by KEYWAY_OFFICIAL.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import python_calamine

from keyway.engine.demand import DemandInputs
from keyway.engine.supply import SupplyInputs

ONLINE = re.compile(
    r"Online|Digital Immersion|University of Phoenix|Grand Canyon University|"
    r"Sonoran Desert Institute|Penn Foster|Western Governors|Global Campus|Capella|Walden Univ|"
    r"Purdue University Global|American Public|Southern New Hampshire|Liberty University|Excelsior"
)
# Trade schools that recruit nationwide.
NATIONAL = re.compile(
    r"Universal Technical|Refrigeration School|Tulsa Welding|Motorcycle Mechanics"
)

YEARS = (2020, 2021, 2022, 2023, 2024)


def folder() -> Path:
    """Return the folder of official files; it may not exist."""
    return Path(os.environ.get("KEYWAY_OFFICIAL", Path(__file__).parents[3] / "shared" / "data"))


def sheet(path: Path, name: str, header: int) -> list[dict[str, Any]]:
    """Return the rows of a worksheet as dictionaries, header given by row number from 0."""
    rows = python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_name(name).to_python()
    names = [str(cell) for cell in rows[header]]
    return [dict(zip(names, row, strict=False)) for row in rows[header + 1 :]]


@cache
def industry_jobs(state: str, year: int = 2021) -> pl.DataFrame:
    """Return county × four-digit NAICS counts of a state (postal code)."""
    name = f"US-{state}-training-naics4-counties-{year}.csv"
    place = "all_states_naics4_2021" if year == 2021 else "arizona"
    wide = pl.read_csv(folder() / "cbp" / place / name, infer_schema_length=0)
    long = wide.unpivot(
        index="Fips", on=[name for name in wide.columns if re.match(r"(Emp|Est)-\d", name)]
    ).with_columns(pl.col("variable").str.split("-").list.to_struct(fields=["kind", "naics_code"]))
    return (
        long.unnest("variable")
        .with_columns(pl.col("value").cast(pl.Float64))
        .pivot(on="kind", index=["Fips", "naics_code"], values="value")
        .filter(pl.col("Est") > 0)
        .select(
            county_fips=pl.col("Fips").str.zfill(5),
            naics_code="naics_code",
            establishments_count="Est",
            employment_count="Emp",
        )
        .sort("county_fips", "naics_code")
    )


@cache
def industry_totals(state: str) -> pl.DataFrame:
    """Return state totals by four-digit NAICS; only Arizona's are at hand (latest year)."""
    schema = {"naics_code": pl.String, "employment_count": pl.Float64}
    path = folder() / "cbp" / "arizona" / "US-AZ-census-naics4-employees.csv"
    if state != "AZ":
        return pl.DataFrame(schema=schema)
    table = pl.read_csv(path).tail(1).drop("Year")
    return table.unpivot(variable_name="naics_code", value_name="employment_count").select(
        pl.col("naics_code").str.strip_chars_start("N"), pl.col("employment_count").cast(pl.Float64)
    )


@cache
def staffing_table() -> pl.DataFrame:
    """Return naics_code, soc_code, jobs, staffing_share; merged codes spread over their parts."""
    path = (
        folder() / "bls_oews/may2024_national_industry/national_industry_M2024_reconstructed.csv.gz"
    )
    table = pl.read_csv(path, infer_schema_length=0).filter(pl.col("O_GROUP") == "detailed")
    parts = pl.col("NAICS_TITLE").str.extract_all(r"\b\d{4}\b")
    merged = pl.col("NAICS").str.contains("A")
    table = table.filter(
        ~pl.col("NAICS").is_in(["6111", "6221", "6222", "6223"]) | (pl.col("NAICS") != "")
    )
    return (
        table.with_columns(
            jobs=pl.col("TOT_EMP").cast(pl.Float64, strict=False),
            naics_code=pl.when(merged).then(parts).otherwise(pl.concat_list("NAICS")),
        )
        .drop_nulls("jobs")
        .explode("naics_code")
        .group_by("naics_code", soc_code="OCC_CODE")
        .agg(pl.col("jobs").max())
        .with_columns(staffing_share=pl.col("jobs") / pl.col("jobs").sum().over("naics_code"))
        .sort("naics_code", "soc_code")
    )


@cache
def uncovered() -> pl.DataFrame:
    """Return the share of each occupation's national jobs outside the industries counted by CBP."""
    table = staffing_table()
    outside = pl.col("naics_code").is_in(["99", "491"])
    sectors = table.filter(
        pl.col("naics_code").is_in(["31-33", "44-45", "48-49"])
        | (pl.col("naics_code").str.len_chars() == 2)
        | (pl.col("naics_code") == "491")
    ).with_columns(jobs=pl.when(pl.col("naics_code") == "491").then(0).otherwise("jobs"))
    return (
        sectors.group_by("soc_code")
        .agg(outside=pl.col("jobs").filter(outside).sum(), total=pl.col("jobs").sum())
        .select("soc_code", uncovered_share=(pl.col("outside") / pl.col("total")).fill_nan(0.0))
    )


@cache
def state_jobs_2024() -> pl.DataFrame:
    """Return state, soc_code, jobs of May 2024, all groups; null where withheld."""
    path = folder() / "bls_oews/may2024_states/state_wage_employment.csv"
    table = pl.read_csv(path, separator="\t", infer_schema_length=0)
    return table.select(
        state=pl.col("PRIM_STATE"),
        soc_code=pl.col("OCC_CODE"),
        employment_count=pl.col("TOT_EMP").str.replace_all(",", "").cast(pl.Float64, strict=False),
    ).unique(["state", "soc_code"], keep="first", maintain_order=True)


@cache
def area_jobs_2025(kind: str, code: str) -> pl.DataFrame:
    """Return soc_code, employment_count of May 2025 of a state or nonmetropolitan area."""
    raw = pl.read_json(folder() / f"bls_oews/may2025/{kind}/{code}.json")
    occupations = raw["occupations"].struct.unnest().to_dicts()[0]
    rows = [
        (soc, None if values is None or values.get("emp") is None else float(values["emp"]))
        for soc, values in occupations.items()
    ]
    return pl.DataFrame(
        rows, schema={"soc_code": pl.String, "employment_count": pl.Float64}, orient="row"
    )


@cache
def rates() -> pl.DataFrame:
    """Return exit, transfer and yearly growth rates per SOC code (2024–34)."""
    rows = sheet(folder() / "bls_ep/occupation_2024-2034.xlsx", "Table 1.10", 1)
    out = []
    for row in rows:
        values = list(row.values())
        if values[2] != "Line item":
            continue
        growth = (values[4] / values[3]) ** 0.1 - 1 if values[3] else 0.0
        out.append((values[1], values[7] / 100, values[8] / 100, growth))
    names = ("soc_code", "exit_rate", "transfer_rate", "growth_rate_annual")
    return pl.DataFrame(
        out, schema=dict.fromkeys(names, pl.Float64) | {"soc_code": pl.String}, orient="row"
    )


@cache
def education() -> pl.DataFrame:
    """Return soc_code, typical_education."""
    rows = sheet(folder() / "bls_ep/occupation_2024-2034.xlsx", "Table 1.2", 1)
    out = [
        (row["2024 National Employment Matrix code"], row["Typical education needed for entry"])
        for row in rows
        if row["Occupation type"] == "Line item"
    ]
    return pl.DataFrame(out, schema=["soc_code", "typical_education"], orient="row")


@cache
def links() -> pl.DataFrame:
    """Return cip_code, soc_code, typical_education of the crosswalk, no-match rows dropped."""
    rows = sheet(folder() / "nces_cip/CIP2020_SOC2018_Crosswalk.xlsx", "CIP-SOC", 0)
    pairs = [(str(row["CIP2020Code"]), str(row["SOC2018Code"])) for row in rows]
    table = pl.DataFrame(pairs, schema=["cip_code", "soc_code"], orient="row")
    table = table.filter(~pl.col("soc_code").str.starts_with("99-"))
    return table.join(education(), on="soc_code", how="left").sort("cip_code", "soc_code")


@cache
def institutions() -> pl.DataFrame:
    """Return the directory of 2024 (all states) with reach."""
    table = pl.read_csv(folder() / "ipeds/hd2024.csv", infer_schema_length=0, encoding="utf8-lossy")
    name = table["INSTNM"].to_list()
    online = pl.Series([bool(ONLINE.search(text)) for text in name])
    wide = pl.Series([bool(NATIONAL.search(text)) for text in name])
    kind = pl.when(online).then(pl.lit("online")).when(wide | (pl.col("ICLEVEL") == "1"))
    return table.select(
        "INSTNM",
        "STABBR",
        unitid=pl.col("UNITID").cast(pl.Int64),
        longitude=pl.col("LONGITUD").cast(pl.Float64, strict=False),
        latitude=pl.col("LATITUDE").cast(pl.Float64, strict=False),
        county_fips=pl.col("COUNTYCD").str.zfill(5),
        sector=pl.col("SECTOR"),
        reach=kind.then(pl.lit("national")).otherwise(pl.lit("local")),
    )


@cache
def completions() -> pl.DataFrame:
    """Return completions of all years and states."""
    frames = [
        pl.read_parquet(folder() / f"ipeds/c{year}_a.parquet")
        .filter(pl.col("IS_CIP_6DIGIT") & ~pl.col("CIPCODE").str.starts_with("99"))
        .select(
            unitid=pl.col("UNITID"),
            cip_code=pl.col("CIPCODE"),
            award_level_code=pl.col("AWLEVEL"),
            year=pl.lit(year),
            awards_count=pl.col("CTOTALT").cast(pl.Float64),
        )
        for year in YEARS
    ]
    return (
        pl.concat(frames)
        .group_by("unitid", "cip_code", "award_level_code", "year")
        .agg(pl.col("awards_count").sum())
    )


@cache
def states() -> dict[str, str]:
    """Return the FIPS code of each postal code with county counts."""
    found = {}
    for path in sorted((folder() / "cbp/all_states_naics4_2021").glob("US-*.csv")):
        code = path.name[3:5]
        found[code] = pl.read_csv(path, infer_schema_length=0)["Fips"][0].zfill(5)[:2]
    return found


def demand_inputs(state: str) -> DemandInputs:
    """Return the demand inputs of a state: county counts 2021, staffing 2024, jobs May 2025."""
    fips = states()[state]
    jobs = industry_jobs(state)
    every = jobs["county_fips"].unique().sort()
    areas = [(fips, county) for county in every]
    published = [area_jobs_2025("states_json", fips).with_columns(area_code=pl.lit(fips))]
    if state == "AZ":
        rural = ["04001", "04007", "04009", "04011", "04012", "04017", "04023"]
        areas += [("0400001", county) for county in rural]
        published.append(
            area_jobs_2025("nonmetro_json", "0400001").with_columns(area_code=pl.lit("0400001"))
        )
    return DemandInputs(
        industry_jobs=jobs,
        industry_totals=industry_totals(state),
        staffing=staffing_table().select("naics_code", "soc_code", "staffing_share"),
        published_jobs=pl.concat(published).with_columns(
            employment_rse=pl.lit(None, dtype=pl.Float64)
        ),
        area_counties=pl.DataFrame(areas, schema=["area_code", "county_fips"], orient="row"),
        rates=rates(),
        uncovered=uncovered(),
        state_openings=state_openings(state),
    )


@cache
def projections() -> pl.DataFrame:
    """Return fips, soc_code, base jobs and yearly openings of the state projections 2022–32."""
    path = folder() / "projections_central/state_projections.csv"
    table = pl.read_csv(path, separator="\t", infer_schema_length=0)
    number = {"base": "Base", "openings_count": "AvgAnnualOpenings"}
    return table.drop_nulls("OccCode").select(
        fips=pl.col("STFIPS").str.zfill(2),
        soc_code=pl.col("OccCode"),
        **{name: pl.col(column).cast(pl.Float64, strict=False) for name, column in number.items()},
    )


def state_openings(state: str) -> pl.DataFrame:
    """Return the state's own projected openings per occupation."""
    mine = projections().filter(pl.col("fips") == states()[state])
    return mine.select("soc_code", "openings_count").unique("soc_code").sort("soc_code")


def counties(state: str) -> pl.DataFrame:
    """Return counties with a point and jobs; the point is the mean of the county's institutions."""
    jobs = industry_jobs(state).group_by("county_fips").agg(jobs=pl.col("employment_count").sum())
    path = folder() / f"cbp/all_states_naics4_2021/US-{state}-training-naics4-counties-2021.csv"
    wide = pl.read_csv(path, infer_schema_length=0).select(
        county_fips=pl.col("Fips").str.zfill(5),
        rough_longitude=pl.col("Longitude").cast(pl.Float64),
        rough_latitude=pl.col("Latitude").cast(pl.Float64),
    )
    points = institutions().group_by("county_fips").agg(pl.col("longitude", "latitude").mean())
    return (
        wide.join(jobs, on="county_fips", how="left")
        .join(points, on="county_fips", how="left")
        .select(
            "county_fips",
            longitude=pl.coalesce("longitude", "rough_longitude"),
            latitude=pl.coalesce("latitude", "rough_latitude"),
            jobs=pl.col("jobs").fill_null(0.0),
        )
        .sort("county_fips")
    )


def supply_inputs(state: str) -> SupplyInputs:
    """Return the supply inputs of a state."""
    here = institutions().filter(
        (pl.col("STABBR") == state) & pl.col("county_fips").str.starts_with(states()[state])
    )
    return SupplyInputs(
        completions=completions().filter(pl.col("unitid").is_in(here["unitid"].to_list())),
        institutions=here,
        counties=counties(state),
    )
