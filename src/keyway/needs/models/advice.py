"""Advice to institutions and what becomes of it: planned, agreed, running, first earners."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from keyway.credentials.models import Credential
from keyway.needs.models.rollout import RolloutLine


def family_name(code: str) -> str:
    """Return a kind of work in the reader's language; a code that is none stays as it is."""
    return str(Credential.Family(code).label) if code in Credential.Family.values else code


class Advice(models.Model):
    """One organization advises an institution to add or strengthen something, by a day.

    ``organization`` gives the advice; ``institution`` gets it and answers.
    """

    class Status(models.TextChoices):
        """How far it is."""

        SENT = "sent", _("Waits for an answer")
        ANSWERED = "answered", _("Answered")

    class Answer(models.TextChoices):
        """What the institution says."""

        YES = "yes", _("Yes, we will")
        LATER = "later", _("Later")
        NO = "no", _("No")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("given by"),
        on_delete=models.CASCADE,
        related_name="advice_given",
    )
    institution = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("given to"),
        on_delete=models.CASCADE,
        related_name="advice_received",
    )
    line = models.ForeignKey(
        RolloutLine, on_delete=models.SET_NULL, null=True, blank=True, related_name="advice"
    )
    family = models.CharField(_("kind of work"), max_length=12)
    credential = models.ForeignKey(
        "credentials.Credential",
        verbose_name=_("credential"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    deed = models.CharField(_("deed"), max_length=10, choices=RolloutLine.Deed)
    words = models.TextField(_("what to do, and why"), max_length=2000)
    seats = models.PositiveIntegerField(_("seats a year"), null=True, blank=True)
    due_date = models.DateField(_("answer by"))
    sent_by = models.ForeignKey(
        "partners.Person",
        verbose_name=_("sent by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    sent_at = models.DateTimeField(_("sent"))
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.SENT)
    answer = models.CharField(_("answer"), max_length=5, choices=Answer, blank=True)
    reason = models.TextField(_("why"), max_length=1000, blank=True)
    evidence_url = models.URLField(_("address of the evidence"), max_length=300, blank=True)
    answered_by = models.ForeignKey(
        "partners.Person",
        verbose_name=_("answered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("advice")
        verbose_name_plural = _("advice")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status="sent", answer="")
                | (models.Q(status="answered") & ~models.Q(answer="")),
                name="an_answered_advice_has_its_answer",
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["institution", "status"], name="advice_by_institution"),
        ]

    def __str__(self) -> str:
        """Return the kind of work."""
        return self.family

    @property
    def family_name(self) -> str:
        """Return the kind of work in the reader's language."""
        return family_name(self.family)


class Adoption(models.Model):
    """One step of an institution toward teaching a credential; steps are added, not changed."""

    class Step(models.TextChoices):
        """How far it is."""

        PLANNED = "planned", _("Planned")
        AGREED = "agreed", _("Agreed")
        RUNNING = "running", _("Running")
        EARNERS = "earners", _("First earners")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("institution"),
        on_delete=models.CASCADE,
        related_name="adoptions",
    )
    advised_by = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("advised by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    advice = models.ForeignKey(
        Advice, on_delete=models.SET_NULL, null=True, blank=True, related_name="steps"
    )
    family = models.CharField(_("kind of work"), max_length=12)
    credential = models.ForeignKey(
        "credentials.Credential",
        verbose_name=_("credential"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="adoptions",
    )
    step = models.CharField(_("step"), max_length=8, choices=Step)
    step_date = models.DateField(_("since"))
    evidence = models.CharField(
        _("evidence"),
        max_length=300,
        help_text=_("What shows it: a decision, a catalog, a report."),
    )
    evidence_url = models.URLField(_("address of the evidence"), max_length=300, blank=True)
    reason = models.CharField(_("why a step back or past one"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        "partners.Person",
        verbose_name=_("recorded by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        indexes: ClassVar = [
            models.Index(
                fields=["organization", "family", "-recorded_at"], name="adoptions_by_age"
            ),
        ]

    def __str__(self) -> str:
        """Return the step."""
        return self.step
