"""Promises: an employer signs what a credential is worth to somebody who holds it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from keyway.credentials.models.registry import Credential


class Promise(models.Model):
    """A manufacturer's signed word for a credential at a site, for at most twelve months.

    It is shown from ``from_date`` through ``until_date`` and not a day longer, unless withdrawn
    before. Who signed is kept for the organization and staff, never shown.
    """

    class Deed(models.TextChoices):
        """What is promised to whoever holds the credential."""

        INTERVIEW = "interview", _("We interview")
        PREFER = "prefer", _("We prefer")
        PAY_MORE = "pay_more", _("We pay more")
        HIRE = "hire", _("We hire")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("manufacturer"),
        on_delete=models.CASCADE,
        related_name="promises",
    )
    site = models.ForeignKey(
        "partners.Site",
        verbose_name=_("site"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="promises",
    )
    credential = models.ForeignKey(
        Credential,
        verbose_name=_("credential"),
        on_delete=models.CASCADE,
        related_name="promises",
    )
    deed = models.CharField(_("promise"), max_length=10, choices=Deed)
    soc_code = models.CharField(_("for the job (SOC)"), max_length=7, blank=True)
    extra_hourly_usd = models.DecimalField(
        _("more an hour, in dollars"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    from_date = models.DateField(_("from"))
    until_date = models.DateField(_("until"))
    signed_by = models.ForeignKey(
        "partners.Person",
        verbose_name=_("signed by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    signed_contact = models.ForeignKey(
        "partners.Contact",
        verbose_name=_("signed by contact"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    signed_at = models.DateTimeField(_("signed"))
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    renewal_asked_at = models.DateTimeField(_("asked to renew"), null=True, blank=True)
    renews = models.OneToOneField(
        "self",
        verbose_name=_("renews"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="renewed_by",
    )
    # PostgreSQL has a column of its own called ctid in every table.
    ctid = models.CharField(_("CTID"), max_length=60, blank=True, db_column="ce_ctid")
    foreign_terms = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(from_date__lte=models.F("until_date")),
                name="a_promise_runs_forward",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(extra_hourly_usd=None) | models.Q(deed="pay_more"),
                name="more_an_hour_only_where_more_is_paid",
            ),
        )
        indexes: ClassVar = [
            models.Index(fields=["credential", "until_date"], name="promises_by_credential"),
        ]

    def __str__(self) -> str:
        """Return the deed."""
        return self.deed
