"""Plants the pages of a new site, in English and Spanish: the tree, then the starter content.

Planting twice changes nothing: a page that stands is left as its editors keep it. Starter content
is planted once for good: what an editor deleted stays away. The record of it is Wagtail's own log of
pages, where editors can read it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Locale, Page, PageLogEntry, Site

from keyway.errors import Broken
from keyway.promote.models import (
    EpisodePage,
    EventPage,
    EventsPage,
    NewsItemPage,
    NewsPage,
    PlainPage,
    SeriesPage,
    SeriesShelfPage,
    StoriesPage,
    StoryPage,
    ToolkitPage,
    ToolkitsPage,
)
from keyway.reference.lookups.clocks import zone
from keyway.web.content.models import HomePage, SectionFront
from keyway.web.content.starter import FOLDER, LANGUAGES, Ground, Sheet, sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

WORDS = Path(__file__).with_name("first_words.toml")
PLANTED = "keyway.plant"
SHELVES: dict[str, type[Page]] = {
    "stories": StoriesPage,
    "series": SeriesShelfPage,
    "toolkits": ToolkitsPage,
    "events": EventsPage,
    "news": NewsPage,
}
# Which page a sheet of a kind becomes, and the slug of its shelf.
_PAGES: dict[str, tuple[type[Page], str]] = {
    "story": (StoryPage, "stories"),
    "series": (SeriesPage, "series"),
    "episode": (EpisodePage, "series"),
    "toolkit": (ToolkitPage, "toolkits"),
    "event": (EventPage, "events"),
    "news": (NewsItemPage, "news"),
    "plain": (PlainPage, ""),
}


@transaction.atomic
def plant_tree() -> int:
    """Plant what is missing of the tree and return how many pages were made."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    root = _root()
    made = 0
    home: HomePage | None = None
    for language in LANGUAGES:
        locale, _ = Locale.objects.get_or_create(language_code=language)
        own_home = HomePage.objects.filter(locale=locale).first()
        if own_home is None:
            own_home = _add(root, HomePage, locale, home, slug=language, **words["home"][language])
            made += 1
        home = home or own_home
        made += _plant_fronts(words["fronts"], own_home, home)
    _point_site_at(home or root)
    return made


def _plant_fronts(fronts: dict[str, Any], own_home: HomePage, first_home: HomePage) -> int:
    """Plant the section fronts that are missing below one home and return how many."""
    made = 0
    for audience, by_language in fronts.items():
        if SectionFront.objects.child_of(own_home).filter(audience=audience).exists():
            continue
        first = SectionFront.objects.child_of(first_home).filter(audience=audience).first()
        given = dict(by_language[own_home.locale.language_code])
        given["steps"] = [("step", step) for step in given["steps"]]
        _add(
            own_home,
            SectionFront,
            own_home.locale,
            first,
            slug=audience,
            audience=audience,
            show_in_menus=True,
            **given,
        )
        made += 1
    return made


def _add(
    parent: Page, kind: type[Page], locale: Locale, original: Page | None, **fields: Any
) -> Any:
    """Return a new published page below ``parent``, tied to the page it translates."""
    page = kind(locale=locale, **fields)
    if original is not None:
        page.translation_key = original.translation_key
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _root() -> Page:
    """Return the page above all homes, without the greeting page that Wagtail plants."""
    root: Page | None = Page.get_first_root_node()
    if root is None:
        locale, _ = Locale.objects.get_or_create(language_code=LANGUAGES[0])
        root = Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
    for greeting in root.get_children().filter(slug="home", content_type__model="page"):
        greeting.delete()
    root.refresh_from_db()
    return root


def _point_site_at(home: Page) -> None:
    """Make ``home`` the page at the language's root address, whatever the host name."""
    if not Site.objects.filter(is_default_site=True, root_page=home).exists():
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={"hostname": "localhost", "site_name": "Keyway", "root_page": home},
        )


# --- starter content -------------------------------------------------------------------------------


@transaction.atomic
def plant_starter(*, state_code: str, now: datetime, given: Sequence[Sheet] | None = None) -> int:
    """Plant the shelves and the starter content that was never planted here; return how many pages.

    Args:
        state_code: postal code of the site's state; other states' sheets are left out.
        now: from when the days of events and news are counted.
        given: what to plant instead of the sheets that come with Keyway.
    """
    chosen = sheets(FOLDER) if given is None else given
    here = [each for each in chosen if not each.states or state_code in each.states]
    planted = _planted()
    made = 0
    for language in LANGUAGES:
        home = HomePage.objects.filter(locale__language_code=language).first()
        if home is None:
            raise Broken("the tree is planted before the starter content")
        bed = _Bed(home, language, state_code, now, planted)
        made += bed.plant_shelves() + sum(map(bed.plant, here))
    return made


