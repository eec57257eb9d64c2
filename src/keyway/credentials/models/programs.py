"""Programs: what is taught where, toward which credential, and how many earned it."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from keyway.credentials.models.registry import Credential

_cip = RegexValidator(r"^\d{2}\.\d{4}$", _("A CIP code looks like 48.0501."))


class Evidence(models.TextChoices):
    """How well something is known."""

    OFFICIAL = "official", _("From an official file")
    INSTITUTION = "institution", _("Kept by the institution itself")
    CITED = "cited", _("From a cited page, not checked since")
    UNVERIFIED = "unverified", _("Not verified")


class Program(models.Model):
    """Something that an institution teaches: a CTE program, a certificate, a degree."""

    class Level(models.TextChoices):
        """For whom it is."""

        SECONDARY = "secondary", _("High school (CTE)")
        NONCREDIT = "noncredit", _("Short course without credit")
        CERTIFICATE = "certificate", _("College certificate")
        ASSOCIATE = "associate", _("Associate degree")
        BACHELOR = "bachelor", _("Bachelor's degree")
        GRADUATE = "graduate", _("Graduate degree or certificate")
        APPRENTICESHIP = "apprenticeship", _("Registered apprenticeship")

    class Status(models.TextChoices):
        """Whether it runs."""

        OFFERED = "offered", _("Offered")
        PLANNED = "planned", _("Planned")
        CLOSED = "closed", _("Not offered any more")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("institution"),
        on_delete=models.CASCADE,
        related_name="programs",
    )
    slug = models.SlugField(_("address of its page"), max_length=160, unique=True)
    name = models.CharField(_("name"), max_length=200)
    name_es = models.CharField(_("name in Spanish"), max_length=200, blank=True)
    level = models.CharField(_("level"), max_length=14, choices=Level)
    family = models.CharField(
        _("kind of work"), max_length=12, choices=Credential.Family, blank=True
    )
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.OFFERED)
    cip_code = models.CharField(_("CIP code"), max_length=7, blank=True, validators=[_cip])
    cip_is_ours = models.BooleanField(
        _("code assigned by Keyway"), default=False, help_text=_("Not by the institution.")
    )
    award_level_code = models.CharField(_("IPEDS award level"), max_length=2, blank=True)
    state_program_name = models.CharField(_("name in the state's file"), max_length=120, blank=True)
    lowest_grade = models.PositiveSmallIntegerField(_("lowest grade"), null=True, blank=True)
    highest_grade = models.PositiveSmallIntegerField(_("highest grade"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("months"), null=True, blank=True)
    hours = models.PositiveIntegerField(_("hours"), null=True, blank=True)
    seats = models.PositiveIntegerField(_("seats a year"), null=True, blank=True)
    seats_open = models.PositiveIntegerField(_("seats still open"), null=True, blank=True)
    instructors = models.PositiveSmallIntegerField(_("instructors"), null=True, blank=True)
    equipment = models.TextField(
        _("equipment"), blank=True, max_length=2000, help_text=_("One machine or system a line.")
    )
    tuition_usd = models.DecimalField(
        _("cost to the student, in dollars"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_(
            "For the whole program, before aid. Empty is unknown; write 0 where it is free."
        ),
    )
    tuition_date = models.DateField(_("cost as of"), null=True, blank=True)
    next_start_date = models.DateField(_("next start"), null=True, blank=True)
    url = models.URLField(_("address of its page at the institution"), max_length=300, blank=True)
    evidence = models.CharField(
        _("how well it is known"), max_length=11, choices=Evidence, default=Evidence.UNVERIFIED
    )
    source_key = models.CharField(_("source"), max_length=40, blank=True)
    source_release = models.CharField(_("release"), max_length=60, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    seen_date = models.DateField(_("seen on"), null=True, blank=True)
    # PostgreSQL has a column of its own called ctid in every table.
    ctid = models.CharField(_("CTID"), max_length=60, blank=True, db_column="ce_ctid")
    foreign_terms = models.JSONField(default=dict, blank=True, editable=False)
    official_digest = models.CharField(max_length=64, blank=True, editable=False)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(tuition_usd=None) | models.Q(tuition_date__isnull=False),
                name="a_cost_has_its_date",
                violation_error_message=_("Say as of which day the cost is known."),
            ),
            models.UniqueConstraint(
                fields=["organization", "cip_code", "award_level_code"],
                condition=models.Q(source_key="ipeds"),
                name="one_program_per_code_and_level",
            ),
            models.UniqueConstraint(
                fields=["organization", "state_program_name"],
                condition=~models.Q(state_program_name=""),
                name="one_program_per_name_of_the_state",
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["cip_code"], name="programs_by_cip"),
            models.Index(fields=["family", "level"], name="programs_by_family"),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Offering(models.Model):
    """A program teaches toward a credential."""

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("institution"),
        on_delete=models.CASCADE,
        related_name="offerings",
    )
    program = models.ForeignKey(
        Program, verbose_name=_("program"), on_delete=models.CASCADE, related_name="offerings"
    )
    credential = models.ForeignKey(
        Credential,
        verbose_name=_("credential"),
        on_delete=models.CASCADE,
        related_name="offerings",
    )
    evidence = models.CharField(
        _("how well it is known"), max_length=11, choices=Evidence, default=Evidence.UNVERIFIED
    )
    url = models.URLField(_("address of the evidence"), max_length=300, blank=True)
    seen_date = models.DateField(_("seen on"), null=True, blank=True)
    is_ended = models.BooleanField(_("not offered any more"), default=False)
    next_exam_date = models.DateField(_("next exam here"), null=True, blank=True)
    registry_digest = models.CharField(max_length=64, blank=True, editable=False)
    foreign_terms = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("offering")
        verbose_name_plural = _("offerings")
        constraints = (
            models.UniqueConstraint(
                fields=["program", "credential"], name="a_program_offers_a_credential_once"
            ),
        )

    def __str__(self) -> str:
        """Return program and credential by their numbers."""
        return f"{self.program_id} → {self.credential_id}"


class Articulation(models.Model):
    """What was learned here counts there: dual enrollment, articulation, credit for a credential."""

    class Kind(models.TextChoices):
        """How it counts."""

        DUAL = "dual", _("Dual enrollment")
        CONCURRENT = "concurrent", _("Concurrent enrollment")
        ARTICULATION = "articulation", _("Articulation agreement")
        PRIOR_LEARNING = "prior_learning", _("Credit for a credential")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("institution that gives the credit"),
        on_delete=models.CASCADE,
        related_name="articulations",
    )
    from_program = models.ForeignKey(
        Program,
        verbose_name=_("program that counts"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="articulations",
    )
    credential = models.ForeignKey(
        Credential,
        verbose_name=_("credential that counts"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="articulations",
    )
    to_program = models.ForeignKey(
        Program,
        verbose_name=_("program toward which it counts"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="credited_from",
    )
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    credits = models.DecimalField(
        _("credits"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    url = models.URLField(_("address of the agreement"), max_length=300, blank=True)
    seen_date = models.DateField(_("seen on"), null=True, blank=True)
    until_date = models.DateField(_("holds until"), null=True, blank=True)
    evidence = models.CharField(
        _("how well it is known"), max_length=11, choices=Evidence, default=Evidence.UNVERIFIED
    )

    class Meta:
        verbose_name = _("articulation")
        verbose_name_plural = _("articulations")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(from_program__isnull=False) | models.Q(credential__isnull=False),
                name="an_articulation_says_what_counts",
            ),
        )

    def __str__(self) -> str:
        """Return the kind."""
        return self.kind


class Attainment(models.Model):
    """How many of one cohort got how far in a program; counts alone, never a list of names.

    Empty is unknown. Counts under ten are kept for the institution and protected on every page.
    """

    class Proof(models.TextChoices):
        """What the numbers rest on."""

        OFFICIAL = "official", _("The state's published file")
        REGISTRY = "registry", _("The issuer's registry")
        SCORE_REPORT = "score_report", _("Score reports")
        SELF_REPORT = "self_report", _("Reported by the institution")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("institution"),
        on_delete=models.CASCADE,
        related_name="attainments",
    )
    program = models.ForeignKey(
        Program, verbose_name=_("program"), on_delete=models.CASCADE, related_name="attainments"
    )
    credential = models.ForeignKey(
        Credential,
        verbose_name=_("credential"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="attainments",
        help_text=_("Empty where the source does not say which credential."),
    )
    cohort_year = models.PositiveSmallIntegerField(
        _("cohort"), help_text=_("The year in which the cohort graduated.")
    )
    enrolled_count = models.PositiveIntegerField(_("enrolled"), null=True, blank=True)
    concentrators_count = models.PositiveIntegerField(_("concentrators"), null=True, blank=True)
    completers_count = models.PositiveIntegerField(_("completers"), null=True, blank=True)
    concentrators_attempted_count = models.PositiveIntegerField(
        _("concentrators who attempted a credential"), null=True, blank=True
    )
    attempted_count = models.PositiveIntegerField(_("attempted"), null=True, blank=True)
    earned_count = models.PositiveIntegerField(_("earned"), null=True, blank=True)
    hired_count = models.PositiveIntegerField(_("hired"), null=True, blank=True)
    note = models.CharField(_("why counts are missing"), max_length=200, blank=True)
    proof = models.CharField(_("what it rests on"), max_length=12, choices=Proof)
    source_key = models.CharField(_("source"), max_length=40, blank=True)
    source_release = models.CharField(_("release"), max_length=60, blank=True)
    checked_by = models.ForeignKey(
        "partners.Person",
        verbose_name=_("checked by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("attainment")
        verbose_name_plural = _("attainments")
        constraints = (
            models.UniqueConstraint(
                # What the institution counts itself stands beside what an official file says.
                fields=["program", "credential", "cohort_year", "source_key"],
                name="one_attainment_per_program_credential_cohort_and_source",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(earned_count=None)
                | models.Q(attempted_count=None)
                | models.Q(earned_count__lte=models.F("attempted_count")),
                name="nobody_earns_without_attempting",
                violation_error_message=_("More earned it than attempted it."),
            ),
        )

    def __str__(self) -> str:
        """Return program and cohort."""
        return f"{self.program_id} {self.cohort_year}"
