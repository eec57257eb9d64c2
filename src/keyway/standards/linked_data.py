"""Linked data as text: the same bytes for the same data, and harmless inside a page."""

from __future__ import annotations

import json

# A data block in a page ends at "</script"; these letters cannot begin or end anything there.
_ESCAPED = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def for_page(value: object) -> str:
    """Return JSON that may stand between script tags, whatever names people gave things."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for letter, escape in _ESCAPED.items():
        text = text.replace(letter, escape)
    return text


def for_file(value: object) -> str:
    """Return JSON on one line, names in alphabetical order."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(", ", ": "))
