"""Advice given and received, and how far each institution is with what it was advised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from keyway.needs.models import Adoption, Advice, family_name

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from keyway.credentials.models import Credential
    from keyway.partners.models import Organization
    from keyway.partners.queries.circles import Circle


def _seen(within: Circle) -> QuerySet[Advice]:
    rows = Advice.objects.select_related("organization", "institution", "credential")
    if within.is_staff:
        return rows
    held = within.organizations
    return rows.filter(Q(organization__in=held) | Q(institution__in=held))


def given(*, within: Circle, organization: Organization) -> QuerySet[Advice]:
    """Return the advice that an organization gave, what waits first."""
    found = _seen(within).filter(organization=organization)
    return found.order_by("-status", "due_date", "-pk")


def received(*, within: Circle, organization: Organization) -> QuerySet[Advice]:
    """Return the advice that an organization got, what waits first."""
    found = _seen(within).filter(institution=organization)
    return found.order_by("-status", "due_date", "-pk")


def advice(*, within: Circle, organization: Organization, number: int) -> Advice | None:
    """Return one piece of advice that an organization gave or got, or None."""
    own = Q(organization=organization) | Q(institution=organization)
    return _seen(within).filter(own, pk=number).first()


@dataclass(frozen=True, slots=True)
class Way:
    """How far one institution is with one kind of work and credential.

    Attributes:
        steps: every step recorded, the newest first.
    """

    institution: Organization
    family: str
    credential: Credential | None
    steps: tuple[Adoption, ...]

    @property
    def step(self) -> str:
        """Return the step that holds now."""
        return self.steps[0].step

    @property
    def since(self) -> date:
        """Return since when."""
        return self.steps[0].step_date

    @property
    def family_name(self) -> str:
        """Return the kind of work in the reader's language."""
        return family_name(self.family)


def ways(*, within: Circle, organization: Organization) -> list[Way]:
    """Return how far everything is that an organization adopts or advised; staff see all.

    Sorted by step, then by the day of it.
    """
    rows = Adoption.objects.select_related("organization", "credential", "recorded_by")
    if not (within.is_staff and organization.runs_site):
        rows = rows.filter(Q(organization=organization) | Q(advised_by=organization))
    grouped: dict[tuple[int, str, int], list[Adoption]] = {}
    for each in rows.order_by("-recorded_at", "-pk"):
        key = (each.organization_id, each.family, each.credential_id or 0)
        grouped.setdefault(key, []).append(each)
    found = [
        Way(members[0].organization, family, members[0].credential, tuple(members))
        for (_number, family, _credential), members in grouped.items()
    ]
    order = {step: at for at, step in enumerate(Adoption.Step)}
    return sorted(found, key=lambda way: (order[Adoption.Step(way.step)], way.since))
