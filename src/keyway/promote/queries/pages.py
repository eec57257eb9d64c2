"""Pages as readers find them: what stands on a shelf, what comes next, and the drawing beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

from django.db.models import Case, Q, When
from wagtail.models import Page

from keyway.promote.models import (
    EpisodePage,
    EventPage,
    NewsItemPage,
    SeriesPage,
    StoryPage,
    ToolkitPage,
)
from keyway.promote.models.campaigns import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from keyway.promote.models import Picture

# The drawing that stands for a kind of work: the longest beginning of its SOC code decides.
TOOLS = {
    "11": "drawing",
    "15": "wafer",
    "17": "drawing",
    "17-3023": "wafer",
    "17-3024": "robot",
    "17-3026": "caliper",
    "49": "gears",
    "49-2094": "robot",
    "49-3011": "turbine",
    "51": "bolts",
    "51-2011": "turbine",
    "51-2022": "wafer",
    "51-2023": "gears",
    "51-2028": "wafer",
    "51-3": "bottles",
    "51-4": "mill",
    "51-4051": "torch",
    "51-4052": "torch",
    "51-407": "mold",
    "51-412": "torch",
    "51-8": "bottles",
    "51-9061": "caliper",
    "51-9111": "bottles",
    "51-9124": "robot",
    "51-9141": "wafer",
    "51-916": "mill",
    "51-9195": "mold",
    "53": "pallet",
}
# Without an occupation, whom a page speaks to decides.
_FOR: dict[str, str] = {
    Audience.STUDENTS: "mill",
    Audience.PARENTS: "bolts",
    Audience.TEACHERS: "drawing",
    Audience.SCHOOLS: "turbine",
    Audience.MANUFACTURERS: "gears",
    Audience.OFFICIALS: "caliper",
}
GROUNDS = ("mesa", "saguaro", "strata", "peaks")
HOURS = ("dawn", "noon", "five", "dusk")
_NO_TOOL = "hub"
_MORE = 3
_FED = 30


@dataclass(frozen=True, slots=True)
class Scene:
    """The drawing of a page without a picture: a tool or part before open country.

    Attributes:
        tool: what stands in front.
        ground: the country behind it.
        hour: the light, as a class of the style sheet.
    """

    tool: str
    ground: str
    hour: str

    @property
    def tool_drawing(self) -> str:
        """Return the template that draws the tool."""
        return f"promote/art/tool_{self.tool}.html"

    @property
    def ground_drawing(self) -> str:
        """Return the template that draws the country."""
        return f"promote/art/ground_{self.ground}.html"


@dataclass(frozen=True, slots=True)
class Card:
    """A page as it stands on a shelf.

    Attributes:
        page: the page, with its title, lead and what its kind has.
        href: its address on this site; empty for a draft that was never saved.
        scene: the drawing where it has no picture.
        picture: the picture, if it has one that may be shown today.
    """

    page: Any
    href: str
    scene: Scene
    picture: Picture | None

    @property
    def shelf_href(self) -> str:
        """Return the address of the shelf that the page stands on."""
        return self.href.rstrip("/").rpartition("/")[0] + "/"


def card(page: Any, today: date) -> Card:
    """Return one page as it stands on a shelf."""
    return Card(page, page.url or "", scene_of(page), shown(getattr(page, "picture", None), today))


def cards(pages: Iterable[Any], today: date) -> list[Card]:
    """Return pages as they stand on a shelf, in the order given."""
    return [card(page, today) for page in pages]


def shown(picture: Picture | None, today: date) -> Picture | None:
    """Return a picture that may be shown today; None once the permission to show it has ended."""
    if picture is None:
        return None
    until = picture.permission_until_date
    return None if until is not None and until < today else picture


def scene_of(page: Any) -> Scene:
    """Return the drawing of a page: its first occupation decides the tool, its key the light.

    Both languages of a page get the same drawing.
    """
    number = crc32(str(page.translation_key).encode())
    soc_code = _first_occupation(page)
    beginnings = (soc_code[:length] for length in range(len(soc_code), 1, -1))
    tool = next((TOOLS[each] for each in beginnings if each in TOOLS), "")
    tool = tool or _FOR.get(getattr(page, "audience", ""), _NO_TOOL)
    ground, hour = GROUNDS[number % len(GROUNDS)], HOURS[number // 16 % len(HOURS)]
    return Scene(tool, ground, hour)


def _first_occupation(page: Any) -> str:
    """Return the first SOC code that a page or one of its segments names; empty without one."""
    named = list(getattr(page, "threads", None) or ())
    for segment in getattr(page, "segments", None) or ():
        named += list(segment.value["threads"] or ())
    codes = (str(thread.value) for thread in named if thread.block_type == "occupation")
    return next(codes, "")


# --- shelves ---------------------------------------------------------------------------------------


def stories(shelf: Page, audience: str = "") -> QuerySet[StoryPage]:
    """Return the published stories of a shelf, the newest first, for one audience if named."""
    found = _for(StoryPage.objects.child_of(shelf).live().public(), audience)
    ordered: QuerySet[StoryPage] = _newest(found)
    return ordered


def series_of(shelf: Page) -> QuerySet[SeriesPage]:
    """Return the published series of a shelf, in the editors' order."""
    found: QuerySet[SeriesPage] = SeriesPage.objects.child_of(shelf).live().public()
    return found.select_related("picture").order_by("path")


