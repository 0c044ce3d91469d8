"""Measures the English reader against the accuracy set, without a database.

    python -m tests.queryassist.english.accuracy [--set dev|a|…|l|all|FILE.py] [--show wrong …]

``dev`` are the questions that the reader was built on, ``a`` to ``l`` the sets of ``sets``, and
``all`` are these sets one after another. A file of one's own defines CASES, REFUSALS (strings) and
CONVERSATIONS, as ``questions`` does.
``--database`` asks through ``manage.py ask --batch`` instead, of the database in DATABASE_URL,
which must hold the people that ``--people FILE.csv`` writes for ``manage.py import_users``.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter
from types import ModuleType
from zoneinfo import ZoneInfo

from queryassist.catalog import Catalog
from queryassist.datasets import DATASETS as OWN
from queryassist.describe import Describer
from queryassist.english.reader import read
from queryassist.english.words.values import ValueIndex
from queryassist.readings import AskBack, Clock, Reading, Refusal
from queryassist.spec import QuerySpec
from tests.queryassist.english import questions
from tests.queryassist.english.expect import Case, Conversation
from tests.queryassist.english.judge import AnswerJson, Verdict, judge
from tests.queryassist.english.people import NOW, Person, build_people, write_csv
from tests.queryassist.english.sets import SETS
from tests.queryassist.english.spec_oracle import SpecOracle
from users.datasets import DATASETS

CLOCK = Clock(now=NOW, zone=ZoneInfo("UTC"))
USERS = DATASETS[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """What is asked: questions with answers, those to refuse, and conversations."""

    cases: tuple[Case, ...]
    refusals: tuple[Case, ...]
    conversations: tuple[Conversation, ...]

    @classmethod
    def of(cls, module: ModuleType) -> QuestionSet:
        return cls(
            cases=tuple(module.CASES),
            refusals=tuple(Case(question, None) for question in module.REFUSALS),
            conversations=tuple(module.CONVERSATIONS),
        )

    def sequences(self) -> Iterator[tuple[str, tuple[Case, ...]]]:
        """Yield what is asked in one conversation, under the name of its part of the set."""
        yield from (("questions", (case,)) for case in self.cases)
        yield from (("refusals", (case,)) for case in self.refusals)
        yield from (("follow-ups", talk.turns) for talk in self.conversations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A question with the answer it got and what that is worth."""

    part: str
    case: Case
    asked: str
    answer: AnswerJson
    verdict: Verdict
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class Said:
    """An answer as ``manage.py ask --json`` gives it, and the time it took."""

    answer: AnswerJson
    elapsed_ms: float


Respondent = Callable[[Sequence[tuple[Case, ...]]], list[list[Said]]]


def value_lists(people: Sequence[Person]) -> dict[str, list[str]]:
    """Return the distinct values of each column that the users dataset keeps in its index."""
    return {
        column.name: sorted({v for p in people if (v := getattr(p, column.name)) is not None})
        for column in USERS.indexed_columns
    }


def in_process(people: Sequence[Person]) -> Respondent:
    """Return a respondent that reads with the English reader and answers with the oracle."""

    catalog = Catalog((*DATASETS, *OWN))
    values = {
        dataset.name: ValueIndex.build(dataset, value_lists(people) if dataset is USERS else {})
        for dataset in catalog
    }
    oracle = SpecOracle(dataset=USERS, people=people, clock=CLOCK)

    def turns(sequence: tuple[Case, ...]) -> Iterator[Said]:
        previous: QuerySpec | None = None
        unanswered: tuple[str, ...] = ()
        for case in sequence:
            start = perf_counter()
            outcome = read(
                case.question,
                catalog=catalog,
                values=values,
                clock=CLOCK,
                previous=previous,
                unanswered=unanswered,
            )
            elapsed_ms = (perf_counter() - start) * 1000
            if isinstance(outcome, Reading):
                previous = outcome.spec
            unanswered = () if isinstance(outcome, Reading) else (*unanswered, case.question)
            yield Said(as_answer(case.question, outcome, oracle), elapsed_ms)

    return lambda sequences: [list(turns(sequence)) for sequence in sequences]


def as_answer(
    question: str, outcome: Reading | AskBack | Refusal, oracle: SpecOracle
) -> AnswerJson:
    """Return the answer object that an outcome of the reader comes to."""
    answer: dict[str, object] = {"question": question, "engine": "offline", "rows": []}
    if isinstance(outcome, AskBack):
        return answer | {"status": "ask_back", "columns": [], "message": outcome.message}
    if isinstance(outcome, Refusal):
        return answer | {"status": "refused", "columns": [], "message": outcome.message}
    if outcome.spec.dataset != oracle.dataset.name:
        message = f"Read as a question about {outcome.spec.dataset}."
        return answer | {"status": "answered", "columns": [], "message": message}
    columns, rows = oracle.run(outcome.spec)
    cells = [[c.isoformat() if isinstance(c, datetime) else c for c in row] for row in rows]
    return answer | {
        "status": "answered",
        "columns": columns,
        "rows": cells,
        "reading": Describer(oracle.dataset, CLOCK.zone).spec(outcome.spec),
    }


