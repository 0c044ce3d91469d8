"""What Python code does that could sway the tests that judge it, told from its syntax; pure."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sandbox.verdicts.folding import fold_text
from sandbox.verdicts.givens import NamedFile, find_fixed_conditions, find_unsteady_conditions
from sandbox.verdicts.python_nodes import (
    AS_MODULE,
    CLOCKS,
    STREAMS,
    asks_any_attribute,
    asks_around,
    asks_clock,
    asks_place,
    calls_in_text,
    changes_given,
    is_class_name,
    is_moment,
    is_type,
    is_type_of_text,
    keeps_time,
    last_name,
    list_global_names,
    list_imported,
    list_made,
    list_named_settings,
    list_types,
    makes_class,
    makes_nan,
    quiets_log,
    root_of,
)
from sandbox.verdicts.python_words import (
    ATTRIBUTES,
    CALLS,
    COMPARISONS,
    MODULES,
    TEST_ATTRIBUTES,
)
from sandbox.verdicts.records import FlagKind
from sandbox.verdicts.usual import is_usual_dunder, is_usual_module, is_usual_name

_SETTERS = frozenset({"setattr", "delattr", "getattr"})
_TEST_WORDS = re.compile(
    r"pytest|unittest|\btest_\w|\btests\b|testcase|conftest|vitest|\bjest\b|testserver|memorydb|"
    r"locmem|^outbox$",
    re.IGNORECASE,
)
_NAME_OF_TEST = re.compile(r"tests?|test_\w+|\w+_test|conftest")
_REACHING = re.compile(r"\{[^{}]*__|%\((?:filename|module|pathname|funcName|process\w*)\)")
_OWN_PLACES = re.compile(r"^/(?:work|opt/env)(?:/|$)")
_PROCESS_FILES = re.compile("/proc/|/dev/fd|/sys/")
_OF_THE_MACHINE = re.compile(
    r"^/(?:etc|dev|usr|opt|var|tmp|mnt|boot|lib|sbin)(?:/|$)|^\.git(?:/|$)"
)
_SYSTEM_VARIABLES = re.compile(
    r"HOME|USER\w*|LOGNAME|LANG\w*|LC_\w+|PATH|PWD|OLDPWD|SHELL|TERM|TMP(?:DIR)?|TEMP|HOST\w*|TZ|"
    r"CI|PYTHON\w*|VIRTUAL_ENV|XDG_\w+|INVOCATION_ID|KUBERNETES\w*|CONTAINER\w*"
)
VARIABLE = "the variable "


class Finding(NamedTuple):
    """One thing that code does, and where."""

    kind: FlagKind
    detail: str
    line: int


def find_in_python(source: bytes) -> list[Finding]:
    """Return what the code does, by line; raise ValueError where it cannot be parsed."""
    try:
        tree = ast.parse(source)
        looker = _Looker(tree)
        looker.note_bare_names(tree)
        looker.note_variables()
        looker.note_conditions(tree)
        looker.visit(tree)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError(str(error)) from error
    return sorted(looker.findings, key=lambda finding: finding.line)


class _Looker(ast.NodeVisitor):
    """Notes what stands out, node by node."""

    def __init__(self, tree: ast.Module) -> None:
        self.findings: list[Finding] = []
        self._imported = list_imported(tree)
        self._named_settings = list_named_settings(tree)
        self._made = list_made(tree)
        self._lasting = list_global_names(tree)
        self._types = list_types(tree, self._imported)
        self._is_loading = True

    def note_bare_names(self, tree: ast.Module) -> None:
        """Note what is passed about instead of used where it stands, and so hides its use."""
        used = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign | ast.NamedExpr) and is_type(node.value):
                self._note(node, FlagKind.DYNAMIC_CODE, "type by another name")
            if not isinstance(node, ast.Name) or id(node) in called:
                continue
            if node.id in _SETTERS:
                self._note(node, FlagKind.PATCHES_OTHERS, f"{node.id} by another name")
            is_module = self._imported.get(node.id, "").startswith(AS_MODULE)
            if is_module and id(node) not in used and isinstance(node.ctx, ast.Load):
                self._note(node, FlagKind.INTROSPECTION, f"{node.id} by another name")

    def note_variables(self) -> None:
        """Note which variables of the environment are asked for."""
        for node, name in self._named_settings.items():
            if last_name(node) in {"environ", "os"}:
                self._note(node, FlagKind.SURROUNDINGS, f"{VARIABLE}{name}")

    def note_conditions(self, tree: ast.Module) -> None:
        """Note the conditions that are decided by something else than what the code is given."""
        file = NamedFile(tree)
        for condition in find_fixed_conditions(file):
            shown = f"nothing given decides {ast.unparse(condition)[:60]!r}"
            self._note(condition, FlagKind.SURROUNDINGS, shown)
        for condition in find_unsteady_conditions(file):
            self._note(condition, FlagKind.UNSTEADY, ast.unparse(condition)[:60])

    def visit(self, node: ast.AST) -> None:
        """Look at text that is put together too, and at times that are kept."""
        is_late = not self._is_loading or isinstance(node, ast.FunctionDef)
        if is_late and keeps_time(node, self._lasting):
            self._note(node, FlagKind.SURROUNDINGS, "a time that is kept")
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
                self._note_unusual(node, node.module or "", alias.name)
            else:
                self._note_module_of_tests(node, f"{node.module or ''}.{alias.name}")
            self._note_name(node, ATTRIBUTES, alias.name)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._note_name(node, ATTRIBUTES, node.attr)
        self._note_unusual(node, self._find_module(node.value), node.attr)
        if node.attr == "handlers" and ast.unparse(node.value) != "logging":
            self._note(node, FlagKind.SURROUNDINGS, node.attr)
        if node.attr == "Formatter" and root_of(node) != "logging":
            self._note(node, FlagKind.DYNAMIC_CODE, ast.unparse(node))
        if node.attr == "environ" and node not in self._named_settings:
            self._note(node, FlagKind.SURROUNDINGS, node.attr)
        if node.attr == "register" and is_class_name(last_name(node.value)):
            self._note(node, FlagKind.COMPARISON, ast.unparse(node))
        if quiets_log(node):
            self._note(node, FlagKind.PATCHES_OTHERS, ast.unparse(node))
        if not isinstance(node.ctx, ast.Load):
            if root_of(node) in self._imported:
                self._note(node, FlagKind.PATCHES_OTHERS, ast.unparse(node))
            if node.attr in COMPARISONS:
                self._note(node, FlagKind.COMPARISON, node.attr)
            if node.attr.startswith("assert") or node.attr in TEST_ATTRIBUTES:
                self._note(node, FlagKind.TEST_TOOLS, node.attr)
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if is_type_of_text(node, self._imported, self._types):
            self._note(node, FlagKind.DYNAMIC_CODE, "a type made of text")
        if not isinstance(node.ctx, ast.Load) and root_of(node) in self._imported:
            self._note(node, FlagKind.PATCHES_OTHERS, ast.unparse(node))
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        self._note_name(node, CALLS, node.id)
        if node.id in COMPARISONS:
            self._note(node, FlagKind.COMPARISON, node.id)
        if node.id == "environ" and node not in self._named_settings:
            self._note(node, FlagKind.SURROUNDINGS, node.id)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        makes = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
        metaclass = makes.get("metaclass", "ABCMeta").rpartition(".")[2]
        if metaclass != "ABCMeta" or any(ast.unparse(base) == "type" for base in node.bases):
            self._note(node, FlagKind.DYNAMIC_CODE, f"metaclass of {node.name}")
        for base in node.bases:
            if last_name(base) in {"redirect_stdout", "redirect_stderr"}:  # they set what they name
                self._note(node, FlagKind.PATCHES_OTHERS, ast.unparse(base))
        self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg in {"assigned", "updated"}:  # of functools.wraps
            self._note(node, FlagKind.DYNAMIC_CODE, f"{node.arg}=")
        is_off = isinstance(node.value, ast.Constant) and node.value.value is False
        if node.arg == "compare" and is_off:  # of a dataclass's field
            self._note(node, FlagKind.COMPARISON, "compare=False")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        for side in (node.left, *node.comparators):
            if ast.unparse(side) in STREAMS or (is_moment(side) and asks_clock(node)):
                self._note(node, FlagKind.SURROUNDINGS, ast.unparse(node))
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        target = root_of(node.args[0]) if node.args else ""
        if name in {"setattr", "delattr"} and target != "self":
            self._note(node, FlagKind.PATCHES_OTHERS, name)
        if name == "getattr" and (target in self._imported or asks_any_attribute(node)):
            self._note(node, FlagKind.DYNAMIC_CODE, f"getattr({target}, …)")
        if self._is_loading and last_name(node.func) in CLOCKS:
            self._note(node, FlagKind.SURROUNDINGS, "the time of loading")
        if makes_nan(node):
            self._note(node, FlagKind.COMPARISON, ast.unparse(node))
        if changes_given(node, self._made):
            self._note(node, FlagKind.PATCHES_OTHERS, ast.unparse(node))
        if makes_class(node):
            self._note(node, FlagKind.DYNAMIC_CODE, f"{ast.unparse(node.func)}(…, …, …)")
        if asks_around(node) or asks_place(node):
            self._note(node, FlagKind.SURROUNDINGS, ast.unparse(node))
        self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        if node.name in COMPARISONS:
            self._note(node, FlagKind.COMPARISON, node.name)
        self._note_name(node, {}, node.name)
        for part in (*node.decorator_list, node.args, node.returns):
            if part:
                self.visit(part)
        self._visit_later(node.body)

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815  # the name that ast gives

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.visit(node.args)
        self._visit_later([node.body])

    def _visit_later(self, body: Sequence[ast.AST]) -> None:
        """Look at what does not run while the file is loaded."""
        was_loading, self._is_loading = self._is_loading, False
        for part in body:
            self.visit(part)
        self._is_loading = was_loading

    def visit_MatchClass(self, node: ast.MatchClass) -> None:
        for name in node.kwd_attrs:
            self._note_name(node, ATTRIBUTES, name)
        self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> None:
        self._note_annotation(node.annotation)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._note_annotation(node.annotation)
        self.generic_visit(node)

    def _note_annotation(self, node: ast.expr | None) -> None:
        """Note text that would be run where somebody asks for the types."""
        texts = [one for one in ast.walk(node) if isinstance(one, ast.Constant)] if node else []
        for text in texts:
            if calls_in_text(str(text.value)):
                self._note(text, FlagKind.DYNAMIC_CODE, "an annotation that calls")

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._note_text(node, node.value, is_made=False)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        caught = ast.unparse(node.type) if node.type else ""
        if not caught or "BaseException" in caught:
            self._note(node, FlagKind.CATCHES_ALL, f"except {caught}".strip())
        self.generic_visit(node)

    def _find_module(self, node: ast.expr) -> str:
        """Return the module that this name stands for, or that something was imported from."""
        if isinstance(node, ast.Name):
            return self._imported.get(node.id, "").removeprefix(AS_MODULE)
        if isinstance(node, ast.Attribute) and (module := self._find_module(node.value)):
            return f"{module}.{node.attr}"
        return ""

    def _note_unusual(self, node: ast.AST, module: str, name: str) -> None:
        if module and not is_usual_name(module, name):
            is_private = name.startswith("_") or name in sys.stdlib_module_names
            kind = FlagKind.INTROSPECTION if is_private else FlagKind.SURROUNDINGS
            self._note(node, kind, f"{module}.{name}")

    def _note_text(self, node: ast.AST, text: str, *, is_made: bool) -> None:
        shown = f"the text {text[:60]!r}"
        if _TEST_WORDS.search(text):
            self._note(node, FlagKind.KNOWS_TESTS, shown)
        if _PROCESS_FILES.search(text):
            self._note(node, FlagKind.DESCRIPTORS, shown)
        if text in COMPARISONS:
            self._note(node, FlagKind.COMPARISON, text)
        if any(one.search(text) for one in (_REACHING, _OWN_PLACES, _OF_THE_MACHINE)):
            self._note(node, FlagKind.SURROUNDINGS, shown)
        if text.startswith("_") or is_made:
            self._note_name(node, ATTRIBUTES, text)
        if is_made:
            self._note_name(node, CALLS, text)
        if is_made and text in _SETTERS | TEST_ATTRIBUTES | {"type"}:
            self._note(node, FlagKind.DYNAMIC_CODE, shown)

    def _note_module(self, node: ast.AST, name: str) -> None:
        self._note_module_of_tests(node, name)
        told = [
            (kind, module)
            for kind, modules in MODULES.items()
            for module in modules.split()
            if name == module or name.startswith(f"{module}.")
        ]
        if not told and not is_usual_module(name):
            told = [(FlagKind.UNUSUAL, name.partition(".")[0])]
        for kind, module in told:
            self._note(node, kind, module)

    def _note_module_of_tests(self, node: ast.AST, name: str) -> None:
        if any(map(_NAME_OF_TEST.fullmatch, name.split("."))):
            self._note(node, FlagKind.KNOWS_TESTS, name)

    def _note_name(self, node: ast.AST, table: Mapping[FlagKind, str], name: str) -> None:
        if not is_usual_dunder(name):
            self._note(node, FlagKind.INTROSPECTION, name)
        for kind, names in table.items():
            if name in names.split():
                self._note(node, kind, name)

    def _note(self, node: ast.AST, kind: FlagKind, detail: str) -> None:
        self.findings.append(Finding(kind, detail, getattr(node, "lineno", 0)))


def is_of_the_system(variable: str) -> bool:
    """Whether the variable tells of the machine or of how the program was started."""
    return _SYSTEM_VARIABLES.fullmatch(variable) is not None
