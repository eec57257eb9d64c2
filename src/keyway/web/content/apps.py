"""The desk of people in the back office, told about our kind of person."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleDesk(WagtailUsersAppConfig):  # type: ignore[misc]
    """Wagtail's desk of users with forms that ask for one full name."""

    user_viewset = "keyway.web.content.people.PeopleViewSet"
