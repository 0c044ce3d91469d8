"""Purposes of calls, without one for which no call was ever made."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("claude", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="call",
            name="purpose",
            field=models.CharField(
                choices=[("reading", "reading"), ("repair", "repair")], max_length=20
            ),
        ),
    ]
