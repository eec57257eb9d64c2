"""Makes a folder ready to serve from: data folder, key, database, static files, first pages."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.staticfiles.management.commands.collectstatic import Command as Gather
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from whitenoise.compress import Compressor

from keyway.credentials.actions.demonstration import sign_for_demonstration
from keyway.credentials.actions.seeding import registry_fingerprint, seed_registry
from keyway.credentials.actions.seeding_programs import programs_fingerprint, seed_programs
from keyway.credentials.queries.naming import holds_registry
from keyway.errors import Broken, Refused
from keyway.partners.actions.demonstration import keep_demonstration, run_for_demonstration
from keyway.partners.actions.seeding import lists_fingerprint, seed_directory
from keyway.partners.queries.directory import holds_official_lists
from keyway.partners.queries.organizations import partnership_that_runs_the_site
from keyway.promote.actions.answering import seed_check
from keyway.promote.actions.demonstration import campaign_for_demonstration
from keyway.reference import registry, shelf
from keyway.reference.lookups.registry import load as load_registry
from keyway.web.content.plant import plant_starter, plant_tree
from keyway.web.keeping import messages
from keyway.web.keeping.beginning import begin
from keyway.web.keeping.role import as_owner, let_application_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from keyway.reference.store import Store

_GATHERED_FROM = "gathered-from"
# Folders of static files that public pages load; the back office's own are left as they are.
_PUBLIC = ("keyway", "django_htmx")
_FILLED_FROM = "directory-filled-from"
_REGISTRY_FROM = "registry-filled-from"


class DataFolderUnusable(Refused):
    """The folder that Keyway writes to cannot be made or written."""

    sentence = (
        "The data folder %(folder)s cannot be written: %(why)s. "
        "Set KEYWAY_DATA to a folder that belongs to you."
    )


class DataFolderInUse(Refused):
    """Another Keyway works on the folder."""

    sentence = "Another Keyway is running on %(folder)s. Stop it first (Ctrl-C where it runs)."


@contextmanager
def hold(folder: Path, *, alone: bool) -> Iterator[None]:
    """Hold the data folder: together with other servers, or alone to exchange what is in it.

    Raises:
        DataFolderInUse: another process holds it in a way that does not go with ours.
    """
    with (folder / "in-use").open("a") as file:
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DataFolderInUse(folder=folder) from error
        yield


def make_data_folder(folder: Path) -> None:
    """Make the data folder and the secret key in it, readable by its owner alone.

    Raises:
        DataFolderUnusable: the folder or the key cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        key = folder / "secret-key"
        if not key.exists():
            handle = os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(secrets.token_urlsafe(50) + "\n")
    except OSError as error:
        raise DataFolderUnusable(folder=folder, why=error.strerror or error) from error


def remember_state(folder: Path, postal_code: str) -> None:
    """Keep the state whose pages are shown, for the next start."""
    (folder / "state").write_text(postal_code.upper() + "\n", encoding="utf-8")


