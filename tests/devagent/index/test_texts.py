"""Words are found where the pattern finds them, and segments and marks around them."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from devagent.index.parsing import parse, parse_all
from devagent.index.parsing.texts import nest
from devagent.index.search.postings import Lookup
from devagent.index.splitting import find_words
from tests.devagent.index.snippets import PYTHON, TSX

WORD = re.compile(rb"[A-Za-z_\x80-\xff][A-Za-z0-9_\x80-\xff]*|[0-9]+")


@given(st.text(alphabet="ab_Z019 .é\n").map(str.encode) | st.binary())
def test_words_are_where_the_pattern_finds_them(source: bytes) -> None:
    words = find_words(source)

    assert [found.span() for found in WORD.finditer(source)] == list(
        zip(words.starts.tolist(), words.ends.tolist(), strict=True)
    )


@pytest.mark.parametrize(
    ("position", "segment"), [(0, 0), (1, 1), (3, 2), (5, 3), (6, 2), (8, 1), (10, 0), (99, 0)]
)
def test_the_innermost_segment_is_the_one_around_a_place(position: int, segment: int) -> None:
    segments = nest([(1, 10), (3, 8), (5, 6)])

    assert segments.find(np.array([position])).tolist() == [segment]


def test_files_counted_together_come_out_as_each_alone() -> None:
    files = [
        (PYTHON.encode(), "python"),
        (b"", "python"),
        (b"", "po"),
        (b'msgid "Your cart is empty"\n', "po"),
        (b"<p>Your cart</p>", "html"),
        (TSX.encode(), "tsx"),
    ]

    for together, (source, language) in zip(parse_all(files), files, strict=True):
        alone = parse(source, language)
        for one, other in zip(together.words.list_arrays(), alone.words.list_arrays(), strict=True):
            assert np.array_equal(one, other)
        assert together.symbols == alone.symbols


def test_what_is_looked_up_is_found_in_order_and_nothing_else() -> None:
    # The last two have the same lowest bits.
    lookup = Lookup(np.array([7, 9, 7, 1 << 16 | 7], dtype=np.uint64))

    rows, which = lookup.find(np.array([9, 7, 8], dtype=np.uint64))

    assert rows.tolist() == [0, 1, 2]
    assert which.tolist() == [1, 0, 1]
    assert Lookup(np.zeros(0, dtype=np.uint64)).find(np.array([1], dtype=np.uint64))[0].size == 0
