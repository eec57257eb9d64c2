"""The accounts as Django finds them."""

from importlib import import_module

from django.apps import AppConfig


class Accounts(AppConfig):
    """Signing in; what it listens to is connected once all models are there."""

    name = "keyway.web.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to people being saved, to sign-ins and to second factors."""
        import_module("keyway.web.accounts.listening")
