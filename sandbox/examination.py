"""A dozen attacks on a sandbox, live: whether this machine's way to isolate holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from sandbox.backends.base import Backend, Lease
from sandbox.records import MIB, Command, ExecResult, Limits, Sandbox

_LIMITS = Limits(
    timeout_s=10,
    memory_bytes=128 * MIB,
    disk_bytes=16 * MIB,
    inodes=2_000,
    file_bytes=8 * MIB,
    processes=64,
    output_bytes=16 * 1024,
)
_REACH = "import socket; socket.create_connection({address}, 2)"
_LEASE_S = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """Code that must not get its way; ``is_held`` tells from its result."""

    name: str
    code: str
    is_held: Callable[[ExecResult], bool]


def _fails(result: ExecResult) -> bool:
    return result.exit_code not in {0, None}


ATTACKS = (
    Attack(
        name="fork bomb",
        code="import os\nwhile True:\n try: os.fork()\n except OSError: pass",
        is_held=lambda result: result.timed_out,
    ),
    Attack(
        name="memory bomb",
        code="x = [b'x' * 10**6 for _ in range(400)]",
        is_held=lambda result: result.oom_killed,
    ),
    Attack(
        name="disk fill, bytes",
        code="for i in range(99): open(f'f{i}', 'wb').write(bytes(10**6))",
        is_held=_fails,
    ),
    Attack(
        name="disk fill, inodes",
        code="for i in range(10**5): open(f'/tmp/{i}', 'wb')",
        is_held=_fails,
    ),
    Attack(
        name="one huge file",
        code="open('big', 'wb').truncate(10 * 2**30)",
        is_held=_fails,
    ),
    Attack(
        name="endless output",
        code="while True: print('x' * 1000)",
        is_held=lambda result: result.timed_out and result.stdout_cut,
    ),
    Attack(
        name="network",
        code=_REACH.format(address="('1.1.1.1', 443)"),
        is_held=_fails,
    ),
    Attack(
        name="metadata address",
        code=_REACH.format(address="('169.254.169.254', 80)"),
        is_held=_fails,
    ),
    Attack(
        name="user namespace",
        code="import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x10000000) != 0)",
        is_held=_fails,
    ),
    Attack(
        name="mount",
        code="import ctypes, sys; "
        "sys.exit(ctypes.CDLL(None).mount(b'x', b'/tmp', b'tmpfs', 0, b'') != 0)",
        is_held=_fails,
    ),
    Attack(
        name="memory of the first process",
        code="open('/proc/1/mem', 'rb')",
        is_held=_fails,
    ),
    Attack(
        name="host's files",
        code="open('/etc/shadow')",
        is_held=_fails,
    ),
    Attack(
        name="children that outlive their command",
        code="import os, time\nif os.fork() == 0:\n os.setsid()\n time.sleep(600)",
        is_held=lambda result: result.exit_code == 0 and result.duration_s < _LIMITS.timeout_s,
    ),
)


def examine(
    backend: Backend, *, clock: Callable[[], datetime] = timezone.now
) -> Iterator[tuple[str, bool]]:
    """Yield the name of each attack and whether the backend held; its base must be built.

    What stays usable is shown last: after all attacks the sandbox still does its work.
    """
    base = backend.find_base()
    assert base  # noqa: S101  # the caller has seen to it
    lease = Lease(job="doctor", until=clock() + timedelta(seconds=_LEASE_S))
    with backend.open(base, _LIMITS, lease) as sandbox:
        for attack in ATTACKS:
            yield attack.name, attack.is_held(_run(sandbox, attack.code))
            sandbox.run(Command(argv=["sh", "-c", "rm -rf /work/* /tmp/*"]))
        yield "works afterwards", _run(sandbox, "print('here')").stdout == b"here\n"


def _run(sandbox: Sandbox, code: str) -> ExecResult:
    return sandbox.run(Command(argv=["python3", "-c", code], timeout_s=3))
