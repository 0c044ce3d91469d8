"""Kinds of evidence that a file, or a segment of it, is what a report is about.

Each is an array with a number from 0 to 1 for each file of a corpus, the best having 1.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property
from math import log1p

import numpy as np

from devagent.index.roles import Role
from devagent.index.search.corpus import Corpus, Subjects
from devagent.index.search.postings import Floats, Gains, Integers
from devagent.index.search.reports import Report
from devagent.index.terms import number

# A phrase in more files than these is no quotation of a message.
_MOST_FILES_OF_A_MESSAGE = 5
_MOST_FILES_OF_A_FRAME = 2
# Tests quote the messages of sources.
_QUOTERS = {Role.TEST, Role.ASIDE}
# A frame counts less than the one that it called.
_FRAME_DECAY = 0.8


class Question:
    """A report in the terms of a corpus, with what several kinds of evidence share."""

    def __init__(self, corpus: Corpus, report: Report) -> None:
        self.corpus, self.report = corpus, report
        self.terms = tuple(report.terms)
        self._weights = np.array(list(report.terms.values()), dtype=np.float64)
        self._hits = corpus.words.find(number(self.terms))

    @cached_property
    def bodies(self) -> Gains:
        """What each term adds to files."""
        words = self.corpus.words
        return Gains(words.match_files(self._hits), self._weights, words.file_lengths)

    @cached_property
    def names(self) -> Gains:
        """What each term adds to files by their paths and the names that they define."""
        words = self.corpus.words
        return Gains(words.match_names(self._hits), self._weights, words.name_lengths)

    @cached_property
    def passages(self) -> Gains:
        """What each term adds to segments."""
        words = self.corpus.words
        return Gains(words.match_segments(self._hits), self._weights, words.segment_lengths)

    @cached_property
    def headings(self) -> Gains:
        """What each term adds to segments by their qualified names."""
        words = self.corpus.words
        return Gains(words.match_headings(self._hits), self._weights, words.heading_lengths)

    @cached_property
    def speakers(self) -> Mapping[str, Integers]:
        """The segments with messages that the report may quote, by the phrase."""
        phrases = list(self.report.phrases)
        numbers = np.array(list(self.report.phrases.values()), dtype=np.uint64)
        which, segments = self.corpus.words.find_speakers(numbers)
        return {phrases[one]: np.unique(segments[which == one]) for one in np.unique(which)}

    def zeros(self) -> Floats:
        """Return a score of 0 for each file."""
        return np.zeros(len(self.corpus.paths), dtype=np.float32)


def body(question: Question) -> Floats:
    """All words of a file."""
    return scale(question.bodies.scores)


def names(question: Question) -> Floats:
    """The path and the names of definitions."""
    return scale(question.names.scores)


def passage(question: Question) -> Floats:
    """The words of the one function, class or rest of a file that fits best."""
    return scale(question.corpus.best_passages(question.passages.scores))


def symbols(question: Question) -> Floats:
    """Names in the report that a file defines; those defined in few files count more."""
    corpus, scores = question.corpus, question.zeros()
    for name in question.report.names:
        files = {
            int(corpus.file_of_segment[segment]) for segment in corpus.definitions.get(name, ())
        }
        sources = [file for file in files if corpus.roles[file] is Role.SOURCE]
        scores[sources] += 1 / max(len(sources), 1)
    return scale(np.log1p(scores))


def mentions(question: Question) -> Floats:
    """Paths in the report, however they begin, and dotted names of what a module defines."""
    corpus, scores = question.corpus, question.zeros()
    for path in question.report.paths:
        found = corpus.modules.find_path(path)
        scores[found] = np.maximum(scores[found], 1 / max(len(found), 1))
    for dotted in question.report.dotted:
        found, rest = corpus.modules.find_module(dotted)
        wanted = rest.partition(".")[0]
        found = [file for file in found if not wanted or corpus.defines(file, wanted)]
        scores[found] = np.maximum(scores[found], 1 / max(len(found), 1))
    return scores


def messages(question: Question) -> Floats:
    """Words in a row that stand so in string literals or templates of few files but tests."""
    corpus, scores = question.corpus, question.zeros()
    for segments in question.speakers.values():
        holders = np.unique(corpus.file_of_segment[segments]).tolist()
        found = [file for file in holders if corpus.roles[file] not in _QUOTERS]
        if 0 < len(found) <= _MOST_FILES_OF_A_MESSAGE:
            scores[found] += 1 / len(found)
    return scale(np.log1p(scores))


def frames(question: Question) -> Floats:
    """Places in tracebacks; the last frame within the project counts most."""
    scores, weight = question.zeros(), 1.0
    for frame in reversed(question.report.frames):
        found = question.corpus.modules.find_path(frame.path)
        if 0 < len(found) <= _MOST_FILES_OF_A_FRAME:
            scores[found] = np.maximum(scores[found], weight)
            weight *= _FRAME_DECAY
    return scores


def tests(question: Question) -> Floats:
    """Tests that fit the report speak for what they import and for what they are named after."""
    corpus, scores = question.corpus, question.zeros()
    fitting = passage(question)
    about = corpus_subjects(corpus)
    np.maximum.at(scores, about.sources, fitting[about.tests] * about.shares)
    return scale(scores)


EVIDENCE: Mapping[str, Callable[[Question], Floats]] = {
    "body": body,
    "names": names,
    "passage": passage,
    "symbols": symbols,
    "mentions": mentions,
    "messages": messages,
    "frames": frames,
    "tests": tests,
}


def scale(scores: Floats) -> Floats:
    """Return the scores divided by their highest; all 0 where none is above."""
    highest = float(scores.max(initial=0.0))
    return scores / np.float32(highest) if highest > 0 else np.zeros_like(scores)


def corpus_subjects(corpus: Corpus) -> Subjects:
    """Return for each test the sources that it is about."""
    if corpus.subjects is None:
        listed = [
            (test, source, share)
            for test, sources in _list_subjects(corpus).items()
            for source, share in sources.items()
        ]
        corpus.subjects = Subjects(
            tests=np.array([test for test, _, _ in listed], dtype=np.int32),
            sources=np.array([source for _, source, _ in listed], dtype=np.int32),
            shares=np.array([share for _, _, share in listed], dtype=np.float32),
        )
    return corpus.subjects


def _list_subjects(corpus: Corpus) -> dict[int, dict[int, float]]:
    named: defaultdict[str, list[int]] = defaultdict(list)
    for file, path in enumerate(corpus.paths):
        if corpus.roles[file] is Role.SOURCE:
            named[_stem(path)].append(file)
    tests_found = [file for file, role in enumerate(corpus.roles) if role is Role.TEST]
    imports = {test: _list_imported(corpus, test) for test in tests_found}
    importers = Counter(subject for subjects in imports.values() for subject in subjects)
    subjects: dict[int, dict[int, float]] = {}
    for test in tests_found:
        # What many tests import is the subject of none.
        found = {one: 1 / (1 + log1p(importers[one])) for one in imports[test]}
        alike = named.get(_stem(corpus.paths[test]), [])
        found |= {one: max(found.get(one, 0.0), 1 / len(alike)) for one in alike}
        subjects[test] = found
    return subjects


def _list_imported(corpus: Corpus, test: int) -> set[int]:
    return {
        file
        for imported in corpus.files[test].imports
        for file in corpus.modules.resolve(test, imported)
        if corpus.roles[file] is Role.SOURCE
    }


def _stem(path: str) -> str:
    """Return what a file is named after: test_login.py and login.test.ts after login."""
    *folders, name = path.split("/")
    stem = name.partition(".")[0].removeprefix("test_").removesuffix("_test").strip("_")
    return folders[-1] if folders and stem in {"tests", "test", "index"} else stem
