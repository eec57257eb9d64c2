"""Recognition: who says that a credential counts, where it stands, and until when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from keyway.credentials.models.registry import Credential


class Recognition(models.Model):
    """One claim that a body recognizes a credential.

    A claim past ``expires_date`` is stale by itself. What nobody checked is unverified and says so;
    a claim without a link or a document cannot be verified.
    """

    class Type(models.TextChoices):
        """What is claimed."""

        ISO_17024 = "iso_17024", _("Accredited under ISO/IEC 17024")
        OTHER_ACCREDITATION = "accreditation", _("Accredited under another standard")
        FEDERAL = "federal", _("Recognized by a federal agency")
        NAM = "nam", _("Endorsed by the National Association of Manufacturers")
        STATE_LIST = "state_list", _("On a state's list")
        MILITARY = "military", _("Paid for or listed by a military program")
        EMPLOYER_LETTER = "employer_letter", _("Letter of an employer")
        ASSOCIATION = "association", _("Endorsed by an association")
        COLLEGE_CREDIT = "college_credit", _("Counts for college credit")

    class Status(models.TextChoices):
        """What became of the claim."""

        UNVERIFIED = "unverified", _("Not verified")
        VERIFIED = "verified", _("Verified")
        REFUTED = "refuted", _("Found not to hold")

    class Place(models.TextChoices):
        """Where the credential stands on a state's list."""

        LISTED = "listed", _("On the list")
        PROPOSED = "proposed", _("Proposed")
        REFUSED = "refused", _("Refused")
        REMOVED = "removed", _("Taken off the list")

    credential = models.ForeignKey(
        Credential,
        verbose_name=_("credential"),
        on_delete=models.CASCADE,
        related_name="recognitions",
    )
    type = models.CharField(_("what is claimed"), max_length=16, choices=Type)
    recognizer = models.CharField(_("who recognizes it"), max_length=200)
    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("organization of the directory"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    state_code = models.CharField(_("state"), max_length=2, blank=True)
    list_key = models.SlugField(
        _("list"), max_length=40, blank=True, help_text=_("Which of the state's lists.")
    )
    place = models.CharField(_("place on the list"), max_length=8, choices=Place, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    weight = models.DecimalField(_("weight"), max_digits=6, decimal_places=2, null=True, blank=True)
    url = models.URLField(_("address of the evidence"), max_length=300, blank=True)
    document_note = models.CharField(
        _("document"), max_length=200, blank=True, help_text=_("Where a paper without address is.")
    )
    seen_date = models.DateField(_("seen on"), null=True, blank=True)
    expires_date = models.DateField(_("holds until"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.UNVERIFIED)
    checked_by = models.ForeignKey(
        "partners.Person",
        verbose_name=_("checked by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    registry_digest = models.CharField(max_length=64, blank=True, editable=False)
    foreign_terms = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(status="verified")
                | (
                    (~models.Q(url="") | ~models.Q(document_note=""))
                    & models.Q(seen_date__isnull=False)
                ),
                name="a_verified_claim_has_its_evidence",
                violation_error_message=_("A claim without evidence cannot be verified."),
            ),
            models.CheckConstraint(
                condition=~models.Q(type="state_list") | ~models.Q(state_code=""),
                name="a_state_list_names_its_state",
                violation_error_message=_("Say which state's list it is."),
            ),
            models.UniqueConstraint(
                fields=["credential", "type", "recognizer", "state_code", "list_key", "year"],
                name="one_claim_per_recognizer_and_year",
                nulls_distinct=False,
                violation_error_message=_("This claim is there already."),
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["type", "state_code"], name="recognitions_by_type"),
        ]

    def __str__(self) -> str:
        """Return who recognizes it."""
        return self.recognizer
