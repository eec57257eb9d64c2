"""Let a sitting be closed before its last day, when everybody has answered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A sitting says when it was closed."""

    dependencies = [("promote", "0002_second_wall")]

    operations = [
        migrations.AddField(
            model_name="sitting",
            name="closed_at",
            field=models.DateTimeField(
                blank=True,
                help_text="From then on no answer is taken, and what was found is shown.",
                null=True,
                verbose_name="closed",
            ),
        ),
    ]
