"""Search over everything public, in both languages, grouped by what was found.

Words are compared without case and accents and by their beginnings, so that "soldad" finds
soldadura and "welders" finds a welder. Where nothing is found, the nearest known words are offered.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import polars as pl
from wagtail.models import Page
from wagtail.search.query import And, PlainText

from keyway.credentials.queries import programs, registry
from keyway.partners.queries import directory
from keyway.reference.lookups import names
from keyway.reference.words import kinds, occupation_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store

MOST = 6
"""Results of a group that are shown; the rest is a list of its room."""
_PAGES_READ = 60
_LEAST = 3
"""Letters from which on the end of a word is cut."""
_ENDINGS = ("es", "s")
_LIKE = 0.76
"""How much of a word must agree to be offered, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found.

    Attributes:
        title: what it is called.
        code: its code, slug or number, by which the views know its address.
        text: one line about it; may be empty.
        language: of title and text where it is not the reader's; else empty.
        is_demo: made up for demonstration.
    """

    title: str
    code: str
    text: str = ""
    language: str = ""
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind.

    Attributes:
        key: pages, occupations, credentials, programs, organizations, counties or elsewhere (pages
            in another language).
        hits: the first of them, the closest first.
        total: how many there are.
    """

    key: str
    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader searches, and where.

    Attributes:
        words: what was typed, without case, accents and signs.
        language: the reader's, "en" or "es".
        on: the day on which promises stand or not.
        state: whose organizations and programs are public here.
        store: the public tables.
    """

    words: str
    language: str
    on: date
    state: State
    store: Store

    @property
    def stems(self) -> list[str]:
        """The words without the endings of plurals."""
        return [_stem(word) for word in self.words.split()]


def found(asked: Asked) -> list[Group]:
    """Return what was found, kind by kind; kinds of which nothing was found are left out."""
    if not asked.words:
        return []
    here, elsewhere = _pages(asked)
    groups = (
        here,
        _occupations(asked),
        _credentials(asked),
        _programs(asked),
        _organizations(asked),
        _counties(asked),
        elsewhere,
    )
    return [each for each in groups if each.total]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > _LEAST:
            return word.removesuffix(ending)
    return word


def _agrees(text: str, stems: Iterable[str]) -> bool:
    """Return whether every stem begins a word of a text."""
    parts = text.split()
    return all(any(part.startswith(stem) for part in parts) for stem in stems)


# --- editors' pages --------------------------------------------------------------------------------


def _pages(asked: Asked) -> tuple[Group, Group]:
    """Return the pages in the reader's language, and those that are in another one only."""
    rows = Page.objects.live().public().filter(depth__gt=1)
    begins = And([PlainText(stem) for stem in asked.stems])
    matched = list(rows.autocomplete(begins, order_by_relevance=False)[:_PAGES_READ])
    specific = Page.objects.filter(pk__in=[each.pk for each in matched]).specific()
    pages = sorted(specific.select_related("locale"), key=lambda page: _rank(page, asked))
    here = [each for each in pages if each.locale.language_code == asked.language]
    known = {each.translation_key for each in here}
    others = [
        each
        for each in pages
        if each.locale.language_code != asked.language and each.translation_key not in known
    ]
    return (
        Group("pages", tuple(_page_hit(each, "") for each in here[:MOST]), len(here)),
        Group(
            "elsewhere",
            tuple(_page_hit(each, each.locale.language_code) for each in others[:MOST]),
            len(others),
        ),
    )


def _rank(page: Any, asked: Asked) -> tuple[int, str]:
    """Return where a page stands: words in its title first, then in its lead, then below."""
    title, lead = kinds.folded(page.title), kinds.folded(getattr(page, "lead", ""))
    if _agrees(title, asked.stems):
        return 0, title
    return (1 if _agrees(f"{title} {lead}", asked.stems) else 2), title


def _page_hit(page: Any, language: str) -> Hit:
    return Hit(
        title=page.title,
        code=page.url or "",
        text=getattr(page, "lead", ""),
        language=language,
        is_demo=getattr(page, "is_demo", False),
    )


# --- what the rooms hold ---------------------------------------------------------------------------


