"""The directory stays true: a contact confirms by one tap, corrects, or says that they left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from keyway.partners import journal
from keyway.partners.actions.links import Answer, Deed, Fact, Field, Unusable, declare_deed
from keyway.partners.actions.work import close_items, post_to_staff
from keyway.partners.models import Consent, Contact, Organization, Site
from keyway.partners.queries import links
from keyway.partners.queries.freshness import CONFIRM, LEFT, shown_sites

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from keyway.partners.models import Link, Person

CORRECT = "facts.correct"
LEAVE = "contact.leave"
_OWN = ("full_name", "title", "email", "phone")
# What a contact may call wrong about the organization, and the kind of work that says so.
DISPUTED = {
    "wrong_name": "facts.name_disputed",
    "wrong_address": "facts.address_disputed",
    "wrong_reach": "facts.reach_disputed",
}


@transaction.atomic
def confirm_facts(*, contact: Contact, now: datetime, by: Person | None = None) -> None:
    """Note that what the page showed of a contact, organization and sites is right as of now."""
    sites = [each.pk for each in shown_sites(contact.organization)]
    Contact.objects.filter(pk=contact.pk).update(confirmed_at=now)
    Organization.objects.filter(pk=contact.organization_id).update(confirmed_at=now)
    Site.objects.filter(pk__in=sites).update(confirmed_at=now)
    _answered(contact, now)
    journal.record(
        "facts.confirmed", by=by, at=contact.organization, about=contact, sites=len(sites)
    )


@transaction.atomic
def correct_contact(*, contact: Contact, values: Mapping[str, str], now: datetime) -> None:
    """Change a contact's own details as they typed them; let staff look at what else is wrong.

    Raises:
        Unusable: an address is none, a name is missing, or a colleague has the address.
    """
    before = {name: getattr(contact, name) for name in _OWN}
    for name in _OWN:
        setattr(contact, name, values.get(name, before[name]))
    contact.confirmed_at = now
    try:
        contact.full_clean()
    except ValidationError as error:
        told = {name: " ".join(said) for name, said in error.message_dict.items()}
        raise Unusable(
            {name if name in _OWN else "email": said for name, said in told.items()}
        ) from error
    contact.save()
    disputed = [kind for name, kind in DISPUTED.items() if values.get(name)]
    for kind in disputed:
        _post(kind, contact, now, subject=f"organization:{contact.organization_id}")
    _answered(contact, now)
    journal.record(
        "contact.corrected",
        by=None,
        at=contact.organization,
        about=contact,
        fields=sum(getattr(contact, name) != before[name] for name in _OWN),
        disputed=len(disputed),
    )


@transaction.atomic
def leave_organization(*, contact: Contact, now: datetime) -> None:
    """Take a contact who left off the public page, stop asking, and let staff remove them."""
    Contact.objects.filter(pk=contact.pk).update(is_public=False)
    Consent.objects.filter(contact=contact, withdrawn_at=None).update(withdrawn_at=now)
    links.open_links_of(contact, now=now).update(revoked_at=now)
    _answered(contact, now)
    _post(LEFT, contact, now, subject=f"contact:{contact.pk}")
    journal.record("contact.left", by=None, at=contact.organization, about=contact)


def _answered(contact: Contact, now: datetime) -> None:
    close_items(kind="contact.silent", subject=f"contact:{contact.pk}", now=now)


def _post(kind: str, contact: Contact, now: datetime, *, subject: str) -> None:
    where = ("partners_organization", contact.organization_id)
    if subject.startswith("contact:"):
        where = ("partners_contact", contact.pk)
    post_to_staff(
        kind=kind,
        subject=subject,
        about=contact.organization,
        address=reverse(f"{where[0]}:edit", args=[where[1]]),
        now=now,
    )


def facts_about(contact: Contact) -> list[Fact]:
    """Return everything that a tap confirms; what is not known is not asked about."""
    organization = contact.organization
    known = [
        Fact(_("Your name"), contact.full_name),
        Fact(_("Your position"), contact.title),
        Fact(_("Your e-mail address"), contact.email),
        Fact(_("Your telephone"), contact.phone),
        Fact(_("Organization"), organization.name),
        Fact(_("Its website"), organization.website),
        Fact(_("Its telephone"), organization.phone),
        *(Fact(_("Site"), _address(site)) for site in shown_sites(organization)),
    ]
    return [each for each in known if each.text]


def _address(site: Site) -> str:
    place = " ".join(filter(None, (site.state_code, site.zip_code)))
    return ", ".join(filter(None, (site.name, site.street, site.city, place)))


def _facts(link: Link) -> list[Fact]:
    return facts_about(link.contact) if link.contact is not None else []


def _fields(link: Link) -> list[Field]:
    contact = link.contact
    if contact is None:
        return []
    return [
        Field("full_name", _("Your name"), contact.full_name),
        Field("title", _("Your position"), contact.title),
        Field("email", _("Your e-mail address"), contact.email, "email"),
        Field("phone", _("Your telephone"), contact.phone, "tel"),
        Field("wrong_name", _("The organization's name is no longer right"), kind="checkbox"),
        Field("wrong_address", _("An address is no longer right"), kind="checkbox"),
        Field("wrong_reach", _("Its website or telephone is no longer right"), kind="checkbox"),
    ]


def _organization_facts(link: Link) -> list[Fact]:
    own = {_("Your name"), _("Your position"), _("Your e-mail address"), _("Your telephone")}
    return [each for each in _facts(link) if each.term not in own]


def _confirm(link: Link, answer: str, values: Mapping[str, str], now: datetime) -> None:
    if link.contact is not None:
        confirm_facts(contact=link.contact, now=now)


def _correct(link: Link, answer: str, values: Mapping[str, str], now: datetime) -> None:
    if link.contact is not None:
        correct_contact(contact=link.contact, values=values, now=now)


def _leave(link: Link, answer: str, values: Mapping[str, str], now: datetime) -> None:
    if link.contact is not None:
        leave_organization(contact=link.contact, now=now)


declare_deed(
    Deed(
        code=CONFIRM,
        title=_("Is this still right?"),
        lede=_(
            "This is what the directory says about you and %(organization)s. Once a year we ask, "
            "so that schools and employers reach the right person."
        ),
        consequence=_(
            "One tap notes today as the day you confirmed it. Nothing else changes, and you are "
            "not signed in."
        ),
        answers=(
            Answer(
                "yes",
                _("All of this is still right"),
                _("Thank you. It is noted as confirmed today, and we ask again in a year."),
            ),
        ),
        carry_out=_confirm,
        facts=_facts,
    )
)
declare_deed(
    Deed(
        code=CORRECT,
        title=_("What has changed?"),
        lede=_("Please write your details at %(organization)s as they are now."),
        consequence=_(
            "Your own details change at once. What you tick about the organization is looked at by "
            "a person first. You are not signed in."
        ),
        answers=(
            Answer(
                "save",
                _("Save what I wrote"),
                _("Thank you. Your details are changed and noted as confirmed today."),
            ),
        ),
        carry_out=_correct,
        facts=_organization_facts,
        fields=_fields,
    )
)
declare_deed(
    Deed(
        code=LEAVE,
        title=_("Do you no longer work there?"),
        lede=_("You are kept as a contact of %(organization)s."),
        consequence=_(
            "You are taken off the public page at once, get no more mail about it, and a person "
            "removes your details. You are not signed in."
        ),
        answers=(
            Answer(
                "left",
                _("I no longer work there"),
                _(
                    "Thank you for telling us. Your name is off the public page, and no more mail comes."
                ),
            ),
        ),
        carry_out=_leave,
        facts=_facts,
    )
)
