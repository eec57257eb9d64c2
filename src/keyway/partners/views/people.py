"""People at one's organization: invited, given a role, removed; and who leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keyway.errors import Refused
from keyway.partners import access, journal
from keyway.partners.actions import invitations as sending
from keyway.partners.actions import people as actions
from keyway.partners.forms.people import InvitationForm, RoleForm
from keyway.partners.queries import exports
from keyway.partners.queries import people as queries
from keyway.partners.views.frame import (
    Here,
    as_file,
    at_own,
    base_of,
    language,
    nothing_here,
    say,
    tell,
)
from keyway.partners.views.my import own_crumbs, shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from keyway.partners.models import Invitation, Membership


@at_own()
@require_safe
def people(request: HttpRequest, here: Here) -> HttpResponse:
    """List an organization's people and whoever is invited."""
    one, now = here.organization, timezone.now()
    return render(
        request,
        "partners/people/people.html",
        {
            **shared(here),
            "members": [_told(each) for each in queries.memberships(one, within=here.circle)],
            "invitations": [
                {
                    "invitation": each,
                    "role": access.role(each.role).name,
                    "is_expired": each.expires_at <= now,
                }
                for each in queries.invitations(one, within=here.circle)
            ],
            "own_number": here.person.pk,
            "crumbs": own_crumbs(here, (_("People"), "")),
        },
    )


def _told(held: Membership) -> dict[str, object]:
    role = access.ROLES.get(held.role)
    return {
        "membership": held,
        "person": held.person,
        "role": role.name if role else held.role,
        "description": role.description if role else "",
    }


def _manages(here: Here) -> None:
    """Let pass who may manage people here; else the refusal says whom to ask."""
    access.require(
        here.person, actions.permission_to_manage(here.organization), at=here.organization
    )


def _own_membership(here: Here, number: int) -> Membership:
    found = queries.membership(here.organization, number, within=here.circle)
    if found is None:
        raise Http404(nothing_here())
    return found


@at_own()
@access.with_fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def role(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Give somebody another role."""
    held = _own_membership(here, number)
    _manages(here)
    form = RoleForm(
        request.POST or None,
        roles=access.roles_for(here.organization),
        initial={"role": held.role},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_role(
                by=here.person,
                membership=held,
                role=form.cleaned_data["role"],
                now=timezone.now(),
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            said = _("%(name)s has another role now and signs in again to use it.")
            messages.success(request, said % {"name": held.person})
            return _to_people(here)
    return render(
        request,
        "partners/my/form.html",
        {
            "form": form,
            "title": _("The role of %(name)s") % {"name": held.person},
            "submit": _("Give this role"),
            "back": reverse("partners:people", args=[here.organization.slug]),
            "crumbs": _people_crumbs(here, _("Role")),
        },
    )


def _people_crumbs(here: Here, label: str) -> list[dict[str, str]]:
    href = reverse("partners:people", args=[here.organization.slug])
    return own_crumbs(here, (_("People"), href), (label, ""))


def _to_people(here: Here) -> HttpResponse:
    return redirect("partners:people", slug=here.organization.slug)


@at_own()
@access.with_fresh_proof
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Remove somebody, after a second look."""
    held = _own_membership(here, number)
    _manages(here)
    if request.method == "POST":
        try:
            actions.remove_person(by=here.person, membership=held, now=timezone.now())
        except Refused as refusal:
            messages.error(request, say(refusal))
        else:
            said = _("%(name)s no longer belongs to %(organization)s.")
            names = {"name": held.person, "organization": here.organization.name}
            messages.success(request, said % names)
        return _to_people(here)
    return render(
        request,
        "partners/people/remove.html",
        {**shared(here), **_told(held), "crumbs": _people_crumbs(here, _("Remove"))},
    )


@at_own()
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, here: Here) -> HttpResponse:
    """Leave an organization, after a second look."""
    held = queries.memberships(here.organization, within=here.circle)
    own = held.filter(person=here.person).first()
    if own is None:
        raise Http404(nothing_here())
    if request.method == "POST":
        try:
            actions.leave_organization(by=here.person, membership=own, now=timezone.now())
        except Refused as refusal:
            messages.error(request, say(refusal))
            return _to_people(here)
        return redirect("partners:my")
    return render(
        request,
        "partners/people/leave.html",
        {**shared(here), "crumbs": _people_crumbs(here, _("Leave the organization"))},
    )


@at_own("partners.export")
@access.with_fresh_proof
@require_safe
def download(request: HttpRequest, here: Here, form: str) -> HttpResponse:
    """Hand out the list of people as a file; who took it is in the journal."""
    one = here.organization
    rows = list(queries.memberships(one, within=here.circle))
    table = exports.people_table(
        rows,
        roles={code: str(each.name) for code, each in access.ROLES.items()},
        organization=one.name,
        date=timezone.localdate().isoformat(),
    )
    journal.record("people.exported", by=here.person, at=one, form=form, rows=len(rows))
    return as_file(table, form, f"keyway-people-{one.slug[:60]}")


@at_own()
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, here: Here) -> HttpResponse:
    """Invite somebody by e-mail."""
    one = here.organization
    _manages(here)
    form = InvitationForm(
        request.POST or None, roles=access.roles_for(one), initial={"language": language()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            sending.invite_person(
                by=here.person,
                organization=one,
                now=timezone.now(),
                base=base_of(request),
                **form.cleaned_data,
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            said = _("The invitation is on its way to %(email)s. It holds for %(days)d days.")
            values = {"email": form.cleaned_data["email"], "days": sending.VALID_DAYS}
            messages.success(request, said % values)
            return _to_people(here)
    people_href = reverse("partners:people", args=[one.slug])
    return render(
        request,
        "partners/my/form.html",
        {
            "form": form,
            "title": _("Invite somebody to %(name)s") % {"name": one.name},
            "submit": _("Send the invitation"),
            "back": people_href,
            "crumbs": own_crumbs(here, (_("People"), people_href), (_("Invite"), "")),
        },
    )


def _own_invitation(here: Here, number: int) -> Invitation:
    found = queries.invitation(here.organization, number, within=here.circle)
    if found is None:
        raise Http404(nothing_here())
    return found


@at_own()
@require_POST
def resend(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Send an invitation again with a new link."""
    waiting = _own_invitation(here, number)
    return _done(
        request,
        here,
        lambda: sending.resend_invitation(
            by=here.person, invitation=waiting, now=timezone.now(), base=base_of(request)
        ),
        _("The invitation is on its way again; the link sent before no longer works."),
    )


@at_own()
@require_POST
def withdraw(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Take an invitation back."""
    waiting = _own_invitation(here, number)
    return _done(
        request,
        here,
        lambda: sending.withdraw_invitation(by=here.person, invitation=waiting, now=timezone.now()),
        _("The invitation is withdrawn."),
    )


def _done(request: HttpRequest, here: Here, deed: Callable[[], None], said: str) -> HttpResponse:
    """Carry out a deed of one button and say in the list of people how it went."""
    try:
        deed()
    except access.NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, said)
    return _to_people(here)
