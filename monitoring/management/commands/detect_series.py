"""Find anomalies in a series of figures."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import BinaryIO

from monitoring.detect.lines import read_lines
from monitoring.detect.readings import read_readings
from monitoring.detect.series import SeriesDetector
from monitoring.management.edge import FileCommand


class Command(FileCommand):
    """Translates to SeriesDetector.judge."""

    help = (
        "Reads CSV with the columns timestamp and value, and prints timestamp, score (0 to 1) and "
        "anomaly (0 or 1) for each, without looking ahead."
    )

    def handle(self, *args: object, file: Path, **options: object) -> None:
        """Judge each figure and print it."""
        with file.open("rb") as series:
            self.print_lines(_judged(series))


def _judged(series: BinaryIO) -> Iterator[str]:
    readings = read_readings(read_lines(series))
    detector = SeriesDetector()
    for number, reading in enumerate(readings):
        if not number:
            yield "timestamp,score,anomaly"
        judged = detector.judge(reading.time_s, reading.value)
        yield f"{_quoted(reading.timestamp)},{judged.score:.4f},{judged.anomaly:d}"


def _quoted(timestamp: str) -> str:
    if timestamp.isprintable() and not {",", '"'} & set(timestamp):
        return timestamp
    text = StringIO()
    csv.writer(text).writerow([timestamp])
    return text.getvalue().rstrip("\r\n")
