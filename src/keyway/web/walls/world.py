"""A small world to walk in: organizations, what is kept of them, and the people who ask.

Rows are made for every model that leads to an organization, this room's and those of rooms to come,
so that a new table is walked without a word here. Made only in a database that is thrown away.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from keyway.engine.perception.finding import Finding
from keyway.partners.models import Membership, Organization, Person
from keyway.partners.queries.freshness import CONFIRM
from keyway.web.walls.markers import NOW, Filler, Marker, Markers

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind, Status = Organization.Kind, Organization.Status


class _Everything(frozenset[str]):
    """Holds the name of every field."""

    def __contains__(self, name: object) -> bool:
        """Return True."""
        return True


_EVERYTHING = _Everything()

# What everybody may read of an organization in the directory, of its places, of a public contact.
PUBLIC_FACTS: dict[str, frozenset[str]] = {
    "partners.Organization": frozenset(
        [
            "name",
            "website",
            "phone",
            "summary",
            "subsector",
            "naics_code",
            "enrollment_count",
            "enrollment_note",
            "source_key",
            "source_release",
            "official_code",
            "search_text",
        ]
    ),
    "partners.Site": frozenset(["name", "street", "city", "zip_code", "longitude", "latitude"]),
    "partners.Contact": frozenset(["full_name", "title", "email", "phone"]),
    "credentials.ExamSite": _EVERYTHING,
    "credentials.Recognition": _EVERYTHING,
    "credentials.Program": _EVERYTHING,
    "credentials.Offering": _EVERYTHING,
    "credentials.Articulation": _EVERYTHING,
    "credentials.Attainment": _EVERYTHING,
    "credentials.Promise": _EVERYTHING,
}


@dataclass(frozen=True, slots=True)
class Place:
    """One organization of the world."""

    kind: str
    status: str = Status.APPROVED
    parent: str = ""
    runs_site: bool = False


PLACES: dict[str, Place] = {
    "partnership": Place(Kind.PARTNERSHIP, runs_site=True),
    "other_partnership": Place(Kind.PARTNERSHIP),
    "district": Place(Kind.DISTRICT),
    "school_a": Place(Kind.SCHOOL, parent="district"),
    "school_b": Place(Kind.SCHOOL, parent="district"),
    "maker_a": Place(Kind.MANUFACTURER),
    "maker_b": Place(Kind.MANUFACTURER),
    "maker_proposed": Place(Kind.MANUFACTURER, Status.PROPOSED),
    "maker_closed": Place(Kind.MANUFACTURER, Status.CLOSED),
    "office": Place(Kind.ELECTED_OFFICE),
}


@dataclass(frozen=True, slots=True)
class Asker:
    """One kind of person who asks.

    Attributes:
        role: role at ``home``; empty for whoever has none.
        home: key of the organization the role is held at.
        circle: keys of the organizations whose private rows the person may see.
        is_staff: sees every organization.
        is_administrator: may do everything.
        is_active: may sign in.
    """

    role: str = ""
    home: str = ""
    circle: frozenset[str] = frozenset()
    is_staff: bool = False
    is_administrator: bool = False
    is_active: bool = True


def _at(home: str, role: str, *parts: str, **more: bool) -> Asker:
    return Asker(role=role, home=home, circle=frozenset((home, *parts)), **more)


ANONYMOUS = "anonymous"
ASKERS: dict[str, Asker] = {
    ANONYMOUS: Asker(),
    "member": _at("maker_a", "member"),
    "educator_a": _at("school_a", "educator"),
    "educator_b": _at("school_b", "educator"),
    "district_admin": _at("district", "organization_admin", "school_a", "school_b"),
    "manufacturer_admin_a": _at("maker_a", "organization_admin"),
    "plant_manager_b": _at("maker_b", "plant_manager"),
    "proposed_admin": _at("maker_proposed", "organization_admin"),
    "partnership_director": _at("partnership", "partnership_director", is_staff=True),
    "partnership_staff": _at("partnership", "partnership_staff", is_staff=True),
    "partnership_volunteer": _at("partnership", "partnership_volunteer", is_staff=True),
    "other_director": _at("other_partnership", "partnership_director"),
    "office_aide": _at("office", "office_staff"),
    "administrator": Asker(is_staff=True, is_administrator=True),
    "closed_account": Asker(role="organization_admin", home="maker_a", is_active=False),
}


@dataclass
class World:
    """What was made."""

    markers: Markers = field(default_factory=Markers)
    organizations: dict[str, Organization] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    rows: dict[tuple[str, str], models.Model] = field(default_factory=dict)
    before: dict[str, dict[int, tuple[str, Any]]] = field(default_factory=dict)
    shared: dict[str, models.Model] = field(default_factory=dict)

    def row(self, label: str, organization: str) -> models.Model:
        """Return the row of a model that belongs to an organization."""
        return self.rows[label, organization]

    def may_see(self, asker: str, marker: Marker) -> bool:
        """Return whether a person may read what a marker stands for."""
        who = ASKERS[asker]
        return (
            marker.is_public
            or marker.person == asker
            or who.is_staff
            or marker.organization in who.circle
        )

    def changed_outside(self, asker: str) -> list[tuple[str, str]]:
        """Return model and organization of rows outside a person's circle that are not as they were."""
        circle, now = ASKERS[asker].circle, self.rows_now()
        return [
            (label, organization)
            for label, rows in self.before.items()
            for number, (organization, values) in rows.items()
            if organization not in circle and now[label].get(number, ("", ()))[1] != values
        ]

    def rows_now(self) -> dict[str, dict[int, tuple[str, Any]]]:
        """Return every row that belongs to an organization, as it stands now."""
        keys = {made.pk: key for key, made in self.organizations.items()}
        homes = {made.pk: ASKERS[key].home for key, made in self.people.items()}
        found = {
            "partners.Person": {row[0]: (homes.get(row[0], ""), row) for row in _values(Person)}
        }
        everything: list[type[models.Model]] = [Organization, *tenant_models()]
        for model in everything:
            if model._meta.label in PASSED_ON:
                continue
            place = _place_of_organization(model)
            found[model._meta.label] = {
                row[0]: (keys.get(row[place], ""), row) for row in _values(model)
            }
        return found


