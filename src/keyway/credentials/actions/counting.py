"""Yearly counts: as an institution enters them, and which of the state's may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _
from django_tasks import task

from keyway.credentials.access import EDIT_PROGRAMS
from keyway.credentials.models import Attainment
from keyway.credentials.queries import funnel
from keyway.credentials.queries.programs import STEPS
from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.reference import shelf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from keyway.credentials.models import Credential, Program
    from keyway.partners.models import Person

journal.declare_event(
    "counts.kept", gettext_lazy("%(who)s entered the counts of a cohort of %(where)s.")
)
journal.declare_event(
    "counts.removed", gettext_lazy("%(who)s removed the counts of a cohort of %(where)s.")
)

FIRST_COHORT = 2000


class NothingCounted(Refused):
    """All counts are empty."""

    sentence = _("Enter at least one number. Leave empty what you do not know; empty is not zero.")


class CohortOutOfRange(Refused):
    """The year cannot be right."""

    sentence = _("The cohort is the year of graduation, between %(first)s and %(last)s.")


class OfficialCount(Refused):
    """Official counts stay as their source printed them."""

    sentence = _(
        "These counts come from the state's file and stay as they are. Enter your own beside them."
    )


class MoreCompleteThanEnroll(Refused):
    """More completed than enrolled."""

    sentence = _("More students completed the program than enrolled in it. Check both numbers.")


class MoreConcentrateThanEnroll(Refused):
    """More concentrated than enrolled."""

    sentence = _("There are more concentrators than enrolled students. Check both numbers.")


class MoreTryThanEnroll(Refused):
    """More took an exam than enrolled."""

    sentence = _("More students took an exam than enrolled in the program. Check both numbers.")


class MoreTryThanConcentrate(Refused):
    """More concentrators took an exam than there are."""

    sentence = _(
        "More concentrators took an exam than there are concentrators. Check both numbers."
    )


class MoreConcentratorsTryThanAll(Refused):
    """More concentrators took an exam than students in all."""

    sentence = _("More concentrators took an exam than students in all. Check both numbers.")


class MoreEarnThanTry(Refused):
    """More earned than tried."""

    sentence = _("More students earned a credential than took the exam. Check both numbers.")


class MoreHiredThanEarned(Refused):
    """More were hired for a credential than earned it."""

    sentence = _("More were hired for the credential than earned it. Check both numbers.")


_ORDER: tuple[tuple[str, str, type[Refused]], ...] = (
    ("concentrators", "enrolled", MoreConcentrateThanEnroll),
    ("completers", "enrolled", MoreCompleteThanEnroll),
    ("attempted", "enrolled", MoreTryThanEnroll),
    ("concentrators_attempted", "concentrators", MoreTryThanConcentrate),
    ("concentrators_attempted", "attempted", MoreConcentratorsTryThanAll),
    ("earned", "attempted", MoreEarnThanTry),
    ("hired", "earned", MoreHiredThanEarned),
)


@transaction.atomic
def keep_counts(
    *,
    by: Person,
    program: Program,
    credential: Credential | None,
    cohort_year: int,
    counts: Mapping[str, int | None],
    proof: str,
    note: str,
    this_year: int,
) -> Attainment:
    """Keep an institution's own counts of one cohort, new or changed.

    Official counts of the same cohort stay beside them, each with its origin.

    Args:
        by: somebody who may change programs there.
        program: in which the cohort studied.
        credential: which one was earned; None where the counts are of any.
        cohort_year: year of graduation.
        counts: by step; None is unknown.
        proof: a value of ``Attainment.Proof``, not the official one.
        note: why counts are missing.
        this_year: the year it is, for the range of cohorts.

    Raises:
        NotPermitted: the person may not change programs there.
        OfficialCount: the counts say that they are the state's.
        CohortOutOfRange, NothingCounted, MoreEarnThanTry …: see there.
    """
    access.require(by, EDIT_PROGRAMS, at=program.organization)
    if proof == Attainment.Proof.OFFICIAL:
        raise OfficialCount
    last = this_year + 1
    if not FIRST_COHORT <= cohort_year <= last:
        raise CohortOutOfRange(first=FIRST_COHORT, last=last)
    check_counts(counts)
    row = Attainment.objects.filter(
        program=program, credential=credential, cohort_year=cohort_year, source_key=""
    ).first()
    row = row or Attainment(program=program, credential=credential, cohort_year=cohort_year)
    row.organization = program.organization
    row.proof, row.note = proof, note
    for step in STEPS:
        setattr(row, f"{step}_count", counts.get(step))
    row.save()
    journal.record(
        "counts.kept", by=by, at=program.organization, about=row, cohort=cohort_year, proof=proof
    )
    return row


def check_counts(counts: Mapping[str, int | None]) -> None:
    """Refuse counts that cannot all be right; what is unknown is not compared.

    Raises:
        NothingCounted, MoreEarnThanTry …: see there.
    """
    if all(counts.get(step) is None for step in STEPS):
        raise NothingCounted
    for part, whole, refusal in _ORDER:
        less, more = counts.get(part), counts.get(whole)
        if less is not None and more is not None and less > more:
            raise refusal


@transaction.atomic
def remove_counts(*, by: Person, attainment: Attainment) -> None:
    """Remove an institution's own counts of one cohort.

    Raises:
        NotPermitted: the person may not change programs there.
        OfficialCount: the counts are the state's.
    """
    access.require(by, EDIT_PROGRAMS, at=attainment.organization)
    if is_official(attainment):
        raise OfficialCount
    journal.record("counts.removed", by=by, at=attainment.organization, about=attainment)
    attainment.delete()


def is_official(attainment: Attainment) -> bool:
    """Return whether counts come from an official file and stay as they are."""
    return attainment.proof == Attainment.Proof.OFFICIAL or bool(attainment.source_key)


@task(priority=50)
def reckon_funnel() -> int:
    """Find which of the state's counts may be shown before anybody asks; return of how many cohorts.

    It takes some seconds and is kept for all workers until the files change; then it is done anew.
    """
    every = funnel.cohorts(shelf.take(settings.REFERENCE_DIR), settings.KEYWAY_STATE)
    return len([every[year] for year in every])
