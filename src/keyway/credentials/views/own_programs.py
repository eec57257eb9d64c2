"""Programs as their institution keeps them: list, facts, credentials, counts, agreements."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.db.models.functions import Lower
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keyway.credentials.access import EDIT_PROGRAMS, SEE_COUNTS
from keyway.credentials.actions import counting
from keyway.credentials.actions import programs as actions
from keyway.credentials.forms.programs import (
    ArticulationForm,
    CountsForm,
    OfferingForm,
    ProgramForm,
)
from keyway.credentials.models import Articulation, Attainment, Credential, Offering, Program
from keyway.credentials.queries import programs as queries
from keyway.credentials.views.funnel import count_columns, count_row
from keyway.credentials.views.programs import called, facts_of, known
from keyway.errors import Refused
from keyway.partners.views.frame import at_own, nothing_here, say, store, tell, today
from keyway.partners.views.my import own_crumbs

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model, QuerySet
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

    from keyway.partners.views.frame import Here

_Rest = ParamSpec("_Rest")
_FORM = ["GET", "HEAD", "POST"]


def with_program(
    view: Callable[Concatenate[HttpRequest, Here, Program, _Rest], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Here, int, _Rest], HttpResponse]:
    """Hand a view the program with the number in its address; a foreign one is not there."""

    @wraps(view)
    def wrapped(
        request: HttpRequest, here: Here, number: int, *args: _Rest.args, **kwargs: _Rest.kwargs
    ) -> HttpResponse:
        program = queries.own_program(here.organization, number, within=here.circle)
        if program is None:
            raise Http404(nothing_here())
        return view(request, here, program, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, Here, int, _Rest], HttpResponse]", wrapped)


@at_own()
@require_safe
def own_programs(request: HttpRequest, here: Here) -> HttpResponse:
    """List an institution's programs to its own people."""
    rows = list(queries.own_programs(here.organization, within=here.circle))
    lines = [_line(here, each) for each in rows]
    context = {
        "organization": here.organization,
        "lines": lines,
        "may_edit": EDIT_PROGRAMS in here.may,
        "unconfirmed": sum(
            each.confirmed_at is None and each.status != Program.Status.CLOSED for each in rows
        ),
        "crumbs": own_crumbs(here, (_("Programs"), "")),
    }
    return render(request, "credentials/programs/own_programs.html", context)


def _line(here: Here, one: Program) -> dict[str, Any]:
    taught = one.credentials_count  # type: ignore[attr-defined]
    facts = [one.get_level_display()]
    if taught:
        said = ngettext("toward %(count)s credential", "toward %(count)s credentials", taught)
        facts.append(said % {"count": taught})
    else:
        facts.append(_("no credential told yet"))
    return {
        "program": one,
        "name": called(one),
        "href": reverse("credentials:own_program", args=[here.organization.slug, one.pk]),
        "facts": facts,
        "known": known(one),
        "is_closed": one.status == Program.Status.CLOSED,
    }


@at_own()
@require_safe
@with_program
def own_program(request: HttpRequest, here: Here, program: Program) -> HttpResponse:
    """Show a program to its own people: facts, credentials, counts, agreements."""
    sees_small = SEE_COUNTS in here.may
    counted = queries.counted(store(), program, with_small=sees_small)
    own = program.attainments.filter(source_key="").select_related("credential")
    own = own.exclude(proof=Attainment.Proof.OFFICIAL)
    agreements = Articulation.objects.filter(to_program=program).select_related(
        "from_program__organization", "credential"
    )
    context = {
        "organization": here.organization,
        "program": program,
        "title": called(program),
        "facts": facts_of(program),
        "known": known(program),
        "is_official": bool(program.source_key),
        "offerings": queries.offerings_of(program),
        "count_columns": count_columns(),
        "count_rows": [count_row(each) for each in counted],
        "own_counts": own.order_by("-cohort_year", "pk"),
        "agreements": agreements.order_by("pk"),
        "may_edit": EDIT_PROGRAMS in here.may,
        "sees_small": sees_small,
        "crumbs": _crumbs(here, program),
    }
    return render(request, "credentials/programs/own_program.html", context)


def _crumbs(here: Here, program: Program | None, step: str = "") -> list[dict[str, str]]:
    slug = here.organization.slug
    steps = [(_("Programs"), reverse("credentials:own_programs", args=[slug]))]
    if program is not None:
        steps.append((called(program), _address(here, program) if step else ""))
    if step:
        steps.append((step, ""))
    return own_crumbs(here, *steps)


def _address(here: Here, program: Program) -> str:
    return reverse("credentials:own_program", args=[here.organization.slug, program.pk])


