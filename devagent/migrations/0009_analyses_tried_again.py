"""Analyses that did not get to their end are made again."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("devagent", "0008_project_faults")]

    operations = [
        migrations.AddField(
            model_name="blobanalysis",
            name="retry_at",
            field=models.DateTimeField(null=True),
        ),
    ]
