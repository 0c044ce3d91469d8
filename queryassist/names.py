"""Tests of names of people: found however their case, accents and apostrophes are written.

Said with functions that every PostgreSQL has, since neither ICU nor unaccent is always there.
"""

from __future__ import annotations

import unicodedata

from psycopg import sql

_PLAIN = {"Ø": "o", "ø": "o", "Ł": "l", "ł": "l", "Đ": "d", "đ": "d", "ı": "i"}
_MARKS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a\u030b\u030c"
_MARKS += "\u031b\u0323\u0326\u0327\u0328"
_BETWEEN = "'’‘ʼ`-‐. "
_LETTERS = "".join(_PLAIN.values())
_FOLDED = str.maketrans({**_PLAIN, **dict.fromkeys(_MARKS + _BETWEEN)})
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def fold_name(text: str) -> str:
    """Return a name in the form in which names are compared: "O'Brién" as "obrien".

    Letters without accents, of the Latin alphabet in lower case, nothing between them; the text
    as it stands where that leaves nothing.
    """
    return unicodedata.normalize("NFKD", text).translate(_LOWER).translate(_FOLDED) or text


def folded(column: sql.Composable) -> sql.Composed:
    """Return the expression that is ``fold_name`` of a column."""
    # Of the collation "C", so that a letter is the same in lower case as it is in Python.
    lower = sql.SQL('lower(normalize({}, NFKD) COLLATE "C")').format(column)
    taken = "".join(_PLAIN) + _BETWEEN + _MARKS
    return sql.SQL("translate({}, {}, {})").format(lower, _literal(taken), sql.Literal(_LETTERS))


def may_be_folded(part: str) -> bool:
    """Whether a part of a name is looked for without accents and what stands between letters.

    A single letter is that letter, and who writes an apostrophe means it.
    """
    return len(part) > 1 and part.isalpha()


def _literal(text: str) -> sql.SQL:
    """Return a literal of letters and marks; the marks escaped, since none shows by itself."""
    escaped = "".join(f"\\{ord(char):04X}" if ord(char) > 127 else char for char in text)
    return sql.SQL("U&'{}'".format(escaped.replace("'", "''")))
