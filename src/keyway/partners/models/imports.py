"""Contact sheets on their way into the directory, and what each import changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportBatch(models.Model):
    """One uploaded sheet, from upload to import, and to its undoing if need be."""

    class Status(models.TextChoices):
        """How far it is."""

        READING = "reading", _("Being read")
        REVIEW = "review", _("Waits for a look")
        APPLYING = "applying", _("Being imported")
        APPLIED = "applied", _("Imported")
        UNDONE = "undone", _("Undone")
        REFUSED = "refused", _("Could not be read")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("organization"),
        on_delete=models.CASCADE,
        related_name="import_batches",
    )
    uploaded_by = models.ForeignKey(
        "partners.Person",
        verbose_name=_("uploaded by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    file_name = models.CharField(_("file"), max_length=200)
    file_digest = models.CharField(max_length=64, editable=False)
    content = models.BinaryField(
        editable=False, null=True, help_text=_("The file itself, until it has been read.")
    )
    kind = models.CharField(_("kind of the organizations"), max_length=20)
    mapping = models.JSONField(_("what each column holds"), default=dict)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.READING)
    refusal = models.CharField(_("why it could not be read"), max_length=500, blank=True)
    rows_count = models.PositiveIntegerField(_("rows"), default=0)
    done_count = models.PositiveIntegerField(_("rows done"), default=0)
    uploaded_at = models.DateTimeField(_("uploaded"))
    applied_at = models.DateTimeField(_("imported"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        """Return the file's name."""
        return self.file_name


class ImportRow(models.Model):
    """One row of a sheet: its cells, what is wrong with them, whom it may be, what was decided."""

    class Decision(models.TextChoices):
        """What a person decided."""

        OPEN = "open", _("Not decided")
        NEW = "new", _("A new organization")
        SAME = "same", _("The same as one we have")
        SKIP = "skip", _("Leave it out")

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("organization"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    batch = models.ForeignKey(
        ImportBatch, verbose_name=_("import"), on_delete=models.CASCADE, related_name="rows"
    )
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(_("cells"), default=dict)
    problems = models.JSONField(_("problems"), default=list)
    has_blocking_problem = models.BooleanField(_("cannot be imported"), default=False)
    candidates = models.JSONField(_("may be the same as"), default=list)
    decision = models.CharField(
        _("decision"), max_length=5, choices=Decision, default=Decision.OPEN
    )
    same_as = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("the same as"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        constraints = (
            models.UniqueConstraint(
                fields=["organization", "batch", "number"], name="one_row_per_number_and_import"
            ),
        )

    def __str__(self) -> str:
        """Return the row's number in the sheet."""
        return str(self.number)


class ImportChange(models.Model):
    """One record that an import or a merge made or changed, as it was before and after."""

    organization = models.ForeignKey(
        "partners.Organization",
        verbose_name=_("organization"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    batch = models.ForeignKey(
        ImportBatch, verbose_name=_("import"), on_delete=models.CASCADE, related_name="changes"
    )
    order = models.PositiveIntegerField(_("order"))
    kind = models.CharField(_("kind of record"), max_length=60)
    number = models.BigIntegerField(_("number of the record"))
    before = models.JSONField(_("before"), null=True, help_text=_("Empty: it was made."))
    after = models.JSONField(_("after"), null=True, help_text=_("Empty: it was removed."))

    class Meta:
        verbose_name = _("change by an import")
        verbose_name_plural = _("changes by imports")

    def __str__(self) -> str:
        """Return the kind of record."""
        return self.kind
