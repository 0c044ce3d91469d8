"""Skills as strict tools: Claude may call one in place of a query, and acts on nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pydantic import BaseModel, ConfigDict, Field, create_model

from claude.tools import Done, Tool, ToolFailed, make_tool
from queryassist.chat_skills.grammar import find_misfit
from queryassist.chat_skills.records import Skill
from queryassist.chat_skills.registry import get_skills
from queryassist.readings import ClaudeOutcome, SkillCall

PREFIX = "skill_"


def list_skill_tools(names: Iterable[str]) -> list[Tool[ClaudeOutcome]]:
    """Return a tool for each of the skills that are named."""
    wanted = set(names)
    return [_tool_of(skill) for skill in get_skills() if skill.name in wanted]


def _tool_of(skill: Skill) -> Tool[ClaudeOutcome]:
    description = (
        f"Not a query: {skill.summary}, as in “{skill.example}”. Only where the whole question "
        "asks for that."
    )
    if skill.act is not None:
        description += " It does nothing yet: the person is asked to confirm."
    return make_tool(f"{PREFIX}{skill.name}", description, _input_of(skill), _calling(skill))


def _input_of(skill: Skill) -> type[BaseModel]:
    fields = {
        slot.name: (
            str,
            Field(description=slot.meaning + ("" if slot.is_required else "; empty if not said")),
        )
        for slot in skill.slots
    }
    config = ConfigDict(extra="forbid", frozen=True)
    return create_model(f"Skill_{skill.name}", __config__=config, **fields)  # type: ignore[call-overload, no-any-return]  # its fields are known when run alone


def _calling(skill: Skill) -> Callable[[BaseModel], Done[ClaudeOutcome]]:
    def call(given: BaseModel) -> Done[ClaudeOutcome]:
        said = given.model_dump()
        slots = {slot.name: said[slot.name].strip() for slot in skill.slots}
        if misfit := find_misfit(skill, slots):
            raise ToolFailed(misfit)
        filled = tuple((name, value) for name, value in slots.items() if value)
        return Done(value=SkillCall(skill.name, filled))

    return call
