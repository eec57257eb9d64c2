"""Fill the registry of credentials from its files, and renew what nobody has touched since."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from keyway.credentials.models import (
    Competency,
    Credential,
    CredentialCode,
    ExamSite,
    Issuer,
    Recognition,
)
from keyway.credentials.queries.naming import numbered, search_text
from keyway.partners import journal
from keyway.partners.access.walls import opened_for_system
from keyway.reference import registry as files
from keyway.reference.lookups import places, registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from keyway.reference.store import Store

Row = dict[str, Any]
Claim = tuple[object, ...]

journal.declare_event(
    "registry.seeded",
    _("The registry was loaded: %(added)s entries new, %(renewed)s renewed."),
)

_METHOD = "1"
_BATCH = 400
_PLAIN = (
    "name", "abbreviation", "kind", "family", "level", "summary_en", "summary_es", "stack_order",
    "minimum_age", "in_school", "hours_low", "hours_high", "exam_mode", "exam_minutes",
    "price_low_usd", "price_high_usd", "price_date", "price_url", "renewal", "renewal_months",
    "renewal_price_usd", "official_url", "exam_sites_url", "evidence", "seen_date",
)  # fmt: skip
_LINKS = ("stack_parent", "superseded_by")
_OTHERS = ("issuer", "is_withdrawn", "codes", "skills")
_RENEWED = (
    *_PLAIN, *_LINKS, "issuer", "search_text", "sources", "is_withdrawn", "registry_digest",
)  # fmt: skip
_CLAIM_KEY = ("type", "recognizer", "state_code", "list_key", "year")
_CLAIM_FACTS = ("place", "weight", "url", "seen_date", "expires_date")


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling did.

    Attributes:
        added: rows that were not there.
        renewed: rows whose facts changed.
        closed: rows that the files hold no longer and nobody has touched.
        kept: rows left alone, because somebody checked or changed them.
    """

    added: int = 0
    renewed: int = 0
    closed: int = 0
    kept: int = 0

    @property
    def is_change(self) -> bool:
        """Whether anything was written."""
        return bool(self.added or self.renewed or self.closed)


def digest(facts: Mapping[str, object]) -> str:
    """Return a fingerprint of facts by name; numbers count by value, not by writing.

    What is empty does not count, so that a fact we learn to keep later leaves it as it was.
    """
    told = [f"{name}={_plain(fact)}" for name, fact in sorted(facts.items()) if fact]
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()


def _plain(fact: object) -> str:
    text = str(fact)
    is_decimal = text.replace(".", "", 1).isdigit() and "." in text
    return text.rstrip("0").rstrip(".") if is_decimal else text


def registry_fingerprint(folders: tuple[Path, ...] = (files.FOLDER,)) -> str:
    """Return a fingerprint of the files that the registry is filled from."""
    held = [
        f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for folder in folders
        for path in sorted(folder.glob("*.csv"))
    ]
    return hashlib.sha256("\n".join([_METHOD, *held]).encode()).hexdigest()


@opened_for_system("files fill the registry of credentials")
@transaction.atomic
def seed_registry(
    *, store: Store, state_code: str, folders: tuple[Path, ...] = (files.FOLDER,)
) -> Filled:
    """Enter the credentials and claims of the files, and renew those nobody has touched.

    A credential is known by its key, so that a second run changes nothing. One that a person
    checked or changed is left as it is, and so is a claim; their fingerprints tell. Nothing that
    the files say is entered as verified.

    Args:
        store: the public tables.
        state_code: postal abbreviation of the site's state.
        folders: folders with the registry's files.

    Raises:
        UnknownState: there is no such state.
        Broken: a file does not hold what it must.
    """
    code = places.state(store, state_code).code
    found = registry.load(folders)
    rows = _rows(found)
    held = _held()
    _add_issuers(found.issuers)
    changed, kept = _to_renew(rows, held)
    gone = _withdrawn(rows, held)
    added = _write(rows, changed, held)
    claims = _fill_claims(found.claims)
    done = Filled(
        added + claims.added + _add_exam_sites(found.exam_places),
        len(changed) + claims.renewed,
        gone + claims.closed,
        kept + claims.kept,
    )
    if done.is_change:
        journal.record("registry.seeded", by=None, at=None, state=code, **asdict(done))
    return done


