"""The name of a question in the ledger of what was sent to Claude."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("queryassist", "0005_submission_progress"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="reference",
            field=models.UUIDField(default=uuid.uuid4, editable=False),
        ),
    ]
