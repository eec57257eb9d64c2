"""Where the room's pages are; codes in addresses are official and last."""

from django.urls import path, re_path

from keyway.needs.views import (
    advice,
    counties,
    gap,
    institutions,
    methods,
    occupations,
    rollout,
    sources,
)
from keyway.needs.views.downloads import download

app_name = "needs"

_HERE = "my/organizations/<slug:slug>/"

urlpatterns = [
    path("gap/", gap.gap, name="gap"),
    path("gap/compare/", gap.compare, name="compare"),
    path("occupations/", occupations.index, name="occupations"),
    re_path(r"^occupations/(?P<soc_code>\d{2}-\d{4})/$", occupations.occupation, name="occupation"),
    path("counties/", counties.index, name="counties"),
    re_path(r"^counties/(?P<county_fips>\d{5})/$", counties.county, name="county"),
    path("institutions/", institutions.index, name="institutions"),
    re_path(r"^institutions/(?P<unitid>\d{6})/$", institutions.institution, name="institution"),
    re_path(
        r"^institutions/(?P<unitid>\d{6})/programs/"
        r"(?P<cip_code>\d{2}\.\d{4})/(?P<award_level_code>\d{1,2})/$",
        institutions.program,
        name="program",
    ),
    path("data/", sources.index, name="sources"),
    path("data/<slug:name>/", sources.table, name="table"),
    path("methods/", methods.index, name="methods"),
    path("methods/<slug:key>/", methods.method, name="method"),
    re_path(r"^download/(?P<what>[a-z_]+)\.(?P<form>csv|xlsx|json)$", download, name="download"),
    path(f"{_HERE}rollout/", rollout.scenarios, name="scenarios"),
    path(f"{_HERE}rollout/new/", rollout.ask, name="ask_for_plan"),
    path(f"{_HERE}rollout/<int:number>/", rollout.scenario, name="scenario"),
    path(f"{_HERE}advice/", advice.advice, name="advice"),
    path(f"{_HERE}advice/new/", advice.send, name="send_advice"),
    path(f"{_HERE}advice/<int:number>/", advice.one, name="advice_of"),
    path(f"{_HERE}adoption/", advice.adoption, name="adoption"),
    path(f"{_HERE}adoption/record/", advice.record, name="record_adoption"),
]
