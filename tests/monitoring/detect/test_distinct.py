"""How many different ones there were, latencies and topics: figures that stay small."""

from __future__ import annotations

import random

import pytest

from monitoring.detect.distinct import KEPT, add_distinct, estimate_distinct
from monitoring.detect.histograms import BUCKETS, bucket_of, percentile_ms, status_of
from monitoring.detect.topics import covered, likeness, words_of


def test_few_are_counted_exactly_and_each_once() -> None:
    sketch: list[int] = []
    for _ in range(3):
        sketch = add_distinct(sketch, range(100))

    assert estimate_distinct(sketch) == 100


@pytest.mark.parametrize("many", [1_000, 50_000])
def test_many_are_estimated_within_a_quarter(many: int) -> None:
    chance = random.Random(1)
    sketch = add_distinct([], [chance.getrandbits(63) for _ in range(many)])

    assert len(sketch) == KEPT
    assert abs(estimate_distinct(sketch) - many) < many / 4


def test_a_percentile_is_at_most_a_third_too_high() -> None:
    buckets = [0] * BUCKETS
    for latency_ms in range(1, 1_001):
        buckets[bucket_of(latency_ms)] += 1

    for share in (0.5, 0.95, 0.99):
        found = percentile_ms(buckets, share)
        assert found is not None
        assert 1_000 * share <= found <= 1_000 * share * 4 / 3


@pytest.mark.parametrize(("latency_ms", "bucket"), [(0, 0), (1, 0), (1e9, BUCKETS - 1)])
def test_every_latency_has_a_bucket(latency_ms: float, bucket: int) -> None:
    assert bucket_of(latency_ms) == bucket


def test_no_latency_has_no_percentile() -> None:
    assert percentile_ms([0] * BUCKETS, 0.5) is None


@pytest.mark.parametrize(("status", "place"), [(200, 2), (503, 5), (0, 0), (99, 0), (700, 0)])
def test_a_status_counts_by_its_first_digit(status: int, place: int) -> None:
    assert status_of(status) == place


def test_texts_are_alike_by_the_words_that_tell() -> None:
    one = words_of("The checkout page hangs when I pay by card")
    other = words_of("paying by CARD: checkout pages hang!!")

    assert likeness(one, other) > 0.5
    assert likeness(one, words_of("Invoices arrive in the wrong language")) == 0
    assert likeness(words_of(""), words_of("the")) == 0


def test_names_of_exceptions_are_words_too() -> None:
    group = words_of("PaymentDeclined: card expired")

    assert covered(group, words_of("my payment was declined although the card is new")) >= 0.5
    assert covered(group, words_of("card")) == 0
