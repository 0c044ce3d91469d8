from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("devagent", "0002_snapshot_fingerprint")]

    operations = [
        # Mostly hashes, which do not shrink: trying to costs more than it saves.
        migrations.RunSQL(
            "ALTER TABLE devagent_blob ALTER COLUMN parsed SET STORAGE EXTERNAL",
            "ALTER TABLE devagent_blob ALTER COLUMN parsed SET STORAGE EXTENDED",
        ),
    ]
