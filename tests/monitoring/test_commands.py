"""The commands on files: what they print, and what they say of files that are none."""

from __future__ import annotations

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parents[2]
COMMANDS = ("mine_templates",)


def run(command: str, path: Path | str) -> list[str]:
    out = StringIO()
    call_command(command, str(path), stdout=out)
    return out.getvalue().splitlines()


def refusal(command: str, path: Path | str) -> str:
    with pytest.raises(CommandError) as caught:
        call_command(command, str(path), stdout=StringIO())
    assert caught.value.returncode == 2
    return str(caught.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "watched.log"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00", "The file is binary: it is no text."),
        (b"\x00" * 100, "The file is binary: it is no text."),
        ("täglich\n".encode("utf-16"), "The file is UTF-16: convert it to UTF-8."),
        (b"\x1f\x8b\x08\x00abc", "The file is packed by gzip: unpack it first."),
        (b"a" * (9 * 1024 * 1024), "Line 1 is longer than 8 MiB: that is no line of text."),
    ],
)
def test_files_that_are_no_text_are_refused(
    command: str, content: bytes, sentence: str, file: Path
) -> None:
    file.write_bytes(content)
    assert refusal(command, file) == sentence


@pytest.mark.parametrize("command", COMMANDS)
def test_what_cannot_be_opened_is_a_sentence(command: str, tmp_path: Path) -> None:
    assert "no such file" in refusal(command, tmp_path / "missing")
    assert "is a directory" in refusal(command, tmp_path)


def test_mine_templates_prints_number_group_and_template(file: Path) -> None:
    file.write_bytes(b"user 1 left\r\nuser 22 left\ncaf\xe9 is closed\nuser 3 le")
    assert run("mine_templates", file) == [
        "1\t1\tuser <*> left",
        "2\t1\tuser <*> left",
        "3\t2\tcaf\ufffd is closed",
        "4\t3\tuser <*> le",
    ]


def test_a_nul_within_a_log_hides_nothing_behind_it(file: Path) -> None:
    file.write_bytes(b"user 1 left the building\n" * 3 + b"a\x00b\nuser 2 left the building\n")
    assert len(run("mine_templates", file)) == 5


def test_lines_end_with_a_line_feed_alone(file: Path) -> None:
    file.write_bytes("one\u2028two\x0bthree\n\nfour".encode())
    assert [line.split("\t")[0] for line in run("mine_templates", file)] == ["1", "2", "3"]


def test_a_closed_pipe_ends_the_command_quietly(file: Path) -> None:
    file.write_bytes(b"user 1 left the building\n" * 100_000)
    program = (
        "import django; django.setup(); from django.core.management import call_command;"
        f"call_command('mine_templates', {str(file)!r})"
    )
    shell = subprocess.run(
        ["bash", "-c", f'{sys.executable} -c "$PROGRAM" | head -1; exit ${{PIPESTATUS[0]}}'],
        env={
            "PROGRAM": program,
            "DJANGO_SETTINGS_MODULE": "queenproject.settings",
            "PATH": "/usr/bin:/bin",
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (shell.returncode, shell.stdout, shell.stderr) == (
        141,
        "1\t1\tuser <*> left the building\n",
        "",
    )
