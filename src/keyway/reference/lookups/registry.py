"""What the registry's files say of credentials, claims, fields and programs, checked and typed.

A folder of the registry holds CSV files; another folder of the same files adds to it, so that a
state or another registry is data and no code. What does not fit is told with file and line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003  read at run time
from decimal import Decimal  # noqa: TC003  read at run time
from functools import cache
from typing import TYPE_CHECKING, Literal

from keyway.errors import Broken
from keyway.reference import registry
from keyway.reference.lookups.state_list_rules import StateList, Step, state_list, state_lists
from keyway.reference.typed_rows import rows

if TYPE_CHECKING:
    from collections.abc import Container, Hashable, Iterable, Iterator, Mapping
    from pathlib import Path

__all__ = ["StateList", "Step", "load", "state_list", "state_lists"]

Family = Literal[
    "production", "machining", "welding", "automation", "maintenance", "electronics", "design",
    "quality", "aerospace", "logistics", "safety", "process", "readiness",
]  # fmt: skip
Known = Literal["cited", "partly", "unverified"]
Told = Literal["cited", "unverified"]
_SOURCES = frozenset({"ade_cted", "ipeds"})


@dataclass(frozen=True, slots=True)
class Source:
    """A page that facts rest on."""

    key: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues credentials."""

    key: str
    name: str
    abbreviation: str
    website: str


@dataclass(frozen=True, slots=True)
class Credential:
    """A credential; what is empty is unknown.

    Attributes:
        sources: keys of the pages that it rests on.
        seen_date: day on which those pages were read; none where the row is general knowledge.
        price_date: date of the page that states the price.
        soc_codes, cip_codes: our own assignment, SOC 2018 and CIP 2020.
    """

    key: str
    name: str
    abbreviation: str
    issuer: str
    kind: Literal["certification", "certificate", "license", "card", "readiness", "not_credential"]
    family: Family
    level: Literal["foundation", "entry", "skilled", "advanced", "professional"]
    stack_parent: str
    stack_order: int | None
    superseded_by: str
    minimum_age: int | None
    in_school: Literal["yes", "some", "no", "unknown"]
    hours_low: int | None
    hours_high: int | None
    exam_mode: Literal["theory", "performance", "both", "none", "unknown"]
    exam_minutes: int | None
    price_low_usd: Decimal | None
    price_high_usd: Decimal | None
    price_date: date | None
    price_url: str
    renewal: Literal["expires", "never", "unknown"]
    renewal_months: int | None
    renewal_price_usd: Decimal | None
    official_url: str
    exam_sites_url: str
    soc_codes: tuple[str, ...]
    cip_codes: tuple[str, ...]
    evidence: Known
    seen_date: date | None
    sources: tuple[str, ...]
    summary_en: str
    summary_es: str


@dataclass(frozen=True, slots=True)
class Competency:
    """One thing that the holder of a credential can do."""

    credential: str
    place: int
    text_en: str
    text_es: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that somebody recognizes a credential; none of them is checked."""

    credential: str
    type: Literal[
        "iso_17024", "accreditation", "federal", "nam", "state_list", "military",
        "employer_letter", "association", "college_credit",
    ]  # fmt: skip
    recognizer: str
    state_code: str
    list_key: str
    place: Literal["", "listed", "proposed", "refused", "removed"]
    year: int | None
    weight: Decimal | None
    url: str
    seen_date: date | None
    expires_date: date | None


@dataclass(frozen=True, slots=True)
class ProgramField:
    """A field of study that counts as manufacturing, by the first digits of its CIP code."""

    cip_prefix: str
    family: Family
    reason: str


@dataclass(frozen=True, slots=True)
class StateProgram:
    """A program name of a state's file that belongs to the manufacturing family."""

    state_code: str
    name: str
    name_es: str
    family: Family
    cip_code: str
    lowest_grade: int | None
    highest_grade: int | None
    is_outside_welding_and_engineering: bool


@dataclass(frozen=True, slots=True)
class TaughtProgram:
    """A program that an institution's own page, or knowledge of the region, tells of."""

    key: str
    state_code: str
    official_scheme: str
    official_code: str
    name: str
    name_es: str
    level: Literal[
        "secondary", "noncredit", "certificate", "associate", "bachelor", "graduate",
        "apprenticeship",
    ]  # fmt: skip
    family: Family
    status: Literal["offered", "planned", "closed"]
    cip_code: str
    hours: int | None
    tuition_usd: Decimal | None
    tuition_date: date | None
    evidence: Told
    url: str
    seen_date: date | None


@dataclass(frozen=True, slots=True)
class TaughtCredential:
    """A credential that a program teaches toward, as a page says.

    Attributes:
        program: "page:KEY" of a program above, "ade_cted:LEAID:NAME" of a technical district or
            "ipeds:UNITID:CIP|LEVEL" of a college.
    """

    program: str
    credential: str
    evidence: Told
    url: str
    seen_date: date | None


