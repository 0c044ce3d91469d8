"""Eight hundred made-up people with every edge that a question can touch, the same on each run."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

NOW = datetime(2026, 3, 18, 10, 30, tzinfo=UTC)
"""A Wednesday; the zone of the questions is UTC and weeks start on Monday."""

_COUNT = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A row of the users dataset: the fields of ``users.User`` that may be asked about."""

    id: int
    email: str
    first_name: str
    last_name: str
    wallet_address: str | None
    gender: str | None
    age: int | None
    country: str | None
    region: str | None
    city: str | None
    wallet_balance_usd: Decimal
    last_active: datetime | None
    is_active: bool
    activity_score: Decimal
    kyc_verified: bool
    kyc_level: int
    created_at: datetime
    updated_at: datetime


FIELDS = tuple(field.name for field in fields(Person))

_PLACES: tuple[tuple[int, str, str, tuple[str, ...]], ...] = (
    (9, "Japan", "Tokyo", ("Tokyo", "Shibuya", "Hachioji")),
    (5, "Japan", "Osaka", ("Osaka", "Sakai")),
    (4, "Japan", "Kyoto", ("Kyoto",)),
    (7, "United States", "California", ("Los Angeles", "San Francisco", "San Diego")),
    (5, "United States", "Texas", ("Austin", "Houston", "Paris")),
    (6, "United States", "New York", ("New York", "Buffalo")),
    (5, "United Kingdom", "Greater London", ("London",)),
    (3, "United Kingdom", "Scotland", ("Glasgow", "Edinburgh")),
    (4, "Germany", "Bavaria", ("Munich", "Nuremberg")),
    (4, "Germany", "Berlin", ("Berlin",)),
    (4, "France", "Île-de-France", ("Paris", "Versailles")),
    (3, "France", "Occitanie", ("Toulouse",)),
    (5, "Brazil", "São Paulo", ("São Paulo", "Campinas")),
    (3, "Brazil", "Rio de Janeiro", ("Rio de Janeiro",)),
    (5, "India", "Maharashtra", ("Mumbai", "Pune")),
    (4, "India", "Karnataka", ("Bengaluru",)),
    (4, "Canada", "Ontario", ("Toronto", "London")),
    (3, "Canada", "Quebec", ("Montréal",)),
    (4, "Spain", "Andalusia", ("Málaga", "Seville")),
    (3, "Spain", "Catalonia", ("Barcelona",)),
    (3, "Mexico", "Jalisco", ("Guadalajara",)),
    (3, "South Korea", "Seoul", ("Seoul",)),
    (3, "Nigeria", "Lagos", ("Lagos", "Ikeja")),
    (4, "Australia", "New South Wales", ("Sydney", "Newcastle")),
    (3, "Netherlands", "North Holland", ("Amsterdam", "Haarlem")),
    (3, "Switzerland", "Zürich", ("Zürich", "Winterthur")),
)

_WOMEN = ("Maria", "Anna", "Yuki", "Emma", "Aisha", "Priya", "Sofía", "Chloe", "Hannah", "Mei")
_MEN = ("José", "James", "Kenji", "Lukas", "Mohammed", "Raj", "Pierre", "Daniel", "Minjun", "Tom")
_ANY = ("Alex", "Sam", "Robin", "Kim", "Noor", "Charlie")
_SURNAMES = (
    "Smith", "Tanaka", "Müller", "García", "Silva", "Patel", "Dubois", "Johnson", "Kim",
    "O'Brien", "van Dijk", "Okafor", "Rossi", "Sato", "Brown", "Nguyen", "Meier",
)  # fmt: skip
_MAIL_HOSTS = ("example.com", "example.org", "mail.example.jp", "post.example.de")

_AGES = (0, 18, 30, 65, 17, 19, 29, 31, 64, 66, 97)
_BALANCES = ("500.00", "1950.00", "0.00", "500.01", "1949.99", "499.99", "1950.01", "2000.00",
             "1000.00", "1500.00", "100.00", "30.00", "98765.43")  # fmt: skip


def build_people(now: datetime) -> list[Person]:
    """Return the people, in order of id from 1001 on, with times relative to ``now``."""
    chance = random.Random(7)
    scores = chance.sample(range(1, 9_999), _COUNT)
    return [_person(index, now, chance, scores[index]) for index in range(_COUNT)]


