"""What waits for somebody: the items of the Monday board."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkItem(models.Model):
    """Something that waits: for whom, since when, and where it is dealt with.

    ``kind`` names a sentence that the room that posts it declares; ``detail`` holds the values for
    its places. The same ``subject`` of a kind waits only once.
    """

    kind = models.CharField(_("kind"), max_length=80)
    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("organization"),
        on_delete=models.CASCADE,
        related_name="work_items",
        help_text=_("Whose people deal with it."),
    )
    about = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("about"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    subject = models.CharField(_("thing that waits"), max_length=120)
    detail = models.JSONField(_("detail"), default=dict)
    address = models.CharField(_("where it is dealt with"), max_length=300)
    waits_for = models.ForeignKey(
        "partners.Person",
        verbose_name=_("waits for"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="work_items",
    )
    posted_at = models.DateTimeField(_("waits since"))
    due_date = models.DateField(_("due"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("item of the board")
        verbose_name_plural = _("items of the board")
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "kind", "subject"],
                condition=models.Q(done_at=None),
                name="a_thing_waits_once",
            ),
        )
        indexes: ClassVar = [models.Index(fields=["done_at", "posted_at"], name="work_by_age")]

    def __str__(self) -> str:
        """Return the kind."""
        return self.kind
