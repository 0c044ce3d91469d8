"""The ledger of calls to Claude, and the switch that stops them."""

from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Switch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "allows_calls",
                    models.BooleanField(
                        choices=[(False, "Stop all calls"), (True, "Let calls be made")],
                        verbose_name="calls",
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("set_at", models.DateTimeField(auto_now_add=True)),
                (
                    "set_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "change of the switch",
                "verbose_name_plural": "switch",
                "ordering": ["-pk"],
                "default_permissions": ("add", "view"),
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("started_at", models.DateTimeField(db_index=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "No answer yet"),
                            ("answered", "Answered"),
                            ("failed", "Failed"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("reading", "reading"),
                            ("repair", "repair"),
                            ("writing", "writing"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "subject_kind",
                    models.CharField(
                        choices=[("question", "question"), ("repair run", "repair run")],
                        max_length=20,
                    ),
                ),
                ("subject", models.CharField(max_length=120)),
                ("model", models.CharField(max_length=100)),
                ("input_tokens", models.PositiveIntegerField(default=0)),
                ("output_tokens", models.PositiveIntegerField(default=0)),
                ("cache_write_tokens", models.PositiveIntegerField(default=0)),
                ("cache_read_tokens", models.PositiveIntegerField(default=0)),
                (
                    "cost_usd",
                    models.DecimalField(decimal_places=6, max_digits=12, verbose_name="cost (USD)"),
                ),
                ("latency_ms", models.PositiveIntegerField(null=True, verbose_name="latency (ms)")),
                ("stop_reason", models.CharField(blank=True, max_length=40)),
                ("request_id", models.CharField(blank=True, max_length=120)),
                ("error", models.TextField(blank=True)),
                ("sent", models.TextField(verbose_name="sent, secrets hidden")),
                ("sent_bytes", models.PositiveIntegerField(verbose_name="size sent (bytes)")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "call to Claude",
                "verbose_name_plural": "calls to Claude",
                "ordering": ["-started_at", "-pk"],
                "default_permissions": ("view",),
                "indexes": [
                    models.Index(fields=["subject_kind", "subject"], name="call_by_subject"),
                    models.Index(fields=["user", "started_at"], name="call_by_user"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cost_usd__gte", Decimal("0"))),
                        name="call_cost_is_not_negative",
                    )
                ],
            },
        ),
    ]
