"""Finding every row about somebody, by the ways that the data map names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, Q, QuerySet

from keyway.errors import Refused
from keyway.partners.models import Contact, Person
from keyway.web.privacy.datamap import data_map

if TYPE_CHECKING:
    from django.db.models import Model

    from keyway.web.privacy.datamap import Entry

_MOST_UNPACKED = 50_000_000


class NobodyKnown(Refused):
    """Nothing is kept under the address."""

    sentence = "Nothing is kept about %(email)s. Check how the address is written."


@dataclass(frozen=True, slots=True)
class Whoever:
    """Somebody, by what leads to them.

    Attributes:
        person: their account; None where they have none.
        addresses: their e-mail addresses, in lower case.
    """

    person: Person | None
    addresses: tuple[str, ...]

    @property
    def number(self) -> int | str:
        """What the journal calls them: the number of their account."""
        return self.person.pk if self.person else "without-account"


@dataclass(frozen=True, slots=True)
class Finding:
    """Rows of one model that are about somebody, or lead to them.

    Attributes:
        entry: the model in the map.
        model: the model.
        about: primary keys of rows about them.
        linked: primary keys of rows that lead to them, by the field that does.
    """

    entry: Entry
    model: type[Model]
    about: frozenset[Any]
    linked: Mapping[str, frozenset[Any]]


def whoever(email: str) -> Whoever:
    """Return somebody by an address, with the further addresses that their account leads to."""
    address = email.strip().lower()
    person = Person.objects.filter(email__iexact=address).first()
    if person is None:
        held = Contact.objects.filter(email__iexact=address, person__isnull=False).first()
        person = held.person if held else None
    return Whoever(person, _addresses(person, address))


def _addresses(person: Person | None, address: str) -> tuple[str, ...]:
    if person is None:
        return (address,)
    contacts = Contact.objects.filter(person=person).values_list("email", flat=True)
    accounts = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    all_of_them = {address, person.email, *contacts, *accounts}
    return tuple(sorted({each.lower() for each in all_of_them if each}))


def found(somebody: Whoever) -> list[Finding]:
    """Return all rows about somebody, in the order of the map: what others lean on comes first.

    Raises:
        NobodyKnown: there is none.
    """
    known: dict[type[Model], frozenset[Any]] = {}
    findings = []
    for entry, model in data_map().here():
        about = _about(entry, model, somebody, known) if entry.find else frozenset()
        linked = {name: _linked(model, name, somebody) for name in entry.link}
        if about or any(linked.values()):
            findings.append(Finding(entry, model, about, linked))
        if about and entry.erase != "keep":
            known[model] = about
    if not findings:
        raise NobodyKnown(email=", ".join(somebody.addresses))
    return findings


def leaning_on(model: type[Model], keys: frozenset[Any]) -> list[Finding]:
    """Return rows of other models that say something about rows of a model."""
    known: dict[type[Model], frozenset[Any]] = {model: keys}
    nobody = Whoever(None, ())
    findings = []
    for entry, other in data_map().here():
        is_asked = entry.find and other is not model
        about = _about(entry, other, nobody, known) if is_asked else frozenset()
        if about and entry.erase != "keep":
            findings.append(Finding(entry, other, about, {}))
            known[other] = about
    return findings


def _linked(model: type[Model], name: str, somebody: Whoever) -> frozenset[Any]:
    if somebody.person is None:
        return frozenset()
    return _keys(model._base_manager.filter(**{name: somebody.person.pk}))


def _about(
    entry: Entry,
    model: type[Model],
    somebody: Whoever,
    known: Mapping[type[Model], frozenset[Any]],
) -> frozenset[Any]:
    keys: set[Any] = set()
    for way, names in entry.find.items():
        keys |= _WAYS[way](model, names, somebody, known)
    return frozenset(keys)


Known = Mapping["type[Model]", frozenset[Any]]
Way = Callable[["type[Model]", tuple[str, ...], Whoever, Known], frozenset[Any]]


def _by_address(
    model: type[Model], names: tuple[str, ...], somebody: Whoever, known: Known
) -> frozenset[Any]:
    return _any_of(
        model, [Q(**{f"{name}__iexact": each}) for name in names for each in somebody.addresses]
    )


def _by_person(
    model: type[Model], names: tuple[str, ...], somebody: Whoever, known: Known
) -> frozenset[Any]:
    if somebody.person is None:
        return frozenset()
    return _any_of(model, [Q(**{name: somebody.person.pk}) for name in names])


def _by_text(
    model: type[Model], names: tuple[str, ...], somebody: Whoever, known: Known
) -> frozenset[Any]:
    return _any_of(
        model, [Q(**{f"{name}__icontains": each}) for name in names for each in somebody.addresses]
    )


def _by_row(
    model: type[Model], names: tuple[str, ...], somebody: Whoever, known: Known
) -> frozenset[Any]:
    found_there = []
    for name in names:
        target: Any = model._meta.get_field(name).related_model
        found_there.append(Q(**{f"{name}__in": known.get(target, frozenset())}))
    return _any_of(model, found_there)


def _by_number(
    model: type[Model], names: tuple[str, ...], somebody: Whoever, known: Known
) -> frozenset[Any]:
    kind, number = names
    return _any_of(
        model,
        [
            Q(**{f"{kind}__iexact": other._meta.label_lower, f"{number}__in": _numbers(keys)})
            for other, keys in known.items()
            if _numbers(keys)
        ],
    )


def _by_mention(
    model: type[Model], names: tuple[str, ...], somebody: Whoever, known: Known
) -> frozenset[Any]:
    """Find rows that name a found row as ``contact:12``."""
    named = [
        f"{other._meta.model_name}:{key}"
        for other, keys in known.items()
        if other._meta.app_label == model._meta.app_label
        for key in keys
    ]
    return _any_of(model, [Q(**{f"{name}__in": named}) for name in names])


def _by_object(
    model: type[Model], names: tuple[str, ...], somebody: Whoever, known: Known
) -> frozenset[Any]:
    (name,) = names
    takes_numbers = isinstance(model._meta.get_field(name), IntegerField)
    return _any_of(
        model,
        [
            Q(content_type=ContentType.objects.get_for_model(other))
            & Q(**{f"{name}__in": _numbers(keys) if takes_numbers else list(map(str, keys))})
            for other, keys in known.items()
            if other is not model
        ],
    )


def _by_session(
    model: type[Model], names: tuple[str, ...], somebody: Whoever, known: Known
) -> frozenset[Any]:
    """Find sessions of the person, and those in which an address was typed."""
    person = str(somebody.person.pk) if somebody.person else ""
    keys = set()
    for session in model._base_manager.iterator():
        inside: dict[str, Any] = getattr(session, "get_decoded")()  # noqa: B009 — sessions only
        text = str(inside).lower()
        is_theirs = bool(person) and inside.get("_auth_user_id") == person
        if is_theirs or any(address in text for address in somebody.addresses):
            keys.add(session.pk)
    return frozenset(keys)


def _by_file(
    model: type[Model], names: tuple[str, ...], somebody: Whoever, known: Known
) -> frozenset[Any]:
    """Find whole sheets, packed or not, in which an address stands."""
    wanted = [address.encode() for address in somebody.addresses]
    keys = set()
    for name in names:
        held = model._base_manager.exclude(**{f"{name}__isnull": True})
        for key, content in held.values_list("pk", name):
            text = _unpacked(bytes(content)).lower()
            if any(address in text for address in wanted):
                keys.add(key)
    return frozenset(keys)


def _unpacked(content: bytes) -> bytes:
    """Return a file's text: that of its members where it is a workbook."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        # Sheets in UTF-16 have a blank byte beside every letter of an address.
        return content.replace(b"\0", b"")
    texts = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.infolist():
            with archive.open(member) as file:
                texts.append(file.read(_MOST_UNPACKED))
    return b"\n".join(texts)


_WAYS: dict[str, Way] = {
    "address": _by_address,
    "person": _by_person,
    "text": _by_text,
    "row": _by_row,
    "numbered": _by_number,
    "about": _by_mention,
    "object": _by_object,
    "session": _by_session,
    "file": _by_file,
}


def _any_of(model: type[Model], tests: list[Q]) -> frozenset[Any]:
    """Return the keys of rows for which one of the tests holds."""
    if not tests:
        return frozenset()
    return _keys(model._base_manager.filter(Q(*tests, _connector=Q.OR)))


def _keys(rows: QuerySet[Any]) -> frozenset[Any]:
    return frozenset(rows.values_list("pk", flat=True))


def _numbers(keys: frozenset[Any]) -> list[int]:
    return [key for key in keys if isinstance(key, int)]
