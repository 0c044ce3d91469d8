"""Which functions a fix changes."""

from __future__ import annotations

import pytest

from devagent.repair.touched import list_touched

BEFORE = "def total(lines):\n    return sum(lines)\n\n\ndef count(lines):\n    return len(lines)\n"


@pytest.mark.parametrize(
    ("after", "names"),
    [
        (BEFORE.replace("sum(lines)", "sum(lines, 0)"), ["total"]),
        (BEFORE.replace("lines", "rows"), ["total", "count"]),
        (BEFORE.replace("    return sum", "    # all\n    return  sum"), []),
        (BEFORE + "\n\ndef new():\n    pass\n", []),
        ("def count(lines):\n    return len(lines)\n", []),
        ("class A:\n    pass\n", []),
        ("def total(:\n", []),
        ("\0", []),
        ("", []),
    ],
)
def test_functions_in_both_texts_that_do_not_mean_the_same(after: str, names: list[str]) -> None:
    assert list_touched(BEFORE, after) == names


def test_methods_do_not_stand_by_themselves() -> None:
    before = "class Cart:\n    def total(self):\n        return 1\n"

    assert list_touched(before, before.replace("1", "2")) == []
