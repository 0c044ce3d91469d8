"""A Claude that follows a script, in the place of the one that is set up."""

from __future__ import annotations

import pytest

from claude.exceptions import CallFailed
from claude.records import JsonObject, Received
from claude.scripted import ScriptedClaude
from queryassist import conf, engines
from queryassist.claude_form import form_of
from queryassist.spec import QuerySpec


def set_up(monkeypatch: pytest.MonkeyPatch, *replies: Received | CallFailed) -> ScriptedClaude:
    """Have Claude say these replies, one after the other."""
    claude = ScriptedClaude(*replies)
    monkeypatch.setattr(engines, "get_claude", lambda: claude)
    monkeypatch.setattr(engines, "find_obstacle", lambda: None)
    return claude


def query_of(spec: QuerySpec, **changes: object) -> tuple[str, JsonObject]:
    """Return the call by which she asks for a spec, with changes to its form."""
    return "query", form_of(spec, conf.zone()).model_dump(mode="json") | changes