# Work waits for others and is closed by them.
PASSED_ON = frozenset({"partners.WorkItem"})


def _values(model: type[models.Model]) -> list[tuple[Any, ...]]:
    return list(
        model._default_manager.values_list(*(each.attname for each in model._meta.concrete_fields))
    )


def _place_of_organization(model: type[models.Model]) -> int:
    names = [each.attname for each in model._meta.concrete_fields]
    return names.index("organization_id") if "organization_id" in names else 0


def token_of(label: str, organization: str) -> str:
    """Return the token whose digest is kept in a row."""
    return f"walk-{label.lower().replace('.', '-')}-{organization}"


def build() -> World:
    """Make the world in the present database."""
    world = World()
    filler = Filler(world.markers)
    for key, place in PLACES.items():
        world.organizations[key] = _organization(key, place, world, filler)
    for key, who in ASKERS.items():
        if key != ANONYMOUS:
            world.people[key] = _person(key, who, world, filler)
    for model in tenant_models():
        for key in PLACES:
            if (model._meta.label, key) not in world.rows:
                _row(model, key, world, filler)
    return world


def _organization(key: str, place: Place, world: World, filler: Filler) -> Organization:
    given: dict[str, Any] = {
        "slug": f"walk-{key.replace('_', '-')}",
        "kind": place.kind,
        "status": place.status,
        "parent": world.organizations.get(place.parent),
        "runs_site": place.runs_site,
        "state_code": "AZ",
        "official_scheme": "",
        "official_code": "",
    }
    public = PUBLIC_FACTS["partners.Organization"] if _is_public(key) else frozenset()
    made = Organization.objects.create(**filler.fields(Organization, given, key, public=public))
    world.rows["partners.Organization", key] = made
    return made


def _person(key: str, who: Asker, world: World, filler: Filler) -> Person:
    given: dict[str, Any] = {"is_superuser": who.is_administrator, "is_active": who.is_active}
    given |= {"password": "!", "preferred_language": "en", "access_changed_at": None}
    fields = filler.fields(Person, {**given, "last_login": None}, who.home, person=key)
    made = Person.objects.create(**fields)
    if who.home:
        home = world.organizations[who.home]
        held = Membership.objects.create(
            organization=home, person=made, role=who.role, since_at=NOW
        )
        world.rows.setdefault(("partners.Membership", who.home), held)
    return made


@cache
def tenant_models() -> tuple[type[models.Model], ...]:
    """Return the models with a path to an organization, those that others point to first."""
    found: list[type[models.Model]] = [Organization]
    waiting: list[type[models.Model]]
    waiting = [each for each in apps.get_models() if each is not Organization]
    while ready := [each for each in waiting if _leads_to(each, found, waiting)]:
        found += ready
        waiting = [each for each in waiting if each not in ready]
    return tuple(found[1:])


