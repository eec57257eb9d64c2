"""The data map in plain words: for the public page, for the docs and for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from keyway.web.privacy.datamap import ABOUT_PEOPLE, data_map

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
        fields: what is kept of each.
        ends: when it goes.
        stays: why it stays when a person is erased; empty where it does not.
    """

    name: str
    fields: tuple[str, ...]
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
    """Return what is kept about people, by purpose, in the order of the map."""
    told = data_map()
    kinds: dict[str, list[Kind]] = {key: [] for key in told.groups}
    for entry, model in told.here():
        if entry.is_about_people:
            kinds[entry.group].append(_kind(entry, model, language))
    return [
        Purpose(
            told.groups[key].words.in_language(language),
            told.groups[key].basis.in_language(language),
            tuple(each),
        )
        for key, each in kinds.items()
        if each
    ]


def _kind(entry: Entry, model: type[Model], language: str) -> Kind:
    return Kind(
        name=name_of(model),
        fields=tuple(_field_names(entry, model)),
        ends=ends(entry, model, language),
        stays=entry.keep.in_language(language) if entry.keep else "",
    )


def name_of(model: type[Model]) -> str:
    """Return what people call the rows of a model."""
    return str(capfirst(str(model._meta.verbose_name_plural)))


def _field_names(entry: Entry, model: type[Model]) -> Iterable[str]:
    names = []
    for name in entry.fields(*ABOUT_PEOPLE):
        field = model._meta.get_field(name)
        names.append(str(getattr(field, "verbose_name", name)))
    return dict.fromkeys(names)


def ends(entry: Entry, model: type[Model], language: str) -> str:
    """Return when rows of a model go, as one sentence."""
    parts = [_after(each, model) for each in entry.expire]
    if entry.while_:
        words = data_map().whiles[entry.while_].in_language(language)
        parts.insert(0, _("Kept %(while)s.") % {"while": words})
    return " ".join(parts)


def _after(expiry: Expiry, model: type[Model]) -> str:
    since = _moment(expiry, model)
    if expiry.clear:
        return _("Emptied %(time)s after: %(moment)s.") % {"time": _time(expiry), "moment": since}
    return _("Deleted %(time)s after: %(moment)s.") % {"time": _time(expiry), "moment": since}


def _moment(expiry: Expiry, model: type[Model]) -> str:
    names = []
    for path in expiry.since:
        holder: Any = model
        *steps, last = path.split("__")
        for step in steps:
            holder = holder._meta.get_field(step).related_model
        names.append(str(getattr(holder._meta.get_field(last), "verbose_name", last)))
    return ", ".join(names)


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
            told.append(Held(name_of(each.model), len(each.about), why, fate))
        leading = frozenset().union(*each.linked.values()) - each.about
        if leading:
            told.append(Held(name_of(each.model), len(leading), why, _("Forgets whom")))
    return told
