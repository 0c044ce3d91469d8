"""The person: who may log in, and the demographics that questions are asked about."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now, Upper
from django.utils import timezone

from users.managers import UserManager

MAX_AGE = 150
MAX_BALANCE_USD = Decimal("9999999999999999.99")
MAX_ACTIVITY_SCORE = Decimal("99999999.9999")
WALLET_ADDRESS_PATTERN = r"^0x[0-9a-fA-F]{40}$"


class Gender(models.TextChoices):
    MALE = "male", "Male"
    FEMALE = "female", "Female"
    OTHER = "other", "Other"
    PREFER_NOT_TO_SAY = "prefer_not_to_say", "Prefers not to say"


class KycLevel(models.IntegerChoices):
    """How far "know your customer" has gone."""

    NONE = 0, "None"
    BASIC = 1, "Basic"
    ADVANCED = 2, "Advanced"


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What is not known about them is NULL, never an empty string.

    The e-mail address is the login and is stored in lower case. Fields that every row must have
    also have a default in the database, so that rows loaded by COPY get the same ones.
    """

    email = models.EmailField("e-mail address")
    first_name = models.CharField(max_length=150, blank=True, null=True)
    last_name = models.CharField(max_length=150, blank=True, null=True)
    wallet_address = models.CharField(max_length=42, blank=True, null=True)
    gender = models.CharField(max_length=20, choices=Gender, blank=True, null=True)
    age = models.SmallIntegerField(blank=True, null=True)
    country = models.CharField(max_length=100, blank=True, null=True)
    region = models.CharField(max_length=100, blank=True, null=True)
    city = models.CharField(max_length=100, blank=True, null=True)
    wallet_balance_usd = models.DecimalField(
        "wallet balance (USD)", max_digits=18, decimal_places=2, default=Decimal(0), db_default=0
    )
    last_active = models.DateTimeField(blank=True, null=True)
    is_active = models.BooleanField(
        "active",
        default=True,
        db_default=True,
        help_text="Who is not active cannot log in. Clear this instead of deleting an account.",
    )
    activity_score = models.DecimalField(
        max_digits=12, decimal_places=4, default=Decimal(0), db_default=0
    )
    kyc_verified = models.BooleanField("KYC verified", default=False, db_default=False)
    kyc_level = models.SmallIntegerField(
        "KYC level", choices=KycLevel, default=KycLevel.NONE, db_default=KycLevel.NONE
    )
    created_at = models.DateTimeField(default=timezone.now, db_default=Now())
    updated_at = models.DateTimeField(auto_now=True, db_default=Now())
    is_staff = models.BooleanField(
        "staff", default=False, db_default=False, help_text="May log in to the admin."
    )

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        permissions = (("view_personal_data", "Can view personal data"),)
        # What each of them is for, and what it costs: docs/decisions/0002-user-indexes.md.
        indexes = (
            models.Index(fields=("region", "wallet_balance_usd"), name="users_user_region_balance"),
            models.Index(fields=("country", "region", "city"), name="users_user_place"),
            models.Index(fields=("wallet_balance_usd",), name="users_user_balance"),
            models.Index(fields=("activity_score",), name="users_user_score"),
            models.Index(F("last_active").desc(nulls_last=True), name="users_user_last_active"),
            models.Index(fields=("created_at",), name="users_user_created_at"),
        )
        constraints = (
            # Not unique=True on the field: that adds a second index, for LIKE, which slows every
            # write and answers no question.
            models.UniqueConstraint(
                fields=("email",),
                name="users_user_email_unique",
                violation_error_message="Another user has this e-mail address.",
            ),
            models.CheckConstraint(
                name="users_user_email_lower_case",
                condition=Q(email=Lower("email")) & ~Q(email=""),
                violation_error_message="The e-mail address must be in lower case, and not empty.",
            ),
            models.CheckConstraint(
                name="users_user_wallet_address_shape",
                condition=Q(wallet_address__regex=WALLET_ADDRESS_PATTERN),
                violation_error_message="A wallet address is 0x and 40 hexadecimal digits.",
            ),
            # Upper, since that is what Django's iexact lookup asks for.
            models.UniqueConstraint(
                Upper("wallet_address"),
                name="users_user_wallet_address_unique",
                violation_error_message="Another user has this wallet address.",
            ),
            models.CheckConstraint(
                name="users_user_gender_choice",
                condition=Q(gender__in=Gender.values),
                violation_error_message=f"The gender is one of {', '.join(Gender.values)}.",
            ),
            models.CheckConstraint(
                name="users_user_age_range",
                condition=Q(age__range=(0, MAX_AGE)),
                violation_error_message=f"The age lies between 0 and {MAX_AGE}.",
            ),
            models.CheckConstraint(
                name="users_user_places_not_empty",
                condition=~Q(country="") & ~Q(region="") & ~Q(city=""),
                violation_error_message="A place that is not known is left out, not empty.",
            ),
            models.CheckConstraint(
                name="users_user_names_not_empty",
                condition=~Q(first_name="") & ~Q(last_name=""),
                violation_error_message="A name that is not known is left out, not empty.",
            ),
            # An upper end as well: PostgreSQL counts NaN as larger than every number.
            models.CheckConstraint(
                name="users_user_wallet_balance_usd_range",
                condition=Q(wallet_balance_usd__range=(Decimal(0), MAX_BALANCE_USD)),
                violation_error_message="The wallet balance cannot be negative.",
            ),
            models.CheckConstraint(
                name="users_user_activity_score_range",
                condition=Q(activity_score__range=(Decimal(0), MAX_ACTIVITY_SCORE)),
                violation_error_message="The activity score cannot be negative.",
            ),
            models.CheckConstraint(
                name="users_user_kyc_level_choice",
                condition=Q(kyc_level__in=KycLevel.values),
                violation_error_message="The KYC level is 0 (none), 1 (basic) or 2 (advanced).",
            ),
        )

    def __str__(self) -> str:
        return self.email

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """Return the address as it is stored: Unicode form NFKC, lower case, no outer spaces."""
        return unicodedata.normalize("NFKC", username).strip().lower()

    def get_full_name(self) -> str:
        """Return first and last name, or an empty string where neither is known."""
        return " ".join(filter(None, (self.first_name, self.last_name)))

    def get_short_name(self) -> str:
        """Return the first name; the e-mail address where it is not known."""
        return self.first_name or self.email

    def seen_since(self, moment: datetime) -> bool:
        """Return whether the last known activity is at ``moment`` or later."""
        return self.last_active is not None and self.last_active >= moment
