"""Measures where bug reports are located, and writes docs/localisation.md's tables.

``python -m tests.benchmarks.localisation REPORTS SOURCES [--write]``: REPORTS holds JSON lines with
id, package, version, report and changed_files; SOURCES the packages' .tar.gz files, fetched by
``pip download --no-deps --no-binary :all: PACKAGE==VERSION``. Weights are judged by leaving one
package out: those that do best on the others are tried on it.
"""

from __future__ import annotations

import argparse
import json
import tarfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from pathlib import Path
from subprocess import run
from time import perf_counter

import numpy as np
from rich.console import Console
from rich.progress import track

from devagent.index.discovery import find_language, list_folder, normalise
from devagent.index.packing import PackedFile, pack
from devagent.index.parsing import parse
from devagent.index.search.corpus import Corpus
from devagent.index.search.evidence import EVIDENCE, Question
from devagent.index.search.postings import Floats
from devagent.index.search.ranking import WEIGHTS, order, role_weights
from devagent.index.search.reports import read_report
from devagent.index.terms import list_terms

DOCUMENT = Path(__file__).parents[2] / "docs" / "localisation.md"
_START, _END = "<!-- measured -->", "<!-- /measured -->"
_DEPTHS = (1, 3, 5, 10)
_FACTORS = (0.5, 1.0, 2.0)
# Of a long report: git grep takes minutes for a thousand words.
_MOST_GREPPED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A report with what each ranking makes of it: scores of all files by the ranking's name."""

    package: str
    is_title: bool
    fixed: frozenset[int]
    roles: Floats
    evidence: Mapping[str, Floats]
    git_grep: Floats
    plain: Floats

    def rank(self, scores: Floats) -> int:
        """Return the place, from 1, of the first file that was changed to fix the bug."""
        ranked = order(scores * self.roles)
        return next(place for place, file in enumerate(ranked, 1) if file in self.fixed)

    def combine(self, weights: Mapping[str, float]) -> Floats:
        """Return the weighted sum of the evidence."""
        summed: Floats = np.sum([weights[n] * self.evidence[n] for n in weights], axis=0)
        return summed


def main() -> None:
    """Read, rank, print, and write where that is wanted."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.localisation")
    parser.add_argument("reports", type=Path)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take each so many-th report")
    parser.add_argument("--write", action="store_true", help="write the tables into the document")
    arguments = parser.parse_args()
    start = perf_counter()
    lines = arguments.reports.read_text(encoding="utf-8").splitlines()[:: arguments.every]
    cases = [
        case
        for line in track(lines, "Reports", console=Console(stderr=True))
        for case in read_cases(json.loads(line), arguments.sources)
    ]
    text = describe(cases)
    Console(highlight=False).print(text, markup=False, soft_wrap=True)
    Console(stderr=True).print(f"Measured in {perf_counter() - start:.0f} s")
    if arguments.write:
        before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(_START)
        after = rest.partition(_END)[2]
        DOCUMENT.write_text(f"{before}{_START}\n{text}\n{_END}{after}", encoding="utf-8")


def read_cases(line: Mapping[str, str], sources: Path) -> list[Case]:
    """Return the report whole, and its title alone."""
    root = unpack(sources, line["package"], line["version"])
    corpus = read_corpus(root)
    fixed = frozenset(corpus.paths.index(path) for path in line["changed_files"])
    roles = role_weights(corpus)
    cases = []
    for is_title in (False, True):
        text = line["report"].partition("\n")[0] if is_title else line["report"]
        question = Question(corpus, read_report(text))
        cases.append(
            Case(
                package=line["package"],
                is_title=is_title,
                fixed=fixed,
                roles=roles,
                evidence={name: find(question) for name, find in EVIDENCE.items()},
                git_grep=rank_by_git_grep(corpus, root, text),
                plain=rank_by_plain_bm25(corpus, text),
            )
        )
    return cases


@cache
def unpack(sources: Path, package: str, version: str) -> Path:
    """Return the folder of a release, unpacked beside its archive where it was not yet."""
    name = f"{package}-{version}.tar.gz".lower()
    archive = next(file for file in sources.iterdir() if file.name.lower() == name)
    folder = sources / "unpacked" / archive.name.removesuffix(".tar.gz")
    if not folder.exists():
        with tarfile.open(archive) as tar:
            tar.extractall(folder.parent, filter="data")
    return folder


@cache
def read_corpus(root: Path) -> Corpus:
    """Return the files of a release, ready to be searched."""
    files: list[tuple[str, PackedFile]] = []
    for path in list_folder(root):
        language = find_language(path) if isinstance(path, str) else None
        if isinstance(path, str) and language:
            content, reason = normalise((root / path).read_bytes(), language)
            if not reason:
                files.append((path, parse_once(content, language)))
    return Corpus(files)


@cache
def parse_once(content: bytes, language: str) -> PackedFile:
    """Return a parsed file; most files are the same in several releases."""
    return PackedFile(pack(parse(content, language)))


def rank_by_plain_bm25(corpus: Corpus, text: str) -> Floats:
    """Return BM25 of the files' words for the words of the report, each once."""
    report = replace(read_report(""), terms=dict.fromkeys(list_terms(text), 1.0))
    return Question(corpus, report).bodies.scores


