"""The options of commands that set how a project is deployed."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path

from devagent.models import Deployment
from devagent.services.releases.deployments import DeploymentSettings


def add_deployment_options(parser: ArgumentParser, *, is_required: bool) -> None:
    """Take how a project is deployed; times are seconds."""
    parser.add_argument("--deploy", choices=Deployment.Mode.values, required=is_required)
    parser.add_argument("--releases-folder", default="", help="where releases are, behind current")
    parser.add_argument("--push-to", default="", help="with branch: a remote or an address")
    parser.add_argument("--check-command", default="", help="run in a release before it serves")
    parser.add_argument("--restart-command", default="", help="run when current was changed")
    parser.add_argument("--log-file", default="", help="whose errors count as health")
    parser.add_argument("--start-seconds", type=int, default=60)
    parser.add_argument("--watch-seconds", type=int, default=300)
    parser.add_argument("--keep-releases", type=int, default=5)


def read_deployment(options: Mapping[str, object]) -> DeploymentSettings:
    """Return what the options say."""
    folder = str(options["releases_folder"])
    return DeploymentSettings(
        mode=str(options["deploy"]),
        folder=str(Path(folder).absolute()) if folder else "",
        push_to=str(options["push_to"]),
        check_command=str(options["check_command"]),
        restart_command=str(options["restart_command"]),
        log_file=str(options["log_file"]),
        start_s=int(str(options["start_seconds"])),
        window_s=int(str(options["watch_seconds"])),
        kept=int(str(options["keep_releases"])),
    )
