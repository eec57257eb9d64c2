"""Small pieces of SVG, written so that a strict content policy has nothing to refuse."""

from __future__ import annotations

from hashlib import blake2b
from html import escape


def attributes(**values: object) -> str:
    """Return escaped attributes; ``class_`` becomes ``class``, underscores become hyphens.

    None leaves an attribute out. Numbers are written with at most two decimals.
    """
    parts = []
    for name, value in values.items():
        if value is None:
            continue
        key = name.rstrip("_").replace("_", "-")
        key = "viewBox" if key == "viewBox" else key
        parts.append(f' {key}="{escape(_text(value), quote=True)}"')
    return "".join(parts)


def tag(name: str, *children: str, **values: object) -> str:
    """Return one element around children that are already markup."""
    inner = "".join(children)
    if not inner:
        return f"<{name}{attributes(**values)}/>"
    return f"<{name}{attributes(**values)}>{inner}</{name}>"


def text(value: str) -> str:
    """Return text escaped for use between tags."""
    return escape(value, quote=False)


def identity(*parts: object) -> str:
    """Return a short id that is the same for the same parts, for ``aria-labelledby``."""
    joined = "\x1f".join(str(part) for part in parts)
    return "k" + blake2b(joined.encode(), digest_size=5).hexdigest()


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)
