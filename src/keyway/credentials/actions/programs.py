"""Programs as their institutions keep them: added, changed, closed, confirmed, and what they lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from keyway.credentials.access import EDIT_PROGRAMS
from keyway.credentials.models import Articulation, Evidence, Offering, Program
from keyway.credentials.queries.naming import free_program_slug
from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.models import Organization

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from keyway.credentials.models import Credential
    from keyway.partners.models import Person

Kind = Organization.Kind
TEACHING = (
    Kind.SCHOOL,
    Kind.CTED,
    Kind.COLLEGE,
    Kind.DISTRICT,
    Kind.ASSOCIATION,
    Kind.MANUFACTURER,
)
# What an official file says of a program, and no form changes.
OFFICIAL_FACTS = ("name", "level", "cip_code")
DETAILS = (
    "name_es", "family", "status", "lowest_grade", "highest_grade", "months", "hours", "seats",
    "seats_open", "instructors", "equipment", "tuition_usd", "tuition_date", "next_start_date", "url",
)  # fmt: skip

for _event, _words in {
    "program.added": gettext_lazy("%(who)s added a program of %(where)s."),
    "program.changed": gettext_lazy("%(who)s changed a program of %(where)s."),
    "program.closed": gettext_lazy("%(who)s closed a program of %(where)s."),
    "program.confirmed": gettext_lazy("%(who)s confirmed a program of %(where)s."),
    "offering.added": gettext_lazy("%(who)s named a credential that %(where)s teaches toward."),
    "offering.changed": gettext_lazy("%(who)s changed what %(where)s says of a credential."),
    "offering.ended": gettext_lazy("%(where)s does not teach toward a credential any more."),
    "articulation.added": gettext_lazy("%(who)s said where a program of %(where)s counts."),
    "articulation.removed": gettext_lazy("%(who)s took back where a program of %(where)s counts."),
}.items():
    journal.declare_event(_event, _words)


class DoesNotTeach(Refused):
    """The organization is of a kind that teaches no programs."""

    sentence = _("%(organization)s is not entered as a place that teaches. Ask us to change that.")


class CostNeedsDate(Refused):
    """A cost says nothing without its date."""

    sentence = _("Say as of which day the cost is known.")


class MoreOpenThanSeats(Refused):
    """More seats are open than there are."""

    sentence = _("More seats are open than there are in all. Check both numbers.")


class GradesReversed(Refused):
    """The grades run downward."""

    sentence = _("The lowest grade is above the highest. Exchange the two.")


class TaughtAlready(Refused):
    """The program names the credential already."""

    sentence = _("This program names “%(credential)s” already. Change that line instead.")


class NothingCounts(Refused):
    """An agreement says neither program nor credential."""

    sentence = _("Say what counts: this program, or a credential that students earn in it.")


@transaction.atomic
def add_program(
    *, by: Person, organization: Organization, values: Mapping[str, Any], now: datetime
) -> Program:
    """Enter a program of an institution, which vouches for it.

    Args:
        by: somebody who may change programs there.
        organization: who teaches it.
        values: by the names in ``OFFICIAL_FACTS`` and ``DETAILS``; what is missing is unknown.
        now: when.

    Raises:
        NotPermitted: the person may not change programs there.
        DoesNotTeach: the organization is of another kind.
        CostNeedsDate, MoreOpenThanSeats, GradesReversed: see there.
    """
    access.require(by, EDIT_PROGRAMS, at=organization)
    if organization.kind not in TEACHING:
        raise DoesNotTeach(organization=organization.name)
    given = {name: values[name] for name in (*OFFICIAL_FACTS, *DETAILS) if name in values}
    program = Program(
        organization=organization,
        slug=free_program_slug(str(values["name"]), organization.slug),
        evidence=Evidence.INSTITUTION,
        confirmed_at=now,
        **given,
    )
    _check(program)
    program.save()
    journal.record("program.added", by=by, at=organization, about=program)
    return program


@transaction.atomic
def change_program(
    *, by: Person, program: Program, values: Mapping[str, Any], now: datetime
) -> None:
    """Change what is known of a program; it counts as confirmed.

    What an official file says of it stays as it is; everything else can be added to it.

    Raises:
        NotPermitted: the person may not change programs there.
        CostNeedsDate, MoreOpenThanSeats, GradesReversed: see there.
    """
    access.require(by, EDIT_PROGRAMS, at=program.organization)
    changeable = DETAILS if program.source_key else (*OFFICIAL_FACTS, *DETAILS)
    changed = [
        name for name in changeable if name in values and values[name] != getattr(program, name)
    ]
    for name in changed:
        setattr(program, name, values[name])
    _check(program)
    program.confirmed_at = now
    if not program.source_key:
        program.evidence = Evidence.INSTITUTION
    program.save()
    journal.record(
        "program.changed",
        by=by,
        at=program.organization,
        about=program,
        fields=":".join(changed)[:60],
    )


def _check(program: Program) -> None:
    if program.tuition_usd is not None and program.tuition_date is None:
        raise CostNeedsDate
    seats, open_ = program.seats, program.seats_open
    if seats is not None and open_ is not None and open_ > seats:
        raise MoreOpenThanSeats
    low, high = program.lowest_grade, program.highest_grade
    if low is not None and high is not None and low > high:
        raise GradesReversed


@transaction.atomic
def close_program(*, by: Person, program: Program, now: datetime) -> None:
    """Say that a program is not offered any more; its counts stay.

    Raises:
        NotPermitted: the person may not change programs there.
    """
    access.require(by, EDIT_PROGRAMS, at=program.organization)
    program.status = Program.Status.CLOSED
    program.confirmed_at = now
    program.save(update_fields=["status", "confirmed_at", "changed_at"])
    journal.record("program.closed", by=by, at=program.organization, about=program)


@transaction.atomic
def confirm_program(*, by: Person, program: Program, now: datetime) -> None:
    """Note that a program and what it teaches toward are still right.

    Raises:
        NotPermitted: the person may not change programs there.
    """
    access.require(by, EDIT_PROGRAMS, at=program.organization)
    Program.objects.filter(pk=program.pk).update(confirmed_at=now)
    # An offering that the institution just looked at rests on its own word from now on.
    program.offerings.filter(is_ended=False, evidence=Evidence.UNVERIFIED).update(
        evidence=Evidence.INSTITUTION, seen_date=now.date()
    )
    journal.record("program.confirmed", by=by, at=program.organization, about=program)


@transaction.atomic
def add_offering(
    *,
    by: Person,
    program: Program,
    credential: Credential,
    url: str,
    next_exam_date: date | None,
    now: datetime,
) -> Offering:
    """Say that a program teaches toward a credential; one that had ended runs again.

    Raises:
        NotPermitted: the person may not change programs there.
        TaughtAlready: the program names it already.
    """
    access.require(by, EDIT_PROGRAMS, at=program.organization)
    held = program.offerings.filter(credential=credential).first()
    if held is not None and not held.is_ended:
        raise TaughtAlready(credential=credential.name)
    offering = held or Offering(
        organization=program.organization, program=program, credential=credential
    )
    offering.is_ended = False
    offering.evidence = Evidence.INSTITUTION
    offering.url = url
    offering.next_exam_date = next_exam_date
    offering.seen_date = now.date()
    offering.save()
    journal.record("offering.added", by=by, at=program.organization, about=offering)
    return offering


@transaction.atomic
def change_offering(
    *, by: Person, offering: Offering, url: str, next_exam_date: date | None, now: datetime
) -> None:
    """Change the link and the next exam of a credential that is taught; it counts as confirmed.

    Raises:
        NotPermitted: the person may not change programs there.
    """
    access.require(by, EDIT_PROGRAMS, at=offering.organization)
    offering.url = url
    offering.next_exam_date = next_exam_date
    offering.evidence = Evidence.INSTITUTION
    offering.seen_date = now.date()
    offering.save(update_fields=["url", "next_exam_date", "evidence", "seen_date"])
    journal.record("offering.changed", by=by, at=offering.organization, about=offering)


@transaction.atomic
def end_offering(*, by: Person, offering: Offering, now: datetime) -> None:
    """Say that a program does not teach toward a credential any more.

    Raises:
        NotPermitted: the person may not change programs there.
    """
    access.require(by, EDIT_PROGRAMS, at=offering.organization)
    offering.is_ended = True
    offering.seen_date = now.date()
    offering.save(update_fields=["is_ended", "seen_date"])
    journal.record("offering.ended", by=by, at=offering.organization, about=offering)


@transaction.atomic
def add_articulation(
    *, by: Person, program: Program, values: Mapping[str, Any], now: datetime
) -> Articulation:
    """Say that what is learned elsewhere counts toward a program of the institution giving credit.

    Args:
        by: somebody who may change programs at that institution.
        program: toward which it counts.
        values: from_program, credential, kind, credits, url, until_date.
        now: when.

    Raises:
        NotPermitted: the person may not change programs there.
        NothingCounts: neither program nor credential is named.
    """
    access.require(by, EDIT_PROGRAMS, at=program.organization)
    if values.get("from_program") is None and values.get("credential") is None:
        raise NothingCounts
    agreement = Articulation.objects.create(
        organization=program.organization,
        to_program=program,
        from_program=values.get("from_program"),
        credential=values.get("credential"),
        kind=values["kind"],
        credits=values.get("credits"),
        url=values.get("url") or "",
        until_date=values.get("until_date"),
        seen_date=now.date(),
        evidence=Evidence.INSTITUTION,
    )
    journal.record("articulation.added", by=by, at=program.organization, about=agreement)
    return agreement


@transaction.atomic
def remove_articulation(*, by: Person, articulation: Articulation) -> None:
    """Take back an agreement.

    Raises:
        NotPermitted: the person may not change programs there.
    """
    access.require(by, EDIT_PROGRAMS, at=articulation.organization)
    journal.record("articulation.removed", by=by, at=articulation.organization, about=articulation)
    articulation.delete()
