"""Makes rows and the folder of releases agree; of which release serves, the link has the say."""

from __future__ import annotations

import logging
from pathlib import Path

from devagent.models import Project, Release
from devagent.services.releases.claiming import find_serving
from devagent.services.releases.layout import Layout
from devagent.services.releases.repository import open_repository

State = Release.State
_BY_HAND = "The link “current” was pointed at {} by hand."

logger = logging.getLogger(__name__)


def reconcile(project: Project) -> str:
    """Make rows and folder agree; return what was not as it should be, "" where all was.

    A link to a release that served before was set by a person: what serves by the rows is taken
    back. A link that leads anywhere else is put back. Raises ReleaseFailed.
    """
    if not project.deployment.folder:
        return ""
    layout = Layout(Path(project.deployment.folder))
    serving, opened = find_serving(project), project.releases.open().first()
    layout.tidy(_list_kept(project, serving, opened))
    if serving is None:
        return ""
    current = layout.read_current()
    if current in _list_expected(serving, opened):
        return ""
    chosen = project.releases.filter(state=State.RETIRED, name=current).first()
    if chosen and opened in {None, serving}:
        message = _BY_HAND.format(chosen.name)
        Release.objects.filter(pk=serving.pk).update(
            state=State.GOING_BACK, previous=chosen, message=message
        )
        return message
    with open_repository(Path(project.path), serving.commit) as repository:
        layout.write(serving.name, repository)
    layout.swap(serving.name)
    message = f"{layout.link} led nowhere known: it is {serving.name} again."
    logger.warning("%s: %s", project, message)
    return message


def _list_expected(serving: Release, opened: Release | None) -> set[str]:
    """Return what the link may point to, wherever an agent was ended."""
    also = [opened, opened.previous] if opened and opened.state != State.WATCHED else []
    return {release.name for release in (serving, *also) if release and release.name}


def _list_kept(project: Project, serving: Release | None, opened: Release | None) -> set[str]:
    """Return the folders that are kept: what serves, what is being made, and some before these."""
    retired = project.releases.filter(state=State.RETIRED).order_by("-number")
    kept = list(retired[: project.deployment.kept])
    kept += [one for one in (serving, opened) if one]
    kept += [one.previous for one in (serving, opened) if one and one.previous]
    return {release.name for release in kept if release.name}
