"""Videos: a file of ours or a page at a provider, with what people need who cannot hear or see."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Video(models.Model):
    """A video that plays on a click, with captions and transcript or the reason there are none."""

    title = models.CharField(_("title"), max_length=160)
    file = models.FileField(
        _("file"),
        upload_to="videos/",
        blank=True,
        help_text=_("MP4 or WebM. Leave it empty when the video is at a provider."),
    )
    provider_url = models.URLField(
        _("address at the provider"),
        max_length=300,
        blank=True,
        help_text=_("A page of YouTube or Vimeo. Nothing is asked of them before the click."),
    )
    poster = models.ForeignKey(
        "promote.Picture",
        verbose_name=_("picture before it plays"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    spoken_language = models.CharField(
        _("language spoken"), max_length=2, choices=[("en", _("English")), ("es", _("Spanish"))]
    )
    seconds = models.PositiveIntegerField(_("seconds"), null=True, blank=True)
    captions_en = models.FileField(_("captions in English"), upload_to="videos/", blank=True)
    captions_es = models.FileField(_("captions in Spanish"), upload_to="videos/", blank=True)
    transcript_en = models.TextField(_("transcript in English"), blank=True)
    transcript_es = models.TextField(_("transcript in Spanish"), blank=True)
    waiver = models.CharField(
        _("why captions or transcript are missing"),
        max_length=200,
        blank=True,
        help_text=_("Needed while any of them is empty; readers see it."),
    )
    rights_holder = models.CharField(_("rights holder"), max_length=160)
    shows_minors = models.BooleanField(
        _("shows students under 18 who can be recognized"), default=False
    )
    permission_until_date = models.DateField(_("permission ends"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(file="") ^ models.Q(provider_url=""),
                name="a_video_is_here_or_at_a_provider",
                violation_error_message=_("Give a file or an address at a provider, not both."),
            ),
            models.CheckConstraint(
                condition=~models.Q(waiver="")
                | ~(
                    models.Q(transcript_en="")
                    | models.Q(transcript_es="")
                    | (models.Q(captions_en="") & ~models.Q(file=""))
                    | (models.Q(captions_es="") & ~models.Q(file=""))
                ),
                name="what_a_video_lacks_has_a_reason",
                violation_error_message=_(
                    "Add captions and transcript in both languages, or say why they are missing."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(shows_minors=False)
                | models.Q(permission_until_date__isnull=False),
                name="a_minor_is_filmed_by_permission",
                violation_error_message=_("Say until when the guardian allows it."),
            ),
        )

    def __str__(self) -> str:
        """Return the title."""
        return self.title
