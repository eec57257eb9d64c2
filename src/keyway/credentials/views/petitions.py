"""The docket: a school's petitions, what each lacks, and the packet on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keyway.credentials.access import ASSEMBLE_PETITION
from keyway.credentials.actions import petitioning
from keyway.credentials.forms.petitions import (
    EmployerForm,
    MoveForm,
    PersonForm,
    StartForm,
    WordsForm,
)
from keyway.credentials.models import Petition, PetitionLetter
from keyway.credentials.queries import nearby, state_lists
from keyway.credentials.queries import petitions as queries
from keyway.credentials.views.own_promises import promisable
from keyway.credentials.views.state_lists import countdown, in_language
from keyway.errors import Refused
from keyway.partners.models import Organization
from keyway.partners.queries import organizations
from keyway.partners.queries.directory import public_organizations
from keyway.partners.queries.organizations import Panel, declare_own_page
from keyway.partners.views.frame import (
    Here,
    at_own,
    day_here,
    nothing_here,
    say,
    state_shown,
    store,
    tell,
    today,
)
from keyway.partners.views.my import own_crumbs
from keyway.reference.lookups import names, registry
from keyway.render import paper

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from keyway.partners.models import Contact

Kind = Organization.Kind
_SCHOOLS = frozenset({Kind.DISTRICT.value, Kind.CTED.value, Kind.SCHOOL.value})
declare_own_page(
    Panel(gettext_lazy("Petitions to the state"), "credentials:own_petitions", _SCHOOLS)
)
_PATH = "credentials/petitions"


@at_own()
@require_safe
def own_petitions(request: HttpRequest, here: Here) -> HttpResponse:
    """Show an applicant's petitions, each with its days and what it lacks."""
    on = today()
    lists = queries.lists_for(here.organization)
    lines = [
        _line(each, on) for each in queries.own_petitions(here.organization, within=here.circle)
    ]
    return render(
        request,
        f"{_PATH}/own.html",
        {
            "organization": here.organization,
            "lines": lines,
            "may_start": bool(lists) and ASSEMBLE_PETITION in here.may,
            "cannot": "" if lists else _cannot(here.organization),
            "windows": [
                {"title": in_language(of, "title"), "countdown": countdown(window, on)}
                for of in lists
                if (window := state_lists.next_window(of, "apply", on=on)) is not None
            ],
            "crumbs": own_crumbs(here, (_("Petitions"), "")),
        },
    )


def _cannot(organization: Organization) -> str:
    """Return why an organization cannot apply, with the rule of its state's list."""
    of = next(iter(state_lists.petition_lists(organization.state_code)), None)
    if of is None:
        return _("We know no list of this state to which a school can apply.")
    return _("%(organization)s cannot apply itself. The rule says: %(rule)s (%(citation)s)") % {
        "organization": organization.name,
        "rule": in_language(of, "who"),
        "citation": of.citation,
    }


def _line(petition: Petition, on: date) -> dict[str, Any]:
    dates = queries.dates_of(petition)
    lacking = queries.missing(petition, queries.letters_of(petition))
    is_open = petition.status in queries.OPEN
    window = dates.apply if petition.status == Petition.Status.DRAFT else dates.revise
    is_ahead = is_open and window is not None and window.when(on) != "past"
    return {
        "petition": petition,
        "status": petition.get_status_display(),
        "days": countdown(window, on) if is_ahead and window else "",
        "is_late": is_open and window is not None and not is_ahead,
        "lacking": len(lacking) if is_open else 0,
        "lacks": ngettext(
            "%(count)s thing is missing", "%(count)s things are missing", len(lacking)
        )
        % {"count": len(lacking)},
    }


