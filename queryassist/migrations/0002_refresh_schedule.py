"""Empty: recurring work is listed in one place, from which each migration restores schedules."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("queryassist", "0001_initial")]

    operations = []
