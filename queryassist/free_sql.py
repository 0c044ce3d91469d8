"""SQL that people write themselves: guarded, priced, run as the reader, and recorded."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import psycopg
from psycopg.sql import SQL, Composed
from pydantic import ValidationError

from queryassist import conf, executor, recording, selectors
from queryassist.answers import Answer, Status
from queryassist.engine_names import Engine
from queryassist.exceptions import AnswerTooLarge, QueryAssistError, QueryFailed
from queryassist.executor import Gate, Result
from queryassist.formats import Cell, ResultColumn, Row
from queryassist.guard import Guarded, Layer, Relation, SqlRefused, guard
from queryassist.plans import MAX_GATHERED_BYTES, Plan, gathered_bytes

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    from queryassist.models import Conversation

_KINDS: Mapping[type, str] = {
    bool: "boolean",
    int: "integer",
    float: "decimal",
    Decimal: "decimal",
    datetime: "timestamp",
}
_EXPLANATIONS = {
    "21000": "A SELECT that stands for one value gave several rows.",
    "22003": "A number is too large for its type.",
    "22007": "A text is not a date or time.",
    "22008": "A date or time is out of range.",
    "22012": "Something is divided by zero; NULLIF(…, 0) avoids that.",
    "22023": "A function was given a value that it does not take.",
    "22P02": "A text cannot be read as the type that it is compared with or cast to.",
    "2201B": "A regular expression is not valid.",
    "42702": "A column name stands for several columns. Say which.",
    "42703": "A column is used where it cannot be seen.",
    "42803": "A column must stand in GROUP BY, or in a function such as sum.",
    "42804": "Types do not fit each other. Cast one of them.",
    "42846": "There is no such cast between these types.",
    "42883": "No function or operator takes these types. Cast a value, as in age::text.",
    "42P01": "A relation is used where it cannot be seen.",
    "42P10": "ORDER BY or GROUP BY names a column that is not there.",
    "42P18": "The type of a value is not clear. Cast it.",
    "42P20": "Window functions cannot stand here.",
    "53400": "The statement needs more disk space than it may use. Narrow it.",
    "54000": "The statement makes a value that is too large.",
    "54001": "The statement is nested too deeply.",
}
"""What went wrong, by SQLSTATE: PostgreSQL's own messages would quote values."""
WRITTEN_BY_HAND = "SQL of your own"
_UNKNOWN = "The database could not run this statement. The details are in the log."


def run_sql(
    *,
    person: AbstractBaseUser,
    sql: str,
    conversation: Conversation | None = None,
    progress: executor.Progress | None = None,
) -> Answer:
    """Run one SELECT that a person wrote and record it; every outcome is an Answer, never an error.

    It may read the datasets that the person may see. A refusal names the layer that refused.
    ``progress`` hears when the database is asked and may stop it.
    """
    started = time.perf_counter()
    if progress:
        progress.running(WRITTEN_BY_HAND)
    answer = answer_sql(person, sql, progress).to_storable()
    elapsed_ms = round((time.perf_counter() - started) * 1000, 2)
    return recording.record(replace(answer, elapsed_ms=elapsed_ms), person, conversation)


def answer_sql(
    person: AbstractBaseUser | None, text: str, watch: executor.Watch | None = None
) -> Answer:
    """Return what ``run_sql`` answers, and leave no trace of it; nobody may run SQL.

    ``watch`` may stop it.
    """
    draft = Answer(status=Status.REFUSED, question=text, engine=Engine.SQL.value)
    try:
        guarded = check(text, _relations(person))
    except SqlRefused as error:
        return replace(draft, layer=error.layer.value, message=str(error))
    draft = replace(draft, sql=guarded.text)
    try:
        result = execute(guarded, watch)
    except SqlRefused as error:
        return replace(draft, layer=error.layer.value, message=str(error))
    return _answered(draft, guarded, result)


def _relations(person: AbstractBaseUser | None) -> tuple[Relation, ...]:
    if person is None:
        raise SqlRefused(Layer.PERMISSION, "Only a person with the permissions for it may run SQL.")
    missing = selectors.find_missing_sql_permission(person)
    if missing is not None:
        message = f"You may not run SQL: the permission {missing} is missing."
        raise SqlRefused(Layer.PERMISSION, message)
    return selectors.list_relations(person)


def list_relations(person: AbstractBaseUser | None) -> tuple[Relation, ...]:
    """Return the views that SQL of a person may read: none where they may not run any."""
    try:
        return _relations(person)
    except SqlRefused:
        return ()


