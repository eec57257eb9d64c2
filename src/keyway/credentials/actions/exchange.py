"""A file of others on its way into the registry: read apart, looked at, taken over whole or dropped."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from keyway.credentials.access import IMPORT_REGISTRY
from keyway.credentials.actions.comparing import compared
from keyway.credentials.models import (
    Competency,
    Credential,
    CredentialCode,
    ExamSite,
    ForeignNode,
    Issuer,
    Offering,
    Program,
    Recognition,
    RegistryImport,
)
from keyway.credentials.queries import linked
from keyway.credentials.queries.naming import search_text
from keyway.errors import Refused
from keyway.files import DocumentLimits, Fault, Unreadable, read_apart, read_document_apart
from keyway.partners import access, journal
from keyway.partners.models import Organization
from keyway.standards.ctdl import rows as table
from keyway.standards.ctdl import writing
from keyway.standards.ctdl.graphs import rewritten
from keyway.standards.ctdl.plans import Defaults
from keyway.standards.foreign import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from keyway.partners.models import Person
    from keyway.standards.ctdl.facts import CredentialFacts
    from keyway.standards.ctdl.plans import Change, Plan
    from keyway.standards.foreign import Node

MOST_BYTES = DocumentLimits().file_bytes
Status, Format = RegistryImport.Status, RegistryImport.Format
_LISTED = 500
_ORDER = ("issuer", "credential", "recognition", "program")
_NOT_FIELDS = frozenset(
    {"key", "issuer", "codes", "skills", "exam_places", "offerings", "stack_parent", "judgment",
     "superseded_by", "kept", "organization", "credential", "slug", "sources"}
)  # fmt: skip

for event, sentence in (
    ("registry.uploaded", gettext_lazy("A file for the registry was brought: %(bytes)s bytes.")),
    (
        "registry.imported",
        gettext_lazy("A file was taken over into the registry: %(new)s new, %(changed)s changed."),
    ),
    ("registry.dropped", gettext_lazy("A file for the registry was put aside.")),
):
    journal.declare_event(event, sentence)


class FileTooLarge(Refused):
    """The file is larger than the registry takes."""

    sentence = _(
        "The file is larger than %(megabytes)d MB. Split it: each file may hold some of the "
        "credentials, and the ones before stay."
    )


class FileNotRead(Refused):
    """The file is none that can be read."""

    sentence = _(
        "The file cannot be read as %(format)s. Choose a JSON-LD file with a @graph, or a CSV "
        "file with the headings of the template."
    )


class FileTooDense(Refused):
    """The file holds more than can be looked at."""

    sentence = _(
        "The file holds too much within too little: too many values, too deep, or too long texts. "
        "Split it, or take out what is not about credentials."
    )


class NothingInFile(Refused):
    """The file holds nothing the registry knows."""

    sentence = _("The file holds no credential, claim or program. Is it the right file?")


class FileTakenAlready(Refused):
    """The file was taken over or dropped."""

    sentence = _("This file was taken over or put aside already. Bring it again to look anew.")


class FileBlocked(Refused):
    """Something in the file makes it impossible to take over."""

    sentence = _("This file cannot be taken over: %(reason)s. Correct the file and bring it again.")


class RegistryMovedOn(Refused):
    """The registry changed since the file was looked at."""

    sentence = _(
        "The registry has changed since you looked. What the file would change is shown anew: "
        "please look again."
    )


class FileContradicts(Refused):
    """The database refused what the file says."""

    sentence = _(
        "The file says something that contradicts the registry, such as the same program twice. "
        "Nothing was changed."
    )


# --- deeds -----------------------------------------------------------------------------------------


@transaction.atomic
def bring_file(
    *,
    by: Person,
    at: Organization,
    file_name: str,
    content: bytes,
    form: str,
    base: str,
    now: datetime,
    defaults: Defaults | None = None,
) -> RegistryImport:
    """Read a file and keep what it would change; the registry stays as it is.

    Args:
        by: who brings it.
        at: the partnership that runs the site.
        file_name: as the person calls it; only shown.
        content: the file.
        form: a value of ``RegistryImport.Format``.
        base: scheme and host of the site.
        now: when.
        defaults: what counts where the file does not say it.

    Raises:
        NotPermitted: the person may not import.
        FileTooLarge, FileNotRead, FileTooDense: the file cannot be read.
        NothingInFile: there is nothing in it for the registry.
    """
    access.require(by, IMPORT_REGISTRY, at=at)
    if len(content) > MOST_BYTES:
        raise FileTooLarge(megabytes=MOST_BYTES // 1_000_000)
    plan = plan_of(content, form, base=base, on=now.date(), defaults=defaults or Defaults())
    if not (plan.is_change or plan.same or plan.blocks or plan.left_out):
        raise NothingInFile
    held = RegistryImport.objects.create(
        organization=at,
        uploaded_by=by,
        file_name=file_name.replace("\\", "/").rpartition("/")[2][-200:] or "file",
        format=form,
        digest=hashlib.sha256(content).hexdigest(),
        content=content,
        findings=_findings(plan, defaults or Defaults()),
        uploaded_at=now,
    )
    journal.record("registry.uploaded", by=by, at=at, about=held, bytes=len(content))
    return held


def take_over(*, by: Person, held: RegistryImport, base: str, now: datetime) -> None:
    """Write everything a file changes, or nothing of it.

    Raises:
        NotPermitted: the person may not import.
        FileTakenAlready: it was taken over or dropped.
        FileBlocked: the file has a cycle, or says one thing twice.
        RegistryMovedOn: it would change something else than was shown; what it would is kept.
        FileContradicts: the database does not take it.
    """
    access.require(by, IMPORT_REGISTRY, at=held.organization)
    if held.status != Status.READ or held.content is None:
        raise FileTakenAlready
    defaults = Defaults(**held.findings["defaults"])
    plan = plan_of(bytes(held.content), held.format, base=base, on=now.date(), defaults=defaults)
    if plan.blocks:
        raise FileBlocked(reason="; ".join(words for _code, words in plan.blocks[:5]))
    findings = _findings(plan, defaults)
    if canonical(findings) != canonical(held.findings):
        RegistryImport.objects.filter(pk=held.pk).update(findings=findings)
        raise RegistryMovedOn
    try:
        _carry_out(by=by, held=held, plan=plan, now=now)
    except IntegrityError as error:
        raise FileContradicts from error


@transaction.atomic
def _carry_out(*, by: Person, held: RegistryImport, plan: Plan, now: datetime) -> None:
    # One conditional update, so that two clicks at once cannot both succeed.
    waiting = RegistryImport.objects.filter(pk=held.pk, status=Status.READ)
    if not waiting.update(status=Status.APPLIED, applied_at=now, content=None):
        raise FileTakenAlready
    _write(plan)
    new = sum(each.is_new for each in plan.changes)
    changed = len(plan.changes) - new
    journal.record(
        "registry.imported", by=by, at=held.organization, about=held, new=new, changed=changed
    )


@transaction.atomic
def drop_file(*, by: Person, held: RegistryImport) -> None:
    """Put a file aside; its bytes are forgotten, what it would have changed stays to be read.

    Raises:
        NotPermitted: the person may not import.
        FileTakenAlready: it was taken over or dropped.
    """
    access.require(by, IMPORT_REGISTRY, at=held.organization)
    waiting = RegistryImport.objects.filter(pk=held.pk, status=Status.READ)
    if not waiting.update(status=Status.DROPPED, content=None):
        raise FileTakenAlready
    journal.record("registry.dropped", by=by, at=held.organization, about=held)


# --- reading ---------------------------------------------------------------------------------------


def plan_of(content: bytes, form: str, *, base: str, on: date, defaults: Defaults) -> Plan:
    """Return what a file would change.

    Raises:
        FileNotRead, FileTooDense: the file cannot be read.
    """
    told = linked.telling(base, on)
    try:
        is_linked = form == Format.CTDL
        document = read_document_apart(content) if is_linked else _table(content, told)
    except Unreadable as refusal:
        if refusal.fault in (Fault.DAMAGED, Fault.EMPTY, Fault.WEB_PAGE, Fault.NO_ROWS):
            raise FileNotRead(format=str(Format(form).label)) from refusal
        raise FileTooDense from refusal
    return compared(document, told=told, defaults=defaults)


def _table(content: bytes, told: linked.Telling) -> Node:
    """Return a table of credentials as the document that says the same.

    Raises:
        Unreadable: it is no table, or has no column for the name.
    """
    sheet = read_apart(content)
    heading = [cell.strip().lower().lstrip("\ufeff") for cell in sheet.rows[0][1]]
    if "name" not in heading or "issuer" not in heading:
        raise Unreadable(Fault.DAMAGED, "The table has no columns “name” and “issuer”.")
    things: list[Node] = []
    for number, cells in sheet.rows[1:]:
        said = dict(zip(heading, map(_harmless_again, cells), strict=False))
        if said.get("name", "").strip():
            things.append(_row(number, said, table.unknown(heading), told))
    return {"@graph": things}


def _harmless_again(cell: str) -> str:
    """Return a cell without the mark by which tables we hand out are kept from being run."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in "=+-@" else cell


