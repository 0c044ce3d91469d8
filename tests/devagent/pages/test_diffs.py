"""Diffs as they are shown: before beside after, and as text what is none."""

from __future__ import annotations

import pytest

from devagent.pages.diffs import Side, show_diff


@pytest.mark.parametrize(
    ("diff", "plain"),
    [
        (b"", ""),
        (b"no diff\n", "no diff\n"),
        (b"--- a/x\n+++ b/x\n@@ -1,9 +1 @@\n a\n", "--- a/x\n+++ b/x\n@@ -1,9 +1 @@\n a\n"),
        (b"\x00\xff\x1b", r"\x00\xff\x1b"),
        (b"a" * 30_000, "a" * 20_000),
        (b"+" * 2_000_000, "+" * 20_000),
    ],
)
def test_what_is_no_diff_is_shown_as_its_beginning(diff: bytes, plain: str) -> None:
    shown = show_diff(diff)

    assert (shown.files, shown.plain) == ((), plain)


def tell(side: Side | None) -> tuple[int, str, str] | None:
    return (side.number, side.sign, str(side.html)) if side else None


def test_a_line_taken_away_stands_beside_the_one_put_in() -> None:
    diff = (
        b"diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,3 +1,2 @@\n same\n-old\n-older\n+new\n"
        b"\\ No newline at end of file\n"
    )

    (hunk,) = show_diff(diff).files[0].hunks

    assert [[tell(one.before), tell(one.after)] for one in hunk.pairs] == [
        [(1, "", "same"), (1, "", "same")],
        [(2, "-", "old"), (2, "+", "new")],
        [(3, "-", "older"), None],
    ]
    assert [side.sign for side in hunk.lines] == ["", "-", "-", "+"]
    assert "without a line break at the end" in hunk.heading


def test_a_file_of_which_only_the_mode_changes_is_named() -> None:
    diff = b"diff --git a/run.sh b/run.sh\nold mode 100644\nnew mode 100755\n"

    (file,) = show_diff(diff).files

    assert (file.path, "new mode 100755" in file.notes) == ("run.sh", True)
