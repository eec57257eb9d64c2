"""The addresses at which a pattern is walked: its own things, others' and such as do not exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.models import Locale, Site

from keyway.web.walls.patterns import PLACE
from keyway.web.walls.policy import MISSING, SMUGGLED
from keyway.web.walls.world import ASKERS, token_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keyway.web.walls.patterns import Pattern
    from keyway.web.walls.policy import Policy, Row
    from keyway.web.walls.world import World

NO_NUMBER = "99999999"
NO_WORD = "walk-nowhere"
# Values for what is no row of ours: public facts, parts of the editors' pages.
SAMPLES = {
    "soc": "51-4041",
    "soc_code": "51-4041",
    "county_fips": "04013",
    "unitid": "105525",
    "cip": "48.0508",
    "cip_code": "48.0508",
    "level": "1",
    "award_level_code": "1",
    "name": "oews_area_wages",
    "key": "gap",
    "what": "gap",
    "form": "csv",
    "path": "images/none.png",
    "provider_id": "google",
    "app_label": "partners",
    "app_name": "partners",
    "model_name": "organization",
    "content_type_app_name": "content",
    "content_type_model_name": "homepage",
    "action_name": "publish",
    "action": "delete",
    "filter_spec": "max-100x100",
}


@dataclass(frozen=True, slots=True)
class Address:
    """One address to ask at, and whose thing it names."""

    path: str
    place: str = ""


def addresses(
    pattern: Pattern, row: Row, policy: Policy, world: World, asker: str
) -> Iterator[Address]:
    """Yield the addresses of a pattern at which a person asks."""
    fixed = policy.addresses.get(pattern.route)
    free = [name for name in pattern.arguments if name not in row.arguments]
    if fixed is not None:
        yield Address(fixed)
    elif not (row.object and free):
        yield Address(written(pattern, {**samples(pattern), **row.arguments}))
    else:
        own, others = places_of(asker)
        for place in (*own, *others):
            yield Address(written(pattern, values(pattern, row, world, place, place)), place)
        if len(free) > 1:
            # The organization in the address is one's own, the thing behind it another's.
            crossed = values(pattern, row, world, [*own, *others][0], others[-2])
            yield Address(written(pattern, crossed), SMUGGLED)
        yield Address(written(pattern, nowhere(pattern, row)), MISSING)


def places_of(asker: str) -> tuple[list[str], list[str]]:
    """Return the organizations where a person asks: those of their circle, and others.

    Others are one of the same district, one of the same kind, and one that waits for approval.
    """
    who = ASKERS[asker]
    if who.is_staff or not who.circle:
        return [], ["maker_a", "school_a", "maker_proposed"]
    others = ["school_b", "school_a", "maker_a", "maker_b", "maker_proposed"]
    left = [each for each in others if each not in who.circle]
    sibling = left[:1] if who.home.startswith("school") else left[1:2]
    rivals = [each for each in left if each.startswith("maker")][-2:]
    return sorted(who.circle), list(dict.fromkeys([*sibling, *rivals]))


def nowhere(pattern: Pattern, row: Row) -> dict[str, str]:
    """Return values of the form that is asked for, of nothing that exists."""
    found = {name: NO_WORD if name in _WORDS else NO_NUMBER for name in pattern.arguments}
    return {**found, **row.arguments}


_WORDS = {"slug", "token", "key"}


def values(pattern: Pattern, row: Row, world: World, at: str, of: str) -> dict[str, str]:
    """Return what the address carries for a thing of one organization, at another or the same.

    The last argument names the thing, those before it the organization.
    """
    organization, thing = world.organizations[at], world.row(row.object, of)
    *before, last = [name for name in pattern.arguments if name not in row.arguments]
    found = {name: organization.slug if name in _WORDS else str(organization.pk) for name in before}
    if last == "token":
        named = token_of(row.object, of)
    else:
        named = str(vars(thing)["slug"] if last in _WORDS else thing.pk)
    return {**found, last: named, **row.arguments}


def samples(pattern: Pattern) -> dict[str, str]:
    """Return values for what names no row of an organization."""
    home = str(Site.objects.get(is_default_site=True).root_page_id)
    own = {"page_id": home, "parent_page_id": home, "page_pk": home, "page_to_move_id": home}
    own |= {"pk": str(Locale.objects.order_by("pk").values_list("pk", flat=True)[0])}
    return {name: own.get(name) or SAMPLES.get(name, NO_NUMBER) for name in pattern.arguments}


def written(pattern: Pattern, given: dict[str, str]) -> str:
    """Return the address that a pattern takes, with the values given."""
    path, rest = "", pattern.route
    while found := PLACE.search(rest):
        path += _plain(rest[: found.start()]) + given[found.group(1) or found.group(2)]
        rest = rest[found.end() :]
        if found.group(1):
            rest = rest[_closing(rest) :]
    return "/" + path + _plain(rest)


def _plain(part: str) -> str:
    """Return a piece of a regular expression as it is written in an address."""
    return (
        part.replace("/?$", "/")
        .replace("^", "")
        .replace("$", "")
        .replace(r"\.", ".")
        .replace(".*", "")
    )


def _closing(rest: str) -> int:
    """Return the place behind the bracket that closes a group."""
    depth, is_class = 1, False
    for index, sign in enumerate(rest):
        if sign in "[]":
            is_class = sign == "["
        elif not is_class and rest[index - 1 : index] != "\\":
            depth += {"(": 1, ")": -1}.get(sign, 0)
        if depth == 0:
            return index + 1
    raise ValueError(rest)
