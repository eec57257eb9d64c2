"""`keyway sources`: what is loaded, how old it is, what is newer or missing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from keyway.reference.lookups.holdings import Holding, holdings
from keyway.reference.store import Store
from keyway.sources import catalog
from keyway.web.management.terminal import write_table
from keyway.web.management.word import Word

if TYPE_CHECKING:
    from django.core.management.base import CommandParser

_KEPT_IN = {"loaded": "loaded", "starter": "starter", "both": "starter + loaded", "missing": "–"}


class Command(Word):
    """List sources and releases."""

    help = "List every source: its releases, how old they are, what is newer or missing."
    example = "keyway sources --format json"

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument("--format", choices=["table", "json"], default="table")

    def carry_out(self, **options: Any) -> None:
        """Write one row for each table of each source."""
        store = Store.at(settings.REFERENCE_DIR)
        sources = [module.source for module in catalog.SOURCES.values()]
        found = holdings(store, sources, today=timezone.localdate())
        if options["format"] == "json":
            self.say(json.dumps([_as_json(each) for each in found], indent=1, ensure_ascii=False))
            return
        write_table(
            self.stdout,
            ("source", "table", "release", "parts", "rows", "age", "kept as", "newer data"),
            [_as_row(each) for each in found],
        )
        self.say("How to fetch them:")
        for source in sorted(sources, key=lambda source: source.key):
            self.say(f"  {source.key}: {source.title}, {source.publisher}. {source.files}")
            self.say(f"    {source.url}   Licence: {source.licence}.")


def _as_row(held: Holding) -> tuple[object, ...]:
    older = f" (+{held.older_releases} older)" if held.older_releases else ""
    return (
        held.source.key,
        held.table,
        (held.release or "not loaded") + older,
        held.parts_count,
        held.rows_count,
        _age(held.age_months),
        _KEPT_IN[held.kept_in],
        f"should exist since {held.newer_since}" if held.newer_since else "",
    )


def _age(months: int | None) -> str:
    if months is None:
        return ""
    return f"{months} months" if months < 24 else f"{months // 12} years"


def _as_json(held: Holding) -> dict[str, object]:
    return {
        "source": held.source.key,
        "publisher": held.source.publisher,
        "title": held.source.title,
        "licence": held.source.licence,
        "url": held.source.url,
        "files": held.source.files,
        "table": held.table,
        "release": held.release or None,
        "older_releases": held.older_releases,
        "parts_count": held.parts_count,
        "rows_count": held.rows_count,
        "kept_in": held.kept_in,
        "age_months": held.age_months,
        "newer_since": held.newer_since or None,
    }
