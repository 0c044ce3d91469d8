"""Use-cases of the chat page: send a question once, rename and delete a conversation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from live.services import publish
from queryassist import conf, executor, recording, selectors, services
from queryassist.answers import Answer
from queryassist.catalog import Dataset
from queryassist.chips import Change, changed, list_chips, say_change
from queryassist.describe import describe
from queryassist.engine_names import Engine
from queryassist.exceptions import BlankQuestion
from queryassist.executor import Progress
from queryassist.models import TITLE_LENGTH, Conversation, Question, Submission
from queryassist.readings import Context, Outcome, Reading
from queryassist.spec import Condition, Function, Measure, QuerySpec
from queryassist.spec_json import to_storable

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


ASKING_TOPIC = "queryassist.asking.{key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Where a question went; ``answer`` is None where the same form had been sent before."""

    conversation: Conversation
    answer: Answer | None = None


Answering = Callable[[Conversation, Progress], Answer]
"""Answers in a conversation, and says how far it is."""


def send(
    *,
    question: str,
    asked_by: AbstractBaseUser,
    token: UUID,
    conversation: Conversation | None,
    options: services.AskOptions | None = None,
) -> Sent:
    """Ask a question once per ``token``; without a conversation it starts one.

    A question of blanks and invisible characters raises BlankQuestion, and a token that another
    person used Submission.DoesNotExist. Where asking breaks down, the token is free again, so that
    the form can be sent once more.
    """

    def ask(conversation: Conversation, progress: Progress) -> Answer:
        return services.ask(
            question=question,
            asked_by=asked_by,
            conversation=conversation,
            options=replace(options or services.AskOptions(), progress=progress),
        )

    return submit(
        text=question, asked_by=asked_by, token=token, conversation=conversation, answer=ask
    )


def submit(
    *,
    text: str,
    asked_by: AbstractBaseUser,
    token: UUID,
    conversation: Conversation | None,
    answer: Answering,
) -> Sent:
    """Have what was typed answered by ``answer``, once per ``token``; errors are as of ``send``."""
    if not any(char.isprintable() and not char.isspace() for char in text):
        raise BlankQuestion
    try:
        submission = _claim(text, asked_by, token, conversation)
    except IntegrityError:
        submissions = Submission.objects.select_related("conversation")
        first = submissions.get(token=token, conversation__owner_id=asked_by.pk)
        return Sent(conversation=first.conversation)
    progress = _Progress(submission, asked_by)
    answered: Answer | None = None
    try:
        answered = answer(submission.conversation, progress)
    finally:
        if answered is None:
            _release(submission, with_conversation=conversation is None)
        progress.ended()
    return Sent(conversation=submission.conversation, answer=answered)


def change(*, question: Question, change: Change, asked_by: AbstractBaseUser, token: UUID) -> Sent:
    """Answer a question of the person's own once more, with one part of its reading changed.

    No reader is asked. Question.DoesNotExist where there is no reading that could be changed, or
    no conversation to answer in.
    """
    spec, dataset = selectors.get_reading(question)
    if question.conversation is None:
        raise Question.DoesNotExist
    zone = conf.zone()

    def read_change(_: str, __: Context) -> Outcome:
        return Reading(changed(spec, change, dataset, zone))

    return send(
        question=say_change(list_chips(spec, dataset, zone), change),
        asked_by=asked_by,
        token=token,
        conversation=question.conversation,
        options=services.AskOptions(engine=Engine.CHIPS, reader=read_change),
    )


def count(
    condition: Condition | None, dataset: Dataset, *, asked_by: AbstractBaseUser, token: UUID
) -> Sent:
    """Count the rows of a dataset that meet a condition, in a new conversation.

    No reader is asked; what was asked stands in the words of the reading.
    """
    spec = QuerySpec(
        dataset=dataset.name, where=condition, measures=(Measure(function=Function.COUNT),)
    )

    def read_count(_: str, __: Context) -> Outcome:
        return Reading(spec)

    return send(
        question=describe(spec, dataset, conf.zone()),
        asked_by=asked_by,
        token=token,
        conversation=None,
        options=services.AskOptions(engine=Engine.CHIPS, reader=read_count),
    )


@transaction.atomic
def _claim(
    question: str, asked_by: AbstractBaseUser, token: UUID, conversation: Conversation | None
) -> Submission:
    conversation = conversation or services.start_conversation(owner=asked_by)
    publish(topic_of(asked_by))
    return Submission.objects.create(
        token=token,
        conversation=conversation,
        text=to_storable(question)[: recording.TEXT_LENGTH],
    )


def _release(submission: Submission, *, with_conversation: bool) -> None:
    if with_conversation:
        submission.conversation.delete()
    else:
        submission.delete()


class _Progress:
    """Writes down how far a question is, for the pages of the person who asked it."""

    def __init__(self, submission: Submission, asked_by: AbstractBaseUser) -> None:
        self.name = str(submission.token)
        self._row = Submission.objects.filter(pk=submission.pk)
        self._topic = topic_of(asked_by)

    def reading(self, engine: str) -> None:
        self._row.update(stage=Submission.Stage.READING, reader=engine)
        publish(self._topic)

    def running(self, reading: str) -> None:
        self._row.update(stage=Submission.Stage.RUNNING, reading=reading)
        publish(self._topic)

    def is_stopped(self) -> bool:
        return self._row.exclude(stopped_at=None).exists()

    def ended(self) -> None:
        self._row.update(ended_at=timezone.now())
        publish(self._topic)


def topic_of(person: AbstractBaseUser) -> str:
    """Return the topic of what a person is asking."""
    return ASKING_TOPIC.format(key=person.pk)


def stop(*, token: UUID, asked_by: AbstractBaseUser) -> None:
    """End a question of the person's own, also in the database; nothing happens once it ended."""
    own = Submission.objects.filter(conversation__owner_id=asked_by.pk, ended_at=None)
    if own.filter(pk=token).update(stopped_at=timezone.now()):
        executor.stop(str(token))


def rename_conversation(*, conversation: Conversation, title: str) -> None:
    """Give a conversation another title, cut to what fits; a blank one leaves it as it is."""
    cut = to_storable(title).strip()[:TITLE_LENGTH]
    if cut:
        Conversation.objects.filter(pk=conversation.pk).update(title=cut)


def delete_conversation(*, conversation: Conversation) -> None:
    """Take a conversation off its owner's list; its questions stay in the audit table."""
    with transaction.atomic():
        # Whoever writes to it meanwhile waits, and then finds it gone.
        Conversation.objects.select_for_update().filter(pk=conversation.pk).first()
        conversation.delete()
