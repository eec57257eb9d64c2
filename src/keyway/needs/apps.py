"""The room's registration with Django."""

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """The room of needs."""

    name = "keyway.needs"
    label = "needs"
    default_auto_field = "django.db.models.BigAutoField"
