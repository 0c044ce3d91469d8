"""A batch of small programs: an answer for each line, in order, whatever the line is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from devagent.repair.search import Budget
from devagent.services.repairing import repair_lines
from sandbox.exceptions import SandboxUnavailable
from sandbox.snippets import open_snippets

SOURCE = "def biggest(values):\n    best = values[0]\n    for value in values:\n"
SOURCE += "        if value < best:\n            best = value\n    return best\n"
TEST = "def check(f):\n    assert f([1, 3, 2]) == 3\n    assert f([5]) == 5\n"
BUG = {"id": "a", "source": SOURCE, "test": TEST, "entry_point": "biggest"}
BUDGET = Budget(timeout_s=20, least_beyond=50)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sandboxes() -> None:
    """Skip where nothing can be isolated."""
    try:
        with open_snippets():
            pass
    except SandboxUnavailable as error:
        pytest.skip(str(error))


def lines(*bugs: object) -> Iterator[str]:
    """Return lines of JSON."""
    return iter([bug if isinstance(bug, str) else json.dumps(bug) for bug in bugs])


def test_each_line_has_its_answer_in_order() -> None:
    bugs = [{**BUG, "id": number} for number in range(2)]

    answers = list(repair_lines(lines(bugs[0], "", bugs[1]), budget=BUDGET))

    assert [answer.id for answer in answers] == [0, 1]
    for answer in answers:
        assert answer.found.patches[0].candidate.source == SOURCE.replace("<", ">")
        assert answer.elapsed_s > 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "JSON"),
        ("[]", "object"),
        (json.dumps({**BUG, "source": None}), "source"),
        (json.dumps({**BUG, "source": "def f(:"}), "does not parse"),
        (json.dumps({**BUG, "source": "x = '\0'"}), "does not parse"),
        (json.dumps({**BUG, "test": "def check(f:"}), "does not parse"),
        (json.dumps({"id": "a"}), "Field required"),
    ],
)
def test_a_bad_line_has_an_error_and_the_batch_goes_on(line: str, said: str) -> None:
    bad, good = repair_lines(lines(line, BUG), budget=BUDGET)

    assert said.lower() in bad.error.lower()
    assert not bad.found.patches
    assert good.found.patches


@pytest.mark.parametrize(
    "changed",
    [
        {"entry_point": "missing"},
        {"entry_point": "not a name"},
        {"source": "import os\nos._exit(0)\n"},
        {"source": "while True: pass\n"},
        {"test": "def check(f):\n    while True: pass\n"},
        {"test": ""},
    ],
)
def test_nothing_is_found_where_nothing_can_be_tested(changed: dict[str, str]) -> None:
    [answer] = repair_lines(lines({**BUG, **changed}), budget=Budget(timeout_s=4))

    assert not answer.found.patches
    assert answer.elapsed_s < 60


def test_command_writes_json_in_the_form_that_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "bugs.jsonl"
    file.write_text("\n".join(lines(BUG, "{")))
    out = StringIO()

    call_command("repair_batch", str(file), "--json", "--timeout", "20", stdout=out)

    first, second = map(json.loads, out.getvalue().splitlines())
    assert first.keys() == {"id", "patches", "elapsed_s"}
    assert first["id"] == "a"
    assert SOURCE.replace("<", ">") in first["patches"]
    assert second["patches"] == []
    assert second["error"]


def test_command_tells_what_was_tried(tmp_path: Path) -> None:
    file = tmp_path / "bugs.jsonl"
    file.write_text(json.dumps(BUG))
    out = StringIO()

    call_command("repair_batch", str(file), "--json", "--verbose", stdout=out)

    assert json.loads(out.getvalue())["tried"] > 0


def test_a_file_that_is_not_there_is_an_error_in_words() -> None:
    with pytest.raises(CommandError, match="no such file"):
        call_command("repair_batch", "/nowhere/bugs.jsonl")
