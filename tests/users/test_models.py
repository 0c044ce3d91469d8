"""The user model: logins, and the rules that the database holds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from tests.users.factories import UserFactory
from users.models import User

pytestmark = pytest.mark.django_db
ADDRESS = "0x" + "aB" * 20


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("email_lower_case", {"email": "Ann@example.com"}),
        ("email_lower_case", {"email": ""}),
        ("wallet_address_shape", {"wallet_address": "0x12"}),
        ("wallet_address_shape", {"wallet_address": "0x" + "g" * 40}),
        ("wallet_address_shape", {"wallet_address": ""}),
        ("gender_choice", {"gender": "unknown"}),
        ("age_range", {"age": -1}),
        ("age_range", {"age": 151}),
        ("places_not_empty", {"country": ""}),
        ("places_not_empty", {"region": ""}),
        ("places_not_empty", {"city": ""}),
        ("names_not_empty", {"first_name": ""}),
        ("names_not_empty", {"last_name": ""}),
        ("wallet_balance_usd_range", {"wallet_balance_usd": Decimal("-0.01")}),
        ("activity_score_range", {"activity_score": Decimal("-0.01")}),
        ("kyc_level_choice", {"kyc_level": 3}),
        ("kyc_level_choice", {"kyc_level": -1}),
    ],
)
def test_database_refuses_a_value_out_of_range(constraint: str, values: dict[str, object]) -> None:
    user = UserFactory.create()

    with pytest.raises(IntegrityError, match=f"users_user_{constraint}"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(**values)


@pytest.mark.parametrize("column", ["wallet_balance_usd", "activity_score"])
def test_database_refuses_nan(column: str) -> None:
    user = UserFactory.create()

    refused = pytest.raises(IntegrityError, match=f"users_user_{column}_range")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE users_user SET {column} = 'NaN' WHERE id = %s", [user.pk])


def test_email_address_is_unique_in_upper_and_lower_case() -> None:
    User.objects.create_user("ann@example.com")

    with pytest.raises(IntegrityError, match="users_user_email_unique"):
        User.objects.create_user("ANN@Example.com")


def test_wallet_address_is_unique_in_upper_and_lower_case() -> None:
    UserFactory.create(wallet_address=ADDRESS)

    with pytest.raises(IntegrityError, match="users_user_wallet_address_unique"):
        UserFactory.create(wallet_address=ADDRESS.lower())


def test_form_validation_mends_the_case_of_an_email_address() -> None:
    user = User(email="Ann@Example.COM", password="!")

    user.full_clean()

    assert user.email == "ann@example.com"


def test_form_validation_names_the_rule() -> None:
    user = User(email="ann@example.com", password="!", age=200)

    with pytest.raises(ValidationError, match="between 0 and 150"):
        user.full_clean()


def test_person_logs_in_with_any_case_of_the_address() -> None:
    user = User.objects.create_user("ann@example.com", "correct horse")

    assert authenticate(username="Ann@Example.com", password="correct horse") == user


def test_user_without_password_cannot_log_in() -> None:
    user = User.objects.create_user("ann@example.com")

    assert not user.has_usable_password()


def test_user_needs_an_email_address() -> None:
    with pytest.raises(ValueError, match="e-mail address"):
        User.objects.create_user("")


def test_superuser_may_do_everything() -> None:
    user = User.objects.create_superuser("root@example.com", "correct horse")

    assert user.is_staff
    assert user.has_perm("users.change_user")


def test_migrations_describe_the_models() -> None:
    call_command("makemigrations", "users", check=True, dry_run=True, verbosity=0)
