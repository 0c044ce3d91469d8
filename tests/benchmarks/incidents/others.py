"""Incidents of figures, attacks, complaints and rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from math import pi, sin
from random import Random

from tests.benchmarks.incidents.records import Expected, Scenario
from tests.benchmarks.incidents.signals import (
    BEGAN,
    STEP_MIN,
    Complaint,
    Error,
    Line,
    RuleWritten,
    Signal,
    moments,
    requests,
)

DAYS_BEFORE = 3
_FIRST_MIN = -DAYS_BEFORE * 24 * 60
_END_MIN = 100
_VIEWS = {"/search": 120.0, "/cart": 60.0}
_NETWORKS = "198.51.100 203.0.113 192.0.2".split()


def season(at_min: float) -> float:
    """Return what share of a day's usual traffic there is at a time, 0.4 to 1.6."""
    return 1 + 0.6 * sin(2 * pi * at_min / (24 * 60))


def traffic(
    chance: Random,
    *,
    load: Callable[[float], float] = lambda at_min: 1.0,
    slow: Callable[[float, str], float] = lambda at_min, view: 1.0,
    failing: Callable[[float], float] = lambda at_min: 0.01,
    until_min: int = _END_MIN,
) -> Iterator[Signal]:
    """Yield the requests of three days and of the replay, by the time of day."""
    for at in range(_FIRST_MIN, until_min, STEP_MIN):
        for view, median_ms in _VIEWS.items():
            count = 50 * season(at) * load(at)
            if count:
                yield requests(
                    chance,
                    at,
                    view,
                    n=count,
                    median_ms=median_ms * slow(at, view),
                    failing=failing(at),
                )


def _slow_query(chance: Random) -> Iterator[Signal]:
    yield from traffic(chance, slow=lambda at, view: 12 if at >= 20 and view == "/search" else 1)


def _slower(chance: Random) -> Iterator[Signal]:
    yield from traffic(chance, slow=lambda at, view: 2.5 if at >= 20 and view == "/cart" else 1)


def _growing(chance: Random) -> Iterator[Signal]:
    """Yield what memory that grows does: views get slower and slower, then some fail."""
    yield from traffic(chance, slow=lambda at, view: 1 + max(0, at - 5) / 8)
    for at in moments(chance, 1.5, 60, 75):
        yield Error(at_min=at, what="MemoryError", user=f"u{chance.randrange(30)}")


def _leak_to_death(chance: Random) -> Iterator[Signal]:
    yield from traffic(chance, load=lambda at: 0 if at >= 45 else 1)
    for at in moments(chance, 4, 35, 45):
        yield Error(at_min=at, what="MemoryError", user=f"u{chance.randrange(30)}")


def _dead_server(chance: Random) -> Iterator[Signal]:
    yield from traffic(chance, load=lambda at: 0 if at >= 15 else 1)


def _half_dead(chance: Random) -> Iterator[Signal]:
    yield from traffic(chance, load=lambda at: 0.4 if at >= 20 else 1)


def _failing(chance: Random) -> Iterator[Signal]:
    yield from traffic(chance, failing=lambda at: 0.2 if at >= 25 else 0.01)


def _crawler(chance: Random) -> Iterator[Signal]:
    yield from traffic(chance, load=lambda at: 6 if at >= 30 else 1)


def _login(at_min: float, address: str, account: str, *, failed: bool = True) -> Line:
    what = "Failed password for" if failed else "Accepted password for"
    at = BEGAN + timedelta(minutes=at_min)
    clock = f"{at:%b} {at.day:2} {at:%H:%M:%S}"
    text = f"{clock} web1 sshd[811]: {what} {account} from {address} port 40022 ssh2"
    return Line(at_min=at_min, text=text)


def _stuffing(chance: Random) -> Iterator[Signal]:
    for at in moments(chance, 30, 10, 18):
        network = chance.choice(_NETWORKS)
        address = f"{network}.{chance.randrange(1, 250)}"
        yield _login(at, address, f"person{chance.randrange(10**6)}")


def _brute_force(chance: Random) -> Iterator[Signal]:
    for at in moments(chance, 12, 12, 20):
        yield _login(at, "198.51.100.7", "root")


def _spraying(chance: Random) -> Iterator[Signal]:
    for at in moments(chance, 6, 14, 22):
        yield _login(at, "198.51.100.8", f"person{chance.randrange(40)}")


def _distributed(chance: Random) -> Iterator[Signal]:
    for at in moments(chance, 5, 16, 26):
        address = f"{chance.choice(_NETWORKS)}.{chance.randrange(1, 250)}"
        yield _login(at, address, "admin")


def _guessed(chance: Random) -> Iterator[Signal]:
    for at in moments(chance, 15, 18, 20):
        yield _login(at, "203.0.113.9", "backup")
    yield _login(20.5, "203.0.113.9", "backup", failed=False)


def _patient(_chance: Random) -> Iterator[Signal]:
    for number in range(24):
        yield _login(3 * number + 0.5, "192.0.2.55", "deploy")


def _access(at_min: float, address: str, request: str, status: int) -> Line:
    minute = int(at_min)
    clock = f"02/Mar/2026:{12 + minute // 60:02}:{minute % 60:02}:{int(at_min * 60) % 60:02}"
    return Line(
        at_min=at_min,
        text=f'{address} - - [{clock} +0000] "{request} HTTP/1.1" {status} 312 "-" "Mozilla/5.0"',
    )


