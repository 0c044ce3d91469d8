"""Hostile code in a sandbox: it gets no further than its limits, and leaves nothing behind."""

from __future__ import annotations

import socket
import time
from contextlib import closing

import pytest

from sandbox.exceptions import ResultRefused, SandboxLost
from sandbox.records import ChangeKind, Command, ExecResult, FileEntry, Sandbox
from tests.sandbox.conftest import LIMITS, Open


def python(sandbox: Sandbox, code: str, timeout_s: float = 15) -> ExecResult:
    """Run the code in the sandbox."""
    return sandbox.run(Command(argv=["python3", "-c", code], timeout_s=timeout_s))


def shell(sandbox: Sandbox, script: str, timeout_s: float = 15) -> ExecResult:
    """Run the script in the sandbox."""
    return sandbox.run(Command(argv=["sh", "-c", script], timeout_s=timeout_s))


def count_others(sandbox: Sandbox) -> int:
    """Return how many processes there are besides the first, the shell and what counts."""
    listed = shell(sandbox, "ls -d /proc/[0-9]* | wc -l").stdout
    return int(listed) - 4


def test_fork_bomb_is_bounded_and_swept_away(shared: Sandbox) -> None:
    bomb = "import os\nwhile True:\n  try: os.fork()\n  except OSError: pass"

    result = python(shared, bomb, timeout_s=2)

    assert result.timed_out
    assert count_others(shared) <= 0


def test_memory_bomb_is_ended(shared: Sandbox) -> None:
    result = python(shared, "x = [b'x' * 10**6 for _ in range(250)]; print(len(x))")

    assert result.oom_killed
    assert result.stdout == b""


def test_memory_bomb_of_many_processes_is_ended(shared: Sandbox) -> None:
    bomb = (
        "import os, time\n"
        "for _ in range(25):\n"
        "  if os.fork() == 0:\n"
        "    x = b'x' * 10**7\n"
        "    time.sleep(4)\n"
        "    os._exit(0)\n"
        "time.sleep(5)"
    )

    assert python(shared, bomb).oom_killed


def test_memory_that_forks_share_counts_once(shared: Sandbox) -> None:
    forking = (
        "import os, time\n"
        "x = b'x' * 50_000_000\n"
        "for _ in range(8):\n"
        "  if os.fork() == 0:\n"
        "    time.sleep(1)\n"
        "    os._exit(0)\n"
        "time.sleep(1)"
    )

    result = python(shared, forking)

    assert not result.oom_killed
    assert result.exit_code == 0


def test_disk_fill_by_bytes_is_bounded(sandbox: Sandbox) -> None:
    script = "i=0; while head -c 4000000 /dev/zero > f$i; do i=$((i+1)); done; du -sk . | cut -f1"

    result = shell(sandbox, script)

    assert int(result.stdout) <= LIMITS.disk_bytes // 1024
    assert b"No space left" in result.stderr


def test_disk_fill_by_inodes_is_bounded(sandbox: Sandbox) -> None:
    result = python(sandbox, "for i in range(10**6): open(f'f{i}', 'w').close()")

    assert b"No space left" in result.stderr
    assert sandbox.list_changes().total <= LIMITS.inodes


def test_shared_memory_is_bounded_by_inodes(sandbox: Sandbox) -> None:
    result = python(sandbox, "for i in range(10**5): open(f'/dev/shm/{i}', 'w').close()")

    assert b"No space left" in result.stderr


def test_one_huge_file_is_bounded(shared: Sandbox) -> None:
    result = shell(shared, "head -c 30000000 /dev/zero > big; ls -l big")

    assert str(LIMITS.file_bytes).encode() in result.stdout


def test_sparse_file_is_bounded(shared: Sandbox) -> None:
    result = python(shared, "open('big', 'wb').truncate(10 * 2**30)")

    assert b"File too large" in result.stderr


@pytest.mark.parametrize("folder", ["/tmp", "/dev/shm", "/work"])  # noqa: S108
def test_every_folder_that_can_be_written_is_bounded(sandbox: Sandbox, folder: str) -> None:
    script = (
        f"cd {folder}; i=0; while head -c 4000000 /dev/zero >f$i; do i=$((i+1)); done; du -sk ."
    )

    result = shell(sandbox, script)

    assert int(result.stdout.split()[0]) <= LIMITS.disk_bytes // 1024


def test_nothing_else_can_be_written(shared: Sandbox) -> None:
    script = "find / -xdev -writable ! -type l ! -path '/proc/*' ! -path '/work*' ! -path '/tmp*'"

    listed = shell(shared, f"{script} 2>/dev/null").stdout.split()

    failed = shell(shared, "for f in /usr /etc / /opt /dev; do touch $f/x && echo $f; done")
    assert failed.stdout == b""
    assert not [path for path in listed if not path.startswith(b"/dev")]


def test_endless_output_is_cut_at_both_streams(shared: Sandbox) -> None:
    result = shell(shared, "yes out & yes err >&2", timeout_s=1)

    assert result.timed_out
    assert result.stdout_cut
    assert result.stderr_cut
    assert len(result.stdout) == len(result.stderr) == LIMITS.output_bytes


