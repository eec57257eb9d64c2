"""What a person agreed to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """A person's yes to one purpose, in one wording, from one moment until it is withdrawn."""

    class Purpose(models.TextChoices):
        """What the yes is for."""

        PUBLIC_CONTACT = "public_contact", _("Name and business address on the public page")
        NEWS = "news", _("News of the partnership by e-mail")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("organization"),
        on_delete=models.CASCADE,
        related_name="consents",
    )
    contact = models.ForeignKey(
        "partners.Contact",
        verbose_name=_("contact"),
        on_delete=models.CASCADE,
        related_name="consents",
    )
    purpose = models.CharField(_("purpose"), max_length=30, choices=Purpose)
    wording = models.CharField(_("version of the wording"), max_length=20)
    language = models.CharField(_("language"), max_length=8)
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = (
            models.UniqueConstraint(
                fields=["contact", "purpose"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_consent_per_purpose",
            ),
        )

    def __str__(self) -> str:
        """Return the purpose."""
        return self.purpose
