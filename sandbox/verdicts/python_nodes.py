"""What nodes of Python's syntax stand for, make and ask for, as far as the text tells; pure."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Mapping

STREAMS = frozenset({"sys.stdout", "sys.stderr", "sys.stdin"})
_KEYWORDS = frozenset({"record", "module"})
AS_MODULE = "module "
_ASKS_FOR_VARIABLE = frozenset({"get", "setdefault", "getenv"})
_OWN = frozenset({"self", "cls", "other"})
_METACLASS = re.compile(r"Meta(?:[Cc]lass)?$|^EnumType$|^ModelBase$|^type$")
_CLASS_PARTS = 3
_DATE_PARTS = 3
_FIRST_YEAR = 1900
_MESSAGE_PARTS = 3
_LOOKS_AT_FILES = frozenset("listdir scandir walk stat glob iglob Path exists isdir".split())
CLOCKS = frozenset("time time_ns now utcnow today localtime gmtime".split())
_KEEPS = frozenset({"append", "appendleft", "add", "insert", "setdefault", "update"})
_CHANGERS = frozenset({"update_wrapper", "wraps", "dataclass", "total_ordering"})
_GENERICS = frozenset({"list", "dict", "tuple", "set", "frozenset", "type"})
_TYPE_MAKERS = frozenset(
    "TypeVar TypeVarTuple ParamSpec NewType NamedTuple namedtuple TypedDict TypeAliasType".split()
)
_CALLS_IN_TEXT = re.compile(r"\w\s*\(|__|\blambda\b|:=|\bfor\b")
_LOG = re.compile(r"(?:^|_)log(?:s|ger|gers|ging)?$", re.IGNORECASE)
_LOG_SWITCHES = frozenset({"disabled", "level", "propagate", "filters"})
_PATHS = frozenset({"Path", "PosixPath"})


def list_imported(tree: ast.Module) -> Mapping[str, str]:
    """Return what each imported name stands for; what certainly is a module is marked so."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                module = alias.name if alias.asname else alias.name.partition(".")[0]
                names[alias.asname or module] = f"{AS_MODULE}{module}"
        elif isinstance(node, ast.ImportFrom):
            module = "" if node.level else f"{node.module}."
            names |= {alias.asname or alias.name: f"{module}{alias.name}" for alias in node.names}
    return names


