"""How long a session lives: twelve hours for all, an hour of rest for staff, no longer than rights."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase
    from django.http import HttpRequest

    from keyway.partners.models import Person

BEGAN, SEEN = "keyway_began", "keyway_seen"
# A session is written again at most once a minute, so that reading pages does not write.
NOTED_EVERY_SECONDS = 60


def note_begin(request: HttpRequest, **more: Any) -> None:
    """Keep the moment a session began."""
    del more
    now = datetime.now(tz=UTC).timestamp()  # noqa: TID251 — the clock at the door
    request.session[BEGAN] = request.session[SEEN] = now


def note_visit(session: SessionBase, now: float) -> None:
    """Keep the moment of the last visit, to the minute."""
    if now - session.get(SEEN, 0) >= NOTED_EVERY_SECONDS:
        session[SEEN] = now


def is_over(session: SessionBase, person: Person, *, is_staff: bool, now: float) -> bool:
    """Return whether a session must end: too old, too long at rest, or older than the rights.

    A session that does not know when it began is over.
    """
    began, seen = session.get(BEGAN, 0), session.get(SEEN, 0)
    changed = person.access_changed_at
    return (
        now - began > settings.SESSION_COOKIE_AGE
        or (is_staff and now - seen > settings.STAFF_SESSION_REST_SECONDS)
        or (changed is not None and changed.timestamp() >= began)
    )
