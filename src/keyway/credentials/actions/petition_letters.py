"""Letters of support: asked of an employer, answered by one link, counted when they name hiring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from keyway.credentials.access import ASSEMBLE_PETITION
from keyway.credentials.actions.petitioning import LACKING, NotNow, address_of
from keyway.credentials.actions.promise_links import summary, today, written
from keyway.credentials.models import Petition, PetitionLetter
from keyway.credentials.queries import petitions as queries
from keyway.credentials.queries.promises import rule
from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.link_mails import Letter, send_letter
from keyway.partners.actions.links import (
    Answer,
    Deed,
    Fact,
    Field,
    LinkClosed,
    Unusable,
    declare_deed,
    declare_renewal,
)
from keyway.partners.actions.work import close_items, declare_work, post_to_staff
from keyway.partners.models import Link, Organization, WorkItem
from keyway.reference.parameters import document

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from keyway.partners.models import Contact, Person

SIGN_LETTER = "letter.sign"
NOBODY = "letter.nobody"
Status = PetitionLetter.Status
_MOST_HIRES = 100_000
_LONGEST = {"signer_name": 150, "signer_title": 120, "words": 2000}

for _event, _words in {
    "letter.asked": _("%(who)s asked for a letter of support for %(where)s."),
    "letter.signed": _("A contact of %(where)s signed a letter of support."),
    "letter.declined": _("A contact of %(where)s gave no letter of support."),
    "letter.withdrawn": _("%(who)s took back the request for a letter for %(where)s."),
    "letter.filed": _("%(who)s noted a signed original for a petition of %(where)s."),
}.items():
    journal.declare_event(_event, _words)

declare_work(
    NOBODY,
    _("%(organization)s asks for a letter of support, and nobody to write to is known."),
    _("Choose a person"),
    label=_("Letters without a person to ask"),
)


class NotAnEmployerHere(Refused):
    """Letters come from manufacturers of the directory."""

    sentence = gettext_noop("Letters of support come from manufacturers in the directory.")


class AskedAlready(Refused):
    """The employer was asked for this petition."""

    sentence = gettext_noop("%(employer)s was asked already. Remind them instead.")


class GivesNone(Refused):
    """The employer gave no letter, and was told that it is not asked again."""

    sentence = gettext_noop("%(employer)s gives no letter for this petition. Ask somebody else.")


class Elsewhere(Refused):
    """The person works for somebody else."""

    sentence = gettext_noop("This person is no contact of %(employer)s.")


class NothingTicked(Refused):
    """The letter says nothing."""

    sentence = gettext_noop("Tick what your company says, or press “We give no letter”.")


@transaction.atomic
def ask_for_letter(
    *, by: Person, petition: Petition, employer: Organization, now: datetime
) -> PetitionLetter:
    """Begin a letter of an employer; it is sent with ``send_request`` to a person there.

    Raises:
        NotPermitted: the person may not assemble petitions here.
        NotNow: the petition was decided or given up.
        NotAnEmployerHere: it is no manufacturer of the directory.
        AskedAlready: it was asked for this petition.
        GivesNone: it was asked and gives none.
    """
    access.require(by, ASSEMBLE_PETITION, at=petition.organization)
    if petition.status not in queries.OPEN:
        raise NotNow
    is_shown = employer.status == Organization.Status.APPROVED
    if employer.kind != Organization.Kind.MANUFACTURER or not is_shown:
        raise NotAnEmployerHere
    letter, is_new = PetitionLetter.objects.get_or_create(
        petition=petition,
        organization=employer,
        defaults={"applicant": petition.organization, "asked_at": now},
    )
    if not is_new:
        if letter.status != Status.WITHDRAWN:
            raise _answers(letter)(employer=employer.name)
        PetitionLetter.objects.filter(pk=letter.pk).update(status=Status.ASKED, asked_at=now)
        letter.refresh_from_db()
    journal.record("letter.asked", by=by, at=petition.organization, about=letter)
    post_to_staff(
        kind=NOBODY,
        subject=f"letter:{letter.pk}",
        about=petition.organization,
        address=address_of(petition),
        now=now,
    )
    return letter


def _answers(letter: PetitionLetter) -> type[Refused]:
    return GivesNone if letter.status == Status.DECLINED else AskedAlready


def send_request(
    *, by: Person, letter: PetitionLetter, contact: Contact, now: datetime, base: str
) -> None:
    """Send a person at the employer the link to the letter; sent again, it reminds.

    Raises:
        NotPermitted: the person may not assemble petitions at the applicant.
        NotNow: it was answered or is no longer needed.
        Elsewhere: the contact is another organization's.
        Refused: the mail cannot be sent.
    """
    petition = letter.petition
    access.require(by, ASSEMBLE_PETITION, at=petition.organization)
    if letter.status != Status.ASKED:
        raise NotNow
    if contact.organization_id != letter.organization_id:
        raise Elsewhere(employer=letter.organization.name)
    last = queries.dates_of(petition).apply
    mail = Letter(
        contact=contact,
        deed=SIGN_LETTER,
        subject=letter.pk,
        days=rule("link_days"),
        template="credentials/mails/letter_sign.txt",
        title=lambda: (
            gettext("Does your company support “%(credential)s”?")
            % {"credential": petition.credential.name}
        ),
        context=lambda: {
            "applicant": petition.organization.name,
            "credential": petition.credential.name,
            "day": written(last.last) if last else "",
        },
    )
    send_letter(mail, now=now, base=base, by=by)
    PetitionLetter.objects.filter(pk=letter.pk).update(contact=contact, asked_at=now)
    close_items(kind=NOBODY, subject=f"letter:{letter.pk}", now=now)
    journal.record("letter.asked", by=by, at=petition.organization, about=letter)


@transaction.atomic
def withdraw_request(*, by: Person, letter: PetitionLetter, now: datetime) -> None:
    """Take back the request for a letter; its link can no longer be used.

    Raises:
        NotPermitted: the person may not assemble petitions at the applicant.
        NotNow: it was answered or taken back already.
    """
    at = letter.petition.organization
    access.require(by, ASSEMBLE_PETITION, at=at)
    waiting = PetitionLetter.objects.filter(pk=letter.pk, status=Status.ASKED)
    if not waiting.update(status=Status.WITHDRAWN):
        raise NotNow
    with opened_for_system("contacts are asked for a promise or a letter"):
        sent = Link.objects.filter(deed=SIGN_LETTER, subject_number=letter.pk, used_at=None)
        sent.filter(revoked_at=None).update(revoked_at=now)
    close_items(kind=NOBODY, subject=f"letter:{letter.pk}", now=now)
    journal.record("letter.withdrawn", by=by, at=at, about=letter)


@transaction.atomic
def file_original(*, by: Person, letter: PetitionLetter, is_at_hand: bool) -> None:
    """Note whether the original on company paper, signed by hand, is at hand.

    Raises:
        NotPermitted: the person may not assemble petitions at the applicant.
        NotNow: the letter is not signed.
    """
    at = letter.petition.organization
    access.require(by, ASSEMBLE_PETITION, at=at)
    signed = PetitionLetter.objects.filter(pk=letter.pk, status=Status.SIGNED)
    if not signed.update(has_letterhead=is_at_hand):
        raise NotNow
    journal.record("letter.filed", by=by, at=at, about=letter, at_hand=is_at_hand)


def _send_again(by: Person, link: Link, now: datetime, base: str) -> None:
    """Send a new link to whoever stood before a closed one."""
    letter = PetitionLetter.objects.filter(pk=link.subject_number or 0).first()
    if letter is None or link.contact is None:
        raise NotNow
    send_request(by=by, letter=letter, contact=link.contact, now=now, base=base)


declare_renewal(SIGN_LETTER, _send_again)


# --- the page behind the link ----------------------------------------------------------------------


def _letter(link: Link) -> PetitionLetter:
    known = PetitionLetter.objects.select_related(
        "petition__credential__issuer", "petition__organization", "organization"
    )
    found = known.filter(pk=link.subject_number or 0, status=Status.ASKED).first()
    if found is None or found.organization_id != link.organization_id:
        raise LinkClosed
    return found


def _facts(link: Link) -> list[Fact]:
    try:
        letter = _letter(link)
    except LinkClosed:
        return [Fact(_("Letter"), str(_("It is no longer needed.")))]
    petition, credential = letter.petition, letter.petition.credential
    last = queries.dates_of(petition).apply
    rows = [
        Fact(_("Who asks"), petition.organization.name),
        Fact(_("Credential"), credential.name),
        Fact(_("Given by"), credential.issuer.name),
        Fact(_("What it shows"), summary(credential)),
        Fact(_("Why it is needed"), petition.reason),
        Fact(_("Needed by"), written(last.last) if last else ""),
        Fact(
            _("Who reads it"),
            str(_("The school, the partnership and the state. It is on no public page.")),
        ),
    ]
    return [each for each in rows if each.text]


def _fields(link: Link) -> list[Field]:
    contact = link.contact
    return [
        Field("signer_name", _("Your name"), contact.full_name if contact else ""),
        Field("signer_title", _("Your position"), contact.title if contact else ""),
        Field(
            "hires_a_year",
            _("How many people you hire for such work in a year"),
            hint=_("A number. Leave it empty if you do not know."),
        ),
        Field(
            "words",
            _("In your own words"),
            kind="textarea",
            hint=_("Two or three sentences: what the work is, and why this credential helps."),
        ),
        Field("supports", _("My company supports this credential."), kind="checkbox"),
        Field("will_hire", _("My company hires people who hold it."), kind="checkbox"),
    ]


def _answer(link: Link, answer: str, values: Mapping[str, str], now: datetime) -> None:
    letter = _letter(link)
    if answer == "decline":
        _keep(letter, {"status": Status.DECLINED, "answered_at": now})
        journal.record("letter.declined", by=None, at=link.organization, about=letter)
        return
    if not values.get("supports") and not values.get("will_hire"):
        raise NothingTicked
    given = {
        "status": Status.SIGNED,
        "answered_at": now,
        "supports": bool(values.get("supports")),
        "will_hire": bool(values.get("will_hire")),
        **_typed(values),
    }
    _keep(letter, given)
    journal.record("letter.signed", by=None, at=link.organization, about=letter)


def _typed(values: Mapping[str, str]) -> dict[str, object]:
    """Return what was typed, if all of it can be taken."""
    errors = {}
    if not values.get("signer_name", "").strip():
        errors["signer_name"] = gettext("Write your name; the letter is signed with it.")
    for name, longest in _LONGEST.items():
        if len(values.get(name, "")) > longest:
            errors[name] = gettext("Write at most %(count)s letters.") % {"count": longest}
    number = values.get("hires_a_year", "").strip().replace(",", "")
    if number and not (number.isascii() and number.isdecimal() and int(number) <= _MOST_HIRES):
        errors["hires_a_year"] = gettext("Write a whole number, such as 4.")
    if errors:
        raise Unusable(errors)
    texts = {name: values.get(name, "").strip() for name in _LONGEST}
    return {**texts, "hires_a_year": int(number) if number else None}


def _keep(letter: PetitionLetter, given: Mapping[str, object]) -> None:
    waiting = PetitionLetter.objects.filter(pk=letter.pk, status=Status.ASKED)
    if not waiting.update(**given):
        raise LinkClosed


declare_deed(
    Deed(
        code=SIGN_LETTER,
        title=_("Does your company support this credential?"),
        lede=_(
            "A school asks the state to put it on its list. The state wants letters from employers "
            "such as %(organization)s that say two things: we support it, and we hire for it."
        ),
        consequence=_(
            "Your answer becomes the text of a letter. The school may ask you to print it on "
            "company paper and sign it by hand. It binds you to hire nobody in particular, and you "
            "are not signed in."
        ),
        answers=(
            Answer(
                "sign",
                _("Sign the letter"),
                _("Thank you. The school has your letter. It may send you the text to print."),
            ),
            Answer(
                "decline",
                _("We give no letter"),
                _("Thank you for telling us. The school will not ask you again for this one."),
            ),
        ),
        carry_out=_answer,
        facts=_facts,
        facts_title=_("What it is about"),
        fields=_fields,
    )
)


# --- the board -------------------------------------------------------------------------------------


def warning_days() -> int:
    """Return how many days before the window ends staff are told of missing letters."""
    return int(document("petitions")["petitions"]["warning_days"]["value"])


@task
def watch_petitions() -> str:
    """Tell the board which petitions lack letters, as of now."""
    return f"{tell_board(now=timezone.now())} petitions lack letters"


@opened_for_system("petitions near their deadline")
@transaction.atomic
def tell_board(*, now: datetime) -> int:
    """Let petitions that lack letters near the window's end wait for staff; return how many."""
    on = today(now)
    drafts = Petition.objects.filter(status=Petition.Status.DRAFT, cycle_year__gte=on.year)
    waiting = {}
    for each in drafts.select_related("organization", "credential"):
        lacking, days = _lacking(each), _days_left(each, on)
        if lacking and days is not None and 0 <= days <= warning_days():
            waiting[f"petition:{each.pk}"] = (each, lacking, days)
    for subject, (each, lacking, days) in waiting.items():
        post_to_staff(
            kind=LACKING,
            subject=subject,
            about=each.organization,
            address=address_of(each),
            now=now,
            credential=each.credential.name.replace("@", " "),
            letters=lacking,
            days=days,
        )
    old = WorkItem.objects.filter(kind=LACKING, done_at=None).exclude(subject__in=waiting)
    for subject in list(old.values_list("subject", flat=True)):
        close_items(kind=LACKING, subject=subject, now=now)
    return len(waiting)


def _lacking(petition: Petition) -> int:
    have = sum(queries.counts(each) for each in queries.letters_of(petition))
    return max(queries.letters_needed(petition) - have, 0)


def _days_left(petition: Petition, on: date) -> int | None:
    window = queries.dates_of(petition).apply
    return (window.last - on).days if window else None
