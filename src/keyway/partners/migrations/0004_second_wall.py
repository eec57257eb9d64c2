"""Let PostgreSQL itself show private rows only to those they belong to."""

from django.db import migrations

from keyway.partners.access.walls import MINE, OF_APPROVED, wall

_of_approved = OF_APPROVED.format(column="organization_id")
_between_approved = " AND ".join(
    OF_APPROVED.format(column=column) for column in ("from_organization_id", "to_organization_id")
)


class Migration(migrations.Migration):
    """Row-level security on every table that leads to an organization."""

    dependencies = [("partners", "0003_journal_is_append_only")]

    operations = [
        wall("partners_organization", "id", "parent_id", readable="status = 'approved'"),
        wall(
            "partners_organization_partners",
            "from_organization_id",
            "to_organization_id",
            readable=_between_approved,
        ),
        wall("partners_site", "organization_id", readable=_of_approved),
        wall("partners_contact", "organization_id", readable=f"is_public AND {_of_approved}"),
        wall("partners_membership", "organization_id", readable=MINE),
        wall("partners_invitation", "organization_id"),
        wall("partners_link", "organization_id"),
        wall("partners_workitem", "organization_id"),
        wall("partners_journalentry", "organization_id"),
        wall("partners_importbatch", "organization_id"),
        wall("partners_importrow", "organization_id"),
        wall("partners_importchange", "organization_id"),
        wall("partners_consent", "organization_id"),
    ]
