"""The admin's entry "Performance": the question log under the name that the menu shows."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("queryassist", "0016_double_entry_and_meanings")]

    operations = [
        migrations.CreateModel(
            name="Performance",
            fields=[],
            options={
                "verbose_name_plural": "performance",
                "proxy": True,
                "default_permissions": ("view",),
                "indexes": [],
                "constraints": [],
            },
            bases=("queryassist.question",),
        ),
    ]
