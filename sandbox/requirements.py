"""Which packages a project asks for, read from its dependency files; pure.

Lines that would make pip run code, or fetch from elsewhere than the package index, are refused.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping

from sandbox.exceptions import BuildFailed

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\s*(\[[A-Za-z0-9._,\s-]*\])?")
_INCLUDE = re.compile(r"(?:-r|--requirement|-c|--constraint)[\s=]+(?:\./)?(?P<name>\S+)")
_HASH = re.compile(r"\s--hash[= ]sha256:[0-9a-f]{64}")
_COMMENT = re.compile(r"(^|\s)#.*")
_TEST_GROUPS = frozenset({"dev", "test", "tests", "testing"})


def find_requirements_files(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the requirements files among ``files``, checked, by name.

    Raise BuildFailed for a line that is no package of the index.
    """
    texts = {
        name: content.decode(errors="replace")
        for name, content in files.items()
        if name.endswith(".txt")
    }
    for name, text in texts.items():
        for line in _logical_lines(text):
            fault = _find_fault(line, texts)
            if fault:
                raise BuildFailed(f"{name}: {line[:120]!r} {fault}.")
    return texts


def list_project_requirements(pyproject: bytes) -> list[str]:
    """Return what a pyproject.toml needs to run and to be tested; raise BuildFailed as above."""
    try:
        parsed = tomllib.loads(pyproject.decode())
    except ValueError as error:
        raise BuildFailed(f"pyproject.toml cannot be read: {error}.") from error
    project = parsed.get("project", {})
    groups = [*project.get("optional-dependencies", {}).items()]
    groups += parsed.get("dependency-groups", {}).items()
    lines = [*project.get("dependencies", [])]
    for name, group in groups:
        if name in _TEST_GROUPS:
            lines += [line for line in group if isinstance(line, str)]
    for line in lines:
        fault = _find_fault(line, {})
        if fault:
            raise BuildFailed(f"pyproject.toml: {line[:120]!r} {fault}.")
    return lines


def _logical_lines(text: str) -> Iterator[str]:
    for line in text.replace("\\\n", " ").splitlines():
        bare = _COMMENT.sub("", line).strip()
        if bare:
            yield bare


def _find_fault(line: str, known: Iterable[str]) -> str | None:
    include = _INCLUDE.fullmatch(line)
    if include:
        name = include["name"]
        return None if name in known else f"names {name}, which is not among the files"
    package = _HASH.sub("", line)
    match = _NAME.match(package)
    if match is None or " -" in package:
        return "is no package of the index"
    rest = package[match.end() :].strip()
    if rest.startswith("@") or "://" in rest or "/" in match.group():
        return "comes from elsewhere than the package index"
    return None
