"""What is told of a fix; and that a name is taken, in words."""

from __future__ import annotations

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("devagent", "0006_code_pages")]

    operations = [
        migrations.AddField(
            model_name="project",
            name="webhook",
            field=models.URLField(
                blank=True,
                help_text="what is told of a fix that was applied, so that it can be deployed",
                max_length=500,
                validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
            ),
        ),
        migrations.AlterField(
            model_name="project",
            name="name",
            field=models.CharField(
                error_messages={
                    "unique": "There is a project of this name already: choose another."
                },
                max_length=80,
                unique=True,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[A-Za-z0-9][\\w.-]*\\Z",
                        "A name is letters, digits, dots, dashes and underscores.",
                    )
                ],
            ),
        ),
    ]
