"""Pictures: what an image shows, in words of both languages, and whether it may be shown."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition


class Picture(AbstractImage):  # type: ignore[misc]
    """An image with what it shows in words, whose it is, and the permission to show it."""

    alt_en = models.CharField(
        _("what it shows, in English"),
        max_length=200,
        help_text=_("For people who cannot see it: say what matters here, not “picture of”."),
    )
    alt_es = models.CharField(_("what it shows, in Spanish"), max_length=200)
    credit = models.CharField(_("made by"), max_length=120, blank=True)
    rights = models.CharField(
        _("why we may show it"),
        max_length=200,
        help_text=_("Our own, or who allowed it, and when."),
    )
    shows_minors = models.BooleanField(
        _("shows students under 18 who can be recognized"), default=False
    )
    permission_until_date = models.DateField(
        _("permission ends"),
        null=True,
        blank=True,
        help_text=_("Of a guardian, for a picture of a minor: one year at the most."),
    )
    admin_form_fields = (
        "title",
        "file",
        "alt_en",
        "alt_es",
        "credit",
        "rights",
        "shows_minors",
        "permission_until_date",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta(AbstractImage.Meta):  # type: ignore[misc]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(shows_minors=False)
                | models.Q(permission_until_date__isnull=False),
                name="a_minor_is_shown_by_permission",
                violation_error_message=_("Say until when the guardian allows it."),
            )
        ]

    @property
    def default_alt_text(self) -> str:
        """Return what it shows, in the reader's language."""
        is_spanish = (get_language() or "en").startswith("es")
        return self.alt_es if is_spanish else self.alt_en


class PictureRendition(AbstractRendition):  # type: ignore[misc]
    """A picture in one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("rendition")
        unique_together = (("image", "filter_spec", "focal_point_key"),)
