"""Line icons drawn for Keyway on a 24-unit grid: parts, tools and plain signs.

Each is a path (or several shapes) without color: the page's ink draws it.
"""

from __future__ import annotations

from keyway.render import svg

# The mark: a hub, its bore, and the keyway that locks a shaft to it.
KEYWAY = "M12 1.5a10.5 10.5 0 1 0 0 21a10.5 10.5 0 1 0 0-21zM10.3 4.3h3.4v3.1a4.9 4.9 0 1 1-3.4 0z"

PATHS: dict[str, str] = {
    "arrow": "M4 12h15M13 6l6 6-6 6",
    "chevron": "M9 5l7 7-7 7",
    "sort": "M7 9l5 6 5-6",
    "download": "M12 3v12M7 10.5l5 5 5-5M4 20.5h16",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zM15.3 15.3L21 21",
    "person": "M12 4a3.6 3.6 0 1 0 0 7.2a3.6 3.6 0 1 0 0-7.2zM4.8 20c.7-3.8 3.5-5.8 7.2-5.8s6.5 2 7.2 5.8",
    "print": "M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z",
    "sun": "M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.8 1.8M17.2 17.2L19 19M5 19l1.8-1.8M17.2 6.8L19 5",
    "moon": "M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z",
    "globe": "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM3 12h18M12 3c3 3 3.6 6 3.6 9s-.6 6-3.6 9c-3-3-3.6-6-3.6-9s.6-6 3.6-9z",
    "caution": "M12 3.5L22 20.5H2zM12 10v5M12 17.6v.2",
    "note": "M5 3h10l4 4v14H5zM14.5 3v4.5H19M8.5 12h7M8.5 16h7",
    "check": "M4.5 12.5l5 5L19.5 7",
    "map": "M3 6.5l6-2.5 6 2.5 6-2.5v13.5l-6 2.5-6-2.5-6 2.5zM9 4v13.5M15 6.5V20",
    # audiences: the tool or the part each one brings
    "students": "M3 4h4v4H3zM7 6h2.5M3.8 8v4.5a6.6 6.6 0 0 0 13.2 0V9M12.5 6h2M14.5 3.5h4v5h-4zM18.5 4.5H22v3h-3.5M5.8 8v4.5a4.6 4.6 0 0 0 9.2 0V8.5",
    "parents": "M3 11.5L12 4l9 7.5M5.5 9.8V20h13V9.8M10 20v-5.5h4V20",
    "teachers": "M3 20.5h18L3 3.5zM7 16.5h5.5L7 11.2zM3 8h1.6M3 12h1.6M3 16h1.6",
    "schools": "M2.5 9h19M4.5 9v11.5M19.5 9v11.5M4.5 15h15M7 9V5.5h6V9M13 7.2h3.5M16.5 5.2v4M9 12h3",
    "manufacturers": (
        "M10.1 4.3L10.6 1.9L13.4 1.9L13.9 4.3L16.1 5.2L18.1 3.8L20.2 5.9L18.8 7.9L19.7 10.1L22.1 10.6L22.1 13.4L19.7 13.9L18.8 16.1L20.2 18.1L18.1 20.2L16.1 18.8L13.9 19.7L13.4 22.1L10.6 22.1L10.1 19.7L7.9 18.8L5.9 20.2L3.8 18.1L5.2 16.1L4.3 13.9L1.9 13.4L1.9 10.6L4.3 10.1L5.2 7.9L3.8 5.9L5.9 3.8L7.9 5.2z"
        "M10.7 8v1.2a3.3 3.3 0 1 0 2.6 0V8z"
    ),
    "officials": "M3 9.5L12 4l9 5.5zM5.5 9.5v8M10 9.5v8M14 9.5v8M18.5 9.5v8M3.5 17.5h17M2.5 20.5h19",
    "caliper": "M3 4h18v4H3zM5 8v12l3-4V8M13 8v8l3 4V8M7 4v2M11 4v2M15 4v2M19 4v2",
    "drawing": "M3 6v12M21 6v12M3 12h18M6 9.5L3 12l3 2.5M18 9.5l3 2.5-3 2.5",
    "gauge": "M12 4a9 9 0 0 0-9 9c0 2.6 1.1 5 2.8 6.6M12 4a9 9 0 0 1 9 9c0 2.6-1.1 5-2.8 6.6M12 13l4.2-4.6M12 4v2.4M3 13h2.4M18.6 13H21M12 11.6a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 1 0 0-2.8z",
}


def icon(name: str, classes: str = "icon") -> str:
    """Draw one icon, hidden from screen readers: the words beside it say what it means.

    Raises:
        KeyError: there is no icon of that name.
    """
    return svg.tag(
        "svg", svg.tag("path", d=PATHS[name]), class_=classes, viewBox="0 0 24 24", **_HIDDEN
    )


def mark(classes: str = "mark") -> str:
    """Draw the keyway mark, solid: the brand, and the sign that a figure opens."""
    shape = svg.tag("path", d=KEYWAY, fill="currentColor", fill_rule="evenodd")
    return svg.tag("svg", shape, class_=classes, viewBox="0 0 24 24", **_HIDDEN)


_HIDDEN = {"aria_hidden": "true", "focusable": "false"}
