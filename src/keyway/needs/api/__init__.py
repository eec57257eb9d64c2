"""The room's part of the JSON API: the same questions as the pages, read-only."""

from ninja import Router

from keyway.needs.api import basis, routes

router = Router()
router.add_router("", routes.router)
router.add_router("", basis.router)

__all__ = ["router"]
