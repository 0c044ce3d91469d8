"""Ways out of a sandbox, and past its limits, that are less common: none of them leads anywhere."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest

from sandbox.backends.base import Backend
from sandbox.exceptions import ResultRefused, SandboxError
from sandbox.inside.execute import is_nearly_used_up
from sandbox.records import MIB, ChangeKind, Command, FileEntry, Isolation, Sandbox
from tests.sandbox.conftest import LIMITS, Open, lease
from tests.sandbox.test_abuse import count_others, python, shell


def test_threads_count_as_processes(shared: Sandbox) -> None:
    bomb = (
        "import threading, time\n"
        "count = 0\n"
        "try:\n"
        "  while True:\n"
        "    threading.Thread(target=time.sleep, args=[9], daemon=True).start(); count += 1\n"
        "except RuntimeError: print(count, flush=True)\n"
        "import os; os._exit(0)"
    )

    assert 0 < int(python(shared, bomb).stdout) <= LIMITS.processes


HIDDEN_MEMORY = {
    "shared memory that nothing maps": (
        "import mmap, os\n"
        "kept = []\n"
        "for _ in range(40):\n"
        "  kept.append(mmap.mmap(-1, 10**7))\n"
        "  if os.fork() == 0:\n"
        "    kept[-1].write(b'x' * 10**7); os._exit(0)\n"
        "  os.wait()\n"
        "print('kept')"
    ),
    "buffers of sockets": (
        "import socket\n"
        "kept = []\n"
        "while len(kept) < 2000:\n"
        "  pair = socket.socketpair(); kept.append(pair)\n"
        "  for end in pair:\n"
        "    end.setsockopt(1, 7, 10**6); end.setblocking(False)\n"
        "    try:\n"
        "      while True: end.send(b'x' * 10**5)\n"
        "    except BlockingIOError: pass\n"
        "print('kept')"
    ),
    "segments of System V": (
        "import ctypes\n"
        "libc = ctypes.CDLL(None, use_errno=True); libc.shmat.restype = ctypes.c_void_p\n"
        "for _ in range(40):\n"
        "  number = libc.shmget(0, 10**7, 0o1600)\n"
        "  assert number >= 0\n"
        "  ctypes.memset(libc.shmat(number, None, 0), 1, 10**7)\n"
        "print('kept')"
    ),
}


@pytest.mark.parametrize("kind", HIDDEN_MEMORY)
def test_memory_outside_of_processes_is_bounded(sandbox: Sandbox, kind: str) -> None:
    if sandbox.isolation is Isolation.BUBBLEWRAP:
        pytest.skip("only a control group counts it")

    result = python(sandbox, HIDDEN_MEMORY[kind])

    assert result.oom_killed or result.exit_code != 0
    assert shell(sandbox, "echo here").stdout == b"here\n"


def test_sandbox_works_on_after_it_ran_out_of_memory(shared: Sandbox) -> None:
    python(shared, "x = [b'x' * 10**6 for _ in range(450)]")

    assert shell(shared, "echo here").stdout == b"here\n"


def test_crash_starts_no_handler_of_the_host(shared: Sandbox) -> None:
    """A limit of 0 holds for files alone; at 1 the kernel starts no program for the core either."""
    code = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))"

    assert python(shared, code).stdout == b"(1, 1)\n"


def test_realtime_priority_is_refused(shared: Sandbox) -> None:
    code = "import os; os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50))"

    assert b"PermissionError" in python(shared, code).stderr


def test_descriptors_of_the_first_process_are_not_inherited(shared: Sandbox) -> None:
    listed = python(shared, "import os; print(sorted(map(int, os.listdir('/proc/self/fd'))))")

    assert listed.stdout in (b"[0, 1, 2, 3]\n", b"[0, 1, 2, 3, 4]\n")  # 4 lists them
    assert python(shared, "import os; os.fstat(5)").exit_code == 1


def test_first_process_is_out_of_reach_by_its_descriptor(shared: Sandbox) -> None:
    code = "import os, signal; signal.pidfd_send_signal(os.pidfd_open(1), signal.SIGKILL)"

    python(shared, code)

    assert shell(shared, "echo here").stdout == b"here\n"


def test_command_that_stops_itself_runs_out_of_time(shared: Sandbox) -> None:
    result = shell(shared, "kill -STOP $$", timeout_s=1)

    assert result.timed_out
    assert count_others(shared) <= 0


def test_command_that_closes_its_output_is_waited_for(shared: Sandbox) -> None:
    result = shell(shared, "exec >&- 2>&- 3>&- <&-; sleep 0.5; exit 7")

    assert result.exit_code == 7
    assert result.duration_s > 0.4


def test_endless_report_is_cut(shared: Sandbox) -> None:
    result = shell(shared, "yes >&3", timeout_s=1)

    assert result.report_cut
    assert len(result.report) <= LIMITS.report_bytes


def test_orphans_are_reaped_while_their_command_runs(shared: Sandbox) -> None:
    script = "for i in $(seq 300); do (true &) ; done; sleep 0.5; ls -d /proc/[0-9]* | wc -l"

    result = shell(shared, script)

    assert result.exit_code == 0
    assert int(result.stdout) < LIMITS.processes


HIDDEN_FILES = ["\\xff\\n", "\\x1b[2J<script>", "\\xe2\\x80\\xae", "-rf", '"', "a\\\\"]


@pytest.mark.parametrize("name", HIDDEN_FILES)
def test_odd_names_are_listed_and_break_nothing(sandbox: Sandbox, name: str) -> None:
    result = python(sandbox, f"open(b'''{name}''', 'w')")

    changes = sandbox.list_changes()

    assert result.exit_code == 0
    assert [kind for kind, _ in changes.listed] == [ChangeKind.ADDED]
    assert changes.listed[0][1].encode(errors="strict")


def test_names_that_are_long_and_many_break_nothing(sandbox: Sandbox) -> None:
    code = (
        "import os\n"
        "for _ in range(15):\n"
        "  os.mkdir(b'\\xff' * 250); os.chdir(b'\\xff' * 250)\n"
        "for i in range(900): open(b'\\xff' * 200 + b'%d' % i, 'w')"
    )
    assert python(sandbox, code).exit_code == 0

    assert sandbox.list_changes().total == 900


def test_file_in_a_closed_folder_is_not_hidden(sandbox: Sandbox) -> None:
    shell(sandbox, "mkdir -p shut/in; touch shut/in/file; chmod 0 shut/in")

    assert (ChangeKind.ADDED, "shut/in") in sandbox.list_changes().listed


def test_deep_folders_end_somewhere(sandbox: Sandbox) -> None:
    code = "import os\ntry:\n  while True: os.mkdir('d'); os.chdir('d')\nexcept OSError: pass"
    python(sandbox, code)

    sandbox.list_changes()

    assert shell(sandbox, "echo here").stdout == b"here\n"


def test_writing_does_not_follow_what_a_command_has_left(sandbox: Sandbox) -> None:
    file = FileEntry(path="d/a", mode=0o100644, content=b"new")
    sandbox.write([replace(file, content=b"old")])
    shell(sandbox, "echo kept > /tmp/a; rm -r d; ln -s /tmp d")

    with suppress(SandboxError):
        sandbox.write([file])

    assert shell(sandbox, "cat /tmp/a").stdout == b"kept\n"


@pytest.mark.parametrize("path", ["a\0b", "", ".", "x" * 5_000, "a//b", "a/./b", ".git/config"])
def test_odd_names_are_no_results(sandbox: Sandbox, path: str) -> None:
    with pytest.raises((ResultRefused, SandboxError)):
        sandbox.read(path, most_bytes=100)

    assert shell(sandbox, "echo here").stdout == b"here\n"


def test_result_is_taken_up_to_its_size_and_no_further(sandbox: Sandbox) -> None:
    shell(sandbox, "printf 12345 > five")

    assert sandbox.read("five", most_bytes=5) == b"12345"
    with pytest.raises(ResultRefused):
        sandbox.read("five", most_bytes=4)


def test_socket_is_no_result(sandbox: Sandbox) -> None:
    python(sandbox, "import socket; socket.socket(1).bind('result')")

    with pytest.raises(ResultRefused):
        sandbox.read("result", most_bytes=100)


def test_sandboxes_do_not_meet_by_names_of_the_kernel(open_sandbox: Open) -> None:
    meet = "import socket; s = socket.socket(1); s.{}(chr(0) + 'meeting')"
    hold = f"import os, time\n{meet.format('bind')}; s.listen()\nprint('bound')"
    with open_sandbox() as one, open_sandbox() as other:
        assert python(one, hold).stdout == b"bound\n"
        assert b"ConnectionRefused" in python(other, meet.format("connect")).stderr
        assert shell(
            one, "readlink /proc/self/ns/net /proc/self/ns/ipc /proc/self/ns/pid"
        ).stdout != (
            shell(other, "readlink /proc/self/ns/net /proc/self/ns/ipc /proc/self/ns/pid").stdout
        )


def test_only_harmless_devices_are_there(shared: Sandbox) -> None:
    listed = shell(shared, "find /dev -type b -o -type c").stdout.split()

    names = {path.rpartition(b"/")[2] for path in listed}
    assert names <= {b"null", b"zero", b"full", b"random", b"urandom", b"tty", b"ptmx", b"console"}


@pytest.mark.parametrize(
    "attempt",
    [
        "echo x > /proc/self/exe",
        "echo x > /proc/1/oom_score_adj",
        "echo 1 > /proc/sys/vm/drop_caches",
        "echo 0 > /proc/sys/kernel/randomize_va_space",
        "echo x > /proc/self/uid_map",
        "cat /proc/kmsg",
        "ls /proc/1/cwd/",
        "ls /proc/1/map_files/",
        "ln /etc/shadow /work/shadow",
        "cp /usr/bin/env /tmp/env && /tmp/env true",
        "cp /usr/bin/env /dev/shm/env && /dev/shm/env true",
        "echo $$ > /sys/fs/cgroup/memory/cgroup.procs",
        "echo max > /sys/fs/cgroup/memory.max",
        "mkdir /sys/fs/cgroup/x",
        "fallocate -l 40M big",
        "dd if=/dev/zero of=/usr/bin/true bs=1 count=1 conv=notrunc",
    ],
)
def test_what_reaches_past_the_sandbox_is_refused(shared: Sandbox, attempt: str) -> None:
    assert shell(shared, attempt).exit_code != 0


def test_command_too_long_to_start_is_told(sandbox: Sandbox) -> None:
    with pytest.raises(SandboxError):
        sandbox.run(Command(argv=["true", "x" * 3 * MIB]))

    assert shell(sandbox, "echo here").stdout == b"here\n"


def test_large_input_is_given_whole(shared: Sandbox) -> None:
    result = shared.run(Command(argv=["wc", "-c"], stdin=b"x" * 3 * MIB))

    assert result.stdout.strip() == str(3 * MIB).encode()


def test_first_process_that_is_starved_does_not_hold_the_caller(backend: Backend) -> None:
    base = backend.find_base()
    assert base
    limits = replace(LIMITS, timeout_s=2)
    with backend.open(base, limits, lease()) as sandbox:
        result = shell(sandbox, "for i in $(seq 40); do (while :; do :; done) & done; wait")

        assert result.timed_out
        assert result.duration_s < 8


@pytest.mark.parametrize(("available_kb", "is_short"), [(50_001, False), (49_999, True)])
def test_memory_of_the_machine_itself_is_watched(available_kb: int, is_short: bool) -> None:
    meminfo = (
        f"MemTotal: 1000000 kB\nMemFree: 9 kB\nMemAvailable: {available_kb} kB\nHugePages: 0\n"
    )

    assert is_nearly_used_up(meminfo) is is_short


def test_localhost_is_the_sandbox_itself(shared: Sandbox) -> None:
    result = python(shared, "import socket; print(socket.gethostbyname('localhost'))")

    assert result.stdout == b"127.0.0.1\n"
