"""The app of privacy: its pages and its desk in the back office."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """What is kept about people, and how it ends."""

    name = "keyway.web.privacy"
    label = "privacy"
