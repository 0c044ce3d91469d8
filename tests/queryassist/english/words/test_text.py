"""The tokens that numbers and dates rest on."""

from __future__ import annotations

import pytest

from queryassist.english.words.text import Kind, tokenize


@pytest.mark.parametrize("text", ["50k-100k", "30d-60d", "$1.5k-$2k", "500-1950"])
def test_hyphen_of_a_range_of_numbers_is_a_token(text: str) -> None:
    assert [token.word for token in tokenize(text)].count("-") == 1


@pytest.mark.parametrize("text", ["twenty-five", "18-year-old", "30-day", "top-10"])
def test_hyphen_between_words_only_parts_them(text: str) -> None:
    assert "-" not in [token.word for token in tokenize(text)]


@pytest.mark.parametrize("text", ["Q2", "q4", "H1"])
def test_quarter_and_half_year_are_one_word(text: str) -> None:
    assert [(token.word, token.kind) for token in tokenize(text)] == [(text.lower(), Kind.WORD)]


@pytest.mark.parametrize(
    "text", ["2025-03-01", "2025/03/01", "1/3/2025", "1.3.2025", "2025-03-01T10:30:00Z"]
)
def test_date_in_figures_is_one_token(text: str) -> None:
    assert [token.kind for token in tokenize(text)] == [Kind.DATE]
