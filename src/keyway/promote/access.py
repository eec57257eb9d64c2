"""What people may do in this room, and who gets it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from keyway.partners.access import Permission, declare
from keyway.partners.access.desk import ANSWERED_BY

EDIT_PAGES = "partners.edit_pages"
EDIT_CAMPAIGNS = "promote.edit_campaigns"
EDIT_SURVEYS = "promote.edit_surveys"
APPROVE_SURVEY = "promote.approve_survey"
ENTER_ANSWERS = "promote.enter_answers"
EXPORT_SUBSCRIBERS = "promote.export_subscribers"

_STAFF = ("partnership_staff",)

declare(
    Permission(EDIT_CAMPAIGNS, _("plan campaigns, make short links and see their reach")),
    roles=_STAFF,
)
declare(Permission(EDIT_SURVEYS, _("write surveys and see what they found")), roles=_STAFF)
declare(Permission(APPROVE_SURVEY, _("approve the questions of a survey")), roles=_STAFF)
declare(
    Permission(ENTER_ANSWERS, _("run sittings of a survey and enter paper answers")),
    roles=(*_STAFF, "partnership_volunteer", "organization_admin", "educator"),
)
declare(
    Permission(EXPORT_SUBSCRIBERS, _("take the newsletter's addresses away as a file")),
    roles=_STAFF,
)

# What the desks of this room ask for, and the permission that answers.
ANSWERED_BY.update(
    {
        "promote.view_video": EDIT_PAGES,
        "promote.add_video": EDIT_PAGES,
        "promote.change_video": EDIT_PAGES,
        "promote.delete_video": EDIT_PAGES,
        "promote.add_picture": EDIT_PAGES,
        "promote.change_picture": EDIT_PAGES,
        "promote.delete_picture": EDIT_PAGES,
        "promote.choose_picture": EDIT_PAGES,
        "promote.view_picture": EDIT_PAGES,
    }
)
