"""What a person is told where a transaction on users fails."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, OperationalError
from psycopg import errors

from tests.users.factories import UserFactory
from users.exceptions import CollidingUsers, UsersInUse
from users.models import User
from users.services import _one_transaction

pytestmark = pytest.mark.django_db


def test_key_of_another_user_is_a_collision() -> None:
    UserFactory.create(email="a@example.com")

    with pytest.raises(CollidingUsers, match="wrote the same e-mail address"), _one_transaction():
        UserFactory.create(email="a@example.com")

    assert User.objects.count() == 1


def test_broken_rule_is_not_called_a_collision() -> None:
    with pytest.raises(IntegrityError, match="users_user_age_range"), _one_transaction():
        UserFactory.create(age=-1)


def test_deadlock_is_not_called_a_collision() -> None:
    with pytest.raises(UsersInUse, match="try again"), _one_transaction():
        raise OperationalError from errors.DeadlockDetected()


def test_other_trouble_of_the_database_passes() -> None:
    with pytest.raises(OperationalError), _one_transaction():
        raise OperationalError from errors.AdminShutdown()
