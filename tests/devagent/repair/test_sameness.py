"""Texts that are the same fix, and texts that are not code."""

from __future__ import annotations

import pytest

from devagent.repair.sameness import fingerprint, parses

PYTHON = "def total(lines):\n    return sum(lines)\n"
TSX = 'export function Total({ sum }: Props) {\n  return <p title="x y">{sum + 1}</p>;\n}\n'


@pytest.mark.parametrize(
    ("path", "one", "other"),
    [
        ("a.py", PYTHON, "# why\ndef total( lines ):\n\n    return (sum(lines))\n"),
        ("a.tsx", TSX, "// why\n" + TSX.replace("\n  return", "\n    return")),
        ("a.html", "<p>\n a</p>", "<p> a</p>"),
    ],
)
def test_layout_and_comments_make_no_other_fix(path: str, one: str, other: str) -> None:
    assert fingerprint({path: one}) == fingerprint({path: other})


@pytest.mark.parametrize(
    ("path", "one", "other"),
    [
        ("a.py", PYTHON, PYTHON.replace("sum", "max")),
        ("a.tsx", TSX, TSX.replace("+", "-")),
        ("a.tsx", TSX, TSX.replace("x y", "x  y")),
        ("a.py", "x = 'a b'\n", "x = 'a  b'\n"),
    ],
)
def test_what_runs_otherwise_is_another_fix(path: str, one: str, other: str) -> None:
    assert fingerprint({path: one}) != fingerprint({path: other})


def test_the_same_text_of_another_file_is_another_fix() -> None:
    assert fingerprint({"a.py": PYTHON}) != fingerprint({"b.py": PYTHON})


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.py", PYTHON, True),
        ("a.py", "def total(:\n", False),
        ("a.tsx", TSX, True),
        ("a.tsx", TSX.replace("</p>", ""), False),
        ("a.css", "}{", True),
    ],
)
def test_only_code_is_parsed(path: str, text: str, expected: bool) -> None:
    assert parses(path, text) is expected
