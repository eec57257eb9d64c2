"""The data map in plain words: for the public page, for the docs and for whoever asks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyway.web.privacy.datamap import ABOUT_PEOPLE, CLASSES, data_map

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Model

    from keyway.web.privacy.datamap import Entry, Expiry
    from keyway.web.privacy.finding import Finding

_DAYS_OF_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that is kept.

    Attributes:
        name: what people call it.
        holds: what is kept of each.
        ends: when it goes.
        stays: why it stays when a person is erased; empty where it does not.
    """

    name: str
    holds: str
    ends: str
    stays: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose, its ground, and what is kept for it."""

    words: str
    basis: str
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """How much of one kind is kept about somebody, and what erasing does to it."""

    name: str
    count: int
    why: str
    fate: str


def purposes(language: str) -> list[Purpose]:
    """Return what is kept about people, by purpose, in the order of the map.

    Models that people call alike and that end alike are told as one.
    """
    told = data_map()
    return [
        Purpose(
            group.words.in_language(language),
            group.basis.in_language(language),
            tuple(_kinds(key, language)),
        )
        for key, group in told.groups.items()
        if group.is_about_people and _of_people(key)
    ]


def _of_people(group: str) -> list[tuple[Entry, type[Model]]]:
    return [
        (entry, model)
        for entry, model in data_map().here()
        if entry.group == group and entry.is_about_people
    ]


def _kinds(group: str, language: str) -> Iterable[Kind]:
    alike: dict[tuple[str, str], Kind] = {}
    for entry, model in _of_people(group):
        kind = _kind(entry, model, language)
        alike.setdefault((kind.name, kind.ends), kind)
    return alike.values()


def _kind(entry: Entry, model: type[Model], language: str) -> Kind:
    return Kind(
        name=name_of(entry, model, language),
        holds=entry.holds.in_language(language) if entry.holds else _field_names(entry, model),
        ends=ends(entry, language),
        stays=entry.keep.in_language(language) if entry.keep else "",
    )


def name_of(entry: Entry, model: type[Model], language: str) -> str:
    """Return what people call the rows of a model."""
    if entry.called:
        return entry.called.in_language(language)
    return str(capfirst(str(model._meta.verbose_name_plural)))


def _field_names(entry: Entry, model: type[Model]) -> str:
    names = []
    for name in entry.fields(*ABOUT_PEOPLE):
        field = model._meta.get_field(name)
        names.append(str(getattr(field, "verbose_name", name)))
    return " · ".join(dict.fromkeys(names))


def ends(entry: Entry, language: str) -> str:
    """Return when rows of a model go, in sentences."""
    parts = [_after(each, language) for each in entry.expire]
    if entry.while_:
        words = data_map().whiles[entry.while_].in_language(language)
        parts.insert(0, _("Kept %(while)s.") % {"while": words})
    return " ".join(parts)


def _after(expiry: Expiry, language: str) -> str:
    values = {"time": _time(expiry), "moment": expiry.after.in_language(language)}
    if expiry.clear:
        return _("What was handed in is removed %(time)s after %(moment)s.") % values
    return _("Deleted %(time)s after %(moment)s.") % values


def _time(expiry: Expiry) -> str:
    years, rest = divmod(expiry.days, _DAYS_OF_A_YEAR)
    if years and not rest:
        return ngettext("%(years)s year", "%(years)s years", years) % {"years": years}
    return ngettext("%(days)s day", "%(days)s days", expiry.days) % {"days": expiry.days}


def held(findings: Iterable[Finding], language: str) -> list[Held]:
    """Return how much is kept of what, and what erasing does to it."""
    fates = {
        "delete": _("Erased"),
        "clear": _("Emptied"),
        "keep": _("Stays, as a number without a name"),
    }
    told = []
    for each in findings:
        why = data_map().groups[each.entry.group].words.in_language(language)
        if each.about:
            fate = fates[each.entry.erase]
            told.append(Held(name_of(each.entry, each.model, language), len(each.about), why, fate))
        leading = frozenset().union(*each.linked.values()) - each.about
        if leading:
            told.append(
                Held(
                    name_of(each.entry, each.model, language), len(leading), why, _("Forgets whom")
                )
            )
    return told


_ON_ERASING = {"delete": "deleted", "clear": "emptied", "keep": "stays", "": "nothing to find"}


def docs_page() -> str:
    """Return the page of the docs that tells the whole map, field by field."""
    told = data_map()
    classes = Counter(each for entry in told.entries for each in entry.classes.values())
    counts = ", ".join(f"{classes[each]} {each}" for each in CLASSES)
    summary = (
        f"{sum(classes.values())} fields of {len(told.entries)} models: {counts}. "
        "`src/keyway/web/privacy/data_map.toml` is where it is written; a test fails when a field "
        "is missing there or exists no longer. Handing out (`keyway people export`), erasing "
        "(`keyway people erase`) and forgetting in time (`keyway people forget`) go by it."
    )
    parts = ["# The data map", summary]
    for key, group in told.groups.items():
        entries = [entry for entry in told.entries if entry.group == key]
        parts += [
            f"## {group.words.en.removesuffix('.')}",
            f"Ground: {group.basis.en}",
            _docs_table(entries),
        ]
    return "\n\n".join(parts) + "\n"


def _docs_table(entries: Iterable[Entry]) -> str:
    head = "| model | fields | ends | when a person is erased |\n|---|---|---|---|"
    rows = [
        f"| `{entry.model}` | {_docs_fields(entry)} | {ends(entry, 'en')} "
        f"| {_ON_ERASING[entry.erase]}{_docs_links(entry)} |"
        for entry in entries
    ]
    return "\n".join([head, *rows])


def _docs_fields(entry: Entry) -> str:
    return "<br>".join(
        f"{each}: {', '.join(entry.fields(each))}" for each in CLASSES if entry.fields(each)
    )


def _docs_links(entry: Entry) -> str:
    return f"; {', '.join(entry.link)} forgets whom" if entry.link else ""