def _occupations(asked: Asked) -> Group:
    """Return occupations by their names in both languages, their codes, titles in use and kinds."""
    shown = names.occupations(asked.store, asked.language)
    other = names.occupations(asked.store, "en" if asked.language == "es" else "es")
    known = {code: kinds.folded(f"{shown[code]} {other[code]} {code}") for code in shown}
    named = [code for code, text in known.items() if _agrees(text, asked.stems)]
    kind_codes = [code for kind in _kinds(asked) for code in kind.socs]
    codes = [
        code for code in dict.fromkeys([*named, *kind_codes, *_titled(asked)]) if code in shown
    ]
    described = [code for code in codes if occupation_words(code)]
    hits = (Hit(shown[code], code, _plain(code, asked.language)) for code in described[:MOST])
    return Group("occupations", tuple(hits), len(described))


def _kinds(asked: Asked) -> list[kinds.KindOfWork]:
    """Return kinds of work that are called by every word that was typed."""
    return [
        each
        for each in kinds.search(asked.words)
        if _agrees(kinds.folded(" ".join([*each.names, *each.words])), asked.stems)
    ]


def _titled(asked: Asked) -> list[str]:
    """Return the codes of occupations with a job title in use that has the words."""
    titles = asked.store.read("soc_direct_match_titles").select("soc_code", "job_title")
    held = pl.col("job_title").str.to_lowercase()
    for stem in asked.stems:
        titles = titles.filter(held.str.contains(rf"\b{stem}"))
    return titles["soc_code"].unique(maintain_order=True).to_list()


def _plain(code: str, language: str) -> str:
    words = occupation_words(code)
    if words is None:
        return ""
    return words.plain_es if language == "es" else words.plain_en


def _credentials(asked: Asked) -> Group:
    wanted = registry.Wanted(on=asked.on, state_code=asked.state.code, q=" ".join(asked.stems))
    rows = registry.found(wanted)
    hits = (Hit(each.name, each.slug, str(each.issuer)) for each in rows[:MOST])
    return Group("credentials", tuple(hits), rows.count())


def _programs(asked: Asked) -> Group:
    wanted = programs.Wanted(state_code=asked.state.code, q=" ".join(asked.stems))
    rows = programs.found(wanted)
    hits = (
        Hit(each.name, each.slug, each.organization.name, is_demo=each.organization.is_demo)
        for each in rows[:MOST]
    )
    return Group("programs", tuple(hits), rows.count())


def _organizations(asked: Asked) -> Group:
    wanted = directory.Wanted(state_code=asked.state.code, q=" ".join(asked.stems))
    rows = directory.found(wanted)
    hits = (
        Hit(
            each.organization.name,
            each.organization.slug,
            " · ".join(filter(None, (each.organization.get_kind_display(), each.city))),
            is_demo=each.organization.is_demo,
        )
        for each in directory.listed(rows[:MOST])
    )
    return Group("organizations", tuple(hits), rows.count())


def _counties(asked: Asked) -> Group:
    named = names.counties(asked.store, asked.state.fips)
    codes = [
        code
        for code, name in named.items()
        if _agrees(kinds.folded(f"{name} county condado {code}"), asked.stems)
    ]
    return Group("counties", tuple(Hit(named[code], code) for code in codes[:MOST]), len(codes))


# --- what was meant --------------------------------------------------------------------------------


def meant(asked: Asked) -> str:
    """Return the search with every unknown word replaced by the nearest known one; may be empty."""
    known = _vocabulary(asked)
    words = [_nearest(word, known) for word in asked.words.split()]
    put = " ".join(words)
    return put if all(words) and put != asked.words else ""


def _nearest(word: str, known: set[str]) -> str:
    """Return a known word that is written almost like one; empty where there is none."""
    if word in known or len(word) < _LEAST:
        return word
    near = get_close_matches(word, known, n=1, cutoff=_LIKE)
    return near[0] if near else ""


def _vocabulary(asked: Asked) -> set[str]:
    """Return the words that things here are called by, in both languages."""
    told = [
        *Page.objects.live().public().filter(depth__gt=1).values_list("title", flat=True),
        *registry.public_credentials().values_list("name", flat=True),
        *registry.public_credentials().values_list("abbreviation", flat=True),
        *names.counties(asked.store, asked.state.fips).values(),
        *(name for language in ("en", "es") for name in _occupation_names(asked, language)),
        *(word for each in kinds.kinds() for word in each.words),
    ]
    words = (word for text in told for word in kinds.folded(text).split())
    return {word for word in words if len(word) >= _LEAST}


def _occupation_names(asked: Asked, language: str) -> Iterable[str]:
    shown = names.occupations(asked.store, language)
    return (name for code, name in shown.items() if occupation_words(code))
