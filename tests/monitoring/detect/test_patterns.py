"""Rules about lines: what meets them, and that no text makes them slow."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from monitoring.detect.patterns import (
    MOST_CHARS,
    Match,
    PatternInvalid,
    PatternRule,
    Sighting,
    Thresholds,
    detect_pattern,
)


def rule(**thresholds: int) -> PatternRule:
    return PatternRule(words=("password",), window_s=600, thresholds=Thresholds(**thresholds))


def lines(
    count: int, *, every_s: float = 1.0, people: int = 1, kinds: int = 1
) -> Iterator[Sighting]:
    for number in range(count):
        yield Sighting(
            time_s=number * every_s,
            text=f"Password of {number % people} was refused",
            template=f"template {number % kinds}",
            user=f"user {number % people}",
            address=f"address {number % people}",
        )


def test_fifty_lines_in_ten_minutes_meet_the_rule() -> None:
    match = detect_pattern(rule(lines=50), lines(60))
    assert match == Match(time_s=49, lines=50, templates=1, users=1, addresses=1)


def test_the_same_lines_over_a_day_do_not() -> None:
    assert detect_pattern(rule(lines=50), lines(60, every_s=1440)) is None


@pytest.mark.parametrize("wanted", ["users", "addresses", "templates"])
def test_one_who_writes_many_lines_is_not_many(wanted: str) -> None:
    strict = rule(lines=50, **{wanted: 5})
    assert detect_pattern(strict, lines(5_000, every_s=0.01)) is None
    assert detect_pattern(strict, lines(60, people=5, kinds=5)) is not None


def test_what_has_left_the_window_is_not_counted() -> None:
    early = [Sighting(time_s=n, text="password", user=f"early {n}") for n in range(40)]
    late = [Sighting(time_s=5_000 + n, text="password", user="late") for n in range(49)]
    assert detect_pattern(rule(lines=40, users=41), [*early, *late]) is None


def test_all_words_have_to_be_there_in_any_case() -> None:
    both = PatternRule(words=("password", "reset"), window_s=1, thresholds=Thresholds())
    assert both.matches("PASSWORD was Reset")
    assert not both.matches("password was refused")


def test_an_expression_is_found_anywhere() -> None:
    one = PatternRule(expression=r"pass(word|phrase)s?\b", window_s=1, thresholds=Thresholds())
    assert one.matches("the Passphrase is wrong")
    assert not one.matches("passport")


@pytest.mark.parametrize("expression", [r"(a+)+$", r"(a|aa)*b", r"\w*\w*\w*\w*x"])
def test_no_text_makes_an_expression_slow(expression: str) -> None:
    slow = PatternRule(expression=expression, window_s=1, thresholds=Thresholds())
    begun = time.process_time()
    slow.matches("a" * 100_000 + "!")
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    "expression", ["(", r"(a)\1", "(?=a)", "a" * (MOST_CHARS + 1), "(a{999}){999}"]
)
def test_an_expression_that_cannot_be_used_is_refused_in_words(expression: str) -> None:
    with pytest.raises(PatternInvalid, match="expression"):
        PatternRule(expression=expression, window_s=1, thresholds=Thresholds())


def test_a_rule_has_words_or_an_expression() -> None:
    with pytest.raises(PatternInvalid):
        PatternRule(window_s=1, thresholds=Thresholds())
    with pytest.raises(PatternInvalid):
        PatternRule(words=("a",), expression="b", window_s=1, thresholds=Thresholds())
    with pytest.raises(PatternInvalid):
        PatternRule(words=(" ",), window_s=1, thresholds=Thresholds())


def test_many_lines_are_counted_in_no_time() -> None:
    begun = time.process_time()
    assert detect_pattern(rule(lines=50, users=9_999), lines(50_000, every_s=0.001)) is None
    assert time.process_time() - begun < 5
