"""The names by which Python code could sway the tests that judge it; pure."""

from __future__ import annotations

from sandbox.verdicts.records import FlagKind

MODULES = {
    FlagKind.TEST_TOOLS: (
        "pytest _pytest unittest doctest nose mock django.test hypothesis pluggy test.support"
    ),
    FlagKind.INTROSPECTION: (
        "inspect gc ctypes cffi dis tracemalloc faulthandler bdb pdb trace linecache sysconfig"
    ),
    FlagKind.PATCHES_OTHERS: "builtins wrapt",
    FlagKind.DYNAMIC_CODE: (
        "importlib imp runpy marshal code codeop pkgutil zipimport pickle dill py_compile "
        "compileall string.Formatter logging.config"
    ),
    FlagKind.ENDS_PROCESS: "atexit signal",
    FlagKind.DESCRIPTORS: "fcntl mmap _posixsubprocess posix",
    FlagKind.NETWORK: (
        "socket ssl urllib.request http.client http.server ftplib smtplib requests httpx aiohttp "
        "websockets xmlrpc"
    ),
    FlagKind.PROCESSES: "subprocess multiprocessing pty _thread concurrent.futures.process",
    FlagKind.SURROUNDINGS: "pwd grp resource platform",
}
ATTRIBUTES = {
    FlagKind.ENDS_PROCESS: "_exit abort kill killpg raise_signal pthread_kill",
    FlagKind.INTROSPECTION: (
        "_getframe _current_frames settrace setprofile monitoring modules meta_path path_hooks "
        "__subclasses__ __globals__ __code__ __closure__ __builtins__ __defaults__ __bases__ "
        "f_back f_locals f_globals f_code co_name co_filename tb_frame gi_frame cr_frame ag_frame "
        "gi_code cr_code ag_code co_code co_names co_consts currentframe "
        "excepthook displayhook unraisablehook __dict__ __mro__ extract_stack walk_stack "
        "format_stack print_stack findCaller addaudithook _current_exceptions loggerDict builtins "
        "importlib sys"
    ),
    FlagKind.DYNAMIC_CODE: (
        "attrgetter methodcaller __getattribute__ __setattr__ __delattr__ new_class prepare_class "
        "make_dataclass __prepare__ import_string get_type_hints ForwardRef unsafe_load __import__ "
        "setattr delattr getattr globals enable_load_extension load_extension"
    ),
    FlagKind.SURROUNDINGS: (
        "getcwd getcwdb uname gethostname getuser getlogin getpid getppid getuid isatty "
        "pathname funcName warn_explicit get_stack hasHandlers nice getpriority getrlimit "
        "getrusage sched_getaffinity cpu_count process_cpu_count getsid getpgid getpgrp getloadavg "
        "statvfs ismount expanduser expandvars disk_usage getnode uuid1 gettempdir gettempdirb "
        "tempdir get_terminal_size get_event_loop get_running_loop new_event_loop call_later "
        "call_at process_time process_time_ns thread_time thread_time_ns tzname ThreadPoolExecutor "
        "settings_dict in_atomic_block savepoint_ids atomic_blocks __file__ __path__ __cached__ "
        "getsitepackages"
    ),
    FlagKind.DESCRIPTORS: "dup dup2 fdopen closerange sendfile memfd_create openpty",
    FlagKind.PROCESSES: (
        "system popen fork forkpty posix_spawn spawnv spawnve execv execve execvp execvpe execl "
        "create_subprocess_exec create_subprocess_shell ProcessPoolExecutor"
    ),
    FlagKind.KNOWS_TESTS: "argv orig_argv outbox",
    # A dataclass's field that is not compared, and what is neither more nor less than anything.
    FlagKind.COMPARISON: "InitVar nan",
}
CALLS = {
    FlagKind.DYNAMIC_CODE: "eval exec compile __import__ breakpoint",
    FlagKind.INTROSPECTION: "globals vars locals __builtins__ __loader__ __spec__",
    FlagKind.ENDS_PROCESS: "exit quit KeyboardInterrupt",
    FlagKind.SURROUNDINGS: "__file__ RecursionError",
}
COMPARISONS = frozenset(
    "__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __bool__ __contains__ __len__ __hash__ __float__ "
    "__instancecheck__ __subclasscheck__ __getattribute__ __class__ __index__ __abs__ __rsub__ "
    "__rtruediv__ __init_subclass__ __class_getitem__".split()
)
TEST_ATTRIBUTES = frozenset(
    "outcome longrepr runtest excinfo wasxfail failureException countTestCases".split()
)
