"""The shapes of the registry's answers. Unknown is null, never zero."""

from __future__ import annotations

from datetime import date  # noqa: TC003 — schemas are read at run time
from typing import Any

from ninja import Field, Schema


class RegistryOrigin(Schema):
    """What the facts of an answer rest on."""

    note: str = Field(description="What to think of the facts as a whole.")
    ctdl: str = Field(description="The same as linked data.")


class CredentialName(Schema):
    """A credential by key, name and address."""

    key: str = Field(examples=["aws-certified-welder"])
    name: str
    url: str


class CredentialListed(CredentialName):
    """A credential of the registry."""

    abbreviation: str
    issuer: str
    kind: str = Field(
        description="certification, certificate, license, card, readiness or not_credential; only "
        "the first proves a skill before a third party for a limited time."
    )
    family: str
    level: str
    summary: str
    in_school: str = Field(description="yes, some, no or unknown.")
    minimum_age: int | None
    hours_low: int | None
    hours_high: int | None
    exam_mode: str = Field(description="theory, performance, both, none or unknown.")
    price_low_usd: float | None
    price_high_usd: float | None
    price_date: date | None = Field(description="Day on which the price was seen.")
    price_note: str = Field(description="Why the price is unknown; empty where it is known.")
    renewal: str = Field(description="expires, never or unknown.")
    renewal_months: int | None
    evidence: str = Field(description="checked, cited, partly or unverified.")
    seen_date: date | None
    soc_codes: list[str]
    cip_codes: list[str]


class CredentialPage(Schema):
    """One page of the registry."""

    origin: RegistryOrigin
    count: int
    next: str | None
    results: list[CredentialListed]


class Claim(Schema):
    """One claim that a body recognizes a credential."""

    credential: CredentialName
    type: str
    type_name: str
    recognizer: str
    state_code: str
    list_key: str
    place: str = Field(description="listed, proposed, refused or removed; empty for other claims.")
    year: int | None
    weight: float | None
    standing: str = Field(description="Today: verified, unverified, stale or refuted.")
    evidence_url: str
    evidence_note: str = Field(description="Where a paper is, or that no evidence is named.")
    seen_date: date | None
    checked_date: date | None
    expires_date: date | None


class ClaimPage(Schema):
    """One page of claims."""

    origin: RegistryOrigin
    count: int
    next: str | None
    results: list[Claim]


class PromiseTold(Schema):
    """A manufacturer's promise that stands today. Who signed it is not told."""

    credential: CredentialName
    organization: str = Field(description="Slug in the directory.")
    organization_name: str
    is_demonstration: bool
    deed: str = Field(description="interview, prefer, pay_more or hire.")
    deed_name: str
    site: str
    soc_code: str
    extra_hourly_usd: float | None
    from_date: date
    until_date: date


class PromisePage(Schema):
    """One page of promises."""

    origin: RegistryOrigin
    count: int
    next: str | None
    results: list[PromiseTold]


class TestSite(Schema):
    """Where an exam is taken."""

    name: str
    city: str
    state_code: str
    zip_code: str
    url: str
    next_exam_date: date | None
    seen_date: date


class OfferingTold(Schema):
    """A program teaches toward a credential."""

    program: str = Field(description="Slug of the program.")
    program_name: str
    organization: str
    organization_name: str
    credential: CredentialName
    is_ended: bool
    next_exam_date: date | None
    evidence: str = Field(description="official, institution, cited or unverified.")
    evidence_url: str
    seen_date: date | None


class OfferingPage(Schema):
    """One page of offerings."""

    origin: RegistryOrigin
    count: int
    next: str | None
    results: list[OfferingTold]


class CredentialDetail(CredentialListed):
    """One credential with everything that is public about it."""

    origin: RegistryOrigin
    counts_toward: CredentialName | None
    parts: list[CredentialName]
    replaced_by: CredentialName | None
    competencies: list[str]
    sources: list[dict[str, Any]]
    official_url: str
    claims: list[Claim]
    exam_sites: list[TestSite]
    offerings: list[OfferingTold] = Field(description="What runs in the state today.")
    promises: list[PromiseTold] = Field(description="Of employers in the state.")


class TaughtProgram(Schema):
    """A program of an institution in the directory."""

    slug: str
    name: str
    organization: str
    organization_name: str
    level: str
    family: str
    status: str
    cip_code: str
    is_cip_ours: bool = Field(description="The code was assigned here, not by the institution.")
    months: int | None
    hours: int | None
    seats: int | None
    seats_open: int | None
    tuition_usd: float | None
    tuition_date: date | None
    tuition_note: str = Field(description="Why the cost is unknown; empty where it is known.")
    next_start_date: date | None
    evidence: str
    source: str
    release: str
    seen_date: date | None
    url: str


class TaughtProgramPage(Schema):
    """One page of programs."""

    origin: RegistryOrigin
    count: int
    next: str | None
    results: list[TaughtProgram]


class TaughtProgramDetail(TaughtProgram):
    """One program with what it teaches toward."""

    origin: RegistryOrigin
    offerings: list[OfferingTold]


class FunnelStep(Schema):
    """One count on the way from enrolled to earned; protected counts are null."""

    step: str = Field(examples=["concentrators"])
    count: int | None
    reason: str = Field(description="Why there is no count; empty where there is one.")


class FunnelRow(Schema):
    """One row of a cohort: a program of the state's file, or a sum."""

    name: str
    steps: list[FunnelStep]


class FunnelCohort(Schema):
    """How far one cohort came."""

    year: int
    rows: list[FunnelRow]


class Funnel(Schema):
    """How far each published cohort came, statewide; small counts are protected."""

    origin: RegistryOrigin
    sources: list[str]
    cohorts: list[FunnelCohort]


class ListStep(Schema):
    """A window of a state's list."""

    key: str
    name: str
    first_date: date
    last_date: date
    state: str = Field(description="coming or open.")


class StateListTold(Schema):
    """A state's list: its next windows, and how many credentials stand where on it."""

    key: str
    name: str
    windows: list[ListStep]
    places: dict[str, int] = Field(description="Credentials by place, by the latest claim.")


class StateLists(Schema):
    """The lists of the state that is shown."""

    origin: RegistryOrigin
    state_code: str
    results: list[StateListTold]


class Paths(Schema):
    """Routes from a grade to work."""

    origin: dict[str, Any]
    question: dict[str, Any]
    unbeaten_count: int = Field(description="Routes that no other beats in everything.")
    missing: str = Field(description="The missing link where there is no route.")
    routes: list[dict[str, Any]] = Field(
        description="Each with its time, cost, wage, openings, steps and their evidence."
    )
