"""Every value that Keyway reads from its environment, declared once.

A value comes from the process environment, else from a ``.env`` file at the root of the project,
else from the default written here. ``.env.example`` and the settings page of the reference are
made from this list, so a setting that is not declared here cannot be read.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from keyway.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Setting:
    """One value that may be set from outside.

    Attributes:
        name: the environment variable.
        default: what holds when nothing is set; empty where the meaning says so.
        meaning: one sentence for the person who sets it.
        example: a value that could be written.
    """

    name: str
    default: str
    meaning: str
    example: str


DECLARED: tuple[Setting, ...] = (
    Setting(
        "KEYWAY_MODE",
        "local",
        "`local` for one's own machine; `production` for a public address, which demands a secret "
        "key and host names and turns on everything that needs HTTPS.",
        "production",
    ),
    Setting(
        "KEYWAY_STATE",
        "",
        "Postal code of the state whose pages are shown. Empty: the state last chosen with "
        "`keyway up --state`, else AZ.",
        "OH",
    ),
    Setting(
        "KEYWAY_DATA",
        "",
        "Folder that holds everything Keyway writes: database, loaded public data, media, secret "
        "key. Empty: `var` beside this file.",
        "/srv/keyway",
    ),
    Setting(
        "KEYWAY_DATABASE_URL",
        "",
        "Address of a PostgreSQL database. Empty: SQLite in the data folder.",
        "postgresql://keyway:secret@db.example.org:5432/keyway",
    ),
    Setting(
        "KEYWAY_DATABASE_OWNER_URL",
        "",
        "The same PostgreSQL database as the role that owns it, used only to change its shape, to "
        "back it up and to restore it. Empty: the site's own role owns the tables, which "
        "`keyway check` advises against.",
        "postgresql://keyway_owner:secret@db.example.org:5432/keyway",
    ),
    Setting(
        "KEYWAY_SECRET_KEY",
        "",
        "Key that signs sessions, 50 random characters or more. Empty: the file `secret-key` in "
        "the data folder, which `keyway up` makes.",
        "change-me-to-fifty-or-more-random-characters-0123456789",
    ),
    Setting(
        "KEYWAY_HOSTS",
        "",
        "Host names the site answers to, separated by commas. Empty: this machine only; demanded "
        "in production.",
        "keyway.example.org,www.keyway.example.org",
    ),
    Setting(
        "KEYWAY_ADDRESS",
        "",
        "Scheme and host by which people reach the site, for links in mail that jobs send. Empty: "
        "https and the first of the host names in production, else the port of `keyway up`.",
        "https://keyway.example.org",
    ),
    Setting(
        "KEYWAY_EMAIL_URL",
        "",
        "Mail server that sends sign-in codes and other messages; `file:///folder` writes them into "
        "a folder instead. Empty: messages are printed by the process that sends them.",
        "smtp://user:secret@mail.example.org:587",
    ),
    Setting(
        "KEYWAY_EMAIL_FROM",
        "Keyway <keyway@localhost>",
        "Name and address that messages come from.",
        "Copper Valley Partnership <hello@keyway.example.org>",
    ),
    Setting(
        "KEYWAY_PROXIES",
        "0",
        "How many proxies of yours stand before the site. The visitor's address, by which guesses at "
        "passwords are counted, is read that many places from the end of `X-Forwarded-For`; with 0 "
        "the header is not believed.",
        "1",
    ),
    Setting(
        "KEYWAY_BREACHED_PASSWORDS",
        "",
        "File of breached passwords as Have I Been Pwned gives it, sorted by SHA-1. Empty: only the "
        "20,000 most common ones are refused.",
        "/srv/keyway/pwned-passwords-sha1-ordered-by-hash.txt",
    ),
    Setting(
        "KEYWAY_GOOGLE_CLIENT",
        "",
        "Client id for signing in with Google. Empty: no such button.",
        "1234.apps.googleusercontent.com",
    ),
    Setting("KEYWAY_GOOGLE_SECRET", "", "Client secret that Google gave with the id.", "GOCSPX-…"),
    Setting(
        "KEYWAY_MICROSOFT_CLIENT",
        "",
        "Client id for signing in with Microsoft. Empty: no such button.",
        "6731de76-14a6-49ae-97bc-6eba6914391e",
    ),
    Setting("KEYWAY_MICROSOFT_SECRET", "", "Client secret that Microsoft gave with it.", "abc~…"),
    Setting(
        "KEYWAY_MICROSOFT_TENANT",
        "",
        "The one organization whose Microsoft accounts may sign in. Demanded with the client: in an "
        "open tenant anybody can claim any e-mail address.",
        "9122040d-6c67-4c5b-b112-36a304b66dad",
    ),
    Setting(
        "KEYWAY_OIDC_URL",
        "",
        "Issuer of another OpenID Connect provider, such as a district's. Empty: no such button.",
        "https://login.district.example.org",
    ),
    Setting("KEYWAY_OIDC_NAME", "", "What the button calls that provider.", "Copper Valley USD"),
    Setting("KEYWAY_OIDC_CLIENT", "", "Client id at that provider.", "keyway"),
    Setting("KEYWAY_OIDC_SECRET", "", "Client secret at that provider.", "change-me"),
    Setting(
        "KEYWAY_LOG_LEVEL",
        "WARNING",
        "Least level of the messages written to standard error.",
        "INFO",
    ),
)


# Microsoft's names for "whoever has an account": their addresses are claims, not proofs.
OPEN_TENANTS = ("common", "consumers", "organizations")


class SettingMissing(Refused):
    """A value that the chosen mode demands is not set."""

    sentence = "%(name)s is not set. %(remedy)s"


class SettingMistaken(Refused):
    """A value is set to something that cannot be used."""

    sentence = "%(name)s cannot be used: %(why)s. A good value looks like %(example)s"


def read_env_file(path: Path) -> dict[str, str]:
    """Return the ``NAME=value`` lines of a file; empty when there is no such file.

    Blank lines and lines that begin with ``#`` are passed over; one pair of quotes around a value
    is taken off.

    Raises:
        SettingMistaken: a line has no equals sign.
    """
    if not path.is_file():
        return {}
    values = {}
    for number, raw in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals:
            raise SettingMistaken(
                name=f"Line {number} of {path}", why="it has no equals sign", example="NAME=value"
            )
        values[name.strip()] = _unquoted(value.strip())
    return values


def _unquoted(value: str) -> str:
    for quote in ('"', "'"):
        if len(value) > 1 and value.startswith(quote) and value.endswith(quote):
            return value[1:-1]
    return value


class Environment:
    """The declared values as they hold for one process."""

    def __init__(self, given: dict[str, str]) -> None:
        self._given = given
        self._declared = {setting.name: setting for setting in DECLARED}

    @classmethod
    def of_process(cls, root: Path) -> Environment:
        """Return the environment of this process over the ``.env`` file in ``root``."""
        return cls({**read_env_file(root / ".env"), **os.environ})

    def __getitem__(self, name: str) -> str:
        """Return the value of a declared setting.

        Raises:
            KeyError: the setting is not declared in this module.
        """
        return self._given.get(name, "").strip() or self._declared[name].default

    def demand(self, name: str, remedy: str) -> str:
        """Return a value that must be set.

        Raises:
            SettingMissing: it is not; the sentence carries ``remedy``.
        """
        value = self[name]
        if not value:
            raise SettingMissing(name=name, remedy=remedy)
        return value

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """Return a value that must be one of ``allowed``.

        Raises:
            SettingMistaken: it is another.
        """
        value = self[name]
        if value not in allowed:
            raise SettingMistaken(
                name=name, why=f"{value!r} is not one of {', '.join(allowed)}", example=allowed[0]
            )
        return value

    def whole(self, name: str) -> int:
        """Return a value that must be a whole number, zero or more.

        Raises:
            SettingMistaken: it is not.
        """
        value = self[name]
        if not value.isdecimal():
            raise SettingMistaken(name=name, why=f"{value!r} is no whole number", example="1")
        return int(value)

    def listed(self, name: str) -> list[str]:
        """Return the parts of a value separated by commas; empty when it is not set."""
        return [part.strip() for part in self[name].split(",") if part.strip()]


def postgresql_from_url(url: str) -> dict[str, object]:
    """Return Django's description of the PostgreSQL database at ``url``.

    Raises:
        SettingMistaken: the scheme is another, the port is no number or no database is named.
    """
    example = "postgresql://user:secret@host:5432/name"
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise SettingMistaken(
            name="KEYWAY_DATABASE_URL", why=f"{parts.scheme!r} is no PostgreSQL", example=example
        )
    try:
        port = parts.port
    except ValueError as error:
        raise SettingMistaken(
            name="KEYWAY_DATABASE_URL", why="its port is no number", example=example
        ) from error
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise SettingMistaken(
            name="KEYWAY_DATABASE_URL", why="it names no database", example=example
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def mail_from_url(url: str) -> dict[str, object]:
    """Return Django's mail settings for ``url``; messages are printed when it is empty.

    Raises:
        SettingMistaken: the scheme is none of ``smtp``, ``smtps`` and ``file``.
    """
    backends = "django.core.mail.backends"
    if not url:
        return {"EMAIL_BACKEND": f"{backends}.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {
            "EMAIL_BACKEND": f"{backends}.filebased.EmailBackend",
            "EMAIL_FILE_PATH": unquote(parts.path),
        }
    if parts.scheme not in ("smtp", "smtps"):
        raise SettingMistaken(
            name="KEYWAY_EMAIL_URL",
            why=f"{parts.scheme!r} is no mail scheme",
            example="smtp://user:secret@mail.example.org:587",
        )
    return {
        "EMAIL_BACKEND": f"{backends}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_TIMEOUT": 10,
    }


def providers_of(environment: Environment) -> list[dict[str, Any]]:
    """Return the outside accounts that people may sign in with, as allauth describes them.

    Raises:
        SettingMissing: a provider is named and something that belongs to it is not.
        SettingMistaken: the Microsoft tenant is open to everybody.
    """
    tenant = environment["KEYWAY_MICROSOFT_TENANT"]
    if tenant in OPEN_TENANTS:
        raise SettingMistaken(
            name="KEYWAY_MICROSOFT_TENANT",
            why=f"in {tenant!r} anybody can claim any e-mail address",
            example="9122040d-6c67-4c5b-b112-36a304b66dad",
        )
    kinds = (
        ("google", "Google", "https://accounts.google.com", ()),
        (
            "microsoft",
            "Microsoft",
            f"https://login.microsoftonline.com/{tenant}/v2.0",
            ("TENANT",),
        ),
        ("oidc", environment["KEYWAY_OIDC_NAME"], environment["KEYWAY_OIDC_URL"], ("NAME", "URL")),
    )
    found: list[dict[str, Any]] = []
    for kind, name, url, asked in kinds:
        prefix = f"KEYWAY_{kind.upper()}"
        if not environment[f"{prefix}_CLIENT"]:
            continue
        for part in ("SECRET", *asked):
            environment.demand(f"{prefix}_{part}", f"It belongs to {prefix}_CLIENT, which is set.")
        # A named tenant gives its addresses out itself; the others say which they have proven.
        settings = {"server_url": url, "verified_email": kind == "microsoft"}
        found.append(
            {
                "provider_id": kind,
                "name": name,
                "client_id": environment[f"{prefix}_CLIENT"],
                "secret": environment[f"{prefix}_SECRET"],
                "settings": settings,
            }
        )
    return found


def origins_of(providers: list[dict[str, Any]]) -> list[str]:
    """Return where the sign-in pages of the providers stand: scheme and host."""
    urls = [urlsplit(each["settings"]["server_url"]) for each in providers]
    return [f"{url.scheme}://{url.netloc}" for url in urls]
