"""What is needed to tell routes in one language on one day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from keyway.engine.pathways import METHOD_VERSION
from keyway.partners.queries.directory import source_lines
from keyway.reference import words
from keyway.reference.lookups import names
from keyway.render.figure import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from keyway.credentials.models import Program
    from keyway.credentials.queries.pathways import Atlas
    from keyway.credentials.queries.routes import Found
    from keyway.engine.pathways import Route
    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store


@dataclass(frozen=True)
class Telling:
    """What is needed to tell routes in one language on one day.

    Attributes:
        store: the public tables.
        state: the state that the site shows.
        language: "en" or "es".
        on: the day.
        atlas: the map.
        grade: where the person is; empty where that is not said.
        county_fips: where home is; empty where that is not said.
        km: how far each node is from home; empty where home is not said.
    """

    store: Store
    state: State
    language: str
    on: date
    atlas: Atlas
    grade: str = ""
    county_fips: str = ""
    km: Sequence[int] = ()

    def job(self, soc: str) -> str:
        """Return the name of a job."""
        return _job_names(self.store, self.language).get(soc, soc)

    def short_job(self, soc: str) -> str:
        """Return a short name of a job, for headings."""
        return words.short_name(soc, self.job(soc), self.language)


def telling(store: Store, state: State, found: Found, *, language: str, on: date) -> Telling:
    """Return what is needed to tell the routes found for a question."""
    question = found.question
    return Telling(
        store, state, language, on, found.atlas, question.grade, question.county_fips,
        found.km if question.point is not None else (),
    )  # fmt: skip


def reckoned(by: Telling, sources: Iterable[tuple[str, str]] = (), note: str = "") -> Origin:
    """Return the origin of a figure of pathways.

    Args:
        by: what is told by.
        sources: pairs of a public source and its release.
        note: a caution in one sentence.
    """
    return Origin(
        sources=source_lines(by.store, {pair for pair in sources if pair[0]}),
        method="pathways",
        method_version=METHOD_VERSION,
        note=note,
    )


def sources_of(by: Telling, route: Route) -> set[tuple[str, str]]:
    """Return source and release of the programs of a route."""
    taught = [by.atlas.programs[node].program for node in route.nodes if node in by.atlas.programs]
    return {(each.source_key, each.source_release) for each in taught if each.source_key}


def named(by: Telling, program: Program) -> str:
    """Return a program's name in the reader's language, else as it stands."""
    return (program.name_es if by.language == "es" else "") or program.name


@lru_cache(maxsize=8)
def _job_names(store: Store, language: str) -> dict[str, str]:
    return names.occupations(store, language)
