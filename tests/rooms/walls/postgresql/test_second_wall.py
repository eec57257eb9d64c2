"""Row-level security: the database itself shows private rows only to those they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import Error, connection, models, transaction
from django.db.models import F

from keyway.partners.access.walls import opened_for, opened_for_system, shut
from keyway.partners.models import Contact, JournalEntry, Organization
from keyway.partners.queries.circles import NOBODY, circle_of
from keyway.web.keeping.role import standing_of_role
from keyway.web.walls.world import ASKERS, tenant_models

if TYPE_CHECKING:
    from keyway.web.walls.world import World

pytestmark = pytest.mark.django_db


def _tables() -> dict[str, type[models.Model]]:
    """Every table with a path to an organization, through tables of many-to-many as well."""
    own: list[type[models.Model]] = [Organization, *tenant_models()]
    through = [
        each
        for each in apps.get_models(include_auto_created=True)
        if each._meta.auto_created
        and any(key.related_model in own for key in each._meta.fields if key.is_relation)
    ]
    return {each._meta.db_table: each for each in (*own, *through)}


def _rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def test_every_table_with_a_path_to_an_organization_is_walled() -> None:
    walled = _rows(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity "
        "AND relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid)"
    )

    assert set(_tables()) - {name for (name,) in walled} == set()


def test_the_role_of_the_site_is_bound_by_the_walls() -> None:
    assert standing_of_role() == (
        True,
        "Row-level security binds keyway_application, the role that the site runs as.",
    )


def test_a_superuser_is_told_to_step_down() -> None:
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        try:
            is_well, sentence = standing_of_role()
        finally:
            cursor.execute("SET ROLE keyway_application")

    assert not is_well
    assert "a superuser" in sentence
    assert "KEYWAY_DATABASE_OWNER_URL" in sentence


def test_no_view_and_no_function_goes_around_the_walls() -> None:
    views = _rows("SELECT viewname FROM pg_views WHERE schemaname = 'public'")
    definers = _rows(
        "SELECT proname FROM pg_proc JOIN pg_namespace AS home ON home.oid = pronamespace "
        "WHERE home.nspname = 'public' AND prosecdef"
    )

    assert (views, definers) == ([], [])


# Keys that hold across organizations: what everybody may know, and digests that nobody can guess.
ACROSS = {
    # Rows of one organization below rows of the same one.
    "credentials_attainment": {"program_id"},
    "credentials_offering": {"program_id"},
    "credentials_petition_programs": {"petition_id"},
    "credentials_promise": {"renews_id"},
    "needs_rolloutline": {"plan_id"},
    "needs_rolloutplan": {"scenario_id"},
    "promote_linkreach": {"link_id"},
    "promote_sitting": {"group_id", "code"},
    "promote_sittingresult": {"sitting_id"},
    "promote_surveyquestion": {"survey_id"},
    # The code of a short link is drawn at random and printed on posters.
    "promote_campaignlink": {"code"},
    # Everybody may read these.
    "credentials_program": {"slug"},
    "credentials_recognition": {"credential_id"},
    "partners_organization": {"slug", "official_code", "runs_site"},
    "partners_invitation": {"token_digest"},
    "partners_link": {"token_digest"},
}


def test_no_unique_key_tells_what_another_organization_holds() -> None:
    keys = _rows(
        "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' "
        "AND indexdef LIKE 'CREATE UNIQUE%%' AND indexname NOT LIKE '%%_pkey'"
    )

    telling = [
        told
        for table, told in keys
        if table in _tables()
        and "organization_id" not in told
        and not any(column in told for column in ACROSS.get(table, ()))
    ]

    # A contact belongs to one organization, so its standing consents do.
    assert [each for each in telling if "one_standing_consent_per_purpose" not in each] == []


# Rows of the eight organizations in the directory that everybody may read.
OPEN_WITH_THEIR_ORGANIZATION = frozenset(
    f"credentials.{name}"
    for name in (
        "Articulation", "Attainment", "ExamSite", "Offering", "Program", "Promise", "Recognition",
    )
)  # fmt: skip
OPEN = OPEN_WITH_THEIR_ORGANIZATION | {"partners.Site"}
PUBLIC = {
    "partners.Site": 8,
    "partners.Contact": 8,
    **dict.fromkeys(OPEN_WITH_THEIR_ORGANIZATION, 8),
}


def test_nothing_private_is_there_when_nothing_is_open(world: World) -> None:
    everything = {model._meta.label: model._default_manager.count() for model in tenant_models()}

    with shut():
        left = {
            model._meta.label: list(model._default_manager.values_list("organization__status"))
            for model in tenant_models()
        }

    assert min(everything.values()) >= 10
    assert {label: len(rows) for label, rows in left.items() if rows} == PUBLIC
    assert {status for rows in left.values() for (status,) in rows} == {"approved"}


def test_organizations_that_wait_or_are_closed_are_not_there_for_a_visitor(world: World) -> None:
    with shut():
        seen = set(Organization.objects.values_list("status", flat=True))

    assert seen == {"approved"}


def test_everybody_sees_the_private_rows_of_their_circle_and_no_others(world: World) -> None:
    keys = {made.pk: key for key, made in world.organizations.items()}
    seen = {}

    for asker in world.people:
        with opened_for(circle_of(world.people[asker])):
            for model in tenant_models():
                rows = model._default_manager.values_list("organization_id", flat=True)
                found = {keys[number] for number in _private(model, rows)}
                seen[asker, model._meta.label] = found

    expected = {
        (asker, label): (
            set(keys.values()) if ASKERS[asker].is_staff else set(ASKERS[asker].circle)
        )
        & ({"maker_proposed", "maker_closed"} if label in OPEN else set(keys.values()))
        for asker, label in seen
    }
    assert seen == expected


def _private(model: type[models.Model], rows: Any) -> Any:
    """Return the rows that not everybody may read."""
    if model is Contact:
        return rows.filter(is_public=False)
    is_open = model._meta.label in OPEN
    return rows.exclude(organization__status="approved") if is_open else rows


def test_nobody_writes_at_another_organization(world: World) -> None:
    circle = circle_of(world.people["manufacturer_admin_a"])

    for model in tenant_models():
        foreign = world.row(model._meta.label, "maker_b")
        copied = {
            each.attname: getattr(foreign, each.attname)
            for each in model._meta.concrete_fields
            if not each.primary_key
        }
        with opened_for(circle):
            rows = model._default_manager.filter(pk=foreign.pk)
            if model is not JournalEntry:  # whose rows nobody may change or delete at all
                assert _changed(rows) == 0
                assert _deleted(rows) == 0
            with pytest.raises(Error, match="row-level security"), transaction.atomic():
                model._default_manager.create(**copied)

        assert model._default_manager.filter(pk=foreign.pk).exists()


def _changed(rows: Any) -> int:
    return int(rows.update(organization_id=F("organization_id")))


def _deleted(rows: Any) -> int:
    return int(rows._raw_delete(rows.db))


def test_nobody_takes_an_organization_into_their_circle(world: World) -> None:
    own = world.organizations["district"]
    foreign = world.organizations["maker_b"]

    with opened_for(circle_of(world.people["district_admin"])):
        changed = Organization.objects.filter(pk=foreign.pk).update(parent=own, name="Ours")

    assert changed == 0


def test_the_journal_is_added_to_and_never_changed(world: World) -> None:
    rows = JournalEntry.objects.all()

    with pytest.raises(Error, match="permission denied"), transaction.atomic():
        rows.update(event="x.done")
    with pytest.raises(Error, match="permission denied"), transaction.atomic():
        _deleted(rows)


# --- openings end ----------------------------------------------------------------------------------


def _contacts() -> int:
    return Contact.objects.filter(is_public=False).count()


def test_an_opening_ends_with_its_block(world: World) -> None:
    around = _contacts()

    with opened_for(circle_of(world.people["plant_manager_b"])):
        within = _contacts()
        with shut():
            shut_within = _contacts()
        with opened_for_system("a proof"):
            everywhere = _contacts()
        after_inner = _contacts()

    assert (within, shut_within, everywhere, after_inner) == (1, 0, around, 1)
    assert _contacts() == around


def test_an_opening_ends_when_its_block_fails(world: World) -> None:
    around = _contacts()

    with pytest.raises(ZeroDivisionError), opened_for(NOBODY):
        raise ZeroDivisionError

    assert _contacts() == around


def test_an_opening_ends_when_its_block_is_taken_back(world: World) -> None:
    around = _contacts()

    with opened_for(NOBODY):
        transaction.set_rollback(True)

    assert _contacts() == around
