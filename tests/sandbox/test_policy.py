"""What a patch does that a person should look at."""

from __future__ import annotations

import pytest

from sandbox.records import MODE_EXECUTABLE, MODE_SUBMODULE, MODE_SYMLINK, FileChange
from sandbox.verdicts.known import Known
from sandbox.verdicts.policy import scan
from sandbox.verdicts.records import FlagKind
from sandbox.verdicts.support import list_foreign_modules
from tests.sandbox.scanned import entry, kinds

HOSTILE = {
    "import pytest": FlagKind.TEST_TOOLS,
    "from _pytest.runner import TestReport": FlagKind.TEST_TOOLS,
    "from unittest import mock": FlagKind.TEST_TOOLS,
    "from django.test import TestCase": FlagKind.TEST_TOOLS,
    "case.assertEqual = print": FlagKind.TEST_TOOLS,
    "import os\nos._exit(0)": FlagKind.ENDS_PROCESS,
    "from os import _exit as leave": FlagKind.ENDS_PROCESS,
    "import atexit": FlagKind.ENDS_PROCESS,
    "import os\nos.kill(1, 9)": FlagKind.ENDS_PROCESS,
    "class A:\n    def __eq__(self, o): return True": FlagKind.COMPARISON,
    "class A:\n    __eq__ = lambda s, o: True": FlagKind.COMPARISON,
    "setattr(self, '__eq__', f)": FlagKind.COMPARISON,
    "def __instancecheck__(a, b): return 1": FlagKind.COMPARISON,
    "Shape.register(type(None))": FlagKind.COMPARISON,
    "@shapes.Shape.register\nclass A: pass": FlagKind.COMPARISON,
    "float('-NaN')": FlagKind.COMPARISON,
    "import math\nx = math.nan": FlagKind.COMPARISON,
    "log.setLevel(60)": FlagKind.PATCHES_OTHERS,
    "logger.propagate = False": FlagKind.PATCHES_OTHERS,
    "self.logger.disabled = True": FlagKind.PATCHES_OTHERS,
    "logger.addFilter(f)": FlagKind.PATCHES_OTHERS,
    "Decimal('sNaN')": FlagKind.COMPARISON,
    "import logging\nlogging.disable(50)": FlagKind.SURROUNDINGS,
    "from logging import disable": FlagKind.SURROUNDINGS,
    "import sys\nsys._getframe(1)": FlagKind.INTROSPECTION,
    "import gc": FlagKind.INTROSPECTION,
    "import sys\nsys.modules['x']": FlagKind.INTROSPECTION,
    "x = f.__globals__": FlagKind.INTROSPECTION,
    "globals()['x'] = 1": FlagKind.INTROSPECTION,
    "import ctypes": FlagKind.INTROSPECTION,
    "import other\nother.f = 1": FlagKind.PATCHES_OTHERS,
    "import other\nother.table['f'] = 1": FlagKind.PATCHES_OTHERS,
    "import other\ndel other.f": FlagKind.PATCHES_OTHERS,
    "from other import Thing\nThing.f = 1": FlagKind.PATCHES_OTHERS,
    "setattr(other, 'f', 1)": FlagKind.PATCHES_OTHERS,
    "import builtins": FlagKind.PATCHES_OTHERS,
    "import os\ngetattr(os, '_ex' + 'it')(0)": FlagKind.DYNAMIC_CODE,
    "exec('x')": FlagKind.DYNAMIC_CODE,
    "e = eval": FlagKind.DYNAMIC_CODE,
    "import importlib": FlagKind.DYNAMIC_CODE,
    "A = type('A', (), {})": FlagKind.DYNAMIC_CODE,
    "x = 'PYTEST_CURRENT_TEST'": FlagKind.KNOWS_TESTS,
    "hasattr(mail, 'outbox')": FlagKind.KNOWS_TESTS,
    "kind == 'django.core.mail.backends.locmem.EmailBackend'": FlagKind.KNOWS_TESTS,
    "import os\nos.path.isdir('/wo' + 'rk')": FlagKind.SURROUNDINGS,
    "import os\nos.nice(0)": FlagKind.SURROUNDINGS,
    "import time\ntime.process_time()": FlagKind.SURROUNDINGS,
    "import resource": FlagKind.SURROUNDINGS,
    "import sys\nsys.path[0]": FlagKind.SURROUNDINGS,
    "import sys\nsys.addaudithook(f)": FlagKind.INTROSPECTION,
    "import django\ndjango.__file__": FlagKind.SURROUNDINGS,
    "log.error('', stacklevel=2)": FlagKind.SURROUNDINGS,
    "try:\n    f()\nexcept RecursionError:\n    pass": FlagKind.SURROUNDINGS,
    "connection.settings_dict['NAME']": FlagKind.SURROUNDINGS,
    "connection.in_atomic_block": FlagKind.SURROUNDINGS,
    "x = 'test_mean'": FlagKind.KNOWS_TESTS,
    "import sys\nx = sys.argv": FlagKind.KNOWS_TESTS,
    "open('/proc/self/fd/5')": FlagKind.DESCRIPTORS,
    "import os\nos.dup2(1, 2)": FlagKind.DESCRIPTORS,
    "import socket": FlagKind.NETWORK,
    "import urllib.request": FlagKind.NETWORK,
    "import subprocess": FlagKind.PROCESSES,
    "import os\nos.system('x')": FlagKind.PROCESSES,
    "try: x\nexcept BaseException: pass": FlagKind.CATCHES_ALL,
    "try: x\nexcept: pass": FlagKind.CATCHES_ALL,
    "class M(type): pass": FlagKind.DYNAMIC_CODE,
    "class A(metaclass=M): pass": FlagKind.DYNAMIC_CODE,
    "from types import new_class": FlagKind.DYNAMIC_CODE,
    "import os\nany(os.environ.values())": FlagKind.SURROUNDINGS,
    "from os import environ\nlist(environ)": FlagKind.SURROUNDINGS,
    "import os\nos.getcwd()": FlagKind.SURROUNDINGS,
    "x = __file__": FlagKind.SURROUNDINGS,
    "import warnings\nwarnings.catch_warnings(record=True)": FlagKind.SURROUNDINGS,
    "x = record.pathname": FlagKind.SURROUNDINGS,
    "raise KeyboardInterrupt": FlagKind.ENDS_PROCESS,
    "x = '/tests/'": FlagKind.KNOWS_TESTS,
    "import functools\nfunctools.update_wrapper(A, b, assigned=c)": FlagKind.DYNAMIC_CODE,
    "import abc\nA = abc.ABCMeta('A', b, c)": FlagKind.DYNAMIC_CODE,
    "A = kind('A', (), {})": FlagKind.DYNAMIC_CODE,
    "A = float.__class__(*parts)": FlagKind.DYNAMIC_CODE,
    "kind = type": FlagKind.DYNAMIC_CODE,
    "put = setattr": FlagKind.PATCHES_OTHERS,
    "(lambda put: put(A, name, f))(setattr)": FlagKind.PATCHES_OTHERS,
    "import string\nstring.Formatter()": FlagKind.DYNAMIC_CODE,
    "from string import Formatter as F": FlagKind.DYNAMIC_CODE,
    "'{f.__globals__}'.format(f=f)": FlagKind.SURROUNDINGS,
    "x = '%(filename)s'": FlagKind.SURROUNDINGS,
    "import sys\nsys.prefix": FlagKind.SURROUNDINGS,
    "from sys import dont_write_bytecode as d": FlagKind.SURROUNDINGS,
    "import sys\nsys.stdout is not x": FlagKind.SURROUNDINGS,
    "import sys\ntype(sys.stdout)": FlagKind.SURROUNDINGS,
    "import sys\ns = sys": FlagKind.INTROSPECTION,
    "import logging\nlogging.root.handlers": FlagKind.SURROUNDINGS,
    "import warnings\nwarnings.filterwarnings('error', module='a')": FlagKind.SURROUNDINGS,
    "from django.utils.module_loading import import_string": FlagKind.DYNAMIC_CODE,
    "import py_compile": FlagKind.DYNAMIC_CODE,
    "import bdb": FlagKind.INTROSPECTION,
    "x = '__e' + 'q__'": FlagKind.COMPARISON,
    "x = f'__e{\"q__\"}'": FlagKind.COMPARISON,
    "x = ''.join(['__e', 'q__'])": FlagKind.COMPARISON,
    "x = '__%s__' % 'eq'": FlagKind.COMPARISON,
    "x = '__qe__'[::-1]": FlagKind.COMPARISON,
    "x = 'ty' + 'pe'": FlagKind.DYNAMIC_CODE,
    "x = 'te' + 'st_mean'": FlagKind.KNOWS_TESTS,
    "def f(:": FlagKind.UNPARSABLE,
    "import cProfile": FlagKind.UNUSUAL,
    "import pydoc": FlagKind.UNUSUAL,
    "import timeit": FlagKind.UNUSUAL,
    "import _abc": FlagKind.UNUSUAL,
    "from logging import config": FlagKind.DYNAMIC_CODE,
    "from typing import get_type_hints": FlagKind.DYNAMIC_CODE,
    "def f(x: 'g()'): pass": FlagKind.DYNAMIC_CODE,
    "getattr(len, name)": FlagKind.DYNAMIC_CODE,
    "import re\nlen(re._cache)": FlagKind.INTROSPECTION,
    "from fnmatch import _compile_pattern": FlagKind.INTROSPECTION,
    "import json\njson.codecs": FlagKind.INTROSPECTION,
    "from json import codecs": FlagKind.INTROSPECTION,
    "import math\nput(math)": FlagKind.INTROSPECTION,
    "len.__self__": FlagKind.INTROSPECTION,
    "itertools.__loader__": FlagKind.INTROSPECTION,
    "match len:\n    case object(__self__=m): pass": FlagKind.INTROSPECTION,
    "class A:\n    def __reduce__(self): pass": FlagKind.INTROSPECTION,
    "import test_app": FlagKind.KNOWS_TESTS,
    "from tests.test_app import f": FlagKind.KNOWS_TESTS,
    "import os\nos.times()": FlagKind.SURROUNDINGS,
    "from os import access": FlagKind.SURROUNDINGS,
    "import time\ntime.monotonic()": FlagKind.SURROUNDINGS,
    "import time\nSTART = time.time()": FlagKind.SURROUNDINGS,
    "def f(since=now()): pass": FlagKind.SURROUNDINGS,
    "def f(): return date.today().year < 2030": FlagKind.SURROUNDINGS,
    "def f(): return date.today() < date(2030, 1, 1)": FlagKind.SURROUNDINGS,
    "asyncio.new_event_loop().time()": FlagKind.SURROUNDINGS,
    "import threading\nthreading.Timer(60, f)": FlagKind.SURROUNDINGS,
    "import shutil\nshutil.disk_usage('x')": FlagKind.SURROUNDINGS,
    "import os\nos.listdir('/')": FlagKind.SURROUNDINGS,
    "x = '/etc/machine-id'": FlagKind.SURROUNDINGS,
    "import os\nos.environ.get('LANG')": FlagKind.SURROUNDINGS,
    "code = pattern().gi_code": FlagKind.INTROSPECTION,
    "import logging\nlogging.currentframe()": FlagKind.INTROSPECTION,
    "from typing import Optional\nLater = Optional[text.decode()]": FlagKind.DYNAMIC_CODE,
    "import typing\nt = ''.join(parts)\nLater = typing.List[t]": FlagKind.DYNAMIC_CODE,
    "t = parts.decode()\nLater = list[t]": FlagKind.DYNAMIC_CODE,
    "import typing\nLater = typing.Optional[a + b]": FlagKind.DYNAMIC_CODE,
    "import typing\nfor t in found: Later = typing.Optional[t]": FlagKind.DYNAMIC_CODE,
    "from typing import Union\ndef f(t): return Union[t, int]": FlagKind.DYNAMIC_CODE,
    "from typing import Optional\nLater = Optional['f()']": FlagKind.DYNAMIC_CODE,
    "class A: pass\nA.__eq__ = f": FlagKind.COMPARISON,
    "from dataclasses import InitVar": FlagKind.COMPARISON,
    "import contextlib\nclass A(contextlib.redirect_stdout): pass": FlagKind.PATCHES_OTHERS,
    "import traceback\ntraceback.format_tb(trace)": FlagKind.SURROUNDINGS,
    "database.enable_load_extension(True)": FlagKind.DYNAMIC_CODE,
    "import functools, os\nfunctools.update_wrapper(os.path, new)": FlagKind.PATCHES_OTHERS,
    "import functools\nfor one in found: functools.wraps(new)(one)": FlagKind.PATCHES_OTHERS,
    "import functools\nfunctools.total_ordering(Path)": FlagKind.PATCHES_OTHERS,
    "from dataclasses import dataclass\ndataclass(type(value))": FlagKind.PATCHES_OTHERS,
    "k = type(value)\ndataclass(eq=True)(k)": FlagKind.PATCHES_OTHERS,
    "x: int = field(compare=False)": FlagKind.COMPARISON,
    "from .tests import test_calc": FlagKind.KNOWS_TESTS,
    "from ..tests.cases import CASES": FlagKind.KNOWS_TESTS,
    "x = Path('x').absolute().parts[1]": FlagKind.SURROUNDINGS,
    "x = Path.cwd()": FlagKind.SURROUNDINGS,
    "import os\nx = os.path.realpath('x')": FlagKind.SURROUNDINGS,
    "import shutil\nx = shutil.which('git')": FlagKind.SURROUNDINGS,
    "import warnings\nx = warnings.filters": FlagKind.SURROUNDINGS,
    "import weakref\nweakref.finalize(a, f)": FlagKind.SURROUNDINGS,
    "Path('.git').exists()": FlagKind.SURROUNDINGS,
    "value.astimezone().tzname() == 'UTC'": FlagKind.SURROUNDINGS,
    "FIRST = []\ndef f(): FIRST.append(time.time())": FlagKind.SURROUNDINGS,
    "def f():\n    global first\n    first = time.time()": FlagKind.SURROUNDINGS,
    "class A: pass\ndef f(): A.first = time.time()": FlagKind.SURROUNDINGS,
    "def f():\n    global first\n    first, x = time.time(), 1": FlagKind.SURROUNDINGS,
    "def f():\n    global first\n    first += time.time()": FlagKind.SURROUNDINGS,
    "def f():\n    global first\n    return (first := time.time())": FlagKind.SURROUNDINGS,
    "FIRST, ALL = [], []\ndef f(): FIRST.append(time.time())": FlagKind.SURROUNDINGS,
    "@functools.lru_cache\ndef f(): return time.time()": FlagKind.SURROUNDINGS,
    "from concurrent.futures import ThreadPoolExecutor": FlagKind.SURROUNDINGS,
    "from concurrent.futures import ProcessPoolExecutor": FlagKind.PROCESSES,
    "await asyncio.create_subprocess_exec('x')": FlagKind.PROCESSES,
}


