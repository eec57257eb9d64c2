"""A person about whom every model that can hold something holds something, each text marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.db import connection, models
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    Revision,
    UploadedFile,
)
from wagtail.users.models import UserProfile

from keyway.credentials.models import Credential, Issuer, Petition, PetitionLetter, Promise
from keyway.partners import journal
from keyway.partners.models import (
    Consent,
    Contact,
    ImportBatch,
    ImportChange,
    ImportRow,
    Invitation,
    Link,
    Membership,
    Organization,
    Person,
    WorkItem,
)
from keyway.promote.models import Subscriber
from keyway.web.privacy.datamap import ABOUT_PEOPLE, data_map

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ADDRESS = "maria.canary@example.org"
# Texts shorter than a marker hold codes that the database checks, such as a language.
SHORTEST = 12
_CODES = {"role", "language", "preferred_language", "purpose", "deed", "kind", "decision", "action"}


@dataclass
class Marks:
    """Marks that were set, and a new one for each text."""

    made: list[str] = field(default_factory=list)

    def new(self) -> str:
        """Return a text that stands nowhere else."""
        self.made.append(f"canary-{len(self.made):04}")
        return self.made[-1]

    def fill(self, model: type[models.Model], **given: Any) -> Any:
        """Make a row with a mark in every text about a person that is not given."""
        entry = next(each for each in data_map().entries if each.model == model._meta.label_lower)
        texts = {
            each.name: self._text(each)
            for each in model._meta.local_fields
            if entry.classes[each.name] in ABOUT_PEOPLE
            if each.name not in given and each.name not in _CODES and self._holds_text(each)
        }
        return model._base_manager.create(**{**texts, **given})

    def _holds_text(self, each: Any) -> bool:
        if isinstance(each, models.FileField):
            return False
        if isinstance(each, models.JSONField):
            return True
        is_text = isinstance(each, models.CharField | models.TextField)
        return is_text and not each.choices and (each.max_length or 999) >= SHORTEST

    def _text(self, each: Any) -> Any:
        return {"note": self.new()} if isinstance(each, models.JSONField) else self.new()


def maria(marks: Marks) -> Person:
    """Make Maria, and something about her wherever something can be kept."""
    plant = Organization.objects.create(
        name="Copper Castings", slug="copper-castings", kind="manufacturer", state_code="AZ"
    )
    other = Person.objects.create_user("boss@example.org", full_name="The Boss")
    Membership.objects.create(
        organization=plant, person=other, role="organization_admin", since_at=NOW
    )
    person = marks.fill(Person, email=ADDRESS, last_login=NOW)
    _account(marks, person)
    contact = _at_the_plant(marks, plant, person)
    _imports(marks, plant, person, contact)
    _machinery(marks, person, contact)
    _editing(marks, person, contact)
    return person


def _account(marks: Marks, person: Person) -> None:
    # The first address of an account is kept by itself.
    address = marks.fill(EmailAddress, user=person, email="maria.home@example.org", primary=False)
    marks.made.append("maria.home@example.org")
    marks.fill(EmailConfirmation, email_address=address, key=marks.new(), sent=NOW)
    marks.fill(Authenticator, user=person, type="totp")
    outside = marks.fill(SocialAccount, user=person, provider="openid_connect")
    marks.fill(SocialToken, account=outside)
    for inside in (
        {"_auth_user_id": str(person.pk)},
        {"account_login": {"email": ADDRESS.upper()}},
    ):
        session = SessionStore()
        session.update({**inside, "note": marks.new()})
        session.save()
    profile = marks.fill(UserProfile, user=person)
    profile.avatar.save("maria.png", ContentFile(marks.new().encode()))


def _at_the_plant(marks: Marks, plant: Organization, person: Person) -> Contact:
    marks.fill(Membership, organization=plant, person=person, role="plant_manager", since_at=NOW)
    contact: Contact = marks.fill(Contact, organization=plant, person=person, email=ADDRESS)
    marks.fill(Contact, organization=plant, person=person, email="maria.second@example.org")
    marks.made.append("maria.second@example.org")
    marks.fill(
        Consent, organization=plant, contact=contact, purpose="news", language="en", given_at=NOW
    )
    moments = {"created_at": NOW, "expires_at": NOW + timedelta(days=14)}
    marks.fill(Link, organization=plant, contact=contact, deed="facts.confirm", **moments)
    marks.fill(Invitation, organization=plant, email=ADDRESS, role="member", **moments)
    Invitation.objects.create(
        organization=plant,
        email="bob@example.org",
        role="member",
        token_digest="0" * 64,
        invited_by=person,
        **moments,
    )
    marks.fill(Subscriber, organization=plant, email=ADDRESS, audience="parent", asked_at=NOW)
    work = {"organization": plant, "kind": "contact.silent", "posted_at": NOW}
    marks.fill(WorkItem, subject=f"contact:{contact.pk}", address="/staff/", **work)
    marks.fill(WorkItem, subject="other:1", address=f"/staff/?q={ADDRESS}", **work)
    WorkItem.objects.create(subject="other:2", address="/staff/", waits_for=person, **work)
    journal.record("contact.asked", by=person, at=plant, about=contact)
    _letter(marks, plant, contact)
    return contact


def _letter(marks: Marks, plant: Organization, contact: Contact) -> None:
    """Let her have signed a promise, and a letter of support for a school's petition."""
    issuer = Issuer.objects.create(key="issuer", name="Demo Issuer")
    credential = Credential.objects.create(
        key="lathe", slug="lathe", name="Lathe", issuer=issuer, kind="certification",
        family="machining", level="entry",
    )  # fmt: skip
    petition = Petition.objects.create(
        organization=plant, credential=credential, state_code="AZ", list_key="cte",
        cycle_year=2027, started_at=NOW,
    )  # fmt: skip
    marks.fill(
        PetitionLetter,
        petition=petition,
        applicant=plant,
        organization=plant,
        contact=contact,
        asked_at=NOW,
    )
    Promise.objects.create(
        organization=plant, credential=credential, deed="hire", from_date=NOW.date(),
        until_date=NOW.date(), signed_at=NOW, signed_contact=contact,
    )  # fmt: skip


