"""The permission to see columns about persons, such as names and e-mail addresses."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("users", "0002_question_indexes")]

    operations = [
        migrations.AlterModelOptions(
            name="user",
            options={"permissions": (("view_personal_data", "Can view personal data"),)},
        ),
    ]
