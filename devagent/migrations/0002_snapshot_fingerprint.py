from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("devagent", "0001_projects_and_index")]

    operations = [
        migrations.AddField(
            model_name="snapshot",
            name="fingerprint",
            field=models.CharField(default="", editable=False, max_length=64),
        ),
    ]
