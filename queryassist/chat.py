"""Use-cases of the chat page: send a question once, rename and delete a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from queryassist import services
from queryassist.answers import Answer
from queryassist.exceptions import BlankQuestion
from queryassist.memory import to_storable
from queryassist.models import TITLE_LENGTH, Conversation, Submission

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Where a question went; ``answer`` is None where the same form had been sent before."""

    conversation: Conversation
    answer: Answer | None = None


def send(
    *, question: str, asked_by: AbstractBaseUser, token: UUID, conversation: Conversation | None
) -> Sent:
    """Ask a question once per ``token``; without a conversation it starts one.

    A question of blanks and invisible characters raises BlankQuestion, and a token that another
    person used Submission.DoesNotExist. Where asking breaks down, the token is free again, so that
    the form can be sent once more.
    """
    if not any(char.isprintable() and not char.isspace() for char in question):
        raise BlankQuestion
    try:
        submission = _claim(asked_by, token, conversation)
    except IntegrityError:
        submissions = Submission.objects.select_related("conversation")
        first = submissions.get(token=token, conversation__owner_id=asked_by.pk)
        return Sent(conversation=first.conversation)
    try:
        answer = services.ask(
            question=question, asked_by=asked_by, conversation=submission.conversation
        )
    except Exception:
        _release(submission, with_conversation=conversation is None)
        raise
    return Sent(conversation=submission.conversation, answer=answer)


@transaction.atomic
def _claim(
    asked_by: AbstractBaseUser, token: UUID, conversation: Conversation | None
) -> Submission:
    conversation = conversation or services.start_conversation(owner=asked_by)
    return Submission.objects.create(token=token, conversation=conversation)


def _release(submission: Submission, *, with_conversation: bool) -> None:
    if with_conversation:
        submission.conversation.delete()
    else:
        submission.delete()


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
