"""Why a file or a symbol was found, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from devagent.index.records import ParsedFile, Place
from devagent.index.search.corpus import Corpus
from devagent.index.search.evidence import Question

_MOST_WORDS = 5
_PLACES = {
    Place.NAME: "name",
    Place.DOCSTRING: "docstring",
    Place.COMMENT: "comment",
    Place.MESSAGE: "message",
    Place.CODE: "code",
}


def explain_file(question: Question, file: int) -> Iterator[str]:
    """Yield what speaks for a file, the plainest first."""
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
    defined = [name for name in report.names if _defines(corpus, file, name)]
    if defined:
        yield f"defines {', '.join(defined[:_MOST_WORDS])}"
    added = corpus.bodies.explain(file, question.query)
    yield from explain_words(corpus.files[file], _best_words(question, added), None)


def explain_segment(question: Question, segment: int) -> Iterator[str]:
    """Yield which words stand where in a segment."""
    corpus = question.corpus
    file = int(corpus.file_of_segment[segment])
    words = _best_words(question, corpus.passages.explain(segment, question.query))
    yield from explain_words(corpus.files[file], words, segment - int(corpus.first_segments[file]))


def explain_words(parsed: ParsedFile, words: list[str], segment: int | None) -> Iterator[str]:
    """Yield for each word where it stands in the file, or in one segment of it."""
    numbers = {term: number for number, term in enumerate(parsed.words.vocabulary)}
    for word in words:
        chosen = parsed.words.terms == numbers.get(word, -1)
        if segment is not None:
            chosen &= parsed.words.segments == segment
        places = Place(int(np.bitwise_or.reduce(parsed.words.places[chosen], initial=0)))
        if places:
            where = ", ".join(text for place, text in _PLACES.items() if place in places)
            yield f"“{word}” in {where}"


def _best_words(question: Question, added: Mapping[int, float]) -> list[str]:
    terms = {question.corpus.vocabulary.find(term): term for term in question.report.terms}
    best = sorted(added, key=lambda number: -added[number])[:_MOST_WORDS]
    return [terms[number] for number in best]


def _explain_messages(question: Question, file: int) -> Iterator[str]:
    said = {phrase for _, phrase in question.corpus.files[file].phrases}
    for phrase in question.report.phrases:
        if phrase in said:
            yield f"says “{phrase}”"
            return


def _defines(corpus: Corpus, file: int, name: str) -> bool:
    first, end = corpus.first_segments[file : file + 2]
    return any(first <= segment < end for segment in corpus.definitions.get(name, ()))
