"""One's own promises: what stands, signing, withdrawing, renewing, and asking a colleague to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.db.models.functions import Lower
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from keyway.credentials.access import SIGN_PROMISE
from keyway.credentials.actions import promise_mails, promising
from keyway.credentials.actions.promise_links import SIGN
from keyway.credentials.forms.promises import AskForm, PromiseForm
from keyway.credentials.models import Credential, Promise
from keyway.credentials.queries import promises as queries
from keyway.credentials.views.promises import line_of
from keyway.errors import Refused
from keyway.partners.models import Organization
from keyway.partners.queries import links, organizations
from keyway.partners.views.frame import (
    Here,
    at_own,
    base_of,
    day_here,
    nothing_here,
    say,
    tell,
    today,
)
from keyway.partners.views.my import own_crumbs

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

_CONTACTS = "partners.edit_contacts"


@at_own()
@require_safe
def own_promises(request: HttpRequest, here: Here) -> HttpResponse:
    """Show an organization's own people what they promised and what became of it."""
    on = today()
    rows = queries.own_promises(here.organization, within=here.circle)
    lines = [_line(each.promise, line_of(each), on) for each in queries.placed(rows)]
    is_own = here.organization.pk in here.circle.roles
    return render(
        request,
        "credentials/promises/own.html",
        {
            "organization": here.organization,
            "standing": [each for each in lines if each["state"] in ("standing", "coming")],
            "past": [each for each in lines if each["state"] not in ("standing", "coming")],
            "may_sign": _is_maker(here) and is_own and SIGN_PROMISE in here.may,
            "may_ask": _is_maker(here) and _CONTACTS in here.may,
            "asked": _asked(here),
            "crumbs": own_crumbs(here, (_("Promises"), "")),
        },
    )


def _is_maker(here: Here) -> bool:
    return here.organization.kind == Organization.Kind.MANUFACTURER


def _line(one: Promise, line: dict[str, Any], on: date) -> dict[str, Any]:
    state = queries.state_of(one, on=on)
    day = {"from": date_format(one.from_date, "DATE_FORMAT"), "until": line["until"]}
    renewed = getattr(one, "renewed_by", None)
    is_renewed = renewed is not None and renewed.revoked_at is None
    left = (one.until_date - on).days
    when = {
        "standing": _("from %(from)s until %(until)s"),
        "coming": _("begins on %(from)s, until %(until)s"),
        "lapsed": _("ended on %(until)s"),
    }
    if one.revoked_at is not None:
        said = _("withdrawn on %(day)s") % {
            "day": date_format(day_here(one.revoked_at), "DATE_FORMAT")
        }
    else:
        said = when[state] % day
    is_near = state == "standing" and left <= queries.rule("renewal_asked_days")
    signer = one.signed_by or one.signed_contact
    return {
        **line,
        "state": state,
        "when": said,
        "signed_by": _("signed by %(name)s") % {"name": signer} if signer else "",
        "is_shown": state == "standing" and one.organization.status == Organization.Status.APPROVED,
        "can_renew": is_near and not is_renewed,
        "ends_soon": _days_left(left) if is_near and not is_renewed else "",
    }


def _days_left(left: int) -> str:
    if not left:
        return _("It ends today and is not renewed.")
    return ngettext(
        "It ends in %(days)s day and is not renewed.",
        "It ends in %(days)s days and is not renewed.",
        left,
    ) % {"days": left}


def _asked(here: Here) -> list[dict[str, str]]:
    """Return whom a link was sent that waits for an answer."""
    if _CONTACTS not in here.may:
        return []
    open_links = links.links_within(within=here.circle).filter(
        organization=here.organization,
        deed=SIGN,
        used_at=None,
        revoked_at=None,
        expires_at__gt=timezone.now(),
    )
    rows = list(open_links.order_by("-created_at"))
    called = Credential.objects.in_bulk([each.subject_number or 0 for each in rows])
    return [
        {
            "credential": called[each.subject_number or 0].name,
            "who": str(each.contact) if each.contact else "",
            "when": _("asked on %(day)s, open until %(until)s")
            % {
                "day": date_format(day_here(each.created_at), "DATE_FORMAT"),
                "until": date_format(day_here(each.expires_at), "DATE_FORMAT"),
            },
        }
        for each in rows
        if each.subject_number in called
    ]


def promisable() -> QuerySet[Credential]:
    """Return the credentials that can be promised on, by name."""
    found = Credential.objects.filter(is_withdrawn=False, superseded_by=None)
    return found.exclude(kind=Credential.Kind.NOT_CREDENTIAL).order_by(Lower("name"))


