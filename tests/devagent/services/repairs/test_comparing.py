"""Fixes that passed, grouped by what they do on made inputs, and the words of how they differ."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings

from devagent.models import Candidate, Project, RepairRun
from devagent.models.candidates import hash_diff
from devagent.services.indexing import printable
from devagent.services.projects import add_project
from devagent.services.repairs import comparing
from devagent.services.repairs.comparing import Compared, compare, tell_differences
from devagent.services.repairs.ranking import spread
from devagent.services.repairs.stages import Claim, Keeper, enter
from devagent.transitions import Kind, State
from sandbox.behaviours import Behaviours
from sandbox.verdicts.behaviours import Inputs
from tests.devagent.conftest import commit, git
from tests.devagent.services.repairs.rows import make_candidate, make_run
from tests.devagent.services.repairs.test_fixing import START
from tests.sandbox.conftest import any_backend, diff  # noqa: F401

PATH, OWN = "shop/names.py", "tests/test_names.py::test_clean"
NAMES = "def clean(name):\n    return name\n"
TEST = (
    "from shop.names import clean\n\n\ndef test_clean():\n    assert clean(' Ada') == 'Ada'\n"
    "    assert clean('Bob ') in ('Bob', 'Bob ')\n"
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(tmp_path: Path, any_backend: str, settings: Settings) -> RepairRun:  # noqa: F811
    """A run whose bug an attached test shows, at its last stage."""
    settings.SANDBOX = any_backend
    folder = tmp_path / "shop"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, {**START, PATH: NAMES})
    run = make_run(add_project(name="shop", path=folder), State.RANKING)
    run.base_commit = git(folder, "rev-parse", "HEAD")
    run.started_at, run.wall_s = timezone.now(), 1_800
    run.test_path, run.test_text, run.test_ids = OWN.partition("::")[0], TEST, [OWN]
    run.evidence, run.failure = RepairRun.Evidence.ATTACHED_TEST, "assert ' Ada' == 'Ada'"
    run.set_spectrum({PATH: {OWN: 0b110}})
    run.save()
    enter(run, now=run.started_at)
    return run


def keep(run: RepairRun) -> Keeper:
    """Return a claim of the run's stage as its worker has it."""
    now = timezone.now()
    run.stages.update(state="running", attempt=1, lease_until=now, started_at=now)
    claim = Claim(stage_id=run.stages.get().pk, attempt=1, kind=Kind.RANK, run=run, candidate=None)
    return Keeper(claim, timezone.now)


def passed(run: RepairRun, text: str) -> Candidate:
    patch = diff(Path(run.report.project.path), {PATH: text})
    return Candidate.objects.create(
        run=run,
        source=Candidate.Source.TEMPLATE,
        title=text[:40],
        diff=patch,
        sha256=hash_diff(patch),
        score=0.5,
        verdict=Candidate.Verdict.PASSED,
    )


def test_fixes_that_do_the_same_are_one_group_and_others_differ_in_words(run: RepairRun) -> None:
    strips = passed(run, NAMES.replace("return name", "return name.strip()"))
    also = passed(run, NAMES.replace("return name", "return name.lstrip().rstrip()"))
    lstrips = passed(run, NAMES.replace("return name", "return name.lstrip()"))
    ranked = [strips, also, lstrips]

    compared = compare(keep(run), ranked)
    ranked = spread(ranked)
    tell_differences(ranked, compared)

    assert compared.fault == ""
    assert strips.behaviour == also.behaviour != lstrips.behaviour
    assert ranked == [strips, lstrips, also]
    assert strips.difference == {}
    assert "B keeps blanks at the ends, which A takes away." in lstrips.difference["ways"]
    assert all(one.endswith(" '.") for one in lstrips.difference["examples"])
    assert "do the same" in also.difference["headline"]


def test_what_needs_more_than_made_inputs_is_told_as_not_checked(run: RepairRun) -> None:
    raising = "raise RuntimeError('Database access not allowed')"
    ranked = [
        passed(run, NAMES.replace("return name", f"{raising} or 1")),
        passed(run, NAMES.replace("return name", f"{raising} or 2")),
    ]

    compared = compare(keep(run), ranked)
    tell_differences(ranked, compared)

    assert "each call raises RuntimeError" in compared.fault
    assert ranked[0].behaviour is None
    assert all(any("made inputs" in line for line in one.unchecked) for one in ranked)


def test_fixes_of_no_function_are_not_compared(run: RepairRun) -> None:
    ranked = [passed(run, f"{NAMES}LIMIT = {number}\n") for number in (1, 2)]

    assert compare(keep(run), ranked).fault == "they change no function that stands by itself"


def test_a_run_without_sandboxes_left_compares_nothing(run: RepairRun) -> None:
    run.most_sandbox_runs = 0
    ranked = [passed(run, NAMES.replace("return name", f"return name[{n}:]")) for n in (1, 2)]

    assert compare(keep(run), ranked).fault == "the run has used up its sandboxes"


def test_one_fix_has_nothing_to_be_compared_with(run: RepairRun) -> None:
    assert compare(keep(run), [passed(run, NAMES + "\n")]) == Compared()


@pytest.mark.parametrize("hostile", ["'<script>' \x1b[31m", "\u202e'", "\0", "\ud800"])
def test_what_code_says_is_text(
    project: Project, hostile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = make_run(project)
    ranked = [make_candidate(run, name) for name in ("one", "two")]
    inputs = [Inputs(target=("a.py", "f"), texts=["(1,)"], fault="")]
    found = Behaviours(inputs=inputs, outcomes=[[["1"]], [[hostile]]])
    monkeypatch.setattr(comparing, "_find_obstacle", lambda *_: "")
    monkeypatch.setattr(comparing, "_list_targets", lambda *_: [("a.py", "f")])
    monkeypatch.setattr(comparing, "compare_behaviours", lambda **_: found)

    tell_differences(ranked, compare(keep_nothing(run), ranked))

    assert [one.behaviour for one in ranked] == [1, 2]
    ranked[1].save()
    examples = Candidate.objects.get(pk=ranked[1].pk).difference["examples"]
    assert examples == [f"(1): A gives 1, B gives {printable(hostile)}."]


def keep_nothing(run: RepairRun) -> Keeper:
    claim = Claim(stage_id=0, attempt=1, kind=Kind.RANK, run=run, candidate=None)
    return Keeper(claim, timezone.now)


def test_the_first_of_each_behaviour_come_first(project: Project) -> None:
    run = make_run(project)
    one, two, three, four = (make_candidate(run, name) for name in ("a", "b", "c", "d"))
    one.behaviour = two.behaviour = 1
    three.behaviour = 2

    assert spread([one, two, three, four]) == [one, three, four, two]
