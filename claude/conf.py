"""The settings of claude, read when they are used."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.conf import settings

from claude.pricing import LIST_PRICES, Price, parse_price
from claude.records import Purpose, SubjectKind


def api_key() -> str | None:
    """Return the key; None where Claude is not set up."""
    return settings.ANTHROPIC_API_KEY or None


def base_url() -> str:
    """Return the address of the server that speaks the Messages API."""
    return str(settings.ANTHROPIC_BASE_URL)


def is_enabled() -> bool:
    """Return False where the settings forbid all calls."""
    return bool(settings.CLAUDE_ENABLED)


def model(purpose: Purpose) -> str:
    """Return the name of the model for a purpose."""
    return str(getattr(settings, f"CLAUDE_MODEL_{purpose.name}"))


def timeout_s() -> float:
    """Return how long one call may take with all its tries, in seconds."""
    return float(settings.CLAUDE_TIMEOUT_S)


def max_retries() -> int:
    """Return how often a failed try is repeated."""
    return int(settings.CLAUDE_MAX_RETRIES)


def retry_wait_max_s() -> float:
    """Return the longest wait between two tries, in seconds; who asks for more gets an error."""
    return float(settings.CLAUDE_RETRY_WAIT_MAX_S)


def prices(model_name: str) -> Sequence[Price]:
    """Return the model's prices by length of the prompt; empty where none is known.

    Raise ValueError where CLAUDE_PRICES cannot be read.
    """
    for entry in settings.CLAUDE_PRICES:
        name, _, amounts = str(entry).partition("=")
        if name.strip() == model_name:
            return (parse_price(amounts),)
    return LIST_PRICES.get(model_name, ())


def budget_of(kind: SubjectKind) -> tuple[str, Decimal]:
    """Return the setting's name and the USD that one question or repair run may cost."""
    return _amount(f"CLAUDE_BUDGET_{kind.name}_USD")


def budget_of_person_per_day() -> tuple[str, Decimal]:
    """Return the setting's name and the USD that one person may spend a day."""
    return _amount("CLAUDE_BUDGET_PERSON_DAY_USD")


def budget_per_day() -> tuple[str, Decimal]:
    """Return the setting's name and the USD that everything together may cost a day."""
    return _amount("CLAUDE_BUDGET_DAY_USD")


def _amount(name: str) -> tuple[str, Decimal]:
    return name, Decimal(getattr(settings, name))
