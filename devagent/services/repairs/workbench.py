"""The code of a run as Claude may see it, and the copy of it in which she may try an edit.

She reads files of the commit and nothing else of this machine; what she edits is data that is
checked here, and runs in a sandbox only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from devagent.index.discovery import is_excluded
from devagent.models import RepairRun
from devagent.repair.replacements import EditRefused, Replacement, apply_replacements
from devagent.repair.sameness import parses
from devagent.services.repairs.places import is_protected
from devagent.services.repairs.running import job_of, reproduction_of
from devagent.services.repairs.stages import Clock
from sandbox.checkout import Checkout
from sandbox.records import MIB, MODE_EXECUTABLE, MODE_FILE
from sandbox.verdicts.records import Report
from sandbox.verification import run_tests

_LARGEST_BYTES = MIB
_SECRET = re.compile(r"(?:^|/)(?:\.env[^/]*|[^/]*\.(?:pem|key|p12|pfx|jks)|id_[a-z0-9]+)$", re.I)
_PROTECTED = (
    "{path!r} must not be changed: tests and what runs them, settings, migrations, dependencies, "
    "and files of CI and Docker stay as they are."
)


class Workbench:
    """The files of a run's commit, to be read and, as texts, edited."""

    def __init__(self, run: RepairRun, checkout: Checkout, clock: Clock) -> None:
        self._run = run
        self._checkout = checkout
        self._clock = clock
        self._blobs = checkout.list_blobs(checkout.base_tree)

    def read(self, path: str) -> str:
        """Return the text of a file of the commit; raises EditRefused where it is not shown."""
        project = self._run.report.project
        blob = self._blobs.get(path)
        if blob is None:
            raise EditRefused(f"The commit has no file {path!r}.")
        if blob.mode not in (MODE_FILE, MODE_EXECUTABLE):
            raise EditRefused(f"{path!r} is a link or another repository, and no file.")
        if _SECRET.search(path) or is_excluded(path, project.excludes):
            raise EditRefused(f"{path!r} is not shown.")
        if blob.size_bytes > _LARGEST_BYTES:
            raise EditRefused(f"{path!r} is too large.")
        [content] = self._checkout.read_objects([blob.object_id])
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            raise EditRefused(f"{path!r} is no text in UTF-8.") from error
        if "\0" in text:
            raise EditRefused(f"{path!r} is no text.")
        return text

    def tell_history(self, path: str, first: int, last: int, *, most: int) -> str:
        """Return the last commits that changed a file, and who put each of these lines in."""
        count = self.read(path).count("\n") + 1
        commits = self._checkout.list_commits(most, path=path)
        told = [
            f"{one.id[:10]} {one.committed_at[:10]} {one.author}: {one.subject}" for one in commits
        ]
        first = max(1, min(first, count - 1))
        lines = self._checkout.blame(path, first, max(first, min(last, count - 1)))
        return "\n".join([*told, "", lines])

    def edit(self, replacements: Sequence[Replacement]) -> dict[str, str]:
        """Return the texts of the files that the edits change; raises EditRefused."""
        texts = {}
        for path in dict.fromkeys(one.path for one in replacements):
            if path in self._blobs and is_protected(self._run.report.project, path):
                raise EditRefused(_PROTECTED.format(path=path))
            texts[path] = self.read(path)
        changed = apply_replacements(texts, replacements)
        for path, text in changed.items():
            if parses(path, texts[path]) and not parses(path, text):
                raise EditRefused(f"With these edits {path} cannot be parsed.")
        return changed

    def make_patch(self, changed: dict[str, str]) -> bytes:
        """Return the diff that gives files of the commit these texts."""
        tree = self._checkout.write({path: text.encode() for path, text in changed.items()})
        return self._checkout.make_patch(self._checkout.base_tree, tree)

    def run_reproduction(self, changed: dict[str, str]) -> Report:
        """Run the tests that show the bug in a sandbox, with these texts; raises SandboxError."""
        reproduction = reproduction_of(self._run)
        return run_tests(
            job=job_of(self._run, patch=self.make_patch(changed) if changed else b""),
            selection=reproduction.test_ids,
            files=reproduction.files,
            clock=self._clock,
        )
