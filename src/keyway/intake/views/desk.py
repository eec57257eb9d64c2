"""What every page of this desk needs: the partnership, permission, and refusals told in place."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from keyway.errors import Refused
from keyway.intake.actions.reading import PERMISSION
from keyway.intake.queries import imports
from keyway.partners import access
from keyway.partners.models import ImportBatch, Organization

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponseBase
    from django_stubs_ext import StrOrPromise

    from keyway.partners.models import Person


def home() -> Organization:
    """Return the partnership that runs the site.

    Raises:
        Http404: there is none yet.
    """
    found = Organization.objects.filter(runs_site=True).first()
    if found is None:
        raise Http404(gettext("No partnership runs this site yet."))
    return found


def permitted(request: HttpRequest) -> Organization:
    """Return the partnership, for whoever may import sheets there.

    Raises:
        PermissionDenied: the person may not.
    """
    partnership = home()
    if not access.may(request.user, PERMISSION, at=partnership):
        raise PermissionDenied
    return partnership


def held(request: HttpRequest, number: int) -> ImportBatch:
    """Return an import that the person may see and work on.

    Raises:
        PermissionDenied: the person may not import.
        Http404: there is no such import.
    """
    permitted(request)
    batch = imports.batch(within=access.circle_of(request.user), number=number)
    if batch is None:
        raise Http404(gettext("There is no such import."))
    return batch


def person_of(request: HttpRequest) -> Person:
    """Return who is signed in."""
    return request.user  # type: ignore[return-value]


def told(error: Refused) -> str:
    """Return a refusal in the reader's language."""
    return gettext(str(error.sentence)) % error.values


def back_to(name: str, *args: object) -> HttpResponseRedirect:
    """Return the way to a page of this desk."""
    return HttpResponseRedirect(reverse(name, args=args))


def deed(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let a view that does something tell a refusal on the import's page instead."""

    @wraps(view)
    def wrapped(request: HttpRequest, number: int, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return back_to("staff_import", number)
        batch = held(request, number)
        try:
            return view(request, batch, **kwargs)
        except Refused as error:
            messages.error(request, told(error))
            return back_to("staff_import", number)

    return wrapped


class DeskView(WagtailAdminTemplateMixin, TemplateView):  # type: ignore[misc]
    """A page of this desk inside the frame of the back office."""

    header_icon = "upload"
    page_title: StrOrPromise = _("Imports")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in whoever may import."""
        if access.is_staff(request.user) and not Organization.objects.filter(runs_site=True):
            messages.warning(request, gettext("First say which partnership runs this site."))
            return HttpResponseRedirect(reverse("partners:found"))
        permitted(request)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return where the page is."""
        above = [{"url": reverse("staff_imports"), "label": _("Imports")}]
        here = [] if self.page_title == _("Imports") else [{"url": "", "label": self.page_title}]
        return [*self.breadcrumbs_items, *above, *here]