@pytest.mark.parametrize("code", HOSTILE)
def test_code_that_could_sway_tests_is_flagged(code: str) -> None:
    assert HOSTILE[code] in kinds(code)


HONEST = [
    "catalog.filters = []\nblog.level = 2\ndialog.disabled = True",
    "def mean(values):\n    return sum(values) / len(values) if values else 0",
    "import os\nNAME = os.environ.get('NAME', 'latest_price')",
    "from .http import get\nfrom . import signal",
    "class A:\n    def __init__(self, x):\n        self.x = x\n        self.x.y = 1",
    "import json\nimport re\nimport logging\nlogging.getLogger(__name__).info('x')",
    "try: x\nexcept ValueError as error: raise KeyError(str(error)) from error",
    "user = User()\nuser.name = 'x'\nuser.save()",
    "if __name__ == '__main__':\n    main()",
    "from urllib.parse import quote",
    "import abc\nclass A(metaclass=abc.ABCMeta): pass",
    "import os\nNAME, OTHER = os.environ['NAME'], os.getenv('OTHER')",
    "import warnings\nwarnings.warn('old', DeprecationWarning, stacklevel=2)",
    "value = getattr(user, 'name', None)",
    "class A:\n    def copy(self): return self.__class__(self.x, (1,), [])",
    "kind = type(value)\nname = type(value).__name__\nok = isinstance(value, type)",
    "import functools\ndef d(f):\n    @functools.wraps(f)\n    def g(): return f()\n    return g",
    "import sys\nprint('x', file=sys.stderr)\nsys.stdout.write('x')",
    "import logging\nlogging.basicConfig(format='%(levelname)s %(message)s')",
    "import logging\nx = logging.Formatter('%(message)s')\ny = logging.handlers.SysLogHandler",
    "text = 'a' + 'b' + f'{name}: {3}' + ', '.join(['x', 'y'])",
    "field = Model._meta.get_field('name')",
    "import time\ndef f(): return time.time()",
    "from datetime import date\ndef f(): return date.today()",
    "class A:\n    def f(self, name): return getattr(self, name)",
    "from __future__ import annotations\ndef f(x: 'A | None') -> 'list[A]': pass",
    "import collections.abc\nfrom datetime import time\nx = super().__init__()",
    "from .models import Row\nsave(Row)",
    "redirect('/home/')",
    "def f(row): return row.end < date.today()",
    "def f(token): return time.time() - token.made > 60",
    "class A:\n    def f(self): self.made = time.time(); self.all.append(time.time())",
    "def f(path, root): return Path(path).resolve().is_relative_to(root.resolve())",
    "import os\ndef f(path): return os.path.abspath(path), user.home()",
    "from typing import Optional, TypeVar\nT = TypeVar('T')\nM = Optional[T]",
    "from typing import Annotated, Literal\nN = Annotated[int, Field(gt=0)]\nL = Literal['f()']",
    "from typing import Optional\nclass A: pass\nB = list[A] | None\nx: Optional[B] = None",
    "from typing import Callable\nfrom .rows import Row\nx: Callable[[Row, 'A'], dict[str, Row]]",
    "import traceback\ntraceback.format_exc()",
    "x = list(rows)[find(1)]\ny: dict[str, list[int]] = {}",
    "import functools\ndef d(f):\n    def g(): return f()\n    return functools.wraps(f)(g)",
    "import functools\nclass A:\n    def __init__(self, f): functools.update_wrapper(self, f)",
    "@dataclass(frozen=True, order=True)\nclass A:\n    x: int = field(default=0, repr=False)",
    "from .models import latest\nfrom . import contest",
    "import shutil, weakref\nshutil.copytree(a, b)\nx = weakref.ref(a)",
    "@functools.lru_cache\ndef f(x): return x + 1",
]


