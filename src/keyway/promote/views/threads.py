"""Who tells of something: panels on other rooms' pages. And threads, drawn when a page is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_delete
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from keyway.partners.queries.organizations import Panel, declare_panel
from keyway.partners.views.frame import (
    keep_today,
    language,
    nothing_here,
    state_shown,
    store,
    today,
)
from keyway.promote.actions.threading import THREADED, draw_threads, forget_threads
from keyway.promote.models import Thread
from keyway.promote.models.codes import declare_check
from keyway.promote.models.threads import Named
from keyway.promote.queries import threads as queries
from keyway.promote.queries.figures import Asker

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.reference.lookups.districts import Point

Kind = Thread.Kind
_IN_PANEL = 4
_HAS_PANEL = (Kind.OCCUPATION, Kind.CREDENTIAL, Kind.ORGANIZATION, Kind.PROGRAM)

declare_panel(Panel(_("Stories"), "promote:organization_stories"))


def asker(point: Point | None = None) -> Asker:
    """Return with what live facts are asked now, by whoever reads in this language."""
    return Asker(store(), state_shown(), language(), timezone.now(), today(), point)


# --- panels ----------------------------------------------------------------------------------------


@require_safe
def stories(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Show the stories that name something, as a part of its page."""
    if kind not in _HAS_PANEL or queries.leads_nowhere(asker(), Named(kind, code)):
        raise Http404(nothing_here())
    found = queries.pages_naming(kind, code, language=language())
    context = {"tellings": found[:_IN_PANEL], "count": len(found)}
    response = keep_today(render(request, "promote/_stories_panel.html", context))
    if not found:
        # A page that no story names needs no place for stories; by its address the panel still says so.
        response["HX-Reswap"] = "delete"
    return response


@require_safe
def organization_stories(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the stories that name an organization, as a part of its page."""
    return stories(request, Kind.ORGANIZATION, slug)


# --- when a page is published ----------------------------------------------------------------------


def _published(instance: Any, **_given: Any) -> None:
    if isinstance(instance, THREADED):
        draw_threads(page=instance, asker=asker())


def _gone(instance: Any, **_given: Any) -> None:
    forget_threads(number=instance.pk, now=timezone.now())


def _fault(kind: str, code: str) -> str:
    return queries.fault(asker(), kind, code)


page_published.connect(_published, dispatch_uid="promote.threads")
page_unpublished.connect(_gone, dispatch_uid="promote.threads")
post_delete.connect(_gone, sender=Page, dispatch_uid="promote.threads")
declare_check(_fault)