def test_output_keeps_its_beginning_and_its_end(shared: Sandbox) -> None:
    result = shell(shared, "echo first; yes | head -c 1000000; echo last")

    assert result.stdout.startswith(b"first\n")
    assert result.stdout.endswith(b"last\n")
    assert result.stdout_cut


def test_output_is_given_byte_by_byte(shared: Sandbox) -> None:
    result = python(shared, "import sys; sys.stdout.buffer.write(bytes(range(256)))")

    assert result.stdout == bytes(range(256))


REACHING_OUT = {
    "tcp": "socket.create_connection(('1.1.1.1', 443), 2)",
    "udp": "s = socket.socket(2, 2); s.sendto(b'x', ('1.1.1.1', 53))",
    "dns": "socket.getaddrinfo('deb.debian.org', 80)",
    "ipv6": "socket.create_connection(('2606:4700:4700::1111', 443), 2)",
    "metadata": "socket.create_connection(('169.254.169.254', 80), 2)",
    "vsock": "socket.socket(40, 1).connect((2, 1024))",
    "packet": "socket.socket(17, 3)",
    "raw": "socket.socket(2, 3, 1)",
}


@pytest.mark.parametrize("way", REACHING_OUT)
def test_no_way_leads_out(shared: Sandbox, way: str) -> None:
    result = python(shared, f"import socket\n{REACHING_OUT[way]}\nprint('out')")

    assert result.stdout == b""
    assert b"rror: " in result.stderr


def test_services_of_the_host_are_not_reached(shared: Sandbox) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]

        result = python(shared, f"import socket; socket.create_connection(('127.0.0.1', {port}))")

    assert b"ConnectionRefusedError" in result.stderr


def test_host_paths_and_engine_sockets_are_not_there(shared: Sandbox) -> None:
    paths = "/var/run/docker.sock /run/docker.sock /root/.ssh /home /etc/shadow /dev/sda /dev/vda"

    result = shell(shared, f"for p in {paths}; do cat $p; done; ls -A /home /root")

    assert result.stdout.split() in ([], [b"/home:", b"/root:"], [b"/home:"])


