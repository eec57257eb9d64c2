"""The room's registration with Django."""

from importlib import import_module

from django.apps import AppConfig

# What these modules let people do, links, work and events is declared when they are loaded.
_DECLARE = (
    "keyway.needs.access",
    "keyway.needs.actions.rollout",
    "keyway.needs.actions.advising",
)


class NeedsConfig(AppConfig):
    """The room of needs; it tells rooms below what they ask for."""

    name = "keyway.needs"
    label = "needs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the room lets people do; answer for openings, once all models are there."""
        for module in _DECLARE:
            import_module(module)
        nearby = import_module("keyway.credentials.queries.nearby")
        gaps = import_module("keyway.needs.queries.gaps")
        nearby.declare_openings(gaps.openings_near)
        linked = import_module("keyway.credentials.queries.linked")
        linked.declare_demand(gaps.demand)