def _form_page(
    request: HttpRequest, here: Here, program: Program | None, form: BaseForm, title: str, step: str
) -> HttpResponse:
    back = reverse("credentials:own_programs", args=[here.organization.slug])
    context = {
        "form": form,
        "title": title,
        "submit": _("Keep"),
        "back": _address(here, program) if program else back,
        "crumbs": _crumbs(here, program, step),
    }
    return render(request, "partners/my/form.html", context)


def _done(request: HttpRequest, form: BaseForm, deed: Callable[[], object], said: str) -> bool:
    """Do a deed of a sent form; tell whether it was done. A refusal stands at the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        deed()
    except Refused as refusal:
        tell(form, refusal)
        return False
    messages.success(request, said)
    return True


# --- facts -----------------------------------------------------------------------------------------


@at_own(EDIT_PROGRAMS)
@require_http_methods(_FORM)
def add_program(request: HttpRequest, here: Here) -> HttpResponse:
    """Enter a program."""
    form = ProgramForm(request.POST or None)
    made: list[Program] = []

    def add() -> None:
        made.append(
            actions.add_program(
                by=here.person,
                organization=here.organization,
                values=form.cleaned_data,
                now=timezone.now(),
            )
        )

    if _done(request, form, add, _("The program is entered. Name the credentials it leads to.")):
        return redirect(_address(here, made[0]))
    title = _("What does %(name)s teach?") % {"name": here.organization.name}
    return _form_page(request, here, None, form, title, _("Add"))


@at_own(EDIT_PROGRAMS)
@require_http_methods(_FORM)
@with_program
def change_program(request: HttpRequest, here: Here, program: Program) -> HttpResponse:
    """Change a program's facts."""
    form = ProgramForm(request.POST or None, instance=program)
    kept = Program.objects.select_related("organization").get(pk=program.pk)

    def change() -> None:
        actions.change_program(
            by=here.person, program=kept, values=form.cleaned_data, now=timezone.now()
        )

    if _done(request, form, change, _("Thank you. The program is changed and confirmed.")):
        return redirect(_address(here, program))
    title = _("Change the facts of %(name)s") % {"name": called(kept)}
    return _form_page(request, here, kept, form, title, _("Change"))


@at_own(EDIT_PROGRAMS)
@require_POST
@with_program
def confirm_program(request: HttpRequest, here: Here, program: Program) -> HttpResponse:
    """Note that a program is still right."""
    actions.confirm_program(by=here.person, program=program, now=timezone.now())
    messages.success(request, _("Thank you. %(name)s is confirmed.") % {"name": called(program)})
    return redirect("credentials:own_programs", slug=here.organization.slug)


@at_own(EDIT_PROGRAMS)
@require_POST
@with_program
def close_program(request: HttpRequest, here: Here, program: Program) -> HttpResponse:
    """Say that a program is not offered any more."""
    actions.close_program(by=here.person, program=program, now=timezone.now())
    messages.success(request, _("%(name)s is closed.") % {"name": called(program)})
    return redirect("credentials:own_programs", slug=here.organization.slug)


# --- credentials -----------------------------------------------------------------------------------


def _credentials() -> QuerySet[Credential]:
    rows = Credential.objects.filter(is_withdrawn=False, superseded_by=None)
    return rows.order_by(Lower("name"))


def _own(here: Here, rows: QuerySet[Any], number: int) -> Any:
    """Return something of the institution by its number; what is another's is not there."""
    own = here.circle.own(rows.filter(organization=here.organization))
    found: Model | None = own.filter(pk=number).first()
    if found is None:
        raise Http404(nothing_here())
    return found


@at_own(EDIT_PROGRAMS)
@require_http_methods(_FORM)
@with_program
def add_offering(request: HttpRequest, here: Here, program: Program) -> HttpResponse:
    """Name a credential that a program teaches toward."""
    form = OfferingForm(request.POST or None, credentials=_credentials())

    def add() -> None:
        given = form.cleaned_data
        actions.add_offering(
            by=here.person,
            program=program,
            credential=given["credential"],
            url=given["url"],
            next_exam_date=given["next_exam_date"],
            now=timezone.now(),
        )

    if _done(request, form, add, _("Thank you. The credential is named.")):
        return redirect(_address(here, program))
    title = _("Which credential does %(name)s lead to?") % {"name": called(program)}
    return _form_page(request, here, program, form, title, _("Credential"))


