"""Plants the page tree of a new site: home and section fronts, in English and Spanish.

Planting twice changes nothing: a page that stands is left as its editors keep it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, Site

from keyway.web.content.models import HomePage, SectionFront

WORDS = Path(__file__).with_name("first_words.toml")
LANGUAGES = ("en", "es")  # the first is the one that others are translations of


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
