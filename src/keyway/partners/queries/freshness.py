"""How true the directory is: what a person confirmed, and when somebody is asked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Value
from django.db.models.functions import Coalesce

from keyway.partners.models import Contact, Organization, Site, WorkItem

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from keyway.partners.queries.circles import Circle

CONFIRM = "facts.confirm"
ASK_AFTER_DAYS = 335  # eleven months, so that the answer comes before the year is over
FRESH_DAYS = 365
PAUSE_DAYS = 30
MOST_MAILS_UNANSWERED = 3
SITES_SHOWN = 20
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# What the board says of contacts; whoever said they left is not asked again.
LEFT = "contact.left"


def to_ask(*, now: datetime) -> QuerySet[Contact]:
    """Return the contacts to ask by e-mail whether what is kept is still right.

    Those with an address, at an organization of the directory that is not made up, confirmed more
    than eleven months ago or never, not asked within 30 days, who left fewer than three mails
    unanswered and did not say that they no longer work there. The longest unasked come first.
    """
    since = Q(links__deed=CONFIRM, links__created_at__gt=Coalesce("confirmed_at", Value(_LONG_AGO)))
    return (
        Contact.objects.filter(
            organization__status=Organization.Status.APPROVED, organization__is_demo=False
        )
        .exclude(email="")
        .filter(_older("confirmed_at", now - timedelta(days=ASK_AFTER_DAYS)))
        .filter(_older("asked_at", now - timedelta(days=PAUSE_DAYS)))
        .exclude(pk__in=_gone())
        .annotate(mails=Count("links", filter=since))
        .filter(mails__lt=MOST_MAILS_UNANSWERED)
        .select_related("organization")
        .order_by(F("asked_at").asc(nulls_first=True), "pk")
    )


def _older(field: str, moment: datetime) -> Q:
    return Q(**{field: None}) | Q(**{f"{field}__lte": moment})


def _gone() -> list[int]:
    """Return the numbers of contacts of whom the board says that they left."""
    subjects = WorkItem.objects.filter(kind=LEFT, done_at=None).values_list("subject", flat=True)
    return [int(each.removeprefix("contact:")) for each in subjects]


def silent(*, now: datetime) -> QuerySet[Contact]:
    """Return the contacts who left three mails unanswered, the last one a pause ago."""
    since = Q(links__deed=CONFIRM, links__created_at__gt=Coalesce("confirmed_at", Value(_LONG_AGO)))
    return (
        Contact.objects.filter(organization__status=Organization.Status.APPROVED)
        .filter(asked_at__lte=now - timedelta(days=PAUSE_DAYS))
        .filter(_older("confirmed_at", now - timedelta(days=ASK_AFTER_DAYS)))
        .exclude(pk__in=_gone())
        .annotate(mails=Count("links", filter=since))
        .filter(mails__gte=MOST_MAILS_UNANSWERED)
        .select_related("organization")
    )


def shown_sites(organization: Organization) -> list[Site]:
    """Return the sites that a page of confirming shows, the main one first."""
    found = Site.objects.filter(organization=organization).order_by("-is_main", "name", "pk")
    return list(found[:SITES_SHOWN])


@dataclass(frozen=True, slots=True)
class Share:
    """How much of one kind of record a person confirmed within the last twelve months.

    Attributes:
        kind: ``organizations``, ``sites`` or ``contacts``; of organizations also by their kind.
        total: how many there are, without made-up ones.
        confirmed: how many of them a person confirmed.
        official: how many of the others rest on an official file instead.
        releases: of those files.
    """

    kind: str
    total: int
    confirmed: int
    official: int = 0
    releases: tuple[str, ...] = ()

    @property
    def percent(self) -> int | None:
        """The share in whole percent, rounded down; None when there is nothing to confirm."""
        return self.confirmed * 100 // self.total if self.total else None


def shares(*, within: Circle, now: datetime) -> list[Share]:
    """Return the shares confirmed: organizations, sites, contacts, each as a whole."""
    return [
        _share("organizations", _organizations(within), now, official="official_code"),
        _share("sites", _sites(within), now, official="organization__official_code"),
        _share("contacts", _contacts(within), now),
    ]


def shares_by_kind(*, within: Circle, now: datetime) -> list[Share]:
    """Return the share of organizations confirmed, one for each kind that there is."""
    found = _organizations(within)
    kinds = found.order_by("kind").values_list("kind", flat=True).distinct()
    return [_share(kind, found.filter(kind=kind), now, official="official_code") for kind in kinds]


def _organizations(within: Circle) -> QuerySet[Organization]:
    real = Organization.objects.filter(status=Organization.Status.APPROVED, is_demo=False)
    return within.own(real, by="pk")


def _sites(within: Circle) -> QuerySet[Site]:
    approved = Q(organization__status=Organization.Status.APPROVED, organization__is_demo=False)
    return within.own(Site.objects.filter(approved))


def _contacts(within: Circle) -> QuerySet[Contact]:
    approved = Q(organization__status=Organization.Status.APPROVED, organization__is_demo=False)
    return within.own(Contact.objects.filter(approved))


def _share(kind: str, rows: QuerySet, now: datetime, *, official: str = "") -> Share:  # type: ignore[type-arg]
    fresh = Q(confirmed_at__gt=now - timedelta(days=FRESH_DAYS))
    counted = rows.aggregate(total=Count("pk"), confirmed=Count("pk", filter=fresh))
    if not official:
        return Share(kind, counted["total"], counted["confirmed"])
    path = official.replace("official_code", "source_release")
    seeded = rows.exclude(fresh).exclude(**{official: ""})
    releases = seeded.order_by(path).values_list(path, flat=True).distinct()
    return Share(
        kind=kind,
        total=counted["total"],
        confirmed=counted["confirmed"],
        official=seeded.count(),
        releases=tuple(each for each in releases if each),
    )
