"""The demonstration: a small web shop as a git repository, the same bytes wherever it is made.

Each folder of ``history`` is a commit: its message, and the files that it adds or replaces, with
.txt behind their names so that they are nobody's code here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from devagent.exceptions import DevagentError

REPORTED_TEST = Path(__file__).with_name("reports") / "login.py.txt"
"""A test of the shop that one of its bugs fails, as a customer's report would bring it."""
REPORTED_FORM_TEST = REPORTED_TEST.with_name("login_form.test.tsx.txt")
"""One for the other bug, which is in the browser."""

_HISTORY = Path(__file__).with_name("history")
_AUTHORS = (
    ("Mira Holm", "mira@kiosk.example"),
    ("Tomás Vega", "tomas@kiosk.example"),
    ("June Okafor", "june@kiosk.example"),
)
_FIRST_DAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
_DAYS_BETWEEN = 3
_TIMEOUT_S = 60


class DemoFailed(DevagentError):
    """The demo project could not be made."""


def make_repository(folder: Path) -> None:
    """Make the repository in a folder that is not there yet; it is whole or not there at all."""
    unfinished = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    _git(unfinished, "init", "--quiet", "--template=", "--initial-branch=main")
    for number, commit in enumerate(sorted(_HISTORY.iterdir())):
        _commit(unfinished, commit, number)
    unfinished.rename(folder)


def _commit(repository: Path, commit: Path, number: int) -> None:
    for source in sorted(commit.rglob("*.txt")):
        target = repository / source.relative_to(commit).with_suffix("")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    name, email = _AUTHORS[number % len(_AUTHORS)]
    date = (_FIRST_DAY + timedelta(days=_DAYS_BETWEEN * number, minutes=7 * number)).isoformat()
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", name), ("EMAIL", email), ("DATE", date))
    }
    _git(repository, "add", "--all")
    message = (commit / "MESSAGE").read_text(encoding="utf-8")
    _git(repository, "commit", "--quiet", "--no-verify", "--message", message, **who)


def _git(repository: Path, *arguments: str, **environment: str) -> None:
    """Run git untouched by what this machine or person has configured."""
    own = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(repository),
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    try:
        subprocess.run(
            ["git", *arguments],  # noqa: S607  # found by PATH, as its packages put it
            cwd=repository,
            env=own | environment,
            check=True,
            capture_output=True,
            timeout=_TIMEOUT_S,
        )
    except subprocess.CalledProcessError as error:
        raise DemoFailed(f"git: {error.stderr.decode(errors='replace').strip()}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DemoFailed(f"git did not run: {error}") from error
