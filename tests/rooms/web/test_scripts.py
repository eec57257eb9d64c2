"""Scripts: a page loads what its parts need, and no other page pays for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import keyway

pytestmark = pytest.mark.one_database
ROOT = Path(keyway.__file__).parent
INCLUDED = re.compile(r'{% include "([^"]+)"')


def test_a_page_loads_htmx_exactly_where_a_part_of_it_is_swapped() -> None:
    texts = {
        path.as_posix().rpartition("/templates/")[2]: path.read_text(encoding="utf-8")
        for path in ROOT.rglob("templates/**/*.html")
    }

    def swaps(name: str) -> bool:
        text = texts.get(name, "")
        return " hx-" in text or any(swaps(each) for each in INCLUDED.findall(text))

    pages = [name for name, text in texts.items() if '{% extends "base.html" %}' in text]
    assert {name for name in pages if swaps(name)} == {
        name for name in pages if "{% htmx_script %}" in texts[name]
    }
