"""Why a file or a symbol was found, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from devagent.index.records import Place
from devagent.index.search.evidence import Question
from devagent.index.terms import number

_MOST_WORDS = 5
_PLACES = {
    Place.NAME: "name",
    Place.DOCSTRING: "docstring",
    Place.COMMENT: "comment",
    Place.MESSAGE: "message",
    Place.CODE: "code",
}


def explain_file(question: Question, file: int) -> tuple[str, ...]:
    """Return what speaks for a file, the plainest first; never nothing."""
    return (
        tuple(_list_reasons(question, file))
        or tuple(
            f"“{word}” in path" for word in _best_words(question, question.names.explain(file))
        )
        or ("a test that fits is about it",)
    )


def _list_reasons(question: Question, file: int) -> Iterator[str]:
    corpus, report = question.corpus, question.report
    for frame in report.frames:
        if file in corpus.modules.find_path(frame.path):
            yield f"traceback: line {frame.line} in {frame.function or 'it'}"
            break
    for path in report.paths:
        if file in corpus.modules.find_path(path):
            yield f"names the path {path}"
            break
    yield from _explain_messages(question, file)
    defined = [name for name in report.names if corpus.defines(file, name)]
    if defined:
        yield f"defines {', '.join(defined[:_MOST_WORDS])}"
    words = _best_words(question, question.bodies.explain(file))
    yield from _explain_words(question, words, file)


def explain_segment(question: Question, segment: int) -> tuple[str, ...]:
    """Return which words stand where in a segment, or else what speaks for its file."""
    file = int(question.corpus.file_of_segment[segment])
    words = _best_words(question, question.passages.explain(segment))
    return tuple(_explain_words(question, words, file, segment)) or tuple(
        f"its file: {reason}" for reason in explain_file(question, file)
    )


def _explain_words(
    question: Question, words: Iterable[str], file: int, segment: int | None = None
) -> Iterator[str]:
    """Yield for each word where it stands in the file, or in one segment of it."""
    listed = list(words)
    for word, term in zip(listed, number(listed).tolist(), strict=True):
        places = question.corpus.words.find_places(term, file, segment)
        if places:
            where = ", ".join(text for place, text in _PLACES.items() if place in places)
            yield f"“{word}” in {where}"


def _best_words(question: Question, added: Mapping[int, float]) -> list[str]:
    best = sorted(added, key=lambda word: (-added[word], word))[:_MOST_WORDS]
    return [question.terms[word] for word in best]


def _explain_messages(question: Question, file: int) -> Iterator[str]:
    first, end = question.corpus.first_segments[file : file + 2]
    for phrase, segments in question.speakers.items():
        place = int(np.searchsorted(segments, first))
        if place < len(segments) and segments[place] < end:
            yield f"says “{phrase}”"
            return
