"""How many rows generate_series gives between constants, counted before anything runs.

Every count is an upper bound. A moment such as now() is taken for one far ahead, so that a series
from a written date until now is not counted too short; what time zones and cuts to whole units can
add is added.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

from sqlglot import exp

from queryassist.guard.refusals import Layer, SqlRefused

MAX_ROWS = 20_000
LATER = datetime(2060, 1, 1)  # noqa: DTZ001 (a bound, not a moment)

_Constant = Decimal | datetime | timedelta

_LIMITS = (
    "generate_series takes numbers, dates and intervals that are written out, "
    f"and gives at most {MAX_ROWS:,} rows."
)
_INTERVAL_DAYS = {
    "second": 1 / 86_400,
    "sec": 1 / 86_400,
    "minute": 1 / 1_440,
    "min": 1 / 1_440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 28.0,
    "mon": 28.0,
    "year": 365.0,
}
"""Days of a unit, rounded down, since short steps make many rows."""
_WHOLE_UNITS = frozenset({"month", "mon", "year"})
"""Units of which PostgreSQL drops fractions that make no whole month or day."""
_LONGEST_MONTH = 31 / 28
_CUT_DAYS = {
    "second": 1.0,
    "minute": 1.0,
    "hour": 1.0,
    "day": 1.0,
    "week": 7.0,
    "month": 31.0,
    "quarter": 92.0,
    "year": 366.0,
}
"""How far date_trunc can go back, rounded up."""
_ZONES = timedelta(days=2)

_NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{0,15})?")
_PART = re.compile(r"\s*([+-]?[0-9]{1,6}(?:\.[0-9]{1,6})?)\s*([a-z]+?)s?(?=[\s\d+-]|$)", re.ASCII)
_INTEGERS = frozenset({exp.DType.BIGINT, exp.DType.INT, exp.DType.SMALLINT})
_TIMES = frozenset({exp.DType.DATE, exp.DType.TIMESTAMP, exp.DType.TIMESTAMPTZ})
_MOMENTS = (exp.CurrentDate, exp.CurrentTimestamp, exp.Localtimestamp)


def check_series(arguments: Sequence[exp.Expr]) -> None:
    """Refuse a series that is not between constants, is endless, or has too many rows."""
    with localcontext(prec=60):
        if len(arguments) not in (2, 3) or not _count(arguments) <= MAX_ROWS:
            raise _refusal()


def _refusal() -> SqlRefused:
    return SqlRefused(Layer.BOUND, _LIMITS)


def _count(arguments: Sequence[exp.Expr]) -> Decimal | float:
    start, stop = (_constant(argument) for argument in arguments[:2])
    step = _step(arguments[2]) if len(arguments) == 3 else Decimal(1)
    match start, stop, step:
        case Decimal(), Decimal(), Decimal() if step:
            return abs((stop - start) / step) + 1
        case datetime(), datetime(), timedelta() if step:
            span = abs(stop - start) + _ZONES + _cuts(arguments)
            return abs(span / step) * _LONGEST_MONTH + 1
        case _:
            raise _refusal()


def _step(node: exp.Expr) -> _Constant:
    """Return a step that always goes one way: '1 month -29 days' could go round in a circle."""
    is_text = isinstance(node, exp.Literal) and node.is_string
    value = _interval(node.name) if is_text else _constant(node)
    texts = [literal.this for literal in node.find_all(exp.Literal)]
    signs_differ = any("-" in text and len(_PART.findall(text.lower())) > 1 for text in texts)
    if isinstance(value, timedelta) and (len(texts) != 1 or signs_differ):
        raise _refusal()
    return value


def _cuts(arguments: Sequence[exp.Expr]) -> timedelta:
    calls = [call for argument in arguments for call in argument.find_all(exp.Anonymous)]
    units = [str(call.expressions[0].this).lower() for call in calls if _is_cut(call)]
    return timedelta(days=sum(_CUT_DAYS[unit] for unit in units))


def _constant(node: exp.Expr) -> _Constant:
    value: _Constant
    match node:
        case exp.Paren():
            value = _constant(node.this)
        case exp.Neg():
            value = _minus(_constant(node.this))
        case exp.Literal():
            value = _date(node.this) if node.is_string else _number(node.this)
        case exp.Interval():
            unit = node.args.get("unit")
            value = _interval(f"{node.this.name} {unit.name if unit is not None else ''}")
        case exp.Cast():
            value = _cast(node)
        case exp.Add() | exp.Sub():
            value = _sum(node)
        case exp.Anonymous() if _is_cut(node):
            value = _constant(node.expressions[1])
        case _ if isinstance(node, _MOMENTS) or _is_now(node):
            value = LATER
        case _:
            raise _refusal()
    return value


def _minus(value: _Constant) -> Decimal | timedelta:
    if isinstance(value, datetime):
        raise _refusal()
    return -value


def _cast(node: exp.Cast) -> _Constant:
    """Return what PostgreSQL makes of it; a cast that could lose more, as to real, is refused."""
    kind, inner, sizes = node.to.this, node.this, node.to.expressions
    if kind is exp.DType.INTERVAL and isinstance(inner, exp.Literal):
        return _interval(inner.this)
    match _constant(inner):
        case Decimal() as number if kind in _INTEGERS:
            return number.to_integral_value(ROUND_HALF_UP)
        case Decimal() as number if kind is exp.DType.DECIMAL and not sizes:
            return number
        case datetime() as moment if kind in _TIMES:
            return moment
        case timedelta() as length if kind is exp.DType.INTERVAL:
            return length
        case _:
            raise _refusal()


def _sum(node: exp.Expr) -> _Constant:
    left, right = _constant(node.this), _constant(node.args["expression"])
    signed = right if isinstance(node, exp.Add) else _minus(right)
    match left, signed:
        case datetime(), timedelta():
            return _moved(left, signed)
        case datetime(), Decimal():
            return _moved(left, _days(float(signed)))
        case (Decimal(), Decimal()):
            return left + signed
        case _:
            raise _refusal()


def _moved(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError as error:
        raise _refusal() from error


def _days(days: float) -> timedelta:
    try:
        return timedelta(days=days)
    except OverflowError as error:
        raise _refusal() from error


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise _refusal()
    return Decimal(text)


def _date(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise _refusal() from error
    if moment.tzinfo is not None:
        raise _refusal()
    return moment


def _interval(text: str) -> timedelta:
    text, days, position = text.strip().lower(), 0.0, 0
    while position < len(text):
        part = _PART.match(text, position)
        if part is None or part[2] not in _INTERVAL_DAYS:
            raise _refusal()
        if "." in part[1] and part[2] in _WHOLE_UNITS:
            raise _refusal()
        days += float(part[1]) * _INTERVAL_DAYS[part[2]]
        position = part.end()
    return _days(days)


def _is_now(node: exp.Expr) -> bool:
    is_call = isinstance(node, exp.Anonymous) and not node.expressions
    return is_call and str(node.this).lower() == "now"


def _is_cut(node: exp.Anonymous) -> bool:
    unit = node.expressions[0] if len(node.expressions) == 2 else None
    is_known = isinstance(unit, exp.Literal) and unit.name.lower() in _CUT_DAYS
    return is_known and str(node.this).lower() == "date_trunc"
