"""Candidates of one text: what their test shows, and what hostile ones get."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from sandbox.models import Run
from sandbox.snippets import Snippet, SnippetBench, open_snippets
from sandbox.verdicts.screened import Standing
from sandbox.verdicts.snippets import TOO_LONG, read_forks, read_standings

SOURCE = """
import os, sys, time

def biggest(values, least=0):
    best = least
    for value in values:
        if value < best:
            best = value
    return best
"""
RIGHT = SOURCE.replace("value < best", "value > best")
TEST = """
def check(f):
    assert f([]) == 0
    assert f([1, 3, 2]) == 3
    assert f([5]) == 5

check(biggest)
"""
SNIPPET = Snippet(source=SOURCE, test=TEST, entry_point="biggest")


@pytest.fixture
def bench(any_backend: str, db: None) -> Iterator[SnippetBench]:
    """Give a bench for the snippet with a bug."""
    with open_snippets(backend=any_backend) as snippets, snippets.open(SNIPPET, name="a") as opened:
        yield opened


def doing(statement: str) -> str:
    """Return the repaired text that does something else before its result."""
    return RIGHT.replace("    best = least\n", f"    best = least\n    {statement}\n")


def screen(bench: SnippetBench, *sources: str) -> list[Standing]:
    """Return the standings of the candidates."""
    results = bench.screen(sources, first=[1, 2], cpu_s=0.2, within_s=30)
    return [result.standing for result in results]


def test_each_assertion_is_a_step_with_its_lines_and_types(bench: SnippetBench) -> None:
    [observed] = bench.observe([SOURCE])

    passed = {step: group.passed for group in observed.groups for step in group.steps}
    [failing] = [group for group in observed.groups if not group.passed]
    assert passed == {0: True, 1: False, 2: False, -1: True}
    assert {5, 6, 7, 9} == set(failing.lines)
    assert observed.independent == {0, 1, 2}
    assert observed.kinds["value"] == {"int"}
    assert observed.kinds["biggest()"] == {"int"}
    assert observed.message.startswith("AssertionError")


def test_a_step_that_never_ends_leaves_the_others_seen(bench: SnippetBench) -> None:
    endless = SOURCE.replace(
        "    return best", "    while best == 0 and values: pass\n    return 3"
    )

    [observed] = bench.observe([endless])

    passed = {step: group.passed for group in observed.groups for step in group.steps}
    assert passed == {0: False, 1: False, 2: False, -1: True}


def test_repair_is_plausible_and_the_rest_is_not(bench: SnippetBench) -> None:
    standings = screen(bench, SOURCE, RIGHT, "def", SOURCE.replace("biggest", "other"), RIGHT)

    assert standings == [Standing.FAILED, Standing.PLAUSIBLE] + [Standing.FAILED] * 2 + [
        Standing.PLAUSIBLE
    ]


TOLD = b'- {"kind":"tested","index":9,"passed":true,"message":""}\n'
HOSTILE = [
    "os._exit(0)",
    "os.kill(os.getpid(), 9)",
    "os.kill(os.getppid(), 9)",
    "os.kill(-1, 9)",
    "sys.exit(0)",
    "[0] * 10**10",
    "while True: pass",
    "time.sleep(60)",
    "os.fork()",
    "os.closerange(0, 99)",
    "open('/work/x', 'w').write('x' * 10**6)",
    f"[os.write(n, {TOLD!r}) for n in range(3, 9)]",
]


@pytest.mark.parametrize("statement", HOSTILE)
def test_what_a_candidate_does_is_no_matter_of_the_others(
    bench: SnippetBench, statement: str
) -> None:
    sources = [SOURCE, doing(statement), RIGHT]
    results = bench.screen(sources, first=[1], cpu_s=0.2, within_s=30)
    while len(results) < len(sources):
        more = bench.screen(sources[len(results) :], first=[1], cpu_s=0.2, within_s=30)
        assert more
        results += more

    assert results[0].standing is Standing.FAILED
    assert results[2].standing is Standing.PLAUSIBLE


@pytest.mark.parametrize(
    "statement", ["os._exit(0)", "sys.exit(0)", "while True: pass", "time.sleep(60)"]
)
def test_what_does_not_come_to_the_end_is_not_confirmed(
    bench: SnippetBench, statement: str
) -> None:
    assert bench.confirm([doing(statement), RIGHT], cpu_s=0.5) == [False, True]


def test_endless_candidate_is_told_as_too_long(bench: SnippetBench) -> None:
    [result] = bench.screen([doing("while True: pass")], first=[], cpu_s=0.1, within_s=30)

    assert result.reason == TOO_LONG


def test_nothing_is_confirmed_by_a_test_that_asks_nothing(any_backend: str, db: None) -> None:
    snippet = Snippet(source=SOURCE, test="def check(f):\n    f([])\n", entry_point="biggest")

    with open_snippets(backend=any_backend) as snippets, snippets.open(snippet, name="b") as bench:
        assert bench.confirm([RIGHT], cpu_s=0.5) == [False]


def test_grades_are_the_steps_that_pass(bench: SnippetBench) -> None:
    half = RIGHT.replace("best = value", "best = 5")

    assert bench.grade([SOURCE, half, RIGHT], cpu_s=0.2, within_s=30) == [
        frozenset({0}),
        frozenset({0, 2}),
        frozenset({0, 1, 2}),
    ]


def test_marks_are_alike_for_what_does_the_same(bench: SnippetBench) -> None:
    same = RIGHT.replace("value > best", "not value <= best")
    raises = RIGHT.replace("    return best", "    return best if len(values) < 4 else 1 / 0")

    marks = bench.list_marks([RIGHT, same, raises, SOURCE], inputs=60, seed=1)

    assert marks[0] == marks[1] != marks[2]
    assert len(marks[0]) > 20
    assert any(mark.startswith("!") for mark in marks[2])
    assert marks[3] == ()


@pytest.mark.parametrize(
    "test",
    [
        "assert biggest([1, 2]) == 2",
        "def test_one():\n    assert biggest([1, 2]) == 2\n",
        "def check(f):\n    for n in range(3):\n        assert f([n]) == n\n",
        "def check(f):\n    found = f([1, 2])\n    assert found == 2\n",
    ],
)
def test_other_forms_of_tests_are_run_too(any_backend: str, db: None, test: str) -> None:
    snippet = Snippet(source=SOURCE, test=test, entry_point="biggest")

    with open_snippets(backend=any_backend) as snippets, snippets.open(snippet, name="c") as bench:
        [observed] = bench.observe([SOURCE])
        results = bench.screen([SOURCE, RIGHT], first=[], cpu_s=0.2, within_s=30)

    assert any(not group.passed and 7 in group.lines for group in observed.groups)
    assert [each.standing for each in results] == [Standing.FAILED, Standing.PLAUSIBLE]


def test_row_tells_how_many_there_were(any_backend: str, db: None) -> None:
    with open_snippets(backend=any_backend) as snippets, snippets.open(SNIPPET, name="d") as bench:
        screen(bench, SOURCE, RIGHT)

    assert Run.objects.get(job="d").details == {"plausible": 1, "failed": 1, "inconclusive": 0}


def fork(lines: str, exit_code: int | None = 0) -> bytes:
    """Return what is told of a fork that wrote these lines."""
    record = {"kind": "done", "index": 0, "exit_code": exit_code, "duration_s": 0.1, "lines": lines}
    return json.dumps(record).encode()


PASSED = '- {"kind":"tested","index":0,"passed":true,"message":""}\n'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"what\n",
        fork(""),
        fork("- {}"),
        fork(PASSED.replace('"index":0', '"index":1')),
        fork(PASSED.replace("- ", "")),
        fork(PASSED.replace("true", "1, 2")),
    ],
)
def test_what_is_not_in_form_makes_nothing_plausible(content: bytes) -> None:
    results = read_standings(read_forks(content)[0], 2, at_once=2)

    assert all(each.standing is not Standing.PLAUSIBLE for each in results)


def test_records_beyond_the_candidates_are_not_believed() -> None:
    assert len(read_standings(read_forks(fork(PASSED + PASSED))[0], 1, at_once=2)) == 1
