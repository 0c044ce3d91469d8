"""The permission to run SQL."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("queryassist", "0007_question_layer")]

    operations = [
        migrations.AlterModelOptions(
            name="question",
            options={
                "ordering": ["-asked_at", "-pk"],
                "permissions": [("ask_queen", "Can ask Queen"), ("run_sql", "Can run SQL")],
            },
        ),
    ]
