"""Reporting a bug: what would be reported is shown, and kept once the person confirms it."""

from __future__ import annotations

from django.urls import reverse

from devagent.exceptions import DevagentError
from devagent.models import Project
from devagent.pages.proposals import run_address
from devagent.permissions import VIEW_REPAIRS_PERMISSION
from devagent.services.repairs import reporting
from devagent.services.repairs.reporting import Reported
from devagent.skills.visible import choose_project, list_visible, refuse
from queryassist.chat_skills.records import Asked, Line, Offer, Told
from queryassist.readings import Refusal


def offer_report(asked: Asked) -> Told | Refusal:
    """Return what would be reported, for the person to confirm."""
    text = asked.get("text")
    if not text:
        return Told(
            message="What is wrong? Write “report a bug: …” with what one sees, or use the form, "
            "which takes a failing test too.",
            lines=(Line(text="Report a bug", address=reverse("admin:devagent_bugreport_add")),),
        )
    project = choose_project(asked, lambda name: f"report a bug in project {name}: {text}")
    if not isinstance(project, Project):
        return project
    title, _, rest = text.partition("\n")
    return Told(
        message="This is what will be reported. A fix is looked for then; a person has to approve "
        "it before it is applied.",
        lines=(
            Line(text=f"Project: {project.name}"),
            Line(text=f"What is wrong: {title}"),
            *([Line(text=rest.strip())] if rest.strip() else []),
            Line(
                text="Use the form instead",
                address=reverse("admin:devagent_bugreport_add"),
                note="for steps, severity and a failing test",
            ),
        ),
        subjects=(project.name,),
        offer=Offer(label="Report this bug", slots={"project": project.name, "text": text}),
    )


def report_bug(asked: Asked) -> Told | Refusal:
    """Keep the report, and begin the search for a fix."""
    project = list_visible(asked.person_id).filter(name=asked.get("project")).first()
    if project is None or asked.person_id is None:
        return refuse("There is no such project that you may see.")
    try:
        run = reporting.report_bug(
            project=project,
            reported=Reported(text=asked.get("text")),
            reporter_id=asked.person_id,
            now=asked.now,
        )
    except DevagentError as error:
        return refuse(str(error))
    may_view = asked.may(VIEW_REPAIRS_PERMISSION)
    lines = (Line(text="How it gets on", address=run_address(run)),) if may_view else ()
    return Told(
        message="Reported: a fix is being looked for.", lines=lines, subjects=(project.name,)
    )
