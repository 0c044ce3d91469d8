"""Which process holds a file or a port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import psutil

from queenproject.holders import SHOWN_CHARACTERS, find_file_holders, find_listener, in_words
from queenproject.management.commands.queen_run import port_is_taken

HOLD = """
import subprocess, sys
with open(sys.argv[1]) as file:
    child = subprocess.Popen(("sleep", "60"), stdin=file)
    print("ready", flush=True)
    sys.stdin.read()
    child.kill()
"""


def test_first_process_that_holds_a_file_is_found(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.touch()
    with (
        path.open(),
        subprocess.Popen(
            (sys.executable, "-c", HOLD, str(path)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as holder,
    ):
        assert holder.stdout
        holder.stdout.readline()

        found = find_file_holders(path)
        holder.communicate()

    assert [process.pid for process in found] == [holder.pid]


def test_taken_port_is_told_with_the_process_that_holds_it() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        holder = find_listener(port)
        message = port_is_taken(port)

    assert holder is not None
    assert holder.pid == os.getpid()
    assert message.startswith(f"Port {port} is taken by process {os.getpid()} (")
    assert f"end it (kill {os.getpid()}), or choose another port: make run PORT=" in message
    assert find_listener(port) is None


def test_long_command_line_is_cut() -> None:
    # The line printed says that the program has started: before that it has no command line yet.
    program = "import sys; print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        (sys.executable, "-c", program, "x" * 500), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as it:
        assert it.stdout is not None
        it.stdout.readline()
        words = in_words(psutil.Process(it.pid))

    assert words.startswith(f"process {it.pid} (python")
    assert words.endswith("…)")
    assert len(words) <= len(f"process {it.pid} ()") + SHOWN_CHARACTERS
