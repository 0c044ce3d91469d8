"""The use-case of a person who chooses between two readings of their question."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from queryassist import chat
from queryassist.engine_names import Engine
from queryassist.entries.models import DoubleEntry
from queryassist.models import Question
from queryassist.readings import Context, Outcome, Reading
from queryassist.recording import restored
from queryassist.services import AskOptions

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def choose(
    *, question: Question, reader: str, asked_by: AbstractBaseUser, token: UUID
) -> chat.Sent:
    """Answer a question of the person's own by one of its two readings, and write the choice down.

    No reader is asked. Question.DoesNotExist where there is no such reading, or no conversation to
    answer in.
    """
    reading = _find_reading(question, reader)
    if reading is None or question.conversation is None:
        raise Question.DoesNotExist

    def read_as_chosen(_: str, __: Context) -> Outcome:
        return reading

    options = AskOptions(engine=Engine(reader), reader=read_as_chosen, now=question.read_at)
    sent = chat.send(
        question=question.text,
        asked_by=asked_by,
        token=token,
        conversation=question.conversation,
        options=options,
    )
    if sent.answer is not None:
        DoubleEntry.objects.filter(question=question).update(
            chosen=reader, chosen_at=timezone.now(), answer_id=sent.answer.question_id
        )
    return sent


def _find_reading(question: Question, reader: str) -> Reading | None:
    entry = restored(question).entry
    for answer in entry.answers if entry else ():
        if answer.engine == reader and answer.spec is not None:
            return Reading(answer.spec, answer.evidence)
    return None
