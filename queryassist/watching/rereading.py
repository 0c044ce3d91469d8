"""How the question of a watch is read at each run: its words anew, or the reading as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from queryassist import services
from queryassist.engine_names import READERS, Engine
from queryassist.engines import read
from queryassist.memory.recall import recall
from queryassist.models import Question
from queryassist.readings import (
    Compared,
    Context,
    Outcome,
    Reading,
    Refusal,
    RefusalReason,
    SkillCall,
    SqlReading,
)
from queryassist.spec import QuerySpec
from queryassist.watching.figures import has_moments, is_same_reading
from queryassist.watching.models import Watch

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

FOLLOWED = 5
"""How many questions before a follow-up are read with it at most."""

READ_OTHERWISE = "It is not read any more as it was when the watch was made."


def find_words(
    question: Question, spec: QuerySpec, person: AbstractBaseUser, now: datetime
) -> tuple[str, ...]:
    """Return the questions that give the reading of the last one, read one after another today.

    Mostly that is the question alone. Of a follow-up about a period it is the fewest of the
    conversation that do. Without a period the reading stands by itself, and there are none, as
    where no words give it: it was changed by hand, or Claude read it as a follow-up.
    """
    context = services.get_context(person, None, services.AskOptions(now=now))
    context = replace(context, reference=str(question.reference))
    follows = has_moments(spec) and question.engine != Engine.CLAUDE
    earlier = _list_earlier(question) if follows else []
    for start in range(len(earlier), -1, -1):
        words = (*earlier[start:], question.text)
        outcome = _read_words(words, question.engine, context)
        if isinstance(outcome, Reading) and is_same_reading(outcome.spec, spec):
            return words
    return ()


def _list_earlier(question: Question) -> list[str]:
    """Return the questions that were answered just before in the conversation, the oldest first."""
    if question.conversation is None:
        return []
    before = question.conversation.questions.filter(
        asked_at__lt=question.asked_at, status=Question.Status.ANSWERED, spec__isnull=False
    )
    return list(before.order_by("-asked_at").values_list("text", flat=True)[:FOLLOWED])[::-1]


def _read_words(words: Sequence[str], engine: str, context: Context) -> Outcome | None:
    for text in words[:-1]:
        outcome = _reread(text, Engine.OFFLINE, context)
        if not isinstance(outcome, Reading):
            return None
        context = replace(context, previous=outcome.spec)
    return _reread(words[-1], engine, context)


def _reread(text: str, engine: str, context: Context) -> Outcome | None:
    """Return how a question is read by the engine that read it; None where that read no English.

    What two readers read the same is read by the one that is the same every time.
    """
    if engine == Engine.BOTH:
        engine = Engine.OFFLINE
    if engine == Engine.VERIFIED:
        recalled = recall(text, context)
        return recalled.reading if recalled else None
    if engine not in READERS:
        return None
    # Without SQL and skills, which would be another reading.
    _, result = read(Engine(engine), text, replace(context, relations=(), skills=()))
    return None if isinstance(result, SqlReading | SkillCall | Compared) else result


class Rereader:
    """Reads the question of a watch by the clock of a run; refuses what is another than then."""

    def __init__(self, watch: Watch, then: QuerySpec) -> None:
        self._watch, self._then = watch, then
        self.reads_otherwise = False

    def __call__(self, question: str, context: Context) -> Outcome:
        """Return the reading, as the count of its rows where that is what is watched."""
        watch, then = self._watch, self._then
        words = (*watch.earlier, question)
        outcome = Reading(then) if watch.stands else _read_words(words, watch.engine, context)
        match outcome:
            case Reading(spec) if is_same_reading(spec, then):
                return replace(outcome, spec=spec.counted()) if watch.place is None else outcome
            case Reading() | None:
                self.reads_otherwise = True
                return Refusal(READ_OTHERWISE, RefusalReason.UNKNOWN)
            case _:
                return outcome