def _rows(found: registry.Registry) -> dict[str, Row]:
    """Return the credentials of the files as our fields, by key."""
    issuers = {each.key: each for each in found.issuers}
    skills: dict[str, list[tuple[int, str, str]]] = {}
    for skill in found.competencies:
        told = (skill.place, skill.text_en, skill.text_es)
        skills.setdefault(skill.credential, []).append(told)
    rows = {}
    for each in found.credentials:
        row = {name: getattr(each, name) for name in (*_PLAIN, *_LINKS, "issuer")}
        row["codes"] = _codes(each)
        row["skills"] = sorted(skills.get(each.key, []))
        row["sources"] = [
            {"title": found.sources[key].title, "url": found.sources[key].url}
            for key in each.sources
        ]
        issuer = issuers[each.issuer]
        row["search_text"] = search_text(
            each.name, each.abbreviation, issuer.name, issuer.abbreviation,
            *(text for _, en, es in row["skills"] for text in (en, es)),
        )  # fmt: skip
        row["is_withdrawn"] = False
        rows[each.key] = row
    return rows


def _codes(each: registry.Credential) -> list[tuple[str, str]]:
    return sorted(
        [("soc", code) for code in each.soc_codes] + [("cip", code) for code in each.cip_codes]
    )


def _held() -> dict[str, Credential]:
    """Return the credentials that are there, by key, with codes and competencies at hand."""
    every = Credential.objects.select_related("issuer", "stack_parent", "superseded_by")
    return {each.key: each for each in every.prefetch_related("codes", "competencies")}


def _row_digest(row: Row) -> str:
    """Return the fingerprint of what a person might change of a credential."""
    facts = {name: row[name] for name in (*_PLAIN, *_LINKS, *_OTHERS)}
    # A database may keep title and address in another order.
    pages = [(page.get("title"), page.get("url")) for page in row["sources"]]
    return digest({**facts, "sources": pages})


def _as_row(held: Credential) -> Row:
    """Return what is kept of a credential in the form of a row of the files."""
    row = {name: getattr(held, name) for name in (*_PLAIN, "sources", "is_withdrawn")}
    row["issuer"] = held.issuer.key
    for name in _LINKS:
        other = getattr(held, name)
        row[name] = other.key if other else ""
    row["codes"] = sorted((each.scheme, each.code) for each in held.codes.all())
    row["skills"] = sorted(
        (each.place, each.text_en, each.text_es) for each in held.competencies.all()
    )
    return row


def _is_untouched(held: Credential) -> bool:
    return held.checked_by_id is None and _row_digest(_as_row(held)) == held.registry_digest


def _to_renew(
    rows: Mapping[str, Row], held: Mapping[str, Credential]
) -> tuple[dict[str, Credential], int]:
    """Return the untouched credentials whose facts changed, and how many stay as they are."""
    changed, kept = {}, 0
    for key, row in rows.items():
        there = held.get(key)
        if there is None or there.registry_digest == _row_digest(row):
            continue
        if _is_untouched(there):
            changed[key] = there
        else:
            kept += 1
    return changed, kept


def _withdrawn(rows: Mapping[str, Row], held: Mapping[str, Credential]) -> int:
    """Hide untouched credentials of the files that they hold no longer; return how many."""
    gone = [
        each
        for key, each in held.items()
        if key not in rows
        and each.registry_digest
        and not each.is_withdrawn
        and _is_untouched(each)
    ]
    for each in gone:
        each.is_withdrawn = True
        each.registry_digest = _row_digest(_as_row(each))
    Credential.objects.bulk_update(gone, ["is_withdrawn", "registry_digest"], batch_size=_BATCH)
    return len(gone)


def _add_issuers(issuers: Iterable[registry.Issuer]) -> None:
    """Enter the issuers that are not there; one that is there is its keeper's."""
    held = set(Issuer.objects.values_list("key", flat=True))
    Issuer.objects.bulk_create(
        [Issuer(**asdict(each)) for each in issuers if each.key not in held], batch_size=_BATCH
    )


