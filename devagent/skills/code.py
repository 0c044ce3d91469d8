"""Finding code by what it does."""

from __future__ import annotations

from devagent.exceptions import DevagentError
from devagent.index.search.descriptions import Found
from devagent.models import Project
from devagent.pages.addresses import file_address
from devagent.services.indexing import printable
from devagent.services.searching import find_by_description
from devagent.skills.visible import choose_project, count, refuse
from queryassist.chat_skills.records import Asked, Line, Told
from queryassist.readings import Refusal

_MOST_PLACES = 8


def find_code(asked: Asked) -> Told | Refusal:
    """Return the places that fit a description, the best first."""
    text = asked.get("text")
    project = choose_project(asked, lambda name: f"find the code that {text} in project {name}")
    if not isinstance(project, Project):
        return project
    try:
        found = find_by_description(project=project, text=text, limit=_MOST_PLACES)
    except DevagentError as error:
        return refuse(str(error))
    if not found:
        return refuse("No code fits this description: say it in the words that the code has.")
    lines = tuple(_tell_place(project, one) for one in found)
    return Told(
        message=count(len(lines), "place fits", "places fit"), lines=lines, subjects=(project.name,)
    )


def _tell_place(project: Project, found: Found) -> Line:
    name = f" {found.symbol.qualified_name}" if found.symbol else ""
    return Line(
        text=printable(f"{found.path}:{found.start_line}{name}"),
        address=file_address(project, found.path, found.start_line),
        note=printable(" ".join(found.reasons[:1])),
    )
