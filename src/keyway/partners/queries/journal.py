"""The journal as people read it: whole sentences, names while their people are there, filters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from keyway.errors import Broken
from keyway.partners.models import JournalEntry, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

    from keyway.partners.queries.circles import Circle

_EVENT = re.compile(r"[a-z_]+\.[a-z_]+")

EVENTS: dict[str, StrOrPromise] = {}


def declare_event(event: str, sentence: StrOrPromise) -> None:
    """Say a deed as a sentence; a room does this for its own when it is loaded.

    Args:
        event: as it is recorded.
        sentence: with ``%(who)s``, ``%(where)s`` and the names of the entry's details as places.

    Raises:
        Broken: the event has another form or another sentence already.
    """
    if not _EVENT.fullmatch(event):
        raise Broken(f"a deed is named noun.past_participle, not {event!r}")
    if EVENTS.setdefault(event, sentence) != sentence:
        raise Broken(f"two sentences tell {event}")


@dataclass(frozen=True, slots=True)
class Told:
    """One entry as it is read."""

    number: int
    happened_at: datetime
    event: str
    sentence: str
    who: str
    person_number: int | None
    where: str
    about_kind: str
    about_number: int | None
    detail: Mapping[str, object]

    @property
    def details(self) -> str:
        """The details in one line."""
        return ", ".join(f"{name} {value}" for name, value in sorted(self.detail.items()))


def entries(
    *,
    within: Circle,
    event: str = "",
    organization: str = "",
    person: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[JournalEntry]:
    """Return entries of a circle's organizations, the latest first; staff see all.

    Args:
        within: whose journal.
        event: only this deed.
        organization: words of the organization's name.
        person: words of the name or the e-mail address of who did it, or their number.
        since: from this day on, in UTC.
        until: up to this day, in UTC.
    """
    found = within.own(JournalEntry.objects.select_related("organization"))
    if event:
        found = found.filter(event=event)
    if organization:
        found = found.filter(organization__name__icontains=organization)
    if person:
        found = found.filter(person_number__in=_numbers(person))
    if since is not None:
        found = found.filter(happened_at__date__gte=since)
    if until is not None:
        found = found.filter(happened_at__date__lte=until)
    return found.order_by("-happened_at", "-pk")


def _numbers(person: str) -> list[int]:
    """Return the numbers of the people whom the words fit; a number fits itself, also erased."""
    fits = Q(full_name__icontains=person) | Q(email__icontains=person)
    found = list(Person.objects.filter(fits).values_list("pk", flat=True))
    return [*found, int(person)] if person.isdecimal() and len(person) < 18 else found


def told(found: Iterable[JournalEntry]) -> list[Told]:
    """Return entries as sentences in the reader's language."""
    rows = list(found)
    numbers = {each.person_number for each in rows if each.person_number is not None}
    people = Person.objects.filter(pk__in=numbers)
    names = {each.pk: str(each) for each in people}
    return [_tell(each, names) for each in rows]


def _tell(entry: JournalEntry, names: Mapping[int, str]) -> Told:
    who = names.get(entry.person_number or 0, "")
    if not who and entry.person_number is not None:
        who = gettext("person %(number)s, since erased") % {"number": entry.person_number}
    where = entry.organization.name if entry.organization else ""
    if not where and entry.organization_id is not None:
        where = gettext("an organization since removed")
    return Told(
        number=entry.pk,
        happened_at=entry.happened_at,
        event=entry.event,
        sentence=_sentence(entry, who or gettext("Somebody unnamed"), where),
        who=who,
        person_number=entry.person_number,
        where=where,
        about_kind=entry.about_kind,
        about_number=entry.about_number,
        detail=entry.detail,
    )


def _sentence(entry: JournalEntry, who: str, where: str) -> str:
    """Return the declared sentence; the bare deed when its room is gone or the details are older."""
    values = {"number": entry.about_number, **entry.detail, "who": who, "where": where or "Keyway"}
    declared = EVENTS.get(entry.event)
    if declared is None:
        return entry.event
    try:
        return str(declared) % values
    except (KeyError, TypeError, ValueError):
        return entry.event


