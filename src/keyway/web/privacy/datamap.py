"""The data map, read: what kind of data every field holds, why, and how it ends.

``data_map.toml`` says how it is written. What is found, handed out, erased and forgotten follows
from it, so that a new model is dealt with as soon as its row stands there.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.db.models import Field, Model

FILE = Path(__file__).with_name("data_map.toml")
CLASSES = ("none", "organization", "personal", "secret", "pupil")
PUPIL_FIELDS_AT_MOST = 8
ABOUT_PEOPLE = ("personal", "secret", "pupil")
NOBODY = "nobody"  # the ground of what says nothing about anybody
SHARED = ("groups", "bases", "whiles", "pupils")


@dataclass(frozen=True, slots=True)
class Told:
    """Words in the languages of the site."""

    en: str
    es: str

    def in_language(self, language: str) -> str:
        """Return the words in a language; English where it is another."""
        return self.es if language.startswith("es") else self.en


@dataclass(frozen=True, slots=True)
class Expiry:
    """When rows of a model are forgotten.

    Attributes:
        days: how long after.
        since: all of these moments must be so long past; those that never came do not count, but
            one must have come.
        after: the same moment in words.
        where: further lookups that must hold.
        clear: fields that are emptied; the whole row goes where there are none.
    """

    days: int
    since: tuple[str, ...]
    after: Told
    where: Mapping[str, Any] = field(default_factory=dict)
    clear: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One model in the map.

    Attributes:
        model: label in lower case, such as "partners.contact".
        classes: class by the name of the field.
        group: key of what it is kept for.
        find: fields by the way in which rows about a person are found in them.
        link: fields that lead to a person in rows that are not about them.
        erase: "delete", "clear" or "keep"; empty where nothing is ever found.
        clear: fields that erasing empties.
        set: values that erasing sets beside.
        keep: why rows stay when the person is erased.
        while_: key of what they are kept as long as, where that is not a number of days.
        expire: when they are forgotten.
        only_on: database on which the model exists; empty for all.
        only_fields: database by the name of a field that exists on no other.
        called: what people call its rows, where the model's own name says too little.
        holds: what they hold, where the names of the fields say too little.
    """

    model: str
    classes: Mapping[str, str]
    group: str
    find: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    link: tuple[str, ...] = ()
    erase: str = ""
    clear: tuple[str, ...] = ()
    set: Mapping[str, Any] = field(default_factory=dict)
    keep: Told | None = None
    while_: str = ""
    expire: tuple[Expiry, ...] = ()
    only_on: str = ""
    only_fields: Mapping[str, str] = field(default_factory=dict)
    called: Told | None = None
    holds: Told | None = None

    @property
    def is_about_people(self) -> bool:
        """Whether a field says something about a person."""
        return any(each in ABOUT_PEOPLE for each in self.classes.values())

    @property
    def is_here(self) -> bool:
        """Whether the model exists with this database."""
        return self.only_on in ("", connection.vendor)

    def as_here(self) -> Entry:
        """Return the entry with the fields that exist with this database."""
        here = {
            name: each
            for name, each in self.classes.items()
            if self.only_fields.get(name, connection.vendor) == connection.vendor
        }
        return replace(self, classes=here)

    def fields(self, *classes: str) -> list[str]:
        """Return the fields of some classes, in order."""
        return [name for name, each in self.classes.items() if each in classes]


@dataclass(frozen=True, slots=True)
class Group:
    """What data is kept for, and on which ground; ``is_about_people`` where it says something."""

    words: Told
    basis: Told
    is_about_people: bool


@dataclass(frozen=True, slots=True)
class DataMap:
    """The whole map, in the order of the file."""

    entries: tuple[Entry, ...]
    groups: Mapping[str, Group]
    whiles: Mapping[str, Told]
    pupil_fields: tuple[str, ...]

    def here(self) -> Iterator[tuple[Entry, type[Model]]]:
        """Yield the entries whose models exist with this database, each with its model."""
        for entry in self.entries:
            if entry.is_here:
                yield entry.as_here(), apps.get_model(entry.model)


