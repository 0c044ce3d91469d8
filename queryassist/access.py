"""What a person may see: which datasets, personal columns or masks in their place, small groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from queryassist.catalog import Catalog, Dataset
from queryassist.english.boolean import columns_of
from queryassist.exceptions import AccessDenied
from queryassist.spec import ColumnRef, Comparison, Condition, Not, QuerySpec, Statistic


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The datasets that a person may ask about, and whether personal columns are shown.

    Who does not see personal columns finds a mask in their place, may not ask by them, and gets
    no figures about fewer rows than ``smallest_group``.
    """

    catalog: Catalog
    sees_personal: bool
    smallest_group: int

    def masked(self, dataset: Dataset) -> frozenset[str]:
        """Return the columns of a dataset that are shown as a mask."""
        if self.sees_personal:
            return frozenset()
        return frozenset(column.name for column in dataset.columns if column.personal)


def check_access(spec: QuerySpec, dataset: Dataset, access: Access) -> None:
    """Raise AccessDenied for a dataset that is not seen, and where a mask would be undone."""
    if access.catalog.find_dataset(dataset.name) is None:
        raise AccessDenied(f"You may not see {dataset.nouns}.")
    masked = access.masked(dataset)
    for name in _used(spec):
        if name in masked:
            label = dataset.get_column(name).label
            raise AccessDenied(
                f"You may not ask by {label}: it is personal, and you lack the permission for that."
            )


def may_read_spec(spec: QuerySpec, dataset: Dataset, access: Access) -> bool:
    """Return whether ``check_access`` lets a spec through."""
    try:
        check_access(spec, dataset, access)
    except AccessDenied:
        return False
    return True


def _used(spec: QuerySpec) -> Iterator[str]:
    """Yield the columns that decide about rows, their order or a figure; not those merely shown."""
    conditions = [spec.where]
    for measure in spec.measures:
        conditions += measure.conditions
        yield measure.column or ""
        yield measure.per.column if measure.per is not None else ""
    for condition in conditions:
        yield from columns_of(condition)
        yield from _compared(condition)
    yield from (key.column for key in spec.group_by)
    yield from (order.column or "" for order in spec.order_by)
    yield spec.limit_per or ""


def _compared(condition: Condition | None) -> Iterator[str]:
    match condition:
        case None:
            return
        case Comparison(value=ColumnRef(name) | Statistic(column=name)):
            yield name
        case Comparison():
            return
        case Not(part):
            yield from _compared(part)
        case _:
            for part in condition.parts:
                yield from _compared(part)
