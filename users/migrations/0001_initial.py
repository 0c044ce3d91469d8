"""The user model, with every range and choice as a constraint of the database."""

from decimal import Decimal

import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("first_name", models.CharField(blank=True, max_length=150, null=True)),
                ("last_name", models.CharField(blank=True, max_length=150, null=True)),
                ("wallet_address", models.CharField(blank=True, max_length=42, null=True)),
                (
                    "gender",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("male", "Male"),
                            ("female", "Female"),
                            ("other", "Other"),
                            ("prefer_not_to_say", "Prefers not to say"),
                        ],
                        max_length=20,
                        null=True,
                    ),
                ),
                ("age", models.SmallIntegerField(blank=True, null=True)),
                ("country", models.CharField(blank=True, max_length=100, null=True)),
                ("region", models.CharField(blank=True, max_length=100, null=True)),
                ("city", models.CharField(blank=True, max_length=100, null=True)),
                (
                    "wallet_balance_usd",
                    models.DecimalField(
                        db_default=0,
                        decimal_places=2,
                        default=Decimal("0"),
                        max_digits=18,
                        verbose_name="wallet balance (USD)",
                    ),
                ),
                ("last_active", models.DateTimeField(blank=True, null=True)),
                (
                    "is_active",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="Who is not active cannot log in. Clear this instead of deleting an account.",
                        verbose_name="active",
                    ),
                ),
                (
                    "activity_score",
                    models.DecimalField(
                        db_default=0, decimal_places=4, default=Decimal("0"), max_digits=12
                    ),
                ),
                (
                    "kyc_verified",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="KYC verified"
                    ),
                ),
                (
                    "kyc_level",
                    models.SmallIntegerField(
                        choices=[(0, "None"), (1, "Basic"), (2, "Advanced")],
                        db_default=0,
                        default=0,
                        verbose_name="KYC level",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        default=django.utils.timezone.now,
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        auto_now=True, db_default=django.db.models.functions.datetime.Now()
                    ),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="May log in to the admin.",
                        verbose_name="staff",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("email",),
                        name="users_user_email_unique",
                        violation_error_message="Another user has this e-mail address.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", django.db.models.functions.text.Lower("email")),
                            models.Q(("email", ""), _negated=True),
                        ),
                        name="users_user_email_lower_case",
                        violation_error_message="The e-mail address must be in lower case, and not empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("wallet_address__regex", "^0x[0-9a-fA-F]{40}$")),
                        name="users_user_wallet_address_shape",
                        violation_error_message="A wallet address is 0x and 40 hexadecimal digits.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Upper("wallet_address"),
                        name="users_user_wallet_address_unique",
                        violation_error_message="Another user has this wallet address.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gender__in", ["male", "female", "other", "prefer_not_to_say"])
                        ),
                        name="users_user_gender_choice",
                        violation_error_message="The gender is one of male, female, other, prefer_not_to_say.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("age__range", (0, 150))),
                        name="users_user_age_range",
                        violation_error_message="The age lies between 0 and 150.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("country", ""), _negated=True),
                            models.Q(("region", ""), _negated=True),
                            models.Q(("city", ""), _negated=True),
                        ),
                        name="users_user_places_not_empty",
                        violation_error_message="A place that is not known is left out, not empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("first_name", ""), _negated=True),
                            models.Q(("last_name", ""), _negated=True),
                        ),
                        name="users_user_names_not_empty",
                        violation_error_message="A name that is not known is left out, not empty.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "wallet_balance_usd__range",
                                (Decimal("0"), Decimal("9999999999999999.99")),
                            )
                        ),
                        name="users_user_wallet_balance_usd_range",
                        violation_error_message="The wallet balance cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("activity_score__range", (Decimal("0"), Decimal("99999999.9999")))
                        ),
                        name="users_user_activity_score_range",
                        violation_error_message="The activity score cannot be negative.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kyc_level__in", [0, 1, 2])),
                        name="users_user_kyc_level_choice",
                        violation_error_message="The KYC level is 0 (none), 1 (basic) or 2 (advanced).",
                    ),
                ],
            },
        ),
    ]
