"""Users for tests."""

from __future__ import annotations

from factory.declarations import Sequence
from factory.django import DjangoModelFactory

from users.models import Gender, User


class UserFactory(DjangoModelFactory[User]):
    """An active user in Tokyo without password, rights or KYC; give what the test is about."""

    class Meta:
        model = User

    email = Sequence(lambda number: f"user{number}@example.com")  # type: ignore[no-untyped-call]
    first_name = "Yui"
    last_name = "Sato"
    gender = Gender.FEMALE
    age = 30
    country = "Japan"
    region = "Tokyo"
    city = "Shinjuku"
    password = "!"
