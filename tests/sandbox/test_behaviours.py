"""What patches do on made inputs, told from a sandbox."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sandbox.behaviours import Behaviours, compare_behaviours
from sandbox.exceptions import ResultRefused
from sandbox.records import MIB, MODE_FILE, FileEntry, Limits
from sandbox.services import Job
from sandbox.verdicts.behaviours import Inputs, read_inputs, read_outcomes
from sandbox.verification import Reproduction
from tests.sandbox.conftest import commit_all, diff

LIMITS = Limits(timeout_s=60, memory_bytes=256 * MIB, disk_bytes=32 * MIB)
NAMES = "def clean(name, size=3):\n    return name\n\n\ndef keep(*names):\n    return names\n"
TEST = (
    "from names import clean, keep\n\n\ndef test_clean():\n    keep(' a')\n"
    "    assert clean(' Ada ', 4) == 'Ada'\n    assert clean('') == ''\n"
)
TARGET = ("names.py", "clean")


@pytest.fixture
def named(project: Path) -> Path:
    (project / "names.py").write_text(NAMES)
    commit_all(project)
    return project


def compare(project: Path, backend: str, *texts: str, **options: object) -> Behaviours:
    added = FileEntry(path="tests/test_names.py", mode=MODE_FILE, content=TEST.encode())
    given: dict[str, object] = {
        "targets": [TARGET],
        "reproduction": Reproduction(test_ids=["tests/test_names.py::test_clean"], files=[added]),
    }
    return compare_behaviours(
        job=Job(project=project, limits=LIMITS, backend=backend),
        patches=[
            diff(project, {"names.py": NAMES.replace("return name\n", f"{text}\n")})
            for text in texts
        ],
        **{**given, **options},  # type: ignore[arg-type]
    )


@pytest.mark.django_db
def test_patches_are_run_on_the_same_inputs_near_those_of_the_test(
    named: Path, any_backend: str
) -> None:
    found = compare(named, any_backend, "return name.strip()", "return name.lstrip()")

    [inputs] = found.inputs
    assert inputs.target == TARGET
    assert {"(' Ada ', 4)", "('', 3)"} <= set(inputs.texts)
    assert len(inputs.texts) > 20
    strips, lstrips = (dict(zip(inputs.texts, told[0], strict=True)) for told in found.outcomes)
    assert strips["(' Ada ', 4)"] == "'Ada'"
    assert lstrips["(' Ada ', 4)"] == "'Ada '"


@pytest.mark.django_db
def test_a_patch_that_ends_or_hangs_its_process_is_told_nothing_of(
    named: Path, any_backend: str
) -> None:
    found = compare(named, any_backend, "return name.strip()", "import os; os._exit(0)")

    right, ended = found.outcomes
    assert not any(ended)
    assert any(right)


@pytest.mark.django_db
def test_what_cannot_be_called_says_why(named: Path, any_backend: str) -> None:
    targets = [("names.py", "keep"), ("names.py", "nothing")]

    found = compare(named, any_backend, "return name.strip()", targets=targets)

    keep, nothing = found.inputs
    assert "any number of arguments" in keep.fault
    assert "no test that shows the bug calls it" in nothing.fault
    assert not any(found.outcomes)


@pytest.mark.django_db
def test_no_more_are_run_than_there_is_time_for(named: Path, any_backend: str) -> None:
    found = compare(named, any_backend, "return name.strip()", may_go_on=lambda: False)

    assert list(found.outcomes) == [()]


HOSTILE = [
    b"",
    b"{}",
    b"[1]",
    b"[" * 50_000,
    json.dumps(
        [{"path": "a.py", "name": "f", "inputs": ["__import__('os')"], "fault": ""}]
    ).encode(),
    json.dumps([{"path": "a.py", "name": "f", "inputs": ["1"], "fault": ""}]).encode(),
    json.dumps([{"path": "a.py", "name": "f", "inputs": ["(1,)"] * 201, "fault": ""}]).encode(),
    *(
        json.dumps([{"path": "a.py", "name": "f", "inputs": [text], "fault": ""}]).encode()
        for text in ("(" * 500, "({}, {[]: 1})", f"(0x{'f' * 3_900},)")
    ),
]


@pytest.mark.parametrize("content", HOSTILE)
def test_inputs_out_of_form_are_refused(content: bytes) -> None:
    with pytest.raises(ResultRefused):
        read_inputs(content, [("a.py", "f")])


def test_outcomes_of_another_number_than_the_inputs_are_not_taken() -> None:
    inputs = [Inputs(target=("a.py", "f"), texts=["(1,)", "(2,)"], fault="")]
    told = [
        {"path": "a.py", "name": "f", "outcomes": ["1"]},
        {"path": "b.py", "name": "f", "outcomes": []},
    ]

    assert read_outcomes(json.dumps(told).encode(), inputs) == [[]]


def test_outcomes_longer_than_a_line_are_refused() -> None:
    inputs = [Inputs(target=("a.py", "f"), texts=["(1,)"], fault="")]
    told = [{"path": "a.py", "name": "f", "outcomes": ["9" * 400]}]

    with pytest.raises(ResultRefused):
        read_outcomes(json.dumps(told).encode(), inputs)
