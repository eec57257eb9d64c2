"""Surveys of a partnership: written, approved by a person, planned, and what they found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keyway.errors import Refused
from keyway.partners.models import Organization
from keyway.partners.queries.organizations import Panel, declare_own_page
from keyway.partners.views.frame import (
    Here,
    at_own,
    language,
    nothing_here,
    say,
    state_shown,
    tell,
    today,
)
from keyway.partners.views.my import own_crumbs
from keyway.promote.access import APPROVE_SURVEY, EDIT_SURVEYS
from keyway.promote.actions import questioning, sampling
from keyway.promote.actions import surveying as actions
from keyway.promote.briefs import findings
from keyway.promote.briefs import surveys as told
from keyway.promote.forms.surveys import GroupForm, QuestionForm, SittingForm, SurveyForm
from keyway.promote.queries import results
from keyway.promote.queries import surveys as queries
from keyway.reference.perception.questions import questions_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.forms import Form
    from django.http import HttpRequest

    from keyway.promote.models import PerceptionSurvey, SurveyGroup

_KINDS = frozenset({Organization.Kind.PARTNERSHIP.value})
declare_own_page(Panel(gettext_lazy("Surveys"), "promote:surveys", _KINDS))
_PATH = "promote/surveys"
Status = queries.Status


@at_own(EDIT_SURVEYS)
@require_safe
def surveys(request: HttpRequest, here: Here) -> HttpResponse:
    """Show a partnership's surveys."""
    rows = list(queries.surveys(within=here.circle, organization=here.organization))
    running = sum(each.status == Status.OPEN for each in rows)
    title = ngettext("%(count)s survey is open", "%(count)s surveys are open", running)
    return render(
        request,
        f"{_PATH}/surveys.html",
        {
            "organization": here.organization,
            "title": title % {"count": running} if running else _("No survey is open"),
            "surveys": rows,
            "crumbs": own_crumbs(here, (_("Surveys"), "")),
        },
    )


