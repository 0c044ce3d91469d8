"""Finds symbols and files by a description of what they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from devagent.index.records import Symbol
from devagent.index.search.corpus import Corpus
from devagent.index.search.evidence import Question, scale
from devagent.index.search.ranking import order, role_weights
from devagent.index.search.reasons import explain_segment
from devagent.index.search.reports import read_report

_HEADING_WEIGHT, _NAMES_WEIGHT, _BODY_WEIGHT = 0.3, 0.1, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A symbol, or the rest of a file where ``symbol`` is None, with score, reasons and lines."""

    path: str
    symbol: Symbol | None
    start_line: int
    end_line: int
    score: float
    reasons: tuple[str, ...]


def find_by_description(corpus: Corpus, text: str, *, limit: int = 20) -> Sequence[Found]:
    """Return what fits a description, the best first; scores compare within one answer only."""
    question = Question(corpus, read_report(text))
    files = corpus.file_of_segment
    scores = scale(question.passages.scores)
    scores = scores + _HEADING_WEIGHT * scale(question.headings.scores)
    scores = scores + _NAMES_WEIGHT * scale(question.names.scores)[files]
    scores = scores + _BODY_WEIGHT * scale(question.bodies.scores)[files]
    scores = scores * role_weights(corpus)[files]
    best = [segment for segment in order(scores)[:limit] if scores[segment] > 0]
    return [_describe(question, segment, float(scores[segment])) for segment in best]


def _describe(question: Question, segment: int, score: float) -> Found:
    corpus = question.corpus
    file = int(corpus.file_of_segment[segment])
    symbol = corpus.symbol(segment)
    return Found(
        path=corpus.paths[file],
        symbol=symbol,
        start_line=symbol.start_line if symbol else 1,
        end_line=symbol.end_line if symbol else corpus.files[file].line_count,
        score=round(score, 4),
        reasons=explain_segment(question, segment),
    )
