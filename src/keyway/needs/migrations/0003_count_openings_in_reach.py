"""Keep with each line of a plan how many open jobs its graduates reach."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One number more on every line."""

    dependencies = [("needs", "0002_plan_rollouts")]

    operations = [
        migrations.AddField(
            model_name="rolloutline",
            name="openings",
            field=models.FloatField(default=0.0, verbose_name="open jobs within reach, a year"),
        ),
    ]
