"""The answer to a question in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from queryassist.catalog import Dataset
from queryassist.describe import Describer
from queryassist.formats import Cell, ResultColumn, Row, format_figure
from queryassist.spec import Function, Measure, Order, QuerySpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The rows of an answer and what they mean; ``truncated`` says that there were more.

    ``hides_few`` says that figures of too few rows are left out.
    """

    columns: tuple[ResultColumn, ...]
    rows: tuple[Row, ...]
    truncated: bool = False
    hides_few: bool = False


def answer_sentence(spec: QuerySpec, dataset: Dataset, zone: ZoneInfo, table: Table) -> str:
    """Return the answer in words: the figure itself, or what the rows are and how many."""
    writer = _Writer(dataset, zone, table)
    if not spec.measures:
        return writer.listing(spec)
    if spec.count_groups:
        return writer.counted_groups(spec)
    return writer.groups(spec) if spec.group_by else writer.figures(spec)


@dataclass(frozen=True, slots=True)
class _Writer:
    dataset: Dataset
    zone: ZoneInfo
    table: Table

    def figures(self, spec: QuerySpec) -> str:
        cells = self.table.rows[0]
        parts = [
            self._figure(measure, column, cell)
            for measure, column, cell in zip(spec.measures, self.table.columns, cells, strict=True)
        ]
        return f"{'; '.join(parts)}."

    def _figure(self, measure: Measure, column: ResultColumn, cell: Cell) -> str:
        if measure == Measure(function=Function.COUNT):
            return self._counted(cell)
        if cell is None and self._adds_up_all(measure) and not self.table.hides_few:
            return f"No {self.dataset.nouns} match, so there is nothing to add up"
        shown = self._no_data() if cell is None else format_figure(cell, column, self.zone)
        return f"{_capital(column.label)}: {shown}"

    def _no_data(self) -> str:
        if self.table.hides_few:
            return f"not shown, as too few {self.dataset.nouns} stand behind it"
        return "no data"

    def _adds_up_all(self, measure: Measure) -> bool:
        """Whether this is a sum of what each row has, so that only no row at all gives none."""
        if measure.function is not Function.SUM or measure.where or measure.is_derived:
            return False
        column = self.dataset.find_column(measure.column or "")
        return column is not None and not column.nullable

    def counted_groups(self, spec: QuerySpec) -> str:
        (count,) = self.table.rows[0]
        if len(spec.group_by) == 1 and not spec.group_by[0].time_unit:
            column = self.dataset.get_column(spec.group_by[0].column)
            # The group without a value is no region.
            if column.plural != column.label and (
                not column.nullable or spec.requires(column.name)
            ):
                return f"{_number(count)} {column.label if count == 1 else column.plural}."
        return f"{_number(count)} {'group' if count == 1 else 'groups'}."

    def groups(self, spec: QuerySpec) -> str:
        describer = Describer(self.dataset, self.zone)
        figures = " and ".join(
            self.dataset.nouns if m == Measure(function=Function.COUNT) else describer.measure(m)
            for m in spec.measures
        )
        keys = " and ".join(describer.group(key) for key in spec.group_by)
        size = len(self.table.rows)
        if not size:
            return f"No {self.dataset.nouns} match."
        groups = "1 group" if size == 1 else f"{size:,} groups"
        more = ", and there are more" if self.table.truncated else ""
        hidden = self._hidden_figures(len(spec.group_by))
        return f"{_capital(figures)} by {keys}: {groups}{more}.{hidden}"

    def _hidden_figures(self, keys: int) -> str:
        if not self.table.hides_few or all(None not in row[keys:] for row in self.table.rows):
            return ""
        return f" Where no figure is shown, too few {self.dataset.nouns} stand behind it."

    def listing(self, spec: QuerySpec) -> str:
        size = len(self.table.rows)
        if not size:
            return f"No {self.dataset.nouns} match."
        if self.table.truncated:
            return f"The first {self._counted(size)}; there are more."
        if spec.limit_per is not None:
            per = self.dataset.get_column(spec.limit_per).label
            return f"{self._counted(size)}, the first {spec.limit:,} of each {per}."
        order = next(iter(spec.order_by), None)
        if spec.limit is None or spec.offset or order is None:
            return f"{self._counted(size)}."
        return f"{self._ranked(order, size)}."

    def _ranked(self, order: Order, size: int) -> str:
        column = self.dataset.get_column(order.column or "")
        if column.type.is_number:
            rank = "Top" if order.descending else "Bottom"
            return f"{rank} {self._counted(size)} by {column.label}"
        return f"{self._counted(size)}, sorted by {column.label}"

    def _counted(self, count: Cell) -> str:
        return f"{_number(count)} {self.dataset.noun if count == 1 else self.dataset.nouns}"


def _number(count: Cell) -> str:
    return f"{count:,}" if isinstance(count, int) else str(count)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
