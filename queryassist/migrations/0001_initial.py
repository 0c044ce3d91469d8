"""Conversations, the audit table of questions, and the value index."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import queryassist.spec_json


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ValueIndexVersion",
            fields=[
                ("dataset", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("version", models.UUIDField(default=uuid.uuid4)),
                ("refreshed_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=120)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conversations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-updated_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="IndexedValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dataset", models.CharField(max_length=60)),
                ("column", models.CharField(max_length=60)),
                ("value", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dataset", "column", "value"), name="indexed_value_is_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_by_label", models.CharField(max_length=254)),
                ("asked_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("text", models.TextField()),
                ("engine", models.CharField(max_length=20)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("answered", "Answered"),
                            ("ask_back", "Asked back"),
                            ("refused", "Refused"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reading", models.TextField(blank=True)),
                ("sql", models.TextField(blank=True, verbose_name="SQL")),
                ("spec", models.JSONField(null=True)),
                ("columns", models.JSONField(default=list)),
                (
                    "rows",
                    models.JSONField(
                        decoder=queryassist.spec_json.ExactJSONDecoder,
                        default=list,
                        encoder=queryassist.spec_json.ExactJSONEncoder,
                    ),
                ),
                ("row_count", models.PositiveIntegerField(default=0)),
                ("truncated", models.BooleanField(default=False)),
                ("message", models.TextField(blank=True)),
                ("choices", models.JSONField(default=list)),
                ("evidence", models.JSONField(default=list)),
                ("elapsed_ms", models.FloatField(default=0)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="questions",
                        to="queryassist.conversation",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
                "permissions": [("ask_queen", "Can ask Queen")],
            },
        ),
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(fields=["owner", "-updated_at"], name="conversation_by_owner"),
        ),
    ]
