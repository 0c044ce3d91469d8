"""What looks like trouble and is none, and a quiet day: nothing is to be told of it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.benchmarks.incidents.others import _access, _login, season, traffic
from tests.benchmarks.incidents.records import Scenario
from tests.benchmarks.incidents.signals import (
    STEP_MIN,
    Complaint,
    Done,
    Error,
    Requests,
    Signal,
    moments,
    requests,
)

_BEFORE_MIN = -180.0
_END_MIN = 100.0
_FIRST_MIN = -3 * 24 * 60
DAY_MIN = 24 * 60


def _errors(chance: Random, per_min: float, what: str) -> Iterator[Error]:
    for at in moments(chance, per_min, _BEFORE_MIN, _END_MIN):
        yield Error(at_min=at, what=what, user=f"u{chance.randrange(50)}")


def _steady(chance: Random) -> Iterator[Signal]:
    yield from _errors(chance, 2, "ClientGone")


def _batches(chance: Random) -> Iterator[Signal]:
    """Yield ten errors of a job at once, every quarter of an hour."""
    for quarter in range(-12, 7):
        for _ in range(10):
            yield Error(at_min=15 * quarter + 3 + chance.random() / 4, what="FeedMissing")


def _warnings(chance: Random) -> Iterator[Signal]:
    for at in moments(chance, 1, 20, _END_MIN):
        yield Error(at_min=at, what="Deprecated", level="warning")


def _less(chance: Random) -> Iterator[Signal]:
    yield from _errors(chance, 0.5, "Throttled")
    for at in moments(chance, 4, _BEFORE_MIN, 15):
        yield Error(at_min=at, what="Throttled", user=f"u{chance.randrange(50)}")


def _a_bit_more(chance: Random) -> Iterator[Signal]:
    yield from _errors(chance, 2, "FormStale")
    for at in moments(chance, 1.4, 20, _END_MIN):
        yield Error(at_min=at, what="FormStale", user=f"u{chance.randrange(50)}")


def _silenced(chance: Random) -> Iterator[Signal]:
    yield from _errors(chance, 0.5, "KnownFlaw")
    yield Done(at_min=-20, what="KnownFlaw", state="silenced")
    for at in moments(chance, 40, 25, 30):
        yield Error(at_min=at, what="KnownFlaw", user=f"u{chance.randrange(50)}")


def _during_the_stop(chance: Random) -> Iterator[Signal]:
    for at in moments(chance, 1, _BEFORE_MIN, 76):
        yield Error(at_min=at, what="Hiccup", user=f"u{chance.randrange(50)}")
    for at in moments(chance, 60, 77, 79):
        yield Error(at_min=at, what="Hiccup", user=f"u{chance.randrange(50)}")


def _mistyped(chance: Random) -> Iterator[Signal]:
    for number in range(25):
        at, address = 2.5 * number + 1, f"10.{number}.{chance.randrange(99)}.4"
        yield _login(at, address, f"person{number}")
        yield _login(at + 0.2, address, f"person{number}")
        yield _login(at + 0.4, address, f"person{number}", failed=False)


def _office(_chance: Random) -> Iterator[Signal]:
    """Yield logins of an office behind one address, of which every third fails first."""
    for number in range(30):
        at = 2 * number + 1
        if number % 3 == 0:
            yield _login(at, "192.0.2.200", f"clerk{number}")
        yield _login(at + 0.3, "192.0.2.200", f"clerk{number}", failed=False)


def _broken_link(chance: Random) -> Iterator[Signal]:
    for at in moments(chance, 10, 10, _END_MIN):
        address = f"10.9.{chance.randrange(200)}.{chance.randrange(200)}"
        yield _access(at, address, "GET /images/logo-old.png", 404)


def _usual_day(chance: Random) -> Iterator[Signal]:
    yield from traffic(chance)


def _heavy_tail(chance: Random) -> Iterator[Signal]:
    for at in range(_FIRST_MIN, int(_END_MIN), STEP_MIN):
        slow = [90 * chance.paretovariate(1.3) for _ in range(30)]
        yield Requests(at_min=at, view="/export", latencies_ms=slow, failed=0)


def _hourly_job(chance: Random) -> Iterator[Signal]:
    for at in range(_FIRST_MIN, int(_END_MIN), STEP_MIN):
        count = 300 if at % 60 == 0 else 30 * season(at)
        yield requests(chance, at, "/sync", n=count, median_ms=40)


def _hardly_used(chance: Random) -> Iterator[Signal]:
    for at in range(_FIRST_MIN, int(_END_MIN), STEP_MIN):
        if chance.random() < 0.3:
            count = chance.randrange(1, 4)
            yield requests(chance, at, "/reports", n=count, median_ms=300)


def _quiet_day(chance: Random) -> Iterator[Signal]:
    """Yield a day with its seasons, errors that always came, and people who mistype."""
    yield from traffic(chance, until_min=DAY_MIN)
    for what, per_min in (("ClientGone", 0.2), ("Throttled", 0.03)):
        for at in moments(chance, per_min, _BEFORE_MIN, DAY_MIN):
            yield Error(at_min=at, what=what, user=f"u{chance.randrange(50)}")
    for at in moments(chance, 0.05, 0, DAY_MIN):
        person = chance.randrange(200)
        address = f"10.1.{person}.4"
        yield _login(at, address, f"person{person}")
        yield _login(at + 0.2, address, f"person{person}", failed=False)


def _other_complaints(_chance: Random) -> Iterator[Signal]:
    yield Complaint(at_min=10, text="The font of the menu is too small")
    yield Complaint(at_min=22, text="Deliveries to Norway take very long")
    yield Complaint(at_min=41, text="I would like a dark design")


def _scenario(name: str, signals: object) -> Scenario:
    return Scenario(name=name, sort="harmless", signals=signals)  # type: ignore[arg-type]


HARMLESS = (
    _scenario("an error that always came", _steady),
    _scenario("a job whose errors come ten at once", _batches),
    _scenario("a warning that is new", _warnings),
    _scenario("errors get fewer", _less),
    _scenario("errors get two thirds more", _a_bit_more),
    _scenario("a silenced error rises", _silenced),
    _scenario("a spike while watching had stopped", _during_the_stop),
    _scenario("people who mistype", _mistyped),
    _scenario("an office behind one address", _office),
    _scenario("an image that is missing everywhere", _broken_link),
    _scenario("a usual day", _usual_day),
    _scenario("a view whose latency has a heavy tail", _heavy_tail),
    _scenario("a job at every full hour", _hourly_job),
    _scenario("a project that is hardly used", _hardly_used),
    _scenario("complaints about different things", _other_complaints),
)


def quiet_days(count: int) -> list[Scenario]:
    """Return so many projects that have a day without trouble."""
    return [_scenario(f"quiet day {number}", _quiet_day) for number in range(count)]
