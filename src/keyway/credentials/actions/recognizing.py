"""Claims of recognition: made, checked against their evidence, refuted; and what is out of date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _
from django_tasks import task

from keyway.credentials.access import VERIFY
from keyway.credentials.actions.registry import home, keepers
from keyway.credentials.models import Petition, Promise, Recognition
from keyway.credentials.queries.recognition import stale
from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.actions.work import close_items, declare_work, post_to_staff
from keyway.partners.models import WorkItem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from keyway.credentials.models import Credential
    from keyway.partners.models import Person

STALE = "recognition.stale"
Status = Recognition.Status
_FIELDS = (
    "type", "recognizer", "organization", "state_code", "list_key", "place", "year", "weight",
    "url", "document_note", "seen_date", "expires_date",
)  # fmt: skip
_OPEN_PETITIONS = (Petition.Status.DRAFT, Petition.Status.SUBMITTED, Petition.Status.REVISION)

declare_work(
    STALE,
    gettext_lazy(
        "A claim that %(credential)s is recognized is out of date, and %(resting)d promises or "
        "petitions rest on it."
    ),
    gettext_lazy("Check it"),
    label=gettext_lazy("Claims out of date"),
)
for _event, _words in {
    "recognition.claimed": gettext_lazy("%(who)s entered a claim of recognition."),
    "recognition.verified": gettext_lazy("%(who)s checked a claim of recognition: it holds."),
    "recognition.refuted": gettext_lazy(
        "%(who)s checked a claim of recognition: it does not hold."
    ),
}.items():
    journal.declare_event(_event, _words)


class ClaimWithoutEvidence(Refused):
    """Nothing shows that the claim holds."""

    sentence = _(
        "A claim without evidence cannot be verified. Give the address of a page that says so, or "
        "where the paper is kept."
    )


class SeenInFuture(Refused):
    """Evidence cannot be seen on a day that is still to come."""

    sentence = _("The day on which you saw the evidence lies in the future. Choose today.")


class RunOut(Refused):
    """The claim ended before today."""

    sentence = _(
        "The claim ran out on %(day)s, so it cannot be verified. Say that it does not hold, or "
        "give a later day."
    )


class CheckedMeanwhile(Refused):
    """A colleague was faster."""

    sentence = _("A colleague has checked this claim meanwhile. Look at it again.")


class ClaimedAlready(Refused):
    """The same claim is there."""

    sentence = _("This claim is there already. Check it instead of entering it again.")


class NotALink(Refused):
    """The address is none of the web."""

    sentence = _("An address begins with https:// or http://. Copy it from your browser.")


@transaction.atomic
def claim_recognition(
    *, by: Person, credential: Credential, values: Mapping[str, Any]
) -> Recognition:
    """Enter a claim that somebody recognizes a credential; it stands as not verified.

    Args:
        by: who enters it.
        credential: what is recognized.
        values: fields of ``Recognition`` by name; those of its checking are left out.

    Raises:
        NotPermitted: the person may not.
        NotALink: the address is none.
        ClaimedAlready: the same body is said to recognize it on the same list in the same year.
    """
    access.require(by, VERIFY, at=keepers())
    given = {name: values[name] for name in _FIELDS if values.get(name) not in (None, "")}
    require_link(given.get("url", ""))
    # SQLite's constraint lets claims without a year be entered twice, so it is asked first.
    if Recognition.objects.filter(credential=credential, **_same(given)).exists():
        raise ClaimedAlready
    try:
        with transaction.atomic():
            claim = Recognition.objects.create(credential=credential, **given)
    except IntegrityError as error:
        raise ClaimedAlready from error
    journal.record(
        "recognition.claimed", by=by, at=home(), about=claim, credential=credential.key[:60]
    )
    return claim


def _same(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields by which two claims are the same."""
    texts = {name: given.get(name, "") for name in ("type", "recognizer", "state_code", "list_key")}
    return {**texts, "year": given.get("year")}


