"""The admin's entry "Ask": conversations under the name that the menu shows."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("queryassist", "0002_refresh_schedule")]

    operations = [
        migrations.CreateModel(
            name="Ask",
            fields=[],
            options={
                "verbose_name_plural": "ask",
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("queryassist.conversation",),
        ),
    ]
