"""What the back office is told about pages that came with Keyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from keyway.web.content.plant import PLANTED

if TYPE_CHECKING:
    from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")  # type: ignore[untyped-decorator]
def name_planting(actions: LogActionRegistry) -> None:
    """Name the deed of planting, so that a page's history can tell it."""
    actions.register_action(PLANTED, _("Planted"), _("Came with Keyway"))
