"""Links that let a busy person do one deed without signing in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Link(models.Model):
    """One deed that the holder of a token may do once, before it expires or is withdrawn.

    Only the digest of the token is kept. The link never signs anybody in.
    """

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("organization"),
        on_delete=models.CASCADE,
        related_name="links",
    )
    contact = models.ForeignKey(
        "partners.Contact",
        verbose_name=_("contact"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="links",
    )
    deed = models.CharField(_("deed"), max_length=60)
    subject_number = models.BigIntegerField(_("number of the thing"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("no-login link")
        verbose_name_plural = _("no-login links")

    def __str__(self) -> str:
        """Return the deed."""
        return self.deed
