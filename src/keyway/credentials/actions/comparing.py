"""What a file of others would change in the registry; nothing is written here.

A file verifies nothing and signs nothing: levels that only a site itself can vouch for come in as
cited, claims come in unverified, promises are left to the employers who sign them. What the file does
not say is left as it is. What is not understood is kept beside what it belongs to.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from keyway.credentials.models import (
    Credential,
    ForeignNode,
    Issuer,
    Offering,
    Program,
    Recognition,
)
from keyway.credentials.queries import findings, linked
from keyway.credentials.queries.naming import in_our_words, numbered
from keyway.credentials.queries.promises import standing_promises
from keyway.partners.models import Organization
from keyway.partners.queries.naming import folded
from keyway.standards.ctdl import deeds, minted, reading, writing
from keyway.standards.ctdl.changes import (
    cycles,
    differing,
    ends_fit,
    is_same,
    overlaid,
    split,
    without_ranges,
)
from keyway.standards.ctdl.graphs import (
    address_of,
    beside,
    group_of,
    grouped,
    name_of,
    page_of,
    pointed,
    reference,
    rewritten,
    rewritten_part,
    swept,
    things,
)
from keyway.standards.ctdl.plans import Change, Defaults, Plan
from keyway.standards.ctdl.rows import is_key
from keyway.standards.foreign import canonical, differences, merged, paths, residue

if TYPE_CHECKING:
    from keyway.credentials.queries.linked import Telling
    from keyway.standards.ctdl.facts import Judgment, ProgramFacts
    from keyway.standards.foreign import Node


@dataclass(slots=True)
class _Known:
    """The registry as it stands, and what the file has been found to speak of so far."""

    told: Telling
    defaults: Defaults
    by_id: dict[str, Node]
    issuers: dict[str, Issuer]
    credentials: dict[str, Credential]
    programs: dict[str, Program]
    claims: dict[str, Recognition]
    offerings: dict[int, list[Offering]]
    agreements: dict[str, Node]
    organizations: dict[str, Organization]
    keys: dict[str, str] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    issuer_nodes: dict[str, Node] = field(default_factory=dict)
    bodies: dict[str, Node] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    successors: dict[str, str] = field(default_factory=dict)
    said: dict[tuple[object, ...], list[tuple[str, str]]] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    plan: Plan = field(default_factory=Plan)


def compared(document: object, *, told: Telling, defaults: Defaults) -> Plan:
    """Return what a document would change.

    Args:
        document: CTDL, of this site or another: one thing, a list, or a graph.
        told: how the registry is told now.
        defaults: what counts where the document does not say it.
    """
    known = _compared(document, told, defaults, {})
    moved = {theirs: ours for theirs, ours in known.addresses.items() if theirs != ours}
    # Things point at each other in any order: once all addresses are known, everything is said anew.
    return _compared(document, told, defaults, moved).plan if moved else known.plan


def _compared(document: object, told: Telling, defaults: Defaults, moved: dict[str, str]) -> _Known:
    found = things(document)
    known = _known(found, told, defaults)
    known.addresses.update(moved)
    for claim in known.claims.values():
        about = _about(claim, claim.credential.key)
        known.said.setdefault(about, []).append((claim.place, claim.recognizer))
    groups = grouped(found)
    taken = _credential_keys(groups.get("credential", []), known)
    for key, node in taken.items():
        _credential(key, node, known)
    for name, take in _TAKERS.items():
        for each in groups.get(name, []):
            take(each, known)
    for each in groups.get("", []):
        _keep(each, known)
    _issuers(known)
    if said := beside(document):
        held = ForeignNode.objects.filter(identifier="").first()
        _keep_as("", {**(held.node if held else {}), **said}, known)
    for code, links in (("cycle", known.parents), ("replaced", known.successors)):
        known.plan.blocks += [(code, " → ".join(way)) for way in cycles(links)]
    return known


def _known(found: list[Node], told: Telling, defaults: Defaults) -> _Known:
    credentials = {each.key: each for each in linked.credential_rows(everything=True)}
    claims = Recognition.objects.select_related("credential", "organization")
    programs = Program.objects.select_related("organization")
    shown = Organization.objects.filter(status=Organization.Status.APPROVED)
    return _Known(
        told=told,
        defaults=defaults,
        by_id={each["@id"]: each for each in found if isinstance(each.get("@id"), str)},
        issuers={each.key: each for each in Issuer.objects.all()},
        credentials=credentials,
        programs={each.slug: each for each in programs},
        offerings=linked.program_offerings(programs),
        agreements={each["@id"]: each for each in linked.agreement_nodes(told)},
        claims={linked.recognition_facts(each, told.places).key: each for each in claims},
        organizations={each.slug: each for each in shown},
        slugs={each.key: each.slug for each in credentials.values()},
        keys={told.places.credential(each.slug): each.key for each in credentials.values()},
        parents={key: row.stack_parent.key for key, row in credentials.items() if row.stack_parent},
        successors={
            key: row.superseded_by.key for key, row in credentials.items() if row.superseded_by
        },
    )


# --- credentials -----------------------------------------------------------------------------------


def _credential_keys(found: list[Node], known: _Known) -> dict[str, Node]:
    """Return the credentials of a file by the key that the registry knows or will know them by."""
    by_ctid = {row.ctid or minted("credential", key): key for key, row in known.credentials.items()}
    by_name = {
        (folded(row.name), folded(row.issuer.name)): key for key, row in known.credentials.items()
    }
    by_slug = {slug: key for key, slug in known.slugs.items()}
    taken: dict[str, Node] = {}
    for node in found:
        issuer = pointed(reference(node, "ceterms:ownedBy", "ceterms:offeredBy"), known.by_id)
        if not name_of(node) or not name_of(issuer):
            _leave(node, "nameless", known)
            continue
        said = reading.text(node.get("keyway:key"), 80)
        key = (
            (said if is_key(said) else "")
            or by_slug.get(page_of(node.get("@id"), "credentials"), "")
            or by_ctid.get(str(node.get("ceterms:ctid")), "")
            or by_name.get((folded(name_of(node)), folded(name_of(issuer))), "")
            or numbered(slugify(name_of(node))[:70] or "credential", {*known.credentials, *taken})
        )
        if key in taken:
            known.plan.blocks.append(("twice", name_of(node)))
            continue
        taken[key] = node
        _place_credential(key, node, known)
        known.issuer_nodes.setdefault(_issuer_key(issuer, known), issuer)
    return taken


def _place_credential(key: str, node: Node, known: _Known) -> None:
    """Give a credential its page, and let its addresses in the file lead there."""
    if key not in known.slugs:
        wanted = page_of(node.get("@id"), "credentials") or slugify(name_of(node))[:110] or key
        known.slugs[key] = numbered(wanted, set(known.slugs.values()))
    page = known.told.places.credential(known.slugs[key])
    known.keys[page] = key
    if theirs := address_of(node):
        known.addresses[theirs] = page
        known.keys[theirs] = key


def _issuer_key(node: Node, known: _Known) -> str:
    """Return the key of an issuer, and let its address in the file lead to it."""
    said = reading.text(node.get("keyway:key"), 60)
    name = folded(name_of(node))
    same = next((key for key, row in known.issuers.items() if folded(row.name) == name), "")
    key = (said if is_key(said) else "") or same or slugify(name_of(node))[:60] or "issuer"
    if theirs := address_of(node):
        known.addresses[theirs] = known.told.places.issuer(key)
    return key


def _credential(key: str, node: Node, known: _Known) -> None:
    issuer = pointed(reference(node, "ceterms:ownedBy", "ceterms:offeredBy"), known.by_id)
    row = known.credentials.get(key)
    old = linked.credential_facts(row, known.told.places) if row else None
    read = reading.credential(
        node, key=key, slug=known.slugs[key], keys=known.keys, issuer=_issuer_key(issuer, known)
    )
    read = in_our_words(read, Credential)
    read = replace(
        read,
        family=read.family or (old.family if old else known.defaults.family),
        level=read.level or (old.level if old else known.defaults.level),
        exam_places=tuple(
            replace(each, organization=_shown(each.organization, known))
            for each in read.exam_places
        ),
        codes=tuple(each for each in read.codes if len(each.code) <= 10),
    )
    facts = overlaid(read, old)
    if not ends_fit(facts):
        known.plan.contradictions.append(("range", facts.name))
        facts = without_ranges(facts, old)
    known.parents[key] = facts.stack_parent
    known.successors[key] = facts.superseded_by
    # An issuer within its credential is kept with the issuers, not twice.
    ours = known.told.places.issuer(read.issuer)
    told = _honest(
        rewritten_part(node, "ceterms:ownedBy", issuer, ours),
        f"credential|{key}", known, is_known=row is not None,
    )  # fmt: skip
    _note(Credential, facts, old, told, known)


# --- claims ----------------------------------------------------------------------------------------


def _action(node: Node, known: _Known) -> None:
    """Take a claim of recognition; leave a promise to whoever signs it."""
    if "keyway:promise" in node:
        standing = linked.promise_nodes(standing_promises(on=known.told.on), known.told)
        if node in standing:
            known.plan.same += 1
        else:
            known.plan.left_out.append((reading.spoken(node.get("ceterms:description")), "promise"))
        return
    key = known.keys.get(address_of(reference(node, "ceterms:object")), "")
    agent = reference(node, "ceterms:actingAgent")
    slug = _shown(address_of(agent), known)
    body = pointed(agent, known.by_id)
    who = reading.text(node.get("keyway:recognizer"), 200) or name_of(body)
    who = who or (known.organizations[slug].name if slug else "")
    if not key or not who:
        _leave(node, "aimless", known)
        return
    read = reading.recognition(node, credential=key, recognizer=who, organization=slug)
    read = in_our_words(read, Recognition)
    if read.type == Recognition.Type.STATE_LIST and not read.state_code:
        _leave(node, "stateless", known)
        return
    if not slug and body:
        known.bodies.setdefault(who, body)
        if theirs := address_of(body):
            known.addresses.setdefault(theirs, known.told.places.recognizer(who))
    _claim(node, read, known)


def _claim(node: Node, read: Any, known: _Known) -> None:
    row = known.claims.get(read.key)
    old = linked.recognition_facts(row, known.told.places) if row else None
    if read.key in known.met:
        known.plan.contradictions.append(("claim_twice", f"{read.recognizer}, {read.credential}"))
        _keep(node, known)
        return
    known.met.add(read.key)
    if theirs := address_of(node):
        known.addresses[theirs] = known.told.places.recognition(read.key)
    told = _honest(node, f"recognition|{read.key}", known, is_known=row is not None)
    _note(Recognition, overlaid(read, old), old, told, known)
    _contradicting(read, known)


def _contradicting(read: Any, known: _Known) -> None:
    """Tell a claim that says of one list and year what another denies."""
    no = {Recognition.Place.REFUSED, Recognition.Place.REMOVED}
    others = known.said.setdefault(_about(read, read.credential), [])
    for place, who in others:
        if (place in no) != (read.place in no):
            words = f"{read.recognizer}, {who}: {read.credential}"
            known.plan.contradictions.append(("claims", words))
    others.append((read.place, read.recognizer))


def _about(claim: Any, credential: str) -> tuple[object, ...]:
    """Return what a claim is about: a list of a state in a year."""
    return (credential, claim.type, claim.state_code, claim.list_key, claim.year)


# --- programs --------------------------------------------------------------------------------------


def _program(node: Node, known: _Known) -> None:
    """Take a program of an institution that the directory has."""
    host = reference(node, "ceterms:offeredBy", "ceterms:ownedBy")
    organization = _host(host, known)
    if not organization or not name_of(node):
        _leave(node, "homeless", known)
        return
    said = reading.text(node.get("keyway:key"), 160)
    page = page_of(node.get("@id"), "programs")
    slug = (said if is_key(said[:80]) else "") or page or slugify(name_of(node))[:150]
    row = known.programs.get(slug)
    if row is not None and row.organization.slug != organization:
        known.plan.contradictions.append(("elsewhere", name_of(node)))
        _keep(node, known)
        return
    offered = known.offerings.get(row.pk, []) if row else []
    old = linked.program_facts(row, offered, known.told.places) if row else None
    read = reading.program(node, slug=slug, organization=organization, keys=known.keys)
    college = known.organizations[organization].kind == Organization.Kind.COLLEGE
    level = Program.Level.CERTIFICATE if college else Program.Level.SECONDARY
    read = in_our_words(read, Program)
    read = replace(
        read,
        level=read.level or (old.level if old else level.value),
        offerings=tuple(in_our_words(each, Offering) for each in read.offerings),
    )
    if theirs := address_of(node):
        known.addresses[theirs] = known.told.places.program(slug)
    told = _honest(node, f"program|{slug}", known, is_known=row is not None)
    _note(Program, _offered(overlaid(read, old), read, old), old, told, known)


def _shown(address: str, known: _Known) -> str:
    """Return which organization of the directory an address leads to, if any."""
    slug = page_of(address, "partners")
    return slug if slug in known.organizations else ""


def _host(reference: object, known: _Known) -> str:
    """Return the institution of a program, by its page or its name; nothing if nobody knows it."""
    if slug := _shown(address_of(reference), known):
        return slug
    name = folded(name_of(pointed(reference, known.by_id)))
    same = [key for key, row in known.organizations.items() if name and folded(row.name) == name]
    return same[0] if len(same) == 1 else ""


def _offered(facts: ProgramFacts, read: ProgramFacts, old: ProgramFacts | None) -> ProgramFacts:
    """Return a program with what it teaches toward: as before, and what the file adds."""
    before = {each.credential: each for each in old.offerings} if old else {}
    now = {each.credential: overlaid(each, before.get(each.credential)) for each in read.offerings}
    both = before | now
    return replace(facts, offerings=tuple(both[key] for key in sorted(both)))


# --- the rest --------------------------------------------------------------------------------------


def _agent(node: Node, known: _Known) -> None:
    """Keep an organization's further terms beside it, or the whole where the registry has none."""
    address = address_of(node)
    slug = page_of(address, "partners")
    places = known.told.places
    if any(each is node for each in known.issuer_nodes.values()):
        return
    body = next((name for name, each in known.bodies.items() if each is node), "")
    if slug in known.organizations:
        ours = writing.organization(linked.organization_facts(known.organizations[slug]), places)
    elif body:
        known.addresses[address] = places.recognizer(body)
        ours = deeds.body(body, places)
    else:
        _keep(node, known)
        return
    _keep_beside(node, ours, "", known)


