"""The room's part of the JSON API: credentials, claims, programs, promises, lists, routes."""

from keyway.credentials.api.routes import router

__all__ = ["router"]
