"""People and organizations for tests: small makers with facts that somebody would recognize."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from keyway.partners.models import Contact, Membership, Organization, Person, Site

NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
_number = count(1)


def organization(name: str = "", **fields: Any) -> Organization:
    """Return an approved manufacturer, or what the fields say."""
    number = next(_number)
    name = name or f"Demo Works {number}"
    given = {
        "name": name,
        "slug": f"organization-{number}",
        "search_text": name.lower(),
        "kind": Organization.Kind.MANUFACTURER,
        "status": Organization.Status.APPROVED,
        "state_code": "AZ",
        **fields,
    }
    return Organization.objects.create(**given)


def partnership(**fields: Any) -> Organization:
    """Return the partnership that runs the site."""
    given = {"kind": Organization.Kind.PARTNERSHIP, "runs_site": True, **fields}
    return organization("Demo Partnership", **given)


def person(**fields: Any) -> Person:
    """Return somebody who may sign in."""
    number = next(_number)
    given = {"email": f"person{number}@example.org", "full_name": f"Person {number}", **fields}
    return Person.objects.create_user(**given)


def member(at: Organization, role: str = "organization_admin", **fields: Any) -> Person:
    """Return somebody with a role at an organization."""
    somebody = person(**fields)
    Membership.objects.create(organization=at, person=somebody, role=role, since_at=NOW)
    return somebody


def site(at: Organization, **fields: Any) -> Site:
    """Return a site of an organization."""
    given = {"city": "Mesa", "state_code": "AZ", "zip_code": "85210", **fields}
    return Site.objects.create(organization=at, **given)


def contact(at: Organization, **fields: Any) -> Contact:
    """Return a contact of an organization."""
    number = next(_number)
    given = {"full_name": f"Contact {number}", "email": f"contact{number}@example.org", **fields}
    return Contact.objects.create(organization=at, **given)
