"""The skills that the installed apps declare in their ``skills.py``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from queryassist import selectors
from queryassist.chat_skills import grammar
from queryassist.chat_skills.records import Skill
from queryassist.readings import SkillCall

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@cache
def get_skills() -> tuple[Skill, ...]:
    """Return all skills, in the order of the installed apps."""
    skills: list[Skill] = []
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, "skills"):
            skills.extend(import_module(f"{config.name}.skills").SKILLS)
    return tuple(skills)


def find_skill(name: str) -> Skill | None:
    """Return the skill of this name; None where no app declares it."""
    return next((skill for skill in get_skills() if skill.name == name), None)


def find_call(sentence: str) -> SkillCall | None:
    """Return which of the skills a sentence asks for; None where it asks for none."""
    return grammar.find_call(sentence, get_skills())


def rights_of(person: AbstractBaseUser | None) -> Callable[[str], bool]:
    """Return what says whether a person has a permission; nobody is an operator, who has all."""

    def may(permission: str) -> bool:
        return person is None or selectors.has_permission(person, permission)

    return may


def list_usable(person: AbstractBaseUser | None) -> list[Skill]:
    """Return the skills that a person may use."""
    may = rights_of(person)
    return [skill for skill in get_skills() if skill.find_missing(may) is None]
