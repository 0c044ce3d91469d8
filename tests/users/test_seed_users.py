"""seed_users: the same seed makes the same, believable people."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from tests.users.factories import UserFactory
from users import bulk
from users.models import User
from users.seeding.people import COLUMNS, make_demo_users
from users.seeding.world import WORLD
from users.signals import demographics_changed

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


def _people(count: int, seed: int) -> list[dict[str, object]]:
    blocks = make_demo_users(count=count, seed=seed, now=NOW)
    return [dict(zip(COLUMNS, row, strict=True)) for block in blocks for _, row in block]


def _seed(count: object, *options: str) -> str:
    out = StringIO()
    call_command("seed_users", str(count), "--now", NOW.isoformat(), *options, stdout=out)
    return out.getvalue()


def test_same_seed_makes_the_same_people_whatever_their_number() -> None:
    assert _people(50, seed=3) == _people(5_100, seed=3)[:50]


def test_another_seed_makes_other_people() -> None:
    assert _people(50, seed=3) != _people(50, seed=4)


def test_places_belong_together() -> None:
    places = {
        (c.name, r, city) for c in WORLD for r, cities in c.regions.items() for city in cities
    }

    complete = [person for person in _people(5_000, seed=1) if person["city"]]

    assert {(p["country"], p["region"], p["city"]) for p in complete} <= places
    assert any(person["region"] == "Tokyo" for person in complete)


def test_people_are_as_uneven_as_real_ones() -> None:
    people = _people(5_000, seed=1)
    balances = sorted(float(str(p["wallet_balance_usd"])) for p in people)
    nullable = ("gender", "age", "country", "region", "city", "wallet_address", "last_active")

    assert all(any(p[column] is None for p in people) for column in nullable)
    assert balances[250] == 0
    assert balances[-1] > 50 * balances[2_500]
    assert any(not p["is_active"] for p in people)
    assert all(p["created_at"] <= p["updated_at"] <= NOW for p in people)  # type: ignore[operator]
    assert all(p["kyc_verified"] is (p["kyc_level"] != 0) for p in people)


@pytest.mark.django_db
def test_second_run_adds_only_who_is_missing() -> None:
    _seed(20)
    User.objects.order_by("pk")[3:4].get().delete()

    out = _seed(30)

    assert "11 demo users added; 19 of that seed were there already" in out
    assert User.objects.count() == 30


@pytest.mark.django_db
def test_seeding_is_announced_once() -> None:
    senders: list[object] = []

    def listen(sender: object, **kwargs: object) -> None:
        senders.append(sender)

    demographics_changed.connect(listen)
    try:
        _seed(10)
        _seed(10)
    finally:
        demographics_changed.disconnect(listen)

    assert senders == [User]


@pytest.mark.django_db
def test_nobody_can_log_in_as_a_demo_user() -> None:
    _seed(5)

    assert not any(user.has_usable_password() for user in User.objects.all())


@pytest.mark.django_db
def test_collision_with_somebody_else_changes_nothing() -> None:
    person = next(p for p in _people(20, seed=1) if p["wallet_address"])
    UserFactory.create(wallet_address=person["wallet_address"])

    with pytest.raises(CommandError, match="nothing was changed"):
        _seed(20)

    assert User.objects.count() == 1


@pytest.mark.django_db
def test_big_load_leaves_every_index_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_REBUILD_FROM_ROWS", 10)

    def indexes() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename = 'users_user'")
            return {definition for (definition,) in cursor.fetchall()}

    before = indexes()
    _seed(20)

    assert indexes() == before


@pytest.mark.parametrize("count", ["0", "-5", "many", "1.5", "99999999999"])
def test_senseless_number_is_refused(count: str) -> None:
    with pytest.raises(CommandError, match=r"whole number|required"):
        _seed(count)


def test_senseless_seed_is_refused() -> None:
    with pytest.raises(CommandError, match="whole number"):
        _seed(5, "--seed=-1")


@pytest.mark.django_db
def test_what_goes_wrong_after_the_commit_does_not_lose_the_report(
    caplog: pytest.LogCaptureFixture,
) -> None:
    heard: list[object] = []

    def fail(sender: object, **kwargs: object) -> None:
        heard.append(sender)
        raise RuntimeError("no listener")

    def refuse(execute: Any, query: str, *rest: Any) -> Any:
        if query.startswith("ANALYZE"):
            raise OperationalError("no time for it")
        return execute(query, *rest)

    demographics_changed.connect(fail)
    try:
        with connection.execute_wrapper(refuse):
            out = _seed(10)
    finally:
        demographics_changed.disconnect(fail)

    assert "10 demo users added" in out
    assert heard == [User]
    assert "no listener" in caplog.text
    assert "no time for it" in caplog.text
