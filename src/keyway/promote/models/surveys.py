"""Surveys of what people think of manufacturing: questions, groups, sittings, anonymous answers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PerceptionSurvey(models.Model):
    """A set of questions for one audience, asked before, after and half a year later."""

    class Kind(models.TextChoices):
        """How it is used."""

        INDEX = "index", _("Image index")
        CHECK = "check", _("Three-question check in class")

    class Audience(models.TextChoices):
        """Who answers."""

        PUPILS = "pupils", _("Students, through their teacher")
        TEACHERS = "teachers", _("Teachers and counselors")
        PARENTS = "parents", _("Parents")
        PUBLIC = "public", _("The public")

    class Status(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved")
        OPEN = "open", pgettext_lazy("survey", "Open")
        CLOSED = "closed", _("Closed")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("partnership"),
        on_delete=models.CASCADE,
        related_name="perception_surveys",
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind, default=Kind.INDEX)
    audience = models.CharField(_("who answers"), max_length=8, choices=Audience)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.DRAFT)
    about = models.CharField(
        _("what is looked at"),
        max_length=240,
        blank=True,
        help_text=_("Such as: the tours of October 2026."),
    )
    consent_record = models.CharField(
        _("where written consent of the parents is kept"),
        max_length=200,
        blank=True,
        help_text=_("Only for topics that the law protects; name the file at the school."),
    )
    planned_groups = models.PositiveSmallIntegerField(
        _("schools that will take part"), null=True, blank=True
    )
    planned_treated = models.PositiveSmallIntegerField(
        _("of these, schools that get the visit or series"), null=True, blank=True
    )
    planned_answers = models.PositiveSmallIntegerField(
        _("answers expected a school"), null=True, blank=True
    )
    lots = models.JSONField(
        _("lots drawn"),
        default=list,
        blank=True,
        help_text=_("Each with its start, seed, schools and how many of them were drawn."),
    )
    campaign = models.ForeignKey(
        "promote.Campaign",
        verbose_name=_("campaign"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="surveys",
    )
    approved_by = models.ForeignKey(
        "partners.Person",
        verbose_name=_("approved by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last changed"), auto_now=True)

    class Meta:
        verbose_name = _("perception survey")
        verbose_name_plural = _("perception surveys")

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class SurveyQuestion(models.Model):
    """One question of a survey, from our list or written for it."""

    class Scale(models.TextChoices):
        """How it is answered."""

        AGREE = "agree", _("Five steps, disagree to agree")
        LIKELY = "likely", _("Five steps, unlikely to likely")
        YES_NO = "yes_no", _("Yes or no")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("partnership"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    survey = models.ForeignKey(
        PerceptionSurvey,
        verbose_name=_("survey"),
        on_delete=models.CASCADE,
        related_name="questions",
    )
    order = models.PositiveSmallIntegerField(_("order"))
    key = models.CharField(
        _("key in our list"), max_length=40, blank=True, help_text=_("Empty for its own words.")
    )
    text_en = models.CharField(_("question in English"), max_length=240)
    text_es = models.CharField(_("question in Spanish"), max_length=240)
    scale = models.CharField(_("scale"), max_length=6, choices=Scale, default=Scale.AGREE)
    is_reversed = models.BooleanField(_("agreeing is the worse image"), default=False)
    is_in_index = models.BooleanField(_("counts in the index"), default=True)
    topics = models.JSONField(_("protected topics found"), default=list, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = (
            models.UniqueConstraint(fields=["survey", "order"], name="one_question_per_place"),
        )

    def __str__(self) -> str:
        """Return the question in English."""
        return self.text_en


class SurveyGroup(models.Model):
    """Who answers together: a class or a school, or whoever takes a link; in one arm of the study.

    Nothing here says who anybody is: a grade, a size, a school.
    """

    class Arm(models.TextChoices):
        """What the group is in the comparison."""

        REACHED = "reached", _("Got the visit or series")
        WAITING = "waiting", _("On the waiting list")
        MATCHED = "matched", _("Alike, and not asked to take part")
        NONE = "none", _("No comparison")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("partnership"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    survey = models.ForeignKey(
        PerceptionSurvey, verbose_name=_("survey"), on_delete=models.CASCADE, related_name="groups"
    )
    school = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("school"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="survey_groups",
    )
    arm = models.CharField(_("arm"), max_length=7, choices=Arm, default=Arm.NONE)
    grade = models.PositiveSmallIntegerField(_("grade"), null=True, blank=True)
    expected_count = models.PositiveSmallIntegerField(_("class size"), null=True, blank=True)
    county_fips = models.CharField(_("county"), max_length=5, blank=True)
    cohort = models.PositiveSmallIntegerField(_("start"), default=1)
    set_number = models.PositiveSmallIntegerField(_("set of schools alike"), null=True, blank=True)
    is_placebo = models.BooleanField(_("a grade that the visit does not reach"), default=False)
    result_digest = models.CharField(max_length=64, blank=True, editable=False)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("survey group")
        verbose_name_plural = _("survey groups")

    def __str__(self) -> str:
        """Return the number."""
        return str(self.pk)


class Sitting(models.Model):
    """One time at which a group is asked, opened by a short code."""

    class Wave(models.TextChoices):
        """When."""

        PRIOR = "prior", _("A year before")
        BEFORE = "before", _("Before")
        AFTER = "after", _("After")
        LATER = "later", _("Six months later")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("partnership"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    group = models.ForeignKey(
        SurveyGroup, verbose_name=_("group"), on_delete=models.CASCADE, related_name="sittings"
    )
    wave = models.CharField(_("wave"), max_length=6, choices=Wave)
    code = models.CharField(_("short code"), max_length=12, unique=True, editable=False)
    opens_date = models.DateField(_("opens"))
    closes_date = models.DateField(_("closes"))
    closed_at = models.DateTimeField(
        _("closed"),
        null=True,
        blank=True,
        help_text=_("From then on no answer is taken, and what was found is shown."),
    )

    class Meta:
        verbose_name = _("sitting")
        verbose_name_plural = _("sittings")
        constraints = (
            models.UniqueConstraint(fields=["group", "wave"], name="a_group_sits_once_a_wave"),
            models.CheckConstraint(
                condition=models.Q(closes_date__gte=models.F("opens_date")),
                name="a_sitting_closes_after_it_opens",
                violation_error_message=_("The last day comes before the first."),
            ),
        )

    def __str__(self) -> str:
        """Return the wave."""
        return self.wave


class Response(models.Model):
    """One anonymous set of answers: numbers from 1 to 5, and the day. Nothing else is kept."""

    class Way(models.TextChoices):
        """How it came."""

        SCREEN = "screen", _("On a screen")
        PAPER = "paper", _("On paper, entered later")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("partnership"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    sitting = models.ForeignKey(
        Sitting, verbose_name=_("sitting"), on_delete=models.CASCADE, related_name="responses"
    )
    answers = models.JSONField(
        _("answers"), help_text=_("Number of the question, and the step from 1 to 5.")
    )
    way = models.CharField(_("way"), max_length=6, choices=Way, default=Way.SCREEN)
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        indexes: ClassVar = [models.Index(fields=["day"], name="responses_by_day")]

    def __str__(self) -> str:
        """Return the day."""
        return self.day.isoformat()


class SittingResult(models.Model):
    """What stays of a sitting when its answers are forgotten: counts per question and step."""

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("partnership"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    sitting = models.OneToOneField(
        Sitting, verbose_name=_("sitting"), on_delete=models.CASCADE, related_name="result"
    )
    answers_count = models.PositiveIntegerField(_("answers"))
    counts = models.JSONField(_("counts per question and step"), default=dict)
    index_mean = models.FloatField(_("mean index, 0 to 100"), null=True)
    index_variance = models.FloatField(_("variance of the index"), null=True)
    reckoned_at = models.DateTimeField(_("reckoned"))

    class Meta:
        verbose_name = _("result of a sitting")
        verbose_name_plural = _("results of sittings")

    def __str__(self) -> str:
        """Return the number of answers."""
        return str(self.answers_count)


class PerceptionFinding(models.Model):
    """What a survey says, reckoned by a job and kept with its method."""

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("partnership"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    survey = models.ForeignKey(
        PerceptionSurvey,
        verbose_name=_("survey"),
        on_delete=models.CASCADE,
        related_name="findings",
    )
    method = models.CharField(_("method and version"), max_length=40)
    inputs_digest = models.CharField(_("fingerprint of the inputs"), max_length=64)
    result = models.JSONField(_("result"))
    reckoned_at = models.DateTimeField(_("reckoned"))

    class Meta:
        verbose_name = _("finding of a survey")
        verbose_name_plural = _("findings of surveys")

    def __str__(self) -> str:
        """Return the day."""
        return self.reckoned_at.date().isoformat()