@at_own(EDIT_PROGRAMS)
@require_http_methods(_FORM)
def change_offering(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Change the link and the next exam of a credential."""
    rows = Offering.objects.select_related("program__organization", "credential", "organization")
    offering: Offering = _own(here, rows, number)
    initial = {"url": offering.url, "next_exam_date": offering.next_exam_date}
    form = OfferingForm(request.POST or None, initial=initial)

    def change() -> None:
        given = form.cleaned_data
        actions.change_offering(
            by=here.person,
            offering=offering,
            url=given["url"],
            next_exam_date=given["next_exam_date"],
            now=timezone.now(),
        )

    program = offering.program
    if _done(request, form, change, _("Thank you. It is kept.")):
        return redirect(_address(here, program))
    return _form_page(request, here, program, form, offering.credential.name, _("Credential"))


@at_own(EDIT_PROGRAMS)
@require_POST
def end_offering(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Say that a program does not teach toward a credential any more."""
    rows = Offering.objects.select_related("program__organization", "credential", "organization")
    offering: Offering = _own(here, rows, number)
    actions.end_offering(by=here.person, offering=offering, now=timezone.now())
    messages.success(request, _("It is taken off the list."))
    return redirect(_address(here, offering.program))


# --- counts ----------------------------------------------------------------------------------------


@at_own(EDIT_PROGRAMS)
@require_http_methods(_FORM)
@with_program
def enter_counts(request: HttpRequest, here: Here, program: Program) -> HttpResponse:
    """Enter how far one cohort got."""
    return _counts_page(request, here, program, None)


@at_own(EDIT_PROGRAMS)
@require_http_methods(_FORM)
def change_counts(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Change what was entered of one cohort."""
    held: Attainment = _own(here, _entered(), number)
    if counting.is_official(held):
        messages.error(request, say(counting.OfficialCount()))
        return redirect(_address(here, held.program))
    return _counts_page(request, here, held.program, held)


def _entered() -> QuerySet[Attainment]:
    """Return counts with their programs; the actions refuse to change official ones."""
    return Attainment.objects.select_related("program__organization", "organization")


def _counts_page(
    request: HttpRequest, here: Here, program: Program, held: Attainment | None
) -> HttpResponse:
    taught = _credentials().filter(offerings__program=program).distinct()
    form = CountsForm(request.POST or None, credentials=taught, initial=_held(held))

    def keep() -> None:
        given = form.cleaned_data
        counting.keep_counts(
            by=here.person,
            program=program,
            credential=given["credential"],
            cohort_year=given["cohort_year"],
            counts=form.counts(),
            proof=given["proof"],
            note=given["note"],
            this_year=today().year,
        )

    if _done(request, form, keep, _("Thank you. The cohort is counted.")):
        return redirect(_address(here, program))
    title = _("How far did a cohort of %(name)s get?") % {"name": called(program)}
    return _form_page(request, here, program, form, title, _("Counts of a cohort"))


def _held(held: Attainment | None) -> dict[str, Any]:
    if held is None:
        return {}
    counts = {step: queries.value(held, step) for step in queries.STEPS}
    return {
        **counts,
        "cohort_year": held.cohort_year,
        "credential": held.credential_id,
        "proof": held.proof,
        "note": held.note,
    }


@at_own(EDIT_PROGRAMS)
@require_POST
def remove_counts(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Remove an institution's own counts of a cohort."""
    held: Attainment = _own(here, _entered(), number)
    program = held.program
    try:
        counting.remove_counts(by=here.person, attainment=held)
    except Refused as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("The counts are removed."))
    return redirect(_address(here, program))


# --- agreements ------------------------------------------------------------------------------------


@at_own(EDIT_PROGRAMS)
@require_http_methods(_FORM)
@with_program
def add_articulation(request: HttpRequest, here: Here, program: Program) -> HttpResponse:
    """Say what counts toward a program."""
    others = queries.public_programs().filter(organization__state_code=here.organization.state_code)
    others = others.exclude(pk=program.pk).exclude(status=Program.Status.CLOSED)
    form = ArticulationForm(
        request.POST or None,
        programs=others.order_by(Lower("name"), "organization__name"),
        credentials=_credentials(),
    )

    def add() -> None:
        actions.add_articulation(
            by=here.person, program=program, values=form.cleaned_data, now=timezone.now()
        )

    if _done(request, form, add, _("Thank you. The agreement is entered.")):
        return redirect(_address(here, program))
    title = _("What counts toward %(name)s?") % {"name": called(program)}
    return _form_page(request, here, program, form, title, _("Agreement"))


@at_own(EDIT_PROGRAMS)
@require_POST
def remove_articulation(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Take back an agreement."""
    rows = Articulation.objects.select_related("to_program", "organization")
    held: Articulation = _own(here, rows, number)
    program = held.to_program
    actions.remove_articulation(by=here.person, articulation=held)
    messages.success(request, _("The agreement is removed."))
    if program is None:
        return redirect("credentials:own_programs", slug=here.organization.slug)
    return redirect(_address(here, program))
