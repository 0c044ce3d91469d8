"""The commands on files: what they print, and what they say of files that are none."""

from __future__ import annotations

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parents[2]
COMMANDS = ("mine_templates", "detect_series", "scan_security_log")


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


def test_detect_series_prints_a_score_for_each_figure(file: Path) -> None:
    rows = [
        f"2026-03-{1 + n // 288:02}T{n // 12 % 24:02}:{n % 12 * 5:02}:00Z,{n % 7}"
        for n in range(999)
    ]
    rows[900] = rows[900].replace(",", ",9")
    file.write_text("\ufefftimestamp,value\n" + "\n".join(rows))
    header, *judged = run("detect_series", file)
    assert header == "timestamp,score,anomaly"
    assert judged[0] == "2026-03-01T00:00:00Z,0.0000,0"
    assert [at for at, line in enumerate(judged) if line.endswith(",1")] == [900]


@pytest.mark.parametrize(
    "moments",
    [
        ("2026-03-01 12:00:00", "2026-03-01 12:05:00.5"),
        ("2026-03-01T12:00:00Z", "2026-03-01T14:05:00+02:00"),
        ("2026/03/01 12:00:00", "2026-03-01 12:05:00 UTC"),
        (" 2026-03-01 12:00:00", "2026-03-01 12:05:00 "),
        ("1772366400", "1772366700.5"),
        ("1772366400000", "1772366700000"),
        ("2026-03-01 12:00:00", "2026-03-01 12:00:00"),
        ("2026-03-01 12:00:00", "2026-03-01 11:00:00"),
    ],
)
def test_times_are_printed_as_they_came(moments: tuple[str, str], file: Path) -> None:
    file.write_text("value,timestamp\n" + "".join(f"1,{moment}\n" for moment in moments))
    assert [line.split(",")[0] for line in run("detect_series", file)[1:]] == list(moments)


def test_lines_of_spaces_are_left_out(file: Path) -> None:
    file.write_text("timestamp,value\n2026-03-01,5\n   \n\t\n2026-03-02,6\n  ")
    assert len(run("detect_series", file)) == 3


@pytest.mark.parametrize("command", ["mine_templates", "scan_security_log"])
def test_a_byte_order_mark_is_no_part_of_the_first_line(command: str, file: Path) -> None:
    lines = b'{"message": "login failed of user 5", "ip": "192.0.2.1"}\n' * 5
    file.write_bytes(lines)
    plain = run(command, file)
    file.write_bytes(b"\xef\xbb\xbf" + lines)
    assert run(command, file) == plain


def test_a_file_of_a_byte_order_mark_alone_is_empty(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf")
    assert refusal("mine_templates", file) == "The file is empty."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-03-01,5\n2026-03-02,6\n", "timestamp is missing"),
        ("timestamp,count\n2026-03-01,5\n", "value is missing"),
        ("timestamp,value\n2026-03-01\n", "Line 2 has 1 columns, fewer than its header."),
        ("timestamp,value\n2026-03-01,5\n2026-0", "Line 3 has 1 columns"),
        ("timestamp,value\n2026-03-01,five\n", "Line 2: 'five' is no number."),
        ("timestamp,value\nyesterday,5\n", "Line 2: 'yesterday' is no time such as"),
        ("timestamp,value\n1e300,5\n", "Line 2: '1e300' is no time such as"),
        ('timestamp,value\n"2026-03-01,5\n', "Line 2 is no CSV"),
        ("timestamp,value\n2026-03-01,5\n2026-03-02,\x006\n", "Line 3"),
        ("timestamp,value\n", "no figures below its header"),
    ],
)
def test_a_series_that_is_none_is_refused(text: str, sentence: str, file: Path) -> None:
    file.write_text(text)
    assert sentence in refusal("detect_series", file)


def test_a_series_that_is_not_utf8_is_refused(file: Path) -> None:
    file.write_bytes(b"timestamp,value\n2026-03-01,5\n\xff\xfe,6\n")
    assert refusal("detect_series", file) == "Line 3 is not UTF-8."


def test_missing_values_are_no_anomaly(file: Path) -> None:
    file.write_text("timestamp,value\n2026-03-01,\n2026-03-02,NaN\n\n2026-03-03,null\n")
    assert [line[-9:] for line in run("detect_series", file)[1:]] == [",0.0000,0"] * 3


def test_scan_security_log_prints_number_verdict_and_kind(file: Path) -> None:
    file.write_bytes(
        b'192.0.2.1 - - [01/Mar/2026:00:00:00 +0000] "GET / HTTP/1.1" 200 5\n'
        b'192.0.2.1 - - [01/Mar/2026:00:00:00 +0000] "GET /.env\x00\xff HTTP/1.1" 404 5\n'
        b"half a li"
    )
    assert run("scan_security_log", file) == ["1\tok\t", "2\tattack\tknown-hole", "3\tok\t"]
