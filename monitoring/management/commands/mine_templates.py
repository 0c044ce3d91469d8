"""Find the templates of a log file's messages."""

from __future__ import annotations

from pathlib import Path

from monitoring.detect.lines import read_lines
from monitoring.detect.mining import mine_lines
from monitoring.management.edge import FileCommand


class Command(FileCommand):
    """Translates to mining.mine_lines."""

    help = (
        "Prints, for each line of a log file, its number, its group and the group's template, "
        "separated by tabs."
    )

    def handle(self, *args: object, file: Path, **options: object) -> None:
        """Mine them and print them."""
        with file.open("rb") as log:
            self.print_lines(
                f"{number}\t{mined.group}\t{mined.template}"
                for number, mined in enumerate(mine_lines(read_lines(log)), 1)
            )
