"""Routes as linked data: each a CTDL pathway whose components are its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keyway.standards.ctdl import deeds
from keyway.standards.ctdl.facts import PathwayFacts
from keyway.standards.ctdl.facts import Step as Component

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keyway.credentials.briefs.ladders import Ladder
    from keyway.credentials.briefs.rungs import Step
    from keyway.standards.ctdl import Places
    from keyway.standards.foreign import Node

_KINDS = {"learn": "program", "test": "credential", "work": "job"}


def pathways(shown: Iterable[Ladder], *, organization: str, places: Places) -> list[Node]:
    """Return routes as CTDL pathways with their components; nothing of a person is in them.

    Args:
        shown: the routes, as ladders.
        organization: slug of the partnership that shows them; CTDL asks who offers a pathway, so
            that nothing is told where there is none.
        places: where the site is.
    """
    if not organization:
        return []
    return [node for each in shown for node in _pathway(each, organization, places)]


def _pathway(shown: Ladder, organization: str, places: Places) -> list[Node]:
    facts = PathwayFacts(
        key=shown.code,
        name=shown.title,
        description=shown.plain or shown.title,
        organization=organization,
        steps=tuple(_component(each) for each in shown.steps),
    )
    # Pages of credentials are known by the end of their address already.
    slugs = {each.slug: each.slug for each in shown.steps if each.kind == "test" and each.slug}
    return deeds.pathway(facts, places, slugs)


def _component(step: Step) -> Component:
    return Component(_KINDS[step.kind], step.soc_code or step.slug, step.title)
