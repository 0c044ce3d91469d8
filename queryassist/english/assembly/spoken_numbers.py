"""Which number columns the question before spoke of: a number without a unit may be of those."""

from __future__ import annotations

from collections.abc import Iterable

from queryassist.catalog import Column
from queryassist.english.boolean import columns_of, parts_of
from queryassist.english.clauses.linking import fits
from queryassist.english.clauses.parts import Amount, Number
from queryassist.english.sentence import Sentence
from queryassist.spec import Comparison, Condition, QuerySpec


def bounded_before(sentence: Sentence, amount: Amount) -> list[Column]:
    """Return the columns that the question before bounds by numbers, as far as the amount fits."""
    previous = sentence.world.previous
    conditions = _conditions_of(previous) if previous is not None else []
    tests = [test for part in conditions for test in parts_of(part)]
    names = [test.column for test in tests if isinstance(test, Comparison) and bounds(test)]
    return _fitting(sentence, names, amount)


def measured_before(sentence: Sentence, amount: Amount) -> list[Column]:
    """Return the columns that the question before measured, sorted by, showed or tested."""
    previous = sentence.world.previous
    if previous is None:
        return []
    names = [measure.column for measure in previous.measures if measure.column]
    names += [order.column for order in previous.order_by if order.column]
    names += [name for part in _conditions_of(previous) for name in columns_of(part)]
    return _fitting(sentence, [*names, *previous.columns], amount)


def _conditions_of(spec: QuerySpec) -> list[Condition]:
    """Return the conditions on all rows, and those on the rows of one figure."""
    of_figures = [part for measure in spec.measures for part in measure.conditions]
    return [*parts_of(spec.where), *of_figures]


def bounds(test: Condition) -> bool:
    """Whether a column is compared with a number."""
    if not isinstance(test, Comparison) or isinstance(test.value, bool):
        return False
    return isinstance(test.value, Number)


def _fitting(sentence: Sentence, names: Iterable[str], amount: Amount) -> list[Column]:
    dataset = sentence.world.dataset
    columns = map(dataset.get_column, dict.fromkeys(names))
    numbers = (one for one in columns if one.type.is_number and not one.values)
    return [one for one in numbers if one.name != dataset.key and fits(amount, one)]
