"""The versions of topics."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("name", models.CharField(max_length=90, primary_key=True, serialize=False)),
                ("version", models.BigIntegerField()),
                ("published_at", models.DateTimeField()),
            ],
            options={"db_table": "live_topic", "default_permissions": ()},
        ),
    ]
