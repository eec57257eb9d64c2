"""Where the room's pages are; stories, series, toolkits, events and news are editors' pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from keyway.promote.views import reach

app_name = "promote"

_HERE = "my/organizations/<slug:slug>/"

urlpatterns: list[URLPattern | URLResolver] = []

# Behind no language: printed on posters, and asked for by pages in every language.
OUTSIDE: list[URLPattern | URLResolver] = [
    re_path(r"^g/(?P<code>[^/]{1,40})/?$", reach.short_link, name="short_link"),
    path("reach/<int:page>.gif", reach.page_reach, name="page_reach"),
]
