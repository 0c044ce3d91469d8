"""Reading a question as somebody verified that it is to be read, without asking any model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from queryassist.answers import Verification
from queryassist.engines import read_offline
from queryassist.memory.examples import find_example
from queryassist.memory.glossary import taught_words_in
from queryassist.memory.limits import QUESTION_LENGTH
from queryassist.memory.models import VerifiedQuestion
from queryassist.memory.wording import normalise
from queryassist.readings import Context, Reading
from queryassist.spec import QuerySpec
from queryassist.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """A verified question in the same words; without ``reading`` it no longer works."""

    verification: Verification
    reading: Reading | None


def recall(question: str, context: Context) -> Recalled | None:
    """Return the verified question in the same words; None where there is none that counts here.

    A reading with a time or a taught word in it is taken anew by the offline reader, and counts
    where that reader gives for the moment of verification just what was verified. In a
    conversation, a question that goes on from the one before is not the verified one.
    """
    row = _find_verified(question)
    if row is None:
        return None
    if row.problem:
        return Recalled(verification=row.to_record(works=False), reading=None)
    example = find_example(row, context.catalog)
    if example is None:
        return None
    reading: Reading | None = Reading(example.spec)
    if row.is_reread or taught_words_in(question, context.catalog):
        reading = _read_anew(question, context, row, example.spec)
    if reading is None or _goes_on(question, context, reading):
        return None
    return Recalled(verification=row.to_record(works=True), reading=reading)


def _find_verified(question: str) -> VerifiedQuestion | None:
    if len(question) > QUESTION_LENGTH:
        return None
    pks = [pk for (pk,) in _in_these_words().fetch(normalise(question))]
    return VerifiedQuestion.objects.in_force().filter(pk__in=pks).first() if pks else None


@cache
def _in_these_words() -> Statement[tuple[int]]:
    return Statement.of(VerifiedQuestion.objects.in_force().filter(wording="").values_list("pk"))


def _read_anew(
    question: str, context: Context, row: VerifiedQuestion, verified: QuerySpec
) -> Reading | None:
    alone = replace(context, previous=None)
    then = replace(alone, clock=replace(context.clock, now=row.read_at))
    if find_reading(question, then) != verified:
        return None
    outcome = read_offline(question, alone)
    return outcome if isinstance(outcome, Reading) else None


def _goes_on(question: str, context: Context, reading: Reading) -> bool:
    """Whether the offline reader takes the question for more than it says by itself."""
    if context.previous is None:
        return False
    spec = find_reading(question, context)
    return spec is not None and spec != reading.spec


def find_reading(question: str, context: Context) -> QuerySpec | None:
    """Return the spec that the offline reader gives for a question; None where it gives none."""
    outcome = read_offline(question, context)
    return outcome.spec if isinstance(outcome, Reading) else None