@lru_cache(maxsize=1)
def data_map() -> DataMap:
    """Return the map as the file tells it."""
    return parsed(FILE.read_text(encoding="utf-8"))


def parsed(text: str) -> DataMap:
    """Return the map that a text tells."""
    told = tomllib.loads(text)
    bases = {key: Told(**each) for key, each in told["bases"].items()}
    return DataMap(
        entries=tuple(_entry(key, each) for key, each in told.items() if key not in SHARED),
        groups={
            key: Group(Told(each["en"], each["es"]), bases[each["basis"]], each["basis"] != NOBODY)
            for key, each in told["groups"].items()
        },
        whiles={key: Told(**each) for key, each in told["whiles"].items()},
        pupil_fields=tuple(told["pupils"]["allowed"]),
    )


def _entry(model: str, told: Mapping[str, Any]) -> Entry:
    return Entry(
        model=model,
        classes={name: each for each in CLASSES for name in told.get(each, ())},
        group=told["group"],
        find={way: tuple(fields) for way, fields in told.get("find", {}).items()},
        link=tuple(told.get("link", ())),
        erase=told.get("erase", ""),
        clear=tuple(told.get("clear", ())),
        set=told.get("set", {}),
        keep=Told(**told["keep"]) if "keep" in told else None,
        while_=told.get("while", ""),
        expire=tuple(_expiry(each) for each in told.get("expire", ())),
        only_on=told.get("only_on", ""),
        only_fields=told.get("only_fields", {}),
        called=Told(**told["called"]) if "called" in told else None,
        holds=Told(**told["holds"]) if "holds" in told else None,
    )


def _expiry(told: Mapping[str, Any]) -> Expiry:
    return Expiry(
        days=told["days"],
        since=tuple(told["since"]),
        after=Told(**told["after"]),
        where=told.get("where", {}),
        clear=tuple(told.get("clear", ())),
    )


def own_fields(model: type[Model]) -> list[Field[Any, Any]]:
    """Return the fields that a model keeps in tables of its own."""
    return [*model._meta.local_fields, *model._meta.local_many_to_many]


def faults(of: DataMap) -> list[str]:
    """Return what is missing in a map, or stands there and exists no longer, one line each."""
    models = {
        each._meta.label_lower: each
        for each in apps.get_models(include_auto_created=True)
        if not each._meta.proxy
    }
    mapped = {entry.model: entry.as_here() for entry in of.entries if entry.is_here}
    found = [f"{label} is not in the map" for label in models if label not in mapped]
    for label, entry in mapped.items():
        if label in models:
            found += _faults_of_entry(of, entry, models[label])
        else:
            found.append(f"{label} exists no longer")
    return found


def _faults_of_entry(of: DataMap, entry: Entry, model: type[Model]) -> Iterator[str]:
    exist = {each.name for each in own_fields(model)}
    yield from (f"{entry.model}.{name} is not in the map" for name in exist - set(entry.classes))
    yield from (f"{entry.model}.{name} exists no longer" for name in set(entry.classes) - exist)
    used = {*(name for names in entry.find.values() for name in names), *entry.link, *entry.clear}
    yield from (f"{entry.model}.{name}, of a rule, is no field" for name in used - exist)
    if entry.group not in of.groups:
        yield f"{entry.model} is of no group"
    if not entry.while_ and not any(not each.clear for each in entry.expire):
        yield f"{entry.model} has no end"
    if entry.while_ and entry.while_ not in of.whiles:
        yield f"{entry.model} is kept while nobody knows what"
    if bool(entry.find) != bool(entry.erase) or (entry.erase == "keep") != bool(entry.keep):
        yield f"{entry.model} is found and not erased, or kept without a reason"
    strange = [
        each for each in entry.fields("pupil") if f"{entry.model}.{each}" not in of.pupil_fields
    ]
    yield from (f"{entry.model}.{name} holds pupils' data without leave" for name in strange)