def _imports(marks: Marks, plant: Organization, person: Person, contact: Contact) -> None:
    sheet = f"name,email\n{marks.new()},{ADDRESS.upper()}\n".encode()
    batch = ImportBatch.objects.create(
        organization=plant,
        uploaded_by=person,
        file_name="a.csv",
        file_digest="0" * 64,
        content=sheet,
        kind="manufacturer",
        uploaded_at=NOW,
    )
    marks.fill(
        ImportRow,
        organization=plant,
        batch=batch,
        number=2,
        cells={"E-mail": ADDRESS, "Name": marks.new()},
    )
    marks.fill(
        ImportChange,
        organization=plant,
        batch=batch,
        order=1,
        kind="partners.contact",
        number=contact.pk,
    )
    marks.fill(
        ImportChange,
        organization=plant,
        batch=batch,
        order=2,
        kind="partners.site",
        number=1,
        after={"email": ADDRESS, "name": marks.new()},
    )


def _machinery(marks: Marks, person: Person, contact: Contact) -> None:
    payload = {"args": [], "kwargs": {"email": ADDRESS, "name": marks.new()}}
    marks.fill(
        DBTaskResult,
        args_kwargs=payload,
        task_path="a.b",
        backend_name="default",
        run_after=NOW,
        worker_ids=[],
        finished_at=NOW,
    )


def _editing(marks: Marks, person: Person, contact: Contact) -> None:
    kind = ContentType.objects.get_for_model(Contact)
    page = Page.objects.order_by("pk").first()
    assert page is not None
    Page.objects.filter(pk=page.pk).update(owner=person)
    about = {"content_type": kind, "object_id": str(contact.pk)}
    marks.fill(ModelLogEntry, user=person, timestamp=NOW, action="wagtail.edit", **about)
    ModelLogEntry.objects.create(
        user=person,
        timestamp=NOW,
        action="wagtail.edit",
        label="Home",
        object_id="1",
        content_type=kind,
    )
    PageLogEntry.objects.create(
        user=person, timestamp=NOW, action="wagtail.edit", label="Home", page=page
    )
    marks.fill(Revision, user=person, created_at=NOW, base_content_type=kind, **about)
    marks.fill(FormState, user=person, last_updated_at=NOW, parent_object_id="", **about)
    marks.fill(EditingSession, user=person, last_seen_at=NOW, **about)
    comment = marks.fill(Comment, user=person, page=page, contentpath="title")
    marks.fill(CommentReply, user=person, comment=comment)
    upload = UploadedFile(uploaded_by_user=person)
    upload.file.save("maria.txt", ContentFile(marks.new().encode()))


def dump() -> Iterator[str]:
    """Yield every row of every table of the database as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {quoted}")  # noqa: S608 — names of our own tables
            for row in cursor.fetchall():
                yield f"{table}: {[_readable(cell) for cell in row]}"


def _readable(cell: Any) -> Any:
    return bytes(cell).decode(errors="replace") if isinstance(cell, bytes | memoryview) else cell