def rank_by_git_grep(corpus: Corpus, root: Path, text: str) -> Floats:
    """Return for each file how many different words of the report ``git grep`` finds in it."""
    words = list(dict.fromkeys(word for word in list_terms(text) if len(word) > 2))[:_MOST_GREPPED]
    command = [
        "git",
        "grep",
        "--no-index",
        "-I",
        "-i",
        "-w",
        "-o",
        "-F",
        "-z",
        "-f",
        "-",
        "--",
        ".",
    ]
    found = run(
        command, input="\n".join(words).encode(), cwd=root, capture_output=True, check=False
    )
    pairs = {
        tuple(line.split(b"\0")[:2]) for line in found.stdout.lower().splitlines() if b"\0" in line
    }
    scores = np.zeros(len(corpus.paths), dtype=np.float32)
    numbers = {path.lower().encode(): number for number, path in enumerate(corpus.paths)}
    for path, _ in pairs:
        if path in numbers:
            scores[numbers[path]] += 1
    return scores


def describe(cases: Sequence[Case]) -> str:
    """Return the tables as Markdown."""
    packages = sorted({case.package for case in cases})
    rows: dict[str, Callable[[Case], Floats]] = {
        "`git grep`, different words": lambda case: case.git_grep,
        "plain BM25": lambda case: case.plain,
        "all evidence": lambda case: case.combine(WEIGHTS),
    }
    lines = [f"{len(cases) // 2} reports of {', '.join(packages)}.", "", *_head("ranking")]
    lines += [_row(name, cases, score) for name, score in rows.items()]
    chosen = cross_validate(cases)
    lines.append(_row("weights left out", cases, lambda case: case.combine(chosen[case.package])))
    lines += ["", *_head("without")]
    for name in WEIGHTS:
        weights = {**WEIGHTS, name: 0.0}
        lines.append(_row(name, cases, lambda case, w=weights: case.combine(w)))  # type: ignore[misc]
    return "\n".join(lines)


def cross_validate(cases: Sequence[Case]) -> dict[str, Mapping[str, float]]:
    """Return for each package the weights that do best on all others, of each halved or doubled."""
    candidates = [WEIGHTS] + [
        {**WEIGHTS, name: WEIGHTS[name] * factor}
        for name, factor in product(WEIGHTS, _FACTORS)
        if factor != 1
    ]
    gains = [[1 / case.rank(case.combine(weights)) for case in cases] for weights in candidates]
    chosen: dict[str, Mapping[str, float]] = {}
    for package in {case.package for case in cases}:
        others = [number for number, case in enumerate(cases) if case.package != package]
        sums = [sum(gain[number] for number in others) for gain in gains]
        chosen[package] = candidates[int(np.argmax(sums))]
    return chosen


def _head(title: str) -> list[str]:
    kinds = [f"{kind} R@{depth}" for kind in ("whole", "title") for depth in _DEPTHS]
    columns = [title, *kinds[:4], "whole MRR", *kinds[4:], "title MRR"]
    return [f"| {' | '.join(columns)} |", f"| --- |{' --: |' * (len(columns) - 1)}"]


def _row(name: str, cases: Sequence[Case], score: Callable[[Case], Floats]) -> str:
    cells = [name]
    for is_title in (False, True):
        ranks = [case.rank(score(case)) for case in cases if case.is_title is is_title]
        shares = [sum(rank <= depth for rank in ranks) / len(ranks) for depth in _DEPTHS]
        cells += [f"{100 * share:.1f}" for share in shares]
        cells.append(f"{sum(1 / rank for rank in ranks) / len(ranks):.3f}")
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
