"""What an operator sets is run without a shell, within its time, and told of."""

from __future__ import annotations

import os
from pathlib import Path
from time import monotonic

import pytest

from devagent.exceptions import ReleaseFailed
from devagent.services.releases.commands import run_command, split_command


def test_a_command_has_no_environment_but_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "secret")

    ended = run_command(["env"], folder=tmp_path, timeout_s=10, environment={"QUEEN_COMMIT": "a"})

    names = {line.partition("=")[0] for line in ended.output.splitlines()}
    assert names == {"PATH", "LANG", "QUEEN_COMMIT"}


def test_there_is_no_shell(tmp_path: Path) -> None:
    ended = run_command(split_command("echo a; touch b"), folder=tmp_path, timeout_s=10)

    assert ended.output == "a; touch b"
    assert not list(tmp_path.iterdir())


def is_over(state: Path) -> bool:
    """Return whether a process has ended, though nobody may have asked how."""
    try:
        return state.read_text().split()[2] == "Z"
    except OSError:
        return True


def test_what_takes_too_long_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    argv = ["sh", "-c", "sleep 100 & echo $!; wait"]

    ended = run_command(argv, folder=tmp_path, timeout_s=0.5)

    assert ended.exit_code is None
    assert ended.tell().startswith("its time was over")
    started, deadline = Path(f"/proc/{ended.output}/stat"), monotonic() + 10
    while not is_over(started):
        assert monotonic() < deadline


def test_a_server_that_was_restarted_goes_on_and_writes_to_the_log(tmp_path: Path) -> None:
    argv = ["sh", "-c", "sleep 100 & echo $!"]
    log = tmp_path / "restart.log"

    ended = run_command(argv, folder=tmp_path, timeout_s=10, log=log)

    pid = int(ended.output)
    os.kill(pid, 15)
    assert ended.exit_code == 0
    assert log.read_text().strip() == str(pid)


def test_output_is_cut_and_shown_safely(tmp_path: Path) -> None:
    argv = ["sh", "-c", "yes | head -c 9000; printf '\\033[31m'"]

    ended = run_command(argv, folder=tmp_path, timeout_s=10)

    assert len(ended.output) < 2_100
    assert ended.output.endswith("\\x1b[31m")


def test_what_cannot_be_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReleaseFailed, match="'no-such-program' cannot be run"):
        run_command(["no-such-program"], folder=tmp_path, timeout_s=1)
    with pytest.raises(ReleaseFailed, match="cannot be split"):
        split_command("echo 'a")
