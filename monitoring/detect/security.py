"""Attacks in a log, line by line: failed logins over windows, and requests that probe."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from monitoring.detect.probes import find_probe
from monitoring.detect.security_lines import Event, read_event
from monitoring.detect.windows import Windows

_WINDOW_S = 600.0
_DAY_S = 86_400.0
_MINUTE_S = 60.0
_ATTEMPT_S = 3.0
"""Within this sshd tells of one attempt in several lines."""

_FAILURES = 5
_UNKNOWN_ACCOUNTS = 3
_SPRAYED_ACCOUNTS = 4
_FAILURES_A_DAY = 20
_ADDRESSES_OF_ACCOUNT = 5
_NETWORK_FAILURES, _NETWORK_ADDRESSES = 12, 4
_ALL_FAILURES, _ALL_ADDRESSES, _ALL_ACCOUNTS = 40, 20, 20
_REFUSED_REQUESTS, _REFUSED_PATHS = 20, 10
_EVERYWHERE = "*"


class Verdict(NamedTuple):
    """``kind`` says which attack; it is empty where ``attack`` is False."""

    attack: bool
    kind: str


_OK = Verdict(False, "")


@dataclass(slots=True)
class SecurityScanner:
    """Judges the lines of one log in their order; bounded in memory whatever comes."""

    _by_address: Windows = field(default_factory=lambda: Windows(span_s=_WINDOW_S))
    _by_address_of_day: Windows = field(default_factory=lambda: Windows(span_s=_DAY_S))
    _unknown: Windows = field(default_factory=lambda: Windows(span_s=_WINDOW_S))
    _by_account: Windows = field(default_factory=lambda: Windows(span_s=_WINDOW_S))
    _by_network: Windows = field(default_factory=lambda: Windows(span_s=_WINDOW_S))
    _accounts: Windows = field(default_factory=lambda: Windows(span_s=_WINDOW_S))
    _addresses: Windows = field(default_factory=lambda: Windows(span_s=_WINDOW_S))
    _refused: Windows = field(default_factory=lambda: Windows(span_s=_MINUTE_S))
    _told: Windows = field(default_factory=lambda: Windows(span_s=_ATTEMPT_S))
    _now_s: float = 0.0

    def judge(self, line: str) -> Verdict:
        """Return whether a line is part of an attack, as far as it can be told by now."""
        event = read_event(line)
        return _OK if event is None else self.judge_event(event)

    def judge_event(self, event: Event) -> Verdict:
        """Return whether what was tried is part of an attack, as far as it can be told by now."""
        if event.time_s is not None:
            self._now_s = event.time_s
        if event.request and (probe := find_probe(event.request, event.agent, event.status)):
            return Verdict(True, probe)
        if event.login is not None:
            kind = self._accepted(event) if event.login else self._failed(event)
            return Verdict(True, kind) if kind else _OK
        return self._refused_request(event)

    def _failed(self, event: Event) -> str:
        """Return the kind of attack that one more failed login makes; "" for none."""
        if self._is_new_attempt(event):
            self._count(event)
        return self._alone(event.address) or self._together(event.address, event.account)

    def _is_new_attempt(self, event: Event) -> bool:
        """Whether a line tells more than another way of telling the same attempt did."""
        if not event.address:
            return True
        told = Counter(self._told.add(event.address, self._now_s, event.told_by))
        mine = told.pop(event.told_by)
        return mine > max(told.values(), default=0)

    def _count(self, event: Event) -> None:
        now, address, account = self._now_s, event.address, event.account
        if account:
            self._by_account.add(account, now, address)
        if not address:
            return
        self._by_address.add(address, now, account)
        self._by_address_of_day.add(address, now, account)
        if event.unknown_account:
            self._unknown.add(address, now, account)
        self._by_network.add(_network(address), now, address)
        self._addresses.add(_EVERYWHERE, now, address)
        self._accounts.add(_EVERYWHERE, now, account)

    def _alone(self, address: str) -> str:
        now = self._now_s
        accounts = self._by_address.recent(address, now)
        many = (
            len(accounts) >= _FAILURES
            or len(self._by_address_of_day.recent(address, now)) >= _FAILURES_A_DAY
            or len(set(self._unknown.recent(address, now))) >= _UNKNOWN_ACCOUNTS
        )
        if not many:
            return ""
        return "spraying" if len(set(accounts)) >= _SPRAYED_ACCOUNTS else "brute-force"

    def _together(self, address: str, account: str) -> str:
        now = self._now_s
        addresses = self._by_account.recent(account, now)
        if len(set(addresses)) >= _ADDRESSES_OF_ACCOUNT:
            return "distributed"
        if addresses.count("") >= _FAILURES:
            return "brute-force"
        everywhere = self._addresses.recent(_EVERYWHERE, now)
        stuffed = (
            len(everywhere) >= _ALL_FAILURES
            and len(set(everywhere)) >= _ALL_ADDRESSES
            and len(set(self._accounts.recent(_EVERYWHERE, now))) >= _ALL_ACCOUNTS
        )
        if stuffed:
            return "credential-stuffing"
        network = self._by_network.recent(_network(address), now)
        if len(network) >= _NETWORK_FAILURES and len(set(network)) >= _NETWORK_ADDRESSES:
            return "distributed"
        return ""

    def _accepted(self, event: Event) -> str:
        """Forget the failures of who got in after all; one who guessed it is no such person."""
        failures = self._by_address.forget(event.address)
        self._by_address_of_day.forget(event.address)
        self._unknown.forget(event.address)
        return "guessed" if failures > 2 * _FAILURES else ""

    def _refused_request(self, event: Event) -> Verdict:
        if not event.address or event.status is None or not 400 <= event.status < 500:
            return _OK
        paths = self._refused.add(event.address, self._now_s, event.request[:200])
        if len(paths) >= _REFUSED_REQUESTS and len(set(paths)) >= _REFUSED_PATHS:
            return Verdict(True, "refused-requests")
        return _OK


def _network(address: str) -> str:
    """Return the /24 of an IPv4 address, the first three groups of an IPv6 one."""
    if ":" in address:
        return ":".join(address.split(":")[:3])
    return address.rpartition(".")[0]