def _write(
    rows: Mapping[str, Row], changed: Mapping[str, Credential], held: Mapping[str, Credential]
) -> int:
    """Enter new credentials with codes and competencies, rewrite changed ones; return how many."""
    issuers = {each.key: each for each in Issuer.objects.all()}
    taken = {each.slug for each in held.values()}
    fresh = [key for key in rows if key not in held]
    made = Credential.objects.bulk_create(
        [
            _filled(Credential(key=key, slug=numbered(key, taken)), rows[key], issuers)
            for key in fresh
        ],
        batch_size=_BATCH,
    )
    written = {each.key: each for each in made} | {
        key: _filled(each, rows[key], issuers) for key, each in changed.items()
    }
    every = {**held, **written}
    for key, each in written.items():
        for name in _LINKS:
            setattr(each, name, every.get(rows[key][name]))
    Credential.objects.bulk_update(written.values(), _RENEWED, batch_size=_BATCH)
    _write_parts(written, rows)
    return len(fresh)


def _filled(each: Credential, row: Row, issuers: Mapping[str, Issuer]) -> Credential:
    for name in (*_PLAIN, "search_text", "sources", "is_withdrawn"):
        setattr(each, name, row[name])
    each.issuer = issuers[row["issuer"]]
    each.registry_digest = _row_digest(row)
    return each


def _write_parts(written: Mapping[str, Credential], rows: Mapping[str, Row]) -> None:
    for model in (CredentialCode, Competency):
        model.objects.filter(credential__in=written.values()).delete()
    CredentialCode.objects.bulk_create(
        [
            CredentialCode(credential=each, scheme=scheme, code=code)
            for key, each in written.items()
            for scheme, code in rows[key]["codes"]
        ],
        batch_size=_BATCH,
    )
    Competency.objects.bulk_create(
        [
            Competency(credential=each, place=place, text_en=en, text_es=es)
            for key, each in written.items()
            for place, en, es in rows[key]["skills"]
        ],
        batch_size=_BATCH,
    )


def _fill_claims(claims: Iterable[registry.Claim]) -> Filled:
    """Enter claims of recognition, each unverified, and renew or drop untouched ones."""
    numbers = dict(Credential.objects.values_list("key", "pk"))
    rows = {_claim_key(numbers[each.credential], each): each for each in claims}
    held = {
        _claim_key(each.credential_id, each): each
        for each in Recognition.objects.filter(organization=None)
    }
    fresh = [_claim(key, rows[key]) for key in rows if key not in held]
    changed, kept = [], 0
    for key, each in rows.items():
        there = held.get(key)
        if there is None or there.registry_digest == _claim_digest(each):
            continue
        if _is_claim_untouched(there):
            changed.append(_told(there, each))
        else:
            kept += 1
    gone = [
        each.pk
        for key, each in held.items()
        if key not in rows and each.registry_digest and _is_claim_untouched(each)
    ]
    Recognition.objects.bulk_create(fresh, batch_size=_BATCH)
    Recognition.objects.bulk_update(changed, [*_CLAIM_FACTS, "registry_digest"], batch_size=_BATCH)
    Recognition.objects.filter(pk__in=gone).delete()
    return Filled(len(fresh), len(changed), len(gone), kept)


def _add_exam_sites(places_told: Iterable[registry.ExamPlace]) -> int:
    """Enter places of exams that are not there; one that is there is its keeper's."""
    numbers = dict(Credential.objects.values_list("key", "pk"))
    there = set(ExamSite.objects.values_list("credential", "name", "state_code"))
    fresh = []
    for each in places_told:
        facts = asdict(each)
        number = numbers[facts.pop("credential")]
        if (number, each.name, each.state_code) not in there:
            fresh.append(ExamSite(credential_id=number, **facts))
    ExamSite.objects.bulk_create(fresh, batch_size=_BATCH)
    return len(fresh)


def _claim_key(credential_id: int, each: registry.Claim | Recognition) -> Claim:
    return (credential_id, *(getattr(each, name) for name in _CLAIM_KEY))


def _claim_digest(each: registry.Claim | Recognition) -> str:
    return digest({name: getattr(each, name) for name in _CLAIM_FACTS})


def _is_claim_untouched(held: Recognition) -> bool:
    return (
        held.status == Recognition.Status.UNVERIFIED
        and held.checked_by_id is None
        and held.document_note == ""
        and _claim_digest(held) == held.registry_digest
    )


def _claim(key: Claim, told: registry.Claim) -> Recognition:
    named = dict(zip(("credential_id", *_CLAIM_KEY), key, strict=True))
    return _told(Recognition(**named), told)


def _told(held: Recognition, told: registry.Claim) -> Recognition:
    for name in _CLAIM_FACTS:
        setattr(held, name, getattr(told, name))
    held.registry_digest = _claim_digest(told)
    return held
