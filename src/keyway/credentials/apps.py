"""The room's registration with Django."""

from importlib import import_module

from django.apps import AppConfig

# What these modules let people do, links, work and events is declared when they are loaded.
_DECLARE = (
    "keyway.credentials.access",
    "keyway.credentials.actions.demonstration",
    "keyway.credentials.actions.petition_letters",
    "keyway.credentials.actions.promise_links",
    "keyway.credentials.actions.promise_mails",
    "keyway.credentials.actions.recognizing",
    "keyway.credentials.actions.registry",
    "keyway.credentials.actions.seeding",
    "keyway.credentials.actions.seeding_programs",
)


class CredentialsConfig(AppConfig):
    """The room of credentials; what it lets people do is declared once all models are there."""

    name = "keyway.credentials"
    label = "credentials"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare permissions, deeds of links, kinds of work and events."""
        for module in _DECLARE:
            import_module(module)
