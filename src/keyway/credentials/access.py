"""What people may do in this room, and who gets it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from keyway.partners.access import Permission, declare
from keyway.partners.access.desk import ANSWERED_BY

VERIFY = "credentials.verify"
EDIT_REGISTRY = "credentials.edit_registry"
IMPORT_REGISTRY = "credentials.import_registry"
EDIT_PROGRAMS = "credentials.edit_programs"
SEE_COUNTS = "credentials.see_counts"
SIGN_PROMISE = "credentials.sign_promise"
ASSEMBLE_PETITION = "credentials.assemble_petition"

_STAFF = ("partnership_staff",)
_SCHOOL = ("organization_admin", "educator")

declare(Permission(VERIFY, _("check credentials and claims of recognition")), roles=_STAFF)
declare(Permission(EDIT_REGISTRY, _("add and change credentials")), roles=_STAFF)
declare(Permission(IMPORT_REGISTRY, _("take over files into the registry")), roles=_STAFF)
declare(
    Permission(EDIT_PROGRAMS, _("change programs, offerings and yearly counts")),
    roles=(*_STAFF, *_SCHOOL),
)
declare(
    Permission(SEE_COUNTS, _("see counts that are too small to publish")),
    roles=(*_STAFF, *_SCHOOL),
)
declare(
    Permission(SIGN_PROMISE, _("sign and withdraw promises on credentials")),
    roles=("organization_admin", "plant_manager"),
)
declare(
    Permission(ASSEMBLE_PETITION, _("assemble petitions to the state")),
    roles=(*_STAFF, *_SCHOOL),
)

# What the desks of the registry ask for, and the permission that answers.
ANSWERED_BY.update(
    {
        "credentials.view_credential": VERIFY,
        "credentials.add_credential": EDIT_REGISTRY,
        "credentials.change_credential": EDIT_REGISTRY,
        "credentials.view_recognition": VERIFY,
        "credentials.add_recognition": VERIFY,
        "credentials.change_recognition": VERIFY,
        "credentials.view_issuer": VERIFY,
        "credentials.add_issuer": EDIT_REGISTRY,
        "credentials.change_issuer": EDIT_REGISTRY,
        "credentials.view_examsite": VERIFY,
        "credentials.add_examsite": EDIT_REGISTRY,
        "credentials.change_examsite": EDIT_REGISTRY,
        "credentials.delete_examsite": EDIT_REGISTRY,
    }
)
