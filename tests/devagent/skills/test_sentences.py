"""Which sentences ask for a skill of devagent; none of those about data does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from devagent.skills import SKILLS
from queryassist import services
from queryassist.chat_skills.grammar import compile_pattern, find_call
from queryassist.chat_skills.registry import get_skills
from queryassist.engine_names import Engine
from queryassist.engines import read
from queryassist.readings import SkillCall
from tests.queryassist.english import questions, refusals
from tests.queryassist.english.people import NOW
from tests.queryassist.english.sets import SETS

SAID = [
    ("find_code", "find the code that checks passwords", {"text": "checks passwords"}),
    ("find_code", "Where in the code are carts summed up?", {"text": "carts summed up"}),
    ("find_code", "which function hashes a password", {"text": "hashes a password"}),
    ("find_code", "find code for carts in project kiosk", {"text": "carts", "project": "kiosk"}),
    ("report_bug", "report a bug: Wrong total", {"text": "Wrong total"}),
    ("report_bug", "report a bug in kiosk: Wrong", {"project": "kiosk", "text": "Wrong"}),
    ("report_bug", "report a bug in the cart", {"text": "in the cart"}),
    ("report_bug", "I found a bug: 500 on login", {"text": "500 on login"}),
    ("report_bug", "I want to report a bug", {}),
    ("fix_progress", "Queen, how is the fix going?", {}),
    ("fix_progress", "how far is run 7?", {"run": "7"}),
    ("fix_progress", "what's the status of fix #7", {"run": "7"}),
    ("waiting_for_me", "What is waiting for me?", {}),
    ("waiting_for_me", "what needs my approval", {}),
    ("production_changes", "what changed in production", {}),
    ("production_changes", "What was deployed to production this week?", {"period": "this week"}),
]


def _texts(value: object) -> Iterator[str]:
    """Yield all texts within records, lists and mappings: more than the questions alone."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        yield from _texts([getattr(value, field.name) for field in fields(value)])


@pytest.mark.parametrize(("name", "sentence", "slots"), SAID)
def test_a_skill_is_asked_for_in_these_words(
    name: str, sentence: str, slots: dict[str, str]
) -> None:
    call = find_call(sentence, SKILLS)

    assert call is not None
    assert (call.skill, dict(call.slots)) == (name, slots)


@pytest.mark.parametrize("name", SETS)
def test_no_question_or_refusal_of_a_set_asks_for_a_skill(name: str) -> None:
    held = SETS[name]
    texts = list(_texts([held.CASES, held.REFUSALS, held.CONVERSATIONS]))
    assert len(texts) > 100

    assert [text for text in texts if find_call(text, SKILLS)] == []


def test_no_other_question_or_refusal_asks_for_a_skill() -> None:
    texts = [*_texts(list(vars(questions).values())), *_texts(list(vars(refusals).values()))]
    assert len(texts) > 100

    assert [text for text in texts if find_call(text, SKILLS)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("sentence", [sentence for _, sentence, _ in SAID])
def test_the_offline_reader_leaves_them_to_the_skills(sentence: str) -> None:
    context = services.get_context(None, None, services.AskOptions(now=NOW))

    _, outcome = read(Engine.OFFLINE, sentence, context)

    assert isinstance(outcome, SkillCall)


def test_skills_are_found_as_an_app_declares_them_and_their_patterns_are_whole() -> None:
    assert set(SKILLS) <= set(get_skills())
    for skill in get_skills():
        assert skill.name.isidentifier()
        assert find_call(skill.example, get_skills())
        assert all(compile_pattern(pattern, skill) for pattern in skill.patterns)
