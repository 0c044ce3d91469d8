"""What Queen remembers: verified questions, taught words, snapshots and briefs."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("queryassist", "0012_share"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BriefReader",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="question",
            name="read_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="question",
            name="wording",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.CreateModel(
            name="DatasetSnapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dataset", models.CharField(max_length=60)),
                ("day", models.DateField()),
                ("taken_at", models.DateTimeField()),
                ("row_count", models.PositiveBigIntegerField()),
                ("newest_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-day", "dataset"],
                "default_permissions": ("view",),
                "constraints": [
                    models.UniqueConstraint(fields=("dataset", "day"), name="one_snapshot_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="VerifiedQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("wording", models.CharField(max_length=500)),
                ("text", models.CharField(max_length=500, verbose_name="question")),
                ("reading", models.TextField()),
                ("spec", models.JSONField()),
                ("read_at", models.DateTimeField()),
                ("is_reread", models.BooleanField(verbose_name="read anew each time")),
                ("verified_by_label", models.CharField(max_length=254, verbose_name="verified by")),
                ("verified_at", models.DateTimeField()),
                (
                    "withdrawn_by_label",
                    models.CharField(blank=True, max_length=254, verbose_name="withdrawn by"),
                ),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("problem", models.TextField(blank=True)),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="verifications",
                        to="queryassist.question",
                    ),
                ),
                (
                    "verified_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-verified_at", "-pk"],
                "permissions": [("verify_question", "Can mark answers as right")],
                "default_permissions": ("view",),
            },
        ),
        migrations.AddField(
            model_name="question",
            name="verified",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="queryassist.verifiedquestion",
            ),
        ),
        migrations.CreateModel(
            name="Brief",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("monday", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("lines", models.JSONField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-monday"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("person", "monday"), name="one_brief_a_week")
                ],
            },
        ),
        migrations.CreateModel(
            name="ColumnSnapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("column", models.CharField(max_length=60)),
                ("null_count", models.PositiveBigIntegerField()),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="columns",
                        to="queryassist.datasetsnapshot",
                    ),
                ),
            ],
            options={
                "ordering": ["column"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("snapshot", "column"), name="one_row_a_column")
                ],
            },
        ),
        migrations.CreateModel(
            name="TaughtWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=40)),
                ("forms", models.JSONField()),
                ("meaning", models.CharField(max_length=300)),
                ("reading", models.TextField()),
                ("dataset", models.CharField(max_length=60)),
                ("spec", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Not confirmed yet"),
                            ("mine", "For one person"),
                            ("offered", "Offered to everyone"),
                            ("shared", "For everyone"),
                            ("forgotten", "Forgotten"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("taught_by_label", models.CharField(max_length=254, verbose_name="taught by")),
                ("taught_at", models.DateTimeField()),
                (
                    "approved_by_label",
                    models.CharField(blank=True, max_length=254, verbose_name="approved by"),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taught_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["word", "-pk"],
                "permissions": [("approve_glossary", "Can approve words for everyone")],
                "default_permissions": ("view",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["mine", "offered"])),
                        fields=("taught_by", "word"),
                        name="taught_word_is_unique_per_person",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "shared")),
                        fields=("word",),
                        name="shared_word_is_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_by", models.F("taught_by")), _negated=True),
                        name="word_is_approved_by_another",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="verifiedquestion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("wording",),
                name="verified_question_is_unique",
            ),
        ),
    ]
