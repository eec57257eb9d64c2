"""Campaigns: what is said to whom, where and when, what it costs, and how many it reached."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

_inside = RegexValidator(
    r"^/(?:en|es)/[\w/.-]*(?:\?[\w=&.-]*)?$", _("Write an address of this site: /es/near/")
)


class Audience(models.TextChoices):
    """Whom something speaks to."""

    EVERYBODY = "everybody", _("Everybody")
    STUDENTS = "students", _("Students")
    PARENTS = "parents", _("Parents")
    TEACHERS = "teachers", _("Teachers and counselors")
    SCHOOLS = "schools", _("Schools and colleges")
    MANUFACTURERS = "manufacturers", _("Manufacturers")
    OFFICIALS = "officials", _("Public officials")


class Campaign(models.Model):
    """An effort to reach somebody: a goal, an audience, a region, days and a budget."""

    class Status(models.TextChoices):
        """How far it is."""

        PLANNED = "planned", _("Planned")
        RUNNING = "running", _("Running")
        ENDED = "ended", _("Ended")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("partnership"),
        on_delete=models.CASCADE,
        related_name="campaigns",
    )
    name = models.CharField(_("name"), max_length=120)
    goal = models.TextField(_("goal"), max_length=600, help_text=_("Who should do what after it?"))
    audience = models.CharField(_("audience"), max_length=13, choices=Audience)
    county_codes = models.JSONField(
        _("counties"), default=list, blank=True, help_text=_("Empty is the whole state.")
    )
    starts_date = models.DateField(_("first day"))
    ends_date = models.DateField(_("last day"))
    budget_usd = models.DecimalField(
        _("budget, in dollars"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    spent_usd = models.DecimalField(
        _("spent so far, in dollars"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    status = models.CharField(_("status"), max_length=7, choices=Status, default=Status.PLANNED)
    is_demo = models.BooleanField(_("for demonstration"), default=False)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_date__gte=models.F("starts_date")),
                name="a_campaign_ends_after_it_begins",
                violation_error_message=_("The last day comes before the first."),
            ),
        )

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class CampaignPiece(models.Model):
    """One thing that a campaign puts out: a story, a poster, a letter, an evening."""

    class Kind(models.TextChoices):
        """What it is."""

        STORY = "story", _("Story or episode")
        POSTER = "poster", _("Poster")
        POSTCARD = "postcard", _("Postcard or flyer")
        MAIL = "mail", _("Letter or newsletter")
        POST = "post", _("Post on a network")
        BROADCAST = "broadcast", _("Radio or television")
        EVENT = "event", _("Event")
        OTHER = "other", _("Something else")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("partnership"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="pieces"
    )
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    due_date = models.DateField(_("day"), null=True, blank=True)
    done_date = models.DateField(_("done on"), null=True, blank=True)
    cost_usd = models.DecimalField(
        _("cost, in dollars"), max_digits=10, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("piece of a campaign")
        verbose_name_plural = _("pieces of a campaign")

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class CampaignLink(models.Model):
    """A short address for one channel, printed as a QR code; it leads to a page of this site."""

    class Channel(models.TextChoices):
        """Where people meet it."""

        POSTER = "poster", _("Poster")
        POSTCARD = "postcard", _("Postcard or flyer")
        MAIL = "mail", _("E-mail or newsletter")
        SCHOOL = "school", _("School's own channel")
        NETWORK = "network", _("Social network")
        BROADCAST = "broadcast", _("Radio or television")
        PARTNER = "partner", _("A partner's page")
        EVENT = "event", _("Event")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("partnership"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="links"
    )
    piece = models.ForeignKey(
        CampaignPiece,
        verbose_name=_("piece"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="links",
    )
    code = models.CharField(_("short code"), max_length=12, unique=True, editable=False)
    channel = models.CharField(_("channel"), max_length=9, choices=Channel)
    place = models.CharField(
        _("where it hangs"),
        max_length=120,
        blank=True,
        help_text=_("Such as: library, cafeteria, bus line 12. Never a person."),
    )
    target = models.CharField(_("leads to"), max_length=300, validators=[_inside])
    made_at = models.DateTimeField(_("made"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("short link")
        verbose_name_plural = _("short links")

    def __str__(self) -> str:
        """Return the code."""
        return self.code


class LinkReach(models.Model):
    """How often a short link was opened on one day; counts alone, nothing about who."""

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("partnership"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    link = models.ForeignKey(
        CampaignLink, verbose_name=_("short link"), on_delete=models.CASCADE, related_name="reach"
    )
    day = models.DateField(_("day"))
    opens_count = models.PositiveIntegerField(_("opened"), default=0)
    left_out_count = models.PositiveIntegerField(
        _("left out"), default=0, help_text=_("Programs, previews and prefetches.")
    )

    class Meta:
        verbose_name = _("reach of a link")
        verbose_name_plural = _("reach of links")
        constraints = (
            models.UniqueConstraint(fields=["link", "day"], name="one_count_per_link_and_day"),
        )

    def __str__(self) -> str:
        """Return the day."""
        return self.day.isoformat()


class PageReach(models.Model):
    """How often a page was opened on one day; counts alone, nothing about who."""

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )
    day = models.DateField(_("day"))
    opens_count = models.PositiveIntegerField(_("opened"), default=0)
    left_out_count = models.PositiveIntegerField(
        _("left out"), default=0, help_text=_("Programs, previews and prefetches.")
    )

    class Meta:
        verbose_name = _("reach of a page")
        verbose_name_plural = _("reach of pages")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "day"], name="one_count_per_page_and_day"),
        ]

    def __str__(self) -> str:
        """Return the day."""
        return self.day.isoformat()
