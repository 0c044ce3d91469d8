import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("devagent", "0019_behaviours"),
    ]

    operations = [
        migrations.AddField(
            model_name="standingapproval",
            name="shown_sha256",
            field=models.CharField(default="", max_length=64),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="approval",
            name="standing",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="approvals",
                to="devagent.standingapproval",
            ),
        ),
    ]