def by_command(sequences: Sequence[tuple[Case, ...]]) -> list[list[Said]]:
    """Ask through ``manage.py ask --batch``; the times are those that its answers state."""
    lines = [
        json.dumps({"id": index, "turns": [{"question": case.question} for case in sequence]})
        for index, sequence in enumerate(sequences)
    ]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as batch:
        batch.write("\n".join(lines) + "\n")
        batch.flush()
        command = [sys.executable, "manage.py", "ask", "--engine", "offline"]
        done = subprocess.run(
            [*command, "--batch", batch.name, "--now", NOW.isoformat()],
            capture_output=True,
            text=True,
            check=True,
        )
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    return [[Said(turn, turn["elapsed_ms"]) for turn in line["turns"]] for line in answers]


def measure(asked: QuestionSet, respondent: Respondent, people: Sequence[Person]) -> list[Marked]:
    """Return every question of the set with its answer and verdict, in the set's order."""
    named = list(asked.sequences())
    said = respondent([sequence for _, sequence in named])
    return [
        Marked(
            part=part,
            case=case,
            asked=" / ".join(turn.question for turn in sequence[: index + 1]),
            answer=reply.answer,
            verdict=judge(case, reply.answer, people),
            elapsed_ms=reply.elapsed_ms,
        )
        for (part, sequence), replies in zip(named, said, strict=True)
        for index, (case, reply) in enumerate(zip(sequence, replies, strict=True))
    ]


def of_part(marked: Sequence[Marked], part: str) -> list[Marked]:
    """Return what belongs to a part of the set: questions, refusals or follow-ups."""
    return [mark for mark in marked if mark.part == part]


def summary(marked: Sequence[Marked]) -> str:
    """Return counts and percentages for each part of the set, and the reader's time."""
    lines = []
    for part in dict.fromkeys(mark.part for mark in marked):
        verdicts = Counter(mark.verdict for mark in of_part(marked, part))
        total = verdicts.total()
        shares = (f"{v} {verdicts[v]} ({100 * verdicts[v] / total:.1f} %)" for v in Verdict)
        lines.append(f"{part:<11} {total:>4}: {'  '.join(shares)}")
    times = sorted(mark.elapsed_ms for mark in marked)
    median_ms, late_ms = times[len(times) // 2], times[int(len(times) * 0.95)]
    lines.append(f"time per question: p50 {median_ms:.2f} ms, p95 {late_ms:.2f} ms")
    return "\n".join(lines)


def check(
    marked: Sequence[Marked], people: Sequence[Person], *, right: float, wrong: float
) -> None:
    """Raise AssertionError, with details of what failed, unless the shares of 1 are kept."""
    verdicts = Counter(mark.verdict for mark in marked)
    failed = [details(mark, people) for mark in marked if mark.verdict is not Verdict.RIGHT]
    report = "\n".join([*failed, summary(marked)])
    assert verdicts[Verdict.WRONG] <= wrong * len(marked), report
    assert verdicts[Verdict.RIGHT] >= right * len(marked), report


def details(mark: Marked, people: Sequence[Person]) -> str:
    """Return a question with what was expected and what came of it, to find the cause by."""
    answer = mark.answer
    expected = mark.case.oracle(people) if mark.case.oracle else "not to be answered"
    said = f"{answer['columns']} {_short(answer['rows'])}" if answer["rows"] else answer["status"]
    lines = (
        f"[{mark.verdict}] {mark.asked}",
        f"    expected {_short(expected)}",
        f"    got      {said}",
        f"    reading  {answer.get('reading') or answer.get('message')}",
    )
    return "\n".join(lines)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) < 300 else f"{text[:300]}…"


def _chosen(name: str) -> dict[str, ModuleType]:
    """Return the modules that a name on the command line stands for, under their own names."""
    if name == "all":
        return SETS
    named = {"dev": questions, **SETS}
    return {name: named[name] if name in named else _load(name)}


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(Path(name).stem, name)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{name} is no Python file.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Measure, print what was asked for with --show, and a summary of each set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--set", default="dev", help="dev, a to l, all of these, or a Python file")
    parser.add_argument("--show", nargs="*", default=["wrong"], help="verdicts, or all")
    parser.add_argument("--database", action="store_true", help="ask through manage.py")
    parser.add_argument("--people", type=Path, help="write the people to a CSV file, no more")
    options = parser.parse_args()
    people = build_people(NOW)
    if options.people is not None:
        write_csv(people, options.people)
        return
    respondent = by_command if options.database else in_process(people)
    for name, module in _chosen(options.set).items():
        marked = measure(QuestionSet.of(module), respondent, people)
        shown = [mark for mark in marked if _is_shown(mark, options.show)]
        lines = [f"Set {name}", *(details(mark, people) for mark in shown), summary(marked)]
        sys.stdout.write("\n".join(lines) + "\n")


def _is_shown(mark: Marked, verdicts: Sequence[str]) -> bool:
    if "all" in verdicts:
        return mark.verdict is not Verdict.RIGHT
    return mark.verdict in verdicts


if __name__ == "__main__":
    main()
