"""The shapes of the answers. Unknown is null with a reason, never zero."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

from ninja import Field, Schema
from pydantic import ConfigDict

_Item = TypeVar("_Item")


class Figure(Schema):
    """A number with its unit and interval."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "value": 340.0,
                    "low": 260.0,
                    "high": 420.0,
                    "unit": "openings a year",
                    "reason": None,
                }
            ]
        }
    )

    value: float | None = Field(description="Central value; null where it is unknown.")
    low: float | None = Field(None, description="5th percentile; null where there is no interval.")
    high: float | None = Field(None, description="95th percentile.")
    unit: str = Field("", description="What is counted, in the reader's language.")
    reason: str | None = Field(None, description="Why the value is unknown; null where it is not.")


class OriginLink(Schema):
    """Which finding the figures come from, and where its whole origin is."""

    fingerprint: str = Field(description="Digest of everything that went into the finding.")
    scenario: str = Field(description="Parameters set to other values; empty for the usual ones.")
    computed_at: str = Field(description="When it was reckoned, ISO 8601.")
    url: str = Field(description="Address of sources, releases, parameters and methods.")
    is_current: bool = Field(
        description="False while newer data or parameters are still being reckoned."
    )


class Sourced(Schema):
    """An answer that names its origin."""

    origin: OriginLink


class Page(Sourced, Generic[_Item]):
    """One page of a list."""

    count: int = Field(description="Items in the whole list.")
    next: str | None = Field(description="Address of the page after this one.")
    results: list[_Item]


class GapLine(Schema):
    """One occupation in one area; people and openings a year, all industries."""

    soc_code: str = Field(examples=["51-4041"])
    occupation_name: str = Field(examples=["Machinists"])
    area_code: str = Field(
        description="Five digits of a county, two of the state.", examples=["04013"]
    )
    area_name: str
    is_manufacturing: bool = Field(
        description="At least a third of the state's jobs in it are in manufacturing."
    )
    is_linked: bool = Field(description="The crosswalk links some program to it.")
    openings_per_year: Figure
    need_per_year: Figure = Field(description="Openings that new entrants can fill.")
    placed_per_year: Figure = Field(description="Of these, filled by completers here.")
    unfilled_per_year: Figure = Field(description="Of these, filled by no program.")
    manufacturing_unfilled_per_year: Figure
    jobs: Figure
    naive_supply_per_year: Figure = Field(
        description="Awards added up over the crosswalk; counts one person several times."
    )
    manufacturing_share: Figure
    wage_annual_median_usd: Figure = Field(description="In the state.")


class Total(Schema):
    """All manufacturing occupations of one area together, summed within each draw."""

    area_code: str = Field(examples=["04013"])
    area_name: str
    openings_per_year: Figure
    need_per_year: Figure
    placed_per_year: Figure
    unfilled_per_year: Figure
    manufacturing_unfilled_per_year: Figure
    jobs: Figure


class Occupation(Schema):
    """An occupation of the gap."""

    soc_code: str = Field(examples=["51-4041"])
    occupation_name: str = Field(examples=["Machinists"])
    family_code: str
    family_name: str
    is_manufacturing: bool
    unfilled_per_year: Figure = Field(description="In the whole state.")
    url: str


class County(Schema):
    """A county of the state; figures are null where no manufacturing is known."""

    county_fips: str = Field(examples=["04013"])
    county_name: str
    longitude: float | None
    latitude: float | None
    unfilled_per_year: Figure
    need_per_year: Figure


class Institution(Schema):
    """A college or school."""

    unitid: str = Field(examples=["105154"])
    institution_name: str
    city_name: str
    county_fips: str | None
    control: str
    level: str
    reach: str = Field(description="local, national or online: where its students live.")
    longitude: float | None
    latitude: float | None
    website: str
    url: str