def _injection(_chance: Random) -> Iterator[Signal]:
    for number in range(8):
        request = f"GET /items?id={number}%27%20UNION%20SELECT%20password%20FROM%20users--"
        yield _access(22 + number / 4, "198.51.100.40", request, 500)


def _scanning(chance: Random) -> Iterator[Signal]:
    pages = "/.env /wp-login.php /.git/config /phpmyadmin/ /admin.php /backup.zip".split()
    for number in range(30):
        at = 24 + number / 20
        yield _access(at, "203.0.113.77", f"GET {chance.choice(pages)}", 404)


def _complaints(_chance: Random) -> Iterator[Signal]:
    texts = (
        "The voucher code is not accepted",
        "My voucher code is not accepted any more",
        "Voucher code not accepted!",
        "Why is the voucher code not accepted?",
        "The voucher code was not accepted again",
        "Please help: the voucher code is not accepted",
    )
    for number, text in enumerate(texts):
        yield Complaint(at_min=20 + 3 * number, text=text)


def _passwords(chance: Random) -> Iterator[Signal]:
    yield RuleWritten(at_min=-10, words="password", lines=30, templates=5)
    words = "reset export import sync invite merge backup".split()
    for at in moments(chance, 8, 30, 36):
        word = chance.choice(words)
        yield Error(
            at_min=at,
            what=f"{word.title()}Failed",
            where=f"shop.jobs:{word}",
            level="warning",
            message=f"password is missing in {word}",
        )


def _told(
    begin_min: float, severity: str, kind: str, about: str, *, also: tuple[str, ...] = ()
) -> Expected:
    return Expected(
        begin_min=begin_min, severity=severity, kinds=(kind,), about=(about,), also=also
    )


INCIDENTS = (
    Scenario(
        name="one view takes twelve times as long",
        sort="slow query",
        signals=_slow_query,
        expected=_told(20, "medium", "series", "series:latency:/search"),
    ),
    Scenario(
        name="one view takes two and a half times as long",
        sort="slow query",
        signals=_slower,
        expected=_told(20, "medium", "series", "series:latency:/cart"),
    ),
    Scenario(
        name="all views get slower for an hour, then memory ends",
        sort="memory growth",
        signals=_growing,
        expected=Expected(
            begin_min=5,
            severity="medium",
            kinds=("series", "new"),
            about=("series:latency:", "MemoryError"),
        ),
    ),
    Scenario(
        name="memory ends, then nothing is answered",
        sort="memory growth",
        signals=_leak_to_death,
        expected=_told(35, "high", "new", "MemoryError", also=("no_data", "series:throughput")),
    ),
    Scenario(
        name="nothing is answered any more",
        sort="dead worker",
        signals=_dead_server,
        expected=Expected(
            begin_min=15,
            severity="medium",
            kinds=("no_data", "series"),
            about=("no_data", "series:throughput"),
        ),
    ),
    Scenario(
        name="two of three servers are gone",
        sort="dead worker",
        signals=_half_dead,
        expected=_told(20, "medium", "series", "series:throughput"),
    ),
    Scenario(
        name="a fifth of all requests fails",
        sort="spike",
        signals=_failing,
        expected=_told(25, "medium", "series", "series:failures"),
    ),
    Scenario(
        name="six times the requests",
        sort="spike",
        signals=_crawler,
        expected=_told(30, "medium", "series", "series:throughput"),
    ),
    Scenario(
        name="leaked passwords are tried",
        sort="credential stuffing",
        signals=_stuffing,
        expected=_told(
            10, "high", "attack", "attack:credential-stuffing", also=("attack:distributed",)
        ),
    ),
    Scenario(
        name="one address guesses one password",
        sort="credential stuffing",
        signals=_brute_force,
        expected=_told(12, "medium", "attack", "attack:brute-force"),
    ),
    Scenario(
        name="one address tries many accounts",
        sort="credential stuffing",
        signals=_spraying,
        expected=_told(14, "medium", "attack", "attack:spraying"),
    ),
    Scenario(
        name="many addresses guess one password",
        sort="credential stuffing",
        signals=_distributed,
        expected=_told(16, "high", "attack", "attack:distributed"),
    ),
    Scenario(
        name="a password is guessed",
        sort="credential stuffing",
        signals=_guessed,
        expected=_told(20.5, "critical", "attack", "attack:guessed", also=("attack:brute-force",)),
    ),
    Scenario(
        name="one guess every three minutes",
        sort="credential stuffing",
        signals=_patient,
        expected=_told(0.5, "medium", "attack", "attack:brute-force"),
    ),
    Scenario(
        name="requests that hold SQL",
        sort="probing",
        signals=_injection,
        expected=_told(
            22, "medium", "attack", "attack:sql-injection", also=("GET /items answered 500",)
        ),
    ),
    Scenario(
        name="files that are looked for everywhere",
        sort="probing",
        signals=_scanning,
        expected=_told(24, "low", "attack", "attack:known-hole"),
    ),
    Scenario(
        name="six people complain of the same",
        sort="complaints",
        signals=_complaints,
        expected=_told(20, "medium", "complaints", "topic:"),
    ),
    Scenario(
        name="a rule about passwords is met",
        sort="rule",
        signals=_passwords,
        expected=_told(30, "medium", "pattern", "rule:"),
    ),
)
