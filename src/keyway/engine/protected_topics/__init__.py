"""Which protected topics a question for pupils touches, by lists of words handed in."""

from keyway.engine.protected_topics.finding import (
    OFF_SUBJECT,
    Found,
    Lists,
    Topic,
    find,
    prepare,
)

__all__ = ["OFF_SUBJECT", "Found", "Lists", "Topic", "find", "prepare"]
