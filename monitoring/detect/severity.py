"""How bad an anomaly is: a severity from its impact, with each reason as a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What an incident is worth: recorded, a ticket, a repair, a repair before all others."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Return its place, the least severe one first."""
        return list(Severity).index(self)


class Area(StrEnum):
    """Parts of an application where an error costs more than elsewhere."""

    MONEY = "money"
    LOGIN = "login"


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What is known of an anomaly: events and distinct users of its time, events a minute.

    It is of one user where every event of the time is theirs: others may be nameless.
    ``usual_per_minute`` is None for what was never seen before. ``attack`` is a kind of
    detect/security.py; ``complaints`` are of people, in the same time. ``remark`` is a
    sentence about anything else that a person should look at. What came by a public address alone
    is not ``trusted``.
    """

    users: int = 0
    is_of_one_user: bool = False
    per_minute: float = 0.0
    usual_per_minute: float | None = None
    areas: frozenset[Area] = frozenset()
    attack: str = ""
    complaints: int = 0
    remark: str = ""
    trusted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A severity and, in words, what it rests on."""

    severity: Severity
    reasons: tuple[str, ...]


Reason = tuple[Severity, str]

_AREA_WORDS = {
    Area.MONEY: frozenset(
        """
        basket billing cart charge checkout invoice order orders paid pay payment payments payout
        price pricing purchase refund stripe transfer wallet withdraw withdrawal
        """.split()
    ),
    Area.LOGIN: frozenset(
        """
        auth authenticate authentication login logout oauth passkey password passwords register
        registration session sessions signin signup sso totp
        """.split()
    ),
}
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_JOINED = {"sign in": "signin", "sign up": "signup", "log in": "login", "log out": "logout"}

_USERS = ((100, Severity.CRITICAL), (10, Severity.HIGH), (2, Severity.MEDIUM))
_TIMES_USUAL = ((10.0, 10.0, Severity.HIGH), (4.0, 1.0, Severity.MEDIUM))
_NEW_PER_MINUTE = ((10.0, Severity.HIGH), (1.0, Severity.MEDIUM))
_COMPLAINTS = ((20, Severity.HIGH), (5, Severity.MEDIUM))
_ATTACKS = {
    "guessed": Severity.CRITICAL,
    "credential-stuffing": Severity.HIGH,
    "distributed": Severity.HIGH,
    "scanner": Severity.LOW,
    "known-hole": Severity.LOW,
    "refused-requests": Severity.LOW,
    "traversal": Severity.LOW,
    "xss": Severity.LOW,
}
_MOST_UNTRUSTED = Severity.MEDIUM


def assess(impact: Impact) -> Assessment:
    """Return the worst that one of its sides is worth, a step more where money or logins suffer.

    What only a public address told of is medium at most.
    """
    reasons = list(_weigh(impact))
    severity = max((one for one, _ in reasons), key=lambda one: one.rank, default=Severity.LOW)
    words = [text for _, text in reasons] or ["Nothing of it stands out."]
    if severity is not Severity.LOW and impact.areas:
        severity = _one_more(severity)
        words += [f"It is on the way of {area}." for area in sorted(impact.areas)]
    if not impact.trusted and severity.rank > _MOST_UNTRUSTED.rank:
        severity = _MOST_UNTRUSTED
        words.append("It came by a public address alone, so it is medium at most.")
    return Assessment(severity=severity, reasons=tuple(words))


def find_areas(names: Iterable[str]) -> frozenset[Area]:
    """Return the areas that names of modules and functions speak of, word by word."""
    words: set[str] = set()
    for name in names:
        text = " ".join(one.lower() for one in _WORDS.findall(name))
        words.update(text.split())
        words.update(joined for apart, joined in _JOINED.items() if apart in text)
    return frozenset(area for area, known in _AREA_WORDS.items() if known & words)


def _weigh(impact: Impact) -> Iterator[Reason]:
    for least, severity in _USERS:
        if impact.users >= least:
            yield severity, f"{impact.users:,} users have met it."
            break
    for reason in _weigh_rate(impact):
        yield _of_one_user(reason) if impact.is_of_one_user else reason
    for least, severity in _COMPLAINTS:
        if impact.complaints >= least:
            yield severity, f"{impact.complaints:,} people have complained."
            break
    if impact.remark:
        yield Severity.MEDIUM, impact.remark
    if impact.attack:
        found = _ATTACKS.get(impact.attack, Severity.MEDIUM)
        yield found, f"It is an attack: {impact.attack.replace('-', ' ')}."


def _weigh_rate(impact: Impact) -> Iterator[Reason]:
    rate, usual = impact.per_minute, impact.usual_per_minute
    if usual is None:
        for least, severity in _NEW_PER_MINUTE:
            if rate >= least:
                yield severity, f"It is new, and comes {rate:,.3g} times a minute."
                return
        return
    for times, least, severity in _TIMES_USUAL:
        if rate >= least and rate >= times * usual:
            yield severity, f"It comes {rate:,.3g} times a minute, usually {usual:,.3g}."
            return


def _of_one_user(reason: Reason) -> Reason:
    """Return what a rate is worth that one user makes alone: a loop at one place, not an outage."""
    severity, text = reason
    return min(severity, Severity.MEDIUM, key=lambda one: one.rank), f"{text} One user makes it."


def _one_more(severity: Severity) -> Severity:
    known = list(Severity)
    return known[min(severity.rank + 1, len(known) - 1)]
