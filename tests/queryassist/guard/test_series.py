"""generate_series runs between constants, and gives no more rows than were counted before."""

from __future__ import annotations

import pytest

from queryassist.guard import Layer, SqlRefused, guard


def guarded(call: str) -> str:
    return guard(f"SELECT * FROM generate_series({call})", [], schema="queen", max_rows=1).text


@pytest.mark.parametrize(
    "call",
    [
        "1, 20000",
        "10, 1, -1",
        "0, 1, 0.001",
        "-5, 5",
        "'2020-01-01'::date, '2030-12-31', '1 day'",
        "date '2024-01-01', current_date, interval '1 day'",
        (
            "date_trunc('month', now()) - interval '11 months', date_trunc('month', now()),"
            " interval '1 month'"
        ),
        "now() - interval '7 days', now(), interval '1 hour'",
        "timestamp '2024-01-01 00:00', timestamp '2024-01-02 00:00', interval '15 minutes'",
        "current_date - 30, current_date, interval '1 day'",
        "1.4::int, 20000.4::bigint",
        "now()::date - 7, '2024-01-02'::timestamp::date, interval '36 hours'",
    ],
)
def test_short_series_run(call: str) -> None:
    assert "generate_series(" in guarded(call)


@pytest.mark.parametrize(
    "call",
    [
        "1, 20001",
        "1, 1e9",
        "1, 1e999, 1e999",
        "-1e400, 1e400, 1e320",
        "1, 2, 0",
        "1, 2, 0.00001",
        "100000000000000000, 100000000000000001, 0.000000000001",
        "1, n",
        "1, (SELECT 5)",
        "1, random()::int",
        "1, 2 ^ 40",
        "1, 10 * 10000000",
        "1, '100000000'::int",
        "1, 2, 3, 4",
        "1",
        "'2024-01-01'::date, 'infinity', interval '1 day'",
        "'-infinity'::date, '2024-01-01', interval '1 day'",
        "'2024-01-01'::date, '2024-01-02', interval '0 days'",
        "'2024-01-01'::timestamp, '2024-12-31', interval '1 second'",
        "'2024-01-01'::timestamp, '2024-01-01', interval '0.001 seconds'",
        "'2024-01-01'::timestamp, '2034-01-01', interval '1 month -29 days'",
        "'2024-01-01'::timestamp, '2034-01-01', interval '1 month' - interval '29 days'",
        "'2024-01-01 00:00+14'::timestamptz, '2024-01-01 00:00-12', interval '1 second'",
        "'0001-01-01'::date, '9999-01-01', interval '1 day'",
        "now(), now() + interval '900000 years', interval '1 year'",
        "date '2024-01-01', '2024-01-02', '1 millisecond'",
        "date '2024-01-01', '2024-01-02', 'x'",
        "1, 2, '1'",
        "date_trunc('year', now()), now(), interval '1 minute'",
        "999999999999999::real::bigint, 999999999999999",
        "999999999999999::double precision::bigint, 999999999999999",
        "1, 20000.5::int",
        "1, 2, 0.4::int",
        "0, 9, 0.00051::numeric(9, 4)",
        "'2024-01-01'::timestamp, '2024-07-01', interval '1 second 0.04 year'",
        "'2024-01-01'::timestamp, '2024-01-02', interval '0.9' month",
        "'2024-01-01'::date, '2024-01-01'::date + interval '1.5 mons', interval '1 day'",
    ],
)
def test_long_and_open_series_are_refused(call: str) -> None:
    with pytest.raises(SqlRefused) as caught:
        guarded(call)

    assert caught.value.layer in (Layer.BOUND, Layer.COLUMN)
