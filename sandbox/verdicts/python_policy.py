"""What Python code does that could sway the tests that judge it, told from its syntax; pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from typing import NamedTuple

from sandbox.verdicts.folding import fold_text
from sandbox.verdicts.records import FlagKind

_MODULES = {
    FlagKind.TEST_TOOLS: (
        "pytest _pytest unittest doctest nose mock django.test hypothesis pluggy test.support"
    ),
    FlagKind.INTROSPECTION: (
        "inspect gc ctypes cffi dis tracemalloc faulthandler bdb pdb trace linecache sysconfig"
    ),
    FlagKind.PATCHES_OTHERS: "builtins wrapt",
    FlagKind.DYNAMIC_CODE: (
        "importlib imp runpy marshal code codeop pkgutil zipimport pickle dill py_compile "
        "compileall string.Formatter"
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
_ATTRIBUTES = {
    FlagKind.ENDS_PROCESS: "_exit abort kill killpg raise_signal pthread_kill",
    FlagKind.INTROSPECTION: (
        "_getframe _current_frames settrace setprofile monitoring modules meta_path path_hooks "
        "__subclasses__ __globals__ __code__ __closure__ __builtins__ __defaults__ __bases__ "
        "f_back f_locals f_globals f_code co_name co_filename tb_frame gi_frame cr_frame "
        "excepthook displayhook unraisablehook __dict__ __mro__ extract_stack walk_stack "
        "format_stack print_stack findCaller addaudithook _current_exceptions"
    ),
    FlagKind.DYNAMIC_CODE: (
        "attrgetter methodcaller __getattribute__ __setattr__ __delattr__ new_class prepare_class "
        "make_dataclass __prepare__ import_string"
    ),
    FlagKind.SURROUNDINGS: (
        "getcwd getcwdb uname gethostname getuser getlogin getpid getppid getuid isatty "
        "pathname funcName warn_explicit get_stack hasHandlers nice getpriority getrlimit "
        "getrusage sched_getaffinity cpu_count process_cpu_count getsid getpgid getpgrp getloadavg "
        "statvfs "
        "process_time process_time_ns thread_time thread_time_ns settings_dict in_atomic_block "
        "savepoint_ids atomic_blocks __file__ __path__ __cached__ getsitepackages"
    ),
    FlagKind.DESCRIPTORS: "dup dup2 fdopen closerange sendfile memfd_create openpty",
    FlagKind.PROCESSES: (
        "system popen fork forkpty posix_spawn spawnv spawnve execv execve execvp execvpe execl"
    ),
    FlagKind.KNOWS_TESTS: "argv orig_argv outbox",
}
_CALLS = {
    FlagKind.DYNAMIC_CODE: "eval exec compile __import__ breakpoint",
    FlagKind.INTROSPECTION: "globals vars locals __builtins__ __loader__ __spec__",
    FlagKind.ENDS_PROCESS: "exit quit KeyboardInterrupt",
    FlagKind.SURROUNDINGS: "__file__ RecursionError",
}
_OF_SYS = frozenset(
    "prefix exec_prefix base_prefix base_exec_prefix executable _base_executable flags platlibdir "
    "dont_write_bytecode pycache_prefix warnoptions _xoptions __stdout__ __stderr__ __stdin__ "
    "path path_importer_cache gettrace getprofile getrefcount".split()
)
_STREAMS = frozenset({"sys.stdout", "sys.stderr", "sys.stdin"})
_KEYWORDS = frozenset({"record", "module"})
_SETTERS = frozenset({"setattr", "delattr", "getattr"})
_PASSED_ABOUT = frozenset({"sys", "os", "builtins", "logging", "warnings"})
_OWN = frozenset({"self", "cls", "other"})
_METACLASS = re.compile(r"Meta(?:[Cc]lass)?$|^EnumType$|^ModelBase$|^type$")
_CLASS_PARTS = 3
_MESSAGE_PARTS = 3
_COMPARISONS = frozenset(
    "__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __bool__ __contains__ __len__ __hash__ __float__ "
    "__instancecheck__ __subclasscheck__ __getattribute__ __class__ __index__ __abs__ __rsub__ "
    "__rtruediv__ __init_subclass__ __class_getitem__".split()
)
_TEST_ATTRIBUTES = frozenset(
    "outcome longrepr runtest excinfo wasxfail failureException countTestCases".split()
)
_TEST_WORDS = re.compile(
    r"pytest|unittest|\btest_\w|\btests\b|testcase|conftest|vitest|\bjest\b|testserver|memorydb|"
    r"locmem|^outbox$",
    re.IGNORECASE,
)
_REACHING = re.compile(r"\{[^{}]*__|%\((?:filename|module|pathname|funcName|process\w*)\)")
_OWN_PLACES = re.compile(r"^/(?:work|opt/env)(?:/|$)")
_PROCESS_FILES = re.compile("/proc/|/dev/fd|/sys/")


class Finding(NamedTuple):
    """One thing that code does, and where."""

    kind: FlagKind
    detail: str
    line: int


def find_in_python(source: bytes) -> list[Finding]:
    """Return what the code does, by line; raise ValueError where it cannot be parsed."""
    try:
        tree = ast.parse(source)
        looker = _Looker(_list_imported_names(tree), _list_named_settings(tree))
        looker.note_bare_names(tree)
        looker.visit(tree)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError(str(error)) from error
    return sorted(looker.findings, key=lambda finding: finding.line)


class _Looker(ast.NodeVisitor):
    """Notes what stands out, node by node."""

    def __init__(self, imported: frozenset[str], named_settings: frozenset[ast.AST]) -> None:
        self.findings: list[Finding] = []
        self._imported = imported
        self._named_settings = named_settings

    def note_bare_names(self, tree: ast.Module) -> None:
        """Note what is passed about instead of used where it stands, and so hides its use."""
        used = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign | ast.NamedExpr) and _is_type(node.value):
                self._note(node, FlagKind.DYNAMIC_CODE, "type by another name")
            if not isinstance(node, ast.Name) or id(node) in called:
                continue
            if node.id in _SETTERS:
                self._note(node, FlagKind.PATCHES_OTHERS, f"{node.id} by another name")
            is_module = node.id in self._imported and node.id in _PASSED_ABOUT
            if is_module and id(node) not in used and isinstance(node.ctx, ast.Load):
                self._note(node, FlagKind.INTROSPECTION, f"{node.id} by another name")

    def visit(self, node: ast.AST) -> None:
        """Look at text that is put together too."""
        if isinstance(node, ast.BinOp | ast.JoinedStr | ast.Call | ast.Subscript):
            text = fold_text(node)
            if text is not None:
                self._note_text(node, text, is_made=True)
        super().visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._note_module(node, alias.name)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if not node.level:
                self._note_module(node, f"{node.module}.{alias.name}")
                self._note_sys(node, node.module or "", alias.name)
            self._note_name(node, _ATTRIBUTES, alias.name)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._note_name(node, _ATTRIBUTES, node.attr)
        self._note_sys(node, ast.unparse(node.value), node.attr)
        if node.attr == "handlers" and ast.unparse(node.value) != "logging":
            self._note(node, FlagKind.SURROUNDINGS, node.attr)
        if node.attr == "Formatter" and _root(node) != "logging":
            self._note(node, FlagKind.DYNAMIC_CODE, ast.unparse(node))
        if node.attr == "environ" and node not in self._named_settings:
            self._note(node, FlagKind.SURROUNDINGS, node.attr)
        if not isinstance(node.ctx, ast.Load):
            if _root(node) in self._imported:
                self._note(node, FlagKind.PATCHES_OTHERS, ast.unparse(node))
            if node.attr.startswith("assert") or node.attr in _TEST_ATTRIBUTES:
                self._note(node, FlagKind.TEST_TOOLS, node.attr)
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if not isinstance(node.ctx, ast.Load) and _root(node) in self._imported:
            self._note(node, FlagKind.PATCHES_OTHERS, ast.unparse(node))
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        self._note_name(node, _CALLS, node.id)
        if node.id in _COMPARISONS:
            self._note(node, FlagKind.COMPARISON, node.id)
        if node.id == "environ" and node not in self._named_settings:
            self._note(node, FlagKind.SURROUNDINGS, node.id)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        makes = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
        metaclass = makes.get("metaclass", "ABCMeta").rpartition(".")[2]
        if metaclass != "ABCMeta" or any(ast.unparse(base) == "type" for base in node.bases):
            self._note(node, FlagKind.DYNAMIC_CODE, f"metaclass of {node.name}")
        self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg in {"assigned", "updated"}:  # of functools.wraps
            self._note(node, FlagKind.DYNAMIC_CODE, f"{node.arg}=")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        for side in (node.left, *node.comparators):
            if ast.unparse(side) in _STREAMS:
                self._note(node, FlagKind.SURROUNDINGS, ast.unparse(node))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        target = _root(node.args[0]) if node.args else ""
        if name in {"setattr", "delattr"} and target != "self":
            self._note(node, FlagKind.PATCHES_OTHERS, name)
        if name == "getattr" and target in self._imported:
            self._note(node, FlagKind.DYNAMIC_CODE, f"getattr({target}, …)")
        if _makes_class(node):
            self._note(node, FlagKind.DYNAMIC_CODE, f"{ast.unparse(node.func)}(…, …, …)")
        if _asks_around(node):
            self._note(node, FlagKind.SURROUNDINGS, ast.unparse(node))
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name in _COMPARISONS:
            self._note(node, FlagKind.COMPARISON, node.name)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._note_text(node, node.value, is_made=False)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        caught = ast.unparse(node.type) if node.type else ""
        if not caught or "BaseException" in caught:
            self._note(node, FlagKind.CATCHES_ALL, f"except {caught}".strip())
        self.generic_visit(node)

    def _note_sys(self, node: ast.AST, module: str, name: str) -> None:
        if module == "sys" and name in _OF_SYS:
            self._note(node, FlagKind.SURROUNDINGS, f"sys.{name}")

    def _note_text(self, node: ast.AST, text: str, *, is_made: bool) -> None:
        shown = f"the text {text[:60]!r}"
        if _TEST_WORDS.search(text):
            self._note(node, FlagKind.KNOWS_TESTS, shown)
        if _PROCESS_FILES.search(text):
            self._note(node, FlagKind.DESCRIPTORS, shown)
        if text in _COMPARISONS:
            self._note(node, FlagKind.COMPARISON, text)
        if _REACHING.search(text) or _OWN_PLACES.search(text):
            self._note(node, FlagKind.SURROUNDINGS, shown)
        if text.startswith("_") or is_made:
            self._note_name(node, _ATTRIBUTES, text)
        if is_made:
            self._note_name(node, _CALLS, text)
        if is_made and text in _SETTERS | _TEST_ATTRIBUTES | {"type"}:
            self._note(node, FlagKind.DYNAMIC_CODE, shown)

    def _note_module(self, node: ast.AST, name: str) -> None:
        for kind, modules in _MODULES.items():
            for module in modules.split():
                if name == module or name.startswith(f"{module}."):
                    self._note(node, kind, module)

    def _note_name(self, node: ast.AST, table: Mapping[FlagKind, str], name: str) -> None:
        for kind, names in table.items():
            if name in names.split():
                self._note(node, kind, name)

    def _note(self, node: ast.AST, kind: FlagKind, detail: str) -> None:
        self.findings.append(Finding(kind, detail, getattr(node, "lineno", 0)))


def _list_imported_names(tree: ast.Module) -> frozenset[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
    return frozenset(names)


def _list_named_settings(tree: ast.Module) -> frozenset[ast.AST]:
    """Return where the environment is asked for one variable, whose name is written there."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            found.add(node.value)
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            function = node.func
            if isinstance(function, ast.Attribute) and function.attr in {"get", "setdefault"}:
                found.add(function.value)
    return frozenset(found)


