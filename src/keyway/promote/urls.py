"""Where the room's pages are; stories, series, toolkits, events and news are editors' pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "promote"

_HERE = "my/organizations/<slug:slug>/"

urlpatterns: list[URLPattern | URLResolver] = []
