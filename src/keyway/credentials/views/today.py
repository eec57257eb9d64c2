"""Which day it is here, and how long a page may be kept that shows what ends on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.cache import patch_cache_control

from keyway.reference.lookups import clocks

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpResponse

_CACHED_SECONDS = 60


def today() -> date:
    """Return which day it is in the state whose directory is shown."""
    return clocks.day_in(settings.KEYWAY_STATE, timezone.now())


def day_here(moment: datetime) -> date:
    """Return which day it was here at a moment."""
    return clocks.day_in(settings.KEYWAY_STATE, moment)


def keep_today(response: HttpResponse) -> HttpResponse:
    """Let everybody keep a public page for a minute, but never past midnight here.

    What ends today is shown today; a page drawn just before midnight does not keep it alive.
    """
    left = clocks.seconds_left(settings.KEYWAY_STATE, timezone.now())
    patch_cache_control(response, public=True, max_age=min(_CACHED_SECONDS, left))
    return response
