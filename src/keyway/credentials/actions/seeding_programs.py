"""Fill programs and their yearly counts from official tables and cited pages."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from keyway.credentials.actions.seeding import Filled, digest
from keyway.credentials.models import Articulation, Attainment, Credential, Offering, Program
from keyway.credentials.queries.naming import program_slug
from keyway.partners import journal
from keyway.partners.access.walls import opened_for_system
from keyway.partners.models import Organization
from keyway.reference import registry as files
from keyway.reference.lookups import places, programs, registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from keyway.reference.store import Store

Row = dict[str, Any]
Key = tuple[str, ...]

journal.declare_event(
    "programs.seeded",
    _("Programs were loaded: %(added)s rows new, %(renewed)s renewed, %(closed)s closed."),
)

_METHOD = "2"
_BATCH = 400
_TABLES = (
    "ade_cted_completions", "ade_cted_credentials", "ade_cteds", "cip_programs",
    "ipeds_institutions", "ipeds_program_completions",
)  # fmt: skip
_FACTS = (
    "name", "name_es", "level", "family", "status", "cip_code", "cip_is_ours", "award_level_code",
    "state_program_name", "lowest_grade", "highest_grade", "hours", "tuition_usd", "tuition_date", "url", "evidence",
    "source_url", "seen_date",
)  # fmt: skip
_RENEWED = (*_FACTS, "source_key", "source_release", "official_digest")
_COUNTS = (
    "enrolled_count", "concentrators_count", "completers_count", "concentrators_attempted_count",
    "attempted_count", "earned_count",
)  # fmt: skip
_OFFERED = ("evidence", "url", "seen_date")
_CREDITED = ("credits", "evidence", "url", "seen_date", "until_date")


def programs_fingerprint(store: Store, state_code: str) -> str:
    """Return a fingerprint of the tables that a state's programs are filled from."""
    held = [entry.sha256 for table in _TABLES for _, entry in store.current(table)]
    return hashlib.sha256("\n".join([_METHOD, state_code.upper(), *held]).encode()).hexdigest()


@opened_for_system("official tables fill programs and their counts")
@transaction.atomic
def seed_programs(
    *, store: Store, state_code: str, folders: tuple[Path, ...] = (files.FOLDER,)
) -> Filled:
    """Enter programs, what they teach toward and how many completed, and renew untouched ones.

    A program is known by its institution and its code, name or key in the source, so that a second
    run changes nothing. One that its institution changed or confirmed is left as it is. Institutions
    that the directory does not hold are passed over.

    Args:
        store: the public tables.
        state_code: postal abbreviation.
        folders: folders with the registry's files.

    Raises:
        UnknownState: there is no such state.
        Broken: a file does not hold what it must.
    """
    state = places.state(store, state_code)
    found = registry.load(folders)
    own = _organizations(state.code)
    rows = {
        _key(row): row
        for row in (
            *programs.completed(store, state, found.fields),
            *programs.profiled(store, state, found.fields_of_state(state.code)),
            *programs.taught(found.programs, state),
        )
        if (row["official_scheme"], row["official_code"]) in own
    }
    held = _held(own)
    added = _add(rows, held, own)
    renewed, kept = _renew(rows, held)
    closed = _close(rows, held)
    there = _held(own)
    counts = _fill_counts(programs.counts(store, state, found), there)
    offers = _fill_offerings(found, there)
    done = Filled(
        added + counts.added + offers.added + _fill_articulations(found, there),
        renewed + counts.renewed + offers.renewed,
        closed + counts.closed + offers.closed,
        kept + counts.kept + offers.kept,
    )
    if done.is_change:
        journal.record("programs.seeded", by=None, at=None, state=state.code, **asdict(done))
    return done


def _organizations(state_code: str) -> dict[Key, Organization]:
    every = Organization.objects.filter(
        state_code=state_code, status=Organization.Status.APPROVED
    ).exclude(official_code="")
    return {
        (each.official_scheme, each.official_code): each
        for each in every.only("pk", "slug", "official_scheme", "official_code")
    }


def _key(row: Mapping[str, Any]) -> Key:
    """Return what a row of the sources is known by."""
    return (row["source_key"], row["official_scheme"], row["official_code"], _of(row))


