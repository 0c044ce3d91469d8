"""System checks of the settings of claude."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning

from claude import conf
from claude.records import Purpose

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_PRICE_HINT = "Write NAME=INPUT/OUTPUT/CACHE-WRITE/CACHE-READ in USD per million tokens."


def check_settings(
    app_configs: Sequence[AppConfig] | None, **_options: object
) -> list[CheckMessage]:
    """Report settings that no call could be made with, or none safely."""
    return [*_check_address(), *_check_key(), *_check_prices()]


def _check_address() -> Iterator[CheckMessage]:
    address = urlsplit(conf.base_url())
    if address.scheme not in {"http", "https"} or not address.hostname:
        text = f"ANTHROPIC_BASE_URL is {conf.base_url()!r}."
        hint = "Set it to an address such as https://api.anthropic.com."
        yield Error(text, hint=hint, id="claude.E001")
    elif address.scheme == "http" and address.hostname not in _LOOPBACK:
        text = f"The key and all texts go to {address.hostname} without encryption."
        yield CheckWarning(text, hint="Use an https:// address.", id="claude.W001")


def _check_key() -> Iterator[CheckMessage]:
    key = conf.api_key()
    if key and not (key.isascii() and key.isprintable() and " " not in key):
        text = "ANTHROPIC_API_KEY holds blanks, line breaks or other signs that no key has."
        yield Error(text, hint="Copy the key again.", id="claude.E002")


def _check_prices() -> Iterator[CheckMessage]:
    for purpose in Purpose:
        name = conf.model(purpose)
        try:
            is_known = bool(conf.prices(name))
        except ValueError as error:
            yield Error(f"CLAUDE_PRICES: {error}", hint=_PRICE_HINT, id="claude.E003")
            return
        if not is_known:
            text = f"CLAUDE_MODEL_{purpose.name} is {name}, whose price is not known."
            hint = f"Add it to CLAUDE_PRICES. {_PRICE_HINT}"
            yield Error(text, hint=hint, id="claude.E004")