def _agreement(node: Node, known: _Known) -> None:
    """Leave an agreement to the institution that gives the credit; it is no file's to make."""
    ours = known.agreements.get(address_of(node))
    if ours is None:
        _leave(node, "agreement", known)
    else:
        known.plan.odd += _odd(name_of(node), node, ours)
        _keep_beside(node, ours, f"agreement|{ours['keyway:key']}", known)


def _keep_beside(node: Node, ours: Node, about: str, known: _Known) -> None:
    """Keep what a file says beyond a thing that stands as the registry has it."""
    node = _honest(node, about, known, is_known=True)
    extra = residue(rewritten(node, {address_of(node): ours["@id"]}), ours)
    if extra:
        _keep_as(str(ours["@id"]), {"@residue": extra}, known)
        known.plan.kept.append((name_of(node), sorted(paths(extra))))
    else:
        known.plan.same += 1


def _odd(name: str, told: Node, ours: Node) -> list[tuple[str, str, str, str]]:
    """Return where a file says something in another way: thing, place, theirs, ours."""
    found = ((at, f"{one}"[:200], f"{other}"[:200]) for at, one, other in differences(told, ours))
    return [(name, *each) for each in found if not each[0].endswith("@id")]


def _reckoned(node: Node, known: _Known) -> None:
    """Leave out what a site reckons itself; keep what others say of occupations."""
    if group_of(node) == "demand" and "keyway:openingsUnfilled" in node:
        known.plan.left_out.append((reading.spoken(node.get("ceterms:description")), "demand"))
    elif not node.get("keyway:ctidIsMintedHere"):
        _keep(node, known)


