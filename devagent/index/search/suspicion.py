"""What failing tests ran, as evidence beside the words of a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from devagent.index.roles import Role
from devagent.index.search.corpus import Corpus
from devagent.index.search.evidence import scale
from devagent.index.search.postings import Floats

Suspicions = Mapping[str, Mapping[int, float]]
"""For each file the suspiciousness of lines, from 0 to 1."""

# A fault is hardly in a file of which no failing test ran a line.
_NOT_RUN = 0.3
# Enough to tell apart what is equal in all else.
_RECENCY = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptoms:
    """What is known besides a report: lines that failing tests ran, and what changed lately.

    ``recent`` are the files that changed last, the newest first.
    """

    suspicions: Suspicions = field(default_factory=dict)
    recent: Sequence[str] = ()


NO_SYMPTOMS = Symptoms()


class Suspected:
    """The files and segments of a corpus by their most suspicious line."""

    def __init__(self, corpus: Corpus, symptoms: Symptoms) -> None:
        self._corpus, self._symptoms = corpus, symptoms
        self._files: Floats = np.zeros(len(corpus.paths), dtype=np.float32)
        self.segments: dict[int, float] = {}
        for file, path in enumerate(corpus.paths):
            for line, suspicion in symptoms.suspicions.get(path, {}).items():
                segment = corpus.segment_at(file, line)
                self.segments[segment] = max(suspicion, self.segments.get(segment, 0.0))
                self._files[file] = max(suspicion, self._files[file])

    def weigh(self, scores: Floats, roles: Floats) -> Floats:
        """Return scores with the suspicions added, or as they are where there is none.

        Files that are equally suspicious are told apart by their scores, then by what changed
        last. ``roles`` says how likely a file of its role is what is looked for.
        """
        if not self.segments:
            return scores
        python = np.array([parsed.language == "python" for parsed in self._corpus.files])
        sources = np.array([role is Role.SOURCE for role in self._corpus.roles])
        is_clear = python & sources & (self._files == 0)
        weighed: Floats = np.where(is_clear, _NOT_RUN, 1.0).astype(np.float32) * scale(scores)
        return weighed + roles * (self._files + self._recency())

    def explain(self, file: int) -> Iterator[str]:
        """Yield which line of a file is the most suspicious, if any is."""
        lines = self._symptoms.suspicions.get(self._corpus.paths[file], {})
        if lines:
            line = max(lines, key=lambda one: (lines[one], -one))
            yield f"failing tests ran line {line} (suspicion {lines[line]:.2f})"

    def _recency(self) -> Floats:
        places = {path: place for place, path in enumerate(self._symptoms.recent)}
        return np.array(
            [
                _RECENCY / (1 + places[path]) if path in places else 0.0
                for path in self._corpus.paths
            ],
            dtype=np.float32,
        )
