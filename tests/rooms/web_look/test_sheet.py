"""The style sheet, the script and the page of components."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client

import keyway.web
from keyway.render import icons
from keyway.render.maps import contours

pytestmark = pytest.mark.one_database

WEB = Path(keyway.web.__file__).parent
SHEET = (WEB / "static" / "keyway" / "keyway.css").read_text(encoding="utf-8")
SCRIPT = (WEB / "static" / "keyway" / "keyway.js").read_text(encoding="utf-8")
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
# Text and what it stands on; 7:1 is asked of all of them.
READ = [
    ("ink", "paper"),
    ("quiet", "paper"),
    ("quiet", "sunk"),
    ("quiet", "surface"),
    ("quiet", "copper-wash"),
    ("copper", "paper"),
    ("copper", "sunk"),
    ("copper", "copper-wash"),
    ("on-copper", "copper"),
    ("ink", "patina-wash"),
    ("paper", "patina"),
]
# Lines and marks that carry meaning; 3:1 is asked of all of them.
SEEN = [("edge", "paper"), ("copper-bright", "paper"), ("patina-bright", "paper")]


def tokens(scheme: str) -> list[dict[str, str]]:
    blocks = re.split(r"(?<!prefers-)color-scheme:", SHEET[: SHEET.index("@layer base")])[1:]
    return [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))
        for block in blocks
        if block.strip().startswith(scheme)
    ]


def luminance(color: str) -> float:
    digits = color.lstrip("#")
    digits = "".join(each * 2 for each in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_pair_of_text_and_ground_reaches_the_stricter_contrast(scheme):
    for named in tokens(scheme):
        weak = {pair for pair in READ if contrast(named[pair[0]], named[pair[1]]) < 7}
        weak |= {pair for pair in SEEN if contrast(named[pair[0]], named[pair[1]]) < 3}

        assert not weak


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ramp_only_grows_away_from_the_paper(scheme):
    for named in tokens(scheme):
        steps = [contrast(named[f"ramp-{step}"], named["paper"]) for step in range(6)]

        assert steps == sorted(steps)


def test_the_dark_of_the_system_is_the_dark_of_the_switch():
    systems, switchs = tokens("dark")

    assert systems == switchs


def test_the_sheet_and_the_script_stay_small_and_ask_nobody_else():
    assert len(SHEET) < 30_000
    assert len(SCRIPT) < 8_000
    assert not re.search(r"https?:|@import|@font-face|eval\(|innerHTML", SHEET + SCRIPT)


def test_the_sheet_has_its_layers_and_cares_for_print_and_still_eyes():
    assert "@layer tokens, base, layout, components, utilities;" in SHEET
    assert "@media print" in SHEET
    assert "prefers-reduced-motion" in SHEET
    assert ":focus-visible" in SHEET


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_a_template_names_its_inputs_and_needs_no_looser_policy(template):
    text = template.read_text(encoding="utf-8")

    assert "{# inputs:" in text
    assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:|<style|https?://", text)


def test_each_drawing_of_the_mark_is_the_same():
    favicon = (WEB / "static" / "keyway" / "favicon.svg").read_text(encoding="utf-8")

    assert icons.KEYWAY in favicon
    assert contours.illustration() == contours.illustration()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_of_components_shows_every_component(language):
    page = Client().get(f"/{language}/components/").content.decode()
    drawn = (
        "is-unknown", "range-band", "map-frame", "chart-frame", "ranking", "filters", "whatif",
        "compare", "callout caution", "callout done", "empty", "facts", "doors", "pager",
        "downloads", "crumbs", "colophon", "icons", "notes", "art-hub",
    )  # fmt: skip

    assert [each for each in drawn if f'class="{each}' not in page and f" {each}" not in page] == []
    assert "style=" not in page


def test_a_page_that_broke_stands_alone():
    text = (WEB / "templates" / "500.html").read_text(encoding="utf-8")

    assert "extends" not in text
    assert "include" not in text
