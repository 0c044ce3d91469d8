"""The columns that the answer to a QuerySpec has: their names in SQL, headings and units."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from queryassist.catalog import Column, ColumnType, Dataset
from queryassist.describe import Describer
from queryassist.formats import Cell, ResultColumn
from queryassist.spec import Function, GroupKey, Measure, QuerySpec, TimeUnit


def result_columns(spec: QuerySpec, dataset: Dataset, zone: ZoneInfo) -> tuple[ResultColumn, ...]:
    """Return the answer's columns in order: groups, then figures; or the columns of the list."""
    describer = Describer(dataset, zone)
    if not spec.measures:
        listed = [_listed_column(dataset.get_column(name)) for name in _names(spec, dataset)]
        # The key is a name for a row, not an amount: no thousands apart, and nothing to add up.
        return tuple(
            replace(column, kind="identifier") if column.name == dataset.key else column
            for column in listed
        )
    if spec.count_groups:
        return (ResultColumn(name="groups", label="number of groups", kind="integer"),)
    groups = [_group_column(key, describer) for key in spec.group_by]
    figures = [_figure_column(measure, describer) for measure in spec.measures]
    return tuple(_with_distinct_names([*groups, *figures]))


_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_CYCLES: dict[TimeUnit, tuple[tuple[Cell, str], ...]] = {
    TimeUnit.WEEKDAY: tuple(enumerate(_WEEKDAYS, start=1)),
    TimeUnit.HOUR_OF_DAY: tuple((hour, f"{hour:02}:00") for hour in range(24)),
}


def _names(spec: QuerySpec, dataset: Dataset) -> tuple[str, ...]:
    listed = tuple(column.name for column in dataset.columns if column.listed)
    names = spec.columns or listed or (dataset.key,)
    if spec.limit_per is not None and spec.limit_per not in names:
        return (spec.limit_per, *names)
    return names


def _listed_column(column: Column) -> ResultColumn:
    labels: tuple[tuple[Cell, str], ...] = ()
    if column.type is not ColumnType.BOOLEAN:
        labels = tuple((item.value, item.label) for item in column.values)
    return _with_unit(column, name=column.name, label=column.label, kind=column.type, labels=labels)


def _with_unit(
    column: Column,
    *,
    name: str,
    label: str,
    kind: str,
    labels: tuple[tuple[Cell, str], ...] = (),
) -> ResultColumn:
    unit = column.unit if kind in ("integer", "decimal") else None
    return ResultColumn(
        name=name,
        label=label,
        kind=str(kind),
        symbol=unit.symbol if unit else "",
        prefix=bool(unit and unit.prefix),
        labels=labels,
    )


def _group_column(key: GroupKey, describer: Describer) -> ResultColumn:
    column = describer.dataset.get_column(key.column)
    if key.time_unit is not None:
        labels = _CYCLES.get(key.time_unit, ())
        name = f"{key.column}_{key.time_unit}"
        return ResultColumn(
            name=name, label=describer.group(key), kind=key.time_unit.value, labels=labels
        )
    if key.bins or key.bin_width is not None:
        return ResultColumn(name=f"{key.column}_range", label=column.label, kind="text")
    return _listed_column(column)


def _figure_column(measure: Measure, describer: Describer) -> ResultColumn:
    name = (
        measure.function.value if measure.column is None else f"{measure.function}_{measure.column}"
    )
    label = describer.measure(measure)
    column = describer.dataset.find_column(measure.column or "")
    if measure.over is not None:
        return ResultColumn(name=f"{name}_ratio", label=label, kind="decimal")
    if measure.per is not None:
        name = f"{name}_per_{_group_column(measure.per, describer).name}"
    match measure.function:
        case Function.SHARE:
            return ResultColumn(name=name, label=label, kind="percent")
        case Function.COUNT | Function.COUNT_DISTINCT:
            kind = "integer" if measure.per is None else "decimal"
            return ResultColumn(name=name, label=label, kind=kind)
        case Function.AVG | Function.MEDIAN | Function.PERCENTILE | Function.STDDEV:
            kind = "decimal"
        case _:
            kind = column.type.value if column else "decimal"
    if column is None:
        return ResultColumn(name=name, label=label, kind=kind)
    return _with_unit(column, name=name, label=label, kind=kind)


def _with_distinct_names(columns: list[ResultColumn]) -> list[ResultColumn]:
    taken: set[str] = set()
    distinct = []
    for column in columns:
        name, number = column.name, 2
        while name in taken:
            name, number = f"{column.name}_{number}", number + 1
        taken.add(name)
        distinct.append(replace(column, name=name))
    return distinct
