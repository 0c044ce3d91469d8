"""Use-cases of queryassist: ask a question, and keep the value index in step with the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from queryassist.answers import Answer
from queryassist.engines import Engine, Reader
from queryassist.models import Conversation
from queryassist.spec import QuerySpec

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

COMMAND_LINE = "command line"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOptions:
    """How a question is read.

    ``now`` (aware) stands in for the present moment. ``previous`` is the spec that a follow-up
    refers to where there is no conversation to look it up in. ``reader`` replaces the engine's.
    """

    engine: Engine = Engine.AUTO
    now: datetime | None = None
    previous: QuerySpec | None = None
    reader: Reader | None = None


def ask(
    *,
    question: str,
    asked_by: AbstractBaseUser | None,
    conversation: Conversation | None = None,
    options: AskOptions = AskOptions(),
) -> Answer:
    """Answer a question in English and record it; every outcome is an Answer, never an error."""
    raise NotImplementedError


def start_conversation(*, owner: AbstractBaseUser, title: str = "") -> Conversation:
    """Return a new conversation of ``owner``; without a title it takes its first question's."""
    return Conversation.objects.create(owner_id=owner.pk, title=title[:120])


def refresh_value_index(*, dataset: str) -> int:
    """Return how many distinct values the index of a dataset now holds; safe to run at once."""
    raise NotImplementedError
