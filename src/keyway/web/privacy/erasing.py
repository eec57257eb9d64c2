"""Erasing somebody: rows about them go or are emptied, rows that lead to them forget whom."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.db import OperationalError, connection, transaction
from django.db.models import FileField
from django.utils.translation import gettext_noop as _

from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.models import Membership, Organization, Person
from keyway.web.privacy.finding import found, whoever

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Field, Model

    from keyway.web.privacy.datamap import Told
    from keyway.web.privacy.finding import Finding


class OnlyAdministrator(Refused):
    """Erasing the person would leave nobody who manages an organization's people, or the site."""

    sentence = _(
        "%(person)s is the only administrator of %(organization)s. Make somebody else an "
        "administrator first; then everything about this person can be erased."
    )


@dataclass(frozen=True, slots=True)
class Erased:
    """What erasing did.

    Attributes:
        deleted: rows that are gone, by model.
        cleared: rows that were emptied, by model.
        unlinked: rows that no longer lead to the person, by model.
        kept: rows that stay, by model, with the reason.
    """

    deleted: dict[str, int]
    cleared: dict[str, int]
    unlinked: dict[str, int]
    kept: dict[str, tuple[int, Told]]


@opened_for_system("erasing a person")
@transaction.atomic
def erase(email: str, *, by: Person | None) -> Erased:
    """Erase all that is kept about somebody, as the data map says; all of it, or nothing.

    The journal then knows the number of the person, which leads to nobody.

    Args:
        email: one of their addresses.
        by: who erases; None for the command line and for jobs.

    Raises:
        NobodyKnown: nothing is kept under the address.
        OnlyAdministrator: nobody would be left to manage an organization's people.
    """
    somebody = whoever(email)
    number = somebody.number
    if somebody.person is not None:
        _leave_administrators(somebody.person)
    findings = found(somebody)
    erased = erase_rows(findings)
    is_own_deed = by is not None and somebody.person is not None and by.pk == somebody.person.pk
    journal.record(
        "person.erased",
        by=None if is_own_deed else by,
        at=None,
        own_deed=is_own_deed,
        number=number,
        deleted=sum(erased.deleted.values()),
        cleared=sum(erased.cleared.values()),
    )
    transaction.on_commit(_empty_write_ahead_log)
    return erased


def _empty_write_ahead_log() -> None:
    """Leave no older page of an SQLite database in the log beside it.

    Where somebody reads at this moment, the log is emptied when next it is full.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with suppress(OperationalError), connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def erase_rows(findings: Sequence[Finding]) -> Erased:
    """Erase what was found, as the data map says of each model."""
    erased = Erased({}, {}, {}, {})
    # What leans on another row goes first, the person last.
    for finding in reversed(findings):
        _unlink(finding, erased)
        _erase_rows(finding, erased)
    return erased


def _leave_administrators(person: Person) -> None:
    """Refuse to erase whom an organization, or the site, cannot do without."""
    held = Membership.objects.filter(person=person).select_related("organization")
    for membership in held:
        organization = membership.organization
        admins = [role.code for role in access.roles_for(organization) if role.is_admin]
        others = Membership.objects.filter(
            organization=organization, role__in=admins, person__is_active=True
        ).exclude(person=person)
        is_closed = organization.status == Organization.Status.CLOSED
        if membership.role in admins and not is_closed and not others.exists():
            raise OnlyAdministrator(person=str(person), organization=organization.name)
    others_of_site = Person.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    if person.is_superuser and not others_of_site.exists():
        raise OnlyAdministrator(person=str(person), organization=_("this site"))


def _unlink(finding: Finding, erased: Erased) -> None:
    for name, keys in finding.linked.items():
        field = finding.model._meta.get_field(name)
        rows = finding.model._base_manager.filter(pk__in=keys - finding.about)
        count = rows.update(**{name: _emptied(field)})
        _add(erased.unlinked, finding, count)


def _erase_rows(finding: Finding, erased: Erased) -> None:
    rows = finding.model._base_manager.filter(pk__in=finding.about)
    if not finding.about:
        return
    if finding.entry.erase == "keep":
        if finding.entry.keep:
            erased.kept[finding.entry.model] = (len(finding.about), finding.entry.keep)
        return
    if finding.entry.erase == "clear":
        empty = {
            name: _emptied(finding.model._meta.get_field(name)) for name in finding.entry.clear
        }
        _add(erased.cleared, finding, rows.update(**empty, **finding.entry.set))
        return
    _add(erased.deleted, finding, len(finding.about))
    delete_rows(finding.model, finding.about)


def delete_rows(model: type[Model], keys: frozenset[Any]) -> None:
    """Delete rows, and their files once they are gone."""
    rows = model._base_manager.filter(pk__in=keys)
    _forget_files(model, rows)
    rows.delete()


def _add(counts: dict[str, int], finding: Finding, count: int) -> None:
    if count:
        counts[finding.entry.model] = counts.get(finding.entry.model, 0) + count


def _emptied(field: Any) -> Any:
    """Return what an emptied field holds."""
    if field.null:
        return None
    return field.get_default() if field.has_default() else ""


def _forget_files(model: type[Model], rows: Iterable[Model]) -> None:
    """Remove the files of rows once they are gone."""
    names = [each.name for each in _files_of(model)]
    if not names:
        return
    for row in rows:
        for name in names:
            file = getattr(row, name)
            if file:
                transaction.on_commit(partial(default_storage.delete, file.name))


def _files_of(model: type[Model]) -> list[Field[Any, Any]]:
    return [each for each in model._meta.local_fields if isinstance(each, FileField)]
