"""What every page's frame shows: the menu, and the credit lines that licences ask for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from keyway.reference import shelf

if TYPE_CHECKING:
    from django.http import HttpRequest

_OWN_PAGES = re.compile(r"/\w\w/(?:my|accounts)/")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the menu (five words at most), the footer's links and the credit lines."""
    home = f"/{get_language() or 'en'}/"
    menu = (
        (_("Stories"), f"{home}stories/"),
        (_("Paths"), reverse("credentials:paths")),
        (_("Credentials"), reverse("credentials:credentials")),
        (_("Gap"), reverse("needs:gap")),
        (_("Directory"), reverse("partners:directory")),
    )
    return {
        "navigation": [
            {"label": label, "href": href, "is_current": request.path.startswith(href)}
            for label, href in menu
        ],
        "home_url": home,
        "more_links": [
            {"label": _("Series"), "href": f"{home}series/"},
            {"label": _("Toolkits"), "href": f"{home}toolkits/"},
            {"label": _("Events"), "href": f"{home}events/"},
            {"label": _("News"), "href": f"{home}news/"},
            {"label": _("Occupations"), "href": reverse("needs:occupations")},
            {"label": _("Counties"), "href": reverse("needs:counties")},
            {"label": _("Colleges"), "href": reverse("needs:institutions")},
            {"label": _("Programs"), "href": reverse("credentials:programs")},
            {"label": _("Employers' promises"), "href": reverse("credentials:promises")},
            {"label": _("From the first course to a job"), "href": reverse("credentials:funnel")},
            {"label": _("Where nobody teaches it"), "href": reverse("credentials:coverage")},
            {"label": _("The state's lists"), "href": reverse("credentials:state_lists")},
        ],
        "footer_links": [
            {"label": _("About this site"), "href": f"{home}about/"},
            {"label": _("Methods and assumptions"), "href": reverse("needs:methods")},
            {"label": _("Sources and releases"), "href": reverse("needs:sources")},
            {"label": _("Take the data by API"), "href": reverse("api:openapi-view")},
            {"label": _("Privacy"), "href": reverse("privacy:page")},
            {"label": _("Newsletter"), "href": reverse("promote:newsletter")},
        ],
        "credits": _credits(),
        "account": {"label": _who(request), "href": reverse("partners:my")},
    }


def _who(request: HttpRequest) -> str:
    """Return what the way to one's account is called: the name, on pages that are one's own.

    Pages that are the same for all are kept by caches between us and their readers, so they name
    nobody and do not ask who reads them.
    """
    if not _OWN_PAGES.match(request.path_info):
        return _("My page")
    return str(request.user) if request.user.is_authenticated else _("Sign in")


def _credits() -> list[str]:
    """Return the credit lines of the loaded sources, each once."""
    store = shelf.take(settings.REFERENCE_DIR)
    return sorted({entry.credit for entry in store.entries() if entry.credit})
