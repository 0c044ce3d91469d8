"""Reads with what tests call functions, and what made inputs lead to; pure.

The code under test could have written it. So it is checked for form and size, and tells people how
fixes differ, without being a part of a verdict.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from sandbox.exceptions import ResultRefused

MOST_BYTES = 1_048_576
_MOST_INPUTS, _MOST_TARGETS, _MOST_SIGNS, _MOST_RESULT = 200, 20, 4_000, 200

Target = tuple[str, str]
"""A file's path, and the name of a function that stands by itself in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """Arguments for a function as texts of tuples; without any, ``fault`` says why not."""

    target: Target
    texts: Sequence[str]
    fault: str


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    path: str = Field(max_length=_MOST_SIGNS)
    name: str = Field(max_length=200)


class _Inputs(_Form):
    inputs: list[str] = Field(max_length=_MOST_INPUTS)
    fault: str = Field(max_length=200)


class _Outcomes(_Form):
    outcomes: list[Annotated[str, Field(max_length=_MOST_RESULT)]] = Field(max_length=_MOST_INPUTS)


FormT = TypeVar("FormT", bound=_Form)


def read_inputs(content: bytes, targets: Sequence[Target]) -> list[Inputs]:
    """Return what was made for each of the targets; raise ResultRefused where it is not in form."""
    found = {(one.path, one.name): one for one in _read(content, _Inputs)}
    for one in found.values():
        if not all(map(_is_tuple, one.inputs)):
            raise ResultRefused("The inputs that were made are not in form.")
    return [
        Inputs(target=target, texts=found[target].inputs, fault=found[target].fault)
        for target in targets
        if target in found
    ]


def read_outcomes(content: bytes, inputs: Sequence[Inputs]) -> list[Sequence[str]]:
    """Return what the inputs of each target led to, nothing for a target that was not there."""
    found = {(one.path, one.name): one.outcomes for one in _read(content, _Outcomes)}
    told = [found.get(each.target, []) for each in inputs]
    return [
        outcomes if len(outcomes) == len(each.texts) else []
        for each, outcomes in zip(inputs, told, strict=True)
    ]


def _read(content: bytes, form: type[FormT]) -> list[FormT]:
    try:
        read = TypeAdapter(list[form]).validate_json(content)  # type: ignore[valid-type]
    except ValidationError as error:
        raise ResultRefused("What inputs lead to was not told in form.") from error
    return read[:_MOST_TARGETS]


def _is_tuple(text: str) -> bool:
    try:
        value = ast.literal_eval(text) if len(text) <= _MOST_SIGNS else None
        return isinstance(value, tuple) and bool(repr(value))  # which huge numbers do not have
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return False
