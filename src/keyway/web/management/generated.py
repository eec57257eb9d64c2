"""The pages of ``docs/reference`` that are made from the code, and ``.env.example``.

A page is a function that returns its whole text. To add one, write the function where its facts
live and name it in ``pages``; CI fails when a page on disk differs from what its function returns.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import load_command_class

from keyway.web.environment import DECLARED
from keyway.web.frame.api import api, reference_page
from keyway.web.management import reference_pages
from keyway.web.management.cli import DJANGO_WORDS, own_words
from keyway.web.privacy import telling

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOTE = "<!-- Made by `keyway docs`; change the code it is made from, not this page. -->\n\n"


def pages() -> dict[str, Callable[[], str]]:
    """Return what makes each page, by its path below the root of the project."""
    return {
        ".env.example": env_example,
        "docs/reference/settings.md": settings_page,
        "docs/reference/commands.md": commands_page,
        "docs/reference/api.md": api_page,
        "docs/reference/openapi.json": openapi_document,
        "docs/reference/tables.md": lambda: NOTE + reference_pages.tables_page(),
        "docs/reference/sources.md": lambda: NOTE + reference_pages.sources_page(),
        "docs/reference/parameters.md": lambda: NOTE + reference_pages.parameters_page(),
        "docs/reference/roles.md": lambda: NOTE + reference_pages.roles_page(),
        "docs/reference/data-map.md": lambda: NOTE + telling.docs_page(),
    }


def env_example() -> str:
    """Return a file of settings in which each is told, shown and left out."""
    lines = [
        "# Copy to .env and take away the # before what you set. Nothing here is needed to start."
    ]
    for setting in DECLARED:
        told = setting.meaning.replace("`", "")
        lines += ["", *_wrapped(told), f"# {setting.name}={setting.example}"]
    return "\n".join(lines) + "\n"


def _wrapped(words: str, width: int = 96) -> list[str]:
    lines = ["#"]
    for word in words.split():
        if len(lines[-1]) + 1 + len(word) > width:
            lines.append("#")
        lines[-1] += f" {word}"
    return lines


def settings_page() -> str:
    """Return the page of settings."""
    rows = [
        f"| `{each.name}` | {each.meaning} | {f'`{each.default}`' if each.default else '—'} "
        f"| `{each.example}` |"
        for each in DECLARED
    ]
    return (
        f"{NOTE}# Settings\n\n"
        "Every value that may be set from outside. Keyway reads it from the environment of its "
        "process, else from a file `.env` at the root of the project, else takes the default. "
        "`keyway check` tells in plain words what holds.\n\n"
        "| name | meaning | default | example |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def commands_page() -> str:
    """Return the page of words of the command line."""
    parts = [f"{NOTE}# The command line\n\n`./keyway WORD`, from any folder.\n"]
    for word in own_words():
        command = load_command_class("keyway.web", word)
        example = getattr(command, "example", f"keyway {word}")
        parts.append(f"## {word}\n\n{command.help}\n\n```sh\n{example}\n```\n")
    parts.append("## For whoever looks after a site\n\n| word | what it does |\n|---|---|")
    rows = [f"| `{word}` | {what} |" for word, what in DJANGO_WORDS.items()]
    return "\n".join(parts + rows) + "\n"


def api_page() -> str:
    """Return the page of the API's addresses and answers."""
    return NOTE + reference_page()


def openapi_document() -> str:
    """Return the API's own description, OpenAPI 3.1."""
    return json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False, default=str) + "\n"


def stale() -> list[Path]:
    """Return the pages on disk that differ from what the code says."""
    return [path for path, text in _texts().items() if _on_disk(path) != text]


def write() -> list[Path]:
    """Write every page that differs and return those written."""
    written = stale()
    texts = _texts()
    for path in written:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[path], encoding="utf-8")
    return written


def _texts() -> dict[Path, str]:
    return {settings.BASE_DIR / name: make() for name, make in pages().items()}


def _on_disk(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
