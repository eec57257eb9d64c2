"""Letters of support: asked, sent, reminded, taken back, filed; and what an employer sees of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from keyway.credentials.access import ASSEMBLE_PETITION
from keyway.credentials.actions import petition_letters as actions
from keyway.credentials.actions.petitioning import address_of
from keyway.credentials.forms.petitions import EmployerForm, PersonForm
from keyway.credentials.models import Petition, PetitionLetter
from keyway.credentials.queries import petitions as queries
from keyway.credentials.views.petitions import as_paper, employers_for, own, people_for
from keyway.errors import Refused
from keyway.partners.models import Organization
from keyway.partners.queries.organizations import Panel, declare_own_page
from keyway.partners.views.frame import Here, at_own, base_of, day_here, language, nothing_here, say
from keyway.partners.views.my import own_crumbs
from keyway.render import paper

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_MAKERS = frozenset({Organization.Kind.MANUFACTURER.value})
declare_own_page(Panel(gettext_lazy("Letters of support"), "credentials:own_letters", _MAKERS))


@at_own()
@require_safe
def own_letters(request: HttpRequest, here: Here) -> HttpResponse:
    """Show an employer the letters it was asked for, and what was answered."""
    rows = queries.own_letters(here.organization, within=here.circle)
    return render(
        request,
        "credentials/petitions/letters.html",
        {
            "organization": here.organization,
            "letters": [
                {
                    "letter": each,
                    "credential": each.petition.credential.name,
                    "school": each.applicant.name,
                    "status": each.get_status_display(),
                    "day": date_format(day_here(each.answered_at or each.asked_at), "DATE_FORMAT"),
                }
                for each in rows
            ],
            "crumbs": own_crumbs(here, (_("Letters of support"), "")),
        },
    )


@at_own(ASSEMBLE_PETITION)
@require_POST
def ask(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Ask an employer of the directory for a letter."""
    one = own(here, number)
    form = EmployerForm(request.POST, employers=employers_for(one))
    if not form.is_valid():
        messages.error(request, _("Choose an employer of the list."))
        return redirect(address_of(one))
    employer = form.cleaned_data["employer"]
    try:
        actions.ask_for_letter(by=here.person, petition=one, employer=employer, now=timezone.now())
    except Refused as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(
            request,
            _("%(employer)s is on the list. Now choose whom to write to.")
            % {"employer": employer.name},
        )
    return redirect(f"{address_of(one)}#letters")


@at_own(ASSEMBLE_PETITION)
@require_POST
def send(request: HttpRequest, here: Here, number: int, letter: int) -> HttpResponse:
    """Send a person at the employer the link, or send it again."""
    one = own(here, number)
    found = _letter(one, letter)
    form = PersonForm(request.POST, contacts=people_for(found, here))
    if not form.is_valid():
        messages.error(request, _("Choose whom to write to."))
        return redirect(f"{address_of(one)}#letters")
    contact = form.cleaned_data["contact"]
    try:
        actions.send_request(
            by=here.person,
            letter=found,
            contact=contact,
            now=timezone.now(),
            base=base_of(request),
        )
    except Refused as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(
            request, _("A link is on its way to %(name)s.") % {"name": contact.full_name}
        )
    return redirect(f"{address_of(one)}#letters")


@at_own(ASSEMBLE_PETITION)
@require_POST
def withdraw(request: HttpRequest, here: Here, number: int, letter: int) -> HttpResponse:
    """Take back the request for a letter."""
    one = own(here, number)
    try:
        actions.withdraw_request(by=here.person, letter=_letter(one, letter), now=timezone.now())
    except Refused as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("The request is taken back; its link no longer works."))
    return redirect(f"{address_of(one)}#letters")


@at_own(ASSEMBLE_PETITION)
@require_POST
def file_original(request: HttpRequest, here: Here, number: int, letter: int) -> HttpResponse:
    """Note whether the original on company paper is at hand."""
    one = own(here, number)
    is_at_hand = request.POST.get("at_hand") == "yes"
    try:
        actions.file_original(by=here.person, letter=_letter(one, letter), is_at_hand=is_at_hand)
    except Refused as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Noted."))
    return redirect(f"{address_of(one)}#letters")


@at_own()
@require_safe
def printed(request: HttpRequest, here: Here, number: int, letter: int) -> HttpResponse:
    """Print one signed letter, to be put on company paper, in the reader's language."""
    found = _letter(own(here, number), letter)
    if found.status != PetitionLetter.Status.SIGNED:
        raise Http404(nothing_here())
    return _on_paper(found)


@at_own()
@require_safe
def own_printed(request: HttpRequest, here: Here, letter: int) -> HttpResponse:
    """Print an employer's own letter."""
    rows = queries.own_letters(here.organization, within=here.circle)
    found = rows.filter(pk=letter, status=PetitionLetter.Status.SIGNED).first()
    if found is None:
        raise Http404(nothing_here())
    return _on_paper(found)


def _on_paper(found: PetitionLetter) -> HttpResponse:
    title = _("Letter of support: %(company)s") % {"company": found.organization.name}
    data = queries.letter_text(found)
    made = paper.pdf("letter_of_support", data, language=language(), title=title)
    return as_paper(made, f"keyway-letter-{found.pk}", language())


def _letter(one: Petition, number: int) -> PetitionLetter:
    found = next((each for each in queries.letters_of(one) if each.pk == number), None)
    if found is None:
        raise Http404(nothing_here())
    found.petition = one
    return found
