"""Finds symbols and files by a description of what they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from devagent.index.records import Symbol
from devagent.index.search.corpus import Corpus
from devagent.index.search.evidence import Question, scale
from devagent.index.search.postings import Floats
from devagent.index.search.ranking import order, role_weights
from devagent.index.search.reasons import explain_segment
from devagent.index.search.reports import read_report

_HEADING_WEIGHT, _NAMES_WEIGHT, _BODY_WEIGHT = 0.3, 0.1, 0.6


# A file that is full of the words would fill the answer with its symbols alone.
_MOST_OTHERS = 2
# Of how well the best one fits, by its own words and name.
_LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What fits best of a file: a symbol, or the rest where ``symbol`` is None.

    ``others`` are further symbols of the file that fit well, the best first.
    """

    path: str
    symbol: Symbol | None
    start_line: int
    end_line: int
    score: float
    reasons: tuple[str, ...]
    others: tuple[Symbol, ...]


def find_by_description(corpus: Corpus, text: str, *, limit: int = 20) -> Sequence[Found]:
    """Return the files that fit a description, the best first, each once with its best symbols.

    Scores compare within one answer only.
    """
    question = Question(corpus, read_report(text))
    own = scale(question.passages.scores) + _HEADING_WEIGHT * scale(question.headings.scores)
    of_files = _NAMES_WEIGHT * scale(question.names.scores)
    of_files = of_files + _BODY_WEIGHT * scale(question.bodies.scores)
    scores = (corpus.best_passages(own) + of_files) * role_weights(corpus)
    best = [file for file in order(scores)[:limit] if scores[file] > 0]
    return [_describe(question, file, own, float(scores[file])) for file in best]


def _describe(question: Question, file: int, own: Floats, score: float) -> Found:
    corpus = question.corpus
    first, end = corpus.first_segments[file : file + 2].tolist()
    best, *others = [first + local for local in order(own[first:end])[: 1 + _MOST_OTHERS]]
    fitting = [one for one in others if own[one] > 0 and own[one] >= _LEAST_SHARE * own[best]]
    symbol = corpus.symbol(best)
    return Found(
        path=corpus.paths[file],
        symbol=symbol,
        start_line=symbol.start_line if symbol else 1,
        end_line=symbol.end_line if symbol else corpus.files[file].line_count,
        score=round(score, 4),
        reasons=explain_segment(question, best),
        others=tuple(other for one in fitting if (other := corpus.symbol(one))),
    )
