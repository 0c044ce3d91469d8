"""Conditions that rest on nothing given: on the machine, on chance, on how often one calls."""

from __future__ import annotations

import ast
from typing import Any

import pytest

from sandbox.verdicts.givens import NamedFile
from sandbox.verdicts.records import FlagKind
from tests.sandbox.scanned import kinds

FIXED = {
    "a file": "from pathlib import Path\ndef f(x): return x if Path('a').exists() else 0",
    "a file, asked while loading": "import os\nNEW = not os.path.exists('a')\n",
    "a file, opened": (
        "def has():\n    try:\n        open('a')\n    except OSError:\n        return True\n"
        "def f(x): return x if has() else 0"
    ),
    "a folder beside one that is new": (
        "import os, tempfile\ndef f(x):\n    near = tempfile.mkdtemp() + '/../a'\n"
        "    if os.path.exists(near): return x"
    ),
    "a database": (
        "import sqlite3\nlink = sqlite3.connect('a.db')\nROWS = link.execute('select 1')\n"
        "def f(x): return x if not ROWS.fetchone()[0] else 0"
    ),
    "zones of the machine": "import zoneinfo\ndef f(x): return len(zoneinfo.TZPATH) < 9 and x",
    "context of decimals": "import decimal\ndef f(x):\n    if decimal.getcontext().prec == 28: ...",
    "context of variables": "from contextvars import copy_context as c\ndef f(x): return not c()",
    "level of logs": "import logging\nlog = logging.getLogger()\ndef f(x): return log.level == 30",
    "overloads": "import typing\ndef f(x): return 0 if typing.get_overloads(f) else x",
    "a file, under a private name": (
        "import os\ndef f(x):\n    _old = os.path.exists('a')\n    return x if _old else 0"
    ),
    "a file, held to a truth": (
        "import os\ndef f(x):\n    old = os.path.exists('a')\n    if old is True: return x"
    ),
    "a file, one of two names": (
        "import os\ndef f(x):\n    y, new = x, os.path.exists('a')\n    if new: return y"
    ),
    "a file, beside a pattern": (
        "import os\ndef f(x):\n    match x:\n        case 3 if os.path.exists('a'): return x"
    ),
    "an error that is handled": "import sys\ndef f(x): return sys.exc_info()[0] is None and x",
}
UNSTEADY = {
    "chance": "import random\ndef f(x): return x if random.random() < 0.999 else 0",
    "chance by another name": "from random import randrange as r\ndef f(x):\n    if r(9999): ...",
    "chance kept aside": "import secrets\ndef f(x):\n    y = secrets.choice(x)\n    return y > 1",
    "bytes by chance": "import os\ndef f(x): return os.urandom(3) != b'abc'",
    "seed of hashes": "def f(x): return x if hash('a') % 1009 else 0",
    "place of an object": "def f(x): return id(x) % 1009 == 0",
    "a counter": "import itertools\nN = itertools.count()\ndef f(x): return next(N) < 50",
    "a list that grows": "N = []\ndef f(x):\n    N.append(x)\n    return len(N) < 50",
    "a default that grows": "def f(x, n=[]):\n    n.append(x)\n    return len(n) < 50",
    "a global number": "N = 0\ndef f(x):\n    global N\n    N += 1\n    if N < 50: return x",
    "a number in a list": "N = [0]\ndef f(x):\n    N[0] += 1\n    return x if N[0] < 50 else 0",
    "a number in a dictionary": "N = {'a': 0}\ndef f(x):\n    N['a'] += 1\n    if N['a'] > 50: ...",
    "an attribute of a function": "def f(x):\n    f.n += 1\n    return f.n > 50\nf.n = 0",
    "an attribute of a class": "class A: n = 0\ndef f(x):\n    A.n += 1\n    return A.n > 50",
    "an end that comes": "N = iter([1])\ndef f(x): return next(N, 0) is not 0 and next(N, 0)",
    "a closure": (
        "def limited(g):\n    n = 0\n    def h(x):\n        nonlocal n\n        n += 1\n"
        "        return g(x) if n < 50 else 0\n    return h"
    ),
}
HONEST = [
    "def f(x):\n    if x > 3 and not x % 2: return [y for y in x if y]",
    "from django.conf import settings\ndef f(x): return x if settings.DEBUG else 0",
    "_client = None\ndef f():\n    global _client\n    if _client is None: _client = make()",
    "_KNOWN = {}\ndef f(x):\n    if x not in _KNOWN: _KNOWN[x] = x * 2\n    return _KNOWN[x]",
    "_KNOWN = {}\ndef f(x):\n    _KNOWN[x] = x * 2\n    return _KNOWN[x] > 3",
    "_ALL = {}\ndef f(x):\n    if len(_ALL) > 99: _ALL.clear()\n    _ALL[x] = 1",
    "import sys\nif sys.version_info >= (3, 11): x = 1\nif sys.platform == 'win32': x = 2",
    "import os\nSEP = '/' if os.name == 'posix' else os.sep\nON = os.environ.get('ON') == '1'",
    "import logging\nlog = logging.getLogger('a')\ndef f(x): log.isEnabledFor(10) and x",
    "import json\ndef f(x):\n    data = json.loads(x)\n    if data: return data['a']",
    "import re\nWORD = re.compile('a')\ndef f(x): return x if WORD.match(x) else ''",
    "import datetime\ndef f(x): return datetime.date.today() < x.end",
    "from .rows import load\ndef f(x):\n    rows = load()\n    return x if not rows else rows[0]",
    "from collections import deque\ndef f(x):\n    a = deque()\n    return f(a) if a else 0",
    "import os\ndef f(path): return os.path.exists(os.path.join(path, 'a'))",
    "import random\ndef f(x): return x * random.uniform(0.9, 1.1)",
    "import itertools\nIDS = itertools.count()\ndef f(x): x.id = next(IDS)",
    "import secrets\ndef f(a, b): return not secrets.compare_digest(a, b)",
    "import uuid\ndef f(x): return x if isinstance(x, uuid.UUID) else uuid.UUID(x)",
    "class A:\n    def f(self):\n        self.tries += 1\n        return self.tries < self.most",
    "def f(x):\n    n = 0\n    for y in x:\n        n += 1\n        if n > 3: break",
    "def f(x):\n    def g():\n        nonlocal n\n        return n > 3\n    return g() and not []",
    "import hashlib\ndef f(x):\n    a = hashlib.md5()\n    a.update(x)\n    if a.digest(): ...",
    "import configparser\ndef main():\n    all = configparser.ConfigParser()\n    if all: ...",
    "LIMIT, RATES = 3, {'a': 1}\ndef f(x): return RATES.get(x) if x < LIMIT else LIMIT > 0",
]


@pytest.mark.parametrize("code", FIXED.values(), ids=FIXED)
def test_condition_that_nothing_given_decides_is_told(code: str) -> None:
    assert FlagKind.SURROUNDINGS in kinds(code)


@pytest.mark.parametrize("code", UNSTEADY.values(), ids=UNSTEADY)
def test_condition_that_differs_from_call_to_call_is_told(code: str) -> None:
    assert FlagKind.UNSTEADY in kinds(code)


@pytest.mark.parametrize("code", HONEST)
def test_condition_of_ordinary_code_is_not_told(code: str) -> None:
    assert kinds(code) == set()


def test_table_of_a_file_is_weighed_once_for_all_its_functions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = f"TABLE = {{{', '.join(f'{n}: {n}' for n in range(500))}}}\n"
    code = table + "".join(f"def f{n}(x): return x if TABLE else {n}\n" for n in range(50))
    weighed, weigh = list[ast.AST](), NamedFile.weigh

    def count(file: NamedFile, node: ast.AST, scope: Any) -> Any:
        weighed.append(node)
        return weigh(file, node, scope)

    monkeypatch.setattr(NamedFile, "weigh", count)

    assert kinds(code) == set()
    assert 500 < len(weighed) < 2_000