def _source(key: Key) -> str:
    return key[0].partition(":")[0]


def _of(row: Mapping[str, Any]) -> str:
    """Return what tells a program from others of its institution and source."""
    if row["source_key"] == programs.AWARDS:
        return f"{row['cip_code']}|{row['award_level_code']}"
    if row["source_key"] == programs.PROFILES:
        return str(row["state_program_name"])
    return ""


def _held(own: Mapping[Key, Organization]) -> dict[Key, Program]:
    """Return the programs that came from the sources, by what they are known by."""
    codes = {each.pk: key for key, each in own.items()}
    of_ours = Q(source_key__in=(programs.AWARDS, programs.PROFILES)) | Q(
        source_key__startswith=programs.PAGES
    )
    every = Program.objects.filter(of_ours, organization__in=codes)
    return {
        (each.source_key, *codes[each.organization_id], _of(vars(each))): each for each in every
    }


def _digest(facts: Mapping[str, Any]) -> str:
    return digest({name: facts[name] for name in _FACTS})


def _is_untouched(held: Program) -> bool:
    return held.confirmed_at is None and _digest(vars(held)) == held.official_digest


def _add(
    rows: Mapping[Key, Row], held: Mapping[Key, Program], own: Mapping[Key, Organization]
) -> int:
    taken = set(Program.objects.values_list("slug", flat=True))
    fresh = []
    for key, row in rows.items():
        if key in held:
            continue
        organization = own[row["official_scheme"], row["official_code"]]
        slug = program_slug(row["name"], organization.slug, taken)
        taken.add(slug)
        fresh.append(_filled(Program(organization=organization, slug=slug), row))
    Program.objects.bulk_create(fresh, batch_size=_BATCH)
    return len(fresh)


def _filled(each: Program, row: Row) -> Program:
    for name in (*_FACTS, "source_key", "source_release"):
        setattr(each, name, row[name])
    each.official_digest = _digest(row)
    return each


def _renew(rows: Mapping[Key, Row], held: Mapping[Key, Program]) -> tuple[int, int]:
    """Bring untouched programs to the facts of the sources; return how many, and how many not."""
    changed, kept = [], 0
    for key, row in rows.items():
        each = held.get(key)
        if each is None or (
            each.official_digest == _digest(row) and each.source_release == row["source_release"]
        ):
            continue
        if _is_untouched(each):
            changed.append(_filled(each, row))
        else:
            kept += 1
    Program.objects.bulk_update(changed, _RENEWED, batch_size=_BATCH)
    return len(changed), kept


def _close(rows: Mapping[Key, Row], held: Mapping[Key, Program]) -> int:
    """Close untouched programs that their source holds no longer; return how many."""
    sources = {_source(key) for key in rows}
    gone = [
        each
        for key, each in held.items()
        if key not in rows
        and _source(key) in sources
        and each.status != Program.Status.CLOSED
        and _is_untouched(each)
    ]
    for each in gone:
        each.status = Program.Status.CLOSED
        each.official_digest = _digest(vars(each))
    Program.objects.bulk_update(gone, ["status", "official_digest"], batch_size=_BATCH)
    return len(gone)


def _fill_counts(rows: Iterable[Row], held: Mapping[Key, Program]) -> Filled:
    """Enter and renew official counts; what an institution reports itself stays beside them."""
    told = {}
    for row in rows:
        key = (row["source_key"], row["official_scheme"], row["official_code"], row["of"])
        if key in held:
            told[held[key].pk, row["cohort_year"]] = (held[key], row)
    there = {
        (each.program_id, each.cohort_year): each
        for each in Attainment.objects.filter(program__in=held.values(), credential=None).exclude(
            source_key=""
        )
    }
    fresh = [
        _counted(Attainment(program=p), p, row)
        for key, (p, row) in told.items()
        if key not in there
    ]
    changed, kept = [], 0
    for pair, (program, row) in told.items():
        each = there.get(pair)
        if each is None or _is_as_counted(each, row):
            continue
        if each.proof == Attainment.Proof.OFFICIAL and each.checked_by_id is None:
            changed.append(_counted(each, program, row))
        else:
            kept += 1
    Attainment.objects.bulk_create(fresh, batch_size=_BATCH)
    Attainment.objects.bulk_update(changed, [*_COUNTS, "note", "source_release"], batch_size=_BATCH)
    return Filled(len(fresh), len(changed), 0, kept)