def episodes(series: Page) -> QuerySet[EpisodePage]:
    """Return the published episodes of a series in their order; unnumbered ones come last."""
    found: QuerySet[EpisodePage] = EpisodePage.objects.child_of(series).live().public()
    return found.select_related("picture", "video").order_by("number", "air_date", "path")


def toolkits(shelf: Page, audience: str = "") -> QuerySet[ToolkitPage]:
    """Return the published toolkits of a shelf in the editors' order, for one audience if named."""
    found = _for(ToolkitPage.objects.child_of(shelf).live().public(), audience)
    ordered: QuerySet[ToolkitPage] = found.select_related("picture").order_by("path")
    return ordered


def public_toolkit(number: int) -> ToolkitPage | None:
    """Return a published toolkit that everybody may see; None where there is none."""
    # Asked as a page: a number longer than a database counts is then no page, and no error.
    pages = Page.objects.live().public().filter(pk=number).values("pk")
    found: ToolkitPage | None = (
        ToolkitPage.objects.filter(pk__in=pages).select_related("locale").first()
    )
    return found


def coming_events(shelf: Page, now: datetime) -> QuerySet[EventPage]:
    """Return the events of a shelf that are not over, the next first."""
    return _coming(EventPage.objects.child_of(shelf).live().public(), now)


def past_events(shelf: Page, now: datetime) -> QuerySet[EventPage]:
    """Return the events of a shelf that are over, the latest first."""
    found = EventPage.objects.child_of(shelf).live().public()
    over: QuerySet[EventPage] = found.exclude(pk__in=_coming(found, now).values("pk"))
    return over.select_related("picture").order_by("-starts_at")


def news(shelf: Page) -> QuerySet[NewsItemPage]:
    """Return the published news of a shelf, the newest first."""
    found: QuerySet[NewsItemPage] = NewsItemPage.objects.child_of(shelf).live().public()
    return found.select_related("picture").order_by("-day", "-path")


def pages_below(page: Page) -> QuerySet[Page]:
    """Return the published pages below one, in the editors' order."""
    found: QuerySet[Page] = Page.objects.child_of(page).live().public().specific().order_by("path")
    return found


# --- beside a page ---------------------------------------------------------------------------------


def more_stories(page: Page) -> QuerySet[StoryPage]:
    """Return a few other stories of the same shelf, the newest first."""
    shelf = page.get_parent()
    return stories(shelf).exclude(pk=page.pk)[:_MORE]


