"""How credentials and programs are found and addressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.text import slugify

from keyway.credentials.models import Credential, Program
from keyway.partners.queries.naming import folded

if TYPE_CHECKING:
    from collections.abc import Container

_LONGEST_TEXT = 1000
_LONGEST_CREDENTIAL = 110
_LONGEST_PROGRAM = 150


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