def _row(number: int, said: dict[str, str], unknown: list[str], told: linked.Telling) -> Node:
    """Return a row as a credential; without a key it is known by its place in the file."""
    key = said.get("key", "").strip()
    known = key if table.is_key(key) else ""
    facts, odd = table.facts(said, key=known, issuer="")
    slugs = {each: each for each in (known, facts.stack_parent, facts.superseded_by) if each}
    slugs |= told.slugs
    own = told.places.credential(slugs.get(known, ""))
    node = writing.credential(replace(facts, slug=slugs.get(known, "")), told.places, slugs)
    if not known:
        node = rewritten(node, {own: f"urn:x-keyway:row:{number}"})
    owner = {
        "@type": "ceterms:CredentialOrganization",
        "ceterms:name": {"en": said.get("issuer", "").strip()},
        "ceterms:subjectWebpage": said.get("issuer_website", "").strip(),
    }
    kept = {name: said[name] for name in (*unknown, *odd) if said.get(name)}
    more = {"ceterms:ownedBy": [writing.full(owner)], "keyway:columns": kept}
    return writing.full({**node, **more})


def _findings(plan: Plan, defaults: Defaults) -> dict[str, Any]:
    """Return a plan as it is kept and shown; long lists are cut, their length is told."""
    changes = [
        {
            "what": each.what,
            "key": each.key,
            "name": each.name,
            "is_new": each.is_new,
            "fields": [list(one) for one in each.fields],
        }
        for each in plan.changes
    ]
    lists: dict[str, list[Any]] = {
        "changes": changes,
        "kept": [list(each) for each in plan.kept],
        "odd": [list(each) for each in plan.odd],
        "left_out": [list(each) for each in plan.left_out],
        "contradictions": [list(each) for each in plan.contradictions],
        "blocks": [list(each) for each in plan.blocks],
    }
    return {
        "defaults": {"family": defaults.family, "level": defaults.level},
        "same": plan.same,
        "foreign": len(plan.foreign),
        "counts": {
            **{name: len(each) for name, each in lists.items()},
            "new": sum(each.is_new for each in plan.changes),
        },
        "fingerprint": hashlib.sha256(canonical(changes).encode()).hexdigest(),
        **{name: each[:_LISTED] for name, each in lists.items()},
    }


