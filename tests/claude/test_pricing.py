"""What tokens cost."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest
from anthropic.types import Model
from django.conf import settings

from claude.pricing import LIST_PRICES, cost_usd, highest_cost_usd, parse_price
from claude.records import Purpose, Usage

PRICES = (parse_price("2/10/2.50/0.20"),)


def test_each_kind_of_token_has_its_price() -> None:
    million = 1_000_000
    usage = Usage(
        input_tokens=million,
        output_tokens=million,
        cache_write_tokens=million,
        cache_read_tokens=million,
    )

    assert cost_usd(usage, PRICES) == Decimal("14.70")


def test_cost_is_rounded_up_so_that_no_call_is_free() -> None:
    assert cost_usd(Usage(cache_read_tokens=1), PRICES) == Decimal("0.000001")


@pytest.mark.parametrize(("prompt", "cost"), [(100_000, "0.010000"), (100_001, "0.050001")])
def test_long_prompt_has_its_own_price(prompt: int, cost: str) -> None:
    usage = Usage(input_tokens=prompt)

    assert cost_usd(usage, LIST_PRICES["claude-haiku-5-5"]) == Decimal(cost)


def test_estimate_is_above_what_english_text_costs() -> None:
    # 4,000 bytes of English are about 1,000 tokens.
    usage = Usage(input_tokens=1_000, output_tokens=500)

    assert highest_cost_usd(4_000, 500, PRICES) > cost_usd(usage, PRICES)


@pytest.mark.parametrize(
    "text", ["", "1", "1/2/3", "1/2/3/4/5", "1/2/3/x", "1/2/3/-4", "1/2/3/NaN"]
)
def test_what_is_no_price_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no price"):
        parse_price(text)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_default_models_are_known_to_the_sdk_and_priced(purpose: Purpose) -> None:
    names = get_args(get_args(Model)[0])
    default = getattr(settings, f"CLAUDE_MODEL_{purpose.name}")

    assert default in names
    assert default in LIST_PRICES
