"""What tests of accounts may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache

from tests.factories import accounts

if TYPE_CHECKING:
    from keyway.partners.models import Person


@pytest.fixture(autouse=True)
def no_guess_counted(db: None) -> None:
    """Begin every test with no guess counted."""
    cache.clear()


@pytest.fixture
def keeper() -> Person:
    """An administrator of the site, without a second factor so far."""
    return accounts.keeper()


@pytest.fixture
def ana() -> Person:
    """A plant manager who reads Spanish first."""
    return accounts.person(preferred_language="es")
