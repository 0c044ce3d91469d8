"""Edits that somebody proposes as data: texts to be found and what is to stand in their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST_REPLACEMENTS = 12
MOST_CHARACTERS = 20_000
_TOO_MANY = f"A fix has {MOST_REPLACEMENTS} edits at most."
_TOO_LARGE = f"A fix has {MOST_CHARACTERS:,} characters at most, searched and put in."


class EditRefused(ValueError):
    """An edit that cannot be made; the message says why, to who proposed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """In the file at ``path`` the one place that reads ``search`` is to read ``replace``."""

    path: str
    search: str
    replace: str


def apply_replacements(
    files: Mapping[str, str], replacements: Sequence[Replacement]
) -> dict[str, str]:
    """Return the texts of the files that change, by path, the edits made one after the other.

    ``files`` are those that may be changed. Raises EditRefused for an edit of another file, for a
    text that is not in the file exactly once, for too much, and where nothing changes.
    """
    _refuse_too_much(replacements)
    changed: dict[str, str] = {}
    for one in replacements:
        text = changed.get(one.path, files.get(one.path))
        if text is None:
            raise EditRefused(f"{one.path!r} is no file that may be changed.")
        changed[one.path] = _replace(text, one)
    changed = {path: text for path, text in changed.items() if text != files[path]}
    if not changed:
        raise EditRefused("Nothing changes.")
    return changed


def _refuse_too_much(replacements: Sequence[Replacement]) -> None:
    if len(replacements) > MOST_REPLACEMENTS:
        raise EditRefused(_TOO_MANY)
    if sum(len(one.search) + len(one.replace) for one in replacements) > MOST_CHARACTERS:
        raise EditRefused(_TOO_LARGE)


def _replace(text: str, one: Replacement) -> str:
    if "\0" in one.replace or not _is_text(one.replace):
        raise EditRefused("What is put in is no text.")
    count = text.count(one.search) if one.search else 0
    if count != 1:
        said = "is empty" if not one.search else f"is in {one.path} {count} times"
        raise EditRefused(f"The text to be replaced {said}: it must be there exactly once.")
    return text.replace(one.search, one.replace)


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