@transaction.atomic
def verify_recognition(
    *,
    by: Person,
    claim: Recognition,
    seen_date: date | None,
    now: datetime,
    url: str = "",
    document_note: str = "",
    expires_date: date | None = None,
) -> None:
    """Note that somebody saw the evidence of a claim and that it holds.

    Args:
        by: who looked.
        claim: as it was shown to them.
        seen_date: the day on which they saw the evidence.
        now: when this is done.
        url: address of the evidence; what was known before holds where it is empty.
        document_note: where a paper without address is kept; likewise.
        expires_date: last day on which the claim holds, where the evidence names one.

    Raises:
        NotPermitted: the person may not.
        ClaimWithoutEvidence: there is neither an address nor a paper, or no day.
        SeenInFuture: the day is still to come.
        RunOut: the claim held only until a day that is past.
        NotALink: the address is none.
        CheckedMeanwhile: a colleague was faster.
    """
    access.require(by, VERIFY, at=keepers())
    url, document_note = url or claim.url, document_note or claim.document_note
    if seen_date is None or not (url or document_note):
        raise ClaimWithoutEvidence
    require_link(url)
    if expires_date is not None and expires_date < now.date():
        raise RunOut(day=expires_date.isoformat())
    found = {"url": url, "document_note": document_note, "expires_date": expires_date}
    _check(by, claim, Status.VERIFIED, seen_date, now, **found)


@transaction.atomic
def refute_recognition(
    *,
    by: Person,
    claim: Recognition,
    seen_date: date | None,
    now: datetime,
    document_note: str = "",
) -> None:
    """Note that somebody looked and that a claim does not hold.

    Args:
        by: who looked.
        claim: as it was shown to them.
        seen_date: the day on which they looked; today where it is not given.
        now: when this is done.
        document_note: what they found, in a few words.

    Raises:
        NotPermitted: the person may not.
        SeenInFuture: the day is still to come.
        CheckedMeanwhile: a colleague was faster.
    """
    access.require(by, VERIFY, at=keepers())
    found = {"document_note": document_note or claim.document_note}
    _check(by, claim, Status.REFUTED, seen_date or now.date(), now, **found)


def _check(
    by: Person, claim: Recognition, status: str, seen_date: date, now: datetime, **found: Any
) -> None:
    """Keep what was found, if nobody has checked the claim since it was shown."""
    if seen_date > now.date():
        raise SeenInFuture
    same = Recognition.objects.filter(pk=claim.pk, status=claim.status, checked_at=claim.checked_at)
    values = {"status": status, "seen_date": seen_date, "checked_by": by, "checked_at": now}
    if not same.update(**values, **found):
        raise CheckedMeanwhile
    claim.refresh_from_db()
    close_items(kind=STALE, subject=_subject(claim), now=now)
    journal.record(
        f"recognition.{status}",
        by=by,
        at=home(),
        about=claim,
        credential=claim.credential.key[:60],
    )


def require_link(url: str) -> None:
    """Let pass an address of the web, or none.

    Raises:
        NotALink: it is something else, such as a script.
    """
    if url and not url.startswith(("https://", "http://")):
        raise NotALink


# --- what is out of date ---------------------------------------------------------------------------


@task
def look_after_claims() -> None:
    """Let claims that are out of date wait on the board where promises or petitions rest on them."""
    post_stale_claims(now=timezone.now())


@opened_for_system("claims that are out of date are put on the board")
@transaction.atomic
def post_stale_claims(*, now: datetime) -> int:
    """Post what is out of date and rested on, and take off what is not any more; return how many.

    Done twice on a day, it changes nothing the second time.
    """
    today = now.date()
    resting = _resting(today)
    claims = Recognition.objects.filter(
        stale(today), credential__in=resting, credential__is_withdrawn=False
    ).select_related("credential")
    posted = {_subject(claim): claim for claim in claims}
    waiting = WorkItem.objects.filter(kind=STALE, done_at=None).values_list("subject", flat=True)
    for subject in set(waiting) - posted.keys():
        close_items(kind=STALE, subject=subject, now=now)
    for subject, claim in posted.items():
        post_to_staff(
            kind=STALE,
            subject=subject,
            address=reverse("staff_claim", args=[claim.pk]),
            now=now,
            credential=claim.credential.name.replace("@", " ")[:150],
            resting=resting[claim.credential_id],
        )
    return len(posted)


def _resting(today: date) -> dict[int, int]:
    """Return how many promises and open petitions rest on each credential."""
    standing = Q(revoked_at=None, from_date__lte=today, until_date__gte=today)
    rows = [
        *Promise.objects.filter(standing).values_list("credential_id", flat=True),
        *Petition.objects.filter(status__in=_OPEN_PETITIONS).values_list(
            "credential_id", flat=True
        ),
    ]
    return {number: rows.count(number) for number in set(rows)}


def _subject(claim: Recognition) -> str:
    return f"recognition:{claim.pk}"
