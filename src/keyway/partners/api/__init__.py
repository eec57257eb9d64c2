"""The room's part of the JSON API: the public directory, read-only."""

from keyway.partners.api.routes import router

__all__ = ["router"]
