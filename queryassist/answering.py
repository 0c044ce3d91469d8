"""From a reading to its answer: checked, compiled, run as the reader, put into words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from queryassist import conf, executor
from queryassist.access import Access, check_access
from queryassist.answers import Answer, Status
from queryassist.catalog import Dataset
from queryassist.compiler import Dialect, compile_spec, render
from queryassist.describe import describe
from queryassist.exceptions import FewRows, QueryAssistError
from queryassist.formats import Row
from queryassist.sentences import Table, answer_sentence
from queryassist.spec import QuerySpec
from queryassist.validation import check


def answer_spec(
    spec: QuerySpec,
    dataset: Dataset,
    access: Access,
    progress: executor.Progress | None = None,
    *,
    timeout_ms: int | None = None,
    reading: str = "",
) -> Answer:
    """Return the answer to a spec, read as the reader role and not recorded.

    ``timeout_ms`` takes the place of the usual time limit, ``reading`` that of the spec's words.

    Where the database fails, it is a refusal with its reading and SQL. Raises SpecError where the
    spec does not fit the dataset, and AccessDenied where the person may not ask that.
    """
    check(spec, dataset)
    check_access(spec, dataset, access)
    zone = conf.zone()
    dialect = get_dialect(dataset, access)
    query = compile_spec(spec, dataset, dialect)
    draft = Answer(
        status=Status.REFUSED,
        reading=reading or describe(spec, dataset, zone),
        sql=render(query.statement),
        spec=spec,
    )
    if progress:
        progress.running(draft.reading)
    try:
        result = executor.run(query.statement, watch=progress, timeout_ms=timeout_ms)
    except QueryAssistError as error:
        return replace(draft, message=str(error))
    if spec.measures and not spec.group_by and not result.rows:
        return replace(draft, message=str(FewRows()))
    rows = tuple(_in_zone(row, zone) for row in result.rows)
    hides_few = dialect.smallest_group > 1
    table = Table(columns=query.columns, rows=rows, truncated=result.truncated, hides_few=hides_few)
    return replace(
        draft,
        status=Status.ANSWERED,
        columns=query.columns,
        rows=rows,
        truncated=result.truncated,
        sql_ms=result.sql_ms,
        message=answer_sentence(spec, dataset, zone, table),
    )


def _in_zone(row: Row, zone: ZoneInfo) -> Row:
    return tuple(cell.astimezone(zone) if isinstance(cell, datetime) else cell for cell in row)


def get_dialect(dataset: Dataset, access: Access) -> Dialect:
    """Return how specs are compiled for a person: calendar, views, row cap, and what is masked."""
    return Dialect(
        zone=conf.zone(),
        week_start=conf.week_start(),
        schema=conf.READER_SCHEMA,
        max_rows=conf.row_cap() + 1,
        masked=access.masked(dataset),
        smallest_group=0 if access.sees_personal else access.smallest_group,
    )