@at_own(ASSEMBLE_PETITION)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, here: Here) -> HttpResponse:
    """Begin a petition."""
    on = today()
    form = StartForm(
        request.POST or None,
        credentials=promisable(),
        windows=_windows(here.organization, on),
        initial={"credential": request.GET.get("credential", "")[:20]},
    )
    if request.method == "POST" and form.is_valid():
        key, _slash, year = form.cleaned_data["window"].rpartition("/")
        of = registry.state_list(key)
        if of is None:
            raise Http404(nothing_here())
        try:
            made = petitioning.start_petition(
                by=here.person,
                organization=here.organization,
                credential=form.cleaned_data["credential"],
                of=of,
                year=int(year),
                now=timezone.now(),
                on=on,
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            return redirect("credentials:petition", slug=here.organization.slug, number=made.pk)
    is_able = bool(queries.lists_for(here.organization))
    return render(
        request,
        "credentials/promises/form.html",
        {
            "form": form,
            "title": _("Begin a petition"),
            "lede": _("One credential, one window. You can fill it bit by bit.")
            if is_able
            else _cannot(here.organization),
            "submit": _("Begin"),
            "back": reverse("credentials:own_petitions", args=[here.organization.slug]),
            "crumbs": _crumbs(here, _("Begin")),
        },
    )


def _windows(organization: Organization, on: date) -> list[tuple[str, str]]:
    """Return the windows that are open or to come, of this year and the next."""
    found = []
    for of in queries.lists_for(organization):
        for window in state_lists.windows(of, on=on, years=3):
            if window.step.key == "apply":
                said = {"list": in_language(of, "title"), "days": countdown(window, on)}
                found.append((f"{of.key}/{window.year}", _("%(list)s: %(days)s") % said))
    return found[:2]


@at_own()
@require_safe
def petition(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Show one petition: the days, what is missing and who owes it, the letters."""
    one = own(here, number)
    return _page(request, here, one)


def own(here: Here, number: int) -> Petition:
    """Return a petition of the organization at hand, or nothing is there."""
    found = queries.own_petition(here.organization, number, within=here.circle)
    if found is None:
        raise Http404(nothing_here())
    return found


def _page(
    request: HttpRequest,
    here: Here,
    one: Petition,
    *,
    status: int = 200,
    **forms: Any,
) -> HttpResponse:
    on = today()
    letters = queries.letters_of(one)
    items = queries.checklist(one, letters)
    dates = queries.dates_of(one)
    may_change = ASSEMBLE_PETITION in here.may and one.status in queries.OPEN
    context = {
        "organization": here.organization,
        "petition": one,
        "title": one.credential.name,
        "status": one.get_status_display(),
        "list": _list_title(one),
        "windows": [
            {"title": in_language(each.step, "title"), "countdown": countdown(each, on)}
            for each in (dates.apply, dates.revise)
            if each is not None and each.when(on) != "past"
        ],
        "items": items,
        "missing": sum(not each.is_done for each in items),
        "letters": [_letter_line(each, here) for each in letters],
        "programs": list(one.programs.select_related("organization")),
        "competencies": list(one.credential.competencies.order_by("place")),
        "promises": queries.employers_who_promised(one, on=on),
        "may_change": may_change,
        "employer_form": forms.get("employer") or EmployerForm(employers=employers_for(one)),
        "move_form": forms.get("move") or MoveForm(after=_after(one), on=on),
        "can_move": may_change and bool(_after(one)),
        "crumbs": _crumbs(here, one.credential.name),
    }
    return render(request, f"{_PATH}/petition.html", context, status=status)


def _list_title(one: Petition) -> str:
    of = registry.state_list(one.list_key)
    return in_language(of, "title") if of else one.list_key


def _after(one: Petition) -> frozenset[str]:
    return petitioning.NEXT.get(one.status, frozenset())


def employers_for(one: Petition) -> QuerySet[Organization]:
    """Return manufacturers of the state that were not asked yet; who gave none is not asked again."""
    rows = public_organizations().filter(kind=Kind.MANUFACTURER, state_code=one.state_code)
    asked = one.letters.exclude(status="withdrawn").values("organization_id")
    return rows.exclude(pk__in=asked).order_by("name")


def _letter_line(letter: PetitionLetter, here: Here) -> dict[str, Any]:
    """Return a letter as the docket shows it, with the deeds that fit its step."""
    is_asked = letter.status == PetitionLetter.Status.ASKED
    asked = date_format(day_here(letter.asked_at), "DATE_FORMAT")
    answered = (
        date_format(day_here(letter.answered_at), "DATE_FORMAT") if letter.answered_at else ""
    )
    said = {
        PetitionLetter.Status.SIGNED: _("signed on %(day)s") % {"day": answered},
        PetitionLetter.Status.DECLINED: _("declined on %(day)s") % {"day": answered},
    }
    return {
        "letter": letter,
        "employer": letter.organization,
        "said": said.get(
            PetitionLetter.Status(letter.status), _("asked on %(day)s") % {"day": asked}
        ),
        "counts": queries.counts(letter),
        "is_asked": is_asked,
        "is_signed": letter.status == PetitionLetter.Status.SIGNED,
        "person_form": PersonForm(contacts=people_for(letter, here), auto_id=f"p{letter.pk}-%s")
        if is_asked
        else None,
        "has_people": is_asked and people_for(letter, here).exists(),
    }


def people_for(letter: PetitionLetter, here: Here) -> QuerySet[Contact]:
    """Return whom at the employer may be written to: staff see all, others who agreed to be shown."""
    rows = organizations.public_contacts(letter.organization)
    if here.circle.holds(letter.organization):
        rows = organizations.own_contacts(letter.organization, within=here.circle)
    return rows.exclude(email="")


@at_own(ASSEMBLE_PETITION)
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Write what a petition says."""
    one = own(here, number)
    programs = queries.programs_of(here.organization)
    kept = {name: getattr(one, name) for name in petitioning.TEXTS}
    form = WordsForm(
        request.POST or None, programs=programs, initial={**kept, "programs": one.programs.all()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            petitioning.change_petition(
                by=here.person,
                petition=one,
                texts=form.cleaned_data,
                programs=form.cleaned_data["programs"],
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Kept. The list below says what is still missing."))
            return redirect("credentials:petition", slug=here.organization.slug, number=one.pk)
    return render(
        request,
        f"{_PATH}/words.html",
        {
            "form": form,
            "title": _("What the petition says"),
            "lede": one.credential.name,
            "competencies": list(one.credential.competencies.order_by("place")),
            "has_programs": programs.exists(),
            "back": _address(one),
            "crumbs": _crumbs(here, one.credential.name),
        },
    )


@at_own(ASSEMBLE_PETITION)
@require_POST
def move(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Note what became of a petition."""
    one = own(here, number)
    form = MoveForm(request.POST, after=_after(one), on=today())
    if not form.is_valid():
        return _page(request, here, one, status=422, move=form)
    try:
        petitioning.move_petition(
            by=here.person,
            petition=one,
            status=form.cleaned_data["status"],
            day=form.cleaned_data["day"],
            now=timezone.now(),
            on=today(),
        )
    except Refused as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("Noted."))
    return redirect(_address(one))


@at_own()
@require_safe
def packet(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Print the whole petition as one file, in English, for the state."""
    one = own(here, number)
    with translation.override("en"):
        data = queries.packet(one, on=today(), demand=_demand(one))
        title = _("Petition: %(credential)s") % {"credential": one.credential.name}
        made = paper.pdf("petition", data, language="en", title=title)
    return as_paper(made, f"keyway-petition-{one.pk}", "en")


def _demand(one: Petition) -> list[dict[str, Any]]:
    """Return openings in the state of the jobs a credential leads to, where somebody knows."""
    state = state_shown()
    called = names.occupations(store(), "en")
    rows = []
    for code in one.credential.codes.filter(scheme="soc").values_list("code", flat=True)[:3]:
        figure = nearby.openings(store(), state, code, state.fips, "en")
        if figure is not None and figure.is_known:
            said = {"job": called.get(code, code), "state": state.name}
            term = _("Openings a year in %(state)s: %(job)s") % said
            rows.append({"term": term, "figure": paper.printed(figure, "en")})
    return rows


def as_paper(made: bytes, name: str, language: str) -> HttpResponse:
    """Return a printed page that only whoever asked may keep."""
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Language"] = language
    return response


def _address(one: Petition) -> str:
    return petitioning.address_of(one)


def _crumbs(here: Here, last: str) -> list[dict[str, str]]:
    mine = reverse("credentials:own_petitions", args=[here.organization.slug])
    return own_crumbs(here, (_("Petitions"), mine), (last, ""))
