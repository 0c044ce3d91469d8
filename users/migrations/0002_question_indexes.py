"""The indexes that serve questions; see docs/decisions/0002-user-indexes.md."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("users", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="user",
            index=models.Index(
                fields=["region", "wallet_balance_usd"], name="users_user_region_balance"
            ),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["country", "region", "city"], name="users_user_place"),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["wallet_balance_usd"], name="users_user_balance"),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["activity_score"], name="users_user_score"),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(
                models.OrderBy(models.F("last_active"), descending=True, nulls_last=True),
                name="users_user_last_active",
            ),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["created_at"], name="users_user_created_at"),
        ),
    ]
