"""Tests that are added to a project to check what checks it; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from sandbox.records import MODE_FILE, FileEntry
from sandbox.verdicts.frameworks import Framework, Suite, module_of
from sandbox.verdicts.records import Plant

_FUNCTIONS = ("test_equality", "test_truth", "test_error")
_METHODS = ("test_equal", "test_true", "test_raises")
_CLASS = "FailingTests"
_CANARIES = """
import unittest


def test_equality():
    assert [1, "{word}"] == [2, "{word}"]


def test_truth():
    assert not "{word}"


def test_error():
    raise RuntimeError("{word}")


class FailingTests(unittest.TestCase):
    def test_equal(self):
        self.assertEqual("{word}", len("{word}"))

    def test_true(self):
        self.assertTrue("{word}" == "")

    def test_raises(self):
        with self.assertRaises(ValueError):
            str("{word}")
"""


def plant_tests(
    suite: Suite,
    files: Sequence[FileEntry],
    wanted: Iterable[str],
    new_word: Callable[[], str],
) -> tuple[list[FileEntry], Plant]:
    """Return the files to add, and what their tests must do.

    ``new_word`` gives a lower-case word that has never been used and cannot be guessed.
    """
    contents = {file.path: file.content for file in files}
    wanted = list(wanted)
    canary_word = new_word()
    canary_path = _beside(_pick_neighbour(suite, wanted), canary_word)
    added = [_file(canary_path, _CANARIES.format(word=canary_word).encode())]
    words, twins = {canary_word}, {}
    copies: dict[str, str] = {}
    for test_id in wanted:
        path = suite.file_of(test_id)
        if path is None or path not in contents:
            continue
        if path not in copies:
            word = new_word()
            words.add(word)
            copies[path] = _beside(path, word)
            added.append(_file(copies[path], contents[path]))
        twins[test_id] = suite.id_in(test_id, path, copies[path])
    canaries = frozenset(_canary_ids(suite, canary_path))
    return added, Plant(files=frozenset(words), canaries=canaries, twins=twins)


def _pick_neighbour(suite: Suite, wanted: Sequence[str]) -> str:
    """Return the file beside which tests are certainly found."""
    of_wanted = [path for path in map(suite.file_of, wanted) if path]
    return next(iter([*of_wanted, *suite.test_files, "tests.py"]))


def _beside(path: str, word: str) -> str:
    folder, slash, _ = path.rpartition("/")
    return f"{folder}{slash}test_{word}.py"


def _canary_ids(suite: Suite, path: str) -> Iterable[str]:
    if suite.framework is Framework.DJANGO:
        return [f"{module_of(path)}.{_CLASS}.{name}" for name in _METHODS]
    functions = [f"{path}::{name}" for name in _FUNCTIONS]
    return functions + [f"{path}::{_CLASS}::{name}" for name in _METHODS]


def _file(path: str, content: bytes) -> FileEntry:
    return FileEntry(path=path, mode=MODE_FILE, content=content)


def merge(base: Sequence[FileEntry], overlay: Mapping[str, FileEntry | None]) -> list[FileEntry]:
    """Return the files with those of ``overlay`` in their places; None takes one away."""
    merged: dict[str, FileEntry | None] = {file.path: file for file in base}
    merged |= overlay
    return [file for file in merged.values() if file]
