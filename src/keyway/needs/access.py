"""What people may do in this room, and who gets it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from keyway.partners.access import Permission, declare

PLAN = "needs.plan_rollout"
ADVISE = "needs.send_advice"
ADOPT = "needs.record_adoption"

_PLANNERS = ("partnership_staff", "organization_admin", "educator")

declare(Permission(PLAN, _("ask for plans that close the gap")), roles=_PLANNERS)
declare(Permission(ADVISE, _("send advice to schools and colleges")), roles=_PLANNERS)
declare(
    Permission(ADOPT, _("answer advice and record what became of it")),
    roles=_PLANNERS,
)
