"""How far a question is that was sent from the chat page, and whether it was stopped."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("queryassist", "0004_submission"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="ended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="submission",
            name="reading",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="submission",
            name="stopped_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="submission",
            name="text",
            field=models.TextField(blank=True),
        ),
    ]
