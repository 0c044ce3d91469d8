"""From the call of a skill to its answer, with the rights of who asks; and what it acts on."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING

from queryassist.answers import Answer, BySkill, Status
from queryassist.chat_skills.grammar import find_misfit
from queryassist.chat_skills.records import Asked, Skill, Told
from queryassist.chat_skills.registry import find_skill, rights_of
from queryassist.exceptions import AccessDenied, NoSuchSkill
from queryassist.readings import Refusal, SkillCall

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def answer_call(call: SkillCall, person: AbstractBaseUser | None, now: datetime) -> Answer:
    """Return what a skill answers; it changes nothing.

    Raises NoSuchSkill, and AccessDenied, in words, where the person may not use it.
    """
    skill, asked = _prepare(call, person, now)
    return _answer_of(skill, call, skill.answer(asked))


def act_on(call: SkillCall, person: AbstractBaseUser, now: datetime) -> Answer:
    """Return what came of doing what a skill offered, with the rights that the person has now.

    Raises NoSuchSkill and AccessDenied.
    """
    skill, asked = _prepare(call, person, now)
    if skill.act is None:
        raise NoSuchSkill
    return _answer_of(skill, call, skill.act(asked))


def hash_offer(question_id: int, message: str, by_skill: BySkill) -> str:
    """Return the SHA-256, in hexadecimal, of an offer as it is shown below a question."""
    shown = [question_id, message, by_skill.to_json()]
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()


def _prepare(
    call: SkillCall, person: AbstractBaseUser | None, now: datetime
) -> tuple[Skill, Asked]:
    skill = find_skill(call.skill)
    if skill is None:
        raise NoSuchSkill
    may, slots = rights_of(person), dict(call.slots)
    if missing := skill.find_missing(may):
        raise AccessDenied(
            f"You may not {skill.summary}. It takes the permission {missing}: ask whoever manages "
            "the accounts."
        )
    if misfit := find_misfit(skill, slots):
        raise NoSuchSkill(misfit)
    person_id = None if person is None else person.pk
    return skill, Asked(person_id=person_id, may=may, slots=slots, now=now)


def _answer_of(skill: Skill, call: SkillCall, outcome: Told | Refusal) -> Answer:
    said = "; ".join(f"{name} “{value}”" for name, value in call.slots)
    reading = f"{skill.summary}: {said}" if said else skill.summary
    if isinstance(outcome, Refusal):
        return Answer(status=Status.REFUSED, message=outcome.message, reading=reading)
    return Answer(
        status=Status.ASK_BACK if outcome.choices else Status.ANSWERED,
        message=outcome.message,
        choices=outcome.choices,
        reading=reading,
        by_skill=BySkill.of(skill.name, outcome),
    )
