"""Numbers are read with their value and unit, and what is no number is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queryassist.english.words.numbers import NUMBER_WORDS, match_number
from queryassist.english.words.text import tokenize


def _numbers(text: str) -> list[tuple[int | Decimal, str | None]]:
    """Return the value and unit of every number, read one after the other."""
    tokens, at, found = tokenize(text), 0, []
    while at < len(tokens):
        match = match_number(tokens, at)
        if match is not None:
            found.append((match.value, match.unit))
        at = match.end if match else at + 1
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1950", 1950, None),
        ("1,950", 1950, None),
        ("$1,950.50", Decimal("1950.50"), "usd"),
        ("us$ 5", 5, "usd"),
        ("500$", 500, "usd"),
        ("€20", 20, "eur"),
        ("£1.5k", 1500, "gbp"),
        ("¥1,000,000", 1_000_000, "jpy"),
        ("1.5k", 1500, None),
        ("2m", 2_000_000, None),
        (".5", Decimal("0.5"), None),
        ("500.00", 500, None),
        ("2 million", 2_000_000, None),
        ("$1.5 million", 1_500_000, "usd"),
        ("5 hundred thousand", 500_000, None),
        ("30%", 30, "percent"),
        ("12.5 %", Decimal("12.5"), "percent"),
        ("ten percent", 10, "percent"),
        ("30 per cent", 30, "percent"),
        ("zero", 0, None),
        ("one", 1, None),
        ("nineteen", 19, None),
        ("twenty-five", 25, None),
        ("hundred", 100, None),
        ("a hundred", 100, None),
        ("a hundred and five", 105, None),
        ("one hundred five", 105, None),
        ("two thousand", 2000, None),
        ("two thousand five hundred", 2500, None),
        ("two thousand and fifty", 2050, None),
        ("two hundred five thousand", 205_000, None),
        ("two hundred and fifty thousand and one", 250_001, None),
        ("three million two hundred thousand and four", 3_200_004, None),
        ("a grand", 1000, "usd"),
        ("5 grand", 5000, "usd"),
        ("two grand", 2000, "usd"),
        ("a dozen", 12, None),
        ("two dozen", 24, None),
        ("half a dozen", 6, None),
        ("half a million", 500_000, None),
        ("half million", 500_000, None),
        ("one and a half thousand", 1500, None),
        ("2 and a half million", 2_500_000, None),
        ("one and a half", Decimal("1.5"), None),
    ],
)
def test_number_is_read_whole(text: str, value: int | Decimal, unit: str | None) -> None:
    assert _numbers(text) == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("50k-100k", [50_000, 100_000]),
        ("50k - 100k", [50_000, 100_000]),
        ("$500-$1,950", [500, 1950]),
        ("20-30", [20, 30]),
        ("between five and ten", [5, 10]),
        ("between one hundred and two hundred", [100, 200]),
        ("between one hundred and two thousand", [100, 2000]),
        ("between one hundred and fifty and two hundred", [150, 200]),
        ("between a thousand and two thousand five hundred", [1000, 2500]),
        ("10, 20 and 30", [10, 20, 30]),
    ],
)
def test_numbers_of_a_range_stay_apart(text: str, values: list[int]) -> None:
    assert [value for value, _ in _numbers(text)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [("3rd", 3), ("21st", 21), ("third", 3), ("twenty-first", 21), ("twelfth", 12), ("tenth", 10)],
)
def test_ordinal_is_marked_as_one(text: str, value: int) -> None:
    tokens = tokenize(text)
    match = match_number(tokens, 0)
    assert match is not None
    assert (match.value, match.ordinal, match.end) == (value, True, len(tokens))


@pytest.mark.parametrize(
    "text",
    [
        "a", "an", "couple", "a user", "grand total", "a grand total", "half", "half of them",
        "1,95", "12,345,67", "1.2.3", "192.168.0.1", "9" * 41, "9" * 5000, "and", "users", "$",
        '"500"', "dozens", "kilo", "",
    ],
)  # fmt: skip
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    assert _numbers(text) == []


def test_thirty_digits_are_exact() -> None:
    assert _numbers("9" * 30) == [(int("9" * 30), None)]


def test_first_of_two_numbers_run_together_is_not_guessed() -> None:
    assert match_number(tokenize("twenty twenty five"), 0) is None


def test_words_for_dollars_are_left_to_the_caller() -> None:
    match = match_number(tokenize("500 dollars"), 0)
    assert match is not None
    assert (match.end, match.unit) == (1, None)


_PIECES = "a and between $ % 1,95 1.5k 7 3rd . , - x".split()
_ANY_WORDS = st.lists(st.sampled_from([*sorted(NUMBER_WORDS), *_PIECES, "9" * 60])).map(" ".join)


@given(_ANY_WORDS | st.text(max_size=80))
def test_reading_numbers_never_fails_and_always_moves_on(text: str) -> None:
    tokens = tokenize(text)
    for at in range(len(tokens)):
        match = match_number(tokens, at)
        assert match is None or at < match.end <= len(tokens)


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_figures_with_and_without_separators_agree(value: int) -> None:
    assert _numbers(str(value)) == _numbers(f"{value:,}") == [(value, None)]


def test_long_run_of_number_words_does_not_exhaust_the_stack() -> None:
    tokens = tokenize("one hundred " * 1500)
    assert match_number(tokens, 0) is None
