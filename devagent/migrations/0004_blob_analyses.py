from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("devagent", "0003_store_parsed_blobs_uncompressed")]

    operations = [
        migrations.CreateModel(
            name="BlobAnalysis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("blob", models.CharField(max_length=64, verbose_name="hash")),
                (
                    "analyser",
                    models.CharField(
                        choices=[("findings", "Findings"), ("references", "References")],
                        max_length=20,
                    ),
                ),
                ("treated_as", models.CharField(max_length=40)),
                ("version", models.CharField(max_length=40)),
                ("content", models.BinaryField()),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("blob", "analyser", "treated_as", "version"),
                        name="devagent_blob_analysed_once",
                    )
                ],
            },
        ),
    ]
