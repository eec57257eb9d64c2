"""Petitions: a school asks the state to put a credential on its list, with employers' letters."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from keyway.credentials.models.registry import Credential


class Petition(models.Model):
    """One school's application for one credential in one yearly window of a state's list."""

    class Status(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("Being assembled")
        SUBMITTED = "submitted", _("Handed in")
        REVISION = "revision", _("To be corrected")
        LISTED = "listed", _("On the list")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Given up")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("applicant"),
        on_delete=models.CASCADE,
        related_name="petitions",
        help_text=_("A school district, charter or technical district."),
    )
    credential = models.ForeignKey(
        Credential,
        verbose_name=_("credential"),
        on_delete=models.CASCADE,
        related_name="petitions",
    )
    state_code = models.CharField(_("state"), max_length=2)
    list_key = models.SlugField(_("list"), max_length=40)
    cycle_year = models.PositiveSmallIntegerField(_("year of the window"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    programs = models.ManyToManyField(
        "credentials.Program", verbose_name=_("programs that would teach it"), blank=True
    )
    reason = models.TextField(_("why it is needed"), max_length=2000, blank=True)
    alignment = models.TextField(
        _("how it fits the program's standards"), max_length=4000, blank=True
    )
    exam_plan = models.TextField(
        _("how and where students will be examined"), max_length=2000, blank=True
    )
    started_at = models.DateTimeField(_("begun"))
    submitted_date = models.DateField(_("handed in on"), null=True, blank=True)
    decided_date = models.DateField(_("decided on"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("petition")
        verbose_name_plural = _("petitions")
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "credential", "list_key", "cycle_year"],
                name="one_petition_per_credential_and_window",
                violation_error_message=_("This petition is there already."),
            ),
        )

    def __str__(self) -> str:
        """Return list and year."""
        return f"{self.list_key} {self.cycle_year}"


class PetitionLetter(models.Model):
    """A letter of support asked of one employer, and what came back.

    ``organization`` is the employer; ``applicant`` the school whose petition it is for.
    """

    class Status(models.TextChoices):
        """How far it is."""

        ASKED = "asked", _("Asked for")
        SIGNED = "signed", _("Signed")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("No longer needed")

    petition = models.ForeignKey(Petition, on_delete=models.CASCADE, related_name="letters")
    applicant = models.ForeignKey(
        "partners.Organization", on_delete=models.CASCADE, related_name="+"
    )
    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("employer"),
        on_delete=models.CASCADE,
        related_name="letters",
    )
    contact = models.ForeignKey(
        "partners.Contact",
        verbose_name=_("contact"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    supports = models.BooleanField(_("supports the credential"), default=False)
    will_hire = models.BooleanField(_("will hire whoever holds it"), default=False)
    hires_a_year = models.PositiveIntegerField(
        _("people hired a year for such work"), null=True, blank=True
    )
    signer_name = models.CharField(_("name of the signer"), max_length=150, blank=True)
    signer_title = models.CharField(_("position of the signer"), max_length=120, blank=True)
    words = models.TextField(_("in the employer's own words"), max_length=2000, blank=True)
    has_letterhead = models.BooleanField(
        _("signed original on letterhead is at hand"), default=False
    )

    class Meta:
        verbose_name = _("letter of support")
        verbose_name_plural = _("letters of support")
        constraints = (
            models.UniqueConstraint(
                fields=["petition", "organization"], name="one_letter_per_employer_and_petition"
            ),
        )

    def __str__(self) -> str:
        """Return the status."""
        return self.status
