"""The two kinds of error: one we show to people, one we show to maintainers.

KeywayError
├── Refused      what was asked cannot be done; ``sentence`` says why and what to do
└── Broken       something that should hold does not; for maintainers
"""

from __future__ import annotations


class KeywayError(Exception):
    """Any error that Keyway raises on purpose."""


class Refused(KeywayError):
    """A request that cannot be met, told in a plain sentence.

    Subclasses set ``sentence`` with ``%(name)s`` places; the values are passed by keyword.
    """

    sentence = "This cannot be done."

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(str(self.sentence) % values)

    def __str__(self) -> str:
        """Return the sentence with its values filled in."""
        return str(self.sentence) % self.values


class Broken(KeywayError):
    """A promise inside Keyway does not hold; the message is for maintainers."""
