"""Find attacks in a log."""

from __future__ import annotations

from pathlib import Path

from monitoring.detect.lines import read_lines
from monitoring.detect.security import SecurityScanner
from monitoring.management.edge import FileCommand


class Command(FileCommand):
    """Translates to SecurityScanner.judge."""

    help = (
        "Prints, for each line of a log (sshd, access log, JSON lines, Django), its number, ok or "
        "attack, and the kind of attack, separated by tabs."
    )

    def handle(self, *args: object, file: Path, **options: object) -> None:
        """Judge each line and print it."""
        scanner = SecurityScanner()
        with file.open("rb") as log:
            judged = (scanner.judge(line.decode(errors="replace")) for line in read_lines(log))
            self.print_lines(
                f"{number}\t{'attack' if verdict.attack else 'ok'}\t{verdict.kind}"
                for number, verdict in enumerate(judged, 1)
            )
