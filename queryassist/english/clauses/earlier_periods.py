"""Recognisers of periods that are told by that of the question before: "the month before"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from queryassist.english.boolean import parts_of
from queryassist.english.clauses.parts import Clause, ProblemPart, TimePart
from queryassist.english.clauses.starts import starts_with
from queryassist.english.sentence import Sentence
from queryassist.english.time.calendar import Step, shift, unit_before
from queryassist.english.time.times import TimeMatch
from queryassist.english.words.roles import Role
from queryassist.spec import Comparison, Operator, QuerySpec, TimeUnit

_SAME = frozenset(
    "period time timeframe date dates range day days month months quarter quarters".split()
)
_YEARS = range(1990, 2100)
_LAST_YEAR = (
    ["last", "year"],
    ["year", "before"],
    ["previous", "year"],
    ["the", "year", "before"],
    ["the", "previous", "year"],
    ["the", "prior", "year"],
    ["a", "year", "earlier"],
    ["a", "year", "before"],
    ["one", "year", "earlier"],
    ["one", "year", "before"],
)


@starts_with(Role.ARTICLE, words=TimeUnit, follows=True)
def period_before(sentence: Sentence, at: int) -> Clause | None:
    """ "The month before": the one before the month that the last question was about."""
    start = sentence.skip(at, Role.ARTICLE)
    words, previous = sentence.words[start : start + 2], sentence.world.previous
    if previous is None or len(words) < 2 or words[1] not in ("before", "earlier"):
        return None
    unit = next((unit for unit in TimeUnit if unit.value == words[0]), None)
    bounds = {
        part.operator: part.value
        for part in parts_of(previous.where)
        if isinstance(part, Comparison) and isinstance(part.value, datetime)
    }
    opened, closed = bounds.get(Operator.GE), bounds.get(Operator.LT)
    before = unit_before(opened, unit, sentence.world.clock) if unit and opened else None
    last = unit_before(closed, unit, sentence.world.clock) if unit and closed else None
    if before is None or (closed is not None and (last is None or last.start != opened)):
        return None
    match = TimeMatch(end=start + 2, start=before.start, stop=before.stop)
    return Clause(at, match.end, TimePart(match))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """From when until when the question before went."""

    start: datetime
    stop: datetime


@starts_with(
    Role.AND, Role.ARTICLE, words={"same", *(words[0] for words in _LAST_YEAR)}, follows=True
)
def same_period_of_year(sentence: Sentence, at: int) -> Clause | None:
    """ "Same months of 2025", "the year before" after "in March": the period in another year."""
    previous = sentence.world.previous
    named = _year_named(sentence, at) if previous is not None else None
    stretches = _stretches(previous) if previous is not None and named is not None else []
    if named is None or not stretches:
        return None
    end, year = named
    clock = sentence.world.clock
    years = {each.start.astimezone(clock.zone).year for each in stretches}
    joined = all(a.stop == b.start for a, b in pairwise(stretches))
    if len(years) != 1 or not joined:
        return Clause(at, end, ProblemPart("Of which period? Please name the dates."))
    moved = (year or years.pop() - 1) - stretches[0].start.astimezone(clock.zone).year
    start, stop = (
        shift(moment, Step(months=12), moved, clock.zone)
        for moment in (stretches[0].start, stretches[-1].stop)
    )
    return Clause(at, end, TimePart(TimeMatch(end=end, start=start, stop=stop)))


def _year_named(sentence: Sentence, at: int) -> tuple[int, int | None] | None:
    """Return where "the same months of 2025" ends, and its year if that is said."""
    start = sentence.skip(at, Role.AND, Role.ARTICLE)
    words = sentence.words
    if words[start : start + 1] != ["same"]:
        said = next((w for w in _LAST_YEAR[1:] if words[at : at + len(w)] == w), None)
        return (at + len(said), None) if said is not None else None
    if _SAME.isdisjoint(words[start + 1 : start + 2]):
        return None
    after = start + 2
    after += words[after : after + 1] in (["of"], ["in"], ["from"], ["for"])
    said = next((w for w in _LAST_YEAR if words[after : after + len(w)] == w), None)
    if said is not None:
        return after + len(said), None
    number = sentence.number(after)
    year = number.value if number is not None and number.unit is None else None
    return (after + 1, int(year)) if year is not None and year in _YEARS else None


def _stretches(previous: QuerySpec) -> list[_Stretch]:
    """Return the periods of the question before, the earliest first, if all of them end."""
    tests = [t for part in parts_of(previous.where) for t in _tests(part)]
    starts = [t.value for t in tests if t.operator is Operator.GE]
    stops = [t.value for t in tests if t.operator in (Operator.LT, Operator.LE)]
    moments = [m for m in (*starts, *stops) if isinstance(m, datetime)]
    if not starts or len(starts) != len(stops) or len(moments) != 2 * len(starts):
        return []
    pairs = zip(sorted(moments[: len(starts)]), sorted(moments[len(starts) :]), strict=True)
    return [_Stretch(start, stop) for start, stop in pairs]


def _tests(condition: object) -> list[Comparison]:
    """Return the comparisons with moments within a condition."""
    if isinstance(condition, Comparison):
        return [condition] if isinstance(condition.value, datetime) else []
    return [test for part in getattr(condition, "parts", ()) for test in _tests(part)]
