"""Files of others on their way into the registry: looked at first, then taken over."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegistryImport(models.Model):
    """One CTDL or CSV file: what is in it, what would change, and whether that was done."""

    class Format(models.TextChoices):
        """What kind of file it is."""

        CTDL = "ctdl", _("CTDL (JSON-LD)")
        CSV = "csv", _("Table (CSV)")

    class Status(models.TextChoices):
        """How far it is."""

        READ = "read", _("Read, nothing changed yet")
        APPLIED = "applied", _("Taken over")
        DROPPED = "dropped", _("Not taken over")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("organization"),
        on_delete=models.CASCADE,
        related_name="registry_imports",
        help_text=_("Whose people brought it."),
    )
    uploaded_by = models.ForeignKey(
        "partners.Person",
        verbose_name=_("brought by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    file_name = models.CharField(_("file"), max_length=200)
    format = models.CharField(_("format"), max_length=4, choices=Format)
    digest = models.CharField(max_length=64, editable=False)
    content = models.BinaryField(null=True, editable=False)
    findings = models.JSONField(default=dict, editable=False)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.READ)
    uploaded_at = models.DateTimeField(_("brought"))
    applied_at = models.DateTimeField(_("taken over"), null=True, blank=True)

    class Meta:
        verbose_name = _("file for the registry")
        verbose_name_plural = _("files for the registry")

    def __str__(self) -> str:
        """Return the file's name."""
        return self.file_name


class ForeignNode(models.Model):
    """Something in a file of others that the registry has no place for: kept and handed on.

    It is shown on no page. ``identifier`` is its address in the file; empty for what the file said
    beside its things.
    """

    identifier = models.CharField(max_length=300, unique=True)
    node = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("thing of others")
        verbose_name_plural = _("things of others")

    def __str__(self) -> str:
        """Return its address."""
        return self.identifier
