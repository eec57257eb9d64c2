"""Petitions as they stand: what is there, what is missing, and who owes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from keyway.credentials.models import Petition, PetitionLetter, Program, Promise, Recognition
from keyway.credentials.queries import state_lists
from keyway.credentials.queries.promises import standing_promises
from keyway.credentials.queries.recognition import public_claims, standing
from keyway.partners.models import Organization
from keyway.reference.lookups import clocks, registry

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from keyway.credentials.models import Credential
    from keyway.credentials.queries.state_lists import Window
    from keyway.partners.queries.circles import Circle
    from keyway.reference.lookups.registry import StateList

Letter = PetitionLetter
OPEN = (Petition.Status.DRAFT, Petition.Status.SUBMITTED, Petition.Status.REVISION)


def own_petitions(organization: Organization, *, within: Circle) -> QuerySet[Petition]:
    """Return the petitions of an organization of a circle, the latest window first."""
    rows = within.own(Petition.objects.filter(organization=organization))
    known = rows.select_related("organization", "credential", "credential__issuer")
    return known.order_by("-cycle_year", "credential__name", "pk")


def own_petition(organization: Organization, number: int, *, within: Circle) -> Petition | None:
    """Return one petition of an organization of a circle, or None."""
    return own_petitions(organization, within=within).filter(pk=number).first()


def letters_of(petition: Petition) -> list[PetitionLetter]:
    """Return the letters of a petition, except those no longer needed, by the employer's name."""
    rows = petition.letters.exclude(status=Letter.Status.WITHDRAWN)
    return list(rows.select_related("organization", "contact").order_by("organization__name", "pk"))


def own_letters(organization: Organization, *, within: Circle) -> QuerySet[PetitionLetter]:
    """Return the letters that an employer of a circle was asked for, the latest first."""
    rows = within.own(PetitionLetter.objects.filter(organization=organization))
    known = rows.exclude(status=Letter.Status.WITHDRAWN)
    return known.select_related("applicant", "petition__credential").order_by("-asked_at")


def may_apply(organization: Organization, of: StateList) -> bool:
    """Return whether an organization may ask for a credential to be put on a list."""
    is_of_kind = organization.kind in of.applicants
    is_charter = organization.is_charter and organization.kind == Organization.Kind.SCHOOL
    return (
        of.can_petition and organization.state_code == of.state_code and (is_of_kind or is_charter)
    )


def lists_for(organization: Organization) -> list[StateList]:
    """Return the lists to which an organization may ask for a credential to be added."""
    of_state = state_lists.petition_lists(organization.state_code)
    return [each for each in of_state if may_apply(organization, each)]


def programs_of(organization: Organization) -> QuerySet[Program]:
    """Return the programs that an applicant can name: its own and those of its schools."""
    theirs = (
        Q(organization=organization)
        | Q(organization__parent=organization)
        | Q(organization__in=organization.partners.values("pk"))
    )
    rows = Program.objects.filter(theirs).exclude(status=Program.Status.CLOSED)
    return rows.select_related("organization").order_by("organization__name", "name", "pk")


def counts(letter: PetitionLetter) -> bool:
    """Return whether a letter counts: signed, in support, and with the word that they hire."""
    return letter.status == Letter.Status.SIGNED and letter.supports and letter.will_hire


def employers_who_promised(petition: Petition, *, on: date) -> list[Promise]:
    """Return standing promises on the credential by employers who were not asked for a letter."""
    asked = petition.letters.values("organization_id")
    rows = standing_promises(on=on).filter(credential=petition.credential)
    return list(rows.exclude(organization__in=asked))


# --- deadlines -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dates:
    """The two windows that a petition has to meet; None where its list does not say them.

    Attributes:
        apply: in which it is handed in.
        revise: by which the last correction is in.
    """

    apply: Window | None
    revise: Window | None


