"""Threads: what published pages name, so that others can ask who names them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Thread(models.Model):
    """A published page names something: an occupation, a credential, a plant, a program, a page.

    Drawn from the page's blocks whenever it is published; held as codes, so that what is deleted
    elsewhere leaves a broken thread, which is an editor's work, and never a broken page.
    """

    class Kind(models.TextChoices):
        """What is named."""

        OCCUPATION = "occupation", _("Occupation")
        CREDENTIAL = "credential", _("Credential")
        ORGANIZATION = "organization", _("Plant or school")
        PROGRAM = "program", _("Program")
        TOOLKIT = "toolkit", _("Lesson or toolkit")
        EVENT = "event", _("Event")
        FIGURE = "figure", _("Figure")

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    place = models.CharField(
        _("place on the page"),
        max_length=40,
        blank=True,
        help_text=_("Anchor of the segment or block; empty is the whole page."),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    code = models.CharField(_("code or address"), max_length=200, blank=True)
    is_broken = models.BooleanField(_("leads nowhere"), default=False)
    checked_at = models.DateTimeField(_("checked"))

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        indexes: ClassVar = [models.Index(fields=["kind", "code"], name="threads_by_code")]

    def __str__(self) -> str:
        """Return kind and code."""
        return f"{self.kind} {self.code}"
