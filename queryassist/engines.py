"""The readers that turn a question into a reading, by the name of their engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Protocol
from uuid import UUID

from queryassist import selectors
from queryassist.catalog import Catalog, Dataset
from queryassist.english.reader import read
from queryassist.english.words.values import ValueIndex
from queryassist.exceptions import EngineUnavailable
from queryassist.readings import Clock, Outcome
from queryassist.spec import QuerySpec


class Engine(StrEnum):
    """Who reads the question; AUTO is the best that is set up, CHIPS the person by hand."""

    OFFLINE = "offline"
    CLAUDE = "claude"
    AUTO = "auto"
    CHIPS = "chips"


READERS = (Engine.OFFLINE, Engine.CLAUDE, Engine.AUTO)
"""Those that read English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a question is read against."""

    catalog: Catalog
    clock: Clock
    previous: QuerySpec | None = None


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


def get_reader(engine: Engine) -> tuple[Engine, Reader]:
    """Return the engine that reads and its reader; EngineUnavailable where it is not set up."""
    if engine in (Engine.CLAUDE, Engine.CHIPS):
        raise EngineUnavailable
    return Engine.OFFLINE, read_offline


def read_offline(question: str, context: Context) -> Outcome:
    """Read a question by rules alone, with the values that the columns really hold."""
    return read(
        question,
        catalog=context.catalog,
        values=_value_indexes(context.catalog),
        clock=context.clock,
        previous=context.previous,
    )


def _value_indexes(catalog: Catalog) -> Mapping[str, ValueIndex]:
    versions = selectors.get_value_versions()
    return {dataset.name: _value_index(dataset, versions.get(dataset.name)) for dataset in catalog}


@lru_cache(maxsize=32)
def _value_index(dataset: Dataset, version: UUID | None) -> ValueIndex:
    return ValueIndex.build(dataset, selectors.get_values(dataset) if version else {})
