"""Where the room's pages are; stories, series, toolkits, events and news are editors' pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from keyway.promote.api import sharing
from keyway.promote.views import (
    campaigns,
    check,
    image,
    impact,
    near,
    newsletter,
    pieces,
    reach,
    search,
    sittings,
    surveys,
    threads,
    toolkits,
)

app_name = "promote"

_HERE = "my/organizations/<slug:slug>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", search.search, name="search"),
    path("cards/<int:page>.png", sharing.card, name="card"),
    path("feeds/stories.xml", sharing.StoriesFeed(), name="stories_feed"),
    path("feeds/news.xml", sharing.NewsFeed(), name="news_feed"),
    path("feeds/events.ics", sharing.events, name="events_feed"),
    # what people think, and what moved
    path("image/", image.image_index, name="image_index"),
    path("image/<int:number>/", image.image_survey, name="image_survey"),
    path("impact/", impact.impact, name="impact"),
    # what stands beside stories, and who tells of what
    path("near/", near.near, name="near"),
    path(
        "panels/stories/organizations/<slug:slug>/",
        threads.organization_stories,
        name="organization_stories",
    ),
    path("panels/stories/<slug:kind>/<slug:code>/", threads.stories, name="stories_panel"),
    path("toolkits/<int:page>/print.pdf", toolkits.toolkit_paper, name="toolkit_paper"),
    path("toolkits/<int:page>/poster.pdf", toolkits.poster, name="poster"),
    path("toolkits/<int:page>/postcard.pdf", toolkits.postcard, name="postcard"),
    # campaigns and the newsletter
    path(f"{_HERE}campaigns/", campaigns.own_campaigns, name="own_campaigns"),
    path(f"{_HERE}campaigns/start/", campaigns.start_campaign, name="start_campaign"),
    path(f"{_HERE}campaigns/calendar/", campaigns.campaign_calendar, name="campaign_calendar"),
    path(
        f"{_HERE}campaigns/calendar.ics",
        campaigns.campaign_calendar_file,
        name="campaign_calendar_file",
    ),
    path(f"{_HERE}campaigns/<int:number>/", campaigns.campaign, name="campaign"),
    path(
        f"{_HERE}campaigns/<int:number>/change/",
        campaigns.change_campaign,
        name="change_campaign",
    ),
    path(f"{_HERE}campaigns/<int:number>/end/", campaigns.end_campaign, name="end_campaign"),
    re_path(
        r"^my/organizations/(?P<slug>[-\w]+)/campaigns/(?P<number>\d{1,9})/reach\.(?P<form>csv|xlsx|json)$",
        campaigns.campaign_reach,
        name="campaign_reach",
    ),
    path(f"{_HERE}campaigns/<int:number>/pieces/add/", pieces.add_piece, name="add_piece"),
    path(f"{_HERE}pieces/<int:number>/", pieces.change_piece, name="change_piece"),
    path(f"{_HERE}pieces/<int:number>/remove/", pieces.remove_piece, name="remove_piece"),
    path(
        f"{_HERE}campaigns/<int:number>/links/add/",
        pieces.add_short_link,
        name="add_short_link",
    ),
    path(f"{_HERE}short-links/<int:number>/end/", pieces.end_short_link, name="end_short_link"),
    re_path(
        r"^my/organizations/(?P<slug>[-\w]+)/short-links/(?P<number>\d{1,9})\.(?P<form>svg|png)$",
        pieces.short_link_code,
        name="short_link_code",
    ),
    path("newsletter/", newsletter.newsletter, name="newsletter"),
    path("newsletter/thanks/", newsletter.newsletter_thanks, name="newsletter_thanks"),
    path("newsletter/end/", newsletter.end_by_address, name="end_by_address"),
    path("newsletter/end/<str:token>/", newsletter.end_newsletter, name="end_newsletter"),
    path(f"{_HERE}newsletter/", newsletter.own_newsletter, name="own_newsletter"),
    path(
        f"{_HERE}newsletter/subscribers.csv",
        newsletter.subscribers_file,
        name="subscribers_file",
    ),
    # surveys: what a partnership keeps, and what a school runs
    path(f"{_HERE}surveys/", surveys.surveys, name="surveys"),
    path(f"{_HERE}surveys/begin/", surveys.new_survey, name="new_survey"),
    path(f"{_HERE}surveys/<int:number>/", surveys.survey, name="survey"),
    path(f"{_HERE}surveys/<int:number>/change/", surveys.change_survey, name="change_survey"),
    path(
        f"{_HERE}surveys/<int:number>/questions/",
        surveys.survey_questions,
        name="survey_questions",
    ),
    path(f"{_HERE}surveys/<int:number>/move/", surveys.move_survey, name="move_survey"),
    path(f"{_HERE}surveys/<int:number>/groups/add/", surveys.add_group, name="add_group"),
    path(f"{_HERE}surveys/<int:number>/comparison/", sittings.comparison, name="comparison"),
    path(f"{_HERE}surveys/<int:number>/results/", surveys.survey_results, name="survey_results"),
    path(
        f"{_HERE}survey-questions/<int:number>/remove/",
        surveys.remove_question,
        name="remove_question",
    ),
    path(
        f"{_HERE}survey-groups/<int:number>/sittings/add/",
        surveys.add_sitting,
        name="add_sitting",
    ),
    path(f"{_HERE}sittings/", sittings.sittings, name="sittings"),
    path(f"{_HERE}sittings/<int:number>/", sittings.sitting, name="sitting"),
    path(f"{_HERE}sittings/<int:number>/sheet.pdf", sittings.sitting_sheet, name="sitting_sheet"),
    path(f"{_HERE}sittings/<int:number>/enter/", sittings.enter_sheets, name="enter_sheets"),
    path(f"{_HERE}sittings/<int:number>/close/", sittings.close_sitting, name="close_sitting"),
    # surveys: what anybody with a code or a token meets
    path("check/", check.start_check, name="start_check"),
    path("check/results/<str:token>/", check.check_results, name="check_results"),
    path(
        "check/results/<str:token>/sheets/<int:number>/",
        check.check_sheets,
        name="check_sheets",
    ),
    path("check/<slug:code>/", check.answer, name="answer"),
    path("check/<slug:code>/thanks/", check.answer_thanks, name="answer_thanks"),
    path("check/<slug:code>/board/", check.board, name="board"),
    path("check/<slug:code>/sheet.pdf", check.check_paper, name="check_paper"),
]

# Behind no language: printed on posters, and asked for by pages in every language.
OUTSIDE: list[URLPattern | URLResolver] = [
    re_path(r"^g/(?P<code>[^/]{1,40})/?$", reach.short_link, name="short_link"),
    path("reach/<int:page>.gif", reach.page_reach, name="page_reach"),
]
