"""The state of the data day by day: how many rows, how many missing values, how fresh."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone
from psycopg import sql

from queryassist import conf, selectors
from queryassist.catalog import ColumnType, Dataset
from queryassist.memory.models import ColumnSnapshot, DatasetSnapshot


def take_snapshots(*, now: datetime) -> int:
    """Write down the state of every dataset, in the place of one of the same day; return how many.

    Counts alone leave the tables, no value of a row.
    """
    day = timezone.localtime(now, conf.zone()).date()
    datasets = selectors.get_catalog().datasets
    for dataset in datasets:
        _take(dataset, day, now)
    return len(datasets)


@transaction.atomic
def _take(dataset: Dataset, day: date, now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_query(dataset))
        row_count, newest_at, *nulls = cursor.fetchone()
    snapshot, _ = DatasetSnapshot.objects.update_or_create(
        dataset=dataset.name,
        day=day,
        defaults={"taken_at": now, "row_count": row_count, "newest_at": newest_at},
    )
    snapshot.columns.all().delete()
    ColumnSnapshot.objects.bulk_create(
        ColumnSnapshot(snapshot=snapshot, column=column.name, null_count=null_count)
        for column, null_count in zip(dataset.columns, nulls, strict=True)
    )


def _query(dataset: Dataset) -> sql.Composed:
    times = [
        sql.SQL("max({})").format(sql.Identifier(column.name))
        for column in dataset.columns
        if column.type is ColumnType.TIMESTAMP
    ]
    newest = sql.SQL("greatest({})").format(sql.SQL(", ").join(times)) if times else sql.NULL
    nulls = [
        sql.SQL("count(*) - count({})").format(sql.Identifier(column.name))
        for column in dataset.columns
    ]
    return sql.SQL("SELECT count(*), {} FROM {}").format(
        sql.SQL(", ").join([newest, *nulls]), sql.Identifier(dataset.source)
    )
