"""What every page of the room begins with: who asks, where, and what they may do there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from keyway.partners import access
from keyway.partners.queries import organizations
from keyway.reference import shelf
from keyway.reference.lookups import clocks, places
from keyway.render import tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from django.forms import BaseForm
    from django.http import HttpRequest

    from keyway.errors import Refused
    from keyway.partners.models import Organization, Person
    from keyway.partners.queries.circles import Circle
    from keyway.reference.lookups.places import State
    from keyway.reference.store import Store
    from keyway.render.numbers import Language
    from keyway.render.tables import Table

_Rest = ParamSpec("_Rest")
_CACHED_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody at an organization that is theirs.

    Attributes:
        person: who asks.
        circle: what they belong to.
        organization: where.
        may: codes of all they may do there.
    """

    person: Person
    circle: Circle
    organization: Organization
    may: frozenset[str]


def at_own(
    permission: str = "",
) -> Callable[
    [Callable[Concatenate[HttpRequest, Here, _Rest], HttpResponse]],
    Callable[Concatenate[HttpRequest, str, _Rest], HttpResponse],
]:
    """Hand a view the organization in its address, if it is in the circle of whoever asks.

    A foreign organization answers as one that does not exist; one's own without the permission
    answers with the sentence of the refusal.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, Here, _Rest], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, str, _Rest], HttpResponse]:
        @never_cache
        @login_required
        @wraps(view)
        def wrapped(
            request: HttpRequest, slug: str, *args: _Rest.args, **kwargs: _Rest.kwargs
        ) -> HttpResponse:
            person = cast("Person", request.user)
            circle = access.circle_of(person)
            found = organizations.own_organization(slug, within=circle)
            if found is None:
                raise Http404(nothing_here())
            if permission:
                access.require(person, permission, at=found)
            here = Here(person, circle, found, access.permissions_at(person, found))
            return view(request, here, *args, **kwargs)

        return cast("Callable[Concatenate[HttpRequest, str, _Rest], HttpResponse]", wrapped)

    return decorate


def nothing_here() -> str:
    """Return the one sentence for what is foreign and for what does not exist."""
    return _("There is nothing at this address.")


def store() -> Store:
    """Return the public tables as they stand."""
    return shelf.take(settings.REFERENCE_DIR)


def state_shown() -> State:
    """Return the state whose directory is shown."""
    return places.state(store(), settings.KEYWAY_STATE)


def language() -> Language:
    """Return the page's language as drawings and names know it."""
    return "es" if (get_language() or "en").startswith("es") else "en"


def base_of(request: HttpRequest) -> str:
    """Return scheme and host of the site, for addresses in mails."""
    return request.build_absolute_uri("/").removesuffix("/")


def say(refusal: Refused) -> str:
    """Return the sentence of a refusal in the reader's language."""
    return gettext(str(refusal.sentence)) % refusal.values


def tell(form: BaseForm, refusal: Refused) -> None:
    """Show a refusal at the form, with what was typed still there."""
    form.add_error(None, say(refusal))


def crumbs(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way back: the state's home page, then labels with their addresses."""
    home = {"label": state_shown().name, "href": f"/{language()}/"}
    return [home, *({"label": label, "href": href} for label, href in steps)]


def searched(request: HttpRequest, name: str, longest: int = 100) -> str:
    """Return a word of the address, cut and without what databases do not take."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:longest]


_FORMS: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", tables.to_csv),
    "json": ("application/json", tables.to_json),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        tables.to_xlsx,
    ),
}


def as_file(table: Table, form: str, name: str) -> HttpResponse:
    """Return a table as a file that is never opened as a page.

    Args:
        table: what to hand out.
        form: csv, xlsx or json.
        name: of the file, without its ending.
    """
    kind, write = _FORMS[form]
    response = HttpResponse(write(table), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Language"] = language()
    return response


def today() -> date:
    """Return which day it is in the state whose directory is shown."""
    return clocks.day_in(settings.KEYWAY_STATE, timezone.now())


def day_here(moment: datetime) -> date:
    """Return which day it was here at a moment."""
    return clocks.day_in(settings.KEYWAY_STATE, moment)


def keep_today(response: HttpResponse) -> HttpResponse:
    """Let everybody keep a public page for a minute, but never past midnight here.

    What ends today is shown today; a page drawn just before midnight does not keep it alive.
    """
    left = clocks.seconds_left(settings.KEYWAY_STATE, timezone.now())
    patch_cache_control(response, public=True, max_age=min(_CACHED_SECONDS, left))
    return response
