"""What every test may ask for: official files, a browser, the served site, sockets that stay shut."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client, override_settings
from django.utils import translation
from django_tasks_db.models import DBTaskResult
from playwright.sync_api import sync_playwright
from wagtail.models import Collection
from xdist.scheduler import LoadScopeScheduling

from keyway.web.accounts.factors import PROVEN_FOR
from keyway.web.content.plant import plant_tree
from keyway.web.keeping.messages import compile_all
from tests.sealing import seal_journal, take_role
from tests.served import Site, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[1]
GARBAGE_BEFORE_A_LOOK = 20_000
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure(config: pytest.Config) -> None:
    """Let pages speak the words in the message files as they stand; look for garbage seldom."""
    gc.set_threshold(GARBAGE_BEFORE_A_LOOK, 20, 20)
    compile_all()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the proofs that take minutes")


class OneSite(LoadScopeScheduling):
    """Deals out tests one by one, but together those for which one site or database is made.

    xdist's own groups do nothing with the pytest of today, which forms the names of tests anew.
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith("tests/house/test_migrations.py"):
            return "migrations"
        return "journeys" if nodeid.startswith("tests/journeys/") else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> OneSite:
    return OneSite(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long proofs out unless asked; begin with what waits on other programs."""
    kept: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        is_long = item.get_closest_marker("long") is not None
        (left_out if is_long and not config.getoption("--long") else kept).append(item)
        if "site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
    # What waits on other programs begins first, so that the other worker has the rest meanwhile.
    items[:] = sorted(kept, key=lambda item: item.get_closest_marker("postgresql") is None)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for no garbage among what was imported and collected, which stays."""
    gc.freeze()


# --- nothing leaks in from the machine -------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep tests out of the data folder of whoever runs them."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "static").mkdir()
    plain = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    unkept = {
        **settings.CACHES,
        "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    }
    with override_settings(
        DATA_DIR=folder,
        CACHES=unkept,
        REFERENCE_DIR=folder / "reference",
        MEDIA_ROOT=folder / "media",
        STATIC_ROOT=folder / "static",
        KEYWAY_STATE="AZ",
        STORAGES=plain,
        # Found when asked for: every client of every test would list all of them at its beginning.
        WHITENOISE_USE_FINDERS=True,
        WHITENOISE_AUTOREFRESH=True,
    ):
        yield folder


@pytest.fixture(autouse=True)
def sockets_shut(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no unit test connect anywhere."""
    if (ROOT / "tests" / "unit") not in request.path.parents:
        return

    def refuse(_socket: socket.socket, address: object) -> None:
        raise AssertionError(f"A unit test wanted to connect to {address!r}.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


@pytest.fixture(autouse=True)
def plain_language() -> None:
    """Begin every test in the settings' language: a page asked for in Spanish leaves its own behind."""
    translation.activate(settings.LANGUAGE_CODE)


# --- the database ----------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Give every test's database the seals of the migrations, the page tree and an empty queue."""
    with django_db_blocker.unblock():
        seal_journal()
        _plant()
        take_role()


@pytest.fixture(autouse=True)
def replanted(request: pytest.FixtureRequest) -> None:
    """Plant the tree again where the test before emptied the tables."""
    marker = request.node.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or "transactional_db" in request.fixturenames:
        request.getfixturevalue("transactional_db")
        _plant()


def _plant() -> None:
    plant_tree()
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    DBTaskResult.objects.all().delete()


@pytest.fixture(autouse=True)
def both_factors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``force_login`` stand for a whole sign-in: the second factor is proven too.

    What a password alone opens is told by the tests of accounts, which sign in as people do.
    """
    sign_in = Client.force_login

    def force_login(self: Client, user: Any, backend: str | None = None) -> None:
        sign_in(self, user, backend or settings.AUTHENTICATION_BACKENDS[0])
        session = self.session
        session[PROVEN_FOR] = user.pk
        now = time.time()
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": now}]
        session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
        session.save()

    monkeypatch.setattr(Client, "force_login", force_login)


# --- official files --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def official() -> Path:
    """The folder of official files: KEYWAY_OFFICIAL, else beside the project."""
    folder = Path(os.environ.get("KEYWAY_OFFICIAL") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no official files at {folder}; set KEYWAY_OFFICIAL to their folder")
    return folder


# --- the served site and a browser -----------------------------------------------------------------


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site as `keyway up` serves it, in a data folder of its own, with its worker at rest."""
    with serve(tmp_path_factory.mktemp("site")) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(executable).exists():
        pytest.skip("no Chromium; on Debian: apt-get install chromium, or set CHROMIUM to one")
    # Playwright's loop runs in this thread; the tests themselves stay synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor without history; give it another size or language with ``browser.new_context``."""
    visitor = browser.new_context(viewport={"width": 1280, "height": 900})
    yield visitor
    visitor.close()


@pytest.fixture
def page(context: BrowserContext, site: Site) -> Iterator[Page]:
    """A page whose console must stay silent and whose requests must stay on the site."""
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda line: said.append(f"{line.type}: {line.text}"))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: said.extend(_elsewhere(request.url, site.url)))
    yield opened
    faults = [line for line in said if line.startswith(("error", "elsewhere"))]
    assert not faults, faults


def _elsewhere(url: str, home: str) -> list[str]:
    return [] if url.startswith((home, "data:", "blob:", "about:")) else [f"elsewhere: {url}"]


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """A function that returns the accessibility faults of a page, one line each."""

    def faults(opened: Page) -> list[str]:
        found = Axe().run(opened).response["violations"]
        return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]

    return faults
