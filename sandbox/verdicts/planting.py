"""Tests that are added to a project to check what checks it; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sandbox.records import MODE_FILE, FileEntry
from sandbox.verdicts.frameworks import Framework, Suite, module_of
from sandbox.verdicts.mirrors import mirror_tests
from sandbox.verdicts.records import Plant
from sandbox.verdicts.script_canaries import (
    canary_script,
    demand_checks,
    list_script_canaries,
    make_strict,
    name_copy,
    name_snapshot,
)

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

    ``new_word`` gives a lower-case word that has never been used and cannot be guessed. Scripts run
    one file per process, so each copy of theirs has canaries of its own.
    """
    contents = {file.path: file.content for file in files}
    wanted = list(wanted)
    word = new_word()
    neighbour = _pick_neighbour(suite, wanted)
    path = _name_beside(suite, neighbour, word)
    added = [_file(path, _canaries(suite, word, contents.get(neighbour, b"")))]
    words, canaries = {word}, [*_canary_ids(suite, path, word)]
    copies: dict[str, str] = {}
    for original in _list_originals(suite, wanted):
        if original not in contents:
            continue
        word = new_word()
        words.add(word)
        copies[original] = path = _name_beside(suite, original, word)
        content = contents[original]
        if suite.framework.is_script:
            canary = _canaries(suite, word, content)
            script = content.decode(errors="replace")
            content = make_strict(script, word).encode() + canary
            content += demand_checks(script, word).encode()
            canaries += _canary_ids(suite, path, word)
        added.append(_file(path, content))
        snapshot = contents.get(name_snapshot(original))
        if snapshot is not None:
            added.append(_file(name_snapshot(path), snapshot))
    twins = {
        test_id: suite.id_in(test_id, original, copies[original])
        for test_id in wanted
        for original in [suite.file_of(test_id) or ""]
        if original in copies
    }
    mirrored = _plant_mirrors(suite, contents, twins, new_word)
    return [*added, *mirrored.files.values()], Plant(
        files=frozenset(words | mirrored.files.keys()),
        canaries=frozenset(canaries),
        twins=twins,
        mirrors=mirrored.mirrors,
        contrasts=mirrored.contrasts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mirrors:
    """Files of mirrors and contrasts by the word in their names, and what each test has there."""

    files: dict[str, FileEntry] = field(default_factory=dict)
    mirrors: dict[str, list[str]] = field(default_factory=dict)
    contrasts: dict[str, list[str]] = field(default_factory=dict)


def _plant_mirrors(
    suite: Suite,
    contents: Mapping[str, bytes],
    wanted: Iterable[str],
    new_word: Callable[[], str],
) -> _Mirrors:
    by_file: dict[str, list[str]] = {}
    for test_id in [] if suite.framework.is_script else wanted:
        by_file.setdefault(suite.file_of(test_id) or "", []).append(test_id)
    planted = _Mirrors()
    for original, test_ids in by_file.items():
        word = new_word()
        path = _name_beside(suite, original, word)
        names = {test_id: suite.name_of(test_id, original) for test_id in test_ids}
        try:
            mirrored = mirror_tests(contents[original], list(names.values()), word)
        except ValueError:
            continue
        planted.files[word] = _file(path, mirrored.content)
        for test_id, name in names.items():
            for found, ids in (
                (mirrored.mirrors, planted.mirrors),
                (mirrored.contrasts, planted.contrasts),
            ):
                ids[test_id] = [suite.id_of(one, path, test_id) for one in found.get(name, ())]
    return planted


def _list_originals(suite: Suite, wanted: Sequence[str]) -> list[str]:
    """Return the files to copy: those of the wanted tests; of scripts all, where none is wanted."""
    if suite.framework.is_script and not wanted:
        return list(suite.test_files)
    return list(dict.fromkeys(path for path in map(suite.file_of, wanted) if path))


def _pick_neighbour(suite: Suite, wanted: Sequence[str]) -> str:
    """Return the file beside which tests are certainly found."""
    of_wanted = [path for path in map(suite.file_of, wanted) if path]
    return next(iter([*of_wanted, *suite.test_files, "tests.py"]))


def _name_beside(suite: Suite, path: str, word: str) -> str:
    if suite.framework.is_script:
        return name_copy(path, word)
    folder, slash, _ = path.rpartition("/")
    return f"{folder}{slash}test_{word}.py"


def _canaries(suite: Suite, word: str, neighbour: bytes) -> bytes:
    if suite.framework.is_script:
        is_vitest = suite.framework is Framework.VITEST
        return canary_script(word, neighbour.decode(errors="replace"), is_vitest=is_vitest).encode()
    return _CANARIES.format(word=word).encode()


def _canary_ids(suite: Suite, path: str, word: str) -> Iterable[str]:
    if suite.framework.is_script:
        return list_script_canaries(path, word)
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