@at_own(EDIT_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def new_survey(request: HttpRequest, here: Here) -> HttpResponse:
    """Begin a survey as a draft."""
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        survey = actions.begin_survey(
            by=here.person, organization=here.organization, plan=form.plan()
        )
        return redirect("promote:survey_questions", here.organization.slug, survey.pk)
    title = _("Begin a survey")
    return _form(
        request, form, title, _("Keep and choose questions"), _home(here), in_surveys(here, title)
    )


@at_own(EDIT_SURVEYS)
@require_safe
def survey(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Show one survey: what it asks, what it will be able to see, who is asked and when."""
    return _page(request, here, own_survey(here, number))


def _page(
    request: HttpRequest, here: Here, one: PerceptionSurvey, error: str = "", status: int = 200
) -> HttpResponse:
    asked = queries.questions_of(one)
    planned = results.planned(one)
    lines = [told.listed(each, language()) for each in asked]
    is_for_pupils = one.audience == queries.Audience.PUPILS
    # Classes start the check by themselves, and which class said what is nobody's business.
    is_check = one.kind == one.Kind.CHECK
    groups = [] if is_check else queries.groups_of(one, within=here.circle)
    context = {
        "organization": here.organization,
        "survey": one,
        "questions": lines,
        "is_for_pupils": is_for_pupils,
        "has_off_subject": is_for_pupils and any(each["is_off_subject"] for each in lines),
        "plan": findings.plan(planned, today(), language()),
        "groups": [_group_line(each) for each in groups],
        "is_check": is_check,
        "is_draft": one.status == Status.DRAFT,
        "may_approve": APPROVE_SURVEY in here.may,
        "error": error,
        "crumbs": in_surveys(here, one.name),
    }
    return render(request, f"{_PATH}/survey.html", context, status=status)


def _group_line(group: SurveyGroup) -> dict[str, Any]:
    return {
        "group": group,
        "name": group.school.name if group.school else _("Whoever takes the link"),
        "arm": group.get_arm_display(),
        "is_later_start": group.cohort > 1,
        "sittings": [
            {"sitting": each, "wave": each.get_wave_display(), "days": told.days(each)}
            for each in sorted(group.sittings.all(), key=lambda each: each.opens_date)
        ],
    }


@at_own(EDIT_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def change_survey(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Change what a survey is, or what is planned."""
    one = own_survey(here, number)
    names = [*SurveyForm.base_fields]
    form = SurveyForm(request.POST or None, initial={name: getattr(one, name) for name in names})

    def keep() -> None:
        actions.change_survey(by=here.person, survey=one, plan=form.plan())

    if request.method == "POST" and _kept(form, keep):
        messages.success(request, _("The change is kept."))
        return redirect(address(one))
    return _form(
        request, form, _("Change the survey"), _("Keep"), address(one), in_surveys(here, one.name)
    )


@at_own(EDIT_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def survey_questions(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Choose questions of our list, or write one's own in both languages."""
    one = own_survey(here, number)
    is_own = request.POST.get("deed") == "write"
    form = QuestionForm(request.POST if is_own else None)
    error = ""

    def choose() -> None:
        questioning.choose_questions(by=here.person, survey=one, keys=request.POST.getlist("key"))

    def write() -> None:
        questioning.write_question(by=here.person, survey=one, own=form.own())

    if request.method == "POST":
        if is_own and _kept(form, write):
            messages.success(request, _("The question is added. See what was found in it."))
            return redirect(address(one))
        error = "" if is_own else refused(choose)
        if not is_own and not error:
            return redirect(address(one))
    chosen = {each.key for each in queries.questions_of(one) if each.key}
    return render(
        request,
        f"{_PATH}/questions.html",
        {
            "organization": here.organization,
            "survey": one,
            "listed": [
                {
                    "key": each.key,
                    "text_en": each.words(one.audience)[0],
                    "text_es": each.words(one.audience)[1],
                    "is_in_index": each.is_in_index,
                    "is_reversed": each.is_reversed,
                    "kin": each.kin,
                    "is_chosen": each.key in chosen,
                }
                for each in questions_for(one.audience)
            ],
            "form": form,
            "error": error,
            "crumbs": in_surveys(here, one.name),
        },
        status=422 if request.method == "POST" else 200,
    )


@at_own(EDIT_SURVEYS)
@require_POST
def remove_question(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Take a question out of a draft."""
    question = queries.question(within=here.circle, organization=here.organization, number=number)
    if question is None:
        raise Http404(nothing_here())
    one = question.survey

    def remove() -> None:
        questioning.remove_question(by=here.person, survey=one, number=question.pk)

    return _moved(request, here, one, remove)


@at_own(EDIT_SURVEYS)
@require_POST
def move_survey(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Approve, rework, open or close a survey."""
    one = own_survey(here, number)
    deed = request.POST.get("deed", "")

    def move() -> None:
        if deed == "approve":
            actions.approve_survey(
                by=here.person,
                survey=one,
                now=timezone.now(),
                was_read=request.POST.get("was_read") == "yes",
            )
        elif deed in _DEEDS:
            _DEEDS[deed](by=here.person, survey=one)
        else:
            raise actions.NotNow

    return _moved(request, here, one, move)


_DEEDS: dict[str, Callable[..., None]] = {
    "rework": actions.rework_survey,
    "open": actions.open_survey,
    "close": actions.close_survey,
}


def _moved(
    request: HttpRequest, here: Here, one: PerceptionSurvey, deed: Callable[[], None]
) -> HttpResponse:
    error = refused(deed)
    if error:
        return _page(request, here, own_survey(here, one.pk), error, 422)
    messages.success(request, _("Done."))
    return redirect(address(one))


@at_own(EDIT_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_group(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Add who answers together."""
    one = own_survey(here, number)
    form = GroupForm(request.POST or None, schools=queries.schools(state_shown().code))

    def add() -> None:
        sampling.add_group(by=here.person, survey=one, asked=form.asked(), now=timezone.now())

    if request.method == "POST" and _kept(form, add):
        messages.success(request, _("The group is added. Now say when it is asked."))
        return redirect(f"{address(one)}#groups")
    title = _("Add a group")
    return _form(request, form, title, _("Add"), address(one), in_surveys(here, one.name))


@at_own(EDIT_SURVEYS)
@require_http_methods(["GET", "HEAD", "POST"])
def add_sitting(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Plan when a group is asked."""
    group = queries.own_group(within=here.circle, organization=here.organization, number=number)
    if group is None:
        raise Http404(nothing_here())
    form = SittingForm(request.POST or None)

    def add() -> None:
        sampling.add_sitting(by=here.person, group=group, **form.cleaned_data)

    if request.method == "POST" and _kept(form, add):
        messages.success(request, _("The sitting is planned; its code is ready."))
        return redirect(f"{address(group.survey)}#groups")
    back = address(group.survey)
    crumbs = in_surveys(here, group.survey.name)
    return _form(request, form, _("Plan a sitting"), _("Plan it"), back, crumbs)


@at_own(EDIT_SURVEYS)
@require_safe
def survey_results(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Show what a survey found, by its newest finding; before there is one, why."""
    one = own_survey(here, number)
    asked = queries.questions_of(one)
    kept = results.latest_finding(one)
    found = findings.found(kept, asked, queries.school_names(one), language()) if kept else None
    title = _("Not enough answers yet")
    if found and found["has_enough"]:
        title = _("What people said, as of %(day)s") % {"day": found["day"]}
    return render(
        request,
        f"{_PATH}/results.html",
        {
            "organization": here.organization,
            "survey": one,
            "title": title,
            "found": found if found and found["has_enough"] else None,
            "crumbs": in_surveys(here, one.name),
        },
    )


# --- small things ----------------------------------------------------------------------------------


def own_survey(here: Here, number: int) -> PerceptionSurvey:
    """Return a survey of the partnership, or answer that nothing is here."""
    found = queries.survey(within=here.circle, organization=here.organization, number=number)
    if found is None:
        raise Http404(nothing_here())
    return found


def address(one: PerceptionSurvey) -> str:
    """Return where a survey's page is."""
    return reverse("promote:survey", args=[one.organization.slug, one.pk])


def _home(here: Here) -> str:
    return reverse("promote:surveys", args=[here.organization.slug])


def in_surveys(here: Here, title: str) -> list[dict[str, str]]:
    """Return the way to a page of a survey."""
    return own_crumbs(here, (_("Surveys"), _home(here)), (title, ""))


def _kept(form: Form, deed: Callable[[], None]) -> bool:
    """Do a deed if what was typed is right; else show at the form what is not."""
    if not form.is_valid():
        return False
    try:
        deed()
    except Refused as refusal:
        tell(form, refusal)
        return False
    return True


def refused(deed: Callable[[], None]) -> str:
    """Do a deed; return the sentence of its refusal, empty where it was done."""
    try:
        deed()
    except Refused as refusal:
        return say(refusal)
    return ""


def _form(
    request: HttpRequest,
    form: Form,
    title: str,
    submit: str,
    back: str,
    crumbs: list[dict[str, str]],
) -> HttpResponse:
    given = {"form": form, "title": title, "submit": submit, "back": back, "crumbs": crumbs}
    status = 422 if request.method == "POST" else 200
    return render(request, "partners/my/form.html", given, status=status)
