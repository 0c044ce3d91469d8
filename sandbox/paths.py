"""Which paths a patch may name; pure."""

from __future__ import annotations

import unicodedata

_MOST_BYTES = 1_000
# HFS+ drops these from names, NTFS takes the short name for the long: both reach .git elsewhere.
_IGNORED = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff")
)


def find_fault(path: str) -> str | None:
    """Return why this path, relative to the project, may not be written; None where it may."""
    parts = path.split("/")
    if not path or path.startswith("/") or "\\" in path:
        return "it is not a path below the project"
    if any(part in {"", ".", ".."} for part in parts):
        return "it leaves the project or goes round in it"
    if len(path.encode(errors="surrogatepass")) > _MOST_BYTES:
        return "it is too long"
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in path):
        return "it holds signs that cannot be shown"
    if any(_is_git(part) for part in parts):
        return "it belongs to git"
    return None


def _is_git(part: str) -> bool:
    name = part.translate(_IGNORED).casefold().rstrip(" .")
    return name.partition(":")[0] in {".git", "git~1"}