for _event, _words in {
    "contact.added": _("%(who)s added a contact of %(where)s."),
    "contact.asked": _("%(who)s sent new links to a contact of %(where)s."),
    "contact.changed": _("%(who)s changed a contact of %(where)s."),
    "contact.corrected": _("A contact of %(where)s corrected their own details by a link."),
    "contact.left": _("A contact of %(where)s said by a link that they no longer work there."),
    "contact.removed": _("%(who)s removed a contact of %(where)s."),
    "contacts.asked": _(
        "%(sent)s contacts were asked by mail; %(refused)s addresses were refused."
    ),
    "consent.given": _("%(who)s agreed to be shown on the page of %(where)s."),
    "consent.withdrawn": _("%(who)s no longer agrees to be shown on the page of %(where)s."),
    "partnership.demonstrated": _(
        "A made-up partnership began to run the site, to show how it works."
    ),
    "demonstration.planted": _("Made-up plants were added to show how the site works."),
    "demonstration.removed": _("The made-up plants were removed."),
    "directory.seeded": _("Official facts were loaded: %(added)s new, %(renewed)s renewed."),
    "facts.confirmed": _("The facts of %(where)s were confirmed by one of its contacts."),
    "import.applied": _("%(who)s imported a contact sheet: %(organizations)s organizations."),
    "import.decided": _("%(who)s decided on %(rows)s rows of a contact sheet."),
    "import.discarded": _("%(who)s put a contact sheet aside."),
    "import.undone": _("%(who)s undid the import of a contact sheet."),
    "import.uploaded": _("%(who)s uploaded a contact sheet."),
    "invitation.accepted": _("%(who)s accepted an invitation to %(where)s."),
    "invitation.resent": _("%(who)s sent an invitation to %(where)s again."),
    "invitation.sent": _("%(who)s invited a person to %(where)s."),
    "invitation.withdrawn": _("%(who)s withdrew an invitation to %(where)s."),
    "link.asked": _("A contact of %(where)s asked for a new link."),
    "link.made": _("A link was made for a contact of %(where)s."),
    "link.used": _("A contact of %(where)s used a link."),
    "link.withdrawn": _("A link of a contact of %(where)s was withdrawn."),
    "list.exported": _("%(who)s took the list “%(list)s” away: %(rows)s rows as %(form)s."),
    "mail.refused": _("The mail server refused the address of a contact of %(where)s."),
    "organization.approved": _("%(who)s approved %(where)s."),
    "organization.changed": _("%(who)s changed the entry of %(where)s."),
    "organization.closed": _("%(who)s closed %(where)s."),
    "organization.confirmed": _("%(who)s confirmed the facts of %(where)s."),
    "organization.declined": _("%(who)s left a proposed organization out (number %(number)s)."),
    "organization.entered": _("%(who)s entered %(where)s."),
    "organization.merged": _("%(who)s merged two entries into %(where)s."),
    "organization.proposed": _("%(where)s was proposed for the directory."),
    "organization.recognized": _("%(who)s recognized a proposal as %(where)s."),
    "organization.refused": _(
        "%(who)s gave a reason for leaving number %(number)s out: %(reason)s."
    ),
    "organization.reopened": _("%(who)s opened %(where)s again."),
    "partnership.founded": _("%(where)s began to run this site."),
    "people.exported": _("%(who)s took data of people away."),
    "person.erased": _("%(who)s erased what was kept about person %(number)s."),
    "person.exported": _("%(who)s handed out what is kept about person %(number)s."),
    "person.left": _("%(who)s left %(where)s."),
    "person.removed": _("%(who)s removed a person from %(where)s."),
    "retention.applied": _("What was kept long enough was forgotten."),
    "role.changed": _("%(who)s changed a role at %(where)s from %(before)s to %(after)s."),
    "role.given": _("%(who)s gave a role at %(where)s."),
    "site.added": _("%(who)s added a site of %(where)s."),
    "site.changed": _("%(who)s changed a site of %(where)s."),
    "site.confirmed": _("%(who)s confirmed a site of %(where)s."),
    "site.removed": _("%(who)s removed a site of %(where)s."),
    "work.cleared": _("%(who)s took something about %(where)s off the board."),
}.items():
    declare_event(_event, _words)