def before_and_after(page: EpisodePage) -> tuple[EpisodePage | None, EpisodePage | None]:
    """Return the episodes before and after one in its series; None at the ends."""
    rows = list(episodes(page.get_parent()))
    place = next((number for number, each in enumerate(rows) if each.pk == page.pk), None)
    if place is None:
        return None, None
    after = rows[place + 1] if place + 1 < len(rows) else None
    return (rows[place - 1] if place else None), after


# --- for an audience, on the home page and on section fronts ---------------------------------------


def newest_stories(home: Page, audience: str = "") -> QuerySet[StoryPage]:
    """Return the published stories below a home page, the newest first.

    For an audience, those that speak to it come first, then those that speak to everybody: what is
    told to students is worth a parent's time as well.
    """
    nearness = Case(
        When(audience=audience, then=0), When(audience=Audience.EVERYBODY, then=1), default=2
    )
    found = _newest(StoryPage.objects.descendant_of(home).live().public())
    ordered: QuerySet[StoryPage] = found.order_by(
        *([nearness] if audience else []), "-first_published_at", "-path"
    )
    return ordered


def newest_episodes(home: Page, audience: str = "") -> QuerySet[EpisodePage]:
    """Return the published episodes below a home page, the newest first."""
    found = _for(EpisodePage.objects.descendant_of(home).live().public(), audience)
    ordered: QuerySet[EpisodePage] = _newest(found)
    return ordered


def toolkits_for(home: Page, audience: str) -> QuerySet[ToolkitPage]:
    """Return the published toolkits below a home page made for exactly one audience."""
    found = ToolkitPage.objects.descendant_of(home).live().public().filter(audience=audience)
    rows: QuerySet[ToolkitPage] = found.select_related("picture").order_by("path")
    return rows


def events_ahead(home: Page, now: datetime, audience: str = "") -> QuerySet[EventPage]:
    """Return the events below a home page that are not over, the next first."""
    return _coming(_for(EventPage.objects.descendant_of(home).live().public(), audience), now)


def _for(pages: Any, audience: str) -> Any:
    """Keep the pages that speak to an audience or to everybody; all without an audience."""
    if not audience:
        return pages
    return pages.filter(audience__in=(audience, Audience.EVERYBODY))


def _newest(pages: Any) -> Any:
    return pages.select_related("picture").order_by("-first_published_at", "-path")


def _coming(pages: Any, now: datetime) -> QuerySet[EventPage]:
    is_ahead = Q(ends_at__gte=now) | Q(ends_at=None, starts_at__gte=now)
    ahead: QuerySet[EventPage] = pages.filter(is_ahead)
    return ahead.select_related("picture").order_by("starts_at", "path")


# --- in feeds --------------------------------------------------------------------------------------


def fed_stories(language: str) -> QuerySet[StoryPage]:
    """Return the newest stories of a language; those for demonstration stay out."""
    rows = StoryPage.objects.live().public().filter(locale__language_code=language, is_demo=False)
    found: QuerySet[StoryPage] = rows.order_by("-first_published_at", "-pk")[:_FED]
    return found


def fed_news(language: str) -> QuerySet[NewsItemPage]:
    """Return the newest news of a language; what is for demonstration stays out."""
    rows = NewsItemPage.objects.live().public().filter(locale__language_code=language)
    found: QuerySet[NewsItemPage] = rows.filter(is_demo=False).order_by("-day", "-pk")[:_FED]
    return found


def fed_events(language: str, now: datetime) -> QuerySet[EventPage]:
    """Return the events of a language that have not begun, the next first."""
    rows = EventPage.objects.live().public().filter(locale__language_code=language)
    found: QuerySet[EventPage] = rows.filter(starts_at__gte=now).order_by("starts_at")[:_FED]
    return found
