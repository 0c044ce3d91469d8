"""What a log line says of logins and requests: sshd, access logs, JSON lines, Django's loggers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

_LOOKED_AT = 8192
_ADDRESS = r"(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f.]{0,15}){2,8})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What was tried; empty where it is not said. ``login`` is None where it was no login.

    ``told_by`` tells apart the lines that one failed login leaves in one log.
    """

    time_s: float | None = None
    address: str = ""
    account: str = ""
    login: bool | None = None
    unknown_account: bool = False
    told_by: str = ""
    request: str = ""
    agent: str = ""
    status: int | None = None


_ACCESS = re.compile(
    r'(\S{1,100}) \S{1,100} (.{1,100}?) \[([^\]]{1,60})\] "((?:[^"\\]|\\.){0,8000})"'
    r" (\d{3}) \S{1,20}"
    r'(?: "(?:[^"\\]|\\.){0,4000}" "((?:[^"\\]|\\.){0,4000})")?'
)
_SSH_FAILED = re.compile(
    r"(?:Failed (?:password|publickey|keyboard-interactive/pam|none) for (invalid user )?(.{0,200})"
    r"|(Invalid|Illegal) user (.{0,200})"
    r"|maximum authentication attempts exceeded for (invalid user )?(.{0,200}))"
    rf" from ({_ADDRESS})(?: port \d{{1,5}})?"
)
_SSH_CLOSED = re.compile(
    rf"(?:closed|reset) by (invalid|authenticating) user (.{{0,200}}) ({_ADDRESS}) port \d{{1,5}}"
)
_PAM_FAILED = re.compile(
    r"authentication failure;.{0,300}\brhost=(\S{1,100})(?:\s{1,8}user=(\S{1,100}))?"
)
_SSH_ACCEPTED = re.compile(rf"Accepted \S{{1,40}} for (.{{0,200}}) from ({_ADDRESS})")
_LOGIN = re.compile(r"log-?in|sign-?in|auth|credential|password", re.IGNORECASE)
_FAILED = re.compile(
    r"fail|invalid|incorrect|denied|reject|wrong|bad |unsuccessful|locked", re.IGNORECASE
)
_SUCCEEDED = re.compile(r"succe|logged in|accepted|signed in|login ok", re.IGNORECASE)
_LOGIN_PATH = re.compile(r"log-?in|sign-?in|/auth|/session|/token|wp-login|xmlrpc", re.IGNORECASE)
_ANY_ADDRESS = re.compile(rf"(?<![\w.:]){_ADDRESS}(?![\w.])")
_ANY_ACCOUNT = re.compile(
    r"\b(?:user(?:name)?|account|e-?mail|login|for)['\"]?\s{0,4}[=: ]\s{0,4}"
    r"['\"]?([\w.@+-]{1,100})",
    re.IGNORECASE,
)
_ANY_REQUEST = re.compile(
    r'"((?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH) (?:[^"\\]|\\.){1,8000})" (\d{3})'
)
_REFUSED_PATH = re.compile(
    r"(?P<what>Not Found|Forbidden|Bad Request|Unauthorized)(?: \([^()]{0,200}\)[^:]{0,80})?"
    r": (?P<path>/.{0,4000})"
)
_REFUSED_STATUS = {"Not Found": 404, "Forbidden": 403, "Bad Request": 400, "Unauthorized": 401}

_SYSLOG_TIME = re.compile(r"(?:<\d{1,3}>)?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d):(\d\d):(\d\d)")
_ISO_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d")
_MONTHS = {
    name: number
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)
}
_SOME_LEAP_YEAR = 2000

_ADDRESS_NAMES = (
    "remote_addr ip client_ip ip_address address src_ip source_ip client remote_ip".split()
)
_ACCOUNT_NAMES = "user username account email login user_name".split()
_REQUEST_NAMES = "request path url uri request_uri".split()
_TEXT_NAMES = "event message msg action type".split()
_TIME_NAMES = "time timestamp ts @timestamp date".split()
_AGENT_NAMES = "user_agent http_user_agent agent useragent".split()


