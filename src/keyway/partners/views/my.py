"""What is one's own: what waits, one's organizations, and each one's entry in the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keyway.errors import Refused
from keyway.partners import access
from keyway.partners.actions import organizations as actions
from keyway.partners.forms.organizations import OrganizationForm
from keyway.partners.models import Organization
from keyway.partners.queries import organizations, people, work
from keyway.partners.views.frame import (
    Here,
    at_own,
    crumbs,
    language,
    say,
    state_shown,
    store,
    tell,
)
from keyway.partners.views.organizations import known_by, place
from keyway.reference.lookups import names

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.partners.models import Person

_WAITING_SHOWN = 10
_MANUFACTURING = ("31", "32", "33")


@never_cache
@login_required
@require_safe
def my(request: HttpRequest) -> HttpResponse:
    """Show what waits for whoever asks, and the organizations they belong to."""
    person = cast("Person", request.user)
    circle = access.circle_of(person)
    own = list(organizations.own_organizations(within=circle))
    items = work.open_items(within=circle)
    if circle.is_staff:
        items = items.filter(organization__in=own)
    return render(
        request,
        "partners/my/my.html",
        {
            "person": person,
            "is_staff": circle.is_staff,
            "waiting": work.waiting(items[:_WAITING_SHOWN], now=timezone.now()),
            "unconfirmed": [
                each
                for each in own
                if each.confirmed_at is None
                and access.may(person, "partners.confirm_facts", at=each)
            ],
            "organizations": [
                {"organization": each, "role": _role_name(circle.roles.get(each.pk, ""))}
                for each in own
            ],
            "is_unfounded": person.is_superuser and not organizations.is_founded(),
            "proposals": organizations.proposals(within=circle),
            "crumbs": crumbs((_("My page"), "")),
        },
    )


def _role_name(code: str) -> str:
    return str(access.ROLES[code].name) if code in access.ROLES else code


@at_own()
@require_safe
def own(request: HttpRequest, here: Here) -> HttpResponse:
    """Show an organization to its own people: facts, sites, contacts, people."""
    one = here.organization
    counties = names.counties(store(), state_shown().fips)
    sees_contacts = "partners.see_contacts" in here.may
    return render(
        request,
        "partners/my/organization.html",
        {
            **shared(here),
            "known": known_by(one),
            "facts": own_facts(one),
            "sites": [
                {**place(site, counties), "confirmed": _confirmed(site.confirmed_at)}
                for site in organizations.sites_of(one)
            ],
            "contacts": list(organizations.own_contacts(one, within=here.circle))
            if sees_contacts
            else [],
            "members": people.memberships(one, within=here.circle).count(),
            "invited": people.invitations(one, within=here.circle).count(),
            "pages": organizations.own_pages_of(one),
            "crumbs": own_crumbs(here),
        },
    )


def shared(here: Here) -> dict[str, Any]:
    """Return what all pages of one's organization show: where, and what may be done there."""
    asked = {
        "edit": "partners.edit_organization",
        "contacts": "partners.edit_contacts",
        "see_contacts": "partners.see_contacts",
        "confirm": "partners.confirm_facts",
        "manage": "partners.manage_staff"
        if here.organization.runs_site
        else "partners.manage_people",
        "export": "partners.export",
    }
    return {
        "organization": here.organization,
        "may": {name: code in here.may for name, code in asked.items()},
        "is_public": here.organization.status == Organization.Status.APPROVED,
    }


def own_crumbs(here: Here, *steps: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way back from a page of one's organization."""
    one = here.organization
    href = reverse("partners:own", args=[one.slug]) if steps else ""
    return crumbs((_("My page"), reverse("partners:my")), (one.name, href), *steps)


def own_facts(one: Organization) -> list[dict[str, str]]:
    """Return an organization's facts, with what is missing said to be missing."""
    missing = _("not given yet")
    facts = [(_("Name"), one.name), (_("Kind"), one.get_kind_display())]
    facts.append((_("In one sentence"), one.summary or missing))
    if one.kind == Organization.Kind.MANUFACTURER:
        called = dict(subsectors())
        facts.append((_("Sub-sector"), called.get(one.naics_code[:3], one.naics_code) or missing))
    facts.append((_("Website"), one.website or missing))
    facts.append((_("Telephone"), one.phone or missing))
    return [{"term": term, "text": text} for term, text in facts]


def subsectors() -> list[tuple[str, str]]:
    """Return the sub-sectors of manufacturing: three digits of NAICS with their names."""
    called = names.industries(store(), language())
    codes = [code for code in called if len(code) == 3 and code.startswith(_MANUFACTURING)]
    return sorted(((code, called[code]) for code in codes), key=lambda pair: pair[1].casefold())


def _confirmed(moment: Any) -> str:
    if moment is None:
        return ""
    return _("Confirmed on %(date)s.") % {"date": date_format(moment, "DATE_FORMAT")}


@at_own("partners.edit_organization")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, here: Here) -> HttpResponse:
    """Change an organization's facts."""
    one = here.organization
    form = OrganizationForm(request.POST or None, instance=one, subsectors=subsectors())
    # Validating writes into the record, and the action compares with what is kept.
    kept = Organization.objects.get(pk=one.pk)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_organization(
                by=here.person, organization=kept, values=form.cleaned_data, now=timezone.now()
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Thank you. The entry is changed and counts as confirmed."))
            return redirect("partners:own", slug=one.slug)
    return render(
        request,
        "partners/my/form.html",
        {
            "form": form,
            "title": _("Change the facts of %(name)s") % {"name": kept.name},
            "submit": _("Keep"),
            "back": reverse("partners:own", args=[one.slug]),
            "crumbs": own_crumbs(here, (_("Change"), "")),
        },
    )


@at_own("partners.confirm_facts")
@require_POST
def confirm(request: HttpRequest, here: Here) -> HttpResponse:
    """Note that an organization's facts and sites are still right."""
    try:
        actions.confirm_organization(
            by=here.person, organization=here.organization, now=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Thank you. The entry counts as confirmed today."))
    return redirect("partners:own", slug=here.organization.slug)