def check(text: str, relations: tuple[Relation, ...]) -> Guarded:
    """Return the statement as it may run; SqlRefused where it may not."""
    return guard(text, relations, schema=conf.READER_SCHEMA, max_rows=conf.row_cap() + 1)


def execute(guarded: Guarded, watch: executor.Watch | None = None) -> Result:
    """Return the rows of a statement.

    Raises SqlRefused where it costs too much, the database fails, or the rows are too large.
    """
    try:
        fetch = partial(executor.fetch_within, width=len(guarded.columns))
        gate = _cost_gate(guarded)
        return executor.run(_composed(guarded.text), watch=watch, gate=gate, fetch=fetch)
    except SqlRefused:
        raise
    except AnswerTooLarge as error:
        raise SqlRefused(Layer.SIZE, str(error)) from error
    except QueryAssistError as error:
        raise SqlRefused(Layer.DATABASE, _explain(error)) from error


def _composed(text: str) -> Composed:
    # Only the guard's own text comes here; psycopg reads % as the start of a placeholder.
    return Composed([SQL(text.replace("%", "%%"))])


def _cost_gate(guarded: Guarded) -> Gate:
    def refuse_costly(connection: psycopg.Connection) -> None:
        # Without the LIMIT, which would make the price of any join look small.
        plan = _get_plan(connection, guarded.whole)
        if plan.cost > conf.max_cost():
            message = (
                f"PostgreSQL estimates the cost at {plan.cost:,.0f}, and up to "
                f"{conf.max_cost():,.0f} is run. Narrow the statement: filter earlier, or join on "
                "a column."
            )
            raise SqlRefused(Layer.COST, message)
        size = gathered_bytes(plan, guarded.gathering)
        if size > MAX_GATHERED_BYTES:
            message = (
                f"The statement would gather about {size / 1e6:,.0f} MB of values into one, and up "
                f"to {MAX_GATHERED_BYTES / 1e6:,.0f} MB is run. Gather fewer rows: filter, join on "
                "a column, or list the rows without gathering them."
            )
            raise SqlRefused(Layer.COST, message)

    return refuse_costly


def _get_plan(connection: psycopg.Connection, text: str) -> Plan:
    query = Composed([SQL("EXPLAIN (VERBOSE, FORMAT JSON) "), _composed(text)])
    try:
        ((explained,),) = connection.execute(query, []).fetchall()
        return Plan.model_validate(explained[0]["Plan"])
    except (RecursionError, ValidationError) as error:
        message = (
            "PostgreSQL would need too many steps for it. Take fewer subqueries and WITH queries."
        )
        raise SqlRefused(Layer.COST, message) from error


def _explain(error: QueryAssistError) -> str:
    cause = error.__cause__
    state = cause.sqlstate if isinstance(cause, psycopg.Error) else None
    if state in _EXPLANATIONS:
        return _EXPLANATIONS[state]
    return _UNKNOWN if type(error) is QueryFailed else str(error)


def _answered(draft: Answer, guarded: Guarded, result: Result) -> Answer:
    zone = conf.zone()
    rows = tuple(_plain_row(row, zone) for row in result.rows)
    count = f"The first {len(rows):,} rows." if result.truncated else f"Rows: {len(rows):,}."
    return replace(
        draft,
        status=Status.ANSWERED,
        columns=tuple(_column(name, rows, n) for n, name in enumerate(guarded.columns)),
        rows=rows,
        truncated=result.truncated,
        message=count,
    )


def _column(name: str, rows: tuple[Row, ...], index: int) -> ResultColumn:
    first = next((row[index] for row in rows if row[index] is not None), None)
    return ResultColumn(name=name, label=name, kind=_KINDS.get(type(first), "text"))


def _plain_row(row: tuple[object, ...], zone: ZoneInfo) -> Row:
    return tuple(_plain(cell, zone) for cell in row)


def _plain(cell: object, zone: ZoneInfo) -> Cell:
    """Return a cell as an answer can hold it: dates, intervals and lists as text."""
    match cell:
        case None | bool() | int() | str() | Decimal():
            return cell
        case float():
            return cell if math.isfinite(cell) else str(cell)
        case datetime() if cell.tzinfo is not None:
            return _in_zone(cell, zone)
        case datetime():
            return cell.isoformat(sep=" ")
        case list() | tuple() | dict():
            return json.dumps(cell, default=str, ensure_ascii=False)
        case _:
            return str(cell)


def _in_zone(moment: datetime, zone: ZoneInfo) -> datetime | str:
    try:
        return moment.astimezone(zone)
    except OverflowError:  # its year would be 0 or 10000
        return moment.isoformat(sep=" ")