@at_own(SIGN_PROMISE)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_promise(request: HttpRequest, here: Here) -> HttpResponse:
    """Sign one or several promises on a credential."""
    form = PromiseForm(
        request.POST or None,
        credentials=promisable(),
        sites=organizations.sites_of(here.organization),
        on=today(),
        initial={"credential": request.GET.get("credential", "")[:20]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            count = _sign(form, here)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(
                request,
                ngettext(
                    "Thank you. Your promise is signed.",
                    "Thank you. Your promises are signed.",
                    count,
                ),
            )
            return redirect("credentials:own_promises", slug=here.organization.slug)
    return render(
        request,
        "credentials/promises/form.html",
        {
            "form": form,
            "title": _("Sign a promise"),
            "lede": _("%(company)s says what a credential is worth there.")
            % {"company": here.organization.name},
            "submit": _("Sign for the company"),
            "note": _(
                "Everybody sees the name of the company, the promise and its last day; nobody sees "
                "who signed. It binds you to hire nobody in particular, and you can withdraw it on "
                "any day."
            ),
            "back": reverse("credentials:own_promises", args=[here.organization.slug]),
            "crumbs": _crumbs(here, _("Sign")),
        },
    )


def _sign(form: PromiseForm, here: Here) -> int:
    """Sign all that was ticked, or nothing."""
    terms = form.terms()
    with transaction.atomic():
        for each in terms:
            promising.sign_promise(
                by=here.person,
                organization=here.organization,
                credential=form.cleaned_data["credential"],
                terms=each,
                now=timezone.now(),
                on=today(),
            )
    return len(terms)


@at_own(SIGN_PROMISE)
@require_POST
def revoke_promise(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Withdraw a promise."""
    promise = _own(here, number)
    try:
        promising.revoke_promise(by=here.person, promise=promise, now=timezone.now())
    except promising.NotStanding as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("The promise is withdrawn. No page shows it any more."))
    return redirect("credentials:own_promises", slug=here.organization.slug)


@at_own(SIGN_PROMISE)
@require_POST
def renew_promise(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Renew a promise for as long again as may be."""
    promise = _own(here, number)
    try:
        fresh = promising.renew_promise(
            by=here.person, promise=promise, now=timezone.now(), on=today()
        )
    except Refused as refusal:
        messages.error(request, say(refusal))
    else:
        until = date_format(fresh.until_date, "DATE_FORMAT")
        messages.success(request, _("Thank you. It holds until %(day)s.") % {"day": until})
    return redirect("credentials:own_promises", slug=here.organization.slug)


def _own(here: Here, number: int) -> Promise:
    found = queries.own_promises(here.organization, within=here.circle).filter(pk=number).first()
    if found is None:
        raise Http404(nothing_here())
    return found


@at_own(_CONTACTS)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_promise(request: HttpRequest, here: Here) -> HttpResponse:
    """Send a contact of the plant a link to sign."""
    contacts = organizations.own_contacts(here.organization, within=here.circle)
    form = AskForm(
        request.POST or None,
        credentials=promisable(),
        contacts=contacts.exclude(email=""),
        initial={"credential": request.GET.get("credential", "")[:20]},
    )
    if request.method == "POST" and form.is_valid():
        contact = form.cleaned_data["contact"]
        try:
            promise_mails.ask_for_promise(
                by=here.person,
                contact=contact,
                credential=form.cleaned_data["credential"],
                now=timezone.now(),
                base=base_of(request),
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(
                request,
                _("A link to sign is on its way to %(name)s.") % {"name": contact.full_name},
            )
            return redirect("credentials:own_promises", slug=here.organization.slug)
    return render(
        request,
        "credentials/promises/form.html",
        {
            "form": form,
            "title": _("Send somebody a link to sign"),
            "lede": _("They sign by one tap, without an account."),
            "submit": _("Send the link"),
            "note": ""
            if contacts.exclude(email="").exists()
            else _("Nobody here has an e-mail address yet. Enter a contact first."),
            "back": reverse("credentials:own_promises", args=[here.organization.slug]),
            "crumbs": _crumbs(here, _("Send a link")),
        },
    )


def _crumbs(here: Here, last: str) -> list[dict[str, str]]:
    mine = reverse("credentials:own_promises", args=[here.organization.slug])
    return own_crumbs(here, (_("Promises"), mine), (last, ""))