def dates_of(petition: Petition) -> Dates:
    """Return the windows of a petition's year."""
    of = registry.state_list(petition.list_key)
    found = {}
    for key in ("apply", "revise"):
        step = of.step(key) if of else None
        window = state_lists.window_in(of, step, petition.cycle_year) if of and step else None
        found[key] = window
    return Dates(**found)


# --- what is missing -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a petition has to hold.

    Attributes:
        key: which thing.
        text: in words, in the reader's language.
        is_done: whether it is there.
        who: who owes it, where it is not there.
    """

    key: str
    text: str
    is_done: bool
    who: str = ""


def checklist(petition: Petition, letters: Sequence[PetitionLetter]) -> list[Item]:
    """Return all that a petition has to hold, in the order of the packet."""
    school = petition.organization.name
    own = [
        ("programs", _("Programs that would teach it"), petition.programs.exists()),
        ("reason", _("Why it is needed"), bool(petition.reason.strip())),
        ("alignment", _("How it fits the program’s standards"), bool(petition.alignment.strip())),
        ("exam_plan", _("How and where students are examined"), bool(petition.exam_plan.strip())),
        ("facts", _("Facts of the credential: exam, price, renewal"), _has_facts(petition)),
    ]
    owed = {"facts": _("The partnership completes the registry.")}
    ours = _("%(name)s owes this.") % {"name": school}
    items = [
        Item(key, text, is_done, "" if is_done else owed.get(key, ours))
        for key, text, is_done in own
    ]
    enough = _letters_item(petition, letters)
    # Where enough letters count, one that is still out is welcome but holds nothing up.
    shown = [each for each in letters if counts(each) or not enough.is_done]
    return [*items, enough, *_each_letter(shown)]


def missing(petition: Petition, letters: Sequence[PetitionLetter]) -> list[Item]:
    """Return what a petition still lacks."""
    return [each for each in checklist(petition, letters) if not each.is_done]


def _has_facts(petition: Petition) -> bool:
    one = petition.credential
    is_examined = one.exam_mode != one.Exam.UNKNOWN
    return is_examined and one.price_low_usd is not None and one.renewal != one.Renewal.UNKNOWN


def letters_needed(petition: Petition) -> int:
    """Return how many letters that count a list asks for; one where it does not say."""
    of = registry.state_list(petition.list_key)
    needs = {each.key: each.least or 1 for each in of.needs} if of else {}
    return max(needs.get("letter_support", 1), needs.get("letter_hire", 1))


def _letters_item(petition: Petition, letters: Sequence[PetitionLetter]) -> Item:
    least, have = letters_needed(petition), sum(counts(each) for each in letters)
    text = _("Letters that promise support and hiring: %(have)s of %(least)s") % {
        "have": have,
        "least": least,
    }
    who = ""
    if have < least:
        is_asked = any(each.status == Letter.Status.ASKED for each in letters)
        who = _("Employers were asked.") if is_asked else _("No employer was asked yet.")
    return Item("letters", text, have >= least, who)


def _each_letter(letters: Sequence[PetitionLetter]) -> list[Item]:
    items = []
    for each in letters:
        said = {"employer": each.organization.name}
        key = f"letter-{each.pk}"
        if each.status == Letter.Status.ASKED:
            text = _("Letter of %(employer)s: not answered yet") % said
            items.append(Item(key, text, is_done=False, who=_owed_by(each)))
        elif each.status == Letter.Status.SIGNED and not counts(each):
            text = _("Letter of %(employer)s: does not count yet, it names no hiring") % said
            items.append(Item(key, text, is_done=False, who=_owed_by(each)))
        elif counts(each):
            text = _("Letter of %(employer)s on company paper, signed by hand") % said
            who = "" if each.has_letterhead else _owed_by(each)
            items.append(Item(key, text, is_done=each.has_letterhead, who=who))
    return items


def _owed_by(letter: PetitionLetter) -> str:
    if letter.contact is None:
        return _("The partnership looks for a person there to ask.")
    return _("%(person)s at %(employer)s owes this.") % {
        "person": letter.contact.full_name,
        "employer": letter.organization.name,
    }


# --- the packet on paper ---------------------------------------------------------------------------


def packet(petition: Petition, *, on: date, demand: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what the packet says, in the language that is in force.

    Args:
        petition: which one.
        on: the day on which it is printed.
        demand: rows of evidence for demand: ``term``, and ``figure`` as printed; may be empty.
    """
    letters = letters_of(petition)
    items = checklist(petition, letters)
    lacking = [each for each in items if not each.is_done]
    of = registry.state_list(petition.list_key)
    credential = petition.credential
    printed = _("Printed on %(day)s") % {"day": day_of(on)}
    return {
        "kicker": _("Petition to put a credential on a state list"),
        "heading": credential.name,
        "lede": of.title_en if of else petition.list_key,
        "printed": printed,
        "footer": f"{petition.organization.name} · {credential.name} · {printed}",
        "is_complete": not lacking,
        "incomplete": _("INCOMPLETE"),
        "incomplete_text": _("This packet lacks what the list below marks as missing."),
        "complete_text": _("Everything on the list below is here."),
        "checklist_title": _("What the packet holds"),
        "words": {"done": _("here"), "missing": _("MISSING")},
        "checklist": [{"done": i.is_done, "text": i.text, "who": i.who} for i in items],
        "parts": _parts(petition, on, demand),
        "letters": [letter_text(each) for each in letters if counts(each)],
        "open_letters": [
            {"text": i.text, "who": i.who}
            for i in lacking
            if i.key.startswith("letter-") and not _is_counted(i, letters)
        ],
        "open_letters_title": _("Letters that do not count yet"),
        "empty": _("Nothing is written here yet."),
    }