def read_event(line: str) -> Event | None:
    """Return what a line says of a login or a request; None where it says neither."""
    line = line[:_LOOKED_AT]
    if line.startswith("{"):
        return _from_json(line)
    if access := _ACCESS.match(line):
        host, account, moment, request, status, agent = access.groups()
        return _request_event(
            Event(
                time_s=_access_time(moment),
                address=host,
                account="" if account == "-" else account,
                request=request,
                status=int(status),
                agent=agent or "",
            )
        )
    return _from_sshd(line) or _from_text(line)


def _from_sshd(line: str) -> Event | None:
    time_s = _line_time(line)
    if failed := _SSH_FAILED.search(line):
        known, name, illegal, other, exceeded, third, address = failed.groups()
        return Event(
            time_s=time_s,
            address=address,
            account=name or other or third or "",
            login=False,
            unknown_account=bool(known or illegal or exceeded),
            told_by="name" if illegal else "password",
        )
    if closed := _SSH_CLOSED.search(line):
        return Event(
            time_s=time_s,
            address=closed[3],
            account=closed[2],
            login=False,
            unknown_account=closed[1] == "invalid",
            told_by="connection",
        )
    if failed := _PAM_FAILED.search(line):
        return Event(
            time_s=time_s,
            address=failed[1],
            account=failed[2] or "",
            login=False,
            told_by="pam",
        )
    if accepted := _SSH_ACCEPTED.search(line):
        return Event(time_s=time_s, address=accepted[2], account=accepted[1], login=True)
    return None


def _from_text(line: str) -> Event | None:
    found = _ANY_ADDRESS.search(line)
    address, time_s = found[0] if found else "", _line_time(line)
    if request := _ANY_REQUEST.search(line):
        return _request_event(
            Event(time_s=time_s, address=address, request=request[1], status=int(request[2]))
        )
    if refused := _REFUSED_PATH.search(line):
        status = _REFUSED_STATUS[refused["what"]]
        return Event(time_s=time_s, address=address, request=refused["path"], status=status)
    account = _ANY_ACCOUNT.search(line)
    return _login_event(
        line, Event(time_s=time_s, address=address, account=account[1] if account else "")
    )


def _from_json(line: str) -> Event | None:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    status = _first(data, ["status", "status_code", "code"])
    event = Event(
        time_s=_moment(_first(data, _TIME_NAMES)),
        address=_first(data, _ADDRESS_NAMES),
        account=_first(data, _ACCOUNT_NAMES),
        request=" ".join(filter(None, [_first(data, ["method"]), _first(data, _REQUEST_NAMES)])),
        agent=_first(data, _AGENT_NAMES),
        status=int(status) if status.isdecimal() and len(status) == 3 else None,
    )
    if event.request:
        return _request_event(event)
    return _login_event(" ".join(_first(data, [name]) for name in _TEXT_NAMES), event)


def _first(data: Mapping[str, object], names: list[str]) -> str:
    """Return the first of these fields that is a text or a number, as text."""
    for name in names:
        value = data.get(name)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            return str(value)
    return ""


def _login_event(text: str, event: Event) -> Event | None:
    if not _LOGIN.search(text):
        return None
    if _FAILED.search(text):
        return _with_login(event, succeeded=False)
    return _with_login(event, succeeded=True) if _SUCCEEDED.search(text) else None


def _request_event(event: Event) -> Event:
    """Say whether a request was a login: a form that is shown again was not accepted."""
    method, _, path = event.request.partition(" ")
    if event.status == 401 and event.account:
        return _with_login(event, succeeded=False)
    if method != "POST" or not _LOGIN_PATH.search(path.split("?")[0]):
        return event
    return _with_login(event, succeeded=event.status in (201, 204, 302, 303))


def _with_login(event: Event, *, succeeded: bool) -> Event:
    return replace(event, login=succeeded)


def _access_time(text: str) -> float | None:
    try:
        return datetime.strptime(text, "%d/%b/%Y:%H:%M:%S %z").timestamp()
    except ValueError:
        return None


def _line_time(line: str) -> float | None:
    if iso := _ISO_TIME.search(line[:80]):
        return _moment(iso[0])
    if found := _SYSLOG_TIME.match(line):
        day, hour, minute, second = map(int, found.groups()[1:])
        try:
            return datetime(
                _SOME_LEAP_YEAR, _MONTHS.get(found[1], 0), day, hour, minute, second, tzinfo=UTC
            ).timestamp()
        except ValueError:
            return None
    return None


def _moment(text: str) -> float | None:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return None
