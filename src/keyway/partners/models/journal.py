"""What was done: rows that are added and never changed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """One deed: who, at which organization, what, about what, when.

    A trigger in the database refuses every change and deletion. Who and where are kept as numbers
    without a foreign key, so that an entry outlives what it tells of; erasing a person leaves the
    number, which then leads to nobody. ``detail`` holds codes, counts and dates, never words that
    people typed, addresses or secrets.
    """

    event = models.CharField(_("deed"), max_length=80)
    person_number = models.BigIntegerField(_("number of the person"), null=True)
    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("organization"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    about_kind = models.CharField(_("kind of thing"), max_length=60, blank=True)
    about_number = models.BigIntegerField(_("number of the thing"), null=True)
    detail = models.JSONField(_("detail"), default=dict)
    happened_at = models.DateTimeField(_("when"), db_default=Now(), db_index=True, editable=False)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        indexes: ClassVar = [
            models.Index(fields=["organization", "happened_at"], name="journal_by_organization"),
            models.Index(fields=["about_kind", "about_number"], name="journal_by_thing"),
        ]

    def __str__(self) -> str:
        """Return the deed."""
        return self.event
