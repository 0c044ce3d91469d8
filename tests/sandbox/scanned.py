"""Files and changes for the policy scan, and what it says of them."""

from __future__ import annotations

from sandbox.records import MODE_FILE, FileChange, FileEntry
from sandbox.verdicts.policy import scan
from sandbox.verdicts.records import FlagKind


def entry(path: str, content: str, mode: int = MODE_FILE) -> FileEntry:
    return FileEntry(path=path, mode=mode, content=content.encode())


def kinds(after: str, before: str = "", path: str = "app.py") -> set[FlagKind]:
    change = FileChange(path=path, before=entry(path, before), after=entry(path, after))
    return {flag.kind for flag in scan([change])}
