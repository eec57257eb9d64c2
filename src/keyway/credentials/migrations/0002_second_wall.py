"""Let PostgreSQL itself show private rows only to those they belong to."""

from django.db import migrations

from keyway.partners.access.walls import OF_APPROVED, wall

_of_approved = OF_APPROVED.format(column="organization_id")

# Whoever is asked for a letter reads what it is for; letters stand behind their own wall.
_asked_for_a_letter = (
    "EXISTS (SELECT 1 FROM credentials_petitionletter AS letter "
    "WHERE letter.petition_id = credentials_petition.id)"
)

_of_a_petition = (
    "EXISTS (SELECT 1 FROM credentials_petition AS petition "
    "WHERE petition.id = petition_id AND petition.organization_id = ANY {circle})"
)


class Migration(migrations.Migration):
    """Row-level security on every table that leads to an organization."""

    dependencies = [
        ("credentials", "0001_keep_credentials"),
        ("partners", "0005_remember_official_facts"),
    ]

    operations = [
        wall(
            "credentials_examsite",
            "organization_id",
            readable=f"organization_id IS NULL OR {_of_approved}",
        ),
        wall(
            "credentials_recognition",
            "organization_id",
            readable=f"organization_id IS NULL OR {_of_approved}",
        ),
        wall("credentials_program", "organization_id", readable=_of_approved),
        wall("credentials_offering", "organization_id", readable=_of_approved),
        wall("credentials_articulation", "organization_id", readable=_of_approved),
        # Small counts are protected by the queries; the wall keeps others from writing.
        wall("credentials_attainment", "organization_id", readable=_of_approved),
        wall(
            "credentials_promise",
            "organization_id",
            readable=f"revoked_at IS NULL AND {_of_approved}",
        ),
        wall("credentials_petition", "organization_id", readable=_asked_for_a_letter),
        wall("credentials_petition_programs", within=_of_a_petition),
        wall("credentials_petitionletter", "organization_id", "applicant_id"),
        wall("credentials_registryimport", "organization_id"),
    ]
