"""How organizations are found and addressed: words without case and accents, slugs that last."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from django.utils.text import slugify

from keyway.partners.models import Organization

if TYPE_CHECKING:
    from collections.abc import Container

# Addresses below the directory that are pages of their own.
RESERVED = frozenset({"join", "download"})
_LONGEST_SLUG = 200
_LONGEST_TEXT = 1000


def folded(text: str) -> str:
    """Return a text in lower case, without accents, with single spaces."""
    plain = unicodedata.normalize("NFKD", text)
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(kept.casefold().replace("\x00", "").split())


def search_text(*parts: str) -> str:
    """Return the words an organization is found by: name, city and codes."""
    return folded(" ".join(filter(None, parts)))[:_LONGEST_TEXT]


def slug_for(name: str, city: str, taken: Container[str]) -> str:
    """Return an address for an organization: its name, then with its city, then numbered."""
    plain = slugify(name)[:_LONGEST_SLUG].strip("-") or "organization"
    with_city = slugify(f"{plain} {city}")[:_LONGEST_SLUG].strip("-")
    for choice in (plain, with_city):
        if choice not in taken and choice not in RESERVED:
            return choice
    number = 2
    while f"{with_city}-{number}" in taken:
        number += 1
    return f"{with_city}-{number}"


def free_slug(name: str, city: str = "") -> str:
    """Return an address that no organization has yet."""
    stem = slugify(name)[:_LONGEST_SLUG].strip("-") or "organization"
    taken = set(Organization.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return slug_for(name, city, taken)
