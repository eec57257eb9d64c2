"""Advice to institutions, their answers by one tap, and what becomes of it, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from keyway.errors import Refused
from keyway.needs.access import ADOPT, ADVISE
from keyway.needs.models import Adoption, Advice, RolloutLine
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.link_mails import (
    AskedToday,
    Letter,
    NoAddress,
    NotSent,
    send_letter,
)
from keyway.partners.actions.links import Answer, Deed, Fact, Field, LinkClosed, declare_deed
from keyway.partners.actions.work import close_items, declare_work, post_item
from keyway.partners.models import Contact, Link, Organization
from keyway.reference.lookups import clocks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from keyway.credentials.models import Credential
    from keyway.partners.models import Person

Kind = Organization.Kind
Step = Adoption.Step
STEPS = tuple(Step)
ANSWER = "advice.answer"
LINK_DAYS = 60
_MAILS = 3
ADVISED = frozenset({Kind.CTED, Kind.COLLEGE, Kind.DISTRICT, Kind.SCHOOL})

journal.declare_event("advice.sent", gettext_noop("Advice was sent to a school or college."))
journal.declare_event("advice.answered", gettext_noop("Advice was answered: %(answer)s."))
journal.declare_event(
    "adoption.recorded", gettext_noop("A step toward a program was recorded: %(step)s.")
)
declare_work(
    "advice.received",
    gettext_noop("%(organization)s advises you to teach something more."),
    gettext_noop("Read and answer"),
    label=gettext_noop("Advice to answer"),
)
declare_work(
    "advice.answered",
    gettext_noop("%(organization)s has answered your advice."),
    gettext_noop("Read the answer"),
    label=gettext_noop("Answers to advice"),
)


class NotAnInstitution(Refused):
    """Advice goes to whoever teaches."""

    sentence = gettext_noop("Advice goes to schools, districts and colleges.")


class AlreadyAdvised(Refused):
    """The same advice waits for an answer."""

    sentence = gettext_noop(
        "%(institution)s has this advice from you already and has not answered yet."
    )


class AlreadyAnswered(Refused):
    """The advice has its answer."""

    sentence = gettext_noop("This advice is answered already.")


class StepOutOfOrder(Refused):
    """A step is skipped or taken back without saying why."""

    sentence = gettext_noop(
        "The last step recorded is “%(last)s”. To go back or to leave a step out, say why."
    )


class StepInFuture(Refused):
    """The day of the step has not come."""

    sentence = gettext_noop("Record a step once it is done: its day cannot lie in the future.")


class StepBeforeLast(Refused):
    """The day lies before that of the step before."""

    sentence = gettext_noop("The step before is dated %(day)s. This one cannot be earlier.")


class StepThere(Refused):
    """The step stands as the last one already."""

    sentence = gettext_noop("“%(step)s” is recorded already.")


@dataclass(frozen=True, slots=True)
class Terms:
    """What is advised.

    Attributes:
        words: what to do and why, as it is read by the institution.
        line: of a plan, where the advice comes from one.
    """

    family: str
    deed: str
    words: str
    due_date: date
    seats: int | None = None
    credential: Credential | None = None
    line: RolloutLine | None = None


@transaction.atomic
def send_advice(
    *, by: Person, organization: Organization, institution: Organization, terms: Terms,
    now: datetime,
) -> Advice:  # fmt: skip
    """Advise an institution; it waits on its board until it is answered.

    Raises:
        NotPermitted: the person may not advise in the organization's name.
        NotAnInstitution: the other side teaches nobody.
        AlreadyAdvised: the same advice waits.
    """
    access.require(by, ADVISE, at=organization)
    if institution.kind not in ADVISED or institution.status != Organization.Status.APPROVED:
        raise NotAnInstitution
    same = Advice.objects.filter(
        organization=organization,
        institution=institution,
        family=terms.family,
        credential=terms.credential,
        status=Advice.Status.SENT,
    )
    if same.exists():
        raise AlreadyAdvised(institution=institution.name)
    advice = Advice.objects.create(
        organization=organization,
        institution=institution,
        line=terms.line,
        family=terms.family,
        credential=terms.credential,
        deed=terms.deed,
        words=terms.words,
        seats=terms.seats,
        due_date=terms.due_date,
        sent_by=by,
        sent_at=now,
    )
    post_item(
        kind="advice.received",
        at=institution,
        about=organization,
        subject=f"advice:{advice.pk}",
        address=reverse("needs:advice_of", args=[institution.slug, advice.pk]),
        due_date=terms.due_date,
        now=now,
    )
    journal.record("advice.sent", by=by, at=organization, about=advice, family=terms.family)
    return advice


def mail_advice(*, by: Person, advice: Advice, now: datetime, base: str) -> int:
    """Send the institution's contacts a link to answer by; return how many mails went out.

    Whoever has no address is passed over; without any, the board and a call remain.
    """
    with opened_for_system("advice is mailed to an institution's contacts"):
        contacts = list(
            Contact.objects.filter(organization=advice.institution)
            .exclude(email="")
            .select_related("organization")
            .order_by("-is_public", "pk")[:_MAILS]
        )
    sent = 0
    for contact in contacts:
        letter = Letter(
            contact=contact,
            deed=ANSWER,
            subject=advice.pk,
            days=LINK_DAYS,
            template="needs/advice/mail.txt",
            title=lambda: str(_("Advice from %(name)s")) % {"name": advice.organization.name},
            context=lambda: {"advice": advice, "giver": advice.organization},
        )
        try:
            send_letter(letter, now=now, base=base, by=by)
            sent += 1
        except (NoAddress, NotSent, AskedToday):
            continue
    return sent


@transaction.atomic
def answer_advice(
    *,
    by: Person | None,
    advice: Advice,
    answer: str,
    now: datetime,
    reason: str = "",
    evidence_url: str = "",
) -> None:
    """Answer advice; a yes is recorded as the first step, "planned".

    Args:
        by: who answers; None for whoever holds a link.
        advice: what is answered.
        answer: yes, later or no.
        now: when.
        reason: why, in the institution's words.
        evidence_url: where more is told.

    Raises:
        NotPermitted: the person may not answer for the institution.
        AlreadyAnswered: a colleague was faster.
    """
    if by is not None:
        access.require(by, ADOPT, at=advice.institution)
    given = {
        "status": Advice.Status.ANSWERED,
        "answer": Advice.Answer(answer),
        "reason": reason,
        "evidence_url": evidence_url,
        "answered_by": by,
        "answered_at": now,
    }
    if not Advice.objects.filter(pk=advice.pk, status=Advice.Status.SENT).update(**given):
        raise AlreadyAnswered
    subject = f"advice:{advice.pk}"
    close_items(kind="advice.received", subject=subject, now=now)
    post_item(
        kind="advice.answered",
        at=advice.organization,
        about=advice.institution,
        subject=subject,
        address=reverse("needs:advice_of", args=[advice.organization.slug, advice.pk]),
        now=now,
    )
    journal.record("advice.answered", by=by, at=advice.institution, about=advice, answer=answer)
    if answer == Advice.Answer.YES and last_step(advice.institution, _thing(advice)) is None:
        Adoption.objects.create(
            organization=advice.institution,
            advised_by=advice.organization,
            advice=advice,
            family=advice.family,
            credential=advice.credential,
            step=Step.PLANNED,
            step_date=clocks.day_in(advice.institution.state_code, now),
            evidence=str(_("Advice answered with yes.")),
            evidence_url=evidence_url,
            recorded_by=by,
            recorded_at=now,
        )


def mark_read(*, advice: Advice, now: datetime) -> None:
    """Take the answer off the giver's board once somebody there has seen it."""
    close_items(kind="advice.answered", subject=f"advice:{advice.pk}", now=now)


