"""Makes up demo users: realistic, correlated, and always the same ones for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import accumulate
from math import exp
from random import Random
from typing import NamedTuple

from users.models import Gender, KycLevel
from users.seeding.places import draw_homes, draw_names

BLOCK_SIZE = 5_000

COLUMNS = (
    "email",
    "first_name",
    "last_name",
    "wallet_address",
    "gender",
    "age",
    "country",
    "region",
    "city",
    "wallet_balance_usd",
    "last_active",
    "is_active",
    "activity_score",
    "kyc_verified",
    "kyc_level",
    "created_at",
    "updated_at",
)

Row = tuple[object, ...]
NumberedRow = tuple[int, Row]

_DAY_S = 86_400
_OLDEST_ACCOUNT_S = 4 * 365 * _DAY_S
_NONE, _BASIC, _ADVANCED = KycLevel.values
_GENDERS: tuple[str | None, ...] = (*Gender.values, None)
_GENDER_WEIGHTS = tuple(accumulate((46, 44, 3, 3, 4)))
_AGES: tuple[int | None, ...] = (*range(16, 91), None)
_AGE_WEIGHTS = tuple(
    accumulate((*(exp(-(((age - 31) / 17) ** 2)) + 0.08 for age in range(16, 91)), 2.5))
)


# NamedTuple for these two: a million of them are made, and a frozen dataclass takes three times
# as long to make.
class Activity(NamedTuple):
    """When somebody joined and was last seen, in seconds before now, and what came of it."""

    joined_s: int
    seen_s: int | None
    is_active: bool
    score: Decimal


class Wallet(NamedTuple):
    """What somebody holds and how far their identity was checked."""

    address: str | None
    balance_usd: Decimal
    kyc_verified: bool
    kyc_level: int


def demo_email_suffix(seed: int) -> str:
    """Return how the e-mail address of every demo user of that seed ends."""
    return f"@seed-{seed}.example.com"


def make_demo_users(*, count: int, seed: int, now: datetime) -> Iterator[list[NumberedRow]]:
    """Yield users number 1 to ``count`` of that seed, in blocks of up to ``BLOCK_SIZE``.

    Each comes as its number and the values of ``COLUMNS``. A block is always made whole, so that
    user number 7 of a seed is the same person whatever ``count`` is.
    """
    for start in range(0, count, BLOCK_SIZE):
        rng = Random(f"{seed}/{start}")  # noqa: S311 - demo data keeps no secrets
        yield _make_block(rng, start + 1, demo_email_suffix(seed), now)[: count - start]


def _make_block(rng: Random, first_number: int, suffix: str, now: datetime) -> list[NumberedRow]:
    genders = rng.choices(_GENDERS, cum_weights=_GENDER_WEIGHTS, k=BLOCK_SIZE)
    ages = rng.choices(_AGES, cum_weights=_AGE_WEIGHTS, k=BLOCK_SIZE)
    homes = draw_homes(rng, BLOCK_SIZE)
    names = draw_names(rng, homes, genders)
    rows: list[NumberedRow] = []
    people = zip(genders, ages, homes, names, strict=True)
    for number, (gender, age, home, (first, last)) in enumerate(people, start=first_number):
        wallet = _draw_wallet(rng)
        activity = _draw_activity(rng)
        created_at = now - timedelta(seconds=activity.joined_s)
        last_active = None
        if activity.seen_s is not None:
            last_active = now - timedelta(seconds=activity.seen_s)
        row = (
            f"{number}.{first.slug}.{last.slug}{suffix}",
            first.text,
            last.text,
            wallet.address,
            gender,
            age,
            home.country,
            home.region,
            home.city,
            wallet.balance_usd,
            last_active,
            activity.is_active,
            activity.score,
            wallet.kyc_verified,
            wallet.kyc_level,
            created_at,
            last_active or created_at,
        )
        rows.append((number, row))
    return rows


def _draw_wallet(rng: Random) -> Wallet:
    """A sixth of the wallets are empty; the others have a long tail. The rich are checked more."""
    address = f"0x{rng.getrandbits(160):040x}" if rng.random() > 0.1 else None
    balance = 0.0 if rng.random() < 0.17 else rng.lognormvariate(5.9, 1.6)
    verified = rng.random() < 0.15 + 0.8 * balance / (balance + 800)
    level = _NONE
    if verified:
        level = _ADVANCED if rng.random() < balance / (balance + 4_000) else _BASIC
    return Wallet(address, Decimal(int(balance * 100)).scaleb(-2), verified, level)


def _draw_activity(rng: Random) -> Activity:
    """Most people were here lately and fewer the longer ago; the score fades with the time."""
    joined = _OLDEST_ACCOUNT_S * rng.random() ** 1.6
    is_active = rng.random() < 0.87
    if rng.random() < 0.04:
        return Activity(int(joined), None, is_active, Decimal(0))
    typical_days = 8 if is_active and rng.random() < 0.6 else 150
    seen = rng.expovariate(1 / typical_days) * _DAY_S
    if seen > joined:
        seen = joined * rng.random()
    fading = exp(-seen / (40 * _DAY_S))
    liveliness = (rng.random() + rng.random()) / 2 if is_active else 0.03 * rng.random()
    score = 100 * fading * liveliness
    return Activity(int(joined), int(seen), is_active, Decimal(int(score * 100)).scaleb(-2))