# --- writing ---------------------------------------------------------------------------------------


def _write(plan: Plan) -> None:
    for what in _ORDER:
        found = [each for each in plan.changes if each.what == what]
        for each in found:
            _WRITERS[what](each)
        if what == "credential":
            _link(found)
    for identifier, node in plan.foreign.items():
        ForeignNode.objects.update_or_create(identifier=identifier, defaults={"node": node})


def _fields(change: Change, names: Iterable[str]) -> dict[str, Any]:
    """Return the values to write: all of a new row, of another what differs."""
    differing = {name for name, _before, _after in change.fields}
    given = {name: getattr(change.facts, name) for name in names if name not in _NOT_FIELDS}
    chosen = {name: v for name, v in given.items() if change.is_new or name in differing}
    # What was found about the facts before does not hold for other facts.
    if differing and "evidence" in given:
        chosen["evidence"] = change.facts.evidence
    return chosen | {"foreign_terms": change.kept}


def _issuer(change: Change) -> None:
    values = _fields(change, ("name", "abbreviation", "website"))
    Issuer.objects.update_or_create(key=change.key, defaults=values)


def _credential(change: Change) -> None:
    facts: CredentialFacts = change.facts
    issuer = Issuer.objects.get(key=facts.issuer)
    values = _fields(change, type(facts).__slots__)
    names = {name for name, _before, _after in change.fields}
    if change.is_new or "sources" in names:
        values["sources"] = list(facts.sources)
    if names:
        values["checked_by"] = None
    codes = [each.code for each in facts.codes]
    words = (facts.name, facts.abbreviation, issuer.name, issuer.abbreviation, *codes)
    values |= {"issuer": issuer, "search_text": search_text(*words)}
    row, _new = Credential.objects.update_or_create(
        key=change.key, defaults=values, create_defaults={**values, "slug": facts.slug}
    )
    for code in facts.codes:
        CredentialCode.objects.get_or_create(
            credential=row, scheme=code.scheme, code=code.code, defaults={"is_ours": code.is_ours}
        )
    for skill in facts.skills:
        said = {"text_en": skill.text_en, "text_es": skill.text_es}
        Competency.objects.update_or_create(credential=row, place=skill.place, defaults=said)
    _exam_sites(row, facts)


