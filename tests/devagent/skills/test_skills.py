"""What devagent's skills answer, to whom, and what they act on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group

from devagent import skills
from devagent.models import Approval, BugReport, Project, Release, RepairRun
from devagent.services.indexing import index_project
from devagent.transitions import State
from queryassist.chat_skills.records import Asked, Skill, Told
from queryassist.readings import Refusal
from tests.devagent.services.repairs.rows import make_proposal, make_run
from tests.queryassist.chat_page import staff_with
from users.models import User

NOW = datetime(2026, 3, 18, 10, 30, tzinfo=UTC)

pytestmark = pytest.mark.django_db

Ask = Callable[..., Told | Refusal]


@pytest.fixture
def ada() -> User:
    return staff_with("view_project", "report_bug", "view_repairrun", "approve_repairrun")


@pytest.fixture
def ask(ada: User) -> Ask:
    def call(
        skill: Skill, *, by: User | None = ada, act: bool = False, **slots: str
    ) -> Told | Refusal:
        person = User.objects.get(pk=by.pk) if by else None
        may = person.has_perm if person else (lambda _: True)
        asked = Asked(person_id=person.pk if person else None, may=may, slots=slots, now=NOW)
        if act:
            assert skill.act
            return skill.act(asked)
        return skill.answer(asked)

    return call


@pytest.fixture
def hidden(project: Project) -> Project:
    """The project, of a group that nobody here is in."""
    project.groups.add(Group.objects.create(name="Others"))
    return project


def texts_of(told: Told | Refusal) -> str:
    assert isinstance(told, Told)
    return "\n".join(f"{line.text} {line.note} {line.address}" for line in told.lines)


def test_code_is_found_with_its_place(ask: Ask, project: Project) -> None:
    index_project(project=project)

    told = ask(skills.FIND_CODE, text="total of lines")

    assert "shop/carts.py:1 total" in texts_of(told)
    assert f"/admin/devagent/code/{project.name}/file/?path=shop%2Fcarts.py" in texts_of(told)
    assert isinstance(told, Told)
    assert told.subjects == (project.name,)
    assert project.name not in told.message


def test_a_project_without_an_index_is_told_of(ask: Ask, project: Project) -> None:
    told = ask(skills.FIND_CODE, text="total")

    assert isinstance(told, Refusal)
    assert "no index yet" in told.message


def test_of_several_projects_the_person_is_asked_which(ask: Ask, project: Project) -> None:
    other = Project.objects.create(name="bakery", path="/srv/bakery")

    told = ask(skills.REPORT_BUG, text="Odd {signs} here")

    assert isinstance(told, Told)
    assert {choice.label for choice in told.choices} == {project.name, other.name}
    assert told.choices[0].question == "report a bug in project bakery: Odd {signs} here"


ABOUT_ONE = {
    "find": (skills.FIND_CODE, {"text": "total"}),
    "report": (skills.REPORT_BUG, {"text": "Wrong"}),
}


@pytest.mark.parametrize("name", ABOUT_ONE)
def test_a_project_of_others_is_told_of_as_one_that_is_not_there(
    ask: Ask, hidden: Project, name: str
) -> None:
    skill, slots = ABOUT_ONE[name]

    there = ask(skill, project=hidden.name, **slots)
    not_there = ask(skill, project="nothing", **slots)

    assert isinstance(there, Refusal)
    assert isinstance(not_there, Refusal)
    assert there.message.replace(hidden.name, "X") == not_there.message.replace("nothing", "X")


def test_a_report_is_begun_only_once_it_is_confirmed(ask: Ask, project: Project, ada: User) -> None:
    told = ask(skills.REPORT_BUG, text="Total is wrong\nAfter a voucher")
    assert isinstance(told, Told)
    assert told.offer
    assert not BugReport.objects.exists()

    done = ask(skills.REPORT_BUG, act=True, **dict(told.offer.slots))

    report = BugReport.objects.get()
    assert (report.title, report.description) == ("Total is wrong", "After a voucher")
    assert (report.project, report.reporter) == (project, ada)
    assert f"/admin/devagent/repairrun/{report.runs.get().pk}/change/" in texts_of(done)


def test_a_bug_of_a_project_of_others_is_not_reported(ask: Ask, hidden: Project) -> None:
    told = ask(skills.REPORT_BUG, act=True, project=hidden.name, text="Wrong")

    assert isinstance(told, Refusal)
    assert not BugReport.objects.exists()


def test_nobody_reports_from_the_command_line(ask: Ask, project: Project) -> None:
    assert isinstance(
        ask(skills.REPORT_BUG, by=None, act=True, project=project.name, text="Wrong"), Refusal
    )


def test_the_runs_under_way_are_told_with_their_steps(ask: Ask, project: Project) -> None:
    run = make_run(project)

    told = ask(skills.FIX_PROGRESS)

    assert "1 fix is under way." in getattr(told, "message", "")
    assert f"shop: Totals are wrong (run {run.pk})" in texts_of(told)


def test_one_run_is_told_by_its_number(ask: Ask, project: Project) -> None:
    run = make_run(project)
    RepairRun.objects.update(state=State.FAILED, ended_at=NOW, message="Nothing passes.")

    assert "No fix. Nothing passes." in texts_of(ask(skills.FIX_PROGRESS, run=str(run.pk)))


@pytest.mark.parametrize("number", ["0", "987654"])
def test_a_run_of_others_is_told_of_as_one_that_is_not_there(
    ask: Ask, hidden: Project, number: str
) -> None:
    run = make_run(hidden)

    there = ask(skills.FIX_PROGRESS, run=str(run.pk))
    not_there = ask(skills.FIX_PROGRESS, run=number)

    assert isinstance(there, Refusal)
    assert isinstance(not_there, Refusal)
    assert there.message.replace(str(run.pk), "X") == not_there.message.replace(number, "X")


def test_what_awaits_my_approval_waits_for_me(ask: Ask, project: Project, ada: User) -> None:
    run = make_proposal(project)
    assert "A fix awaits approval." in texts_of(ask(skills.WAITING_FOR_ME))
    assert run.proposed

    Approval.objects.create(
        run=run,
        person=ada,
        sha256=run.proposed.sha256,
        base_commit=run.base_commit,
        shown_sha256="0" * 64,
        approved_at=NOW,
    )

    assert ask(skills.WAITING_FOR_ME) == Told(message="Nothing waits for you.")


def test_a_fix_of_which_watching_cannot_tell_waits_for_me(ask: Ask, project: Project) -> None:
    serve(make_proposal(project), answer_until=NOW)

    assert "keep it, or take it back?" in texts_of(ask(skills.WAITING_FOR_ME))


def test_nothing_waits_for_who_may_not_approve(ask: Ask, project: Project) -> None:
    make_proposal(project)
    reader = staff_with("view_repairrun", email="eve@example.com")

    assert ask(skills.WAITING_FOR_ME, by=reader) == Told(message="Nothing waits for you.")


def serve(run: RepairRun, *, days_ago: int = 1, **fields: object) -> Release:
    RepairRun.objects.filter(pk=run.pk).update(state=State.PROBATION)
    return Release.objects.create(
        **{
            "project": run.report.project,
            "run": run,
            "number": 1,
            "base_commit": run.base_commit,
            "commit": "c" * 40,
            "state": Release.State.WATCHED,
            "begun_at": NOW,
            "served_at": NOW - timedelta(days=days_ago, minutes=1),
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("days_ago", "period", "is_told"),
    [
        (1, "", True),
        (1, "yesterday", True),
        (1, "today", False),
        (0, "today", True),
        (2, "this week", True),
        (3, "this week", False),
        (3, "last week", True),
        (10, "last week", False),
        (17, "this month", True),
        (18, "this month", False),
        (8, "lately", False),
    ],
)
def test_what_changed_in_production_is_told_by_period(
    ask: Ask, project: Project, days_ago: int, period: str, is_told: bool
) -> None:
    serve(make_proposal(project), days_ago=days_ago)

    told = ask(skills.PRODUCTION, period=period)

    assert isinstance(told, Told)
    assert bool(told.lines) is is_told
    assert told.message.startswith("1 change of" if is_told else "Nothing changed")


@pytest.mark.parametrize("skill", [skills.FIX_PROGRESS, skills.WAITING_FOR_ME, skills.PRODUCTION])
def test_nothing_of_others_is_told_and_no_count_of_it(
    ask: Ask, hidden: Project, skill: Skill
) -> None:
    serve(make_proposal(hidden), answer_until=NOW)

    told = ask(skill)

    assert getattr(told, "lines", ()) == ()
    assert hidden.name not in told.message
    assert not any(sign.isdigit() and sign != "7" for sign in told.message)


def test_an_operator_is_told_of_everything(ask: Ask, hidden: Project) -> None:
    make_run(hidden)

    assert "Totals are wrong" in texts_of(ask(skills.FIX_PROGRESS, by=None))


def test_subjects_are_the_projects_that_a_person_sees(hidden: Project, ada: User) -> None:
    seen = Project.objects.create(name="bakery", path="/srv/bakery")

    for skill in skills.SKILLS:
        assert set(skill.list_subjects(ada.pk)) == {seen.name}