def _is_as_counted(each: Attainment, row: Row) -> bool:
    told = [row.get(name) for name in _COUNTS]
    return (
        [getattr(each, name) for name in _COUNTS] == told
        and each.note == row["note"]
        and each.source_release == row["source_release"]
    )


def _counted(each: Attainment, program: Program, row: Row) -> Attainment:
    for name in _COUNTS:
        setattr(each, name, row.get(name))
    each.organization_id = program.organization_id
    each.cohort_year = row["cohort_year"]
    each.note = row["note"]
    each.proof = Attainment.Proof.OFFICIAL
    each.source_key = row["source_key"]
    each.source_release = row["source_release"]
    return each


def _fill_offerings(found: registry.Registry, held: Mapping[Key, Program]) -> Filled:
    """Enter what pages say programs teach toward; drop untouched ones that no page says any more."""
    credentials = dict(Credential.objects.values_list("key", "pk"))
    told = {}
    for each in found.offerings:
        program = _named(found, each.program, held)
        if program is not None and each.credential in credentials:
            told[program.pk, credentials[each.credential]] = (program, each)
    there = {
        (each.program_id, each.credential_id): each
        for each in Offering.objects.filter(program__in=held.values())
    }
    fresh = [
        _told(Offering(program=program, credential_id=key[1]), program, each)
        for key, (program, each) in told.items()
        if key not in there
    ]
    changed, kept = [], 0
    for pair, (program, offer) in told.items():
        old = there.get(pair)
        if old is None or old.registry_digest == _offer_digest(offer):
            continue
        if _is_offer_untouched(old):
            changed.append(_told(old, program, offer))
        else:
            kept += 1
    gone = [
        old.pk
        for key, old in there.items()
        if key not in told and old.registry_digest and _is_offer_untouched(old)
    ]
    Offering.objects.bulk_create(fresh, batch_size=_BATCH)
    Offering.objects.bulk_update(changed, [*_OFFERED, "registry_digest"], batch_size=_BATCH)
    Offering.objects.filter(pk__in=gone).delete()
    return Filled(len(fresh), len(changed), len(gone), kept)


def _named(found: registry.Registry, reference: str, held: Mapping[Key, Program]) -> Program | None:
    key = programs.known_by(found, reference)
    return held.get(key) if key else None


def _offer_digest(each: registry.TaughtCredential | Offering) -> str:
    return digest({name: getattr(each, name) for name in _OFFERED})


def _is_offer_untouched(held: Offering) -> bool:
    return not held.is_ended and _offer_digest(held) == held.registry_digest


def _told(held: Offering, program: Program, told: registry.TaughtCredential) -> Offering:
    for name in _OFFERED:
        setattr(held, name, getattr(told, name))
    held.organization_id = program.organization_id
    held.registry_digest = _offer_digest(told)
    return held


def _fill_articulations(found: registry.Registry, held: Mapping[Key, Program]) -> int:
    """Enter what pages say counts elsewhere; one that is there is its institution's."""
    credentials = dict(Credential.objects.values_list("key", "pk"))
    there = set(
        Articulation.objects.values_list("from_program", "credential", "to_program", "kind")
    )
    fresh = []
    for each in found.credits:
        start, end = (_named(found, name, held) for name in (each.from_program, each.to_program))
        if end is None or (each.from_program and start is None):
            continue
        given: dict[str, Any] = {
            "from_program_id": start.pk if start else None,
            "credential_id": credentials.get(each.credential),
            "to_program_id": end.pk,
            "kind": each.kind,
        }
        if tuple(given.values()) not in there:
            facts = {name: getattr(each, name) for name in _CREDITED}
            fresh.append(Articulation(organization_id=end.organization_id, **given, **facts))
    Articulation.objects.bulk_create(fresh, batch_size=_BATCH)
    return len(fresh)
