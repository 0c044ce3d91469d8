"""The tools by which Claude reads a run's code, tries edits of it and proposes fixes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from pydantic import BaseModel, Field

from claude.fences import without_tags
from claude.tools import Done, Tool, ToolFailed, make_tool
from devagent.analysis.places import CodePlace, describe
from devagent.exceptions import DevagentError, StageLost
from devagent.models import Candidate, Project
from devagent.repair.replacements import EditRefused, Replacement
from devagent.selectors import get_corpus
from devagent.services.related import find_related_code
from devagent.services.repairs.workbench import Workbench
from devagent.services.searching import find_by_description
from sandbox.exceptions import SandboxError, SandboxStopped
from sandbox.verdicts.records import Report

TAGS = ("bug-report", "change-request", "repository-text")
_MOST_CHARACTERS = 16_000
_MOST_LINES = 400
_MOST_FOUND = 15
_MOST_COMMITS = 8
_MOST_MESSAGE = 600
_MOST_RUNS = 6

InputT = TypeVar("InputT", bound=BaseModel)


class Search(BaseModel):
    """A search by words."""

    text: str = Field(description="what the code does, or words and names in it")


class Name(BaseModel):
    """A definition by name."""

    name: str = Field(description="the name alone, without its module or class")


class File(BaseModel):
    """A file."""

    path: str


class Lines(BaseModel):
    """Lines of a file, counted from 1."""

    path: str
    first_line: int
    last_line: int


class Edit(BaseModel):
    """One edit of one file."""

    path: str
    search: str = Field(description="text that stands in the file exactly once, as it is there")
    replace: str = Field(description="what is to stand there instead")


class Edits(BaseModel):
    """Edits that belong together."""

    edits: list[Edit]


class Fix(BaseModel):
    """A fix."""

    approach: Literal["smallest_change", "root_cause", "defensive"]
    explanation: str = Field(description="what was wrong and what this does, in two sentences")
    edits: list[Edit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A fix that Claude proposed, whose edits can be made: the files with their new texts."""

    approach: Candidate.Approach
    explanation: str
    texts: dict[str, str]


@dataclass(slots=True)
class Talk:
    """What Claude proposes in one talk, and what was refused of it."""

    bench: Workbench
    project: Project
    check: Callable[[], None]
    most_fixes: int
    fixes: list[Proposed] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    runs: int = 0

    def list_tools(self) -> Sequence[Tool[None]]:
        """Return all tools of a talk."""
        looks = self.list_looks()
        tries = "Runs the tests that show the bug in a sandbox, with edits of the code or without."
        proposes = "Proposes a fix of the code. Tests, settings and the like cannot be edited."
        return [
            *looks,
            self._make("run_reproduction", tries, Edits, self._run_reproduction),
            self._make("propose_fix", proposes, Fix, self._propose),
        ]

    def list_looks(self) -> list[Tool[None]]:
        """Return the tools that only read."""
        history = "Tells the last commits that changed a file, and who put its lines in."
        uses = "Tells who uses what a file defines, and the tests that cover it."
        return [
            self._make("search_code", "Finds code by a description.", Search, self._search),
            self._make("read_file", f"Reads up to {_MOST_LINES} lines.", Lines, self._read),
            self._make("find_symbol", "Finds definitions by name.", Name, self._find_symbol),
            self._make("who_uses", uses, File, self._tell_uses),
            self._make("git_history", history, Lines, self._tell_history),
        ]

    def _make(
        self,
        name: str,
        description: str,
        model: type[InputT],
        run: Callable[[InputT], str | Done[None]],
    ) -> Tool[None]:
        def run_told(asked: InputT) -> str | Done[None]:
            self.check()
            try:
                answer = run(asked)
            except (StageLost, SandboxStopped):
                raise
            except (EditRefused, DevagentError, SandboxError) as error:
                raise ToolFailed(str(error)) from error
            return answer if isinstance(answer, Done) else fence("repository-text", answer)

        return make_tool(name, description, model, run_told)

    def _search(self, asked: Search) -> str:
        found = find_by_description(project=self.project, text=asked.text, limit=_MOST_FOUND)
        return "\n".join(
            f"{one.path}:{one.start_line}-{one.end_line} "
            f"{', '.join(s.qualified_name for s in (one.symbol, *one.others) if s)}"
            for one in found
        )

    def _read(self, asked: Lines) -> str:
        lines = self.bench.read(asked.path).splitlines(keepends=True)
        first = max(1, asked.first_line)
        last = min(len(lines), max(first, asked.last_line), first + _MOST_LINES - 1)
        head = f"{asked.path}, lines {first} to {last} of {len(lines)}:\n"
        return head + "".join(lines[first - 1 : last])

    def _find_symbol(self, asked: Name) -> str:
        corpus = get_corpus(self.project)
        segments = corpus.definitions.get(asked.name, [])[:_MOST_FOUND]
        places = [_tell(describe(corpus, segment)) for segment in segments]
        return "\n".join(places) or "Nothing is defined by this name."

    def _tell_uses(self, asked: File) -> str:
        related = find_related_code(project=self.project, path=asked.path)
        uses = [
            f"{used.symbol.name} is used in {_tell(use.user)}, line {use.line}"
            for used in related.symbols
            for use in used.uses
        ]
        tests = [f"tested by {one.path} {one.name}" for one in related.tests]
        return "\n".join([*uses, *tests]) or "Nobody is known to use it."

    def _tell_history(self, asked: Lines) -> str:
        last = min(asked.last_line, asked.first_line + _MOST_LINES - 1)
        return self.bench.tell_history(asked.path, asked.first_line, last, most=_MOST_COMMITS)

    def _run_reproduction(self, asked: Edits) -> str:
        if self.runs >= _MOST_RUNS:
            raise ToolFailed(f"The tests were run {_MOST_RUNS} times already: propose a fix.")
        self.runs += 1
        changed = self.bench.edit(_to_replacements(asked.edits)) if asked.edits else {}
        return tell_report(self.bench.run_reproduction(changed))

    def _propose(self, fix: Fix) -> str | Done[None]:
        try:
            texts = self.bench.edit(_to_replacements(fix.edits))
        except EditRefused as error:
            self.refused.append(str(error))
            raise
        self.fixes.append(
            Proposed(
                approach=Candidate.Approach(fix.approach),
                explanation=fix.explanation.replace("\0", "").strip(),
                texts=texts,
            )
        )
        if len(self.fixes) >= self.most_fixes:
            return Done(value=None)
        return "Taken. It will be tested; propose another one only if it does something else."


def fence(name: str, text: str) -> str:
    """Return text between tags that nothing in it can end."""
    return f"<{name}>\n{without_tags(text[:_MOST_CHARACTERS], TAGS)}\n</{name}>"


def tell_report(report: Report) -> str:
    """Return how tests ended, as Claude is told of it."""
    lines = [
        f"{test}: {result.outcome}. {result.message[:_MOST_MESSAGE]}".strip()
        for test, result in report.tests.items()
    ]
    lines += [f"{path} could not be loaded: {why}" for path, why in report.broken.items()]
    return "\n".join([*lines, *report.faults, *report.limits_hit]) or "No test was run."


def _tell(place: CodePlace) -> str:
    return f"{place.path}:{place.start_line}-{place.end_line} {place.name}"


def _to_replacements(edits: Sequence[Edit]) -> list[Replacement]:
    return [Replacement(path=one.path, search=one.search, replace=one.replace) for one in edits]
