"""Credentials: who issues them, what they prove, what they cost, how they stack."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

_zip = RegexValidator(r"^\d{5}$", _("A ZIP code has five digits."))


class Issuer(models.Model):
    """The body that issues credentials."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    foreign_terms = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("issuer")
        verbose_name_plural = _("issuers")

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Credential(models.Model):
    """Something that proves a skill, or is mistaken for it.

    A fact that nobody has checked says so by ``evidence``; what is unknown is empty, never zero.
    """

    class Kind(models.TextChoices):
        """What it is; only the first proves a skill before a third party for a limited time."""

        CERTIFICATION = "certification", _("Certification")
        CERTIFICATE = "certificate", _("Certificate of a course")
        LICENSE = "license", _("License")
        CARD = "card", _("Card")
        READINESS = "readiness", _("Work readiness")
        NOT_CREDENTIAL = "not_credential", _("Not a credential")

    class Family(models.TextChoices):
        """The kind of work it is about."""

        PRODUCTION = "production", _("Production")
        MACHINING = "machining", _("Machining")
        WELDING = "welding", _("Welding and metalforming")
        AUTOMATION = "automation", _("Automation and robotics")
        MAINTENANCE = "maintenance", _("Industrial maintenance")
        ELECTRONICS = "electronics", _("Electronics and semiconductors")
        DESIGN = "design", _("Design and programming")
        QUALITY = "quality", _("Quality and lean")
        AEROSPACE = "aerospace", _("Aerospace and composites")
        LOGISTICS = "logistics", _("Logistics and supply chain")
        SAFETY = "safety", _("Safety")
        PROCESS = "process", _("Process, food and bioscience")
        READINESS = "readiness", _("Work readiness")

    class Level(models.TextChoices):
        """How far along somebody is who earns it."""

        FOUNDATION = "foundation", _("Foundation")
        ENTRY = "entry", _("Entry")
        SKILLED = "skilled", _("Skilled")
        ADVANCED = "advanced", _("Advanced")
        PROFESSIONAL = "professional", _("Professional")

    class Exam(models.TextChoices):
        """How it is examined."""

        THEORY = "theory", _("Written or on-line exam")
        PERFORMANCE = "performance", _("Hands-on test")
        BOTH = "both", _("Written exam and hands-on test")
        NONE = "none", _("No exam")
        UNKNOWN = "unknown", _("Not known yet")

    class InSchool(models.TextChoices):
        """Whether students earn it in high school."""

        YES = "yes", _("Earned in high school")
        SOME = "some", _("Seldom earned in high school")
        NO = "no", _("After high school")
        UNKNOWN = "unknown", _("Not known yet")

    class Renewal(models.TextChoices):
        """Whether it ends."""

        EXPIRES = "expires", _("Has to be renewed")
        NEVER = "never", _("Does not expire")
        UNKNOWN = "unknown", _("Not known yet")

    class Evidence(models.TextChoices):
        """How well its facts are known."""

        CHECKED = "checked", _("Checked by a person at the issuer's page")
        CITED = "cited", _("From a cited page, not checked since")
        PARTLY = "partly", _("Partly from a cited page; not verified")
        UNVERIFIED = "unverified", _("Not verified")

    key = models.SlugField(_("key"), max_length=80, unique=True)
    slug = models.SlugField(_("address of its page"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    search_text = models.CharField(max_length=1000, editable=False)
    issuer = models.ForeignKey(
        Issuer, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="credentials"
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    family = models.CharField(_("kind of work"), max_length=12, choices=Family)
    level = models.CharField(_("level"), max_length=12, choices=Level)
    summary_en = models.CharField(_("in one sentence"), max_length=300, blank=True)
    summary_es = models.CharField(_("in one sentence, in Spanish"), max_length=300, blank=True)
    stack_parent = models.ForeignKey(
        "self",
        verbose_name=_("counts toward"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="stack_parts",
        help_text=_("The larger credential that it is a part of, or that comes after it."),
    )
    stack_order = models.PositiveSmallIntegerField(_("place in the stack"), null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="supersedes",
    )
    minimum_age = models.PositiveSmallIntegerField(
        _("minimum age"), null=True, blank=True, validators=[MaxValueValidator(99)]
    )
    in_school = models.CharField(
        _("in high school"), max_length=8, choices=InSchool, default=InSchool.UNKNOWN
    )
    hours_low = models.PositiveIntegerField(_("hours, from"), null=True, blank=True)
    hours_high = models.PositiveIntegerField(_("hours, to"), null=True, blank=True)
    exam_mode = models.CharField(_("exam"), max_length=12, choices=Exam, default=Exam.UNKNOWN)
    exam_minutes = models.PositiveIntegerField(_("minutes of the exam"), null=True, blank=True)
    price_low_usd = models.DecimalField(
        _("price from, in dollars"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    price_high_usd = models.DecimalField(
        _("price to, in dollars"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    price_date = models.DateField(_("price seen on"), null=True, blank=True)
    price_url = models.URLField(_("where the price stands"), max_length=300, blank=True)
    renewal = models.CharField(_("renewal"), max_length=8, choices=Renewal, default=Renewal.UNKNOWN)
    renewal_months = models.PositiveSmallIntegerField(
        _("months until renewal"), null=True, blank=True
    )
    renewal_price_usd = models.DecimalField(
        _("price of renewal, in dollars"), max_digits=8, decimal_places=2, null=True, blank=True
    )
    official_url = models.URLField(_("issuer's page"), max_length=300, blank=True)
    exam_sites_url = models.URLField(_("issuer's list of exam sites"), max_length=300, blank=True)
    # PostgreSQL has a column of its own called ctid in every table.
    ctid = models.CharField(_("CTID"), max_length=60, blank=True, db_column="ce_ctid")
    evidence = models.CharField(
        _("how well it is known"), max_length=10, choices=Evidence, default=Evidence.UNVERIFIED
    )
    seen_date = models.DateField(_("facts as of"), null=True, blank=True)
    checked_by = models.ForeignKey(
        "partners.Person",
        verbose_name=_("checked by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    sources = models.JSONField(
        _("pages it rests on"), default=list, blank=True, help_text=_("Title and address of each.")
    )
    foreign_terms = models.JSONField(
        default=dict, blank=True, editable=False, help_text=_("Terms of a file we do not use.")
    )
    is_withdrawn = models.BooleanField(_("not shown"), default=False)
    registry_digest = models.CharField(max_length=64, blank=True, editable=False)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("credential")
        verbose_name_plural = _("credentials")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(price_low_usd=None) | models.Q(price_date__isnull=False),
                name="a_price_has_its_date",
                violation_error_message=_("Say on which day the price was seen."),
            ),
            models.CheckConstraint(
                condition=models.Q(price_high_usd=None)
                | models.Q(price_low_usd__lte=models.F("price_high_usd")),
                name="a_price_range_runs_upward",
            ),
            models.CheckConstraint(
                condition=models.Q(hours_high=None)
                | models.Q(hours_low__lte=models.F("hours_high")),
                name="a_range_of_hours_runs_upward",
            ),
            models.CheckConstraint(
                condition=~models.Q(stack_parent=models.F("id")),
                name="nothing_stacks_on_itself",
            ),
            models.CheckConstraint(
                condition=~models.Q(superseded_by=models.F("id")),
                name="nothing_replaces_itself",
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["family", "level"], name="credentials_by_family"),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class CredentialCode(models.Model):
    """An occupation it leads to (SOC) or a field of study it belongs to (CIP)."""

    class Scheme(models.TextChoices):
        """The code system."""

        SOC = "soc", _("Occupation (SOC 2018)")
        CIP = "cip", _("Field of study (CIP 2020)")

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="codes")
    scheme = models.CharField(_("code system"), max_length=3, choices=Scheme)
    code = models.CharField(_("code"), max_length=10)
    is_ours = models.BooleanField(
        _("our own assignment"), default=True, help_text=_("Not stated by the issuer.")
    )

    class Meta:
        verbose_name = _("code of a credential")
        verbose_name_plural = _("codes of credentials")
        constraints = (
            models.UniqueConstraint(
                fields=["credential", "scheme", "code"], name="a_credential_has_a_code_once"
            ),
        )
        indexes: ClassVar = [models.Index(fields=["scheme", "code"], name="credentials_by_code")]

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class Competency(models.Model):
    """One thing that its holder can do, in a few words."""

    credential = models.ForeignKey(
        Credential, on_delete=models.CASCADE, related_name="competencies"
    )
    place = models.PositiveSmallIntegerField(_("place"))
    text_en = models.CharField(_("text"), max_length=160)
    text_es = models.CharField(_("text in Spanish"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("competency")
        verbose_name_plural = _("competencies")
        constraints = (
            models.UniqueConstraint(
                fields=["credential", "place"], name="one_competency_in_one_place"
            ),
        )

    def __str__(self) -> str:
        """Return the English text."""
        return self.text_en


class ExamSite(models.Model):
    """Where its exam is taken: an organization of the directory, or a place by its name."""

    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="exam_sites")
    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("organization"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    state_code = models.CharField(_("state"), max_length=2)
    zip_code = models.CharField(_("ZIP code"), max_length=5, blank=True, validators=[_zip])
    url = models.URLField(_("address of its page"), max_length=300, blank=True)
    next_exam_date = models.DateField(_("next exam"), null=True, blank=True)
    seen_date = models.DateField(_("seen on"))

    class Meta:
        verbose_name = _("exam site")
        verbose_name_plural = _("exam sites")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(organization__isnull=False) | ~models.Q(name=""),
                name="an_exam_site_has_a_name",
            ),
        )

    def __str__(self) -> str:
        """Return the name, or else the city."""
        return self.name or self.city
