"""Whatever is opened everywhere says why, and the page about the walls lists it."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CALL = re.compile(r"opened_for_system\((\s*\"(?P<why>[^\"]+)\"\s*)?")


def test_every_reason_for_opening_everything_is_in_the_docs() -> None:
    page = (ROOT / "docs" / "explanation" / "walls.md").read_text(encoding="utf-8")
    reasons = {
        found["why"]
        for path in (ROOT / "src").rglob("*.py")
        for found in CALL.finditer(path.read_text(encoding="utf-8"))
        if path.name != "walls.py"
    }
    listed = set(re.findall(r"^\| ([a-z][^|]+?) \| [^|]+ \|$", page, re.M)) - {"value", "reason"}

    assert None not in reasons, "a reason is a literal sentence"
    assert reasons - listed == set()
    assert listed - reasons == {"finding the circle"}
