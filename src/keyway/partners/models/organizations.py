"""Organizations, the places where they are, and the people by whom they are reached."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

_zip = RegexValidator(r"^\d{5}$", _("A ZIP code has five digits."))
_naics = RegexValidator(r"^\d{2,6}$", _("A NAICS code has two to six digits."))


class Organization(models.Model):
    """A manufacturer, a school, a public body: whoever people belong to.

    Facts that came from an official file carry its source and release and are renewed by loading
    the next one; what a person confirmed has ``confirmed_at``.
    """

    class Kind(models.TextChoices):
        """What an organization is, in the field's words."""

        MANUFACTURER = "manufacturer", _("Manufacturer")
        DISTRICT = "district", _("School district")
        SCHOOL = "school", _("School")
        CTED = "cted", _("Career and technical education district")
        COLLEGE = "college", _("College or university")
        ASSOCIATION = "association", _("Association")
        AGENCY = "agency", _("Public agency")
        ELECTED_OFFICE = "elected_office", _("Office of an elected official")
        PARTNERSHIP = "partnership", _("Sector partnership")

    class Status(models.TextChoices):
        """Whether the public sees it."""

        PROPOSED = "proposed", _("Waits for approval")
        APPROVED = "approved", _("In the directory")
        CLOSED = "closed", _("Closed")

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address of its page"), max_length=220, unique=True)
    search_text = models.CharField(
        _("words it is found by"),
        max_length=1000,
        editable=False,
        help_text=_("Name, city and codes in lower case without accents."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.PROPOSED, db_index=True
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("belongs to"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="parts",
        help_text=_("The district of a school, the company of a plant."),
    )
    partners = models.ManyToManyField(
        "self",
        verbose_name=_("works with"),
        blank=True,
        help_text=_("The technical districts of which a school is a satellite."),
    )
    state_code = models.CharField(_("state"), max_length=2, db_index=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    summary = models.CharField(
        _("in one sentence"),
        max_length=300,
        blank=True,
        help_text=_("What is made or taught, for the public page."),
    )
    naics_code = models.CharField(_("NAICS code"), max_length=6, blank=True, validators=[_naics])
    subsector = models.CharField(_("sub-sector"), max_length=80, blank=True)
    is_charter = models.BooleanField(_("charter"), default=False)
    lowest_grade = models.CharField(_("lowest grade"), max_length=2, blank=True)
    highest_grade = models.CharField(_("highest grade"), max_length=2, blank=True)
    enrollment_count = models.PositiveIntegerField(
        _("students"), null=True, blank=True, help_text=_("Empty is unknown, not zero.")
    )
    enrollment_note = models.CharField(_("why students are unknown"), max_length=200, blank=True)
    is_demo = models.BooleanField(
        _("demonstration"), default=False, help_text=_("Made up to show how the site works.")
    )
    runs_site = models.BooleanField(
        _("runs this site"),
        default=False,
        help_text=_("The partnership whose staff keep the directory."),
    )
    official_scheme = models.CharField(_("official list"), max_length=12, blank=True)
    official_code = models.CharField(_("official code"), max_length=20, blank=True)
    source_key = models.CharField(_("source"), max_length=40, blank=True)
    source_release = models.CharField(_("release"), max_length=60, blank=True)
    official_digest = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Fingerprint of the official facts; they differ once somebody changed them."),
    )
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = (
            models.UniqueConstraint(
                fields=["official_scheme", "official_code"],
                condition=~models.Q(official_code=""),
                name="one_organization_per_official_code",
            ),
            models.UniqueConstraint(
                fields=["runs_site"],
                condition=models.Q(runs_site=True),
                name="one_partnership_runs_the_site",
                violation_error_message=_("Another partnership runs this site already."),
            ),
            models.CheckConstraint(
                condition=models.Q(official_code="") | ~models.Q(official_scheme=""),
                name="an_official_code_names_its_list",
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["status", "state_code", "kind"], name="organizations_by_kind"),
        ]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Site(models.Model):
    """One place of an organization: a plant, a campus, an office.

    County and districts are found from the point by the outlines of the reference, never typed.
    """

    class Precision(models.TextChoices):
        """How well the point is known."""

        EXACT = "exact", _("The place itself")
        ZIP = "zip", _("Center of the ZIP area")
        PLACE = "place", _("Center of the town")
        OFFICE = "office", _("Center of the ZIP area of its district's office")

    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organization"),
        on_delete=models.CASCADE,
        related_name="sites",
    )
    name = models.CharField(_("name of the site"), max_length=200, blank=True)
    is_main = models.BooleanField(_("main site"), default=False)
    street = models.CharField(_("street"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    state_code = models.CharField(_("state"), max_length=2)
    zip_code = models.CharField(_("ZIP code"), max_length=5, blank=True, validators=[_zip])
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    location_precision = models.CharField(
        _("how the point is known"), max_length=6, choices=Precision, blank=True
    )
    county_fips = models.CharField(_("county"), max_length=5, blank=True, editable=False)
    upper_district = models.CharField(
        _("district of the upper chamber"), max_length=5, blank=True, editable=False
    )
    lower_district = models.CharField(
        _("district of the lower chamber"), max_length=5, blank=True, editable=False
    )
    congressional_district = models.CharField(
        _("congressional district"), max_length=5, blank=True, editable=False
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        constraints = (
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(is_main=True),
                name="one_main_site_per_organization",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude=None, latitude=None, location_precision="")
                | (
                    models.Q(longitude__isnull=False, latitude__isnull=False)
                    & ~models.Q(location_precision="")
                ),
                name="a_point_is_whole_and_says_how_it_is_known",
            ),
        )
        indexes: ClassVar = [models.Index(fields=["county_fips"], name="sites_by_county")]

    def __str__(self) -> str:
        """Return the name of the site, or else its city."""
        return self.name or self.city


class Contact(models.Model):
    """A person by whom an organization is reached; seen by its own people and by staff.

    Business details of adults only. Someone who also signs in is named by ``person``.
    """

    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organization"),
        on_delete=models.CASCADE,
        related_name="contacts",
    )
    person = models.ForeignKey(
        "partners.Person",
        verbose_name=_("account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contacts",
    )
    full_name = models.CharField(_("full name"), max_length=150)
    title = models.CharField(_("position"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    preferred_language = models.CharField(_("preferred language"), max_length=8, default="en")
    is_public = models.BooleanField(
        _("shown on the public page"),
        default=False,
        help_text=_("Only with the person's consent."),
    )
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)
    asked_at = models.DateTimeField(_("last asked to confirm"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = (
            models.UniqueConstraint(
                "organization",
                Lower("email"),
                condition=~models.Q(email=""),
                name="one_contact_per_address_and_organization",
                violation_error_message=_("This organization has a contact with this address."),
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.full_name
