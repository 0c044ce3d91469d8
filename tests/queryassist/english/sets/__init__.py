"""Questions written from the requirements alone, not by those who build the reader."""

from __future__ import annotations

from types import ModuleType

from tests.queryassist.english.sets import (
    set_a,
    set_b,
    set_c,
    set_d,
    set_e,
    set_f,
    set_g,
    set_h,
    set_i,
    set_j,
    set_k,
    set_l,
)

SETS: dict[str, ModuleType] = {
    "a": set_a,
    "b": set_b,
    "c": set_c,
    "d": set_d,
    "e": set_e,
    "f": set_f,
    "g": set_g,
    "h": set_h,
    "i": set_i,
    "j": set_j,
    "k": set_k,
    "l": set_l,
}
