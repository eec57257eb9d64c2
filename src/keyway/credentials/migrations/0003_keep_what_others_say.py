"""Keep what files of others say beyond the registry."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Terms at issuers, and things that the registry has no place for."""

    dependencies = [
        ("credentials", "0002_second_wall"),
    ]

    operations = [
        migrations.CreateModel(
            name="ForeignNode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("identifier", models.CharField(max_length=300, unique=True)),
                ("node", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name": "thing of others",
                "verbose_name_plural": "things of others",
            },
        ),
        migrations.AddField(
            model_name="issuer",
            name="foreign_terms",
            field=models.JSONField(blank=True, default=dict, editable=False),
        ),
    ]
