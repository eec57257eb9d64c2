"""May this person do this here? The one place where it is asked.

A permission is asked *at an organization*. A role held there grants it, or one held at the
organization it belongs to (a district for its schools), or a role at the partnership that runs
the site, whose permissions hold everywhere. An administrator of the site may do everything.

Who may not even see an organization's private rows never gets here: queries take the asker's
``Circle`` and find nothing, so that a foreign thing answers exactly as one that does not exist.
"""

from keyway.partners.access.asking import (
    NotPermitted,
    circle_of,
    is_staff,
    may,
    permissions_at,
    require,
)
from keyway.partners.access.fresh import FreshSignInNeeded, require_fresh, with_fresh_proof
from keyway.partners.access.roles import (
    PERMISSIONS,
    ROLES,
    Permission,
    Role,
    declare,
    role,
    roles_for,
)

__all__ = [
    "PERMISSIONS",
    "ROLES",
    "FreshSignInNeeded",
    "NotPermitted",
    "Permission",
    "Role",
    "circle_of",
    "declare",
    "is_staff",
    "may",
    "permissions_at",
    "require",
    "require_fresh",
    "role",
    "roles_for",
    "with_fresh_proof",
]
