"""Texts of people, models and code in templates: what would not show itself is spelt out."""

from __future__ import annotations

from django import template

from sandbox.shown import to_text

_MOST_SIGNS = 20_000

register = template.Library()


@register.filter
def spelt(value: object) -> str:
    """Return a value as text, with signs that turn or hide others written as in ``\\u202e``."""
    return to_text(str(value).encode(errors="backslashreplace"), most=_MOST_SIGNS)