def _exam_sites(row: Credential, facts: CredentialFacts) -> None:
    for place in facts.exam_places:
        host = Organization.objects.filter(slug=place.organization).first()
        own: dict[str, Any] = {"name": place.name, "city": place.city, "url": place.url}
        if host is not None and ExamSite.objects.filter(credential=row, organization=host).exists():
            continue
        told = {
            "organization": host,
            "state_code": place.state_code,
            "zip_code": place.zip_code,
            "next_exam_date": place.next_exam_date,
            "seen_date": place.seen_date,
        }
        ExamSite.objects.update_or_create(credential=row, **own, defaults=told)


def _link(changes: list[Change]) -> None:
    """Put credentials into their stacks, once all of them are there."""
    rows = {each.key: each for each in Credential.objects.all()}
    for change in changes:
        row = rows[change.key]
        row.stack_parent = rows.get(change.facts.stack_parent)
        row.superseded_by = rows.get(change.facts.superseded_by)
        row.save(update_fields=["stack_parent", "superseded_by"])


def _recognition(change: Change) -> None:
    facts = change.facts
    own = ("type", "recognizer", "state_code", "list_key", "year")
    host = Organization.objects.filter(slug=facts.organization).first()
    values = _fields(change, set(type(facts).__slots__) - set(own))
    if change.is_new or change.fields:
        values |= {"status": Recognition.Status.UNVERIFIED, "checked_by": None, "checked_at": None}
    Recognition.objects.update_or_create(
        credential=Credential.objects.get(key=facts.credential),
        **{name: getattr(facts, name) for name in own},
        defaults={**values, "organization": host},
    )


def _program(change: Change) -> None:
    facts = change.facts
    host = Organization.objects.get(slug=facts.organization)
    values = _fields(change, type(facts).__slots__)
    row, _new = Program.objects.update_or_create(
        slug=facts.slug, defaults={**values, "organization": host}
    )
    for each in facts.offerings:
        credential = Credential.objects.get(key=each.credential)
        told = {
            "organization": host,
            "url": each.url,
            "seen_date": each.seen_date,
            "is_ended": each.is_ended,
            "next_exam_date": each.next_exam_date,
            "foreign_terms": each.kept,
        }
        if each.judgment is None:
            told["evidence"] = each.evidence
        Offering.objects.update_or_create(program=row, credential=credential, defaults=told)


_WRITERS = {
    "issuer": _issuer,
    "credential": _credential,
    "recognition": _recognition,
    "program": _program,
}
