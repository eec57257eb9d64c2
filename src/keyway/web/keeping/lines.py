"""Lines of the log without the keys that addresses carry."""

from __future__ import annotations

import logging
import re

# A no-login link, and any word of 43 letters as tokens of 256 bits are written.
_KEYS = re.compile(r"(/l/)[^/\s\"'?]+|(?<![\w-])[\w-]{43}(?![\w-])")


class Discreet(logging.Formatter):
    """Writes a line, its traceback too, with every key replaced by a mark."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return _KEYS.sub(lambda found: f"{found.group(1) or ''}[key]", super().format(record))
