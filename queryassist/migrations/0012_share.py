"""Questions that their askers show to colleagues."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("queryassist", "0011_export"),
    ]

    operations = [
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "token",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("shared_at", models.DateTimeField(auto_now_add=True)),
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="share",
                        to="queryassist.question",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
    ]
