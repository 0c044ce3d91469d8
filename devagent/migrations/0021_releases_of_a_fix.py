import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("devagent", "0020_standing_terms"),
    ]

    operations = [
        migrations.AlterField(
            model_name="release",
            name="run",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="releases",
                to="devagent.repairrun",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "failed"), _negated=True),
                fields=("run",),
                name="devagent_one_release_of_a_fix",
            ),
        ),
    ]
