"""Has the server restarted, and asks it whether it serves what it should."""

from __future__ import annotations

from datetime import timedelta

from devagent.exceptions import ReleaseFailed
from devagent.models import Deployment, Release
from devagent.repair.health import Sample, Status, combine
from devagent.services.releases.commands import run_command, split_command
from devagent.services.releases.health import open_sources
from devagent.services.releases.work import Work

_CHECK_S = 600
_POLL_S = 1.0
NOT_VERIFIED = "Not verified: the health check does not tell which commit it serves."
NOT_CHECKED = "Not checked: the project has no address to ask."


def check_release(work: Work) -> str:
    """Run the project's check command in the release's folder; raises ReleaseFailed."""
    return _run(work, work.release, work.deployment.check_command, _CHECK_S, is_server=False)


def restart(work: Work, release: Release) -> str:
    """Run the restart command in the folder of a release; raises ReleaseFailed."""
    deployment = work.deployment
    return _run(work, release, deployment.restart_command, deployment.start_s, is_server=True)


def await_health(work: Work, release: Release) -> str:
    """Ask the server until it answers with the release's commit; raises ReleaseFailed.

    Returns what is to be said of it. It has as many seconds as the project needs to start.
    """
    if not work.project.health_check:
        return NOT_CHECKED
    until = work.now() + timedelta(seconds=work.deployment.start_s)
    while True:
        sample = read_health(work.deployment)
        if sample.status is Status.OK and sample.commit in {"", release.commit}:
            return f"It serves {sample.commit[:12]}." if sample.commit else NOT_VERIFIED
        if work.now() >= until:
            raise ReleaseFailed(_tell(sample, release))
        work.lose_time(_POLL_S)


def read_health(deployment: Deployment) -> Sample:
    """Return how a project does now, by all that it can be asked by."""
    return combine([source.sample() for source in open_sources(deployment)])


def _tell(sample: Sample, release: Release) -> str:
    if sample.status is Status.OK:
        return f"It says that it serves {sample.commit[:12]}, not {release.commit[:12]}."
    return sample.note or "It cannot be told whether it serves."


def _run(work: Work, release: Release, command: str, timeout_s: int, *, is_server: bool) -> str:
    argv = split_command(command)
    if not argv:
        return "There is no command for it."
    layout = work.layout
    path = layout.path_of(release.name)
    ended = run_command(
        argv,
        folder=path,
        timeout_s=timeout_s,
        environment={"QUEEN_RELEASE": str(path), "QUEEN_COMMIT": release.commit},
        log=layout.folder / "restart.log" if is_server else None,
    )
    if ended.exit_code != 0:
        raise ReleaseFailed(f"{command}: {ended.tell()}")
    return ended.output
