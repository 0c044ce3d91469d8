"""The layer that refused SQL that a person wrote."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("queryassist", "0006_question_reference")]

    operations = [
        migrations.AddField(
            model_name="question",
            name="layer",
            field=models.CharField(blank=True, max_length=20),
        ),
    ]
