"""Which files are indexed, and why others are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from devagent.index.discovery import Skipped, is_excluded, list_folder, normalise
from devagent.index.roles import Role, find_role


def test_links_pipes_and_strange_names_are_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "a\nb.py").write_text("x = 1")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "link.py").symlink_to(tmp_path / "link.py")
    os.mkfifo(tmp_path / "pipe.py")
    os.mkdir(os.fsencode(tmp_path) + b"/\xff")  # noqa: PTH102  # no text names it
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "react.js").write_text("")
    (tmp_path / "notes.txt").write_text("")

    found = list(list_folder(tmp_path))

    assert found == [
        "a\nb.py",
        Skipped(path="link.py", reason="a link"),
        Skipped(path="pipe.py", reason="no plain file"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"x = '\0'", "binary"),
        (b"x = 1\n" + b"y" * 100_001, "a line of more than 100,000 bytes"),
        (b"x = 1\n" * 1_000_000, "larger than 4 MiB"),
    ],
)
def test_what_is_no_source_is_skipped_with_a_reason(content: bytes, reason: str) -> None:
    assert normalise(content, "python") == (b"", reason)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"name = '\xe9'", "name = 'é'"),
        (b"# -*- coding: cp1251 -*-\nname = '\xe9'", "name = 'й'"),
        (b"# coding: nonsense\nname = '\xe9'", "name = 'é'"),
        (b"\xef\xbb\xbfx = 1", "x = 1"),
        (b"# coding: unicode_escape\nname = '\xe9\\ud800'", "name = 'é"),
        (b"# coding: unicode_escape\nname = '\xe9\\x00'", "name = 'é"),
    ],
)
def test_other_encodings_are_read(content: bytes, text: str) -> None:
    assert text in normalise(content, "python")[0].decode()


def test_folders_and_globs_are_excluded() -> None:
    excludes = ["app/generated/", "*.min.js"]

    assert is_excluded("app/generated/api.ts", excludes)
    assert is_excluded("static/jquery.min.js", excludes)
    assert is_excluded("a/.venv/lib.py", [])
    assert not is_excluded("app/generated_by_hand.ts", excludes)


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("django/test/client.py", Role.SOURCE),
        ("sklearn/utils/testing.py", Role.SOURCE),
        ("tests/admin_utils/models.py", Role.TEST),
        ("testing/python/raises.py", Role.TEST),
        ("app/auth/login.test.tsx", Role.TEST),
        ("shop/test_cart.py", Role.TEST),
        ("docs/conf.py", Role.ASIDE),
        ("app/docs/pages.py", Role.SOURCE),
        ("setup.py", Role.ASIDE),
        ("requests/packages/urllib3/util.py", Role.ASIDE),
        ("packages/ui/button.tsx", Role.SOURCE),
        ("locale/de/django.po", Role.ASIDE),
        ("templates/cart.html", Role.TEMPLATE),
    ],
)
def test_a_path_tells_what_a_file_is_for(path: str, role: Role) -> None:
    assert find_role(path) is role