def _is_type(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "type"


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _asks_around(node: ast.Call) -> bool:
    """Whether the call asks what a stream is, or has a warning or a log tell the caller's file."""
    name = _last_name(node.func)
    if name != "warn" and any(keyword.arg == "stacklevel" for keyword in node.keywords):
        return True
    if name in {"catch_warnings", "filterwarnings"}:
        return len(node.args) > _MESSAGE_PARTS or any(
            keyword.arg in _KEYWORDS for keyword in node.keywords
        )
    is_question = name in {"type", "id", "isinstance"} and bool(node.args)
    return is_question and ast.unparse(node.args[0]) in _STREAMS


def _makes_class(node: ast.Call) -> bool:
    """Whether a class may come of the call: by type, by a metaclass, or by what looks so."""
    name = _last_name(node.func)
    is_whole = len(node.args) == _CLASS_PARTS or any(
        isinstance(one, ast.Starred) for one in node.args
    )
    if is_whole and _METACLASS.search(name):
        return True
    if name == "__class__" and is_whole and _root(node.func) not in _OWN:
        return True
    if name in {"partial", "map", "starmap"} and any(map(_is_type, node.args)):
        return True
    return len(node.args) == _CLASS_PARTS and (
        isinstance(node.args[1], ast.Tuple) and isinstance(node.args[2], ast.Dict)
    )


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