def is_migrated() -> bool:
    """Return whether the database has the current shape."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def prepare(say: Callable[[str], None]) -> None:
    """Bring database, pages, translations and static files to the state that serving needs.

    What is in order is left alone, so that a second start is quick.
    """
    if not is_migrated():
        say("Making the database …")
        if not (begin(timezone.now()) and is_migrated()):
            call_command("migrate", verbosity=0, interactive=False)
    with as_owner():
        # Guesses at passwords are counted there; it is made once and left alone afterwards.
        call_command("createcachetable", verbosity=0)
    let_application_in()
    if made := plant_tree():
        say(f"Planted {made} pages in English and Spanish.")
    if messages.compile_all():
        say("Compiled the translations.")
    gather_static_files(say)
    fill_directory(say)
    if seed_check(partnership=partnership_that_runs_the_site(), now=timezone.now()):
        say("Made the three-question check ready for classes.")
    # Stories name credentials and programs, so these stand before them.
    if made := plant_starter(state_code=settings.KEYWAY_STATE, now=timezone.now()):
        say(f"Planted {made} pages of starter content, for an editor's read.")


def fill_directory(say: Callable[[str], None]) -> None:
    """Enter what official lists name, and plants for demonstration where no real one is entered.

    A public site shows no demonstration: what was planted before goes.
    """
    store = shelf.take(settings.REFERENCE_DIR)
    _seed(store, say)
    _fill_registry(store, say)
    changed = keep_demonstration(
        store=store, state_code=settings.KEYWAY_STATE, is_wanted=not settings.IS_PRODUCTION
    )
    if changed and settings.IS_PRODUCTION:
        say(f"Removed {changed} plants that were there for demonstration.")
    elif changed:
        say(f"Planted {changed} plants for demonstration, marked as such.")
    if not settings.IS_PRODUCTION:
        sign_for_demonstration(state_code=settings.KEYWAY_STATE, now=timezone.now())
        if run_for_demonstration(state_code=settings.KEYWAY_STATE):
            say("A made-up partnership runs the site until the real one is named.")
    campaign_for_demonstration(
        state_code=settings.KEYWAY_STATE,
        now=timezone.now(),
        is_wanted=not settings.IS_PRODUCTION,
    )


def _seed(store: Store, say: Callable[[str], None]) -> None:
    """Enter what official lists name, unless these lists were entered into this database before."""
    code = settings.KEYWAY_STATE
    stamp = settings.DATA_DIR / _FILLED_FROM
    now = lists_fingerprint(store, code)
    is_same = stamp.is_file() and stamp.read_text(encoding="utf-8") == now
    if is_same and holds_official_lists(code):
        return
    seeded = seed_directory(store=store, state_code=code)
    if seeded.is_change:
        say(
            f"Filled the directory: {seeded.added:,} organizations entered, "
            f"{seeded.renewed:,} renewed, {seeded.closed:,} closed."
        )
    stamp.write_text(now, encoding="utf-8")


def _fill_registry(store: Store, say: Callable[[str], None]) -> None:
    """Enter credentials and programs, unless these files and tables were entered here before.

    A folder ``registry`` in the data folder adds to the files that come with Keyway.
    """
    code, folders = settings.KEYWAY_STATE, _registry_folders(say)
    stamp = settings.DATA_DIR / _REGISTRY_FROM
    now = "\n".join(
        (
            lists_fingerprint(store, code),
            registry_fingerprint(folders),
            programs_fingerprint(store, code),
        )
    )
    is_same = stamp.is_file() and stamp.read_text(encoding="utf-8") == now
    if is_same and holds_registry():
        return
    credentials = seed_registry(store=store, state_code=code, folders=folders)
    programs = seed_programs(store=store, state_code=code, folders=folders)
    if credentials.is_change or programs.is_change:
        say(
            f"Filled the registry: {credentials.added + programs.added:,} rows entered, "
            f"{credentials.renewed + programs.renewed:,} renewed, "
            f"{credentials.closed + programs.closed:,} closed."
        )
    stamp.write_text(now, encoding="utf-8")


def _registry_folders(say: Callable[[str], None]) -> tuple[Path, ...]:
    """Return where the registry's files are; those of this site are left out if they do not fit."""
    ours = (registry.FOLDER,)
    own = settings.DATA_DIR / "registry"
    if not own.is_dir():
        return ours
    try:
        load_registry((*ours, own))
    except Broken as error:
        say(f"The files in {own} do not fit and are left out: {error}")
        return ours
    return (*ours, own)


def gather_static_files(say: Callable[[str], None]) -> None:
    """Gather the static files under fingerprinted names, unless none has changed."""
    stamp = settings.STATIC_ROOT / _GATHERED_FROM
    now = _static_fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == now:
        return
    say("Gathering the static files …")
    gather = Gather()
    # The storage that settings name is fixed once Django has started; this one writes fingerprints.
    gather.storage = ManifestStaticFilesStorage()
    call_command(gather, verbosity=0, interactive=False, clear=True)
    press_files(settings.STATIC_ROOT)
    stamp.write_text(now, encoding="utf-8")


def press_files(folder: Path) -> None:
    """Lay a compressed copy beside each file that public pages load; the server hands that out."""
    press = Compressor(use_brotli=False, quiet=True)
    for name in _PUBLIC:
        for path in sorted((folder / name).rglob("*")):
            if path.is_file() and press.should_compress(path.name):
                press.compress(str(path))


def _static_fingerprint() -> str:
    """Return a fingerprint of our static files and of the installed packages' releases."""
    package = Path(__file__).resolve().parents[2]
    lock = package.parents[1] / "requirements.txt"
    files = sorted(path for path in package.rglob("static/**/*") if path.is_file())
    lines = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    lines.append(hashlib.sha256(lock.read_bytes()).hexdigest() if lock.is_file() else "")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
