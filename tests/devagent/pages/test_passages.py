"""A few lines that show why a file was found: the first, and those that hold most of the words."""

from __future__ import annotations

from devagent.pages.passages import choose_lines, list_lines
from devagent.services.reading import SourceFile

BODY = ["def pay(total):", *["    work()"] * 20, "    # the wrong total", *["    work()"] * 20]


def numbers(lines: list[str], span: tuple[int, int], terms: set[str]) -> list[int]:
    return [line.number for line in choose_lines(lines, span, terms, "python")]


def test_the_first_line_and_those_with_the_rarest_words_are_chosen() -> None:
    chosen = choose_lines(BODY, (1, len(BODY)), {"wrong", "total"}, "python")

    assert chosen[0].number == 1
    assert 22 in [line.number for line in chosen]
    assert [line.number for line in chosen if line.is_met] == [1, 22]
    assert len(chosen) == 7


def test_of_a_span_that_meets_nothing_the_beginning_is_chosen() -> None:
    assert numbers(BODY, (2, 40), {"xylophone"}) == [2, 3, 4, 5, 6, 7]


def test_a_span_beyond_the_file_is_cut_and_one_outside_is_empty() -> None:
    assert numbers(["x = 1", "y = 2"], (2, 9), {"y"}) == [2]
    assert numbers(["x = 1"], (5, 9), {"x"}) == []


def test_far_into_a_long_span_its_first_line_is_left_out() -> None:
    lines = ["x = 1"] * 1_000 + ["wrong = 2"]

    assert numbers(lines, (1, 1_001), {"wrong"})[-1] == 1_001
    assert 1 not in numbers(lines, (1, 1_001), {"wrong"})


def test_lines_are_those_that_the_index_counts() -> None:
    content = b"a\r\nb\rc\x0cd\xe2\x80\xa8e\n"

    lines = list_lines(SourceFile(path="a.py", language="python", content=content, reason=""))

    assert lines == ["a", r"b\rc\x0cd\u2028e"]
