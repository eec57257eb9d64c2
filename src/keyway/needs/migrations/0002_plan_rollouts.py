"""Keep what is planned against the gap, advised and adopted."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from keyway.partners.access.walls import wall


class Migration(migrations.Migration):
    """Keep rollout plans, advice and adoption, each behind the second wall."""

    dependencies = [
        ("credentials", "0001_keep_credentials"),
        ("needs", "0001_keep_gap_findings"),
        ("partners", "0005_remember_official_facts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RolloutLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("family", models.CharField(max_length=12, verbose_name="kind of work")),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("add", "Adds a program"),
                            ("strengthen", "Adds seats to a program"),
                        ],
                        max_length=10,
                        verbose_name="deed",
                    ),
                ),
                ("credentials", models.JSONField(default=list, verbose_name="credentials")),
                ("seats", models.FloatField(verbose_name="seats a year")),
                ("instructors", models.FloatField(verbose_name="instructors")),
                (
                    "cost_usd",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="cost, in dollars"
                    ),
                ),
                ("value", models.FloatField(verbose_name="placements a year")),
                ("fills", models.JSONField(default=list)),
                (
                    "ties",
                    models.JSONField(
                        blank=True,
                        default=list,
                        verbose_name="institutions that would do exactly as well",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="partners.organization",
                        verbose_name="institution",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="partners.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a plan",
                "verbose_name_plural": "lines of plans",
            },
        ),
        migrations.CreateModel(
            name="Advice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("family", models.CharField(max_length=12, verbose_name="kind of work")),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("add", "Adds a program"),
                            ("strengthen", "Adds seats to a program"),
                        ],
                        max_length=10,
                        verbose_name="deed",
                    ),
                ),
                ("words", models.TextField(max_length=2000, verbose_name="what to do, and why")),
                (
                    "seats",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="seats a year"),
                ),
                ("due_date", models.DateField(verbose_name="answer by")),
                ("sent_at", models.DateTimeField(verbose_name="sent")),
                (
                    "status",
                    models.CharField(
                        choices=[("sent", "Waits for an answer"), ("answered", "Answered")],
                        default="sent",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes, we will"), ("later", "Later"), ("no", "No")],
                        max_length=5,
                        verbose_name="answer",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="why")),
                (
                    "evidence_url",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="address of the evidence"
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "credential",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="credentials.credential",
                        verbose_name="credential",
                    ),
                ),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="advice_received",
                        to="partners.organization",
                        verbose_name="given to",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="advice_given",
                        to="partners.organization",
                        verbose_name="given by",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sent by",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="advice",
                        to="needs.rolloutline",
                    ),
                ),
            ],
            options={
                "verbose_name": "advice",
                "verbose_name_plural": "advice",
            },
        ),
        migrations.CreateModel(
            name="RolloutPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("best", "Most placements"),
                            ("cheapest", "Cheapest within 2 percent"),
                            ("robust", "Most robust"),
                            ("unruled", "Without the rural rule"),
                            ("greedy", "One after the other, the best next"),
                            ("popular", "More of what is taught most"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("value", models.FloatField(verbose_name="placements a year")),
                ("bound", models.FloatField(verbose_name="proven bound")),
                (
                    "cost_usd",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="cost, in dollars"
                    ),
                ),
                ("rural_value", models.FloatField(verbose_name="of these, in rural counties")),
                ("mean_value", models.FloatField(null=True)),
                ("low_value", models.FloatField(null=True)),
                ("regret", models.FloatField(null=True)),
                ("seconds", models.FloatField(verbose_name="seconds spent")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="partners.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "rollout plan",
                "verbose_name_plural": "rollout plans",
            },
        ),
        migrations.AddField(
            model_name="rolloutline",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="needs.rolloutplan",
            ),
        ),
        migrations.CreateModel(
            name="RolloutScenario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("state_fips", models.CharField(max_length=2)),
                (
                    "budget_usd",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="budget, in dollars",
                    ),
                ),
                (
                    "rural_share",
                    models.FloatField(
                        default=0.0,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(1),
                        ],
                        verbose_name="share for rural counties",
                    ),
                ),
                (
                    "seconds",
                    models.PositiveSmallIntegerField(default=20, verbose_name="seconds to search"),
                ),
                (
                    "families",
                    models.JSONField(blank=True, default=list, verbose_name="kinds of work"),
                ),
                (
                    "institutions",
                    models.JSONField(blank=True, default=list, verbose_name="institutions"),
                ),
                (
                    "values",
                    models.JSONField(blank=True, default=dict, verbose_name="assumptions changed"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Waits"),
                            ("running", "Is being reckoned"),
                            ("done", "Done"),
                            ("refused", "Cannot be planned"),
                        ],
                        default="queued",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("refusal", models.JSONField(blank=True, default=dict)),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("gap_fingerprint", models.CharField(blank=True, max_length=64)),
                ("method_version", models.CharField(blank=True, max_length=12)),
                ("parameters", models.JSONField(blank=True, default=dict)),
                ("releases", models.JSONField(blank=True, default=list)),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Price of the rural rule, limits that bind, draws, what was left out.",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person who asked",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        help_text="Whose people asked.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rollout_scenarios",
                        to="partners.organization",
                        verbose_name="asked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "rollout scenario",
                "verbose_name_plural": "rollout scenarios",
            },
        ),
        migrations.AddField(
            model_name="rolloutplan",
            name="scenario",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="plans",
                to="needs.rolloutscenario",
            ),
        ),
        migrations.CreateModel(
            name="Adoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("family", models.CharField(max_length=12, verbose_name="kind of work")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("agreed", "Agreed"),
                            ("running", "Running"),
                            ("earners", "First earners"),
                        ],
                        max_length=8,
                        verbose_name="step",
                    ),
                ),
                ("step_date", models.DateField(verbose_name="since")),
                (
                    "evidence",
                    models.CharField(
                        help_text="What shows it: a decision, a catalog, a report.",
                        max_length=300,
                        verbose_name="evidence",
                    ),
                ),
                (
                    "evidence_url",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="address of the evidence"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why a step back or past one"
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                (
                    "advised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="partners.organization",
                        verbose_name="advised by",
                    ),
                ),
                (
                    "credential",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="adoptions",
                        to="credentials.credential",
                        verbose_name="credential",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="adoptions",
                        to="partners.organization",
                        verbose_name="institution",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "advice",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="steps",
                        to="needs.advice",
                    ),
                ),
            ],
            options={
                "verbose_name": "adoption",
                "verbose_name_plural": "adoptions",
                "indexes": [
                    models.Index(
                        fields=["organization", "family", "-recorded_at"], name="adoptions_by_age"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="advice",
            index=models.Index(fields=["institution", "status"], name="advice_by_institution"),
        ),
        migrations.AddConstraint(
            model_name="advice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("status", "sent")),
                    models.Q(("status", "answered"), models.Q(("answer", ""), _negated=True)),
                    _connector="OR",
                ),
                name="an_answered_advice_has_its_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolloutline",
            constraint=models.UniqueConstraint(
                fields=("plan", "institution", "family"), name="one_line_per_institution_and_family"
            ),
        ),
        migrations.AddIndex(
            model_name="rolloutscenario",
            index=models.Index(fields=["organization", "-asked_at"], name="scenarios_by_age"),
        ),
        migrations.AddConstraint(
            model_name="rolloutplan",
            constraint=models.UniqueConstraint(
                fields=("scenario", "kind"), name="one_plan_of_a_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="rolloutplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("bound__gte", models.F("value"))), name="a_bound_is_not_below"
            ),
        ),
        wall("needs_rolloutscenario", "organization_id"),
        wall("needs_rolloutplan", "organization_id"),
        wall("needs_rolloutline", "organization_id"),
        wall("needs_advice", "organization_id", "institution_id"),
        wall("needs_adoption", "organization_id", "advised_by_id"),
    ]
