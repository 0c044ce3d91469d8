"""The use-case of a person who confirms what a skill offered to do."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from queryassist import chat
from queryassist.answers import Answer, BySkill, Status
from queryassist.chat_skills.answering import act_on, hash_offer
from queryassist.chat_skills.models import Confirmation
from queryassist.chat_skills.records import Offer
from queryassist.engine_names import Engine
from queryassist.exceptions import OfferChanged, OfferTaken
from queryassist.executor import Progress
from queryassist.models import Conversation, Question
from queryassist.readings import SkillCall
from queryassist.recording import record, restored

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def confirm(
    *,
    question: Question,
    shown_sha256: str,
    confirmed_by: AbstractBaseUser,
    token: UUID,
    now: datetime,
) -> chat.Sent:
    """Do once what was offered below a question of the person's own, with the rights of now.

    ``shown_sha256`` is of what the person saw. Raises Question.DoesNotExist where nothing is
    offered, OfferChanged, OfferTaken, NoSuchSkill and AccessDenied.
    """
    by_skill, offer = _get_offer(question)
    if hash_offer(question.pk, question.message, by_skill) != shown_sha256:
        raise OfferChanged
    given = Confirmation(
        question=question, person_id=confirmed_by.pk, sha256=shown_sha256, confirmed_at=now
    )

    def act(conversation: Conversation, _: Progress) -> Answer:
        started = time.perf_counter()
        with transaction.atomic():
            answer = _act_once(given, by_skill, offer, confirmed_by)
            elapsed_ms = round((time.perf_counter() - started) * 1000, 2)
            answer = replace(answer, question=offer.label, elapsed_ms=elapsed_ms, read_at=now)
            return record(answer.to_storable(), confirmed_by, conversation)

    return chat.submit(
        text=offer.label,
        asked_by=confirmed_by,
        token=token,
        conversation=question.conversation,
        answer=act,
    )


def _get_offer(question: Question) -> tuple[BySkill, Offer]:
    by_skill = restored(question).by_skill
    if question.conversation is None or by_skill is None or by_skill.offer is None:
        raise Question.DoesNotExist
    return by_skill, by_skill.offer


def _act_once(
    given: Confirmation, by_skill: BySkill, offer: Offer, person: AbstractBaseUser
) -> Answer:
    """Keep the confirmation with what it led to; where nothing was done, it can be given again."""
    try:
        with transaction.atomic():
            given.save(force_insert=True)
    except IntegrityError as error:
        raise OfferTaken from error
    call = SkillCall(by_skill.skill, tuple(offer.slots.items()))
    answer = act_on(call, person, given.confirmed_at)
    if answer.status is not Status.ANSWERED:
        given.delete()
    return replace(answer, engine=Engine.CONFIRMED.value)
