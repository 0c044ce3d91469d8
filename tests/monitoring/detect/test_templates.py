"""Templates: lines of one wording come together, lines of different wordings stay apart."""

from __future__ import annotations

from statistics import mean
from time import process_time

import pytest

from monitoring.detect.headers import message_start
from monitoring.detect.mining import mine_lines
from monitoring.detect.templates import TemplateMiner, message_of, message_template
from tests.monitoring.detect.log_corpus import SOURCES, Source, grouping_accuracy


def mined(*lines: str) -> list[tuple[int, str]]:
    return [(one.group, one.template) for one in mine_lines(line.encode() for line in lines)]


def groups(*lines: str) -> list[int]:
    return [group for group, _ in mined(*lines)]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("Jan  2 03:04:05 web1 sshd[12]: Failed password for root", "Failed password for root"),
        ("Jan  2 03:04:05 web1 su(pam)[12]: session opened", "session opened"),
        ("Jan  2 03:04:05 web1 last message repeated 3 times", "last message repeated 3 times"),
        ("<34>1 2031-10-11T22:14:15.003Z web1 app: it broke", "it broke"),
        ("2031-01-02 03:04:05,678 INFO [main] org.shop.Cart: Paid", "Paid"),
        ("2031-01-02 03:04:05,678 - shop.cart - WARNING - Paid late", "Paid late"),
        ("2031-01-02T03:04:05+02:00 ERROR shop.cart Not paid", "Not paid"),
        ("31/01/02 03:04:05 INFO shop.Cart: Paid", "Paid"),
        ("[Sun Jan 02 03:04:05 2031] [notice] caught SIGTERM", "caught SIGTERM"),
        ("2031/01/02 03:04:05 [error] 12#0: *7 open() failed", "open() failed"),
        ("01-02 03:04:05.678  12  34 D Tag: onPause", "onPause"),
        ("20310102-03:04:05:678|Tag|3000|onPause 3", "onPause 3"),
        ("I0102 03:04:05.000000       1 main.go:12] listening", "listening"),
        ("WARNING:root:disk is full", "disk is full"),
        ("ERROR: disk is full", "disk is full"),
        ("disk sda is full", "disk sda is full"),
        (
            "Connection from 10.0.0.1 at 03:04:05 closed",
            "Connection from 10.0.0.1 at 03:04:05 closed",
        ),
        ("2031-01-02 03:04:05", "2031-01-02 03:04:05"),
        ('{"ts": 3, "level": "info", "msg": "order 3 paid"}', "order 3 paid"),
        ("\x1b[32m2031-01-02 03:04:05 INFO\x1b[0m Paid\x07", "Paid"),
    ],
)
def test_a_message_begins_after_its_header(line: str, message: str) -> None:
    assert message_of(line) == message


@pytest.mark.parametrize(
    ("message", "template"),
    [
        ("took 35 ms for 10.0.0.1:80", "took <*> for <*>"),
        ("block blk_-123 of size 67108864", "block blk_<*> of size <*>"),
        ("read /var/lib/x/y.dat, then C:\\Temp\\a.txt", "read <*>, then <*>"),
        ("id 3f2a9c81d0 and 0xDEADBEEF and 2001:db8::1", "id <*> and <*> and <*>"),
        ("user=root uid=0 tty=ssh", "user=<*> uid=<*> tty=<*>"),
        ("tag \"a b c\" of 'x y'", "tag <*> of <*>"),
        ("sent 10 bytes (1.2 KB), load 0.1, 0.2, 0.3", "sent <*>, load <*>"),
        ("mail to jo@shop.example from cache.farm.example", "mail to <*> from <*>"),
        ("don't panic, it isn't lost", "don't panic, it isn't lost"),
        ("see https://shop.example/a?b=1 now", "see <*> now"),
    ],
)
def test_values_are_masked_and_wording_is_not(message: str, template: str) -> None:
    assert message_template(message) == template


def test_opposites_stay_apart_and_names_come_together() -> None:
    names = ["amara", "bjorn", "chiara"]
    lines = [f"session {what} for user {who}" for who in names for what in ("opened", "closed")]
    assert groups(*lines) == [groups(*lines)[0], groups(*lines)[1]] * 3
    assert {template for _, template in mined(*lines)} == {
        "session opened for user <*>",
        "session closed for user <*>",
    }


def test_each_line_carries_the_last_template_of_its_group() -> None:
    first, second = mined("cache of a/b is cold", "cache of c/d is cold")
    assert first == second == (1, "cache of <*> is cold")


def test_a_word_is_a_value_once_many_were_seen_in_its_place() -> None:
    places = "kitchen cellar attic garden porch hall".split()
    assert len(set(groups(*(f"the lamp in {place} went out" for place in places)))) == 1
    assert len(set(groups(*(f"the lamp in {place} went out" for place in places[:3])))) == 3


def test_the_group_of_a_wording_never_changes() -> None:
    miner = TemplateMiner()
    before = [miner.add(b"Deleted file /a/b by jo"), miner.add(b"Stopping worker 3")]
    for source in SOURCES:
        for line, _ in source.lines(50):
            miner.add(line.encode())
    assert [miner.add(b"Deleted file /c/d by jo"), miner.add(b"Stopping worker 99")] == before


def accuracy(source: Source) -> float:
    lines = source.lines(2000)
    found = mine_lines(line.encode() for line, _ in lines)
    return grouping_accuracy([one.group for one in found], [template for _, template in lines])


def test_invented_systems_in_all_usual_formats_are_grouped_by_one_configuration() -> None:
    reached = {source.name: accuracy(source) for source in SOURCES}
    assert mean(reached.values()) >= 0.95
    assert min(reached.values()) >= 0.85, reached


@pytest.mark.parametrize(
    "line",
    [
        "a" * 16_000,
        "[" * 16_000,
        "/a" * 8_000,
        "1." * 8_000,
        "a.b" * 5_000,
        "::" * 8_000,
        '"' * 16_001,
        "'a" * 8_000,
        "INFO " * 3_000,
        "2031-01-02 " * 1_500,
        "1:" * 8_000,
        "a=" * 8_000,
        " " * 16_000 + "x",
        "a@" * 8_000,
        "\x1b[" * 8_000,
        '{"message": "' + "\\" * 16_000,
        "Jan  2 03:04:05 " + "x(" * 8_000,
        "0 bytes (0" * 1_500,
    ],
)
def test_hostile_lines_hold_nothing_up(line: str) -> None:
    start = process_time()
    message_start(line)
    TemplateMiner().add(line.encode())
    assert process_time() - start < 0.5


def test_memory_is_bounded_where_every_line_is_new() -> None:
    miner = TemplateMiner()
    letters = "abcdefghijklmnop"
    numbers = {
        miner.add(
            f"start {letters[n % 16]}x {letters[n // 16 % 16]}y {letters[n // 256]}z".encode()
        )
        for n in range(4096)
    }
    assert len(numbers) <= 16 * 101
