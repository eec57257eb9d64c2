"""Let an institution's own counts stand beside those of an official file."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One count per program, credential, cohort and source."""

    dependencies = [
        ("credentials", "0003_keep_what_others_say"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="attainment",
            name="one_attainment_per_program_credential_and_cohort",
        ),
        migrations.AddConstraint(
            model_name="attainment",
            constraint=models.UniqueConstraint(
                fields=("program", "credential", "cohort_year", "source_key"),
                name="one_attainment_per_program_credential_cohort_and_source",
                nulls_distinct=False,
            ),
        ),
    ]
