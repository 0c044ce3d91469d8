"""Forms of the chat page that were sent, so that each asks once."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("queryassist", "0003_ask")]

    operations = [
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("token", models.UUIDField(primary_key=True, serialize=False)),
                ("sent_at", models.DateTimeField(auto_now_add=True)),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="queryassist.conversation",
                    ),
                ),
            ],
        ),
    ]
