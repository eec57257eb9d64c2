"""Sites and contacts of one's organization: entered, changed, confirmed, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from keyway.errors import Refused
from keyway.partners.actions import sites as actions
from keyway.partners.forms.organizations import ContactForm, SiteForm
from keyway.partners.queries import organizations
from keyway.partners.views.frame import (
    Here,
    at_own,
    language,
    nothing_here,
    say,
    state_shown,
    store,
    tell,
)
from keyway.partners.views.my import own_crumbs
from keyway.partners.views.organizations import place
from keyway.reference.lookups import names

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from keyway.partners.models import Contact, Site

_EDIT = "partners.edit_organization"
_CONTACTS = "partners.edit_contacts"
_FORM = "partners/my/form.html"


@at_own(_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def add_site(request: HttpRequest, here: Here) -> HttpResponse:
    """Enter a site."""
    return _site(request, here, None)


@at_own(_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def site(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Change a site."""
    return _site(request, here, _own_site(here, number))


def _own_site(here: Here, number: int) -> Site:
    found = organizations.own_site(here.organization, number, within=here.circle)
    if found is None:
        raise Http404(nothing_here())
    return found


def _site(request: HttpRequest, here: Here, kept: Site | None) -> HttpResponse:
    form = SiteForm(
        request.POST or None,
        instance=kept,
        initial={} if kept else {"state_code": here.organization.state_code},
    )

    def keep() -> str:
        found = actions.keep_site(
            by=here.person,
            organization=here.organization,
            site=kept,
            address=actions.Address(**form.cleaned_data),
            store=store(),
            now=timezone.now(),
        )
        return _found(found)

    words = {
        "title": _("Change the site") if kept else _("Add a site"),
        "submit": _("Keep the site"),
        "remove_label": _("Remove this site"),
    }
    remove = _address("remove_site", here, kept)
    return _filled_in(request, here, form, keep, {**words, "remove": remove})


def _filled_in(
    request: HttpRequest,
    here: Here,
    form: BaseForm,
    keep: Callable[[], str],
    words: dict[str, str],
) -> HttpResponse:
    """Show a form until what it holds is kept, and say then on the organization's page that it is."""
    if request.method == "POST" and form.is_valid():
        try:
            said = keep()
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, said)
            return _back(here)
    back = reverse("partners:own", args=[here.organization.slug])
    crumbs = own_crumbs(here, (words["title"], ""))
    return render(request, _FORM, {"form": form, "back": back, "crumbs": crumbs, **words})


def _address(name: str, here: Here, kept: Site | Contact | None) -> str:
    """Return the address of a deed on what is kept; empty for what is new."""
    return reverse(f"partners:{name}", args=[here.organization.slug, kept.pk]) if kept else ""


def _found(kept: Site) -> str:
    """Return in words where a site was found, so that a slip of the pen is seen at once."""
    told = place(kept, names.counties(store(), state_shown().fips))
    where = [told["county"] or _("a county outside the state"), *told["districts"]]
    return _("The site is kept. It lies in: %(places)s. %(precision)s") % {
        "places": ", ".join(where),
        "precision": told["precision"],
    }


def _back(here: Here) -> HttpResponse:
    return redirect("partners:own", slug=here.organization.slug)


@at_own("partners.confirm_facts")
@require_POST
def confirm_site(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Note that a site is still right."""
    kept = _own_site(here, number)
    return _done(
        request,
        here,
        lambda: actions.confirm_site(by=here.person, site=kept, now=timezone.now()),
        _("Thank you. The site counts as confirmed today."),
    )


@at_own(_EDIT)
@require_POST
def remove_site(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Remove a site."""
    kept = _own_site(here, number)
    return _done(
        request,
        here,
        lambda: actions.remove_site(by=here.person, site=kept),
        _("The site is removed."),
    )


def _done(request: HttpRequest, here: Here, deed: Callable[[], None], said: str) -> HttpResponse:
    """Carry out a deed of one button and say on the organization's page how it went."""
    try:
        deed()
    except Refused as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, said)
    return _back(here)


@at_own(_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_contact(request: HttpRequest, here: Here) -> HttpResponse:
    """Enter a contact."""
    return _contact(request, here, None)


@at_own(_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Change a contact."""
    return _contact(request, here, _own_contact(here, number))


def _own_contact(here: Here, number: int) -> Contact:
    found = organizations.own_contact(here.organization, number, within=here.circle)
    if found is None:
        raise Http404(nothing_here())
    return found


def _contact(request: HttpRequest, here: Here, kept: Contact | None) -> HttpResponse:
    form = ContactForm(
        request.POST or None,
        instance=kept,
        initial={} if kept else {"preferred_language": language()},
    )

    def keep() -> str:
        actions.keep_contact(
            by=here.person,
            organization=here.organization,
            contact=kept,
            values=form.cleaned_data,
            now=timezone.now(),
        )
        return _("The contact is kept.")

    words = {
        "title": _("Change the contact") if kept else _("Add a contact"),
        "submit": _("Keep the contact"),
        "remove_label": _("Remove this contact"),
    }
    remove = _address("remove_contact", here, kept)
    return _filled_in(request, here, form, keep, {**words, "remove": remove})


@at_own(_CONTACTS)
@require_POST
def remove_contact(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Remove a contact."""
    kept = _own_contact(here, number)
    return _done(
        request,
        here,
        lambda: actions.remove_contact(by=here.person, contact=kept),
        _("The contact is removed."),
    )


@at_own()
@require_POST
def show_contact(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Let whoever asks show their own name and business address to everybody, or stop it."""
    kept = _own_contact(here, number)
    is_shown = request.POST.get("shown") == "1"
    return _done(
        request,
        here,
        lambda: actions.show_publicly(
            by=here.person,
            contact=kept,
            is_shown=is_shown,
            language=language(),
            now=timezone.now(),
        ),
        _("Your name and business address are on the public page now.")
        if is_shown
        else _("Your name is on no public page any more."),
    )
