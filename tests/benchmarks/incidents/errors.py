"""Incidents of errors: spikes, regressions, rare ones, storms."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.benchmarks.incidents.records import Expected, Scenario
from tests.benchmarks.incidents.signals import Done, Error, Signal, moments

_BEFORE_MIN = -180.0
_END_MIN = 75.0
_WHERE = "shop.search:find"


def _usual(chance: Random, per_min: float, what: str, where: str = _WHERE) -> Iterator[Error]:
    """Yield errors that always came, of thirty users."""
    for at in moments(chance, per_min, _BEFORE_MIN, _END_MIN):
        yield Error(at_min=at, what=what, user=f"usual-{chance.randrange(30)}", where=where)


def _rise(
    chance: Random,
    per_min: float,
    begin_min: float,
    last_min: float,
    what: str,
    *,
    users: int,
    where: str = _WHERE,
    release: str = "shop@1",
) -> Iterator[Error]:
    """Yield errors at a rate from a time on; without users where there are none."""
    for at in moments(chance, per_min, begin_min, begin_min + last_min):
        user = f"u{chance.randrange(users)}" if users else ""
        yield Error(at_min=at, what=what, user=user, where=where, release=release)


def _spike_from_one(chance: Random) -> Iterator[Signal]:
    yield from _usual(chance, 1, "IndexMissing")
    yield from _rise(chance, 49, 12, 6, "IndexMissing", users=60)


def _spike_from_twenty(chance: Random) -> Iterator[Signal]:
    yield from _usual(chance, 8, "SearchSlow")
    yield from _rise(chance, 150, 20, 3, "SearchSlow", users=60)


def _spike_of_six(chance: Random) -> Iterator[Signal]:
    for at in moments(chance, 0.3, _BEFORE_MIN, _END_MIN):
        yield Error(at_min=at, what="FeedStale", user=f"u{chance.randrange(8)}")
    yield from _rise(chance, 2.5, 15, 40, "FeedStale", users=8)


def _creeping(chance: Random) -> Iterator[Signal]:
    yield from _usual(chance, 0.5, "CacheCold")
    for step in range(5):
        yield from _rise(chance, 2.0**step, 10 + 8 * step, 8, "CacheCold", users=40)


def _after_deploy(chance: Random) -> Iterator[Signal]:
    yield from _rise(chance, 15, 14, 8, "FilterUnknown", users=40, release="shop@2")


def _after_deploy_checkout(chance: Random) -> Iterator[Signal]:
    where = "shop.checkout:pay"
    yield from _rise(chance, 2, 16, 20, "TaxMissing", users=5, where=where, release="shop@2")


def _after_deploy_more(chance: Random) -> Iterator[Signal]:
    yield from _usual(chance, 0.5, "ImageBroken", where="shop.images:scale")
    yield from _rise(
        chance, 14, 18, 10, "ImageBroken", users=30, where="shop.images:scale", release="shop@2"
    )


def _payments_of_many(chance: Random) -> Iterator[Signal]:
    yield from _rise(chance, 40, 22, 10, "CardRefused", users=1_000, where="shop.payments:charge")


def _back(chance: Random) -> Iterator[Signal]:
    for at in moments(chance, 1, _BEFORE_MIN, -60):
        yield Error(at_min=at, what="StockNegative", user=f"u{chance.randrange(9)}")
    yield Done(at_min=-30, what="StockNegative", state="resolved")
    for at in moments(chance, 0.2, 24, _END_MIN):
        yield Error(at_min=at, what="StockNegative")


def _rare(_chance: Random) -> Iterator[Signal]:
    yield Error(at_min=26, what="LeapYear", user="ada")
    yield Error(at_min=51, what="LeapYear", user="ada")


def _rare_at_login(_chance: Random) -> Iterator[Signal]:
    for number in range(4):
        at = 28 + number * 0.4
        yield Error(at_min=at, what="TokenOld", user=f"u{number}", where="shop.login:check")


def _storm_of_one(chance: Random) -> Iterator[Signal]:
    yield from _usual(chance, 0.2, "DraftLost")
    yield from _rise(chance, 90, 30, 5, "DraftLost", users=1)


def _storm_of_one_new(chance: Random) -> Iterator[Signal]:
    yield from _rise(chance, 60, 32, 5, "SyncLoop", users=1)


def _outage(chance: Random) -> Iterator[Signal]:
    for number in range(30):
        where = f"shop.part{chr(97 + number)}:load"
        yield from _rise(chance, 3, 34, 3, "StoreAway", users=80, where=where)


def _browsers(chance: Random) -> Iterator[Signal]:
    for at in moments(chance, 60, 36, 40):
        user = f"u{chance.randrange(500)}"
        yield Error(at_min=at, what="ScriptFault", user=user, trusted=False)


def _crash_loop(chance: Random) -> Iterator[Signal]:
    yield from _usual(chance, 0.05, "WorkerLost", where="shop.worker:run")
    for number in range(60):
        yield Error(at_min=38 + number * 0.25, what="WorkerLost", where="shop.worker:run")


def _two_at_once(chance: Random) -> Iterator[Signal]:
    yield from _usual(chance, 3, "Chatter")
    yield from _rise(chance, 12, 40, 8, "MapBroken", users=40, where="shop.maps:draw")


def _told(begin_min: float, severity: str, what: str, *kinds: str) -> Expected:
    return Expected(begin_min=begin_min, severity=severity, kinds=kinds, about=(what,))


INCIDENTS = (
    Scenario(
        name="fifty times from one a minute",
        sort="spike",
        signals=_spike_from_one,
        expected=_told(12, "high", "IndexMissing", "burst"),
    ),
    Scenario(
        name="twenty times from eight a minute",
        sort="spike",
        signals=_spike_from_twenty,
        expected=_told(20, "high", "SearchSlow", "burst"),
    ),
    Scenario(
        name="nine times from one in three minutes",
        sort="spike",
        signals=_spike_of_six,
        expected=_told(15, "medium", "FeedStale", "burst"),
    ),
    Scenario(
        name="doubles every eight minutes",
        sort="spike",
        signals=_creeping,
        expected=_told(10, "high", "CacheCold", "burst"),
    ),
    Scenario(
        name="a new error of many after a release",
        sort="regression after deploy",
        signals=_after_deploy,
        expected=_told(14, "high", "FilterUnknown", "new"),
    ),
    Scenario(
        name="a new error at the checkout after a release",
        sort="regression after deploy",
        signals=_after_deploy_checkout,
        expected=_told(16, "high", "TaxMissing", "new"),
    ),
    Scenario(
        name="an old error gets frequent after a release",
        sort="regression after deploy",
        signals=_after_deploy_more,
        expected=_told(18, "high", "ImageBroken", "burst"),
    ),
    Scenario(
        name="payments of hundreds fail",
        sort="regression after deploy",
        signals=_payments_of_many,
        expected=_told(22, "critical", "CardRefused", "new"),
    ),
    Scenario(
        name="an error is back after its fix",
        sort="regression after deploy",
        signals=_back,
        expected=_told(24, "medium", "StockNegative", "regressed"),
    ),
    Scenario(
        name="a new error, twice in an hour",
        sort="rare new error",
        signals=_rare,
        expected=_told(26, "low", "LeapYear", "new"),
    ),
    Scenario(
        name="four people cannot log in",
        sort="rare new error",
        signals=_rare_at_login,
        expected=_told(28, "high", "TokenOld", "new"),
    ),
    Scenario(
        name="one user in a loop, of a known error",
        sort="storm of one user",
        signals=_storm_of_one,
        expected=_told(30, "medium", "DraftLost", "burst"),
    ),
    Scenario(
        name="one user in a loop, of a new error",
        sort="storm of one user",
        signals=_storm_of_one_new,
        expected=_told(32, "medium", "SyncLoop", "new"),
    ),
    Scenario(
        name="a store is away, and thirty errors are new",
        sort="spike",
        signals=_outage,
        expected=_told(34, "high", "StoreAway", "new"),
    ),
    Scenario(
        name="scripts of hundreds of browsers fail",
        sort="spike",
        signals=_browsers,
        expected=_told(36, "medium", "ScriptFault", "new"),
    ),
    Scenario(
        name="a worker is started again and again",
        sort="dead worker",
        signals=_crash_loop,
        expected=_told(38, "medium", "WorkerLost", "burst"),
    ),
    Scenario(
        name="a new error beside a noisy old one",
        sort="spike",
        signals=_two_at_once,
        expected=_told(40, "high", "MapBroken", "new"),
    ),
)
