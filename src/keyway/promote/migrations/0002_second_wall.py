"""Let PostgreSQL itself show private rows only to those they belong to."""

from django.db import migrations

from keyway.partners.access.walls import wall

# What is asked, and what was found, is public once a survey is open; findings hold no small counts.
_of_an_open_survey = (
    "EXISTS (SELECT 1 FROM promote_perceptionsurvey AS survey "
    "WHERE survey.id = survey_id AND survey.status IN ('open', 'closed'))"
)


class Migration(migrations.Migration):
    """Row-level security on every table that leads to an organization."""

    dependencies = [
        ("promote", "0001_keep_pages_campaigns_and_surveys"),
        ("partners", "0005_remember_official_facts"),
    ]

    operations = [
        wall("promote_campaign", "organization_id"),
        wall("promote_campaignpiece", "organization_id"),
        wall("promote_campaignlink", "organization_id"),
        wall("promote_linkreach", "organization_id"),
        wall("promote_subscriber", "organization_id"),
        wall(
            "promote_perceptionsurvey",
            "organization_id",
            readable="status IN ('open', 'closed')",
        ),
        wall("promote_surveyquestion", "organization_id", readable=_of_an_open_survey),
        # A school sees the groups that sit there, and how their sittings stand.
        wall("promote_surveygroup", "organization_id", "school_id"),
        wall(
            "promote_sitting",
            "organization_id",
            within=(
                "EXISTS (SELECT 1 FROM promote_surveygroup AS asked "
                "WHERE asked.id = group_id AND asked.school_id = ANY {circle})"
            ),
        ),
        wall("promote_response", "organization_id"),
        wall("promote_sittingresult", "organization_id"),
        wall("promote_perceptionfinding", "organization_id", readable=_of_an_open_survey),
    ]