@pytest.mark.parametrize("code", HONEST)
def test_ordinary_code_is_not_flagged(code: str) -> None:
    assert kinds(code) == set()


def test_what_was_there_before_is_not_told_again() -> None:
    before = "import subprocess\nsubprocess.run(['x'])\n"

    assert kinds(before + "x = 1\n", before) == set()
    assert kinds(before + "import subprocess\n", before) == {FlagKind.PROCESSES}


def test_line_and_file_are_told() -> None:
    change = FileChange(path="a.py", before=None, after=entry("a.py", "x = 1\nimport gc\n"))

    (flag,) = scan([change])

    assert (flag.path, flag.line, flag.detail) == ("a.py", 2, "gc")


FILES = {
    "tests/test_x.py": FlagKind.TESTS,
    "app/tests.py": FlagKind.TESTS,
    "src/x.test.ts": FlagKind.TESTS,
    "conftest.py": FlagKind.INFRASTRUCTURE,
    "app/conftest.py": FlagKind.INFRASTRUCTURE,
    "pytest.ini": FlagKind.INFRASTRUCTURE,
    "PyProject.toml": FlagKind.INFRASTRUCTURE,
    "setup.cfg": FlagKind.INFRASTRUCTURE,
    "package.json": FlagKind.INFRASTRUCTURE,
    "vitest.config.ts": FlagKind.INFRASTRUCTURE,
    "postcss.config.cjs": FlagKind.INFRASTRUCTURE,
    "sitecustomize.py": FlagKind.INFRASTRUCTURE,
    "x.pth": FlagKind.INFRASTRUCTURE,
    "a-1.dist-info/entry_points.txt": FlagKind.INFRASTRUCTURE,
    "requirements.txt": FlagKind.DEPENDENCIES,
    "package-lock.json": FlagKind.DEPENDENCIES,
    ".gitattributes": FlagKind.GIT_FILE,
    ".gitmodules": FlagKind.GIT_FILE,
    "json.py": FlagKind.SHADOWS,
    "_pytest/runner.py": FlagKind.SHADOWS,
    "fast.so": FlagKind.NATIVE,
}


