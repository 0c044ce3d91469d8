"""A patch of git in parts: by file, and by change."""

from __future__ import annotations

import pytest

from devagent.repair.patches import (
    count_changed_lines,
    list_paths,
    only_takes_away,
    split_files,
    split_hunks,
)

CARTS = b"""diff --git a/carts.py b/carts.py
index 1..2 100644
--- a/carts.py
+++ b/carts.py
@@ -1 +1 @@
-one
+two
@@ -9 +9 @@ def total():
-three
+four
"""
GONE = b"""diff --git a/old.py b/old.py
deleted file mode 100644
index 1..0
--- a/old.py
+++ /dev/null
@@ -1 +0,0 @@
-one
"""
BINARY = b"""diff --git a/logo.png b/logo.png
index 1..2 100644
GIT binary patch
literal 1
Ac
"""
MODE = b"diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\n"


def test_each_file_has_its_part() -> None:
    assert split_files(CARTS + GONE) == {"carts.py": CARTS, "old.py": GONE}


def test_what_has_no_lines_is_left_out() -> None:
    assert split_files(BINARY + MODE) == {}


def test_each_change_is_a_patch_of_its_own() -> None:
    first, second = split_hunks(CARTS)

    assert first.endswith(b"-one\n+two\n")
    assert second.endswith(b"def total():\n-three\n+four\n")
    assert first.startswith(b"diff --git a/carts.py")
    assert second.startswith(b"diff --git a/carts.py")


@pytest.mark.parametrize(
    ("patch", "takes"),
    [
        ("-a = b.strip()\n+a = b\n", True),
        ("-a = b.strip()\n", True),
        ("-a = b.strip()\n+a = b.lstrip()\n", False),
        ("-c = d\n", False),
        ("+a = b\n", False),
    ],
)
def test_a_part_of_what_is_taken_back_is_told_from_other_edits(patch: str, takes: bool) -> None:
    assert only_takes_away(patch, back="--- a/x.py\n-a = b.strip()\n-e = f\n") is takes


def test_changed_lines_are_counted_without_the_names_of_files() -> None:
    assert count_changed_lines("--- a/x.py\n+++ b/x.py\n@@ -1 +1,2 @@\n-a\n+b\n+c\n d\n") == 3


@pytest.mark.parametrize(
    ("patch", "paths"),
    [
        (b"", []),
        (b"no patch", []),
        (b"diff --git a/x.py b/x.py\n--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+++ b/y\n", ["x.py"]),
        (b"diff --git a/n.py b/n.py\nnew file mode 100644\n--- /dev/null\n+++ b/n.py\n", ["n.py"]),
        (b"diff --git a/a b.sh b/a b.sh\nold mode 100644\nnew mode 100755\n", ["a b.sh"]),
        (
            b"diff --git a/o.py b/n.py\nsimilarity index 90%\nrename from o.py\nrename to n.py\n",
            ["o.py", "n.py"],
        ),
        (
            b'diff --git "a/\\303.py" "b/\\303.py"\n--- "a/\\303.py"\n+++ "b/\\303.py"\n',
            [r'"a/\303.py"', r'"b/\303.py"'],
        ),
    ],
)
def test_all_paths_of_a_patch_are_told_and_none_that_its_lines_forge(
    patch: bytes, paths: list[str]
) -> None:
    assert list_paths(patch) == paths