class Program(Schema):
    """One program at one institution; people a year. completers = placed + unplaced + left."""

    unitid: str = Field(examples=["105154"])
    institution_name: str
    cip_code: str = Field(examples=["48.0508"])
    program_name: str
    award_level_code: str = Field(examples=["2"])
    award_level_name: str
    completers_per_year: Figure
    placed_per_year: Figure
    unplaced_per_year: Figure
    left_per_year: Figure
    placed_here_per_year: Figure | None = Field(
        None, description="People a year into the occupation asked for; null where none was asked."
    )
    url: str


class InstitutionDetail(Sourced, Institution):
    """An institution with its programs."""

    programs: list[Program]


class CountyShare(Schema):
    """People a year who go to one county, mean of the draws."""

    county_fips: str = Field(examples=["04013"])
    county_name: str
    placed_per_year: Figure


class Destination(Schema):
    """An occupation that completers go to."""

    soc_code: str = Field(examples=["51-4041"])
    occupation_name: str = Field(examples=["Machinists"])
    placed_per_year: Figure
    counties: list[CountyShare]


class Awards(Schema):
    """Awards of one year, as published."""

    year: int
    awards: Figure


class ProgramDetail(Sourced, Program):
    """A program with where its completers go and the awards it rests on."""

    destinations: list[Destination]
    awards_by_year: list[Awards]


class Pay(Schema):
    """Pay and jobs in one area, as published."""

    area_code: str = Field(examples=["04013"])
    area_name: str
    year: int
    jobs: Figure
    wage_hourly_median_usd: Figure
    wage_annual_p10_usd: Figure
    wage_annual_median_usd: Figure
    wage_annual_p90_usd: Figure


class Rating(Schema):
    """How important a skill, field of knowledge or activity is, 1 to 5."""

    element_id: str
    element_name: str
    domain: str = Field(description="skill, knowledge or activity")
    importance: Figure


class Technology(Schema):
    """A technology used in the work."""

    technology_name: str
    category_name: str
    is_hot: bool
    is_in_demand: bool


class OccupationDetail(Sourced):
    """An occupation: the work, the pay, what it asks for, its gap and who feeds it."""

    soc_code: str = Field(examples=["51-4041"])
    occupation_name: str = Field(examples=["Machinists"])
    official_name: str
    family_code: str
    family_name: str
    plain_words: str = Field(description="What the work is, in our words; may be empty.")
    job_titles: list[str]
    job_zone: int | None
    typical_education: str
    pay: list[Pay]
    ratings: list[Rating]
    technologies: list[Technology]
    tools: list[str]
    related: list[str] = Field(description="SOC codes of related occupations, the closest first.")
    state: GapLine | None = Field(description="Its gap in the whole state; null if unknown.")
    counties: list[GapLine]
    programs: list[Program] = Field(description="Those that feed it, the largest first.")


class Parameter(Schema):
    """A number that the figures rest on besides the published tables."""

    name: str
    title: str
    text: str
    value: float
    unit: str
    low: float
    high: float
    minimum: float
    maximum: float
    is_assumed: bool = Field(description="True where no source gives it for this use.")
    is_open: bool = Field(description="True where readers may ask what if.")
    choices: list[float]
    citation: str
    dated: str


class Source(Schema):
    """One release of one public table."""

    table: str
    publisher: str
    title: str
    release: str
    licence: str
    credit: str
    url: str
    date: str = Field(description="When it was loaded, ISO date.")
    caution: str


class Finding(Schema):
    """A stored reckoning of the gap."""

    fingerprint: str
    content_digest: str = Field(description="Digest of every figure; the same on every rerun.")
    scenario: str
    computed_at: str
    seed: int
    draws: int
    method_versions: dict[str, str]
    url: str


class Origin(Schema):
    """Everything a finding rests on."""

    state: dict[str, str]
    releases: list[dict[str, Any]]
    method_versions: dict[str, str]
    parameters: dict[str, dict[str, Any]]
    seed: int
    draws: int
    fingerprint: str
    content_digest: str
    scenario: str
    computed_at: str
    left_out: list[dict[str, Any]] = Field(description="What could not be reckoned, and why.")
    definitions: dict[str, str]
