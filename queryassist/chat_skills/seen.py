"""Whether a person may still see what a skill told before."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from queryassist.answers import by_skill_from_json
from queryassist.chat_skills.registry import find_skill, rights_of
from queryassist.models import Question

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class SkillSight:
    """What of skills a person may see now, looked up once for each skill."""

    def __init__(self, person: AbstractBaseUser) -> None:
        self._person = person
        self._may = rights_of(person)
        self._subjects: dict[str, Collection[str] | None] = {}

    def may_see(self, question: Question) -> bool:
        """Return whether nothing that a skill told below the question is hidden from them."""
        told = by_skill_from_json(question.by_skill)
        if told is None:
            return True
        if told.skill not in self._subjects:
            self._subjects[told.skill] = self._list_subjects(told.skill)
        subjects = self._subjects[told.skill]
        return subjects is not None and set(told.subjects) <= set(subjects)

    def _list_subjects(self, name: str) -> Collection[str] | None:
        """Return the names of what they may be told of; None where they may not use the skill."""
        skill = find_skill(name)
        if skill is None or skill.find_missing(self._may):
            return None
        return skill.list_subjects(self._person.pk)
