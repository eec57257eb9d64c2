"""Let PostgreSQL itself show private rows only to those they belong to."""

from django.db import migrations

from keyway.partners.access.walls import wall

_of_a_campaign = (
    "EXISTS (SELECT 1 FROM promote_campaign AS campaign "
    "WHERE campaign.id = campaign_id AND campaign.organization_id = ANY {circle})"
)
_of_a_link = (
    "EXISTS (SELECT 1 FROM promote_campaignlink AS link "
    "JOIN promote_campaign AS campaign ON campaign.id = link.campaign_id "
    "WHERE link.id = link_id AND campaign.organization_id = ANY {circle})"
)
_of_a_survey = (
    "EXISTS (SELECT 1 FROM promote_perceptionsurvey AS survey "
    "WHERE survey.id = survey_id AND survey.organization_id = ANY {circle})"
)
_of_a_group = (
    "EXISTS (SELECT 1 FROM promote_surveygroup AS asked WHERE asked.id = group_id "
    "AND (asked.keeper_id = ANY {circle} OR asked.organization_id = ANY {circle}))"
)
_of_a_sitting = (
    "EXISTS (SELECT 1 FROM promote_sitting AS sitting "
    "JOIN promote_surveygroup AS asked ON asked.id = sitting.group_id "
    "WHERE sitting.id = sitting_id "
    "AND (asked.keeper_id = ANY {circle} OR asked.organization_id = ANY {circle}))"
)
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
        wall("promote_campaignpiece", within=_of_a_campaign),
        wall("promote_campaignlink", within=_of_a_campaign),
        wall("promote_linkreach", within=_of_a_link),
        wall("promote_subscriber", "organization_id"),
        wall(
            "promote_perceptionsurvey",
            "organization_id",
            readable="status IN ('open', 'closed')",
        ),
        wall("promote_surveyquestion", within=_of_a_survey, readable=_of_an_open_survey),
        wall("promote_surveygroup", "keeper_id", "organization_id"),
        wall("promote_sitting", within=_of_a_group),
        wall("promote_response", within=_of_a_sitting),
        wall("promote_sittingresult", within=_of_a_sitting),
        wall("promote_perceptionfinding", within=_of_a_survey, readable=_of_an_open_survey),
    ]
