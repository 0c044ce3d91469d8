"""What of projects and runs a person may be told, and how it is said."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from django.db.models import QuerySet

from devagent.models import Project, RepairRun
from devagent.selectors import list_projects
from queryassist.chat_skills.records import Asked, Told
from queryassist.readings import Choice, Refusal, RefusalReason


def list_visible(person_id: int | None) -> QuerySet[Project]:
    """Return what a person may be told of; an operator at the command line, of everything."""
    return list_projects() if person_id is None else list_projects().visible_to(person_id)


def list_names(person_id: int) -> Collection[str]:
    """Return the names of the projects that a person may be told of."""
    return set(list_visible(person_id).values_list("name", flat=True))


def list_runs(asked: Asked) -> QuerySet[RepairRun]:
    """Return the runs of repair that who asks may be told of, the newest first."""
    runs = RepairRun.objects.filter(report__project__in=list_visible(asked.person_id))
    return runs.select_related("report__project", "proposed").defer("spectrum")


def choose_project(asked: Asked, ask_again: Callable[[str], str]) -> Project | Told | Refusal:
    """Return the project that is named, or the only one; else a question back.

    What is not there and what the person may not see are told alike. ``ask_again`` returns the
    question with the name of a project in it.
    """
    visible, name = list(list_visible(asked.person_id)), asked.get("project")
    named = [project for project in visible if project.name.lower() == name.lower()]
    if named or (len(visible) == 1 and not name):
        return (named or visible)[0]
    fault = f"There is no project “{name}” that you may see." if name else ""
    if not visible:
        return refuse(fault or "There is no project that you may see.")
    names = tuple(project.name for project in visible)
    return Told(
        message=f"{fault} Which project do you mean?".strip(),
        choices=tuple(Choice(one, ask_again(one)) for one in names),
        subjects=names,
    )


def names_of(runs: Iterable[RepairRun]) -> tuple[str, ...]:
    """Return the names of the runs' projects."""
    return tuple(sorted({run.report.project.name for run in runs}))


def refuse(message: str) -> Refusal:
    """Return a refusal in words."""
    return Refusal(message, RefusalReason.UNKNOWN)


def count(number: int, one: str, many: str) -> str:
    """Return a number with its noun as a sentence."""
    return f"{number} {one if number == 1 else many}."
