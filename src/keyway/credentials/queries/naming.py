"""How credentials and programs are found and addressed, and which words the registry has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from keyway.credentials.models import Credential, Offering, Program, Recognition
from keyway.credentials.models.programs import Evidence
from keyway.credentials.queries.findings import OURS_TO_SAY
from keyway.partners.queries.naming import folded
from keyway.standards.ctdl.changes import understood

if TYPE_CHECKING:
    from collections.abc import Container

_LONGEST_TEXT = 1000
_LONGEST_CREDENTIAL = 110
_LONGEST_PROGRAM = 150
_CHOICES: dict[type[Any], dict[str, Any]] = {
    Credential: {
        "kind": Credential.Kind, "family": Credential.Family, "level": Credential.Level,
        "in_school": Credential.InSchool, "exam_mode": Credential.Exam,
        "renewal": Credential.Renewal, "evidence": Credential.Evidence,
    },
    Recognition: {"type": Recognition.Type, "place": Recognition.Place},
    Program: {
        "level": Program.Level, "family": Credential.Family, "status": Program.Status,
        "evidence": Evidence,
    },
    Offering: {"evidence": Evidence},
}  # fmt: skip


def search_text(*parts: str) -> str:
    """Return the words that a credential is found by: name, abbreviation, issuer, codes."""
    return folded(" ".join(filter(None, parts)))[:_LONGEST_TEXT]


def numbered(stem: str, taken: Container[str]) -> str:
    """Return an address that is not taken: ``stem``, or ``stem`` with the next free number."""
    if stem not in taken:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def program_slug(name: str, place: str, taken: Container[str]) -> str:
    """Return an address for a program: its name and where it is taught, numbered if it must be.

    Args:
        name: name of the program.
        place: address of its institution.
        taken: addresses that others have.
    """
    named = slugify(name.replace("/", " "))[: _LONGEST_PROGRAM // 2].strip("-") or "program"
    return numbered(f"{named}-{place}"[:_LONGEST_PROGRAM].strip("-"), taken)


def free_credential_slug(name: str) -> str:
    """Return an address that no credential has yet."""
    stem = slugify(name)[:_LONGEST_CREDENTIAL].strip("-") or "credential"
    same = Credential.objects.filter(slug__startswith=stem)
    return numbered(stem, set(same.values_list("slug", flat=True)))


def free_program_slug(name: str, place: str) -> str:
    """Return an address that no program has yet; ``place`` is the address of its institution."""
    plain = program_slug(name, place, frozenset())
    same = Program.objects.filter(slug__startswith=plain)
    return program_slug(name, place, set(same.values_list("slug", flat=True)))


def holds_registry() -> bool:
    """Return whether credentials were ever entered."""
    return Credential.objects.exists()


def in_our_words(facts: Any, model: type[Any]) -> Any:
    """Return facts in the registry's own words."""
    choices = {name: kinds.values for name, kinds in _CHOICES[model].items()}
    given = understood(facts, choices, OURS_TO_SAY)
    if model is Credential and not given.kind:
        return replace(given, kind=Credential.Kind.CERTIFICATE.value)
    if model is Recognition and not given.type:
        return replace(given, type=Recognition.Type.ASSOCIATION.value)
    return given
