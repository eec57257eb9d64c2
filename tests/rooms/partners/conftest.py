"""A small directory in force for the pages of this room."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import override_settings

from keyway.partners.actions.seeding import seed_directory
from keyway.reference import shelf, store
from keyway.web.accounts.sessions import BEGAN, SEEN
from tests.factories.directory import directory_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.test import Client

    from keyway.partners.models import Person
    from keyway.reference.store import Store


@pytest.fixture(scope="session")
def lists_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small directory's lists; nobody writes to it."""
    folder = tmp_path_factory.mktemp("lists") / "reference"
    directory_store(folder)
    return folder


@pytest.fixture
def lists(
    lists_folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """The small lists, in force for everything that asks the settings, without starter data."""
    empty = tmp_path_factory.getbasetemp() / "no-starter"
    monkeypatch.setattr(store, "STARTER", empty)
    monkeypatch.setattr(shelf, "STARTER", empty)
    with override_settings(REFERENCE_DIR=lists_folder, KEYWAY_STATE="AZ"):
        yield shelf.take(lists_folder)


@pytest.fixture
def seeded(db: None, lists: Store) -> Store:
    """The small lists, entered in the directory."""
    seed_directory(store=lists, state_code="AZ")
    return lists


@pytest.fixture
def enter(client: Client) -> Callable[[Person], Client]:
    """Sign somebody in, freshly."""

    def enter(somebody: Person) -> Client:
        client.force_login(somebody)
        session = client.session
        session[BEGAN] = session[SEEN] = time.time()
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time()}]
        session.save()
        return client

    return enter
