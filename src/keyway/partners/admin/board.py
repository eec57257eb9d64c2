"""The Monday board: what waits, for whom, how old, and one click to act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from keyway.errors import Refused
from keyway.partners.access import circle_of
from keyway.partners.actions import approving, confirming_mails, organizations
from keyway.partners.actions import work as actions
from keyway.partners.actions.links import RENEWALS
from keyway.partners.admin.parts import base_of
from keyway.partners.models import Link, Organization
from keyway.partners.queries import freshness, work

if TYPE_CHECKING:
    from collections.abc import Callable

    from keyway.partners.models import Person, WorkItem

_ON_HOME = 7
_WORDS = {
    "organizations": _("Organizations"),
    "sites": _("Sites"),
    "contacts": _("Contacts"),
}


class BoardView(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """Everything that waits, oldest first, with filters in the address."""

    page_title = _("Monday board")
    header_icon = "tasks"
    template_name = "partners/board/board.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return where the page is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what waits, how much of each kind, and how true the directory is."""
        circle, now = circle_of(self.request.user), timezone.now()
        asked = self.request.GET
        kind = asked.get("kind", "") if asked.get("kind") in work.KINDS else ""
        items = work.open_items(
            within=circle,
            kind=kind,
            mine="mine" in asked,
            overdue_on=now.date() if "overdue" in asked else None,
        )
        counts = work.board_counts(within=circle, today=now.date())
        return super().get_context_data(
            **kwargs,
            items=work.waiting(items, now=now),
            counts=counts,
            filters=_filters(counts, asked.dict()),
            is_filtered=bool(kind or "mine" in asked or "overdue" in asked),
            reasons=approving.RefusalReason.choices,
            shares=_shares(freshness.shares(within=circle, now=now)),
            kinds=_shares(freshness.shares_by_kind(within=circle, now=now)),
        )


def _filters(counts: work.BoardCounts, asked: dict[str, str]) -> list[dict[str, Any]]:
    """Return the filters with how much each of them shows."""
    here = reverse("staff_board")
    chosen = asked.get("kind", "")
    found = [
        {
            "label": gettext("Everything"),
            "href": here,
            "count": counts.total,
            "is_current": not asked,
        },
        {
            "label": gettext("For me"),
            "href": f"{here}?mine=1",
            "count": counts.mine,
            "is_current": "mine" in asked,
        },
        {
            "label": gettext("Overdue"),
            "href": f"{here}?overdue=1",
            "count": counts.overdue,
            "is_current": "overdue" in asked,
        },
    ]
    return found + [
        {
            "label": kind.label,
            "href": f"{here}?kind={kind.code}",
            "count": count,
            "is_current": kind.code == chosen,
        }
        for kind, count in counts.by_kind
    ]


def _shares(found: list[freshness.Share]) -> list[dict[str, Any]]:
    """Return shares in words; kinds of organizations by the name of their kind."""
    kinds = dict(Organization.Kind.choices)
    return [
        {
            "label": _WORDS.get(each.kind) or kinds.get(each.kind, each.kind),
            "total": each.total,
            "confirmed": each.confirmed,
            "percent": each.percent,
            "official": each.official,
            "releases": ", ".join(each.releases),
        }
        for each in found
    ]


class BoardPanel(Component):  # type: ignore[misc]
    """The oldest of what waits, on the front page of the back office."""

    name = "monday_board"
    template_name = "partners/board/_panel.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Return the first lines of the board."""
        request = parent_context["request"]
        circle, now = circle_of(request.user), timezone.now()
        items = work.open_items(within=circle)
        return {
            "request": request,
            "csrf_token": parent_context["csrf_token"],
            "items": work.waiting(items[:_ON_HOME], now=now),
            "total": items.count(),
            "reasons": approving.RefusalReason.choices,
        }


# --- one click -------------------------------------------------------------------------------------


def _approve(by: Person, item: WorkItem, request: HttpRequest) -> str:
    organizations.approve_organization(
        by=by,
        organization=_about(item),
        now=timezone.now(),
        base=base_of(request),
    )
    return gettext("%(organization)s is in the directory.")


def _refuse(by: Person, item: WorkItem, request: HttpRequest) -> str:
    approving.refuse_organization(
        by=by,
        organization=_about(item),
        reason=request.POST.get("reason", ""),
        now=timezone.now(),
    )
    return gettext("%(organization)s was left out of the directory.")


def _renew(by: Person, item: WorkItem, request: HttpRequest) -> str:
    number = item.subject.removeprefix("link:")
    link = Link.objects.select_related("contact__organization").filter(pk=number).first()
    if link is None or link.contact is None:
        raise confirming_mails.CannotBeAsked
    renew = RENEWALS.get(link.deed)
    now, base = timezone.now(), base_of(request)
    if renew is not None:
        renew(by, link, now, base)
    else:
        confirming_mails.ask_again(by=by, contact=link.contact, now=now, base=base)
    actions.clear_item(by=by, item=item, now=timezone.now())
    return gettext("A new link is on its way to the contact of %(organization)s.")


def _clear(by: Person, item: WorkItem, request: HttpRequest) -> str:
    actions.clear_item(by=by, item=item, now=timezone.now())
    return gettext("Done. It is off the board.")


_DEEDS: dict[str, Callable[[Person, WorkItem, HttpRequest], str]] = {
    "approve": _approve,
    "refuse": _refuse,
    "renew": _renew,
    "clear": _clear,
}


# What each kind can be dealt with on the board itself; anything can be cleared.
_OF_KIND = {
    "organization.proposed": frozenset({"approve", "refuse"}),
    "link.asked": frozenset({"renew"}),
}


def _fits(item: WorkItem, deed: str) -> bool:
    return deed == "clear" or deed in _OF_KIND.get(item.kind, frozenset())


def _about(item: WorkItem) -> Organization:
    return item.about or item.organization


@require_POST
def act(request: HttpRequest, number: int, deed: str) -> HttpResponse:
    """Deal with one item on the board itself and come back to it."""
    item = work.item(within=circle_of(request.user), number=number)
    if item is None or not _fits(item, deed):
        raise Http404(gettext("Nothing like this waits."))
    try:
        said = _DEEDS[deed](request.user, item, request)  # type: ignore[arg-type]
        messages.success(request, said % {"organization": _about(item).name})
    except Refused as error:
        messages.error(request, gettext(str(error.sentence)) % error.values)
    return HttpResponseRedirect(reverse("staff_board"))
