"""Reads one cell of a CSV file: text in, a value for the database out, or what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils import timezone

from users.models import (
    MAX_ACTIVITY_SCORE,
    MAX_AGE,
    MAX_BALANCE_USD,
    WALLET_ADDRESS_PATTERN,
    Gender,
    KycLevel,
    User,
)

Value = str | int | Decimal | bool | datetime
Reader = Callable[[str], Value]

MAX_ID = 2**53 - 1
"""Larger ids are no exact numbers in a browser, and would use up the sequence of ids."""

_INTEGER = re.compile(r"[+-]?\d{1,18}(\.0+)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
_WALLET_ADDRESS = re.compile(WALLET_ADDRESS_PATTERN)
_GENDERS = tuple(Gender.values)
_YEARS = range(1900, 2201)
# Local times went by the sun once: Manila's was 15:56 behind. PostgreSQL ends at 16 hours.
_MAX_UTC_OFFSET = timedelta(hours=15, minutes=59)
_BOOLEANS = {
    **dict.fromkeys(("true", "t", "yes", "y", "1"), True),
    **dict.fromkeys(("false", "f", "no", "n", "0"), False),
}
_validate_email = EmailValidator()


class BadCell(Exception):
    """A cell that cannot be read; the message says why, without naming the column."""


def read_email(text: str) -> str:
    """Return the address as it is stored, in lower case."""
    email = User.normalize_username(text)
    try:
        _validate_email(email)
    except ValidationError as error:
        raise BadCell(f"{_shown(text)} is not an e-mail address") from error
    return read_text(254)(email)


def read_text(longest: int) -> Callable[[str], str]:
    """Return a reader of text of up to ``longest`` characters, in Unicode form NFC."""

    def read(text: str) -> str:
        composed = unicodedata.normalize("NFC", text)
        if len(composed) > longest:
            raise BadCell(f"has {len(composed):,} characters; at most {longest} fit")
        return composed

    return read


def read_wallet_address(text: str) -> str:
    """Return the address in upper and lower case as given, since that is a checksum."""
    if not _WALLET_ADDRESS.fullmatch(text):
        raise BadCell(f"{_shown(text)} is not 0x and 40 hexadecimal digits")
    return text


def read_gender(text: str) -> str:
    """Return a stored value of Gender; upper and lower case do not matter."""
    if text.lower() not in _GENDERS:
        raise BadCell(f"{_shown(text)} is not one of {', '.join(_GENDERS)}")
    return text.lower()


def read_integer(least: int, most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers; 34.0 is one, since spreadsheets write it so."""

    def read(text: str) -> int:
        if not _INTEGER.fullmatch(text):
            raise BadCell(f"{_shown(text)} is not a whole number")
        number = int(text.split(".", maxsplit=1)[0])
        if not least <= number <= most:
            raise BadCell(f"{_shown(text)} is not between {least} and {most}")
        return number

    return read


def read_money(text: str) -> Decimal:
    """Return an amount in US dollars, exactly as given; parts of a cent are refused."""
    amount = _read_number(text, MAX_BALANCE_USD)
    if amount != round(amount, 2):
        raise BadCell(f"{_shown(text)} has more than 2 decimal places")
    return amount


def read_score(text: str) -> Decimal:
    """Return a score, rounded to the 4 places that are stored: it is a measurement, not money."""
    score = _read_number(text, MAX_ACTIVITY_SCORE)
    return score.quantize(Decimal("0.0001"), rounding=ROUND_HALF_EVEN)


def read_boolean(text: str) -> bool:
    """Return what true/false, t/f, yes/no, y/n or 1/0 says, in upper or lower case."""
    value = _BOOLEANS.get(text.lower())
    if value is None:
        raise BadCell(f"{_shown(text)} is neither true nor false")
    return value


def read_moment(text: str) -> datetime:
    """Return an ISO 8601 time; one without a zone is in the project's zone, a day is its start."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadCell(
            f"{_shown(text)} is not an ISO 8601 time such as 2025-03-31T18:00:00+00:00"
        ) from error
    if moment.year not in _YEARS:
        raise BadCell(f"{_shown(text)} is not between the years {_YEARS[0]} and {_YEARS[-1]}")
    aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    if abs(aware.utcoffset() or timedelta()) > _MAX_UTC_OFFSET:
        raise BadCell(f"{_shown(text)} is further from UTC than any time zone")
    # PostgreSQL knows no offsets finer than a second.
    return aware.astimezone(UTC)


def _read_number(text: str, most: Decimal) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise BadCell(f"{_shown(text)} is not a number such as 1234.50")
    number = Decimal(text)
    if number < 0:
        raise BadCell(f"{_shown(text)} is negative")
    if number > most:
        raise BadCell(f"{_shown(text)} is larger than {most}")
    return number


def _shown(text: str) -> str:
    """Return a cell as a message can hold it: quoted, control characters escaped, not too long."""
    return repr(text if len(text) <= 60 else f"{text[:57]}...")


READERS: dict[str, Reader] = {
    "id": read_integer(1, MAX_ID),
    "email": read_email,
    "first_name": read_text(150),
    "last_name": read_text(150),
    "wallet_address": read_wallet_address,
    "gender": read_gender,
    "age": read_integer(0, MAX_AGE),
    "country": read_text(100),
    "region": read_text(100),
    "city": read_text(100),
    "wallet_balance_usd": read_money,
    "last_active": read_moment,
    "is_active": read_boolean,
    "activity_score": read_score,
    "kyc_verified": read_boolean,
    "kyc_level": read_integer(KycLevel.NONE, KycLevel.ADVANCED),
    "created_at": read_moment,
    "updated_at": read_moment,
}
"""The columns that a file may set, and how a cell of each is read."""
