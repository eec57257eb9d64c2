"""Petitions: a school begins one, fills it, hands it in, and notes what the state decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext_noop as _

from keyway.credentials.access import ASSEMBLE_PETITION
from keyway.credentials.models import Credential, Petition, Recognition
from keyway.credentials.queries import petitions as queries
from keyway.credentials.queries.state_lists import next_window, window_in
from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.work import close_items, declare_work, post_to_staff
from keyway.reference.lookups import registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from keyway.credentials.models import Program
    from keyway.partners.models import Organization, Person
    from keyway.reference.lookups.registry import StateList

Status = Petition.Status
LACKING = "petition.lacking"
DECIDED = "petition.decided"
TEXTS = ("reason", "alignment", "exam_plan")
# What may follow what; a petition that was decided or given up stays as it is.
NEXT: dict[str, frozenset[str]] = {
    Status.DRAFT: frozenset({Status.SUBMITTED, Status.WITHDRAWN}),
    Status.SUBMITTED: frozenset({Status.REVISION, Status.LISTED, Status.REFUSED, Status.WITHDRAWN}),
    Status.REVISION: frozenset({Status.SUBMITTED, Status.LISTED, Status.REFUSED, Status.WITHDRAWN}),
}
_PLACES = {
    Status.LISTED: Recognition.Place.LISTED,
    Status.REFUSED: Recognition.Place.REFUSED,
}

for _event, _words in {
    "petition.started": gettext_lazy("%(who)s began a petition of %(where)s."),
    "petition.changed": gettext_lazy("%(who)s changed a petition of %(where)s."),
    "petition.moved": gettext_lazy(
        "%(who)s noted that a petition of %(where)s is now: %(status)s."
    ),
}.items():
    journal.declare_event(_event, _words)

declare_work(
    LACKING,
    gettext_lazy(
        "The petition of %(organization)s for “%(credential)s” lacks %(letters)d letters; "
        "%(days)d days are left."
    ),
    gettext_lazy("See what is missing"),
    label=gettext_lazy("Petitions that lack letters"),
)
declare_work(
    DECIDED,
    gettext_lazy(
        "The state decided on “%(credential)s”, says %(organization)s. Add the page that shows it."
    ),
    gettext_lazy("See the petition"),
    label=gettext_lazy("Decisions without evidence"),
)


class MayNotApply(Refused):
    """The list takes no application from this kind of organization."""

    sentence = _(
        "%(organization)s cannot ask for this itself. The rule says: %(rule)s (%(citation)s) "
        "Find a school district, charter or technical district that applies."
    )


class NoCredential(Refused):
    """What is named is no credential."""

    sentence = _("“%(credential)s” is no credential, so no state puts it on a list.")


class WindowClosed(Refused):
    """The window of this year is past."""

    sentence = _(
        "The window of %(year)s closed on %(last)s. Prepare the petition for %(next)s instead: it "
        "can be filled from now on."
    )


class PetitionedAlready(Refused):
    """The same petition is there."""

    sentence = _("There is a petition for this credential and window already. Go on with that one.")


class NotNow(Refused):
    """The petition is at another step."""

    sentence = _("This petition is at another step now. Look at the page again.")


class NotInWindow(Refused):
    """It was handed in on a day on which the form is closed."""

    sentence = _(
        "The form is open from %(first)s to %(last)s. Write the day on which it was handed in."
    )


class NotYet(Refused):
    """The day is to come."""

    sentence = _("This day is still to come. Note it once it has happened.")


@transaction.atomic
def start_petition(
    *,
    by: Person,
    organization: Organization,
    credential: Credential,
    of: StateList,
    year: int,
    now: datetime,
    on: date,
) -> Petition:
    """Begin a petition for one credential in one year's window.

    Args:
        by: somebody of the applicant, or staff.
        organization: the applicant.
        credential: which one; each needs a petition of its own.
        of: the state's list.
        year: in which the window is.
        now: when.
        on: which day that is in the state.

    Raises:
        NotPermitted: the person may not assemble petitions here.
        MayNotApply: the list takes no application from such an organization.
        NoCredential: it is none.
        WindowClosed: the year's window is past.
        PetitionedAlready: it is there.
    """
    access.require(by, ASSEMBLE_PETITION, at=organization)
    if not queries.may_apply(organization, of):
        is_spanish = (get_language() or "en").startswith("es")
        rule = of.who_es if is_spanish else of.who_en
        raise MayNotApply(organization=organization.name, rule=rule, citation=of.citation)
    if credential.kind == Credential.Kind.NOT_CREDENTIAL or credential.is_withdrawn:
        raise NoCredential(credential=credential.name)
    _check_year(of, year, on)
    try:
        with transaction.atomic():
            petition = Petition.objects.create(
                organization=organization,
                credential=credential,
                state_code=of.state_code,
                list_key=of.key,
                cycle_year=year,
                started_at=now,
            )
    except IntegrityError as error:
        raise PetitionedAlready from error
    journal.record(
        "petition.started", by=by, at=organization, about=petition, list=of.key, year=year
    )
    return petition


def _check_year(of: StateList, year: int, on: date) -> None:
    step, coming = of.step("apply"), next_window(of, "apply", on=on)
    window = window_in(of, step, year) if step else None
    if coming is not None and year < coming.year:
        last = window.last.isoformat() if window else str(year)
        raise WindowClosed(year=year, last=last, next=coming.year)


@transaction.atomic
def change_petition(
    *, by: Person, petition: Petition, texts: Mapping[str, str], programs: Iterable[Program]
) -> None:
    """Write what a petition says; it can be changed until the state has decided.

    Args:
        by: somebody of the applicant, or staff.
        petition: which one.
        texts: reason, alignment and exam_plan; what is not given stays.
        programs: all that would teach it; of the applicant or its schools.

    Raises:
        NotPermitted: the person may not assemble petitions here.
        NotNow: it was decided or given up.
    """
    access.require(by, ASSEMBLE_PETITION, at=petition.organization)
    if petition.status not in queries.OPEN:
        raise NotNow
    for name in TEXTS:
        setattr(petition, name, texts.get(name, getattr(petition, name)))
    petition.save(update_fields=[*TEXTS, "changed_at"])
    allowed = set(queries.programs_of(petition.organization).values_list("pk", flat=True))
    petition.programs.set([each for each in programs if each.pk in allowed])
    journal.record("petition.changed", by=by, at=petition.organization, about=petition)


@transaction.atomic
def move_petition(
    *, by: Person, petition: Petition, status: str, day: date, now: datetime, on: date
) -> None:
    """Note that a petition was handed in, sent back, listed, refused or given up.

    What the state decides becomes a claim of recognition that nobody has checked yet.

    Args:
        by: somebody of the applicant, or staff.
        petition: which one.
        status: where it is now.
        day: on which day that happened.
        now: when it is noted.
        on: which day that is in the state.

    Raises:
        NotPermitted: the person may not assemble petitions here.
        NotYet: the day is to come.
        NotInWindow: it cannot have been handed in on that day.
        NotNow: it is at another step.
    """
    access.require(by, ASSEMBLE_PETITION, at=petition.organization)
    if day > on:
        raise NotYet
    if petition.status == Status.DRAFT and status == Status.SUBMITTED:
        _check_window(petition, day)
    given: dict[str, object] = {"status": status}
    if status == Status.SUBMITTED:
        given["submitted_date"] = day
    if status in (Status.LISTED, Status.REFUSED):
        given["decided_date"] = day
    before = [each for each, after in NEXT.items() if status in after]
    if not Petition.objects.filter(pk=petition.pk, status__in=before).update(**given):
        raise NotNow
    petition.refresh_from_db()
    journal.record("petition.moved", by=by, at=petition.organization, about=petition, status=status)
    if status in (Status.LISTED, Status.REFUSED):
        _tell_decision(petition, day, now)
    if status not in (Status.DRAFT, Status.REVISION):
        close_items(kind=LACKING, subject=f"petition:{petition.pk}", now=now)


def _check_window(petition: Petition, day: date) -> None:
    window = queries.dates_of(petition).apply
    if window is not None and not window.first <= day <= window.last:
        raise NotInWindow(first=window.first.isoformat(), last=window.last.isoformat())


@opened_for_system("what a state decided becomes a claim")
@transaction.atomic
def _tell_decision(petition: Petition, day: date, now: datetime) -> None:
    """Keep the decision as a claim that nobody has checked, and ask staff for its evidence."""
    of = registry.state_list(petition.list_key)
    Recognition.objects.update_or_create(
        credential=petition.credential,
        type=Recognition.Type.STATE_LIST,
        recognizer=of.recognizer if of else petition.state_code,
        state_code=petition.state_code,
        list_key=petition.list_key,
        year=petition.cycle_year,
        defaults={
            "place": _PLACES[Status(petition.status)],
            "seen_date": day,
            "status": Recognition.Status.UNVERIFIED,
            "checked_by": None,
            "checked_at": None,
        },
    )
    post_to_staff(
        kind=DECIDED,
        subject=f"petition:{petition.pk}",
        about=petition.organization,
        address=address_of(petition),
        now=now,
        credential=petition.credential.name.replace("@", " "),
    )


def address_of(petition: Petition) -> str:
    """Return the address of a petition's page."""
    return reverse("credentials:petition", args=[petition.organization.slug, petition.pk])
