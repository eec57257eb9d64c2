"""A campaign says whether it is made up."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A made-up campaign is marked, and its openings count for nothing."""

    dependencies = [("promote", "0004_name_starts_sets_and_lots")]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="is_demo",
            field=models.BooleanField(default=False, verbose_name="for demonstration"),
        ),
    ]
