"""Users for tests."""

from __future__ import annotations

import factory

from users.models import Gender, User


class UserFactory(factory.django.DjangoModelFactory[User]):
    """An active user in Tokyo without password, rights or KYC; give what the test is about."""

    class Meta:
        model = User

    email = factory.Sequence(lambda number: f"user{number}@example.com")
    first_name = "Yui"
    last_name = "Sato"
    gender = Gender.FEMALE
    age = 30
    country = "Japan"
    region = "Tokyo"
    city = "Shinjuku"
    password = "!"
