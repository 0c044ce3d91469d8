"""Why the repository of a project cannot be read, and since when."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("devagent", "0007_project_webhook")]

    operations = [
        migrations.AddField(
            model_name="project",
            name="fault",
            field=models.TextField(
                blank=True, default="", editable=False, help_text="why it could not be read"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="project",
            name="faulty_since",
            field=models.DateTimeField(editable=False, null=True),
        ),
    ]