def list_named_settings(tree: ast.Module) -> Mapping[ast.expr, str]:
    """Return where the environment is asked for one variable, whose name is written there."""
    found: dict[ast.expr, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            found[node.value] = str(node.slice.value)
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            function = node.func
            if isinstance(function, ast.Attribute) and function.attr in _ASKS_FOR_VARIABLE:
                found[function.value] = str(node.args[0].value)
    return found


def is_type(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "type"


def last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def asks_around(node: ast.Call) -> bool:
    """Whether the call asks what a stream is, or has a warning or a log tell the caller's file."""
    name = last_name(node.func)
    if name != "warn" and any(keyword.arg == "stacklevel" for keyword in node.keywords):
        return True
    if name in {"catch_warnings", "filterwarnings"}:
        return len(node.args) > _MESSAGE_PARTS or any(
            keyword.arg in _KEYWORDS for keyword in node.keywords
        )
    if name in _LOOKS_AT_FILES and any(_is_root(one) for one in node.args):
        return True
    is_question = name in {"type", "id", "isinstance"} and bool(node.args)
    return is_question and ast.unparse(node.args[0]) in STREAMS


def asks_clock(node: ast.AST) -> bool:
    calls = (one for one in ast.walk(node) if isinstance(one, ast.Call))
    return any(last_name(call.func) in CLOCKS for call in calls)


def is_moment(node: ast.expr) -> bool:
    """Whether a year, seconds of the epoch or a date are written there."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float) and node.value >= _FIRST_YEAR
    if not isinstance(node, ast.Call) or len(node.args) < _DATE_PARTS:
        return False
    return all(isinstance(one, ast.Constant) for one in node.args)


def _is_root(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value in {"/", "/*"}


def asks_any_attribute(node: ast.Call) -> bool:
    """Whether an attribute of something else is asked for by a name that is not written there."""
    if len(node.args) < 2 or isinstance(node.args[1], ast.Constant):
        return False
    return not (isinstance(node.args[0], ast.Name) and node.args[0].id in _OWN)


def is_class_name(name: str) -> bool:
    """Whether a name is written as those of classes are: one of capitals alone is an object."""
    return name[:1].isupper() and not name.isupper()


def quiets_log(node: ast.Attribute) -> bool:
    """Whether a log may be kept from telling what it told: by its level, a filter, or a switch."""
    if not _LOG.search(last_name(node.value)):
        return False
    is_set = not isinstance(node.ctx, ast.Load) and node.attr in _LOG_SWITCHES
    return is_set or node.attr in {"addFilter", "setLevel"}


def makes_nan(node: ast.Call) -> bool:
    """Whether what is no number is made of a text."""
    texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
    is_number = last_name(node.func) in {"float", "Decimal"}
    return is_number and any(
        isinstance(one, str) and one.strip().lstrip("+-").casefold() in {"nan", "snan"}
        for one in texts
    )


def makes_class(node: ast.Call) -> bool:
    """Whether a class may come of the call: by type, by a metaclass, or by what looks so."""
    name = last_name(node.func)
    is_whole = len(node.args) == _CLASS_PARTS or any(
        isinstance(one, ast.Starred) for one in node.args
    )
    if is_whole and _METACLASS.search(name):
        return True
    if name == "__class__" and is_whole and root_of(node.func) not in _OWN:
        return True
    if name in {"partial", "map", "starmap"} and any(map(is_type, node.args)):
        return True
    return len(node.args) == _CLASS_PARTS and (
        isinstance(node.args[1], ast.Tuple) and isinstance(node.args[2], ast.Dict)
    )


def root_of(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def list_global_names(tree: ast.Module) -> frozenset[str]:
    """Return the names that stay from one call to the next: those of the file, and global ones."""
    found = {name for node in ast.walk(tree) if isinstance(node, ast.Global) for name in node.names}
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        found |= {target.id for target in list_targets(node) if isinstance(target, ast.Name)}
    return frozenset(found)


def list_made(tree: ast.Module) -> Mapping[str, ast.Call | None]:
    """Return what the file defines, and what it makes by a call, with that call."""
    made: dict[str, ast.Call | None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            made[node.name] = None
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            made |= {one.id: node.value for one in node.targets if isinstance(one, ast.Name)}
    return made


def keeps_time(node: ast.AST, lasting: frozenset[str]) -> bool:
    """Whether the time is put where a later call finds it: in one of the ``lasting`` names."""
    if isinstance(node, ast.Call):
        is_kept = last_name(node.func) in _KEEPS and isinstance(node.func, ast.Attribute)
        return is_kept and root_of(node.func) in lasting and any(map(asks_clock, node.args))
    if isinstance(node, ast.FunctionDef):
        is_cached = any(
            last_name(one.func if isinstance(one, ast.Call) else one) in {"cache", "lru_cache"}
            for one in node.decorator_list
        )
        return is_cached and asks_clock(node)
    return any(root_of(target) in lasting for target in list_targets(node)) and asks_clock(node)


def changes_given(node: ast.Call, made: Mapping[str, ast.Call | None]) -> bool:
    """Whether the call gives members to a class, a function or a module that it did not make."""
    is_decorator = isinstance(node.func, ast.Call)
    name = last_name(node.func.func if isinstance(node.func, ast.Call) else node.func)
    if not node.args or name not in _CHANGERS or (name == "wraps" and not is_decorator):
        return False
    target = node.args[0]
    if not isinstance(target, ast.Name) or target.id not in {*made, "self"}:
        return True
    maker = made.get(target.id)
    return maker is not None and is_type(maker.func)


def list_types(tree: ast.Module, imported: Mapping[str, str]) -> frozenset[str]:
    """Return the names that certainly stand for types, or for what makes no difference as one."""
    types = {*dir(builtins), *imported}
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            types.add(node.name)
        elif _makes_type(getattr(node, "value", None), imported):
            types |= {target.id for target in list_targets(node) if isinstance(target, ast.Name)}
    return frozenset(types)


def is_type_of_text(
    node: ast.Subscript, imported: Mapping[str, str], types: frozenset[str]
) -> bool:
    """Whether a type may be made of text that calls something, or is told at run time alone.

    Who reads the types of a function runs such text.
    """
    if any(isinstance(one, ast.Call) for one in ast.walk(node.value)):
        return False
    root = root_of(node.value)
    origin = imported.get(root, "").removeprefix(AS_MODULE).partition(".")[0]
    name = last_name(node.value)
    if (root not in _GENERICS and origin not in {"typing", "typing_extensions"}) or (
        name == "Literal"
    ):
        return False
    is_annotated = name == "Annotated" and isinstance(node.slice, ast.Tuple)
    part = node.slice.elts[0] if is_annotated and isinstance(node.slice, ast.Tuple) else node.slice
    return any(_may_be_text(one, types) for one in ast.walk(part))


def calls_in_text(text: str) -> bool:
    """Whether the text, run as an expression, may call something."""
    return _CALLS_IN_TEXT.search(text) is not None


def asks_place(node: ast.Call) -> bool:
    """Whether the call tells the folder that the program was started in, or its user's."""
    name = last_name(node.func)
    receiver = node.func.value if isinstance(node.func, ast.Attribute) else None
    if name in {"cwd", "home"}:
        return receiver is not None and last_name(receiver) in _PATHS
    if name in {"absolute", "resolve"}:
        if not isinstance(receiver, ast.Call) or last_name(receiver.func) not in _PATHS:
            return False
        return all(isinstance(one, ast.Constant) for one in receiver.args)
    return name in {"abspath", "realpath"} and all(
        isinstance(one, ast.Constant) for one in node.args
    )


def list_targets(node: ast.AST) -> list[ast.expr]:
    """Return what an assignment of any kind writes to, each part of a tuple too."""
    if isinstance(node, ast.Assign):
        whole = node.targets
    elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr):
        whole = [node.target]
    else:
        return []
    parts = (part for target in whole for part in ast.walk(target))
    return [
        part
        for part in parts
        if isinstance(part, ast.Name | ast.Attribute | ast.Subscript)
        and isinstance(part.ctx, ast.Store)
    ]


def _makes_type(value: object, imported: Mapping[str, str]) -> bool:
    if isinstance(value, ast.Call):
        return last_name(value.func) in _TYPE_MAKERS
    if isinstance(value, ast.Subscript | ast.Attribute):
        root = root_of(value)
        return root in _GENERICS or root in imported
    if isinstance(value, ast.Name):
        return value.id in imported
    return isinstance(value, ast.BinOp) and isinstance(value.op, ast.BitOr)


def _may_be_text(node: ast.AST, types: frozenset[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id not in types
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and calls_in_text(node.value)
    is_sum = isinstance(node, ast.BinOp) and not isinstance(node.op, ast.BitOr)
    return is_sum or isinstance(node, ast.Call | ast.JoinedStr)
