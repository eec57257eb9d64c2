"""Promises: who may sign what, until when, and where they stop being shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from keyway.credentials.actions import promising
from keyway.credentials.actions.demonstration import sign_for_demonstration
from keyway.credentials.actions.promising import Terms
from keyway.credentials.models import Promise
from keyway.credentials.queries import promises as queries
from keyway.partners.access import NotPermitted
from keyway.partners.actions.demonstration import keep_demonstration
from keyway.partners.models import JournalEntry, Organization
from keyway.reference.lookups import clocks
from tests.factories.credentials import credential, promise
from tests.factories.people import NOW, member, organization, partnership, site

if TYPE_CHECKING:
    from django.test import Client

    from keyway.reference.store import Store

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 2)
A_YEAR = date(2027, 11, 1)


def terms(deed: str = "interview", **given: Any) -> Terms:
    return Terms(deed, **{"from_date": TODAY, "until_date": A_YEAR, **given})


def sign(**given: Any) -> Promise:
    at = given.pop("organization", None) or organization("Demo Castings")
    by = given.pop("by", None) or member(at, "plant_manager")
    what = given.pop("credential", None) or credential("Machining Level I")
    return promising.sign_promise(
        by=by, organization=at, credential=what, terms=terms(**given), now=NOW, on=TODAY
    )


def local_today() -> date:
    return clocks.day_in("AZ", timezone.now())


# --- signing ---------------------------------------------------------------------------------------


def test_a_plant_manager_signs_and_everybody_sees_it() -> None:
    signed = sign(deed="pay_more", extra_hourly_usd=Decimal("1.50"))

    assert list(queries.standing_promises(on=TODAY)) == [signed]
    entry = JournalEntry.objects.get(event="promise.signed")
    assert (entry.person_number, entry.detail["deed"]) == (
        Promise.objects.get().signed_by_id,
        "pay_more",
    )


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"until_date": TODAY - timedelta(days=1)}, promising.EndsBeforeItBegins),
        ({"until_date": date(2027, 11, 2)}, promising.TooLong),
        (
            {"from_date": date(2026, 1, 1), "until_date": date(2026, 11, 1)},
            promising.OverAlready,
        ),
        ({"extra_hourly_usd": Decimal(2)}, promising.MoreNeedsPayMore),
        ({"deed": "pay_more", "extra_hourly_usd": Decimal(0)}, promising.MoreOutOfRange),
        ({"deed": "pay_more", "extra_hourly_usd": Decimal(150)}, promising.MoreOutOfRange),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(given: Any, refusal: type) -> None:
    with pytest.raises(refusal) as error:
        sign(**given)

    assert "%" not in str(error.value)
    assert not Promise.objects.exists()


def test_a_year_that_begins_on_the_last_of_february_ends_the_day_before() -> None:
    assert queries.last_day(date(2028, 2, 29)) == date(2029, 2, 27)
    assert queries.last_day(date(2026, 11, 2)) == date(2027, 11, 1)


def test_what_is_no_credential_cannot_be_promised_on() -> None:
    assessment = credential("Technical Skills Assessment", kind="not_credential")
    old = credential("Old Card", superseded_by=credential("New Card"))

    with pytest.raises(promising.NothingToPromise, match="no credential"):
        sign(credential=assessment)
    with pytest.raises(promising.Replaced):
        sign(credential=old)


def test_a_school_does_not_promise_jobs() -> None:
    school = organization(kind=Organization.Kind.SCHOOL)

    with pytest.raises(promising.NotAnEmployer):
        sign(organization=school, by=member(school, "organization_admin"))


def test_staff_sign_for_nobody() -> None:
    director = member(partnership(), "partnership_director")

    with pytest.raises(promising.NotOurs, match="Send a contact there a link"):
        sign(by=director)


def test_a_colleague_who_only_looks_does_not_sign() -> None:
    plant = organization()

    with pytest.raises(NotPermitted):
        sign(organization=plant, by=member(plant, "member"))


def test_a_promise_names_a_site_of_its_own() -> None:
    elsewhere = site(organization("Another"))

    with pytest.raises(promising.SiteElsewhere):
        sign(site=elsewhere)


def test_the_same_promise_stands_once_and_others_beside_it() -> None:
    first = sign()
    again = {"organization": first.organization, "credential": first.credential}

    sign(deed="hire", **again)
    with pytest.raises(promising.PromisedAlready):
        sign(**again)

    assert Promise.objects.count() == 2


# --- how it ends -----------------------------------------------------------------------------------


def test_a_promise_is_there_on_its_last_day_and_gone_the_day_after() -> None:
    promise(credential(), until_date=A_YEAR)

    assert queries.standing_promises(on=A_YEAR).count() == 1
    assert queries.standing_promises(on=A_YEAR + timedelta(days=1)).count() == 0
    assert queries.standing_promises(on=TODAY - timedelta(days=1)).count() == 0


def test_a_promise_of_who_left_the_directory_is_not_shown() -> None:
    promise(credential(), organization(status=Organization.Status.CLOSED))
    promise(credential(is_withdrawn=True))

    assert not queries.standing_promises(on=TODAY).exists()


def test_withdrawing_takes_it_away_at_once_and_cannot_be_done_twice() -> None:
    signed = sign()
    by = signed.organization.memberships.get().person

    promising.revoke_promise(by=by, promise=signed, now=NOW)

    assert not queries.standing_promises(on=TODAY).exists()
    with pytest.raises(promising.NotStanding):
        promising.revoke_promise(by=by, promise=signed, now=NOW)


def test_renewing_lets_it_hold_on_from_the_day_after_its_last() -> None:
    signed = sign()
    by = signed.organization.memberships.get().person
    late = date(2027, 10, 20)

    fresh = promising.renew_promise(by=by, promise=signed, now=NOW, on=late)

    fresh.refresh_from_db()
    assert (fresh.from_date, fresh.until_date) == (date(2027, 11, 2), date(2028, 11, 1))
    assert fresh.renews == signed
    assert not queries.ending_soon(on=late, days=30).exists()
    with pytest.raises(promising.NotStanding):
        promising.renew_promise(by=by, promise=signed, now=NOW, on=late)


def test_withdrawing_a_renewed_promise_withdraws_what_was_to_follow() -> None:
    signed = sign()
    by = signed.organization.memberships.get().person
    promising.renew_promise(by=by, promise=signed, now=NOW, on=date(2027, 10, 20))

    promising.revoke_promise(by=by, promise=signed, now=NOW)

    assert not queries.standing_promises(on=date(2027, 11, 3)).exists()


# --- the pages -------------------------------------------------------------------------------------


def test_the_list_shows_real_names_and_says_what_is_made_up(
    client: Client, reference: Store
) -> None:
    on = local_today()
    welding = credential("Certified Welder", family="welding")
    plant = organization("Copper Castings")
    site(
        plant,
        county_fips="04013",
        longitude=-111.83,
        latitude=33.42,
        location_precision="exact",
        is_main=True,
    )
    promise(welding, plant, from_date=on, until_date=on)
    promise(credential("Machining Level I"), organization("Demo Works", is_demo=True))

    page = client.get("/en/promises/").content.decode()
    welders = client.get("/en/promises/?family=welding").content.decode()
    near = client.get("/en/promises/?zip=85201&within=10").content.decode()

    assert "Copper Castings" in page
    assert "Demonstration" in page
    assert "One manufacturer signed a promise" in page  # what is made up is not counted
    assert "Machining Level I</a>" not in welders.split("promise-deed", 1)[1]
    assert "mile" in near
    assert "Demo Works" not in near.split("promise-deed", 1)[1]


def test_a_zip_outside_of_the_state_says_so(client: Client, reference: Store) -> None:
    promise(credential())

    page = client.get("/en/promises/?zip=10001").content.decode()

    assert "We know no ZIP code “10001”" in page


def test_without_promises_the_list_says_what_would_be_here(
    client: Client, reference: Store
) -> None:
    page = client.get("/es/promises/")

    assert page.status_code == 200
    assert b'class="empty"' in client.get("/en/promises/").content


def test_a_lapsed_promise_is_on_no_page_and_on_no_paper(client: Client, reference: Store) -> None:
    on = local_today()
    plant = organization("Copper Castings")
    ended = promise(
        credential(), plant, from_date=on - timedelta(days=30), until_date=on - timedelta(days=1)
    )

    assert b"Copper Castings" not in client.get("/en/promises/").content
    assert b"no promise yet" in client.get(f"/en/panels/promises/{plant.slug}/").content
    assert client.get(f"/en/promises/{ended.pk}.pdf").status_code == 404


def test_no_kept_page_shows_a_promise_past_midnight_in_the_state(
    client: Client, reference: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    just_before = datetime(2026, 11, 3, 6, 59, 50, tzinfo=UTC)  # ten to midnight in Phoenix
    monkeypatch.setattr(timezone, "now", lambda: just_before)
    promise(credential(), organization("Copper Castings"), until_date=date(2026, 11, 2))

    answer = client.get("/en/promises/")

    assert b"Copper Castings" in answer.content
    assert answer["Cache-Control"] == "public, max-age=10"


def test_the_certificate_is_a_page_to_hang_on_the_wall(client: Client, reference: Store) -> None:
    on = local_today()
    standing = promise(credential("Certified Welder"), from_date=on, until_date=on)

    answer = client.get(f"/es/promises/{standing.pk}.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-1.7")


def test_a_manager_signs_several_promises_by_one_form(client: Client, reference: Store) -> None:
    plant = organization("Copper Castings")
    client.force_login(member(plant, "plant_manager"))
    given = {
        "credential": credential("Certified Welder").pk,
        "deeds": ["interview", "pay_more"],
        "extra_hourly_usd": "1.25",
        "from_date": local_today().isoformat(),
        "until_date": queries.last_day(local_today()).isoformat(),
    }
    address = f"/en/my/organizations/{plant.slug}/promises/"

    answer = client.post(f"{address}sign/", given, follow=True)
    again = client.post(f"{address}sign/", given)

    assert "Your promises are signed" in answer.content.decode()
    assert {each.extra_hourly_usd for each in Promise.objects.all()} == {None, Decimal("1.25")}
    assert "has promised this" in again.content.decode()


def test_a_manager_withdraws_and_renews_on_their_own_page(client: Client, reference: Store) -> None:
    on = local_today()
    plant = organization("Copper Castings")
    near = {"from_date": on - timedelta(days=350), "until_date": on + timedelta(days=5)}
    one = promise(credential("Certified Welder"), plant, **near)
    two = promise(credential("Machining Level I"), plant, **near)
    client.force_login(member(plant, "plant_manager"))
    address = f"/en/my/organizations/{plant.slug}/promises/"

    assert "It ends in 5 days" in client.get(address).content.decode()
    renewed = client.post(f"{address}{one.pk}/renew/", follow=True).content.decode()
    gone = client.post(f"{address}{two.pk}/withdraw/", follow=True).content.decode()

    assert "It holds until" in renewed
    assert "No page shows it any more" in gone
    assert "withdrawn on" in gone
    assert Promise.objects.filter(renews=one).exists()


def test_a_stranger_finds_nothing_at_anothers_promises(client: Client, reference: Store) -> None:
    plant, other = organization("Copper Castings"), organization("Another")
    theirs = promise(credential(), plant)
    client.force_login(member(other, "plant_manager"))

    mine = f"/en/my/organizations/{other.slug}/promises/{theirs.pk}/withdraw/"

    assert client.get(f"/en/my/organizations/{plant.slug}/promises/").status_code == 404
    assert client.post(mine).status_code == 404
    assert Promise.objects.get().revoked_at is None


# --- made up ---------------------------------------------------------------------------------------


def test_made_up_plants_promise_once_and_their_promises_go_with_them(reference: Store) -> None:
    organization("Demo Castings", is_demo=True)
    credential("AWS SENSE Level I", key="aws-sense-1")

    first = sign_for_demonstration(state_code="AZ", now=NOW)
    again = sign_for_demonstration(state_code="AZ", now=NOW)

    assert (first, again) == (1, 0)
    keep_demonstration(store=reference, state_code="AZ", is_wanted=False)
    assert not Promise.objects.exists()
