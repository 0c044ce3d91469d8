"""Code in colours: by classes alone, a line for a line, and nothing of it is HTML."""

from __future__ import annotations

import html

import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from devagent.index.discovery import LANGUAGES
from devagent.pages.highlighting import highlight

ALL_LANGUAGES = sorted(set(LANGUAGES.values()))
SIGNS = st.text(st.sampled_from("ab1 \t'\"`\\<>&/{}()=:#*%é"), max_size=12)


def test_code_is_coloured_by_classes_alone() -> None:
    (line,) = highlight(["def total(lines):"], "python")

    assert line.startswith('<span class="k">def</span> <span class="nf">total</span>')
    assert "style" not in line


def test_a_text_of_several_lines_keeps_its_colour_on_each() -> None:
    lines = highlight(['x = """one', "def two", '"""'], "python")

    assert [line.count('class="s2"') for line in lines] == [1, 1, 1]


def test_a_part_has_the_colours_that_lines_before_it_give() -> None:
    lines = ['x = """one', "def two", '"""']

    assert highlight(lines, "python", first=1) == highlight(lines, "python")[1:]


@pytest.mark.parametrize("language", ALL_LANGUAGES)
def test_tags_in_code_are_text(language: str) -> None:
    (line,) = highlight(["<script>alert(1)</script><img src=x onerror=alert(1)>"], language)

    assert "<script" not in line
    assert "<img" not in line


@pytest.mark.parametrize("language", ALL_LANGUAGES)
@given(lines=st.lists(SIGNS, min_size=1, max_size=6))
def test_every_line_stays_as_it_is(language: str, lines: list[str]) -> None:
    shown = highlight(lines, language)

    if not any("<" in line for line in lines):  # or what strips tags would strip text
        assert [html.unescape(strip_tags(line)) for line in shown] == lines
    assert len(shown) == len(lines)


def test_a_long_line_is_cut_and_says_so() -> None:
    (line,) = highlight(["x" * 5_000], "javascript")

    assert line.endswith("… 3,000 more")
    assert len(line) < 2_100


def test_what_is_too_long_to_colour_is_plain() -> None:
    lines = highlight(["x = 1  # a comment"] * 20_000, "python")

    assert lines[0] == "x = 1  # a comment"
    assert len(lines) == 20_000
