"""The record of answers that were taken along as files."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("queryassist", "0010_watch"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("exported_by_label", models.CharField(max_length=254)),
                ("exported_at", models.DateTimeField(auto_now_add=True)),
                ("row_count", models.PositiveIntegerField()),
                ("truncated", models.BooleanField()),
                (
                    "exported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exports",
                        to="queryassist.question",
                    ),
                ),
            ],
            options={
                "ordering": ["-exported_at", "-pk"],
            },
        ),
    ]
