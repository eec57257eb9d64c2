"""Search over everything public: one field, ranked groups, the nearest words where nothing is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from keyway.partners.views.frame import crumbs, language, searched, state_shown, store, today
from keyway.promote.queries.searching import Asked, found, meant
from keyway.reference.words.kinds import folded

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from keyway.promote.queries.searching import Group, Hit

_LONGEST = 80
_WORDS = 8
# Which page shows one result of a kind, and which list shows them all.
_ONE = {
    "occupations": "needs:occupation",
    "credentials": "credentials:credential",
    "programs": "credentials:program",
    "organizations": "partners:organization",
    "counties": "needs:county",
}
_ALL = {
    "credentials": "credentials:credentials",
    "programs": "credentials:programs",
    "organizations": "partners:directory",
}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what the words in the address find; no cache between us and the reader keeps it."""
    typed = searched(request, "q", _LONGEST)
    asked = Asked(
        words=" ".join(folded(typed).split()[:_WORDS]),
        language=language(),
        on=today(),
        state=state_shown(),
        store=store(),
    )
    groups = found(asked)
    context = {
        "typed": typed,
        "title": _title(typed, sum(each.total for each in groups)),
        "groups": [_shown(each, typed) for each in groups],
        "nearest": _nearest(asked) if typed and not groups else None,
        "ideas": _ideas(),
        "crumbs": crumbs((_("Search"), "")),
    }
    response = render(request, "promote/search.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _title(typed: str, total: int) -> str:
    if not typed:
        return _("Search this site")
    if not total:
        return _("Nothing here is called “%(words)s”") % {"words": typed}
    said = {"count": total, "words": typed}
    return (
        ngettext("%(count)d result for “%(words)s”", "%(count)d results for “%(words)s”", total)
        % said
    )


def _shown(group: Group, typed: str) -> dict[str, Any]:
    """Return a group as the page shows it."""
    more = group.total - len(group.hits)
    listed = _ALL.get(group.key)
    return {
        "key": group.key,
        "heading": _heading(group),
        "lines": [
            {"hit": each, "href": _href(group.key, each), "language": each.language}
            for each in group.hits
        ],
        "more": more,
        "more_href": f"{reverse(listed)}?{urlencode({'q': typed})}" if listed and more else "",
    }


def _heading(group: Group) -> str:
    """Return how many of a kind were found, in words."""
    counted = {
        "pages": ngettext("%(count)d page", "%(count)d pages", group.total),
        "occupations": ngettext("%(count)d occupation", "%(count)d occupations", group.total),
        "credentials": ngettext("%(count)d credential", "%(count)d credentials", group.total),
        "programs": ngettext("%(count)d program", "%(count)d programs", group.total),
        "organizations": ngettext(
            "%(count)d plant, school or public body",
            "%(count)d plants, schools and public bodies",
            group.total,
        ),
        "counties": ngettext("%(count)d county", "%(count)d counties", group.total),
        "elsewhere": ngettext(
            "%(count)d page in the other language",
            "%(count)d pages in the other language",
            group.total,
        ),
    }
    return counted[group.key] % {"count": group.total}


def _href(key: str, hit: Hit) -> str:
    return reverse(_ONE[key], args=[hit.code]) if key in _ONE else hit.code


def _nearest(asked: Asked) -> dict[str, str] | None:
    """Return the search that was probably meant, if it finds anything."""
    words = meant(asked)
    return {"words": words, "href": f"?{urlencode({'q': words})}"} if words else None


def _ideas() -> list[dict[str, str]]:
    """Return searches that others make, as links."""
    words = (_("welding"), _("robots"), _("chips"), _("safety"), _("machinist"), _("quality"))
    return [{"label": each, "href": f"?{urlencode({'q': each})}"} for each in words]
