"""Runs a function on made inputs and tells what it does as short marks that can be compared."""

from __future__ import annotations

import copy
import hashlib
import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from sandbox.probes.observing import Clock, TooLong

_MOST_ITEMS = 1_000
_DIGITS = 9
_MOST_WHOLE = 1e15
_SHOWN = 80
_MOST_S = 1.5
RAISED = "!"
_LATE = f"{RAISED}{TooLong.__name__}"


def list_marks(
    function: Callable[..., Any], inputs: Sequence[tuple[Any, ...]], clock: Clock
) -> Iterator[tuple[str, str]]:
    """Yield for each input a mark, alike for equal results, and the result's text, shortened.

    The mark of an exception begins with RAISED; one of its kind is like another. Once the inputs
    have taken too long together, the rest are told as if each took too long.
    """
    until_s = time.process_time() + _MOST_S
    for arguments in inputs:
        random.seed(0)
        is_late = time.process_time() > until_s
        text = _LATE if is_late else _text_of(function, copy.deepcopy(arguments), clock)
        mark = hashlib.blake2b(text.encode(errors="replace"), digest_size=4).hexdigest()
        yield (RAISED if text.startswith(RAISED) else "") + mark, text[:_SHOWN]


def _text_of(function: Callable[..., Any], arguments: tuple[Any, ...], clock: Clock) -> str:
    clock.start()
    try:
        result = function(*arguments)
        if hasattr(result, "__next__"):
            result = list(islice(result, _MOST_ITEMS))
        return canonical(result)
    except (Exception, TooLong) as error:  # noqa: BLE001  # what it raises is what it does
        return f"{RAISED}{type(error).__name__}"
    finally:
        clock.stop()


def canonical(value: Any) -> str:
    """Return a text that is the same for values that count as equal, across processes."""
    match value:
        case bool() | None:
            text = repr(value)
        case float():
            whole = value.is_integer() and abs(value) < _MOST_WHOLE
            text = repr(int(value)) if whole else f"{value:.{_DIGITS}g}"
        case list():
            text = f"[{_join(value)}]"
        case tuple():
            text = f"({_join(value)})"
        case set() | frozenset():
            text = f"{{{', '.join(sorted(map(canonical, value)))}}}"
        case dict():
            pairs = sorted((canonical(key), canonical(one)) for key, one in value.items())
            text = f"{{{', '.join(': '.join(pair) for pair in pairs)}}}"
        case _:
            has_text = any("__repr__" in vars(kind) for kind in type(value).__mro__[:-1])
            text = repr(value) if has_text else f"<{type(value).__name__}>"
    return text


def _join(values: Sequence[Any]) -> str:
    return ", ".join(map(canonical, values[:_MOST_ITEMS]))