def _thing(advice: Advice) -> dict[str, Any]:
    return {"family": advice.family, "credential": advice.credential}


def last_step(institution: Organization, thing: Mapping[str, Any]) -> Adoption | None:
    """Return the last step recorded of a kind of work and credential, or None."""
    found = Adoption.objects.filter(organization=institution, **thing)
    return found.order_by("-recorded_at", "-pk").first()


@dataclass(frozen=True, slots=True)
class Taken:
    """One step that an institution took.

    Attributes:
        evidence: what shows it.
        reason: why a step is left out or taken back; empty in the usual order.
    """

    family: str
    step: str
    step_date: date
    evidence: str
    credential: Credential | None = None
    evidence_url: str = ""
    reason: str = ""
    advice: Advice | None = None


@transaction.atomic
def record_adoption(
    *, by: Person, institution: Organization, taken: Taken, today: date, now: datetime
) -> Adoption:
    """Record a step of an institution toward teaching something.

    Raises:
        NotPermitted: the person may not record steps here.
        StepInFuture, StepBeforeLast, StepThere: the day or the step cannot be so.
        StepOutOfOrder: a step is left out or taken back and nothing says why.
    """
    access.require(by, ADOPT, at=institution)
    # One after the other, so that two colleagues do not both record the next step.
    Organization.objects.select_for_update().filter(pk=institution.pk).first()
    last = last_step(institution, {"family": taken.family, "credential": taken.credential})
    _check_order(taken, last, today)
    step = Adoption.objects.create(
        organization=institution,
        advised_by=last.advised_by if last else None,
        advice=taken.advice or (last.advice if last else None),
        family=taken.family,
        credential=taken.credential,
        step=Step(taken.step),
        step_date=taken.step_date,
        evidence=taken.evidence,
        evidence_url=taken.evidence_url,
        reason=taken.reason,
        recorded_by=by,
        recorded_at=now,
    )
    journal.record("adoption.recorded", by=by, at=institution, about=step, step=taken.step)
    return step


