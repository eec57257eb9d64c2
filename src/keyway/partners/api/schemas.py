"""The shapes of the directory's answers. Unknown is null, never zero."""

from __future__ import annotations

from ninja import Field, Schema


class DirectorySource(Schema):
    """One release of one official list that facts come from."""

    publisher: str
    title: str
    release: str
    licence: str
    credit: str
    url: str
    retrieved_date: str


class DirectoryOrigin(Schema):
    """Where the facts of an answer come from."""

    sources: list[DirectorySource]
    note: str = Field(description="What to think of facts that have no source; may be empty.")


class OrganizationSite(Schema):
    """A place of an organization; county and districts follow its point."""

    name: str
    is_main: bool
    street: str
    city: str
    state_code: str
    zip_code: str
    longitude: float | None
    latitude: float | None
    location_precision: str = Field(
        description="exact: the place itself; zip, place: center of its ZIP area or town; office: "
        "center of the ZIP area of its district's office; empty: no point is known. Unless it is "
        "exact, districts may be the neighbor's."
    )
    county_fips: str | None = Field(examples=["04013"])
    upper_district: str | None = Field(description="District of the state's upper chamber.")
    lower_district: str | None = Field(description="District of the state's lower chamber.")
    congressional_district: str | None


class OrganizationName(Schema):
    """An organization by name and address."""

    slug: str
    name: str
    kind: str
    url: str


class OrganizationListed(Schema):
    """An organization of the directory."""

    slug: str = Field(
        description="Lasting part of its address.", examples=["mesa-unified-district"]
    )
    name: str
    kind: str = Field(
        description="manufacturer, district, school, cted, college, association, agency, "
        "elected_office or partnership."
    )
    kind_name: str
    is_demonstration: bool = Field(description="Made up to show how the site works.")
    state_code: str
    website: str
    phone: str
    summary: str
    naics_code: str
    is_charter: bool
    lowest_grade: str
    highest_grade: str
    enrollment_count: int | None
    enrollment_note: str = Field(description="Why students are unknown.")
    official_scheme: str = Field(description="Official list: nces, ade or ipeds; may be empty.")
    official_code: str = Field(description="Code in that list.")
    source: str = Field(description="Source of the facts; empty where people entered them.")
    release: str
    confirmed_date: str | None = Field(description="When its own people last confirmed it.")
    belongs_to: OrganizationName | None
    site: OrganizationSite | None = Field(description="The site that stands for it.")
    url: str


class OrganizationPage(Schema):
    """One page of the directory."""

    origin: DirectoryOrigin
    count: int = Field(description="Organizations in the whole list.")
    next: str | None = Field(description="Address of the page after this one.")
    results: list[OrganizationListed]


class OrganizationContact(Schema):
    """Somebody who agreed to be shown."""

    full_name: str
    title: str
    email: str
    phone: str


class OrganizationDetail(OrganizationListed):
    """One organization with its sites, what belongs to it and whom it works with."""

    origin: DirectoryOrigin
    sites: list[OrganizationSite]
    parts: list[OrganizationName] = Field(description="What belongs to it: a district's schools.")
    works_with: list[OrganizationName] = Field(
        description="Satellite schools of a technical district, or the other way round."
    )
    contacts: list[OrganizationContact]
