"""Adults who asked for the newsletter."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subscriber(models.Model):
    """Somebody who asked for news by e-mail; it counts only once the address is confirmed."""

    class Audience(models.TextChoices):
        """As whom they read."""

        PARENT = "parent", _("Parent")
        EDUCATOR = "educator", _("Teacher or counselor")
        MANUFACTURER = "manufacturer", _("Manufacturer")
        OFFICIAL = "official", _("Public office")
        OTHER = "other", _("Somebody else")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("partnership that writes"),
        on_delete=models.CASCADE,
        related_name="subscribers",
    )
    email = models.EmailField(_("e-mail address"), max_length=254)
    language = models.CharField(_("language"), max_length=8, default="en")
    audience = models.CharField(_("reads as"), max_length=12, choices=Audience)
    county_fips = models.CharField(_("county"), max_length=5, blank=True)
    wording = models.CharField(_("version of the wording"), max_length=20)
    asked_at = models.DateTimeField(_("asked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "email"], name="an_address_subscribes_once"
            ),
        )

    def __str__(self) -> str:
        """Return the number; the address is nobody's business in a log."""
        return str(self.pk)
