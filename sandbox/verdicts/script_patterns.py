"""What patterns of scripts are made of; pure."""

from __future__ import annotations

import re

# Parentheses and what is between them, with others in them to two levels.
ENCLOSED = r"\((?:[^()]|\((?:[^()]|\([^()]*+\))*+\))*+\)"
# What is not closed ends with its line or the file, so that nothing is gone through twice.
_TEXT = r"'(?:\\.|[^'\\\n])*+'?|\"(?:\\.|[^\"\\\n])*+\"?|`(?:\\.|[^`\\])*+`?"
_COMMENT = re.compile(rf"(?P<text>{_TEXT})|/\*.*?(?:\*/|\Z)|//[^\n]*", re.DOTALL)


def strip_comments(text: str) -> str:
    """Return a script without its comments; what looks like one in a text stays."""
    return _COMMENT.sub(lambda match: match["text"] or " ", text)
