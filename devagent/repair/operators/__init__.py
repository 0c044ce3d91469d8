"""Operators of template repair. Each module here declares its own; a new one is a new module."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from devagent.repair.operators.base import Operator


@cache
def list_operators() -> tuple[Operator, ...]:
    """Return the operators of all modules in this package, the likeliest first."""
    found: list[Operator] = []
    for module in iter_modules(__path__):
        found.extend(getattr(import_module(f"{__name__}.{module.name}"), "OPERATORS", ()))
    return tuple(sorted(found, key=lambda operator: (-operator.prior, operator.name)))
