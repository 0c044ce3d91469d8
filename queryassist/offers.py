"""Changes of a reading that found nothing: what it would find without one of its conditions, or
with a value that looks like the one that was asked for.

Pure: it knows no database and no Django.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from rapidfuzz import fuzz, process, utils

from queryassist.catalog import Dataset
from queryassist.chips import Change, conjuncts
from queryassist.describe import Describer
from queryassist.spec import Comparison, Condition, Operator
from queryassist.value_texts import to_line

MOST_CONDITIONS = 12
MOST_LOOKALIKES = 3
_ALIKE = 70
"""Of 100, for equal texts: "Japn" and "Japan" have 89, "Japn" and "Spain" 67."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A change of one part of a reading, in words, and the rows that it would pick."""

    change: Change
    label: str
    where: Condition | None = None


def list_offers(
    condition: Condition, dataset: Dataset, values: Mapping[str, tuple[str, ...]], zone: ZoneInfo
) -> tuple[Offer, ...]:
    """Return the lookalikes of each value that ``values`` lacks, then one offer per condition.

    ``values`` are those that the indexed columns hold. The offers have no rows yet.
    """
    parts = tuple(conjuncts(condition))[:MOST_CONDITIONS]
    words = Describer(dataset, zone)
    lookalikes = [
        Offer(
            change=Change(path=f"where.{at}", value=_text(other, zone)),
            label=words.condition(other),
        )
        for at, part in enumerate(parts)
        for other in _lookalikes(part, values)
    ]
    without = [
        Offer(change=Change(path=f"where.{at}"), label=f"without {words.condition(part)}")
        for at, part in enumerate(parts)
    ]
    return (*lookalikes, *without)


def _text(comparison: Comparison, zone: ZoneInfo) -> str:
    value = comparison.value
    return to_line(value, zone) if isinstance(value, tuple) else str(value)


def _lookalikes(
    condition: Condition, values: Mapping[str, tuple[str, ...]]
) -> Iterator[Comparison]:
    if not isinstance(condition, Comparison):
        return
    known = values.get(condition.column, ())
    match condition:
        case Comparison(operator=Operator.EQ, value=str() as text):
            for found in _alike(text, known):
                yield replace(condition, value=found)
        case Comparison(operator=Operator.IN, value=tuple() as listed):
            for at, text in enumerate(listed):
                for found in _alike(str(text), known):
                    yield replace(condition, value=(*listed[:at], found, *listed[at + 1 :]))


def _alike(text: str, known: tuple[str, ...]) -> list[str]:
    if text in known:
        return []
    found = process.extract(
        text,
        known,
        scorer=fuzz.ratio,
        processor=utils.default_process,
        score_cutoff=_ALIKE,
        limit=MOST_LOOKALIKES,
    )
    return [value for value, _, _ in found]
