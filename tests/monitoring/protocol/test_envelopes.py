"""Envelopes are read as they are sent; whatever comes is an envelope or refused."""

from __future__ import annotations

import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitoring.exceptions import EnvelopeInvalid, TooLarge
from monitoring.protocol.credentials import Credentials, find_credentials, make_dsn
from monitoring.protocol.decoding import decode
from monitoring.protocol.envelopes import bundle, read_envelope
from monitoring.protocol.rates import Bucket

KEY, SECRET = "0123456789abcdef" * 2, "s" * 48


def test_items_with_and_without_a_length_are_read() -> None:
    found = read_envelope(
        b'{"event_id":"a"}\n{"type":"event","length":7}\n{"a":1}\n{"type":"session"}\n{"b":2}\n'
        b'{"type":"attachment","length":5}\n\n\n{}\n\n'
    )

    assert found.headers == {"event_id": "a"}
    assert [(item.kind, item.data) for item in found.items] == [
        ("event", {"a": 1}),
        ("session", {"b": 2}),
        ("attachment", None),
    ]


def test_a_bundle_is_an_envelope_of_its_events() -> None:
    found = read_envelope(bundle([b'{"a":1}', b'{"b":\n2}']))

    assert [item.data for item in found.items] == [{"a": 1}, {"b": 2}]


def test_numbers_beside_a_half_character_stay_what_they_are() -> None:
    body = b'{"half":"\\ud83d","line":12,"share":0.5,"large":9223372036854775808,"small":%d}'

    found = read_envelope(bundle([body % -(2**63)]))

    assert repr(found.items[0].data) == repr(
        {"half": "?", "line": 12, "share": 0.5, "large": None, "small": -(2**63)}
    )


@given(st.binary(max_size=300))
def test_any_bytes_are_an_envelope_or_refused(data: bytes) -> None:
    for body in (data, b"{}\n" + data, b'{}\n{"type":"event"}\n' + data):
        with suppress(EnvelopeInvalid):
            read_envelope(body)


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "", "zstd"]))
def test_any_bytes_are_unpacked_or_refused(data: bytes, encoding: str) -> None:
    with suppress(EnvelopeInvalid, TooLarge):
        assert len(decode(data, encoding, most=1_000)) <= 1_000


def test_exactly_as_much_as_may_be_is_unpacked() -> None:
    packed = zlib.compress(b"x" * 1_000)

    assert len(decode(packed, "deflate", most=1_000)) == 1_000
    with pytest.raises(TooLarge):
        decode(packed, "deflate", most=999)


@pytest.mark.parametrize(
    ("header", "query", "dsn", "secret"),
    [
        (f"Sentry sentry_key={KEY}, sentry_version=7", {}, "", ""),
        (f"Sentry sentry_version=7,sentry_key={KEY},sentry_secret={SECRET}", {}, "", SECRET),
        (f"Sentry sentry_key={KEY}_{SECRET}", {}, "", SECRET),
        ("", {"sentry_key": KEY, "sentry_secret": SECRET}, "", SECRET),
        ("", {}, f"https://{KEY}@queen.example/1", ""),
        ("", {}, f"https://{KEY}:{SECRET}@queen.example/1", SECRET),
        ("", {}, make_dsn("https://q/", Credentials(public_key=KEY, secret=SECRET), 1), SECRET),
    ],
)
def test_a_key_is_found_wherever_sdks_put_it(
    header: str, query: dict[str, str], dsn: str, secret: str
) -> None:
    found = find_credentials(header, query, dsn)

    assert found == Credentials(public_key=KEY, secret=secret)


@pytest.mark.parametrize("key", ["", "short", KEY + "x", "' OR 1=1 --", "A" * 32])
def test_what_is_no_key_is_none(key: str) -> None:
    assert find_credentials(f"Sentry sentry_key={key}", {"sentry_key": key}, "http://[") is None


def test_a_bucket_fills_by_itself_and_says_how_long_that_takes() -> None:
    bucket = Bucket(per_minute=60)

    taken = [bucket.take(0.0) for _ in range(11)]

    assert taken == [*[0] * 10, 1]
    assert bucket.take(1.0) == 0
    assert bucket.take(1.0) == 1
    assert bucket.take(0.5) == 1


def test_a_bucket_that_owes_fills_before_it_lets_through() -> None:
    bucket = Bucket(per_minute=60)

    assert bucket.take(0.0) == 0
    bucket.owe(19)

    assert bucket.take(0.0) == 11
    assert bucket.take(10.0) == 1
    assert bucket.take(11.0) == 0
