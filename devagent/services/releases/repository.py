"""A project's own repository, written to: one commit, one branch moved, nothing else.

Git runs with no configuration or hook of the repository, as in sandbox/checkout.py, but writes
its objects where the project's are. Only push reads the configuration, for remote and login.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from devagent.exceptions import BranchMoved, ReleaseFailed
from devagent.services.releases.commands import Ended, run_command
from sandbox.checkout import Checkout
from sandbox.exceptions import RepositoryUnreadable
from sandbox.references import find_branch, find_commit, find_repository

_WHO = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Queen"), ("EMAIL", "queen@localhost"))
}
_PUSH_S = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCommit:
    """What a commit is made of; the same makes the same commit, whenever it is made."""

    tree: str
    parent: str
    message: str
    at: datetime


class Repository(Checkout):
    """The repository at one commit, to which others can be added."""

    def __init__(self, folder: Path, project: Path, commit: str) -> None:
        self._common = find_repository(project)
        super().__init__(folder, self._common / "objects", commit)
        self._environment |= {
            "GIT_OBJECT_DIRECTORY": str(self._common / "objects"),
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": "",
            **_WHO,
        }

    def make_commit(self, new: NewCommit) -> str:
        """Return the id of a commit, which no branch names yet."""
        date = f"{int(new.at.timestamp())} +0000"
        self._environment |= {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        made = self._git(
            "commit-tree", new.tree, "-p", new.parent, stdin=new.message.encode("utf-8", "replace")
        )
        return made.decode().strip()

    def has(self, commit: str) -> bool:
        """Return whether another commit is this one, or in its history."""
        return self._run("merge-base", "--is-ancestor", commit, self.commit).returncode == 0

    def move_branch(self, branch: str, *, new: str, old: str) -> None:
        """Move a branch if it is still at ``old``, or is at ``new`` already; raises BranchMoved."""
        own = f"--git-dir={self._common}"
        moved = self._run(own, "update-ref", "-m", "Queen", branch, new, old)
        if moved.returncode:
            at = self._git(own, "rev-parse", "--verify", branch, accepted=(0, 128))
            if at.decode().strip() != new:
                raise BranchMoved(f"{branch} is not at {old[:12]} any more.")

    def follow(self, project: Path, *, before: str, after: str) -> bool:
        """Bring the files of a checkout along from one commit to another, as a fast-forward does.

        Returns whether it could be done: where a file that would change differs from the commit,
        or the index is in use, nothing is touched.
        """
        git = project / ".git"
        if not git.exists():
            return True  # a bare clone has no files
        index = git / "index"
        if not index.is_file():
            return False
        self._environment["GIT_INDEX_FILE"] = str(index)
        try:
            files = f"--work-tree={project}"
            self._git(files, "update-index", "-q", "--refresh", accepted=(0, 1, 128))
            return self._run(files, "read-tree", "-m", "-u", before, after).returncode == 0
        except RepositoryUnreadable:
            return False
        finally:
            self._environment["GIT_INDEX_FILE"] = str(self._folder / "index")

    def write_files(self, tree: str, folder: Path) -> None:
        """Write the files of a tree into an empty folder; raises ReleaseFailed, as on a full disk.

        Submodules are empty folders, and files of filters such as LFS are their pointers.
        """
        self._git("read-tree", tree)
        written = self._run(f"--work-tree={folder}", "checkout-index", "--all", "--quiet")
        if written.returncode:
            why = written.stderr.decode(errors="replace").strip()[-500:]
            raise ReleaseFailed(f"Its files could not be written to {folder}: {why}")


@contextmanager
def open_repository(project: Path, commit: str) -> Iterator[Repository]:
    """Open a project's repository at a commit, given by its full id; raises ReleaseFailed."""
    with tempfile.TemporaryDirectory(prefix="queen-git-") as folder:
        try:
            yield Repository(Path(folder), project, commit)
        except RepositoryUnreadable as error:
            raise ReleaseFailed(str(error)) from error


def read_branch(project: Path, revision: str) -> tuple[str, str]:
    """Return the full name of a project's branch and the commit it is at; raises ReleaseFailed."""
    try:
        branch = find_branch(project, revision)
        return branch, find_commit(project, branch)
    except RepositoryUnreadable as error:
        raise ReleaseFailed(str(error)) from error


def is_checked_out(project: Path, branch: str) -> bool:
    """Return whether the files of a checkout are those of this branch."""
    try:
        return find_branch(project, "HEAD") == branch
    except RepositoryUnreadable:
        return False


def push(project: Path, remote: str, branch: str, *, new: str, old: str) -> None:
    """Push a commit to the branch of a remote if that is still at ``old``, or at ``new`` already.

    One on which others have pushed more since has taken it too. Raises BranchMoved, ReleaseFailed.
    """
    lease = f"--force-with-lease={branch}:{old}"
    done = _ask_remote(project, "push", "--porcelain", lease, "--", remote, f"{new}:{branch}")
    if done.exit_code == 0:
        return
    if "[rejected]" not in done.output and "[remote rejected]" not in done.output:
        raise ReleaseFailed(f"git push {remote}: {done.tell()}")
    if not has_taken(project, remote, branch, new):
        raise BranchMoved(f"{remote} does not take the commit: {done.output}")


def has_taken(project: Path, remote: str, branch: str, commit: str) -> bool:
    """Return whether a commit is in a remote's branch, which is fetched without a name.

    One that cannot be asked has not.
    """
    told = _ask_remote(project, "ls-remote", "--", remote, branch).output
    tip = re.search(rf"^([0-9a-f]+)\t{re.escape(branch)}$", told, re.MULTILINE)
    quietly = ("--quiet", "--no-tags", "--no-write-fetch-head", "--refmap=")
    if not tip or _ask_remote(project, "fetch", *quietly, "--", remote, branch).exit_code != 0:
        return False
    return _ask_remote(project, "merge-base", "--is-ancestor", commit, tip[1]).exit_code == 0


def _ask_remote(project: Path, *arguments: str) -> Ended:
    """Run git with the configuration of the project, which names remotes, and without its hooks."""
    return run_command(
        ["git", "-c", f"core.hooksPath={os.devnull}", *arguments],
        folder=project,
        timeout_s=_PUSH_S,
        environment=_push_environment(),
    )


def _push_environment() -> Mapping[str, str]:
    names = ("HOME", "SSH_AUTH_SOCK")
    own = {name: os.environ[name] for name in names if name in os.environ}
    return own | {"GIT_TERMINAL_PROMPT": "0"}
