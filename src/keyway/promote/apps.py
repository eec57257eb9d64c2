"""The room's registration with Django."""

from importlib import import_module

from django.apps import AppConfig

# What these modules let people do, show and ask is declared when they are loaded.
_DECLARE = (
    "keyway.promote.access",
    "keyway.promote.actions.answering",
    "keyway.promote.actions.campaigning",
    "keyway.promote.actions.demonstration",
    "keyway.promote.actions.designing",
    "keyway.promote.actions.picturing",
    "keyway.promote.actions.reckoning",
    "keyway.promote.actions.sampling",
    "keyway.promote.actions.subscribing",
    "keyway.promote.actions.surveying",
    "keyway.promote.views.pages",
    "keyway.promote.views.threads",
    "keyway.promote.views.toolkits",
)


class PromoteConfig(AppConfig):
    """The room of stories, campaigns and the image index."""

    name = "keyway.promote"
    label = "promote"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare permissions, contexts of pages, deeds of links, kinds of work and events."""
        for module in _DECLARE:
            import_module(module)
