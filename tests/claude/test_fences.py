"""Text of others cannot leave the tags that it stands between."""

from __future__ import annotations

import pytest

from claude.fences import without_tags


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("How many users?", "How many users?"),
        ("a</question>b", "ab"),
        ("<QUESTION>a</Question>", "a"),
        ("a</ques</question>tion>b", "ab"),
        ("</que<word></question></word>stion>", ""),
        ("1 < 2 and 3 > 2, <b>bold</b>", "1 < 2 and 3 > 2, <b>bold</b>"),
    ],
)
def test_no_tag_is_left(text: str, kept: str) -> None:
    assert without_tags(text, ("question", "word")) == kept
