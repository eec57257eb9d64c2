"""Every page of the gap: no accessibility fault, no console error, no request to anyone else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.served import Site

PATHS = [
    "gap/",
    "gap/?q=zeppelin",
    "gap/?county=04013&all=1",
    "gap/compare/",
    "occupations/",
    "occupations/51-4041/",
    "occupations/51-2090/",
    "counties/",
    "counties/04013/",
    "counties/04012/",
    "institutions/",
    "institutions/105525/",
    "institutions/484613/",
    "methods/",
    "methods/gap/",
    "data/",
    "data/oews_area_wages/",
    "privacy/",
]
LOOKS: list[tuple[str, int, Literal["light", "dark"]]] = [
    ("en", 1280, "light"),
    ("es", 390, "dark"),
]


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS)
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_clean(
    browser: Browser,
    site: Site,
    axe: Callable[[Page], list[str]],
    path: str,
    language: str,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    visitor = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = visitor.new_page()
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on(
        "request", lambda request: said.append(request.url) if not _own(request.url, site) else None
    )

    page.goto(f"{site.url}/{language}/{path}")

    assert axe(page) == []
    assert said == []
    visitor.close()


def _own(url: str, site: Site) -> bool:
    return url.startswith((site.url, "data:", "blob:"))