def _issuers(known: _Known) -> None:
    for key, node in known.issuer_nodes.items():
        row = known.issuers.get(key)
        old = linked.issuer_facts(row) if row else None
        facts = overlaid(reading.issuer(node, key), old)
        _note(Issuer, facts, old, rewritten(node, known.addresses), known)


def _leave(node: Node, why: str, known: _Known) -> None:
    known.plan.left_out.append((name_of(node) or address_of(node), why))
    _keep(node, known)


def _keep(node: Node, known: _Known) -> None:
    """Keep a whole thing as the file has it."""
    node = _honest(node, "", known, is_known=False)
    address = address_of(node)
    print_ = hashlib.sha256(canonical(node).encode()).hexdigest()
    identifier = address if 0 < len(address) <= 300 else f"urn:sha256:{print_}"
    _keep_as(identifier, node, known)


def _keep_as(identifier: str, node: Node, known: _Known) -> None:
    held = ForeignNode.objects.filter(identifier=identifier).first()
    if held is not None and held.node == node:
        known.plan.same += 1
        return
    known.plan.foreign[identifier] = node
    if "@residue" not in node:
        known.plan.kept.append((name_of(node) or identifier, [str(node.get("@type", ""))]))


def _honest(node: Node, about: str, known: _Known, *, is_known: bool) -> Node:
    """Return a thing without findings that are said to be this site's own and are not.

    Of what the registry has, its own findings are known here; a file has nothing to add to them.
    """
    base = known.told.places.base

    def is_kept(found: Judgment, what: str) -> bool:
        if found.by == base and not findings.is_sealed(what, found):
            known.plan.contradictions.append(("forged", name_of(node) or about))
            return False
        return not is_known or found.by != base

    found: Node = swept(rewritten(node, known.addresses), about, known.keys, is_kept)
    return found


def _note(model: type[Any], facts: Any, old: Any, told: Node, known: _Known) -> None:
    """Add a thing to the plan: new, changed or the same; and what is kept beside it."""
    bare = replace(facts, kept={})
    ours = deeds.written(bare, known.told.places, known.slugs)
    before = old.kept if old else {}
    kept = residue(merged(told, before), ours)
    if hasattr(bare, "offerings"):
        facts, kept = split(facts, kept)
    facts = replace(facts, kept=kept)
    name = facts.called if hasattr(facts, "called") else facts.name
    if old is not None and is_same(facts, old):
        known.plan.same += 1
    else:
        what = model._meta.model_name
        changes = tuple(differing(facts, old)) if old else ()
        key = getattr(facts, "key", "") or facts.slug
        change = Change(str(what), key, name, old is None, facts, kept, changes)
        known.plan.changes.append(change)
    if kept:
        known.plan.kept.append((name, sorted(paths(kept))))
    known.plan.odd += _odd(name, told, ours)


_TAKERS = {
    "action": _action, "program": _program, "agreement": _agreement, "agent": _agent,
    "demand": _reckoned, "occupation": _reckoned,
}  # fmt: skip
