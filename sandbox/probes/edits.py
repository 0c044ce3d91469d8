"""Puts edited bodies of functions into a program that has loaded the file before the edit.

Only what runs when a function is called may differ; all that runs at import must be the same, and
no function that differs may have run at import. Then the program is as if it had loaded the edit.
"""

from __future__ import annotations

import gc
from types import CodeType, FunctionType

_OPTIMIZED = 1  # of the flags in co_flags: the body of a function, not of a class or module
_RUN_AT_ONCE = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"})

Swap = tuple[CodeType, CodeType]


class Unsuited(Exception):
    """The edit changes more than bodies of functions."""


def find_swaps(name: str, old: bytes, new: bytes) -> list[Swap]:
    """Return the code of each function whose body differs, before and after; raise Unsuited.

    ``name`` is the file's name as the program has loaded it.
    """
    try:
        before, after = (compile(text, name, "exec", dont_inherit=True) for text in (old, new))
    except (SyntaxError, ValueError) as error:
        raise Unsuited(str(error)) from error
    swaps: list[Swap] = []
    _compare_import(before, after, swaps)
    return swaps


def index_functions(folder: str) -> dict[CodeType, list[FunctionType]]:
    """Return the living functions of files below ``folder``, by their code."""
    found: dict[CodeType, list[FunctionType]] = {}
    for one in gc.get_objects():
        if type(one) is FunctionType and one.__code__.co_filename.startswith(folder):
            found.setdefault(one.__code__, []).append(one)
    return found


def _compare_import(old: CodeType, new: CodeType, swaps: list[Swap]) -> None:
    """Go through code that runs at import, and collect the functions that differ."""
    if _facts(old) != _facts(new) or len(old.co_consts) != len(new.co_consts):
        raise Unsuited("Code that runs at import differs.")
    for before, after in zip(old.co_consts, new.co_consts, strict=True):
        if not isinstance(before, CodeType) or not isinstance(after, CodeType):
            if repr(before) != repr(after):
                raise Unsuited("A value at import differs.")
        elif not before.co_flags & _OPTIMIZED or before.co_name in _RUN_AT_ONCE:
            _compare_import(before, after, swaps)
        elif not _is_same(before, after):
            if before.co_name != after.co_name or before.co_freevars != after.co_freevars:
                raise Unsuited("A function has another name, or closes over other variables.")
            swaps.append((before, after))


def _is_same(old: CodeType, new: CodeType) -> bool:
    """Whether both do the same, on whatever lines they stand."""
    if _facts(old) != _facts(new) or len(old.co_consts) != len(new.co_consts):
        return False
    return all(
        _is_same(before, after)
        if isinstance(before, CodeType) and isinstance(after, CodeType)
        else repr(before) == repr(after)
        for before, after in zip(old.co_consts, new.co_consts, strict=True)
    )


def _facts(code: CodeType) -> tuple[object, ...]:
    return (
        *(code.co_code, code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars),
        *(code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags),
        *(code.co_name, code.co_exceptiontable),
    )
