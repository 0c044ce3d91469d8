"""Which files of a project in Python belong to its tests though they lie outside of them; pure.

Tests rest on helpers that judge for them, on data that they expect, and on the class that runs
them. No name says so for certain: what only tests use, and what looks the
part, is taken for it, and a patch to it is shown to a person.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from sandbox.records import FileEntry
from sandbox.verdicts.places import find_django_runner, is_restored, is_test, name_top_module

_HELPER_NAMES = re.compile(
    r"(?:^|_)(?:support|helpers?|assert(?:s|ions?)?|fixtures?|test(?:ing|utils?|lib|case|cases)|"
    r"mocks?|fakes?)(?:_|$)"
)
_EXPECTED = re.compile(
    r"expect|golden|fixture|snapshot|baseline|reference|approved|(?:^|[_/])cases?\b"
)
_TOOLS = frozenset({"pytest", "unittest", "hypothesis", "_pytest", "doctest"})
_SHORTEST_NAME = 5
_MODULE_ENDS = (".py", "/__init__.py")
_PLUGINS = re.compile(
    rb"\bpytest_plugins\s*=\s*(?P<names>\[[^\]]*\]|\([^)]*\)|['\"][^'\"]*['\"])|"
    rb"(?<![\w-])-p[\s'\",]*(?P<name>[\w.]+)|\bpytest11['\"]?\s*\]?(?P<points>[^\[]*)"
)
_CODE = frozenset({".py", ".pyi", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts"})


def list_support_files(files: Sequence[FileEntry]) -> frozenset[str]:
    """Return the paths of these files of the base commit."""
    python = {file.path: file.content for file in files if file.path.endswith(".py")}
    trees = {path: tree for path in python if (tree := _parse(python[path]))}
    helpers = _list_helpers(trees)
    data = [file.path for file in files if PurePosixPath(file.path).suffix not in _CODE]
    readers = {path: _list_texts(tree) for path, tree in trees.items()}
    found = helpers | _list_expected(data, readers, helpers) | _list_runners(python)
    found |= _list_plugins(files) & python.keys()
    return frozenset(path for path in found if not is_restored(path))


def list_foreign_modules(files: Sequence[FileEntry]) -> frozenset[str]:
    """Return the top modules that these files in Python import and that are not among them."""
    python = {file.path: file.content for file in files if file.path.endswith(".py")}
    own = {name_top_module(path) for path in python}
    return frozenset(
        name.partition(".")[0]
        for tree in map(_parse, python.values())
        if tree
        for node in ast.walk(tree)
        for name in _list_absolute(node)
    ) - frozenset(own)


def _list_absolute(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []


def _parse(content: bytes) -> ast.Module | None:
    try:
        return ast.parse(content)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _list_helpers(trees: Mapping[str, ast.Module]) -> set[str]:
    """Return the modules that tests alone import, and that judge or are named so."""
    imports = {path: set(_list_imports(path, tree, trees)) for path, tree in trees.items()}
    of_tests = _reach({path for path in trees if is_test(path)}, imports)
    helpers = {
        path for path in of_tests if not is_test(path) and _looks_like_helper(path, trees[path])
    }
    of_program = {
        target
        for path, targets in imports.items()
        if not is_test(path) and path not in helpers
        for target in targets
    }
    helpers -= of_program
    subject = {path for path in of_tests if not is_test(path)} - helpers
    return helpers if subject else set()  # where tests use nothing else, it is what they test


def _reach(start: set[str], imports: Mapping[str, set[str]]) -> set[str]:
    reached, ahead = set(start), list(start)
    while ahead:
        new = imports[ahead.pop()] - reached
        reached |= new
        ahead += new
    return reached


def _list_imports(path: str, tree: ast.Module, known: Mapping[str, ast.Module]) -> Iterator[str]:
    folder = PurePosixPath(path).parent
    for node in ast.walk(tree):
        names = []
        within = [PurePosixPath(), PurePosixPath("src"), folder]
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = f"{node.module}." if node.module else ""
            names = [node.module or "", *(f"{module}{alias.name}" for alias in node.names)]
            if node.level:
                within = [[folder, *folder.parents][min(node.level - 1, len(folder.parents))]]
        for name in filter(None, names):
            for start in within:
                target = start.joinpath(*name.split("."))
                yield from {f"{target}.py", f"{target}/__init__.py"} & known.keys()


def _looks_like_helper(path: str, tree: ast.Module) -> bool:
    name = PurePosixPath(path).stem.casefold()
    return bool(_HELPER_NAMES.search(name)) or any(map(_judges, ast.walk(tree)))


def _judges(node: ast.AST) -> bool:
    """Whether the node uses a tool of tests, or is a function that asserts of several arguments."""
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] in _TOOLS for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return not node.level and (node.module or "").partition(".")[0] in _TOOLS
    if isinstance(node, ast.Name):
        return node.id == "AssertionError"
    if not isinstance(node, ast.FunctionDef):
        return False
    arguments = {one.arg for one in node.args.args} - {"self"}
    tested = [inner.test for inner in ast.walk(node) if isinstance(inner, ast.Assert)]
    return any(len(arguments & _list_names(test)) > 1 for test in tested)


def _list_names(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def _list_texts(tree: ast.Module) -> str:
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return "\n".join(texts)


def _list_expected(data: Sequence[str], readers: Mapping[str, str], helpers: set[str]) -> set[str]:
    """Return the data that no module of the program names, and that tests or helpers do."""
    found = set()
    for path in data:
        name = PurePosixPath(path).name
        if len(name) < _SHORTEST_NAME:
            continue
        named = [reader for reader, texts in readers.items() if name in texts]
        are_tests = [is_test(reader) or reader in helpers for reader in named]
        if all(are_tests) and (are_tests or _EXPECTED.search(path.casefold())):
            found.add(path)
    return found


def _list_runners(python: Mapping[str, bytes]) -> set[str]:
    module = find_django_runner(python.values()).rpartition(".")[0].replace(".", "/")
    return {f"{module}.py", f"{module}/__init__.py"} & python.keys() if module else set()


def _list_plugins(files: Sequence[FileEntry]) -> set[str]:
    """Return where the modules are that pytest is told to load by their names."""
    matches = [
        match
        for file in files
        if is_restored(file.path)
        for match in _PLUGINS.finditer(file.content)
    ]
    names = {
        name.decode().replace(".", "/")
        for match in matches
        for group in match.groups(b"")
        for name in re.findall(rb"[\w.]+", group)
    }
    return {f"{top}{name}{end}" for name in names for top in ("", "src/") for end in _MODULE_ENDS}
