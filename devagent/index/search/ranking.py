"""Ranks files and functions for a report: the weighted sum of all evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from devagent.index.records import Kind, Symbol
from devagent.index.roles import Role
from devagent.index.search.corpus import Corpus
from devagent.index.search.evidence import EVIDENCE, Question, scale
from devagent.index.search.postings import Floats
from devagent.index.search.reasons import explain_file
from devagent.index.search.reports import read_report
from devagent.index.search.suspicion import NO_SYMPTOMS, Suspected, Symptoms

# Few, and round: the table of docs/localisation.md shows what each pays.
WEIGHTS: Mapping[str, float] = {
    "body": 0.7,
    "names": 0.4,
    "passage": 0.3,
    "symbols": 0.3,
    "mentions": 0.5,
    "messages": 0.5,
    "frames": 0.5,
    "tests": 0.2,
}
_ROLES = {Role.SOURCE: 1.0, Role.TEMPLATE: 0.5, Role.TEST: 0.1, Role.ASIDE: 0.1}
_FILES_WITH_FUNCTIONS = 10
_SUSPICION_WEIGHT = 2.0
_CALLABLES = {Kind.FUNCTION, Kind.METHOD}
# What decorates signatures that are for type checkers alone.
_STUB = "overload"


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedFile:
    """A file with its score, which compares within one ranking only, and why it is there."""

    path: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedSymbol:
    """A symbol of a file with its score."""

    path: str
    symbol: Symbol
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The files and functions that a report is likely about, the likeliest first."""

    files: tuple[RankedFile, ...]
    functions: tuple[RankedSymbol, ...]


def locate(
    corpus: Corpus,
    report: str,
    *,
    limit: int = 20,
    weights: Mapping[str, float] = WEIGHTS,
    symptoms: Symptoms = NO_SYMPTOMS,
) -> Ranking:
    """Return at most ``limit`` files, and as many functions, for a report."""
    question = Question(corpus, read_report(report))
    suspected = Suspected(corpus, symptoms)
    scores = suspected.weigh(score_files(question, weights), role_weights(corpus))
    best = [file for file in order(scores)[:limit] if scores[file] > 0]
    return Ranking(
        files=tuple(
            RankedFile(
                path=corpus.paths[file],
                score=round(float(scores[file]), 4),
                reasons=(*suspected.explain(file), *explain_file(question, file)),
            )
            for file in best
        ),
        functions=tuple(
            _rank_functions(question, scores, best[:_FILES_WITH_FUNCTIONS], suspected.segments)[
                :limit
            ]
        ),
    )


def score_files(question: Question, weights: Mapping[str, float] = WEIGHTS) -> Floats:
    """Return a score for each file."""
    scores = question.zeros()
    for name, weight in weights.items():
        if weight:
            scores += np.float32(weight) * EVIDENCE[name](question)
    return scores * role_weights(question.corpus)


def role_weights(corpus: Corpus) -> Floats:
    """Return for each file how likely one of its role is what is looked for, from 0 to 1."""
    return np.array([_ROLES[role] for role in corpus.roles], dtype=np.float32)


def order(scores: Floats) -> Sequence[int]:
    """Return the numbers of the documents, best first, equals as they come."""
    ranked: list[int] = np.argsort(-scores, kind="stable").tolist()
    return ranked


def _rank_functions(
    question: Question, scores: Floats, files: Sequence[int], suspected: Mapping[int, float]
) -> list[RankedSymbol]:
    """Rank the functions of the best files: by file, words, mentions, and what failing tests ran.

    These count most: words tell apart what is equally suspicious.
    """
    corpus, relative = question.corpus, scale(scores)
    words, mentions = scale(question.passages.scores), _mention_segments(question)
    ranked = []
    for file in files:
        first = int(corpus.first_segments[file])
        stubs = {first + within for within, name in corpus.files[file].calls if name == _STUB}
        for segment, symbol in enumerate(corpus.files[file].symbols, start=first + 1):
            if symbol.kind in _CALLABLES and segment not in stubs:
                evidence = words[segment] + mentions.get(segment, 0.0)
                evidence += _SUSPICION_WEIGHT * suspected.get(segment, 0.0)
                score = relative[file] * (1 + evidence)
                ranked.append((float(score), corpus.paths[file], symbol))
    ranked.sort(key=lambda item: -item[0])
    return [
        RankedSymbol(path=path, symbol=symbol, score=round(score, 4))
        for score, path, symbol in ranked
    ]


def _mention_segments(question: Question) -> dict[int, float]:
    """Return the segments that say what is quoted, that are named, or that a traceback names."""
    corpus, mentions = question.corpus, _mention_speakers(question)
    for name in question.report.names:
        found = corpus.definitions.get(name, [])
        mentions.update(dict.fromkeys(found, 0.5 / max(len(found), 1)))
    for frame in question.report.frames:
        for file in corpus.modules.find_path(frame.path):
            named = [
                segment
                for segment in corpus.definitions.get(frame.function, ())
                if corpus.file_of_segment[segment] == file
            ]
            # Lines move from version to version; names stay.
            for segment in named or [corpus.segment_at(file, frame.line)]:
                mentions[segment] = 1.0
    return mentions


def _mention_speakers(question: Question) -> dict[int, float]:
    """Return the segments whose messages the report quotes."""
    quoted = EVIDENCE["messages"](question) > 0
    return {
        segment: 0.5
        for segments in question.speakers.values()
        for segment in segments[quoted[question.corpus.file_of_segment[segments]]].tolist()
    }
