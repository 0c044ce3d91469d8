"""Attacks in logs are told with their kind; people, search engines and monitors are left alone."""

from __future__ import annotations

import json
from time import process_time

import pytest

from monitoring.detect.probes import find_probe
from monitoring.detect.security import SecurityScanner


def kinds(*lines: str) -> list[str]:
    scanner = SecurityScanner()
    return [scanner.judge(line).kind for line in lines]


def sshd(second: int, text: str) -> str:
    clock = f"{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}"
    return f"Mar  {second // 86_400 + 1} {clock} web1 sshd[{100 + second}]: {text}"


def failed(second: int, account: str = "jo", address: str = "203.0.113.9") -> str:
    return sshd(second, f"Failed password for {account} from {address} port 4242 ssh2")


def access(
    request: str,
    status: int,
    *,
    second: int = 0,
    address: str = "203.0.113.9",
    agent: str = "Mozilla/5.0",
) -> str:
    clock = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"
    return (
        f'{address} - - [01/Mar/2026:{clock} +0000] "{request} HTTP/1.1" {status} 512 "-" "{agent}"'
    )


def test_brute_force_is_told_from_the_fifth_failure_on() -> None:
    assert kinds(*(failed(second * 10) for second in range(7))) == [""] * 4 + ["brute-force"] * 3


def test_spraying_is_told_from_brute_force_by_its_many_accounts() -> None:
    lines = [failed(number * 10, f"person{number}") for number in range(6)]
    assert kinds(*lines)[-1] == "spraying"


def test_three_accounts_that_do_not_exist_are_enough() -> None:
    lines = [
        sshd(number * 10, f"Invalid user {name} from 203.0.113.9 port 22")
        for number, name in enumerate(["oracle", "test", "ubnt"])
    ]
    assert kinds(*lines) == ["", "", "brute-force"]


def test_slow_brute_force_is_told_within_the_day() -> None:
    assert kinds(*(failed(number * 1800) for number in range(22)))[-1] == "brute-force"


def test_one_account_tried_from_many_addresses_is_distributed() -> None:
    lines = [failed(number * 20, "admin", f"198.51.{number}.7") for number in range(6)]
    assert kinds(*lines)[-1] == "distributed"


def test_a_network_that_takes_turns_is_distributed() -> None:
    lines = [failed(n * 20, f"person{n}", f"198.51.100.{n % 6}") for n in range(14)]
    assert kinds(*lines)[-1] == "distributed"


def test_stolen_credentials_tried_from_everywhere_are_stuffing() -> None:
    lines = [failed(n * 5, f"person{n}", f"10.{n}.0.7") for n in range(45)]
    assert kinds(*lines)[-1] == "credential-stuffing"


def test_stolen_credentials_tried_from_one_network_are_stuffing_too() -> None:
    lines = [failed(n * 5, f"person{n}", f"10.0.0.{n}") for n in range(45)]
    assert kinds(*lines)[-1] == "credential-stuffing"


def test_a_login_after_many_failures_was_guessed() -> None:
    lines = [failed(second) for second in range(0, 240, 20)]
    entered = sshd(250, "Accepted password for jo from 203.0.113.9 port 4242 ssh2")
    assert kinds(*lines, entered)[-1] == "guessed"


def test_a_person_who_mistypes_twice_and_gets_in_is_left_alone() -> None:
    morning = [
        sshd(0, "pam_unix(sshd:auth): authentication failure; logname= rhost=203.0.113.9  user=jo"),
        failed(2),
        sshd(9, "pam_unix(sshd:auth): authentication failure; logname= rhost=203.0.113.9  user=jo"),
        failed(11),
        sshd(20, "Accepted password for jo from 203.0.113.9 port 4242 ssh2"),
    ]
    assert set(kinds(*morning, *morning, *morning)) == {""}


def test_the_lines_of_one_attempt_count_once() -> None:
    attempt = [
        "Invalid user jp from 203.0.113.9 port 22",
        "pam_unix(sshd:auth): authentication failure; logname= rhost=203.0.113.9",
        "Failed password for invalid user jp from 203.0.113.9 port 22 ssh2",
        "Connection closed by invalid user jp 203.0.113.9 port 22 [preauth]",
    ]
    lines = [sshd(start, text) for start in (0, 30) for text in attempt]
    assert set(kinds(*lines)) == {""}


