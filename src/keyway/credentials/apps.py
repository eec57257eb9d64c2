"""The room's registration with Django."""

from importlib import import_module

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    """The room of credentials; what it lets people do is declared once all models are there."""

    name = "keyway.credentials"
    label = "credentials"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the permissions."""
        import_module("keyway.credentials.access")
