"""The registry is kept by staff: entered, changed, checked and stacked, and never in a circle."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.urls import reverse

from keyway.credentials.actions import registry
from keyway.credentials.models import Credential, Issuer
from keyway.partners.access import NotPermitted
from keyway.partners.models import JournalEntry
from tests.factories.credentials import TODAY, code, credential, issuer
from tests.factories.people import member, organization, partnership

if TYPE_CHECKING:
    from django.test import Client

    from keyway.partners.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Person:
    return member(partnership(), "partnership_staff")


def values(**changed: Any) -> dict[str, Any]:
    """Return what is entered about a credential."""
    return {
        "name": "Robótica básica",
        "issuer": issuer(),
        "kind": "certificate",
        "family": "automation",
        "level": "entry",
        "soc_codes": ["51-4041"],
        "cip_codes": [],
        "competencies": [("Program a robot", "Programar un robot")],
        **changed,
    }


def test_a_credential_is_entered_with_codes_and_skills(staff: Person) -> None:
    one = registry.enter_credential(by=staff, values=values())

    assert (one.slug, one.evidence) == ("robotica-basica", "unverified")
    assert "robotica basica" in one.search_text
    assert "programar un robot" in one.search_text
    assert [each.code for each in one.codes.all()] == ["51-4041"]
    assert JournalEntry.objects.latest("pk").event == "credential.entered"


def test_a_change_of_checked_facts_asks_for_another_look(staff: Person) -> None:
    one = credential(evidence="checked", seen_date=TODAY, checked_by=staff)
    code(one, "51-4041")

    registry.change_credential(by=staff, credential=one, values={"minimum_age": 16})

    one.refresh_from_db()
    assert (one.minimum_age, one.evidence, one.checked_by) == (16, "cited", None)
    assert one.codes.count() == 1


def test_a_change_that_changes_nothing_is_not_told(staff: Person) -> None:
    one = credential(evidence="checked", seen_date=TODAY)

    registry.change_credential(by=staff, credential=one, values={"name": one.name})

    one.refresh_from_db()
    assert one.evidence == "checked"
    assert not JournalEntry.objects.filter(event="credential.changed").exists()


def test_checked_facts_say_who_and_when(staff: Person) -> None:
    one = credential()

    registry.check_credential(by=staff, credential=one, seen_date=TODAY, today=TODAY)

    one.refresh_from_db()
    assert (one.evidence, one.checked_by, one.seen_date) == ("checked", staff, TODAY)
    with pytest.raises(registry.NothingSeen):
        registry.check_credential(by=staff, credential=one, seen_date=None, today=TODAY)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"official_url": "javascript:alert(1)"}, registry.NotOnWeb),
        ({"price_low_usd": 5, "price_date": None}, registry.PriceWithoutDate),
    ],
)
def test_facts_that_mislead_are_refused(
    staff: Person, given: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        registry.enter_credential(by=staff, values=values(**given))


def test_a_circle_in_a_stack_is_refused_naming_its_chain(staff: Person) -> None:
    a, b, c = credential("A"), credential("B"), credential("C")
    registry.set_stack(by=staff, credential=a, parent=b, order=1)
    registry.set_stack(by=staff, credential=b, parent=c)

    with pytest.raises(registry.CircleInStack) as told:
        registry.set_stack(by=staff, credential=c, parent=a)

    said = "“C” counts toward “A”, “A” counts toward “B”, “B” counts toward “C”"
    assert said in str(told.value)
    with pytest.raises(registry.CircleInStack):
        registry.set_stack(by=staff, credential=a, parent=a)


@pytest.mark.django_db(transaction=True)
def test_two_who_close_a_circle_at_the_same_moment_do_not(staff: Person) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lives in memory, where threads lock each other out")
    a, b = credential("A"), credential("B")
    gate, done = threading.Barrier(2), list[str]()

    def link(one: Credential, other: Credential) -> None:
        gate.wait()
        try:
            registry.set_stack(by=staff, credential=one, parent=other)
            done.append("kept")
        except registry.CircleInStack:
            done.append("refused")
        finally:
            connection.close()

    both = [threading.Thread(target=link, args=pair) for pair in ((a, b), (b, a))]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert sorted(done) == ["kept", "refused"]


def test_a_credential_cannot_come_to_replace_itself(staff: Person) -> None:
    old, new = credential("Old"), credential("New")
    registry.replace_credential(by=staff, credential=old, successor=new)

    with pytest.raises(registry.ReplacedInCircle, match="“New” is replaced by “Old”"):
        registry.replace_credential(by=staff, credential=new, successor=old)


def test_a_credential_is_withdrawn_and_shown_again(staff: Person) -> None:
    one = credential()

    registry.withdraw_credential(by=staff, credential=one)
    registry.withdraw_credential(by=staff, credential=one)
    assert Credential.objects.get(pk=one.pk).is_withdrawn
    registry.restore_credential(by=staff, credential=one)

    told = JournalEntry.objects.filter(about_number=one.pk).values_list("event", flat=True)
    assert list(told.order_by("pk")) == ["credential.withdrawn", "credential.restored"]


@pytest.mark.usefixtures("staff")
def test_nobody_else_changes_the_registry() -> None:
    one, outsider = credential(), member(organization())

    for deed, given in (
        (registry.change_credential, {"values": {"name": "x"}}),
        (registry.set_stack, {"parent": None}),
        (registry.withdraw_credential, {}),
    ):
        with pytest.raises(NotPermitted):
            deed(by=outsider, credential=one, **given)


# --- the desk --------------------------------------------------------------------------------------


@pytest.fixture
def desk(client: Client, staff: Person) -> Client:
    client.force_login(staff)
    return client


def typed(desk: Client, one: Credential) -> dict[str, Any]:
    """Return what the form of a credential shows, as a browser would send it."""
    page = desk.get(reverse("credentials_credential:edit", args=[one.pk]))
    assert page.status_code == 200
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: "" if value in (None, False) else value for name, value in shown.items()}


def test_staff_find_and_change_a_credential_at_the_desk(desk: Client) -> None:
    one, whole = credential("NIMS Level I"), credential("NIMS Level II")
    found = desk.get(reverse("credentials_credential:index"), {"q": "level i"})
    assert "NIMS Level I" in found.content.decode()

    answer = desk.post(
        reverse("credentials_credential:edit", args=[one.pk]),
        {
            **typed(desk, one),
            "soc_codes": "51-4041, 51-9161",
            "competencies": "Read a drawing | Leer un plano\nMeasure a part",
            "stack_parent": whole.pk,
            "is_checked": "on",
        },
    )

    assert answer.status_code == 302, BeautifulSoup(answer.content, "html.parser").get_text()
    one.refresh_from_db()
    assert (one.stack_parent, one.evidence) == (whole, "checked")
    assert [each.code for each in one.codes.order_by("code")] == ["51-4041", "51-9161"]
    assert one.competencies.get(place=1).text_es == "Leer un plano"


def test_a_circle_is_told_at_the_desk_and_nothing_is_kept(desk: Client) -> None:
    a, b = credential("A"), credential("B")
    b.stack_parent = a
    b.save()

    answer = desk.post(
        reverse("credentials_credential:edit", args=[a.pk]),
        {**typed(desk, a), "stack_parent": b.pk, "minimum_age": 16},
    )

    assert "in a circle" in answer.content.decode()
    a.refresh_from_db()
    assert (a.stack_parent, a.minimum_age) == (None, None)


@pytest.mark.parametrize(("name", "text"), [("soc_codes", "welding"), ("competencies", "x" * 161)])
def test_what_is_no_code_is_told_at_its_field(desk: Client, name: str, text: str) -> None:
    one = credential()

    answer = desk.post(
        reverse("credentials_credential:edit", args=[one.pk]), {**typed(desk, one), name: text}
    )

    assert name in answer.context["form"].errors


def test_a_claim_is_entered_at_its_desk_and_checked_in_the_queue(desk: Client) -> None:
    one = credential()

    answer = desk.post(
        reverse("credentials_recognition:add"),
        {"credential": one.pk, "type": "nam", "recognizer": "NAM", "url": "https://example.org"},
    )

    assert answer.status_code == 302
    claim = one.recognitions.get()
    led = desk.get(reverse("credentials_recognition:edit", args=[claim.pk]))
    assert led["Location"] == reverse("staff_claim", args=[claim.pk])
    assert desk.get(reverse("credentials_recognition:index")).status_code == 200


@pytest.mark.usefixtures("staff")
def test_volunteers_do_not_see_the_desks(client: Client) -> None:
    client.force_login(member(partnership(runs_site=False), "partnership_staff"))

    for desk in ("credentials_credential", "credentials_recognition"):
        assert client.get(reverse(f"{desk}:index")).status_code == 302


def test_staff_keep_issuers_and_their_credentials_follow_the_name(desk: Client) -> None:
    one = credential(issuer=issuer("Old Council"))

    made = desk.post(
        reverse("credentials_issuer:edit", args=[one.issuer.pk]),
        {"name": "New Council", "abbreviation": "NC", "website": ""},
    )
    added = desk.post(reverse("credentials_issuer:add"), {"name": "Third Body"})

    assert (made.status_code, added.status_code) == (302, 302)
    one.refresh_from_db()
    assert "new council" in one.search_text
    assert Issuer.objects.filter(key="third-body").exists()


def test_staff_keep_places_where_exams_are_taken(desk: Client) -> None:
    one = credential()
    given = {"credential": one.pk, "state_code": "AZ", "seen_date": "2026-11-02"}

    refused = desk.post(reverse("credentials_examsite:add"), given)
    added = desk.post(reverse("credentials_examsite:add"), {**given, "name": "Mesa"})

    assert (refused.status_code, added.status_code) == (200, 302)
    place = one.exam_sites.get()
    changed = desk.post(
        reverse("credentials_examsite:edit", args=[place.pk]),
        {**given, "name": "Mesa", "city": "Mesa", "next_exam_date": "2027-02-01"},
    )
    assert changed.status_code == 302
    place.refresh_from_db()
    assert str(place.next_exam_date) == "2027-02-01"
    desk.post(reverse("credentials_examsite:delete", args=[place.pk]))
    assert not one.exam_sites.exists()
