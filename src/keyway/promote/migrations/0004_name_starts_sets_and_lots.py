"""Name starts, sets of schools alike, grades without a visit, and lots drawn."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A survey can be an experiment, and a group says in which comparison it stands."""

    dependencies = [
        ("promote", "0003_close_a_sitting"),
    ]

    operations = [
        migrations.AddField(
            model_name="perceptionsurvey",
            name="lots",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Each with its start, seed, schools and how many of them were drawn.",
                verbose_name="lots drawn",
            ),
        ),
        migrations.AddField(
            model_name="surveygroup",
            name="cohort",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="start"),
        ),
        migrations.AddField(
            model_name="surveygroup",
            name="is_placebo",
            field=models.BooleanField(
                default=False, verbose_name="a grade that the visit does not reach"
            ),
        ),
        migrations.AddField(
            model_name="surveygroup",
            name="set_number",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="set of schools alike"
            ),
        ),
        migrations.AlterField(
            model_name="sitting",
            name="wave",
            field=models.CharField(
                choices=[
                    ("prior", "A year before"),
                    ("before", "Before"),
                    ("after", "After"),
                    ("later", "Six months later"),
                ],
                max_length=6,
                verbose_name="wave",
            ),
        ),
    ]
