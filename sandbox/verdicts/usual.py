"""What ordinary code uses of Python and its library: what is not here is shown to a person; pure.

Lists of what is harmful only grow, and each way around them is found by who looks for one. A repair
seldom needs more of the language than this.
"""

from __future__ import annotations

import re
import sys

_MODULES = frozenset(
    "__future__ abc array ast asyncio base64 binascii bisect bz2 calendar cmath collections "
    "concurrent configparser contextlib contextvars copy csv dataclasses datetime decimal difflib "
    "email enum errno fnmatch fractions functools glob graphlib gzip hashlib heapq hmac html http "
    "io ipaddress itertools json keyword logging lzma math mimetypes numbers operator os pathlib "
    "pprint queue random re secrets shlex shutil sqlite3 stat statistics string struct sys tarfile "
    "tempfile textwrap threading time tomllib traceback types typing unicodedata urllib uuid "
    "warnings weakref xml zipfile zlib zoneinfo".split()
)
_NAMES = {
    "os": (
        "path sep altsep linesep curdir pardir pathsep devnull name environ getenv makedirs mkdir "
        "remove unlink rename renames replace rmdir removedirs listdir scandir walk stat fspath "
        "PathLike DirEntry urandom utime chmod fsync fsencode fsdecode strerror error truncate"
    ),
    "sys": (
        "stdin stdout stderr exit maxsize maxunicode version version_info byteorder platform "
        "float_info int_info hash_info intern getsizeof getdefaultencoding getfilesystemencoding "
        "exc_info setrecursionlimit set_int_max_str_digits hexversion"
    ),
    "shutil": (
        "copy copy2 copyfile copyfileobj copymode copystat copytree ignore_patterns rmtree move "
        "make_archive unpack_archive Error SameFileError"
    ),
    "logging": (
        "getLogger debug info warning error exception critical log basicConfig captureWarnings "
        "Logger LoggerAdapter Handler StreamHandler FileHandler NullHandler Formatter Filter "
        "LogRecord DEBUG INFO WARNING ERROR CRITICAL NOTSET getLevelName addLevelName handlers "
        "config lastResort"
    ),
    "traceback": (
        "format_exc print_exc format_exception print_exception format_exception_only "
        "TracebackException"
    ),
    "warnings": "warn simplefilter filterwarnings catch_warnings resetwarnings deprecated",
    "weakref": (
        "ref proxy WeakKeyDictionary WeakValueDictionary WeakSet WeakMethod ReferenceType ProxyType"
    ),
    "time": "time time_ns sleep strftime strptime gmtime localtime mktime struct_time asctime",
    "threading": "Lock RLock local Event Condition Semaphore BoundedSemaphore Barrier",
}
_DUNDERS = frozenset(
    "__name__ __doc__ __version__ __author__ __all__ __class__ __init__ __new__ __post_init__ "
    "__str__ __repr__ __format__ __bytes__ __len__ __bool__ __hash__ __contains__ __iter__ "
    "__next__ __reversed__ __getitem__ __setitem__ __delitem__ __missing__ __enter__ __exit__ "
    "__aenter__ __aexit__ __aiter__ __anext__ __await__ __call__ __get__ __set__ __delete__ "
    "__set_name__ __getattr__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__ __int__ __float__ "
    "__complex__ __index__ __round__ __trunc__ __floor__ __ceil__ __neg__ __pos__ __abs__ "
    "__invert__ __add__ __sub__ __mul__ __matmul__ __truediv__ __floordiv__ __mod__ __divmod__ "
    "__pow__ __lshift__ __rshift__ __and__ __or__ __xor__ __radd__ __rsub__ __rmul__ __rtruediv__ "
    "__rfloordiv__ __rmod__ __rpow__ __rand__ __ror__ __rxor__ __iadd__ __isub__ __imul__ "
    "__itruediv__ __iand__ __ior__ __ixor__ __copy__ __deepcopy__ __slots__ __match_args__ "
    "__module__ __qualname__ __members__ __cause__ __context__ __suppress_context__ "
    "__class_getitem__ __init_subclass__ __debug__ __main__".split()
)
_DUNDER = re.compile(r"__\w+__")
_NAMED_TUPLE = frozenset({"_replace", "_asdict", "_fields", "_make", "_field_defaults"})
_SAME_NAMES = frozenset(
    {"datetime.time", "collections.abc", "ast.keyword", "ast.operator", "sys.platform"}
)


def is_usual_module(name: str) -> bool:
    """Whether the module is none of the language's own, or one that ordinary code imports."""
    top = name.partition(".")[0]
    return top not in sys.stdlib_module_names or top in _MODULES


def is_usual_name(module: str, name: str) -> bool:
    """Whether ordinary code uses this name of this module; other modules than Python's are fine."""
    if module.partition(".")[0] not in sys.stdlib_module_names:
        return True
    if module in _NAMES and name not in _NAMES[module].split():
        return False
    if name.startswith("_") and not _DUNDER.fullmatch(name):
        return name in _NAMED_TUPLE
    is_module = name in sys.stdlib_module_names and name != module.rpartition(".")[2]
    return not is_module or f"{module}.{name}" in _SAME_NAMES


def is_usual_dunder(name: str) -> bool:
    """Whether the name has no special meaning, or one that ordinary code uses."""
    return not _DUNDER.fullmatch(name) or name in _DUNDERS