def test_environment_of_the_host_is_not_passed_on(
    open_sandbox: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_SECRET", "of-the-host")
    with open_sandbox() as sandbox:
        result = shell(sandbox, "env; cat /proc/*/environ; tr '\\0' ' ' </proc/1/cmdline")

    assert b"of-the-host" not in result.stdout
    assert b"POSTGRES" not in result.stdout


@pytest.mark.parametrize(
    "attempt",
    [
        "cat /proc/1/environ",
        "ls /proc/1/fd/",
        "cat /proc/1/mem",
        "ls /proc/1/root/",
        "echo 1 > /proc/sys/kernel/core_pattern",
        "echo b > /proc/sysrq-trigger",
        "cat /proc/kcore",
        "echo -1000 > /proc/self/oom_score_adj",
        "mount -t tmpfs none /tmp",
        "mount -o remount,rw /",
        "umount /work",
        "unshare --user true",
        "unshare --mount --map-root-user true",
        "unshare --net --map-root-user true",
        "chroot / true",
        "nsenter --target 1 --mount true",
        "mknod /work/sda b 8 0",
        "date --set 2030-01-01",
        "hostname other",
        "ulimit -n 999999",
        "ulimit -f unlimited && head -c 20000000 /dev/zero > big",
        "renice -n -10 -p $$",
        "chown 0 /work",
        "setpriv --reuid 0 true",
        "su -c true",
    ],
)
def test_what_takes_rights_is_refused(shared: Sandbox, attempt: str) -> None:
    result = shell(shared, attempt)

    assert result.exit_code != 0


SYSTEM_CALLS = {
    "ptrace": (101, "0, 0, 0, 0"),
    "keyctl": (250, "0, -3, 0, 0"),
    "add_key": (248, "b'user', b'x', b'y', 1, -3"),
    "bpf": (321, "0, 0, 0"),
    "perf_event_open": (298, "0, 0, -1, -1, 0"),
    "userfaultfd": (323, "0"),
    "io_uring_setup": (425, "8, 0"),
    "unshare": (272, "0x10000000"),
    "setns": (308, "0, 0"),
    "clone into a user namespace": (56, "0x10000011, 0, 0, 0, 0"),
    "open_by_handle_at": (304, "0, 0, 0"),
    "process_vm_readv": (310, "1, 0, 0, 0, 0, 0"),
    "fsopen": (430, "b'tmpfs', 0"),
    "io_setup": (206, "1, ctypes.byref(ctypes.c_ulong(0))"),
    "mq_open": (240, "b'x', 0o102, 0o600, 0"),
    "memfd_secret": (447, "0"),
    "fanotify_init": (300, "0x200, 0"),
    "modify_ldt": (154, "0, ctypes.create_string_buffer(16), 16"),
}


@pytest.mark.parametrize("name", SYSTEM_CALLS)
def test_system_call_is_refused(shared: Sandbox, name: str) -> None:
    number, arguments = SYSTEM_CALLS[name]
    code = (
        "import ctypes, platform, sys\n"
        "assert platform.machine() == 'x86_64'\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        f"done = libc.syscall({number}, {arguments})\n"
        "print(done, ctypes.get_errno())"
    )

    assert python(shared, code).stdout == b"-1 1\n"


def test_capabilities_are_gone_for_good(shared: Sandbox) -> None:
    status = shell(shared, "cat /proc/self/status").stdout.decode()

    facts = dict(line.split(":\t", 1) for line in status.splitlines())
    assert {facts[f"Cap{one}"] for one in ("Inh", "Prm", "Eff", "Bnd", "Amb")} == {"0" * 16}
    assert facts["NoNewPrivs"] == "1"
    assert facts["Seccomp"] == "2"
    assert facts["Uid"].split()[0] != "0"


def test_signals_do_not_reach_the_first_process(shared: Sandbox) -> None:
    shell(shared, "for s in KILL STOP INT TERM HUP SEGV; do kill -$s 1; done; kill -KILL -1")

    assert shell(shared, "echo here").stdout == b"here\n"


def test_children_that_ignore_signals_and_sessions_end_with_their_command(
    shared: Sandbox,
) -> None:
    hiding = (
        "import os, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "if os.fork() == 0:\n"
        "  os.setsid()\n"
        "  if os.fork() == 0:\n"
        "    time.sleep(600)\n"
        "time.sleep(600)"
    )

    result = python(shared, hiding, timeout_s=1)

    assert result.timed_out
    assert result.exit_code is None
    assert count_others(shared) <= 0


def test_sleeping_without_cpu_runs_out_of_time(shared: Sandbox) -> None:
    started = time.monotonic()

    result = shell(shared, "sleep 600", timeout_s=1)

    assert result.timed_out
    assert time.monotonic() - started < 10


def test_output_that_is_kept_open_does_not_hold_the_command(shared: Sandbox) -> None:
    result = shell(shared, "sleep 600 & echo done")

    assert result.stdout == b"done\n"
    assert result.exit_code == 0
    assert result.duration_s < 5


RESULTS = {
    "symbolic link": "ln -s /etc/passwd result",
    "hard link": "echo x > other; ln other result",
    "fifo": "mkfifo result",
    "folder": "mkdir result",
    "too large": "head -c 100000 /dev/zero > result",
    "missing": "true",
}


@pytest.mark.parametrize("kind", RESULTS)
def test_only_plain_files_are_results(sandbox: Sandbox, kind: str) -> None:
    shell(sandbox, RESULTS[kind])

    with pytest.raises(ResultRefused):
        sandbox.read("result", most_bytes=50_000)


@pytest.mark.parametrize("path", ["../etc/passwd", "/etc/passwd", "link/passwd", "a/../../etc/x"])
def test_results_are_in_the_workspace(sandbox: Sandbox, path: str) -> None:
    shell(sandbox, "ln -s /etc link")

    with pytest.raises((ResultRefused, SandboxLost)):
        sandbox.read(path, most_bytes=50_000)


def test_plain_result_is_given(sandbox: Sandbox) -> None:
    shell(sandbox, "mkdir -p out; echo yes > out/result")

    assert sandbox.read("out/result", most_bytes=100) == b"yes\n"


def test_changes_are_told_by_kind(sandbox: Sandbox) -> None:
    sandbox.write(
        [
            FileEntry(path=name, mode=0o100644, content=b"same\n")
            for name in ("kept", "changed", "moved", "gone", "touched")
        ]
    )

    shell(sandbox, "echo new > changed; chmod +x moved; rm gone; echo x > more; touch touched")

    assert set(sandbox.list_changes().listed) == {
        (ChangeKind.CHANGED, "changed"),
        (ChangeKind.MODE, "moved"),
        (ChangeKind.REMOVED, "gone"),
        (ChangeKind.TOUCHED, "touched"),
        (ChangeKind.ADDED, "more"),
    }


def test_two_sandboxes_do_not_see_each_other(open_sandbox: Open) -> None:
    with open_sandbox() as one, open_sandbox() as other:
        shell(one, "echo x > /tmp/mark; echo x > /work/mark; echo x > /dev/shm/mark")

        seen = shell(other, "ls /tmp /work /dev/shm; ls -d /proc/[0-9]*").stdout

    assert b"mark" not in seen
    assert seen.count(b"/proc/") <= 3


def test_input_is_what_was_given_and_no_terminal(shared: Sandbox) -> None:
    given = shared.run(Command(argv=["cat"], stdin=b"\0given"))
    nothing = shared.run(Command(argv=["cat"]))
    terminal = shell(shared, "test -t 0 || test -t 1 || test -e /dev/tty && cat /dev/tty")

    assert given.stdout == b"\0given"
    assert nothing.stdout == b""
    assert terminal.exit_code != 0