def test_an_account_named_like_an_address_blames_nobody_else() -> None:
    trick = "root from 192.0.2.1"
    lines = [failed(number * 10, f"invalid user {trick}") for number in range(5)]
    friend = sshd(60, "Failed password for jo from 192.0.2.1 port 22 ssh2")
    assert kinds(*lines, friend)[-2:] == ["brute-force", ""]


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("/item?id=1%27%20OR%20%271%27=%271", "sql-injection"),
        ("/item?id=1+UNION+ALL+SELECT+name,2", "sql-injection"),
        ("/item?id=1;DROP TABLE users", "sql-injection"),
        ("/item?id=1%2527%2520or%25201=1", "sql-injection"),
        ("/item?id=1 AND SLEEP(5)", "sql-injection"),
        ("/s?q=%3Cscript%3Ealert(1)%3C/script%3E", "xss"),
        ("/s?q=<img src=x onerror=alert(1)>", "xss"),
        ("/static/../../../etc/passwd", "traversal"),
        ("/f?name=..%2f..%2fwin.ini", "traversal"),
        ("/ping?host=1;cat /etc/group", "command-injection"),
        ("/?x=${jndi:ldap://h/a}", "command-injection"),
        ("/.env", "known-hole"),
        ("/.git/config", "known-hole"),
        ("/wp-login.php", "known-hole"),
        ("/uploads/shell.php", "known-hole"),
    ],
)
def test_probing_requests_are_told_by_kind(target: str, kind: str) -> None:
    assert kinds(access(f"GET {target}", 404)) == [kind]


@pytest.mark.parametrize(
    "line",
    [
        access("GET /", 200, agent="Mozilla/5.0 (compatible; Googlebot/2.1)"),
        access("GET /robots.txt", 404, agent="Mozilla/5.0 (compatible; bingbot/2.0)"),
        access("GET /search?q=select+committee+of+the+union+or+1922", 200),
        access("GET /search?q=rock+and+roll+or+jazz%3F", 200),
        access("GET /search?q=O%27Reilly+and+sons", 200),
        access("GET /wp-login.php", 200),
        access("GET /.well-known/security.txt", 404),
        access("GET /docs/environment.html?ref=a%2Fb&x=1%2B1", 200),
        access("GET /health", 401, agent="monitor/1.0"),
        access("GET /products?order=price&sort=asc--", 200),
        "",
        "plain words about a login",
        "[" * 50,
        '{"a": 1}',
        "[1, 2]",
    ],
)
def test_what_is_usual_is_left_alone(line: str) -> None:
    assert kinds(line) == [""]


def test_a_scanner_is_told_by_its_name() -> None:
    assert kinds(access("GET /", 200, agent="sqlmap/1.8")) == ["scanner"]


def test_many_refused_requests_of_one_address_are_an_attack() -> None:
    lines = [access(f"GET /guess/{n}", 404, second=n) for n in range(30)]
    assert kinds(*lines)[18:20] == ["", "refused-requests"]


def test_a_monitor_that_is_refused_all_day_is_left_alone() -> None:
    lines = [access("HEAD /health", 403, second=n * 30, agent="probe") for n in range(200)]
    assert set(kinds(*lines)) == {""}


@pytest.mark.parametrize(
    "line",
    [
        access("POST /accounts/login/", 200),
        '203.0.113.9 - jo [01/Mar/2026:00:00:00 +0000] "GET /api HTTP/1.1" 401 0',
        json.dumps(
            {
                "time": "2026-03-01T00:00:00Z",
                "event": "login failed",
                "user": "jo",
                "ip": "203.0.113.9",
            }
        ),
        json.dumps(
            {"remote_addr": "203.0.113.9", "method": "POST", "path": "/login", "status": 401}
        ),
        "2026-03-01 00:00:00 axes: Login failure by {username: 'jo', ip_address: '203.0.113.9'}",
        "2026-03-01 00:00:00 django.security: Invalid password for user jo from 203.0.113.9",
        sshd(0, "authentication failure; logname= uid=0 tty=ssh ruser= rhost=203.0.113.9  user=jo"),
        "Mar  1 00:00:00 web1 sshd[1]: Failed password for jo from 2001:db8::9 port 22 ssh2",
    ],
)
def test_failed_logins_of_all_formats_are_counted(line: str) -> None:
    assert kinds(*[line] * 6) == [""] * 4 + ["brute-force"] * 2


def test_a_login_form_that_leads_on_is_a_login() -> None:
    lines = [access("POST /login", 200), access("POST /login", 200), access("POST /login", 302)]
    assert set(kinds(*lines * 5)) == {""}


@pytest.mark.parametrize(
    "line",
    [
        "Failed password for " + "from " * 3000,
        access("GET /?q=" + "%25" * 1500, 200),
        access("GET /?q=" + "<img " * 800, 200),
        access("GET /?q=" + "'" * 4000, 200),
        access("GET /?q=" + "or " * 1300, 200),
        'a b c [d] "' + "\\" * 15_999,
        "{" * 16_000,
        '{"a":' * 3000,
        "1." * 8000,
        "::" * 8000,
        "user=" * 3000,
        "Forbidden (" * 1400,
        "authentication failure;" + " rhost=" * 2000,
    ],
)
def test_hostile_lines_hold_nothing_up(line: str) -> None:
    start = process_time()
    SecurityScanner().judge(line)
    assert process_time() - start < 0.5


def test_a_probe_is_found_behind_much_text_of_no_use() -> None:
    assert find_probe("GET /?a=" + "x" * 3000 + "&b=<script>") == "xss"
