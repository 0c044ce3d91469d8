"""Edits as data: what is taken, and what is refused."""

from __future__ import annotations

import pytest

from devagent.repair.replacements import (
    MOST_CHARACTERS,
    MOST_REPLACEMENTS,
    EditRefused,
    Replacement,
    apply_replacements,
)

FILES = {"shop/carts.py": "def total(lines):\n    return sum(lines[1:])\n\n\nx = x\n"}
PATH = "shop/carts.py"


def edit(search: str, replace: str, path: str = PATH) -> Replacement:
    """Return an edit of the one file there is."""
    return Replacement(path=path, search=search, replace=replace)


def test_edits_are_made_one_after_the_other() -> None:
    edits = [edit("lines[1:]", "rest"), edit("sum(rest)", "sum(lines)")]

    changed = apply_replacements(FILES, edits)

    assert changed == {PATH: FILES[PATH].replace("[1:]", "")}


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([edit("nowhere", "x")], "0 times"),
        ([edit("x", "y")], "2 times"),
        ([edit("", "y")], "is empty"),
        ([edit("sum", "sum")], "Nothing changes"),
        ([], "Nothing changes"),
        ([edit("lines[1:]", "a"), edit("sum(a)", "sum(lines[1:])")], "Nothing changes"),
        ([edit("sum", "max", "shop/other.py")], "no file that may be changed"),
        ([edit("sum", "max", "../shop/carts.py")], "no file that may be changed"),
        ([edit("sum", "max", "/etc/passwd")], "no file that may be changed"),
        ([edit("sum", "ma\0x")], "no text"),
        ([edit("sum", "\ud800")], "no text"),
        ([edit("sum", "x" * MOST_CHARACTERS)], "characters at most"),
        ([edit("sum", "max")] * (MOST_REPLACEMENTS + 1), "edits at most"),
    ],
)
def test_what_cannot_be_made_is_refused(edits: list[Replacement], said: str) -> None:
    with pytest.raises(EditRefused, match=said):
        apply_replacements(FILES, edits)
