"""Post something that waits to the Monday board, and take it off when it is dealt with.

A room above declares its kinds when it is loaded (in ``apps.py``), posts in the transaction of the
deed that makes something wait, and closes in the transaction of the deed that deals with it:

    declare_work("visit.requested", _("%(organization)s asks for a tour on %(day)s."), _("Answer"))
    post_item(kind="visit.requested", at=partnership, about=school, subject=f"visit:{visit.pk}",
              address=reverse("visits:answer", args=[visit.pk]), now=now, day="2027-02-09")
    close_items(kind="visit.requested", subject=f"visit:{visit.pk}", now=now)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_noop as _

from keyway.errors import Broken, Refused
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.models import WorkItem
from keyway.partners.queries.work import KINDS, board_organization, declare_work

if TYPE_CHECKING:
    from datetime import date, datetime

    from keyway.partners.models import Organization, Person

__all__ = ["clear_item", "close_items", "declare_work", "post_item", "post_to_staff"]

Value = str | int
_LONGEST = 200


@opened_for_system("work is posted to others' boards")
@transaction.atomic
def post_item(
    *,
    kind: str,
    at: Organization,
    subject: str,
    address: str,
    now: datetime,
    about: Organization | None = None,
    waits_for: Person | None = None,
    due_date: date | None = None,
    **detail: Value,
) -> None:
    """Let something wait on the board; what waits already is renewed and keeps its age.

    Args:
        kind: declared with ``declare_work``.
        at: whose people deal with it; the partnership for staff's board.
        subject: which thing, such as ``organization:12``; a thing of a kind waits once.
        address: a page of this site where it is dealt with.
        now: since when it waits.
        about: whom it is about; the sentence's ``%(organization)s``.
        waits_for: one colleague, when it is theirs alone.
        due_date: when it should be done.
        **detail: values for the sentence's places: codes, counts, days, names of organizations;
            never words that people typed, addresses or names of people.

    Raises:
        Broken: the kind is not declared, the detail does not fill its sentence, or the address
            leads out of the site.
    """
    _check(kind, address, detail)
    given = {
        "address": address,
        "about": about,
        "waits_for": waits_for,
        "due_date": due_date,
        "detail": detail,
    }
    same = WorkItem.objects.filter(organization=at, kind=kind, subject=subject, done_at=None)
    if same.update(**given):
        return
    # Two who post the same thing at once meet in the constraint, and one item waits.
    fresh = WorkItem(organization=at, kind=kind, subject=subject, posted_at=now, **given)
    WorkItem.objects.bulk_create([fresh], ignore_conflicts=True)


def post_to_staff(
    *,
    kind: str,
    subject: str,
    address: str,
    now: datetime,
    about: Organization | None = None,
    **detail: Value,
) -> None:
    """Post on the board of the partnership that runs the site; without one there is no board.

    The values are those of ``post_item``.
    """
    partnership = board_organization()
    if partnership is not None:
        given = {"subject": subject, "address": address, "now": now, "about": about, **detail}
        post_item(kind=kind, at=partnership, **given)  # type: ignore[arg-type]


def _check(kind: str, address: str, detail: dict[str, Value]) -> None:
    if kind not in KINDS:
        raise Broken(f"no room declared the kind of work {kind!r}")
    if not address.startswith("/") or address.startswith("//"):
        raise Broken(f"work is dealt with on a page of this site, not at {address!r}")
    if (missing := KINDS[kind].places - detail.keys()) or (detail.keys() - KINDS[kind].places):
        raise Broken(f"the sentence of {kind} and its detail do not match: {sorted(missing)}")
    for name, value in detail.items():
        if isinstance(value, str) and ("@" in value or len(value) > _LONGEST):
            raise Broken(f"the board keeps codes, counts and names, not words: {name} of {kind}")


@opened_for_system("work is closed on others' boards")
def close_items(*, kind: str, subject: str, now: datetime, at: Organization | None = None) -> int:
    """Take what waits for a subject off the board; return how many items that were.

    Args:
        kind: declared with ``declare_work``.
        subject: as it was posted.
        now: when it was dealt with.
        at: only on this organization's board.
    """
    found = WorkItem.objects.filter(kind=kind, subject=subject, done_at=None)
    if at is not None:
        found = found.filter(organization=at)
    return found.update(done_at=now)


@transaction.atomic
def clear_item(*, by: Person, item: WorkItem, now: datetime) -> None:
    """Take one item off the board because somebody dealt with it elsewhere.

    Raises:
        NotPermitted: the person may not clear this board.
        AlreadyDone: a colleague was faster.
    """
    access.require(by, "partners.work_board", at=item.organization)
    if not WorkItem.objects.filter(pk=item.pk, done_at=None).update(done_at=now):
        raise AlreadyDone
    journal.record("work.cleared", by=by, at=item.about or item.organization, kind=item.kind)


class AlreadyDone(Refused):
    """The item does not wait any more."""

    sentence = _("A colleague has dealt with this already.")