@dataclass(frozen=True, slots=True)
class Credit:
    """What was learned in a program, or a credential, counts in another program.

    Attributes:
        from_program, to_program: programs, named as in ``TaughtCredential``.
    """

    from_program: str
    credential: str
    to_program: str
    kind: Literal["dual", "concurrent", "articulation", "prior_learning"]
    credits: Decimal | None
    evidence: Told
    url: str
    seen_date: date | None
    until_date: date | None


@dataclass(frozen=True, slots=True)
class ExamPlace:
    """Where a credential is examined, as a page says."""

    credential: str
    name: str
    city: str
    state_code: str
    zip_code: str
    url: str
    seen_date: date


@dataclass(frozen=True, slots=True)
class Registry:
    """All that the folders say."""

    sources: Mapping[str, Source]
    issuers: tuple[Issuer, ...]
    credentials: tuple[Credential, ...]
    competencies: tuple[Competency, ...]
    claims: tuple[Claim, ...]
    fields: tuple[ProgramField, ...]
    state_programs: tuple[StateProgram, ...]
    programs: tuple[TaughtProgram, ...]
    offerings: tuple[TaughtCredential, ...]
    credits: tuple[Credit, ...]
    exam_places: tuple[ExamPlace, ...]

    def fields_of_state(self, state_code: str) -> tuple[StateProgram, ...]:
        """Return the program names of one state's file."""
        return tuple(each for each in self.state_programs if each.state_code == state_code.upper())


@cache
def load(folders: tuple[Path, ...] = (registry.FOLDER,)) -> Registry:
    """Return the registry that ``folders`` hold together; a folder may lack files.

    Raises:
        Broken: a row does not fit, or names something that is not there.
    """
    sources = rows(Source, folders, "sources.csv")
    found = Registry(
        sources={each.key: each for each in sources},
        issuers=rows(Issuer, folders, "issuers.csv"),
        credentials=rows(Credential, folders, "credentials.csv"),
        competencies=rows(Competency, folders, "competencies.csv"),
        claims=rows(Claim, folders, "recognitions.csv"),
        fields=rows(ProgramField, folders, "program_fields.csv"),
        state_programs=rows(StateProgram, folders, "state_programs.csv"),
        programs=rows(TaughtProgram, folders, "programs.csv"),
        offerings=rows(TaughtCredential, folders, "offerings.csv"),
        credits=rows(Credit, folders, "articulations.csv"),
        exam_places=rows(ExamPlace, folders, "exam_sites.csv"),
    )
    _refuse_strangers(found)
    _refuse_ranges(found.credentials)
    _refuse_circles(found.credentials)
    return found


def _refuse_strangers(found: Registry) -> None:
    """Refuse names that occur twice, and names of things that are not there."""
    issuers = _once("issuers.csv", (each.key for each in found.issuers))
    held = _once("credentials.csv", (each.key for each in found.credentials))
    taught = _once("programs.csv", (each.key for each in found.programs))
    _once("competencies.csv", ((each.credential, each.place) for each in found.competencies))
    _once("offerings.csv", ((each.program, each.credential) for each in found.offerings))
    for each in found.credentials:
        _there("issuer", each.issuer, issuers)
        _there("credential", each.stack_parent, held)
        _there("credential", each.superseded_by, held)
        for source in each.sources:
            _there("source", source, found.sources)
    told = (found.competencies, found.claims, found.offerings, found.credits, found.exam_places)
    for name in (one.credential for rows_told in told for one in rows_told):
        _there("credential", name, held)
    for reference in _references(found):
        source, _, key = reference.partition(":")
        if source == "page":
            _there("program", key, taught)
        elif source and source not in _SOURCES:
            raise Broken(f"registry: {reference} names no program")


def _references(found: Registry) -> Iterator[str]:
    """Yield every name of a program in offerings and credits."""
    yield from (each.program for each in found.offerings)
    for each in found.credits:
        yield from (each.from_program, each.to_program)


def _once(file: str, names: Iterable[Hashable]) -> set[Hashable]:
    seen: set[Hashable] = set()
    for name in names:
        if name in seen:
            raise Broken(f"registry, {file}: {name} is there twice")
        seen.add(name)
    return seen


def _there(what: str, name: str, held: Container[Hashable]) -> None:
    if name and name not in held:
        raise Broken(f"registry: there is no {what} {name}")


def _refuse_ranges(credentials: Iterable[Credential]) -> None:
    """Refuse ranges that run downward, and prices without their date."""
    for each in credentials:
        for low, high in (
            (each.hours_low, each.hours_high),
            (each.price_low_usd, each.price_high_usd),
        ):
            if high is not None and (low is None or low > high):
                raise Broken(f"registry, {each.key}: a range runs downward")
        if each.price_low_usd is not None and each.price_date is None:
            raise Broken(f"registry, {each.key}: a price has no date")


def _refuse_circles(credentials: Iterable[Credential]) -> None:
    """Refuse credentials that count toward themselves, or replace themselves, by a detour."""
    listed = tuple(credentials)
    for what in ("stack_parent", "superseded_by"):
        after = {each.key: getattr(each, what) for each in listed}
        for start in after:
            seen, here = {start}, after[start]
            while here:
                if here in seen:
                    raise Broken(f"registry, {start}: {what} leads back to itself")
                seen.add(here)
                here = after[here]