def _check_order(taken: Taken, last: Adoption | None, today: date) -> None:
    if taken.step_date > today:
        raise StepInFuture
    at = STEPS.index(Step(taken.step))
    before = STEPS.index(Step(last.step)) if last else -1
    if last is not None:
        if at == before:
            raise StepThere(step=Step(last.step).label)
        if at > before and taken.step_date < last.step_date:
            raise StepBeforeLast(day=formats.date_format(last.step_date, "DATE_FORMAT"))
    if at != before + 1 and not taken.reason.strip():
        raise StepOutOfOrder(last=Step(last.step).label if last else "–")


# --- by a link, without signing in ------------------------------------------------------------------


def _advice(link: Link) -> Advice | None:
    found = Advice.objects.select_related("organization", "institution", "credential")
    return found.filter(
        pk=link.subject_number or 0, institution=link.organization, status=Advice.Status.SENT
    ).first()


def _facts(link: Link) -> list[Fact]:
    advice = _advice(link)
    if advice is None:
        return [Fact(_("Advice"), str(_("A colleague has answered it already.")))]
    rows = [
        Fact(_("Who advises"), advice.organization.name),
        Fact(_("What to do"), advice.words),
        Fact(_("Kind of work"), advice.family_name),
        Fact(_("Credential"), advice.credential.name if advice.credential else ""),
        Fact(_("Seats a year"), str(advice.seats or "")),
        Fact(_("Answer by"), formats.date_format(advice.due_date, "DATE_FORMAT")),
    ]
    return [each for each in rows if each.text]


def _fields(_link: Link) -> list[Field]:
    return [Field("reason", _("Why? (if you like)"))]


def _carry_out(link: Link, answer: str, values: Mapping[str, str], now: datetime) -> None:
    advice = _advice(link)
    if advice is None:
        raise LinkClosed
    answer_advice(by=None, advice=advice, answer=answer, reason=values.get("reason", ""), now=now)


_THANKS = _("Thank you. Your answer is with whoever advised you.")

declare_deed(
    Deed(
        code=ANSWER,
        title=_("Will you teach this?"),
        lede=_("This advice is for %(organization)s. Any answer helps; a no as well."),
        consequence=_(
            "One tap tells your answer to whoever gave the advice. It binds you to nothing, and "
            "you are not signed in."
        ),
        answers=(
            Answer("yes", _("Yes, we will"), _THANKS),
            Answer("later", _("Later"), _THANKS),
            Answer("no", _("No"), _THANKS),
        ),
        carry_out=_carry_out,
        facts=_facts,
        fields=_fields,
    )
)