@pytest.mark.parametrize("path", FILES)
def test_file_with_a_meaning_of_its_own_is_flagged(path: str) -> None:
    change = FileChange(path=path, before=None, after=entry(path, "x"))

    assert FILES[path] in {flag.kind for flag in scan([change])}


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        (MODE_SYMLINK, FlagKind.SYMLINK),
        (MODE_SUBMODULE, FlagKind.SUBMODULE),
        (MODE_EXECUTABLE, FlagKind.MODE),
    ],
)
def test_mode_is_flagged(mode: int, kind: FlagKind) -> None:
    change = FileChange(path="x", before=entry("x", "y"), after=entry("x", "y", mode))

    assert [flag.kind for flag in scan([change])] == [kind]


def test_new_module_in_the_place_of_an_installed_one_is_told() -> None:
    base = [entry("shop/price.py", "import shop.tax\nfrom closeness import close\n")]
    foreign = list_foreign_modules(base)
    added = [FileChange(path=path, before=None, after=entry(path, "")) for path in SHADOWING]

    flags = scan(added, Known(foreign=foreign))

    assert foreign == {"closeness"}
    assert [flag.path for flag in flags if flag.kind is FlagKind.SHADOWS] == list(SHADOWING[:3])


SHADOWING = ("closeness.py", "closeness/__init__.py", "src/closeness.py", "shop/closeness.py")
