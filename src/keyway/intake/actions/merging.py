"""Two organizations made one; ``undoing`` makes them two again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from keyway.errors import Refused
from keyway.intake.queries.imports import MERGE
from keyway.intake.queries.snapshots import kept_values
from keyway.partners import access, journal
from keyway.partners.actions.organizations import index_words
from keyway.partners.models import (
    ImportBatch,
    ImportChange,
    Invitation,
    Membership,
    Organization,
    Person,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import Model

Status = ImportBatch.Status
MERGED_FIELDS = ("name", "website", "phone", "summary", "naics_code", "subsector")
_OFFICIAL = (
    "official_scheme", "official_code", "official_digest", "source_key", "source_release",
)  # fmt: skip
_APPROVE = "partners.approve_organization"
_BATCH = 400


class SameOrganization(Refused):
    """One organization was chosen twice."""

    sentence = _("Choose two organizations; these are one already.")


class TwoOfficial(Refused):
    """Official lists tell the two apart."""

    sentence = _(
        "%(kept)s and %(gone)s both stand in official lists as organizations of their own, so "
        "they cannot be merged."
    )


class NeverMerged(Refused):
    """The partnership that runs the site, or an organization that is closed."""

    sentence = _("%(organization)s cannot be merged into another organization.")


# --- merge -----------------------------------------------------------------------------------------


@transaction.atomic
def merge_organizations(
    *,
    by: Person,
    kept: Organization,
    gone: Organization,
    taken: Iterable[str],
    now: datetime,
) -> ImportBatch:
    """Make two organizations one: sites, contacts, people and schools of ``gone`` go to ``kept``.

    ``gone`` is closed, not removed, and the merge can be taken back like an import. A contact or
    member that both have stays with the closed one.

    Args:
        by: staff of the partnership.
        kept: the one that stays.
        gone: the one that is closed.
        taken: names of ``MERGED_FIELDS`` whose value is that of ``gone``.
        now: when.

    Raises:
        NotPermitted: the person may not merge organizations.
        SameOrganization: both are one.
        TwoOfficial: both stand in official lists.
        NeverMerged: one is closed, or ``gone`` runs the site.
    """
    for each in (kept, gone):
        access.require(by, _APPROVE, at=each)
    _refuse_merge(kept, gone)
    home = Organization.objects.filter(runs_site=True).first() or kept
    batch = ImportBatch.objects.create(
        organization=home,
        uploaded_by=by,
        file_name=f"{gone.name} → {kept.name}"[:200],
        kind=MERGE,
        mapping={"kept": kept.pk, "gone": gone.pk},
        status=Status.APPLIED,
        uploaded_at=now,
        applied_at=now,
    )
    book = _Book(batch)
    _move_people(book, kept, gone)
    _move_facts(book, kept, gone, set(taken) & set(MERGED_FIELDS))
    book.close()
    journal.record(
        "organization.merged", by=by, at=kept, about=gone, into=kept.pk, records=book.count
    )
    return batch


def _refuse_merge(kept: Organization, gone: Organization) -> None:
    if kept.pk == gone.pk:
        raise SameOrganization
    if kept.official_code and gone.official_code:
        raise TwoOfficial(kept=kept.name, gone=gone.name)
    for each in (kept, gone):
        if each.status == Organization.Status.CLOSED or (each is gone and each.runs_site):
            raise NeverMerged(organization=each.name)


class _Book:
    """Writes changes of records, and down what they were."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.lines: list[ImportChange] = []

    @property
    def count(self) -> int:
        """Return how many records were changed."""
        return len(self.lines)

    def change(self, record: Model, **values: Any) -> None:
        """Change a record and note what it was."""
        before = kept_values(record, values)
        for name, value in values.items():
            setattr(record, name, value)
        type(record)._default_manager.filter(pk=record.pk).update(**values)
        self.note(record, before, kept_values(record, values))

    def note(self, record: Model, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Note a change that was made elsewhere."""
        self.lines.append(
            ImportChange(
                organization_id=self.batch.organization_id,
                batch=self.batch,
                order=len(self.lines) + 1,
                kind=record._meta.label_lower,
                number=record.pk,
                before=before,
                after=after,
            )
        )

    def close(self) -> None:
        """Keep the notes."""
        ImportChange.objects.bulk_create(self.lines, batch_size=_BATCH)
        ImportBatch.objects.filter(pk=self.batch.pk).update(
            rows_count=self.count, done_count=self.count
        )


def _move_people(book: _Book, kept: Organization, gone: Organization) -> None:
    """Give the sites, contacts, members, invitations and parts of ``gone`` to ``kept``."""
    has_main = kept.sites.filter(is_main=True).exists()
    for site in gone.sites.order_by("pk"):
        main = {"is_main": False} if has_main and site.is_main else {}
        book.change(site, organization_id=kept.pk, **main)
    held = {email.casefold() for email in kept.contacts.values_list("email", flat=True)} - {""}
    for contact in gone.contacts.order_by("pk"):
        if contact.email.casefold() in held:
            continue
        book.change(contact, organization_id=kept.pk)
        for row in (*contact.links.all(), *contact.consents.all()):
            book.change(row, organization_id=kept.pk)
    members = set(kept.memberships.values_list("person_id", flat=True))
    for membership in Membership.objects.filter(organization=gone).exclude(person__in=members):
        book.change(membership, organization_id=kept.pk)
    invited = {email.casefold() for email in kept.invitations.values_list("email", flat=True)}
    for invitation in Invitation.objects.filter(organization=gone).order_by("pk"):
        if invitation.email.casefold() not in invited:
            book.change(invitation, organization_id=kept.pk)
    for part in gone.parts.exclude(pk=kept.pk).order_by("pk"):
        book.change(part, parent_id=kept.pk)


def _move_facts(book: _Book, kept: Organization, gone: Organization, taken: set[str]) -> None:
    """Take the chosen facts, what ``kept`` lacks, and the place in an official list."""
    values = {
        name: getattr(gone, name)
        for name in MERGED_FIELDS
        if getattr(gone, name) and (name in taken or not getattr(kept, name))
    }
    official = {name: getattr(gone, name) for name in _OFFICIAL} if gone.official_code else {}
    closed: dict[str, Any] = dict.fromkeys(official, "") | {"status": Organization.Status.CLOSED}
    if gone.parent_id == kept.pk:
        closed["parent_id"] = None
    parent = {"parent_id": gone.parent_id} if kept.parent_id in (None, gone.pk) else {}
    if parent.get("parent_id") == kept.pk:
        parent = {}
    before = sorted(kept.partners.values_list("pk", flat=True))
    # A code may stand only once, so it leaves one before it comes to the other.
    book.change(gone, **closed)
    book.change(kept, **values, **official, **parent)
    kept.partners.add(*gone.partners.exclude(pk=kept.pk))
    after = sorted(kept.partners.values_list("pk", flat=True))
    if after != before:
        book.note(kept, {"partners": before}, {"partners": after})
    words = kept.search_text
    index_words(kept)
    found_by, kept.search_text = kept.search_text, words
    book.change(kept, search_text=found_by)
