"""What CTDL is told about the registry: plain values, named as the registry names them.

Empty text and None mean unknown. ``kept`` is what a file of others said beyond, see ``foreign``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from keyway.standards.foreign import Residue


@dataclass(frozen=True, slots=True)
class Judgment:
    """What a site found about a fact, and when; a site that reads it has not found anything itself.

    Attributes:
        by: address of the site that says so.
        says: verified, refuted, checked, official or institution.
        on: the day, as text; may be empty.
        seal: proof that the site itself wrote this; others cannot make or test it.
    """

    by: str
    says: str
    on: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True)
class IssuerFacts:
    """Who issues credentials."""

    key: str
    name: str
    abbreviation: str = ""
    website: str = ""
    kept: Residue = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrganizationFacts:
    """An organization of the directory that offers, promises or examines."""

    slug: str
    name: str
    website: str = ""
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """An occupation (soc) or a field of study (cip)."""

    scheme: str
    code: str
    is_ours: bool = True


@dataclass(frozen=True, slots=True)
class Skill:
    """One thing that a holder can do."""

    place: int
    text_en: str
    text_es: str = ""


@dataclass(frozen=True, slots=True)
class ExamPlace:
    """Where an exam is taken."""

    name: str
    state_code: str
    seen_date: date
    city: str = ""
    zip_code: str = ""
    url: str = ""
    next_exam_date: date | None = None
    organization: str = ""


@dataclass(frozen=True, slots=True)
class CredentialFacts:
    """One credential."""

    key: str
    slug: str
    name: str
    issuer: str
    kind: str = ""
    family: str = ""
    level: str = ""
    abbreviation: str = ""
    summary_en: str = ""
    summary_es: str = ""
    stack_parent: str = ""
    stack_order: int | None = None
    superseded_by: str = ""
    minimum_age: int | None = None
    in_school: str = "unknown"
    hours_low: int | None = None
    hours_high: int | None = None
    exam_mode: str = "unknown"
    exam_minutes: int | None = None
    price_low_usd: Decimal | None = None
    price_high_usd: Decimal | None = None
    price_date: date | None = None
    price_url: str = ""
    renewal: str = "unknown"
    renewal_months: int | None = None
    renewal_price_usd: Decimal | None = None
    official_url: str = ""
    exam_sites_url: str = ""
    ctid: str = ""
    evidence: str = "unverified"
    seen_date: date | None = None
    sources: tuple[Any, ...] = ()
    codes: tuple[Code, ...] = ()
    skills: tuple[Skill, ...] = ()
    exam_places: tuple[ExamPlace, ...] = ()
    judgment: Judgment | None = None
    kept: Residue = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecognitionFacts:
    """One claim that a body recognizes a credential."""

    credential: str
    type: str
    recognizer: str
    organization: str = ""
    state_code: str = ""
    list_key: str = ""
    place: str = ""
    year: int | None = None
    weight: Decimal | None = None
    url: str = ""
    document_note: str = ""
    seen_date: date | None = None
    expires_date: date | None = None
    judgment: Judgment | None = None
    kept: Residue = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Return what the claim is known by for good."""
        year = "" if self.year is None else str(self.year)
        parts = (self.credential, self.type, self.recognizer, self.state_code, self.list_key, year)
        return "|".join(parts)

    @property
    def called(self) -> str:
        """Return what the claim is called in a list."""
        return f"{self.recognizer} → {self.credential}"


@dataclass(frozen=True, slots=True)
class OfferingFacts:
    """A program teaches toward a credential."""

    credential: str
    evidence: str = "unverified"
    url: str = ""
    seen_date: date | None = None
    is_ended: bool = False
    next_exam_date: date | None = None
    judgment: Judgment | None = None
    kept: Residue = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """Something that an institution teaches."""

    slug: str
    name: str
    organization: str
    level: str = ""
    name_es: str = ""
    family: str = ""
    status: str = "offered"
    cip_code: str = ""
    cip_is_ours: bool = False
    award_level_code: str = ""
    state_program_name: str = ""
    lowest_grade: int | None = None
    highest_grade: int | None = None
    months: int | None = None
    hours: int | None = None
    seats: int | None = None
    tuition_usd: Decimal | None = None
    tuition_date: date | None = None
    next_start_date: date | None = None
    url: str = ""
    evidence: str = "unverified"
    source_key: str = ""
    source_release: str = ""
    source_url: str = ""
    seen_date: date | None = None
    ctid: str = ""
    offerings: tuple[OfferingFacts, ...] = ()
    judgment: Judgment | None = None
    kept: Residue = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """What was learned in a program, or a credential, counts at an institution.

    Attributes:
        organization: who gives the credit.
        from_program, credential: what counts.
        to_program: toward what; empty where it counts at the institution at large.
        credits: how many college credits; None is unknown.
    """

    organization: str
    kind: str
    words_en: str
    words_es: str
    from_program: str = ""
    credential: str = ""
    to_program: str = ""
    credits: Decimal | None = None
    url: str = ""
    seen_date: date | None = None
    until_date: date | None = None
    evidence: str = "unverified"
    judgment: Judgment | None = None

    @property
    def key(self) -> str:
        """Return what the agreement is known by for good."""
        ends = (self.from_program, self.credential, self.to_program)
        return "|".join((self.organization, *ends, self.kind))


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """A manufacturer's signed word for a credential."""

    key: str
    organization: str
    credential: str
    deed: str
    from_date: date
    until_date: date
    words_en: str
    words_es: str
    site: str = ""
    soc_code: str = ""
    extra_hourly_usd: Decimal | None = None
    ctid: str = ""
    kept: Residue = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DemandFacts:
    """Openings of an occupation that nobody is being trained for, as one finding reckons them."""

    organization: str
    soc_code: str
    occupation: str
    state_name: str
    from_date: date
    until_date: date | None
    words_en: str
    words_es: str
    address: str
    openings_low: float
    openings: float
    openings_high: float


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a pathway: a program, a credential or a job.

    Attributes:
        kind: credential, program, job or other.
        key: the credential's key, the program's slug or the occupation's code.
        name: of the step, for people.
    """

    kind: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class PathwayFacts:
    """Steps in the order in which they are taken; the last is where it leads."""

    key: str
    name: str
    description: str
    organization: str
    steps: tuple[Step, ...]
