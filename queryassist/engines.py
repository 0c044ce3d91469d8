"""The readers that turn a question into a reading, by the name of their engine."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Protocol
from uuid import UUID

from claude.exceptions import ClaudeError, ClaudeSwitchedOff
from claude.selectors import find_obstacle
from claude.services import get_claude
from queryassist import selectors
from queryassist.catalog import Catalog, Dataset
from queryassist.chat_skills.registry import find_call
from queryassist.claude_reader import read_with_claude
from queryassist.engine_names import Engine
from queryassist.english import reader as english
from queryassist.english.words.values import ValueIndex
from queryassist.exceptions import ReaderFailed
from queryassist.executor import Progress
from queryassist.readings import (
    AskBack,
    ClaudeOutcome,
    Compared,
    Context,
    Outcome,
    Reading,
    Refusal,
    RefusalReason,
    Result,
)

logger = logging.getLogger(__name__)

PUZZLED = (RefusalReason.UNKNOWN, RefusalReason.OFF_TOPIC)
"""Why a question is refused that was not understood, rather than not to be answered."""


class ClaudeUnset(ReaderFailed):
    """Claude is not set up, or is switched off."""


class Reader(Protocol):
    """Turns a question into a reading, a question back or a refusal."""

    def __call__(self, question: str, context: Context, /) -> Outcome: ...


class ScriptedReader:
    """Gives the outcomes it was made with, in order; AssertionError when they have run out."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        self._outcomes = iter(outcomes)

    def __call__(self, question: str, context: Context) -> Outcome:
        """Return the next outcome."""
        outcome = next(self._outcomes, None)
        if outcome is None:
            raise AssertionError(f"The script has no outcome for: {question}")
        return outcome


def read(
    engine: Engine, question: str, context: Context, progress: Progress | None = None
) -> tuple[Engine, Result]:
    """Return what became of a question, and the engine that read it.

    What the offline reader has no reading of may ask for a skill. AUTO takes the offline reading
    where there is one, and asks Claude where it is puzzled and she is set up; where she is set up
    and could not be asked, its words end with the reason. BOTH takes both, but for what is refused
    for what it is. Raises ReaderFailed where CLAUDE is asked for and cannot
    read it, and QueryStopped once ``progress`` says so while she reads.
    """
    if engine is Engine.CLAUDE:
        try:
            return engine, _read_with_claude(question, context, progress)
        except ClaudeUnset as error:
            raise ReaderFailed(f"{error} Or ask with the engine “offline”.") from error
    if progress:
        progress.reading(Engine.OFFLINE)
    offline = read_offline(question, context)
    if not isinstance(offline, Reading) and (call := find_call(question)):
        return Engine.OFFLINE, call
    if engine is Engine.BOTH and not _is_refused_for_good(offline):
        return engine, _compared(question, context, offline, progress)
    if engine is Engine.OFFLINE or isinstance(offline, Reading) or _is_refused_for_good(offline):
        return Engine.OFFLINE, offline
    return _read_on(question, context, offline, progress)


def _read_on(
    question: str, context: Context, offline: AskBack | Refusal, progress: Progress | None
) -> tuple[Engine, Result]:
    """Return what Claude reads where the offline reader is puzzled, else that with the reason."""
    obstacle = find_obstacle()
    if obstacle is not None:
        expected = isinstance(obstacle, ClaudeSwitchedOff)
        return Engine.OFFLINE, _saying(offline, obstacle) if expected else offline
    try:
        return Engine.CLAUDE, _read_with_claude(question, context, progress)
    except ReaderFailed as error:
        logger.warning("Claude did not read what the offline reader could not: %s", error)
        return Engine.OFFLINE, _saying(offline, error)


def _saying(puzzled: AskBack | Refusal, why_alone: Exception) -> AskBack | Refusal:
    """Return what the offline reader asks or refuses, with why Claude was no help."""
    return replace(puzzled, message=f"{puzzled.message} {why_alone}")


def _is_refused_for_good(outcome: Outcome) -> bool:
    return isinstance(outcome, Refusal) and outcome.reason not in PUZZLED


def _compared(
    question: str, context: Context, offline: Outcome, progress: Progress | None
) -> Compared:
    # SQL and skills have no form that could be compared.
    comparable = replace(context, relations=(), skills=())
    try:
        return Compared(offline, _read_with_claude(question, comparable, progress))
    except ReaderFailed as error:
        return Compared(offline, None, str(error))


def _read_with_claude(question: str, context: Context, progress: Progress | None) -> ClaudeOutcome:
    try:
        claude = get_claude()
    except ClaudeError as error:
        raise ClaudeUnset(str(error)) from error
    if progress:
        progress.reading(Engine.CLAUDE)
    return read_with_claude(question, context, claude, progress)


def read_offline(question: str, context: Context) -> Outcome:
    """Read a question by rules alone, with the values that the columns really hold."""
    return english.read(
        question,
        catalog=context.catalog,
        values=_value_indexes(context.catalog),
        clock=context.clock,
        previous=context.previous,
        unanswered=context.unanswered,
    )


def _value_indexes(catalog: Catalog) -> Mapping[str, ValueIndex]:
    versions = selectors.get_value_versions()
    return {
        dataset.name: _value_index(_declared(dataset), versions.get(dataset.name))
        for dataset in catalog
    }


def _declared(dataset: Dataset) -> Dataset:
    """Return the dataset as it is declared where it has the same columns: one index does."""
    declared = selectors.get_catalog().find_dataset(dataset.name)
    return declared if declared and declared.columns is dataset.columns else dataset


@lru_cache(maxsize=32)
def _value_index(dataset: Dataset, version: UUID | None) -> ValueIndex:
    return ValueIndex.build(dataset, selectors.get_values(dataset) if version else {})
