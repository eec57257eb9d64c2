"""What waits on the Monday board: for whom, how long, in which words, and where to deal with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keyway.errors import Broken
from keyway.partners.models import Organization, WorkItem

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from keyway.partners.queries.circles import Circle

_KIND = re.compile(r"[a-z_]+\.[a-z_]+")
_PLACE = re.compile(r"%\((\w+)\)[sd]")
# The name of the organization it is about is looked up when the item is read, never stored.
NAME_PLACE = "organization"


@dataclass(frozen=True, slots=True)
class WorkKind:
    """One kind of thing that waits, as its room declares it.

    Attributes:
        code: ``noun.past_participle``.
        sentence: a whole sentence with ``%(name)s`` places; ``%(organization)s`` is the name of
            the organization it is about.
        button: what a click does, as a verb.
        label: what the filter calls this kind.
        inline: a template that deals with the item on the board itself; else the button leads to
            the item's address.
    """

    code: str
    sentence: StrOrPromise
    button: StrOrPromise
    label: StrOrPromise
    inline: str = ""

    @property
    def places(self) -> frozenset[str]:
        """Names of the places in the sentence that the item itself fills."""
        return frozenset(_PLACE.findall(str(self.sentence))) - {NAME_PLACE}


KINDS: dict[str, WorkKind] = {}


def declare_work(
    kind: str,
    sentence: StrOrPromise,
    button: StrOrPromise,
    *,
    label: StrOrPromise = "",
    inline: str = "",
) -> WorkKind:
    """Add a kind of thing that may wait; a room does this when it is loaded.

    Raises:
        Broken: the code has another form, or the kind is declared with another sentence.
    """
    if not _KIND.fullmatch(kind):
        raise Broken(f"a kind of work is named noun.past_participle, not {kind!r}")
    declared = WorkKind(kind, sentence, button, label or button, inline)
    if KINDS.setdefault(kind, declared).sentence != sentence:
        raise Broken(f"two kinds of work are called {kind}")
    return KINDS[kind]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the board."""

    number: int
    kind: str
    sentence: str
    button: str
    label: str
    inline: str
    address: str
    organization: Organization
    about: Organization | None
    waits_for: str
    days: int
    is_overdue: bool
    due_date: date | None
    posted_at: datetime


def open_items(
    *,
    within: Circle,
    kind: str = "",
    mine: bool = False,
    overdue_on: date | None = None,
) -> QuerySet[WorkItem]:
    """Return what waits within a circle, oldest first.

    Args:
        within: whose items; staff see those of every organization.
        kind: only this kind.
        mine: only what waits for the asker by name.
        overdue_on: only what was due before this day.
    """
    found = within.own(WorkItem.objects.filter(done_at=None)).select_related(
        "organization", "about", "waits_for"
    )
    if kind:
        found = found.filter(kind=kind)
    if mine:
        found = found.filter(waits_for_id=within.person_number)
    if overdue_on is not None:
        found = found.filter(due_date__lt=overdue_on)
    return found.order_by("posted_at", "pk")


def item(*, within: Circle, number: int) -> WorkItem | None:
    """Return one item that waits within a circle, or None."""
    return open_items(within=within).filter(pk=number).first()


def waiting(items: QuerySet[WorkItem], *, now: datetime) -> list[Waiting]:
    """Return items as lines of the board, in the reader's language."""
    return [_line(each, now) for each in items]


def _line(item: WorkItem, now: datetime) -> Waiting:
    kind = KINDS.get(item.kind)
    named = item.about or item.organization
    values = {**item.detail, NAME_PLACE: named.name}
    return Waiting(
        number=item.pk,
        kind=item.kind,
        sentence=str(kind.sentence) % values if kind else _unknown(item, named),
        button=str(kind.button) if kind else gettext("Look"),
        label=str(kind.label) if kind else item.kind,
        inline=kind.inline if kind else "",
        address=item.address,
        organization=item.organization,
        about=item.about,
        waits_for=str(item.waits_for) if item.waits_for else "",
        days=max((now - item.posted_at).days, 0),
        is_overdue=item.due_date is not None and item.due_date < now.date(),
        due_date=item.due_date,
        posted_at=item.posted_at,
    )


def _unknown(item: WorkItem, named: Organization) -> str:
    """Return a sentence for a kind whose room is not installed any more."""
    return gettext("Something waits at %(organization)s (%(kind)s).") % {
        "organization": named.name,
        "kind": item.kind,
    }


def board_organization() -> Organization | None:
    """Return the partnership that runs the site, whose people clear the board; None before it is."""
    return Organization.objects.filter(runs_site=True).first()


@dataclass(frozen=True, slots=True)
class BoardCounts:
    """How much waits: in all, by kind, for the asker, overdue."""

    total: int
    mine: int
    overdue: int
    by_kind: tuple[tuple[WorkKind, int], ...]


def board_counts(*, within: Circle, today: date) -> BoardCounts:
    """Return how much waits within a circle."""
    found = open_items(within=within).order_by()
    rows = found.values_list("kind", "waits_for_id", "due_date")
    by_kind: dict[str, int] = {}
    mine = overdue = 0
    for kind, waits_for, due in rows:
        by_kind[kind] = by_kind.get(kind, 0) + 1
        mine += int(waits_for == (within.person_number or 0))
        overdue += int(due is not None and due < today)
    declared = tuple((KINDS[code], count) for code, count in by_kind.items() if code in KINDS)
    return BoardCounts(
        total=sum(by_kind.values()),
        mine=mine,
        overdue=overdue,
        by_kind=tuple(sorted(declared, key=lambda each: str(each[0].label))),
    )


# What this room itself lets wait. Whole sentences, for each language orders its words differently.
for _code, _sentence, _button, _label, _inline in (
    (
        "organization.proposed",
        _("%(organization)s asks to be in the directory."),
        _("Look"),
        _("Organizations to approve"),
        "partners/board/_approve.html",
    ),
    (
        "import.waiting",
        _("A contact sheet with %(rows)d rows waits for a look."),
        _("Look at it"),
        _("Contact sheets"),
        "",
    ),
    (
        "link.asked",
        _("A contact of %(organization)s asks for a new link."),
        _("Send a new one"),
        _("New links"),
        "partners/board/_renew.html",
    ),
    (
        "contact.left",
        _("A contact of %(organization)s says that they no longer work there."),
        _("Remove the contact"),
        _("Contacts who left"),
        "",
    ),
    (
        "contact.silent",
        _("A contact of %(organization)s left %(mails)d mails unanswered. Please call."),
        _("See the number"),
        _("Contacts who do not answer"),
        "",
    ),
    (
        "mail.refused",
        _("The e-mail address of a contact of %(organization)s is refused by the mail server."),
        _("Correct it"),
        _("Mail that fails"),
        "",
    ),
    (
        "mail.stopped",
        _("Mail cannot be sent. %(waiting)d contacts wait to be asked."),
        _("See who"),
        _("Mail that fails"),
        "",
    ),
    (
        "facts.name_disputed",
        _("A contact of %(organization)s says that its name has changed."),
        _("Look"),
        _("Facts called wrong"),
        "",
    ),
    (
        "facts.address_disputed",
        _("A contact of %(organization)s says that an address has changed."),
        _("Look"),
        _("Facts called wrong"),
        "",
    ),
    (
        "facts.reach_disputed",
        _("A contact of %(organization)s says that its website or telephone has changed."),
        _("Look"),
        _("Facts called wrong"),
        "",
    ),
):
    declare_work(_code, _sentence, _button, label=_label, inline=_inline)