def _planted() -> set[str]:
    """Return what was planted before, whether it stands or not."""
    told = PageLogEntry.objects.filter(action=PLANTED).values_list("data", flat=True)
    return {each.get("starter", "") for each in told}


@dataclass(frozen=True, slots=True)
class _Bed:
    """Where the pages of one language are planted.

    Attributes:
        home: of the language.
        language: of the words.
        state_code: whose clock the times of events are told by.
        now: from when days are counted.
        planted: what was planted before, in any language.
    """

    home: HomePage
    language: str
    state_code: str
    now: datetime
    planted: set[str]

    def plant_shelves(self) -> int:
        """Plant the shelves that were never planted and return how many."""
        words = tomllib.loads(WORDS.read_text(encoding="utf-8"))["shelves"]
        made = 0
        for slug, kind in SHELVES.items():
            if not self._is_new(f"shelf/{slug}", self.home, slug):
                continue
            told = words[slug][self.language]
            self._add(self.home, kind, f"shelf/{slug}", {"slug": slug, **told})
            made += 1
        return made

    def plant(self, sheet: Sheet) -> int:
        """Plant one sheet below its shelf, if it was never planted; return how many pages."""
        kind, _ = _PAGES[sheet.kind]
        parent = self._parent(sheet)
        if parent is None or not self._is_new(sheet.key, parent, sheet.slug):
            return 0
        self._add(parent, kind, sheet.key, {"slug": sheet.slug, **self._fields(sheet, kind)})
        return 1

    def _parent(self, sheet: Sheet) -> Page | None:
        """Return the page that a sheet goes below; None where an editor took it away."""
        shelf = _PAGES[sheet.kind][1]
        if not shelf:
            return self.home
        if sheet.kind == "episode":
            return self._page(SeriesPage, sheet.shared["series"])
        found: Page | None = SHELVES[shelf].objects.child_of(self.home).first()
        return found

    def _is_new(self, key: str, parent: Page, slug: str) -> bool:
        if f"{key}:{self.language}" in self.planted:
            return False
        return not parent.get_children().filter(slug=slug).exists()

    def _fields(self, sheet: Sheet, kind: type[Page]) -> dict[str, Any]:
        """Return the page's fields as its model holds them."""
        given = sheet.given(self.language)
        given.pop("series", None)
        if "in_days" in given:
            given |= self._when(sheet.kind, given)
        for name in ("in_days", "at", "minutes_long"):
            given.pop(name, None)
        return {name: self._value(sheet, kind, name, value) for name, value in given.items()}

    def _when(self, kind: str, given: dict[str, Any]) -> dict[str, Any]:
        """Return the times of an event or the day of news, by the clock of the state."""
        here = zone(self.state_code)
        day = self.now.astimezone(here).date() + timedelta(days=given["in_days"])
        if kind == "news":
            return {"day": day}
        begins = datetime.combine(day, time.fromisoformat(given["at"]), tzinfo=here)
        return {
            "starts_at": begins,
            "ends_at": begins + timedelta(minutes=given["minutes_long"]),
        }

    def _value(self, sheet: Sheet, kind: type[Page], name: str, value: Any) -> Any:
        held = kind._meta.get_field(name)
        if not isinstance(held, StreamField):
            return value
        block = held.stream_block
        ground = Ground(self.language, self.state_code, self._number)
        return block.to_python(ground.stored(block, value, f"{sheet.key}/{name}"))

    def _number(self, kind: str, slug: str) -> int:
        """Return the number of the page that a thread names.

        Raises:
            Broken: there is none; a sheet names what comes before it.
        """
        page = self._page(_PAGES[kind][0], slug)
        if page is None:
            raise Broken(f"starter content names a {kind} that is not there: {slug}")
        return int(page.pk)

    def _page(self, kind: type[Page], slug: str) -> Page | None:
        found: Page | None = kind.objects.descendant_of(self.home).filter(slug=slug).first()
        return found

    def _add(self, parent: Page, kind: type[Page], key: str, fields: dict[str, Any]) -> None:
        """Add a published page, tied to its original, and note that it was planted."""
        original = _original(parent, kind, fields["slug"])
        page = _add(parent, kind, self.home.locale, original, **fields)
        log(instance=page, action=PLANTED, data={"starter": f"{key}:{self.language}"})


def _original(parent: Page, kind: type[Page], slug: str) -> Page | None:
    """Return the page in the first language that a new one translates, if it stands."""
    first = parent.get_translations().filter(locale__language_code=LANGUAGES[0]).first()
    found: Page | None = first and kind.objects.child_of(first).filter(slug=slug).first()
    return found
