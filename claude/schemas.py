"""Pydantic models as the strict JSON schemas that the API takes, and replies checked by them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from pydantic import BaseModel, ValidationError

from claude.records import JsonObject


@lru_cache(maxsize=256)
def strict_schema_json(model: type[BaseModel]) -> str:
    """Return the model's schema as JSON, with what the API cannot enforce moved to descriptions."""
    # Loading the SDK takes seconds, and most processes never ask Claude.
    from anthropic import transform_schema

    return json.dumps(transform_schema(model))


def strict_schema(model: type[BaseModel]) -> JsonObject:
    """Return a schema of the caller's own that the API can hold Claude to."""
    return cast("JsonObject", json.loads(strict_schema_json(model)))


def problems_of(error: ValueError) -> str:
    """Return what is wrong, one problem after the other, without the values themselves."""
    if not isinstance(error, ValidationError):
        return "it is no JSON"
    return "; ".join(_problem(detail) for detail in error.errors(include_input=False))


def _problem(detail: Mapping[str, object]) -> str:
    location = cast("tuple[object, ...]", detail["loc"])
    place = ".".join(str(part) for part in location) or "the whole"
    return f"{place}: {detail['msg']}"
