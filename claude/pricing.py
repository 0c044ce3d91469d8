"""What tokens cost, in US dollars; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, InvalidOperation

from claude.records import Usage

MICRODOLLAR = Decimal("0.000001")
_MILLION = 1_000_000
# Tokens are longer than this many bytes on average in prose and in code, so the estimate is high.
_MIN_BYTES_PER_TOKEN = Decimal("2.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """USD per million tokens, for prompts of up to ``up_to_tokens`` tokens."""

    input: Decimal
    output: Decimal
    cache_write: Decimal
    cache_read: Decimal
    up_to_tokens: int | None = None


def parse_price(text: str, up_to_tokens: int | None = None) -> Price:
    """Return the price written as INPUT/OUTPUT/CACHE WRITE/CACHE READ; ValueError for another."""
    try:
        amounts = [Decimal(part) for part in text.split("/")]
        is_price = len(amounts) == 4 and all(amount.is_finite() for amount in amounts)
    except InvalidOperation:
        is_price = False
    if not is_price or min(amounts) < 0:
        raise ValueError(f"“{text}” is no price: write INPUT/OUTPUT/CACHE-WRITE/CACHE-READ.")
    given, returned, cache_write, cache_read = amounts
    return Price(
        input=given,
        output=returned,
        cache_write=cache_write,
        cache_read=cache_read,
        up_to_tokens=up_to_tokens,
    )


# The vendor's list prices in November 2026 (platform.claude.com, Pricing; cache writes of 5 min).
LIST_PRICES: Mapping[str, tuple[Price, ...]] = {
    "claude-fable-5-1": (parse_price("10/50/12.50/0.25"),),
    "claude-opus-5-5": (parse_price("4/20/5/0.20"),),
    "claude-opus-5": (parse_price("5/25/6.25/0.50"),),
    "claude-sonnet-5-5": (parse_price("2/10/2.50/0.10"),),
    "claude-sonnet-5": (parse_price("2/10/2.50/0.20"),),
    "claude-haiku-5-5": (
        parse_price("0.10/0.50/0.125/0.01", up_to_tokens=100_000),
        parse_price("0.50/2.50/0.625/0.05"),
    ),
}


def cost_usd(usage: Usage, prices: Sequence[Price]) -> Decimal:
    """Return what the tokens cost in USD, rounded up to a millionth of a dollar.

    ``prices`` are in the order of their ``up_to_tokens``; the last has none.
    """
    price = _price_of(usage.prompt_tokens, prices)
    total = (
        usage.input_tokens * price.input
        + usage.output_tokens * price.output
        + usage.cache_write_tokens * price.cache_write
        + usage.cache_read_tokens * price.cache_read
    )
    return (total / _MILLION).quantize(MICRODOLLAR, ROUND_CEILING)


def highest_cost_usd(sent_bytes: int, max_tokens: int, prices: Sequence[Price]) -> Decimal:
    """Return what a call may cost in USD: all of it written to the cache, the reply in full length.

    Tokens are estimated from the size, so dense text (long numbers, some scripts) may cost more.
    """
    sent_tokens = int(sent_bytes / _MIN_BYTES_PER_TOKEN)
    return cost_usd(Usage(cache_write_tokens=sent_tokens, output_tokens=max_tokens), prices)


def _price_of(prompt_tokens: int, prices: Sequence[Price]) -> Price:
    for price in prices:
        if price.up_to_tokens is None or prompt_tokens <= price.up_to_tokens:
            return price
    return prices[-1]
