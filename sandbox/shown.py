"""Foreign output as text that is safe to keep and to show; pure."""

from __future__ import annotations

import re

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


def to_text(output: bytes, *, most: int) -> str:
    """Return output with every sign that would not show itself spelt out, as in ``\\x1b``.

    Of longer output the first and the last half of ``most`` characters are kept.
    """
    text = output.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
    text = _CONTROL.sub(lambda match: match.group().encode("unicode_escape").decode(), text)
    if len(text) <= most:
        return text
    left_out = f"\n[{len(text) - most} characters left out]\n"
    return text[: most // 2] + left_out + text[len(text) - most // 2 :]
