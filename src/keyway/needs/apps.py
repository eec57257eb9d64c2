"""The room's registration with Django."""

from importlib import import_module

from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """The room of needs; it tells rooms below what they ask for."""

    name = "keyway.needs"
    label = "needs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer for openings, once all models are there."""
        neighbors = import_module("keyway.credentials.queries.neighbors")
        gaps = import_module("keyway.needs.queries.gaps")
        neighbors.declare_openings(gaps.openings_near)
