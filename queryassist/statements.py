"""Look-ups that every question makes: Django writes their SQL once, and not for each question.

Writing it takes Django several times as long as it takes the database to answer it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Statement(Generic[Row]):
    """A SELECT and the values of its placeholders."""

    sql: str
    params: tuple[str | int, ...]

    @classmethod
    def of(cls, rows: QuerySet[Model, Row]) -> Statement[Row]:
        """Return the statement of a ``values_list``, to be kept; it has no order."""
        sql, params = rows.order_by().query.sql_with_params()
        return cls(sql, tuple(params))

    def fetch(self, *params: str | int) -> list[Row]:
        """Return the rows that are there now, for other values than its own where some are given.

        They are as the database driver reads them: no JSON and no choices.
        """
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params or self.params)
            rows: list[Row] = cursor.fetchall()
            return rows
