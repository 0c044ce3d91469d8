"""The files of a commit and what a patch makes of them, read without trusting the repository.

Git runs on an empty repository of our own that borrows the objects of the project's, so no
configuration, hook, filter or attribute of the project is ever read, and its folder never written.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sandbox.exceptions import PatchRefused, RepositoryUnreadable
from sandbox.paths import find_fault
from sandbox.records import MIB, MODE_SUBMODULE, FileChange, FileEntry
from sandbox.references import find_commit, find_repository, read_index

_NUL_IN_NAME = re.compile(rb"^(?:diff|---|\+\+\+|rename|copy) .*\\000", re.MULTILINE)
_TIMEOUT_S = 60
_MOST_BYTES = 256 * MIB
_MOST_PATCH_BYTES = 4 * MIB
_SAFE_CONFIG = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.attributesFile": os.devnull,
    "core.protectHFS": "true",
    "core.protectNTFS": "true",
    "protocol.allow": "never",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A file in a tree: git's mode, the object that holds its bytes, and how many these are."""

    mode: int
    object_id: str
    size_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A commit of a history; ``committed_at`` is ISO 8601 with its zone."""

    id: str
    committed_at: str
    author: str
    subject: str


class Checkout:
    """The commit of a project and trees made from it; opened by open_checkout."""

    def __init__(self, folder: Path, objects: Path, commit: str) -> None:
        self.commit = commit
        self._folder = folder
        self._environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(folder),
            "LC_ALL": "C",
            "GIT_DIR": str(folder / "own.git"),
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": _quote_path(objects),
            "GIT_INDEX_FILE": str(folder / "index"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_TERMINAL_PROMPT": "0",
        }
        _make_repository(folder / "own.git", "sha1" if len(commit) == 40 else "sha256")
        found = self._run("rev-parse", "--verify", f"{commit}^{{tree}}")
        if found.returncode:
            raise RepositoryUnreadable(
                f"The repository lacks the commit {commit} that it names: it is damaged, or a copy "
                "of a part. Run git fsck in it, or make a full clone."
            )
        self.base_tree = found.stdout.decode().strip()

    def apply(self, patch: bytes, *, context: int | None = None) -> str:
        """Return the tree that the patch makes of the commit; raise PatchRefused where none.

        ``context`` is how many lines around a change must be as the patch has them; all by default.
        """
        if len(patch) > _MOST_PATCH_BYTES:
            raise PatchRefused(f"The patch has more than {_MOST_PATCH_BYTES // MIB} MiB.")
        if b"\0" in patch or _NUL_IN_NAME.search(patch):
            raise PatchRefused("The patch holds a NUL, where git would cut a name off.")
        self._git("read-tree", self.base_tree)
        around = () if context is None else (f"-C{context}",)
        applied = self._run("apply", "--cached", "--whitespace=nowarn", *around, "-", stdin=patch)
        written = applied if applied.returncode else self._run("write-tree")
        if written.returncode:
            raise PatchRefused(f"The patch does not apply: {_shorten(written.stderr)}")
        tree = written.stdout.decode().strip()
        for change in self.list_changes(self.base_tree, tree):
            fault = find_fault(change.path)
            if fault:
                raise PatchRefused(f"The patch names {change.path!r}: {fault}.")
        return tree

    def list_changes(self, before: str, after: str) -> list[FileChange]:
        """Return the files that differ between two trees, by path."""
        old, new = self.list_blobs(before), self.list_blobs(after)
        paths = sorted(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))
        olds = self._read({path: old[path] for path in paths if path in old})
        news = self._read({path: new[path] for path in paths if path in new})
        return [
            FileChange(path=path, before=olds.get(path), after=news.get(path)) for path in paths
        ]

    def list_changed_blobs(self, before: str) -> dict[str, Blob | None] | None:
        """Return the files that differ from those of another commit, None for one that is gone.

        The whole is None where the repository has that commit no more.
        """
        compared = ("diff-tree", "-r", "-z", "--no-renames", before, self.base_tree)
        done = self._run(*compared)
        if done.returncode:
            return None
        parts = done.stdout.split(b"\0")[:-1]
        found: dict[str, tuple[int, str] | None] = {}
        for facts, path in zip(parts[::2], parts[1::2], strict=True):
            _, mode, _, object_id, _ = facts.decode().split()
            found[os.fsdecode(path)] = (int(mode, 8), object_id) if int(mode, 8) else None
        return self._measure_blobs(found)

    def _measure_blobs(
        self, found: Mapping[str, tuple[int, str] | None]
    ) -> dict[str, Blob | None] | None:
        """Return files with their sizes; None where the repository lacks one of them."""
        wanted = {one[1] for one in found.values() if one and one[0] != MODE_SUBMODULE}
        lines = "".join(f"{object_id}\n" for object_id in wanted).encode()
        sizes = self._git("cat-file", "--batch-check=%(objectname) %(objectsize)", stdin=lines)
        known = dict(line.split() for line in sizes.decode().splitlines())
        if "missing" in known.values():
            return None
        return {
            path: one
            and Blob(mode=one[0], object_id=one[1], size_bytes=int(known.get(one[1], "0")))
            for path, one in found.items()
        }

    def list_recent_changes(self, most_commits: int) -> list[str]:
        """Return the files that the commits before this one changed, the newest first."""
        listed = ("log", f"--max-count={most_commits}", "--name-only", "--format=", "-z")
        names = self._git(*listed, "--no-renames", self.commit).split(b"\0")
        return list(
            dict.fromkeys(os.fsdecode(name.lstrip(b"\n")) for name in names if name.strip())
        )

    def list_commits(self, most: int, *, path: str = "") -> list[Commit]:
        """Return this commit and those before it by first parents, the newest first.

        With a ``path``, those alone that changed this file.
        """
        form = "--format=%H%x1f%cI%x1f%an%x1f%s"
        names = ("--", f":(literal){path}") if path else ()
        listed = self._git(
            "log", "--first-parent", f"--max-count={most}", "-z", form, self.commit, *names
        )
        records = (os.fsdecode(line).split("\x1f", 3) for line in listed.split(b"\0") if line)
        return [
            Commit(id=commit, committed_at=at, author=author, subject=subject)
            for commit, at, author, subject in records
        ]

    def blame(self, path: str, first: int, last: int) -> str:
        """Return these lines of a file of the commit, each behind who put it in, and when."""
        lines = f"-L{first},{last}"
        shown = ("--date=short", "--abbrev=10", lines, self.commit, "--", path)
        return os.fsdecode(self._git("blame", *shown))

    def find_tree(self, commit: str) -> str:
        """Return the tree of a commit of this history, given by its full id."""
        return self._git("rev-parse", "--verify", f"{commit}^{{tree}}").decode().strip()

    def write(self, contents: Mapping[str, bytes]) -> str:
        """Return the tree of the commit in which files that it has hold these bytes instead."""
        blobs = self.list_blobs(self.base_tree)
        self._git("read-tree", self.base_tree)
        for path, content in contents.items():
            blob = self._git("hash-object", "-w", "--stdin", stdin=content).decode().strip()
            entry = f"{blobs[path].mode:o},{blob},{path}"
            self._git("update-index", "--cacheinfo", entry)
        return self._git("write-tree").decode().strip()

    def make_patch(self, before: str, after: str) -> bytes:
        """Return the patch that makes one tree of another, the same bytes for the same trees."""
        form = ("--patch", "--binary", "--full-index", "--no-renames", "--no-color")
        return self._git("diff-tree", "-r", *form, before, after)

    def list_files(self, tree: str) -> list[FileEntry]:
        """Return all files of a tree but submodules, whose bytes are in no tree."""
        return list(self._read(self.list_blobs(tree)).values())

    def list_blobs(self, tree: str) -> dict[str, Blob]:
        """Return the files of a tree by path, submodules included, which have no bytes."""
        blobs = {}
        listed = self._git("ls-tree", "-r", "-l", "-z", "--full-tree", tree)
        for line in listed.split(b"\0")[:-1]:
            facts, _, path = line.partition(b"\t")
            mode, _, object_id, size = facts.decode().split(maxsplit=3)
            if size != "-" and not size.isdecimal():
                raise RepositoryUnreadable(
                    f"The repository lacks {os.fsdecode(path)!r}, as a partial clone does, or is "
                    "damaged. Make a full clone of it."
                )
            blobs[os.fsdecode(path)] = Blob(
                mode=int(mode, 8),
                object_id=object_id,
                size_bytes=0 if size == "-" else int(size),
            )
        return blobs

    def list_uncommitted(self, project: Path) -> list[str]:
        """Return the files of a checkout that differ from the commit; new ones do not count.

        Git compares with a copy of the checkout's index, and reads nothing else of its folder.
        """
        index = read_index(project)
        if not index:
            return []
        (self._folder / "index").write_bytes(index)
        of_files = f"--work-tree={project}"
        refresh = ("update-index", "-q", "--refresh", "--ignore-submodules", "--unmerged")
        self._git(of_files, *refresh, accepted=(0, 1))
        difference = ("diff-index", "-z", "--name-only", "--ignore-submodules", self.commit)
        return [os.fsdecode(path) for path in self._git(of_files, *difference).split(b"\0")[:-1]]

    def _read(self, blobs: Mapping[str, Blob]) -> dict[str, FileEntry]:
        """Return the files with their bytes; a submodule has the id of its commit instead."""
        wanted = [blob.object_id for blob in blobs.values() if blob.mode != MODE_SUBMODULE]
        contents = dict(zip(wanted, self.read_objects(wanted), strict=True))
        return {
            path: FileEntry(
                path=path,
                mode=blob.mode,
                content=contents.get(blob.object_id, blob.object_id.encode()),
            )
            for path, blob in blobs.items()
        }

    def read_objects(self, ids: Sequence[str], *, size_bytes: int | None = None) -> Iterator[bytes]:
        """Yield the bytes of each object.

        ``size_bytes`` is how many these are together; where it is not given, git is asked first.
        """
        lines = "".join(f"{object_id}\n" for object_id in ids).encode()
        if size_bytes is None:
            sizes = self._git("cat-file", "--batch-check=%(objectsize)", stdin=lines)
            size_bytes = sum(map(int, sizes.split()))
        if size_bytes > _MOST_BYTES:
            raise RepositoryUnreadable(f"The project has more than {_MOST_BYTES // MIB} MiB.")
        output = self._git("cat-file", "--batch", stdin=lines)
        end = 0
        for _ in ids:
            start = output.index(b"\n", end) + 1
            size = int(output[end:start].split()[-1])
            yield output[start : start + size]
            end = start + size + 1

    def _git(self, *arguments: str, stdin: bytes = b"", accepted: Sequence[int] = (0,)) -> bytes:
        done = self._run(*arguments, stdin=stdin)
        if done.returncode not in accepted:
            raise RepositoryUnreadable(
                "git cannot read the repository, which seems to be damaged: run git fsck in it. "
                f"It says: {_shorten(done.stderr)}"
            )
        return done.stdout

    def _run(self, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        options = [part for item in _SAFE_CONFIG.items() for part in ("-c", "=".join(item))]
        try:
            return subprocess.run(
                ["git", *options, *arguments],  # noqa: S607  # found by PATH, as its packages put it
                input=stdin,
                capture_output=True,
                check=False,
                cwd=self._folder,
                env=self._environment,
                timeout=_TIMEOUT_S,
            )
        except subprocess.TimeoutExpired as error:
            raise RepositoryUnreadable(f"git took longer than {_TIMEOUT_S} s.") from error
        except OSError as error:
            raise RepositoryUnreadable("git did not run: is it installed?") from error


def open_checkout(project: Path, revision: str, folder: Path) -> Checkout:
    """Open a commit of the checkout or bare clone in ``project``: HEAD, a branch or a full id.

    ``folder`` is an empty one for what is made of it.
    """
    objects = find_repository(project) / "objects"
    return Checkout(folder, objects, find_commit(project, revision))


def _make_repository(folder: Path, object_format: str) -> None:
    """Make an empty bare repository; a process of git for it would take longer than git's work."""
    for name in ("objects", "refs"):
        (folder / name).mkdir(parents=True)
    (folder / "HEAD").write_text("ref: refs/heads/main\n", encoding="ascii")
    (folder / "config").write_text(
        "[core]\n\trepositoryformatversion = 1\n\tbare = true\n"
        f"[extensions]\n\tobjectFormat = {object_format}\n",
        encoding="ascii",
    )


def _quote_path(path: Path) -> str:
    escaped = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _shorten(stderr: bytes) -> str:
    return stderr.decode(errors="replace").strip()[:500] or "git gave no reason."
