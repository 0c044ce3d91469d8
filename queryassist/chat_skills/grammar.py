"""Reads what is asked of a skill by the patterns that the skills declare; pure, without a model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from queryassist.chat_skills.records import Skill, Slot, SlotKind
from queryassist.readings import SkillCall
from queryassist.spec_json import is_storable

MOST_SIGNS = 4_000
"""How long a sentence may be."""

_SHAPES: Mapping[SlotKind, str] = {
    SlotKind.TEXT: r"\S.*?",
    SlotKind.NAME: r"\w[\w.-]*",
    SlotKind.NUMBER: r"[0-9]{1,9}",
}
_PIECE = re.compile(r"\{(?P<slot>\w+)\}|(?P<sign>[()\[\]|:#])|(?P<word>[\w'-]+)|\s+|(?P<bad>.)")
_SIGNS: Mapping[str, str] = {
    "(": "(?:",
    ")": ")",
    "[": "(?:",
    "]": ")?",
    "|": "|",
    ":": r"[:–—-]\s*",
    "#": r"\#?",
}
# Possessive: a long run of commas is walked over once from each place, not from all to all.
_GAP = r"[\s,]*+"
_BEFORE, _AFTER = r"(?<![\w'’-])", rf"(?![\w'’-]){_GAP}"
_OPENING = r"\s*(?:(?:hey|hi|hello|ok|queen|please|can you|could you)(?![\w'’-])[,!:]?\s+){0,4}"
_CLOSING = rf"(?:{_GAP}{_BEFORE}please)?[\s?.!]*+"


class PatternInvalid(ValueError):
    """A pattern of a skill is not written as patterns are."""


def find_call(sentence: str, skills: Iterable[Skill]) -> SkillCall | None:
    """Return which skill a sentence asks for, and with what; None where it asks for none.

    A whole sentence has to fit, so that nothing that was said is left out. Of several skills, the
    first one declared.
    """
    if len(sentence) > MOST_SIGNS:
        return None
    said = re.sub(r"\n{3,}", "\n\n", re.sub(r"[^\S\n]+", " ", sentence)).strip()
    for skill in skills:
        for pattern in skill.patterns:
            if found := compile_pattern(pattern, skill).fullmatch(said):
                slots = {name: value for name, value in found.groupdict().items() if value}
                return SkillCall(skill.name, tuple(slots.items()))
    return None


def find_misfit(skill: Skill, slots: Mapping[str, str]) -> str:
    """Return in words what does not fit the skill's slots, "" where all does."""
    for slot in skill.slots:
        value = slots.get(slot.name, "")
        if not value and slot.is_required:
            return f"“{slot.name}” is missing: {slot.meaning}."
        if value and not re.fullmatch(_shape(slot), value, re.DOTALL | re.IGNORECASE):
            allowed = f" ({', '.join(slot.choices)})" if slot.choices else ""
            return f"“{slot.name}” must be a {slot.kind.value}{allowed}."
        if not is_storable(value):
            return f"“{slot.name}” has a character in it that is no text."
        if len(value) > MOST_SIGNS:
            return f"“{slot.name}” is too long: up to {MOST_SIGNS:,} characters."
    return ""


def compile_pattern(pattern: str, skill: Skill) -> re.Pattern[str]:
    """Return the regular expression of a skill's pattern; raises PatternInvalid."""
    return _compile(pattern, skill.slots)


def _shape(slot: Slot) -> str:
    if slot.kind is SlotKind.CHOICE:
        return "|".join(re.escape(choice) for choice in slot.choices)
    return _SHAPES[slot.kind]


@cache
def _compile(pattern: str, slots: tuple[Slot, ...]) -> re.Pattern[str]:
    shapes, written = {slot.name: _shape(slot) for slot in slots}, []
    for piece in _PIECE.finditer(pattern):
        if name := piece["slot"]:
            if name not in shapes:
                raise PatternInvalid(f"“{pattern}” has a slot {name} that is not declared.")
            written.append(rf"(?P<{name}>{shapes[name]}){_GAP}")
        elif sign := piece["sign"]:
            written.append(_SIGNS[sign])
        elif word := piece["word"]:
            written.append(_BEFORE + re.escape(word).replace("'", "['’]") + _AFTER)
        elif piece["bad"]:
            raise PatternInvalid(f"“{pattern}” has a sign that means nothing: {piece['bad']}.")
    try:
        return re.compile(f"{_OPENING}{''.join(written)}{_CLOSING}", re.IGNORECASE | re.DOTALL)
    except re.error as error:
        raise PatternInvalid(f"“{pattern}” is not whole: {error}.") from error