def _leads_to(
    model: type[models.Model],
    found: list[type[models.Model]],
    waiting: list[type[models.Model]],
) -> bool:
    targets = [each.related_model for each in _keys(model)]
    later = {each for each in waiting if any(k.related_model in found for k in _keys(each))}
    is_ready = not any(target in later and target is not model for target in targets)
    return is_ready and any(target in found for target in targets)


def _keys(model: type[models.Model]) -> Iterator[models.ForeignKey[Any, Any]]:
    for each in model._meta.concrete_fields:
        if isinstance(each, models.ForeignKey):
            yield each


def _row(model: type[models.Model], key: str, world: World, filler: Filler) -> None:
    """Make one row of a model for an organization."""
    label = model._meta.label
    given = _given(label, key)
    for each in _keys(model):
        if each.name not in given:
            given[each.name] = _target(each, key, world, filler)
    public = PUBLIC_FACTS.get(label, frozenset()) if _is_public(key) else frozenset()
    if label == "partners.Contact":
        _contact(model, key, given, world, filler)
        given, public = {**given, "is_public": True}, public
    fields = filler.fields(model, given, key, public=public)
    made = model._default_manager.create(**fields)
    world.rows.setdefault((label, key), made)


def _contact(
    model: type[models.Model], key: str, given: dict[str, Any], world: World, filler: Filler
) -> None:
    """Make the contact that only colleagues and staff may see; the public one comes after."""
    fields = filler.fields(model, {**given, "is_public": False}, key)
    world.rows["partners.Contact", key] = model._default_manager.create(**fields)


def _target(
    each: models.ForeignKey[Any, Any], key: str, world: World, filler: Filler
) -> models.Model | None:
    """Return the row that a foreign key points to: of the same organization, where it may be empty none."""
    label = each.related_model._meta.label
    if each.name == "about" or label not in {name for name, _ in world.rows}:
        return None if each.null else _shared(each.related_model, world, filler)
    return world.rows.get((label, key))


def _shared(model: type[models.Model], world: World, filler: Filler) -> models.Model:
    """Return the one row of a model that belongs to nobody, such as a credential."""
    label = model._meta.label
    if label == "partners.Person":
        return _somebody(world)
    if label not in world.shared:
        keys = {
            each.name: _shared(each.related_model, world, filler)
            for each in _keys(model)
            if not each.null
        }
        fields = filler.fields(model, keys, "", public=_EVERYTHING)
        world.shared[label] = model._default_manager.create(**fields)
    return world.shared[label]


def _somebody(world: World) -> Person:
    return world.people["administrator"]


def _is_public(key: str) -> bool:
    return PLACES[key].status == Status.APPROVED


def _given(label: str, key: str) -> dict[str, Any]:
    """Return what a row needs that a marker cannot be."""
    digest = hashlib.sha256(token_of(label, key).encode()).hexdigest()
    number = list(PLACES).index(key)
    given: dict[str, dict[str, Any]] = {
        "partners.Site": {
            "is_main": True,
            "longitude": round(-111.8 - number / 100, 4),
            "latitude": 33.4,
            "location_precision": "exact",
            "county_fips": "04013",
            "zip_code": "85210",
            "state_code": "AZ",
        },
        "partners.Membership": {"role": "member", "person": None},
        "partners.Invitation": {"token_digest": digest, "role": "member", "expires_at": _later()},
        "partners.Link": {
            "token_digest": digest,
            "deed": CONFIRM,
            "expires_at": _later(),
        },
        "partners.WorkItem": {"kind": "walk.walked", "address": "/en/"},
        "partners.ImportBatch": {"kind": Kind.MANUFACTURER, "mapping": {"columns": []}},
        "partners.ImportChange": {"kind": "partners.contact"},
        # An address that somebody types is no secret of the page that answers.
        "credentials.Program": {"slug": f"walk-program-{number}"},
        "credentials.Attainment": {"attempted_count": 40 + number, "earned_count": 20 + number},
        "credentials.RegistryImport": {"findings": {"defaults": {}}},
        "credentials.Promise": {"until_date": _later().date()},
        "promote.PerceptionSurvey": {"lots": []},
        # What a teacher began without an account is found by its token alone.
        "promote.SurveyGroup": {"result_digest": ""},
        "promote.SurveyQuestion": {"topics": []},
        "promote.Response": {"answers": {}},
        "promote.SittingResult": {"counts": {}},
        "promote.PerceptionFinding": {"result": Finding().to_json()},
    }
    found = given.get(label, {})
    return {name: value for name, value in found.items() if value is not None}


def _later() -> Any:
    return NOW.replace(year=2099)