def _is_counted(item: Item, letters: Sequence[PetitionLetter]) -> bool:
    return any(item.key == f"letter-{each.pk}" and counts(each) for each in letters)


def _parts(
    petition: Petition, on: date, demand: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    credential = petition.credential
    return [
        {"title": _("Applicant"), "facts": _applicant(petition)},
        {"title": _("Why it is needed"), "text": petition.reason, "facts": list(demand)},
        {
            "title": _("Programs that would teach it"),
            "heads": [_("Program"), _("Where"), _("CIP code")],
            "rows": [
                [each.name, each.organization.name, each.cip_code or "–"]
                for each in petition.programs.select_related("organization").order_by("name")
            ],
        },
        {"title": _("What the credential is"), "facts": _credential_facts(credential)},
        {
            "title": _("What its holder can do"),
            "points": [each.text_en for each in credential.competencies.order_by("place")],
        },
        {
            "title": _("Who recognizes it"),
            "heads": [_("Who"), _("What is claimed"), _("How sure")],
            "rows": [_claim(each, on) for each in _claims(credential)],
        },
        {"title": _("How it fits the program’s standards"), "text": petition.alignment},
        {"title": _("How and where students are examined"), "text": petition.exam_plan},
    ]


def _applicant(petition: Petition) -> list[dict[str, str]]:
    one, dates = petition.organization, dates_of(petition)
    main = one.sites.order_by("-is_main", "pk").first()
    rows = [
        (_("Name"), one.name),
        (_("Kind"), str(one.get_kind_display())),
        (_("Official number"), f"{one.official_scheme} {one.official_code}".strip()),
        (
            _("Place"),
            ", ".join(filter(None, (main.street, main.city, main.zip_code))) if main else "",
        ),
        (_("Telephone"), one.phone),
        (_("Window"), str(petition.cycle_year)),
        (_("Last day to hand in"), day_of(dates.apply.last) if dates.apply else ""),
        (_("Last day for corrections"), day_of(dates.revise.last) if dates.revise else ""),
    ]
    return [{"term": term, "text": text} for term, text in rows if text]


def _credential_facts(one: Credential) -> list[dict[str, str]]:
    unknown = _("not known yet")
    price = unknown
    if one.price_low_usd is not None:
        high = one.price_high_usd
        price = f"${one.price_low_usd}" + (
            f"–${high}" if high and high != one.price_low_usd else ""
        )
    seen = day_of(one.price_date) if one.price_date else ""
    facts_note = _origin(str(one.get_evidence_display()), one.official_url, one.seen_date)
    rows = [
        (_("Name"), one.name, ""),
        (_("Given by"), one.issuer.name, ""),
        (_("Kind"), str(one.get_kind_display()), facts_note),
        (_("What it shows"), one.summary_en, ""),
        (_("Exam"), str(one.get_exam_mode_display()), facts_note),
        (_("Minimum age"), str(one.minimum_age or unknown), ""),
        (_("Hours"), _hours(one) or unknown, ""),
        (
            _("Price of the exam"),
            price,
            _origin(_("Seen on %(day)s") % {"day": seen}, one.price_url),
        ),
        (_("Renewal"), str(one.get_renewal_display()), ""),
        (_("Issuer’s page"), one.official_url, ""),
    ]
    return [
        {"term": term, "text": text, "note": note if text != unknown else ""}
        for term, text, note in rows
        if text
    ]


def _hours(one: Credential) -> str:
    if one.hours_low is None:
        return ""
    is_range = one.hours_high is not None and one.hours_high != one.hours_low
    return f"{one.hours_low}–{one.hours_high}" if is_range else str(one.hours_low)


def _origin(said: str, url: str, seen: date | None = None) -> str:
    return ". ".join(filter(None, (said, day_of(seen) if seen else "", url)))


def _claims(credential: Credential) -> list[Recognition]:
    rows = public_claims().filter(credential=credential)
    return list(
        rows.exclude(status=Recognition.Status.REFUTED).order_by("type", "recognizer", "pk")
    )


def _claim(claim: Recognition, on: date) -> list[str]:
    what = str(claim.get_type_display())
    said = {
        "verified": _("Checked"),
        "unverified": _("Not verified"),
        "stale": _("Not checked lately"),
        "refuted": _("Found not to hold"),
    }[standing(claim, on)]
    seen = _("seen on %(day)s") % {"day": day_of(claim.seen_date)} if claim.seen_date else ""
    place = str(claim.get_place_display()) if claim.place else ""
    return [
        claim.recognizer,
        ", ".join(filter(None, (what, place, str(claim.year or "")))),
        ", ".join(filter(None, (said, seen))),
    ]


def letter_text(letter: PetitionLetter) -> dict[str, Any]:
    """Return a letter of support as it is printed, in the language that is in force."""
    petition = letter.petition
    said = {
        "company": letter.organization.name,
        "credential": petition.credential.name,
        "issuer": petition.credential.issuer.name,
        "school": petition.organization.name,
        "count": letter.hires_a_year,
    }
    sentences = [
        _("%(company)s supports “%(credential)s” (%(issuer)s) and asks that it be put on the list.")
        if letter.supports
        else "",
        _("%(company)s hires people who hold this credential.") if letter.will_hire else "",
    ]
    if letter.hires_a_year and letter.will_hire:
        sentences.append(_("For such work we hire about %(count)s people in a year."))
    return {
        "kicker": _("Letter of support"),
        "heading": letter.organization.name,
        "space": _("Space for the company’s letterhead"),
        "day": day_of(clocks.day_in(petition.state_code, letter.answered_at))
        if letter.answered_at
        else "",
        "about": _("To whom it may concern: %(credential)s, petition of %(school)s") % said,
        "sentences": [sentence % said for sentence in sentences if sentence],
        "words": letter.words,
        "signer": ", ".join(filter(None, (letter.signer_name, letter.signer_title))),
        "signature": _("Signature by hand, and date"),
        "note": _("Signed by a no-login link. The state asks for the original on letterhead."),
    }


def day_of(day: date) -> str:
    """Return a day as it is written in the language that is in force."""
    return date_format(day, "DATE_FORMAT")
