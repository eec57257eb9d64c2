"""Organizations are proposed, taken in, changed and confirmed; sites and contacts follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import override_settings

from keyway.partners.access import NotPermitted
from keyway.partners.actions import organizations as actions
from keyway.partners.actions import sites
from keyway.partners.actions.demonstration import run_for_demonstration
from keyway.partners.actions.invitations import MailNotSent
from keyway.partners.actions.sites import Address
from keyway.partners.models import (
    Consent,
    Contact,
    Invitation,
    JournalEntry,
    Organization,
    Site,
    WorkItem,
)
from tests.factories.people import NOW, contact, member, organization, partnership, person, site

if TYPE_CHECKING:
    from keyway.errors import Refused
    from keyway.reference.store import Store

pytestmark = pytest.mark.django_db
BASE = "https://keyway.example.org"
ASKED: dict[str, Any] = {
    "name": "Apache Gears",
    "kind": "manufacturer",
    "state_code": "AZ",
    "city": "Mesa",
    "zip_code": "85201",
    "full_name": "Rosa Delgado",
    "title": "HR manager",
    "email": "rosa@example.org",
    "language": "es",
    "now": NOW,
}


class Refusing(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError


def propose(**changed: Any) -> Organization:
    actions.propose_organization(**{**ASKED, **changed})
    return Organization.objects.get(name=changed.get("name", "Apache Gears"))


def test_an_administrator_of_a_new_site_names_the_partnership_and_directs_it() -> None:
    keeper = person(is_superuser=True)
    given = {"name": "Demo Partnership", "city": "Mesa", "zip_code": "85201", "state_code": "AZ"}

    ours = actions.found_partnership(by=keeper, now=NOW, **given)

    assert ours.runs_site
    assert ours.memberships.get().role == "partnership_director"
    with pytest.raises(actions.RunByAnother):
        actions.found_partnership(by=keeper, now=NOW, **given)
    with pytest.raises(actions.OnlyKeepers):
        actions.found_partnership(by=member(ours, "partnership_director"), now=NOW, **given)


def test_the_real_partnership_takes_the_place_of_the_one_for_demonstration() -> None:
    assert run_for_demonstration(state_code="AZ")
    shown = Organization.objects.get(runs_site=True)
    given = {"name": "Sonora Makers", "city": "Mesa", "zip_code": "85201", "state_code": "AZ"}

    ours = actions.found_partnership(by=person(is_superuser=True), now=NOW, **given)

    assert (ours.pk, ours.name, ours.slug) == (shown.pk, "Sonora Makers", "sonora-makers")
    assert shown.is_demo
    assert not ours.is_demo
    assert not run_for_demonstration(state_code="AZ")


def test_a_proposal_waits_for_staff_with_whoever_asked() -> None:
    partnership()

    proposal = propose()

    assert proposal.status == Organization.Status.PROPOSED
    assert proposal.contacts.get().email == "rosa@example.org"
    item = WorkItem.objects.get()
    assert item.address == "/my/proposals/apache-gears/"
    assert item.detail == {}


def test_asked_twice_by_the_same_person_it_waits_once() -> None:
    partnership()
    propose()

    actions.propose_organization(**{**ASKED, "email": "ROSA@example.org"})

    assert Organization.objects.filter(name="Apache Gears").count() == 1


def test_approving_takes_it_in_and_invites_whoever_asked_in_their_language() -> None:
    staff = member(partnership(), "partnership_staff")
    proposal = propose()

    actions.approve_organization(by=staff, organization=proposal, now=NOW, base=BASE)

    proposal.refresh_from_db()
    invitation = Invitation.objects.get()
    assert proposal.status == Organization.Status.APPROVED
    assert (invitation.role, invitation.email) == ("organization_admin", "rosa@example.org")
    assert f"{BASE}/es/invitation/" in str(mail.outbox[0].body)
    assert not WorkItem.objects.filter(done_at=None).exists()


def test_two_colleagues_decide_once() -> None:
    staff = member(partnership(), "partnership_staff")
    proposal = propose()
    actions.approve_organization(by=staff, organization=proposal, now=NOW, base=BASE)

    with pytest.raises(actions.AlreadyDecided):
        actions.decline_organization(by=staff, organization=proposal, now=NOW)

    assert Invitation.objects.count() == 1


@override_settings(EMAIL_BACKEND=f"{__name__}.Refusing")
def test_when_no_mail_goes_out_the_proposal_still_waits() -> None:
    staff = member(partnership(), "partnership_staff")
    proposal = propose()

    with pytest.raises(MailNotSent):
        actions.approve_organization(by=staff, organization=proposal, now=NOW, base=BASE)

    proposal.refresh_from_db()
    assert proposal.status == Organization.Status.PROPOSED
    assert not Invitation.objects.exists()
    assert WorkItem.objects.filter(done_at=None).exists()


def test_a_proposal_of_one_we_have_leads_whoever_asked_to_that_one() -> None:
    staff = member(partnership(), "partnership_staff")
    known = organization("Apache Gears Inc.")
    proposal = propose()

    actions.approve_as_known(by=staff, organization=proposal, known=known, now=NOW, base=BASE)

    assert Invitation.objects.get().organization == known
    assert not Organization.objects.filter(pk=proposal.pk).exists()


def test_declining_deletes_the_name_and_address_of_whoever_asked() -> None:
    staff = member(partnership(), "partnership_staff")
    proposal = propose()

    actions.decline_organization(by=staff, organization=proposal, now=NOW)

    assert not Contact.objects.filter(email="rosa@example.org").exists()
    assert JournalEntry.objects.filter(event="organization.declined").exists()


def test_only_staff_decide() -> None:
    partnership()
    proposal = propose()

    for somebody in (person(), member(organization()), member(proposal)):
        with pytest.raises(NotPermitted):
            actions.approve_organization(by=somebody, organization=proposal, now=NOW, base=BASE)


def test_a_change_counts_as_confirmed_and_is_found_by_its_new_words() -> None:
    plant = organization("Apache Gears")

    actions.change_organization(
        by=member(plant), organization=plant, values={"summary": "Engrenes de precisión"}, now=NOW
    )

    plant.refresh_from_db()
    assert plant.confirmed_at == NOW
    assert "precision" in plant.search_text
    assert JournalEntry.objects.get(event="organization.changed").detail == {"fields": "summary"}


def test_a_colleague_who_only_looks_changes_nothing() -> None:
    plant = organization()

    with pytest.raises(NotPermitted):
        actions.change_organization(
            by=member(plant, "member"), organization=plant, values={"name": "X"}, now=NOW
        )


def test_confirming_an_organization_confirms_its_sites() -> None:
    plant = organization()
    own = site(plant)

    actions.confirm_organization(by=member(plant, "plant_manager"), organization=plant, now=NOW)

    own.refresh_from_db()
    plant.refresh_from_db()
    assert own.confirmed_at == plant.confirmed_at == NOW


# --- sites -----------------------------------------------------------------------------------------


def address(**changed: Any) -> Address:
    given = {"name": "", "street": "", "city": "Mesa", "zip_code": "85201", "state_code": "AZ"}
    return Address(**{**given, **changed})


def keep(plant: Organization, where: Address, store: Store, own: Site | None = None) -> Site:
    return sites.keep_site(
        by=member(plant), organization=plant, site=own, address=where, store=store, now=NOW
    )


def test_a_site_is_found_by_its_zip_code(lists: Store) -> None:
    kept = keep(organization(), address(), lists)

    assert (kept.county_fips, kept.upper_district) == ("04013", "8")
    assert kept.location_precision == Site.Precision.ZIP
    assert kept.is_main
    assert kept.confirmed_at == NOW


def test_a_point_is_taken_as_it_is(lists: Store) -> None:
    kept = keep(organization(), address(latitude=33.5, longitude=-110.5), lists)

    assert (kept.county_fips, kept.location_precision) == ("04007", "exact")


def test_a_zip_code_that_no_map_holds_falls_back_to_the_town(lists: Store) -> None:
    kept = keep(organization(), address(zip_code="85999", city="ajo"), lists)

    assert kept.location_precision == Site.Precision.PLACE


@pytest.mark.parametrize(
    ("where", "refusal"),
    [
        (address(zip_code="99999", city="Nowhere"), sites.NoPlaceFound),
        (address(latitude=-33.5, longitude=111.5), sites.PointOutside),
        (address(latitude=0.0, longitude=0.0), sites.PointOutside),
    ],
)
def test_an_address_that_no_geography_holds_is_told_and_nothing_is_kept(
    lists: Store, where: Address, refusal: type[Refused]
) -> None:
    plant = organization()

    with pytest.raises(refusal):
        keep(plant, where, lists)

    assert not plant.sites.exists()


def test_the_only_site_stays_and_another_takes_the_place_of_the_main_one(lists: Store) -> None:
    plant = organization()
    admin = member(plant)
    main, other = keep(plant, address(), lists), keep(plant, address(name="North"), lists)

    sites.remove_site(by=admin, site=main)

    other.refresh_from_db()
    assert other.is_main
    with pytest.raises(sites.OnlySite):
        sites.remove_site(by=admin, site=other)


def test_a_moved_site_is_found_under_its_new_town(lists: Store) -> None:
    plant = organization("Apache Gears")
    own = keep(plant, address(), lists)

    keep(plant, address(city="Globe", zip_code="85501"), lists, own)

    plant.refresh_from_db()
    assert "globe" in plant.search_text
    assert "mesa" not in plant.search_text


# --- contacts --------------------------------------------------------------------------------------


def test_two_contacts_cannot_share_an_address() -> None:
    plant = organization()
    contact(plant, email="ana@example.org")

    with pytest.raises(sites.AddressTaken):
        sites.keep_contact(
            by=member(plant),
            organization=plant,
            contact=None,
            values={"full_name": "Another", "email": "ANA@example.org"},
            now=NOW,
        )

    assert plant.contacts.count() == 1


def test_a_person_agrees_for_themselves_and_can_take_it_back() -> None:
    plant = organization()
    ana = member(plant, "plant_manager")
    own = contact(plant, person=ana)

    sites.show_publicly(by=ana, contact=own, is_shown=True, language="es", now=NOW)
    assert Contact.objects.get(pk=own.pk).is_public
    assert Consent.objects.get().wording == sites.PUBLIC_CONTACT_WORDING

    sites.show_publicly(by=ana, contact=own, is_shown=False, language="es", now=NOW)
    assert not Contact.objects.get(pk=own.pk).is_public
    assert Consent.objects.get().withdrawn_at == NOW


def test_nobody_agrees_in_anothers_name() -> None:
    plant = organization()
    own = contact(plant, person=member(plant, "plant_manager"))

    with pytest.raises(sites.NotOneself):
        sites.show_publicly(by=member(plant), contact=own, is_shown=True, language="en", now=NOW)
