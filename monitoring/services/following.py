"""Log files are followed: what is new in them is reported, from where reading stopped.

What was reported and how far was read are written in one transaction, so a killed process reports
no line twice and leaves none out.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import orjson
from django.db import transaction

from devagent.models import Project
from monitoring.detect.log_events import LogFormat, read_log_event
from monitoring.detect.security import SecurityScanner
from monitoring.detect.security_lines import Event, read_event
from monitoring.models import LogFile, SecuritySignal
from monitoring.protocol.envelopes import bundle
from monitoring.services.accepting import store
from monitoring.services.security import keep_sign

_BLOCK_BYTES = 256 * 1024
_LONGEST_LINE_BYTES = 64 * 1024
_EVENTS_AT_ONCE = 100


@dataclass(slots=True, kw_only=True)
class Following:
    """A log file of a project; the scanner remembers what came before."""

    project: Project
    path: Path
    log_format: LogFormat = "auto"
    scanner: SecurityScanner = field(default_factory=SecurityScanner)

    def read_on(self, *, now: datetime) -> int:
        """Report what is new; return how many lines were read. Raises OSError."""
        cursor = self._cursor(now)
        lines = 0
        if (rotated := self._rotated(cursor)) is not None:
            with rotated.open("rb") as file:
                lines += self._read(file, cursor, is_over=True, now=now)
        with self.path.open("rb") as file:
            found = os.fstat(file.fileno())
            if found.st_ino != cursor.inode or found.st_size < cursor.offset:
                cursor.inode, cursor.offset = found.st_ino, 0
            lines += self._read(file, cursor, is_over=False, now=now)
        return lines

    def _cursor(self, now: datetime) -> LogFile:
        inode = self.path.stat().st_ino
        path = str(self.path.resolve())
        found, _ = LogFile.objects.get_or_create(
            project=self.project, path=path, defaults={"inode": inode, "read_at": now}
        )
        return found

    def _rotated(self, cursor: LogFile) -> Path | None:
        """Return the file that reading stopped in, if it has another name by now."""
        if self.path.stat().st_ino == cursor.inode:
            return None
        beside = (one for one in self.path.parent.iterdir() if one.name.startswith(self.path.name))
        named = (path for path in beside if path.is_file() and path.stat().st_ino == cursor.inode)
        return next(named, None)

    def _read(self, file: BinaryIO, cursor: LogFile, *, is_over: bool, now: datetime) -> int:
        """Report from the cursor on; a line without its end waits for it, unless all is over."""
        lines = 0
        file.seek(cursor.offset)
        while block := file.read(_BLOCK_BYTES):
            whole = block.rfind(b"\n") + 1
            if not whole and (is_over or len(block) >= _LONGEST_LINE_BYTES):
                whole = len(block)
            if not whole:
                break
            read = block[:whole].splitlines()
            self._report(read, cursor, cursor.offset + whole, now=now)
            lines += len(read)
            file.seek(cursor.offset)
        return lines

    def _report(
        self, lines: Sequence[bytes], cursor: LogFile, offset: int, *, now: datetime
    ) -> None:
        texts = [line[:_LONGEST_LINE_BYTES].decode(errors="replace") for line in lines]
        events = [one for one in (read_log_event(text, self.log_format) for text in texts) if one]
        with transaction.atomic():
            for start in range(0, len(events), _EVENTS_AT_ONCE):
                several = events[start : start + _EVENTS_AT_ONCE]
                data = bundle([orjson.dumps(event) for event in several])
                store(data, project_id=self.project.pk, trusted=True, now=now)
            for text in texts:
                self._judge(text, now)
            cursor.offset, cursor.read_at = offset, now
            cursor.save()

    def _judge(self, text: str, now: datetime) -> None:
        if verdict := self.scanner.judge(text).kind:
            keep_sign(
                read_event(text) or Event(),
                kind=SecuritySignal.Kind.LOG_LINE,
                now=now,
                attack=verdict,
                project_id=self.project.pk,
            )