def write_csv(people: Sequence[Person], path: Path) -> None:
    """Write the people as ``manage.py import_users`` reads them: an empty cell is NULL."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(FIELDS)
        for person in people:
            writer.writerow([_cell(getattr(person, name)) for name in FIELDS])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _person(index: int, now: datetime, chance: random.Random, score: int) -> Person:
    gender = _gender(index, chance)
    first, last = _first_name(gender, chance), chance.choice(_SURNAMES)
    country, region, city = _place(index, chance)
    created = _created(index, now, chance)
    last_active = _last_active(index, now, created, chance)
    if last_active is not None and last_active < created:
        created = last_active - timedelta(days=chance.randrange(1, 500))
    level = chance.choices((0, 1, 2), (40, 35, 25))[0]
    return Person(
        id=1001 + index,
        email=f"user{index:03d}@{_MAIL_HOSTS[chance.choices(range(4), (5, 3, 2, 1))[0]]}",
        first_name=first,
        last_name=last,
        wallet_address=f"0x{chance.getrandbits(160):040x}" if chance.random() > 0.15 else None,
        gender=gender,
        age=_age(index, chance),
        country=country,
        region=region,
        city=city,
        wallet_balance_usd=_balance(index, chance),
        last_active=last_active,
        is_active=chance.random() < 0.7,
        activity_score=Decimal(score) / 100,
        kyc_verified=level > 0 and chance.random() < 0.85,
        kyc_level=level,
        created_at=created,
        updated_at=created + (now - created) * chance.random(),
    )


def _gender(index: int, chance: random.Random) -> str | None:
    options = ("female", "male", "other", "prefer_not_to_say", None)
    return options[index] if index < 5 else chance.choices(options, (45, 42, 5, 3, 5))[0]


def _first_name(gender: str | None, chance: random.Random) -> str:
    return chance.choice({"female": _WOMEN, "male": _MEN}.get(gender or "", _ANY))


def _place(index: int, chance: random.Random) -> tuple[str | None, str | None, str | None]:
    roll = chance.random()
    _, country, region, cities = chance.choices(_PLACES, [place[0] for place in _PLACES])[0]
    city = chance.choice(cities)
    if roll < 0.03:
        return None, None, None
    if roll < 0.06:
        return country, None, None
    return (country, region, None) if roll < 0.09 else (country, region, city)


def _age(index: int, chance: random.Random) -> int | None:
    if index < len(_AGES):
        return _AGES[index]
    return None if chance.random() < 0.06 else min(90, 16 + round(abs(chance.gauss(20, 15))))


def _balance(index: int, chance: random.Random) -> Decimal:
    if index < len(_BALANCES):
        return Decimal(_BALANCES[index])
    if chance.random() < 0.08:
        return Decimal("0.00")
    return Decimal(round(chance.lognormvariate(6.8, 1.2) * 100)) / 100


def _edges(now: datetime) -> tuple[datetime, ...]:
    """Moments on and just before the boundaries of days, weeks, months, quarters and years."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    year = today.replace(month=1, day=1)
    starts = (
        today,
        today - timedelta(days=1),
        monday,
        monday - timedelta(days=7),
        month,
        (month - timedelta(days=1)).replace(day=1),
        year,
        year.replace(year=year.year - 1),
        year.replace(year=year.year - 1, month=4),
        year.replace(year=year.year - 1, month=10),
    )
    second = timedelta(seconds=1)
    days = (1, 7, 14, 30, 90)
    around = [now - timedelta(days=d) + sign * second for d in days for sign in (-1, 1)]
    return tuple(moment for start in starts for moment in (start, start - second)) + tuple(around)


def _created(index: int, now: datetime, chance: random.Random) -> datetime:
    edges = _edges(now)
    if 20 <= index < 20 + len(edges):
        return edges[index - 20]
    recent = chance.random()
    days = 45 if recent < 0.2 else 400 if recent < 0.6 else 1150
    return (now - timedelta(seconds=chance.randrange(60, days * 86_400))).replace(microsecond=0)


def _last_active(
    index: int, now: datetime, created: datetime, chance: random.Random
) -> datetime | None:
    edges = _edges(now)
    if 60 <= index < 60 + len(edges):
        return edges[index - 60]
    if chance.random() < 0.07:
        return None
    days = min(chance.expovariate(1 / 45), (now - created).total_seconds() / 86_400)
    return (now - timedelta(days=days)).replace(microsecond=0)
