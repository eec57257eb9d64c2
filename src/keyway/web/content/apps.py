"""The desk of people in the back office, told about our kind of person."""

from typing import Any

from django.conf import settings
from django.db.models.signals import pre_save
from wagtail.users.apps import WagtailUsersAppConfig

from keyway.reference.lookups import clocks


class PeopleDesk(WagtailUsersAppConfig):  # type: ignore[misc]
    """Wagtail's desk of users with forms that ask for one full name."""

    user_viewset = "keyway.web.content.people.PeopleViewSet"

    def ready(self) -> None:
        """Let everybody's clock in the back office begin as the state's."""
        super().ready()
        pre_save.connect(_set_clock, sender="wagtailusers.UserProfile")


def _set_clock(instance: Any, **_rest: Any) -> None:
    """Give a new profile the state's time zone; else hours that editors type were Greenwich's."""
    if not instance.current_time_zone:
        instance.current_time_zone = getattr(clocks.zone(settings.KEYWAY_STATE), "key", "")
