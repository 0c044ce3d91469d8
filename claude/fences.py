"""The fence between instructions and text of others: tags that the text cannot begin or end."""

from __future__ import annotations

import re
from collections.abc import Iterable


def without_tags(text: str, names: Iterable[str]) -> str:
    """Return the text without any such tag, nor what would become one by taking tags away."""
    tag = re.compile(rf"</?(?:{'|'.join(map(re.escape, names))})>", re.IGNORECASE)
    while tag.search(text):
        text = tag.sub("", text)
    return text
