"""A log is followed from where reading stopped, through rotation, each line once."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from devagent.models import Project
from monitoring.detect.log_events import LogFormat, read_log_event
from monitoring.models import Event, LogFile, SecuritySignal
from monitoring.services import digesting, following
from monitoring.services.following import Following
from tests.monitoring.reporting import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log with one error."""
    path = tmp_path / "app.log"
    path.write_text("2026-03-01 12:00:00 INFO started\n2026-03-01 12:00:01 ERROR disk 1 is full\n")
    return path


def messages() -> list[str]:
    while digesting.digest_batch(now=NOON):
        pass
    return list(Event.objects.order_by("pk").values_list("message", flat=True))


def read(project: Project, log: Path) -> int:
    return Following(project=project, path=log).read_on(now=NOON)


def test_errors_are_reported_once(project: Project, log: Path) -> None:
    assert read(project, log) == 2
    assert read(project, log) == 0

    with log.open("a") as file:
        file.write("2026-03-01 12:00:02 ERROR disk 2 is full\n2026-03-01 12:00:03 ERROR half a li")
    assert read(project, log) == 1
    with log.open("a") as file:
        file.write("ne\n")
    assert read(project, log) == 1

    found = messages()
    assert len(found) == 3
    assert found[2].endswith("half a line")
    assert len({event.group_id for event in Event.objects.all()}) == 2


def test_rotation_loses_and_repeats_nothing(project: Project, log: Path) -> None:
    read(project, log)
    with log.open("a") as file:
        file.write("2026-03-01 12:00:02 ERROR last before\n")
    log.rename(log.with_name("app.log.1"))
    log.write_text("2026-03-01 12:00:03 ERROR first after\n")

    assert read(project, log) == 2
    _, before, after = messages()
    assert before.endswith("last before")
    assert after.endswith("first after")


def test_a_log_that_is_cut_is_read_from_its_start(project: Project, log: Path) -> None:
    read(project, log)
    log.write_text("ERROR new\n")

    assert read(project, log) == 1


def test_what_was_read_and_what_was_reported_stand_or_fall_together(
    project: Project, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("the process is killed here")

    monkeypatch.setattr(LogFile, "save", fail)
    with pytest.raises(RuntimeError):
        Following(project=project, path=log).read_on(now=NOON)
    monkeypatch.undo()

    assert read(project, log) == 2
    assert len(messages()) == 1


def test_a_line_without_end_is_taken_in_pieces(
    project: Project, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_LONGEST_LINE_BYTES", 100)
    log.write_bytes(b"ERROR " + b"x" * 1_000)

    assert read(project, log) == 1
    assert len(messages()) == 1


def test_attacks_in_a_log_are_kept(project: Project, log: Path) -> None:
    line = (
        "Mar  1 12:00:{:02d} host sshd[1]: Failed password for root from 203.0.113.7 port 22 ssh2\n"
    )
    log.write_text("".join(line.format(second) for second in range(0, 60, 5)))

    read(project, log)

    kinds = set(SecuritySignal.objects.values_list("kind", "attack", "project"))
    assert kinds == {("log_line", "brute-force", project.pk)}


def test_the_command_reads_to_the_end(project: Project, log: Path) -> None:
    out = StringIO()

    call_command("follow_log", str(log), "--project", project.name, "--once", stdout=out)

    assert out.getvalue() == "2 lines read.\n"
    with pytest.raises(CommandError, match="no project named"):
        call_command("follow_log", str(log), "--project", "nobody", "--once")


LINES: list[tuple[str, LogFormat, str | None]] = [
    ("2026-03-01 12:00:00 ERROR shop: disk is full", "auto", "error"),
    ("[error] upstream timed out", "auto", "error"),
    ("CRITICAL: no space", "auto", "fatal"),
    ("INFO no error here", "auto", None),
    ("GET /error/ERROR_PAGE 200", "auto", None),
    ('{"level": "error", "message": "disk is full"}', "auto", "error"),
    ('{"level": 50, "msg": "disk is full"}', "auto", "error"),
    ('{"severity": "CRITICAL", "msg": "disk is full"}', "json", "fatal"),
    ('{"level": "info", "message": "ERROR in its text"}', "auto", None),
    ('1.2.3.4 - - [01/Mar/2026:12:00:00 +0000] "GET /cart?a=1 HTTP/1.1" 502 10', "auto", "error"),
    ('1.2.3.4 - - [01/Mar/2026:12:00:00 +0000] "GET /ERROR HTTP/1.1" 200 10', "auto", None),
    ('{"level": "error", "message": "disk is full"}', "access", None),
    ("", "auto", None),
    ("{" * 100_000, "json", None),
]


@pytest.mark.parametrize(("line", "log_format", "level"), LINES)
def test_lines_that_tell_of_an_error_are_known(
    line: str, log_format: LogFormat, level: str | None
) -> None:
    found = read_log_event(line, log_format)

    assert (found["level"] if found else None) == level
