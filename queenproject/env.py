"""Settings from the environment: typed, and with an error that says what to do."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})
POSTGRES_SCHEMES = ("postgresql://", "postgres://")
_PORT = re.compile("[1-9][0-9]{0,4}")
MAX_INT = 2_147_483_647
"""The largest number that PostgreSQL's own settings hold; in seconds, 68 years."""


def env_str(name: str, default: str) -> str:
    """Return the variable, or the default where it is not set or empty."""
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, default: bool) -> bool:
    """Return True for 1, true, yes or on, False for 0, false, no or off, in any case."""
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to 1 or 0.")
    return word in TRUE


def env_choice(name: str, default: str, choices: Sequence[str]) -> str:
    """Return the variable as one of ``choices``, which are in capitals; it may be in any case."""
    value = env_str(name, default)
    if value.upper() not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value.upper()


def env_time_zone(name: str, default: str) -> str:
    """Return the variable, which names a zone of the IANA database."""
    value = env_str(name, default)
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError):
        raise ImproperlyConfigured(
            f"{name} must name a time zone such as UTC or Europe/Berlin, not {value!r}."
        ) from None


def env_int(name: str, default: int, *, minimum: int = 0, maximum: int = MAX_INT) -> int:
    """Return the variable as a whole number from ``minimum`` to ``maximum``, both included."""
    value = env_str(name, str(default))
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to a whole number.") from None
    if number < minimum:
        raise ImproperlyConfigured(f"{name} is {number}: set it to {minimum} or more.")
    if number > maximum:
        raise ImproperlyConfigured(f"{name} is {number}: set it to {maximum} or less.")
    return number


def env_decimal(name: str, default: str) -> Decimal:
    """Return the variable as a decimal number of 0 or more."""
    value = env_str(name, default)
    try:
        number = Decimal(value)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number < 0:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to a number of 0 or more.")
    return number


def env_list(name: str, default: Sequence[str] = ()) -> list[str]:
    """Return the parts of a comma-separated variable, without spaces and empty parts."""
    value = os.environ.get(name)
    if value is None:
        return list(default)
    return [part.strip() for part in value.split(",") if part.strip()]


def find_env_secret(name: str) -> str | None:
    """Return the secret in NAME, or in the file that NAME_FILE names; None where neither is set."""
    value, path = env_str(name, ""), env_str(f"{name}_FILE", "")
    if value and path:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE, not both.")
    if path:
        return read_secret(Path(path), f"{name}_FILE")
    return value or None


def env_secret(name: str, *, generated: Path, min_length: int = 1) -> str:
    """Return the secret in NAME or NAME_FILE, or the one that ``make setup`` has generated.

    Its length is in characters, without blanks around it; a shorter secret is refused.
    """
    secret = find_env_secret(name)
    if secret is None and generated.exists():
        secret = read_secret(generated, name)
    if secret is None:
        raise ImproperlyConfigured(
            f"{name} is not set. Set {name} or {name}_FILE, "
            f"or run `make setup`, which generates one in {generated}."
        )
    if len(secret) < min_length:
        raise ImproperlyConfigured(
            f"{name} has {len(secret)} characters: set it to {min_length} or more random ones, as "
            "python -c 'import secrets; print(secrets.token_urlsafe(64))' prints them."
        )
    return secret


def read_secret(path: Path, name: str) -> str:
    """Return the file's text without the line's end; an unreadable or empty file is an error."""
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{name}: cannot read {path}: {error}") from error
    if not secret:
        raise ImproperlyConfigured(f"{name}: {path} is empty.")
    return secret


def find_env_database(name: str) -> dict[str, object] | None:
    """Return Django's settings of the PostgreSQL database in NAME or NAME_FILE; None if not set.

    The value is libpq's URL; its parameters (sslmode and others) are passed on to libpq.
    """
    url = find_env_secret(name)
    if url is None:
        return None
    if not url.startswith(POSTGRES_SCHEMES):
        raise ImproperlyConfigured(f"{name} must start with postgresql://")
    parts = _read_url(url)
    if parts is None:
        raise ImproperlyConfigured(
            f"{name} cannot be read. Its form is postgresql://USER:PASSWORD@HOST:PORT/DATABASE, "
            "with special characters in the password percent-encoded."
        )
    if not parts.get("dbname"):
        raise ImproperlyConfigured(f"{name} names no database: add /DATABASE at its end.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", None) or "",
        "PASSWORD": parts.pop("password", None) or "",
        "HOST": parts.pop("host", None) or "",
        "PORT": parts.pop("port", None) or "",
        "OPTIONS": parts,
    }


def _read_url(url: str) -> dict[str, object] | None:
    """Return the parts of the URL; None where libpq cannot read it or would not take its port.

    Why is not told: libpq's message repeats the URL, and what stands in the place of a port may be
    the end of a password with a slash in it.
    """
    try:
        parts: dict[str, object] = {**conninfo_to_dict(url)}
    except ProgrammingError:
        return None
    ports = [port for port in str(parts.get("port") or "").split(",") if port]
    are_ports = all(_PORT.fullmatch(port) and int(port) <= 65_535 for port in ports)
    return parts if are_ports else None
