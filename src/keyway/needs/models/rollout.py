"""Rollout plans: what was asked, what was found with its bound, and every line of each plan."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class RolloutScenario(models.Model):
    """One question to the planner, and how far its answer is.

    ``fingerprint`` is a digest of all that went in: need, choices, limits, parameters, method.
    """

    class Status(models.TextChoices):
        """How far it is."""

        QUEUED = "queued", _("Waits")
        RUNNING = "running", _("Is being reckoned")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Cannot be planned")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("asked by"),
        on_delete=models.CASCADE,
        related_name="rollout_scenarios",
        help_text=_("Whose people asked."),
    )
    asked_by = models.ForeignKey(
        "partners.Person",
        verbose_name=_("person who asked"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=80)
    state_fips = models.CharField(max_length=2)
    budget_usd = models.DecimalField(
        _("budget, in dollars"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)]
    )
    rural_share = models.FloatField(
        _("share for rural counties"),
        default=0.0,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
    )
    seconds = models.PositiveSmallIntegerField(_("seconds to search"), default=20)
    families = models.JSONField(_("kinds of work"), default=list, blank=True)
    institutions = models.JSONField(_("institutions"), default=list, blank=True)
    values = models.JSONField(_("assumptions changed"), default=dict, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.QUEUED)
    refusal = models.JSONField(default=dict, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    gap_fingerprint = models.CharField(max_length=64, blank=True)
    method_version = models.CharField(max_length=12, blank=True)
    parameters = models.JSONField(default=dict, blank=True)
    releases = models.JSONField(default=list, blank=True)
    facts = models.JSONField(
        default=dict,
        blank=True,
        help_text=_("Price of the rural rule, limits that bind, draws, what was left out."),
    )

    class Meta:
        verbose_name = _("rollout scenario")
        verbose_name_plural = _("rollout scenarios")
        indexes: ClassVar = [
            models.Index(fields=["organization", "-asked_at"], name="scenarios_by_age"),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class RolloutPlan(models.Model):
    """One plan of a scenario with its proof.

    ``bound``: no plan within the limits places more. ``low_value`` and ``mean_value`` are over
    draws of the openings that the plan was not fitted to.
    """

    class Kind(models.TextChoices):
        """What it is best at."""

        BEST = "best", _("Most placements")
        CHEAPEST = "cheapest", _("Cheapest within 2 percent")
        ROBUST = "robust", _("Most robust")
        UNRULED = "unruled", _("Without the rural rule")
        GREEDY = "greedy", _("One after the other, the best next")
        POPULAR = "popular", _("More of what is taught most")

    organization = models.ForeignKey(
        "partners.Organization", on_delete=models.CASCADE, related_name="+"
    )
    scenario = models.ForeignKey(RolloutScenario, on_delete=models.CASCADE, related_name="plans")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    value = models.FloatField(_("placements a year"))
    bound = models.FloatField(_("proven bound"))
    cost_usd = models.DecimalField(_("cost, in dollars"), max_digits=12, decimal_places=2)
    rural_value = models.FloatField(_("of these, in rural counties"))
    mean_value = models.FloatField(null=True)
    low_value = models.FloatField(null=True)
    regret = models.FloatField(null=True)
    seconds = models.FloatField(_("seconds spent"))

    class Meta:
        verbose_name = _("rollout plan")
        verbose_name_plural = _("rollout plans")
        constraints = (
            models.UniqueConstraint(fields=["scenario", "kind"], name="one_plan_of_a_kind"),
            models.CheckConstraint(
                condition=models.Q(bound__gte=models.F("value")), name="a_bound_is_not_below"
            ),
        )

    def __str__(self) -> str:
        """Return the kind."""
        return self.kind


class RolloutLine(models.Model):
    """One program of a plan: who opens it, what it costs, which openings it fills.

    ``fills`` lists occupation, county, placements a year and openings a year.
    """

    class Deed(models.TextChoices):
        """What the institution would do."""

        ADD = "add", _("Adds a program")
        STRENGTHEN = "strengthen", _("Adds seats to a program")

    organization = models.ForeignKey(
        "partners.Organization", on_delete=models.CASCADE, related_name="+"
    )
    plan = models.ForeignKey(RolloutPlan, on_delete=models.CASCADE, related_name="lines")
    institution = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("institution"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    family = models.CharField(_("kind of work"), max_length=12)
    deed = models.CharField(_("deed"), max_length=10, choices=Deed)
    credentials = models.JSONField(_("credentials"), default=list)
    seats = models.FloatField(_("seats a year"))
    instructors = models.FloatField(_("instructors"))
    cost_usd = models.DecimalField(_("cost, in dollars"), max_digits=12, decimal_places=2)
    value = models.FloatField(_("placements a year"))
    openings = models.FloatField(_("open jobs within reach, a year"), default=0.0)
    fills = models.JSONField(default=list)
    ties = models.JSONField(
        _("institutions that would do exactly as well"), default=list, blank=True
    )

    class Meta:
        verbose_name = _("line of a plan")
        verbose_name_plural = _("lines of plans")
        constraints = (
            models.UniqueConstraint(
                fields=["plan", "institution", "family"], name="one_line_per_institution_and_family"
            ),
        )

    def __str__(self) -> str:
        """Return the kind of work."""
        return self.family
