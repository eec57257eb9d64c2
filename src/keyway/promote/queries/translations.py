"""How the pages of each language stand to each other: missing, behind, half done, in step.

A page and its translations share a key. The original is the page in the first language; where there
is none, whichever there is. A translation is in step when its original has not been changed in any
word since the translation was last published: who publishes one is taken to have read the other.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings
from django.utils.text import capfirst
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail_localize.models import Translation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

State = Literal["missing", "draft", "stale", "partly", "in_step"]
STATES: tuple[State, ...] = ("missing", "stale", "partly", "draft", "in_step")
"""What needs an editor most comes first."""
_BOOKKEEPING = frozenset(each.name for each in Page._meta.get_fields()) - {
    "title",
    "seo_title",
    "search_description",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one page stands in one other language.

    Attributes:
        original: the page that is read first.
        language: the other language.
        state: how it stands.
        translation: the page in the other language; None while there is none.
        changed: names of the fields whose words changed in the original since.
        since: when the original was last published.
    """

    original: Page
    language: str
    state: State
    translation: Page | None
    changed: tuple[str, ...]
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Tongue:
    """Where a page is read in one language.

    Attributes:
        language: which.
        url: of the page; empty where there is none for everybody.
    """

    language: str
    url: str


def languages() -> tuple[str, ...]:
    """Return the languages of the site; the first is the one that others are translations of."""
    return tuple(code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES)


# --- for readers -----------------------------------------------------------------------------------


def tongues(page: Page) -> list[Tongue]:
    """Return where a page is read in each language."""
    others = page.get_translations().live().public().select_related("locale")
    there = {each.locale.language_code: each.url or "" for each in others if not is_borrowed(each)}
    there[page.locale.language_code] = page.url or ""
    return [Tongue(each, there.get(each, "")) for each in languages()]


def is_borrowed(page: Page) -> bool:
    """Return whether a page stands in for its translation with words of another language."""
    return bool(page.alias_of_id) and page.alias_of.locale_id != page.locale_id


def is_partly_translated(page: Page) -> bool:
    """Return whether some words of a page are still those of its original."""
    return any(map(_is_unfinished, _managed([page])))


def elsewhere(path: str, language: str) -> Page | None:
    """Return the public page at an address in another language than the one asked for.

    Args:
        path: the address below the language, such as "stories/welder/".
        language: the one asked for.
    """
    others = [code for code in languages() if code != language]
    tail = f"{path.strip('/')}/" if path.strip("/") else ""
    found: Page | None = (
        Page.objects.live()
        .public()
        .filter(url_path__in=[f"/{code}/{tail}" for code in others], alias_of=None)
        .select_related("locale")
        .first()
    )
    return found


# --- for editors -----------------------------------------------------------------------------------


def standings() -> list[Standing]:
    """Return how every public page stands in every other language, what needs an editor first."""
    groups: dict[Any, list[Page]] = defaultdict(list)
    for page in Page.objects.filter(depth__gt=1).select_related("locale", "alias_of").specific():
        groups[page.translation_key].append(page)
    unfinished = {
        (each.source.object_id, each.target_locale_id)
        for each in _managed([page for pages in groups.values() for page in pages])
        if _is_unfinished(each)
    }
    told = [each for pages in groups.values() for each in _standings_of(pages, unfinished)]
    return sorted(told, key=lambda each: (STATES.index(each.state), each.original.path))


def _standings_of(pages: Sequence[Page], unfinished: set[tuple[Any, int]]) -> Iterable[Standing]:
    """Yield how the translations of one page stand."""
    own = {each.locale.language_code: each for each in pages if not is_borrowed(each)}
    original = next((own[code] for code in languages() if code in own and own[code].live), None)
    if original is None:
        return
    for code in languages():
        if code == original.locale.language_code:
            continue
        translation = own.get(code)
        changed = _changed(original, translation)
        key = (original.translation_key, translation.locale_id) if translation else None
        yield Standing(
            original=original,
            language=code,
            state=_state(translation, changed, is_unfinished=key in unfinished),
            translation=translation,
            changed=changed,
            since=original.last_published_at,
        )


def _state(translation: Page | None, changed: Sequence[str], *, is_unfinished: bool) -> State:
    if translation is None:
        return "missing"
    if is_unfinished:
        return "partly"
    if not translation.live:
        return "draft"
    return "stale" if changed else "in_step"


def _changed(original: Page, translation: Page | None) -> tuple[str, ...]:
    """Return which words of the original changed since the translation was last published."""
    read_at = translation.last_published_at if translation else None
    published_at = original.last_published_at
    if read_at is None or published_at is None or published_at <= read_at:
        return ()
    before = original.revisions.filter(created_at__lte=read_at).order_by("-created_at").first()
    if before is None:
        return ()
    now, then = original.serializable_data(), before.content
    fields = [each for each in original._meta.fields if each.name not in _BOOKKEEPING]
    # A picture or a date that changed is no work for whoever translates.
    worded = [each for each in fields if not each.is_relation and _is_worded(each)]
    return tuple(
        str(capfirst(each.verbose_name)) for each in worded if _said(each, now) != _said(each, then)
    )


def _said(field: Any, data: dict[str, Any]) -> Any:
    """Return what a field says; blocks are compared as values, for databases order their keys."""
    value = data.get(field.name)
    return json.loads(value) if isinstance(field, StreamField) and value else value


def _is_worded(field: Any) -> bool:
    kinds = ("CharField", "TextField", "StreamField", "JSONField", "RichTextField")
    return field.get_internal_type() in kinds and not getattr(field, "choices", None)


def _managed(pages: Sequence[Page]) -> list[Translation]:
    """Return the translations of pages that are made string by string."""
    rows = Translation.objects.filter(
        source__object_id__in={each.translation_key for each in pages},
        target_locale__in={each.locale_id for each in pages},
        enabled=True,
    )
    return list(rows.select_related("source"))


def _is_unfinished(translation: Translation) -> bool:
    total, done = translation.get_progress()
    return bool(done < total)
