"""Where the room's pages are; stories, series, toolkits, events and news are editors' pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from keyway.promote.views import near, posters, reach, threads, toolkits

app_name = "promote"

_HERE = "my/organizations/<slug:slug>/"

urlpatterns: list[URLPattern | URLResolver] = [
    # what stands beside stories, and who tells of what
    path("near/", near.near, name="near"),
    path(
        "panels/stories/organizations/<slug:slug>/",
        threads.organization_stories,
        name="organization_stories",
    ),
    path("panels/stories/<slug:kind>/<slug:code>/", threads.stories, name="stories_panel"),
    path("toolkits/<int:page>/print.pdf", toolkits.toolkit_paper, name="toolkit_paper"),
    path("toolkits/<int:page>/poster.pdf", posters.poster, name="poster"),
    path("toolkits/<int:page>/postcard.pdf", posters.postcard, name="postcard"),
]

# Behind no language: printed on posters, and asked for by pages in every language.
OUTSIDE: list[URLPattern | URLResolver] = [
    re_path(r"^g/(?P<code>[^/]{1,40})/?$", reach.short_link, name="short_link"),
    path("reach/<int:page>.gif", reach.page_reach, name="page_reach"),
]
