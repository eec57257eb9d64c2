"""The records of the directory as they stand, to compare before and after."""

from __future__ import annotations

from keyway.partners.models import Contact, Membership, Organization, Site


def everything() -> list[list[dict[str, object]]]:
    """Return every record of the directory, but for when it was last saved."""
    kept = []
    for model in (Organization, Site, Contact, Membership):
        rows = [dict(each) for each in model.objects.order_by("pk").values()]
        for each in rows:
            each.pop("changed_at", None)
        kept.append(rows)
    return kept
