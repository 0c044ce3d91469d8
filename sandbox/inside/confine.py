"""What a sandbox takes from itself before any foreign code runs: mounts, capabilities, calls."""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterator

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_DROP = 4, 22, 24
_PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT, _CLEAR_ALL = 38, 47, 4
_NOSUID_NODEV, _NOEXEC = 2 | 4, 8
_CAPABILITIES_V3 = 0x20080522

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_NONE = 0xFFFFFFFF  # no such call there
_NUMBERS = {  # of each system call on x86_64 and aarch64
    "acct": (163, 89),
    "add_key": (248, 217),
    "bpf": (321, 280),
    "chroot": (161, 51),
    "clock_adjtime": (305, 266),
    "clock_settime": (227, 112),
    "delete_module": (176, 106),
    "fanotify_init": (300, 262),
    "finit_module": (313, 273),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "init_module": (175, 105),
    "io_setup": (206, 0),  # its events are counted for the whole machine
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "memfd_secret": (447, 447),
    "modify_ldt": (154, _NONE),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "mq_open": (240, 180),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "personality": (135, 92),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "sethostname": (170, 161),
    "setns": (308, 268),
    "settimeofday": (164, 170),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "syslog": (103, 116),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
}
_UNCOUNTED_MEMORY = {  # memory of no process; only a control group counts it
    "memfd_create": (319, 279),
    "msgget": (68, 186),
    "semget": (64, 190),
    "shmget": (29, 194),
}
_CLONE, _CLONE3, _SOCKET = (56, 220), (435, 435), (41, 198)
_NEW_NAMESPACES = 0x7E020000
_SOCKET_FAMILIES = (1, 2, 10, 16)  # unix, IPv4, IPv6, netlink; vsock is in no network namespace

_ALLOW, _KILL, _EPERM, _ENOSYS = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16

_Step = tuple[int, int, int, int]


def hide() -> None:
    """Close this process's memory, descriptors and environment to others of the same user."""
    _check(_LIBC.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable")


def mount_tmpfs(path: str, size_bytes: int, inodes: int, executable: bool) -> None:
    """Mount an empty file system of this size at ``path``."""
    flags = _NOSUID_NODEV | (0 if executable else _NOEXEC)
    options = f"size={size_bytes},nr_inodes={inodes},mode=1777".encode()
    _check(_LIBC.mount(b"tmpfs", path.encode(), b"tmpfs", flags, options), f"mount {path}")


def drop_capabilities() -> None:
    """Give up all capabilities for good, and the way to get any by running a program."""
    for capability in range(64):
        _LIBC.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)
    _LIBC.prctl(_PR_CAP_AMBIENT, _CLEAR_ALL, 0, 0, 0)
    _check(_LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no new privileges")
    header, none = struct.pack("II", _CAPABILITIES_V3, 0), bytes(24)
    _check(_LIBC.capset(header, none), "capset")


def forbid_system_calls(counts_all_memory: bool) -> None:
    """Forbid, here and in all that is started, the calls that a test has no use for.

    Where no control group counts memory, so are those that take memory outside of processes.
    """
    machine = os.uname().machine
    if machine not in _ARCHITECTURES:
        raise OSError(f"no system call filter is known for {machine}")
    steps = list(_filter_steps(machine, counts_all_memory))
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    buffer = ctypes.create_string_buffer(code)
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(buffer))
    _check(_LIBC.prctl(_PR_SET_SECCOMP, 2, program, 0, 0), "seccomp")


def _filter_steps(machine: str, counts_all_memory: bool) -> Iterator[_Step]:
    column = list(_ARCHITECTURES).index(machine)
    refused = _NUMBERS if counts_all_memory else _NUMBERS | _UNCOUNTED_MEMORY
    yield _LOAD, 0, 0, _ARCHITECTURE
    yield _EQUAL, 1, 0, _ARCHITECTURES[machine]
    yield _RETURN, 0, 0, _KILL
    yield _LOAD, 0, 0, _NUMBER
    if machine == "x86_64":
        yield _AT_LEAST, 0, 1, 0x40000000  # the x32 ABI has numbers of its own
        yield _RETURN, 0, 0, _KILL
    for numbers in refused.values():
        yield _EQUAL, 0, 1, numbers[column]
        yield _RETURN, 0, 0, _EPERM
    # Its arguments lie in memory, where a filter cannot see them; libc falls back to clone.
    yield _EQUAL, 0, 1, _CLONE3[column]
    yield _RETURN, 0, 0, _ENOSYS
    yield _EQUAL, 0, 4, _CLONE[column]
    yield _LOAD, 0, 0, _FIRST_ARGUMENT
    yield _ANY_BIT, 0, 1, _NEW_NAMESPACES
    yield _RETURN, 0, 0, _EPERM
    yield _RETURN, 0, 0, _ALLOW
    yield _EQUAL, 0, 2 + len(_SOCKET_FAMILIES), _SOCKET[column]
    yield _LOAD, 0, 0, _FIRST_ARGUMENT
    for place, family in enumerate(_SOCKET_FAMILIES):
        yield _EQUAL, len(_SOCKET_FAMILIES) - place, 0, family
    yield _RETURN, 0, 0, _EPERM
    yield _RETURN, 0, 0, _ALLOW


def _check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
