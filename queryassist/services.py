"""Use-cases of queryassist: ask a question, and keep the value index in step with the data."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils import timezone

from queryassist import conf, executor, selectors
from queryassist.access import Access, check_access, may_ask
from queryassist.answers import Answer, Status, rows_to_json
from queryassist.catalog import Catalog, Dataset
from queryassist.compiler import Dialect, compile_spec, render
from queryassist.describe import describe
from queryassist.engines import PUZZLED, Engine, Reader, read
from queryassist.exceptions import AccessDenied, FewRows, QueryAssistError
from queryassist.filters import spec_from_filters
from queryassist.formats import Row
from queryassist.memory.examples import list_nearest
from queryassist.memory.glossary import with_words
from queryassist.memory.recall import recall
from queryassist.memory.wording import normalise
from queryassist.models import TITLE_LENGTH, Conversation, IndexedValue, Question, ValueIndexVersion
from queryassist.readings import AskBack, Choice, Clock, Context, Outcome, Reading, Refusal
from queryassist.sentences import Table, answer_sentence
from queryassist.spec import QuerySpec
from queryassist.spec_json import spec_to_json, to_storable
from queryassist.validation import check

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

COMMAND_LINE = "command line"
HISTORY_ROWS = 100
MOST_ALIKE = 3
TEXT_LENGTH = 4_000


class Progress(executor.Watch, Protocol):
    """Whoever follows a question on its way."""

    def running(self, reading: str) -> None:
        """Hear that the question was read and the database is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOptions:
    """How a question is read.

    ``now`` (aware) stands in for the present moment. ``previous`` is the spec that a follow-up
    refers to where there is no conversation to look it up in. ``reader`` and ``catalog`` replace
    the engine's reader and the datasets of the installed apps. ``progress`` hears how far the
    question is and may stop it.
    """

    engine: Engine = Engine.AUTO
    now: datetime | None = None
    previous: QuerySpec | None = None
    reader: Reader | None = None
    catalog: Catalog | None = None
    progress: Progress | None = None


def ask(
    *,
    question: str,
    asked_by: AbstractBaseUser | None,
    conversation: Conversation | None = None,
    options: AskOptions | None = None,
) -> Answer:
    """Answer a question in English and record it; every outcome is an Answer, never an error.

    A question by nobody (``asked_by`` None) is recorded as asked on the command line.
    """
    started = time.perf_counter()
    options = options or AskOptions()
    context = get_context(asked_by, conversation, options)
    answer = answer_unrecorded(question, context, asked_by, options)
    elapsed_ms = round((time.perf_counter() - started) * 1000, 2)
    answer = replace(answer, reference=context.reference, elapsed_ms=elapsed_ms)
    return record(answer, asked_by, conversation)


def query(
    *, dataset: str, filters: Mapping[str, object], asked_by: AbstractBaseUser | None
) -> Answer:
    """Answer a structured call and record it, its refusal too.

    ``filters`` are described at ``queryassist.filters.spec_from_filters``. Raises KeyError for a
    dataset that is unknown or not for this person, FilterError for a filter that is not valid, and
    AccessDenied for one that is not for this person.
    """
    started = time.perf_counter()
    access = selectors.get_access(asked_by)
    declared = access.catalog.get_dataset(dataset)
    call = to_storable(f"query({dataset!r}, {dict(filters)!r})")
    draft = Answer(status=Status.REFUSED, question=call, engine=Engine.FILTERS.value)
    try:
        answer = answer_spec(spec_from_filters(filters, declared, conf.zone()), declared, access)
    except QueryAssistError as error:
        record(replace(draft, message=to_storable(str(error))), asked_by)
        raise
    elapsed_ms = round((time.perf_counter() - started) * 1000, 2)
    answer = replace(answer, question=call, engine=draft.engine, elapsed_ms=elapsed_ms)
    return record(answer.to_storable(), asked_by)


def answer_unrecorded(
    question: str, context: Context, asked_by: AbstractBaseUser | None, options: AskOptions
) -> Answer:
    """Return what ``ask`` answers, as the person may see it, and leave no trace of it."""
    access = selectors.get_access(asked_by, catalog=options.catalog)
    engine: Engine = Engine.OFFLINE if options.engine is Engine.AUTO else options.engine
    recalled = None
    try:
        _require_datasets(access)
        if options.reader is not None:
            outcome = options.reader(question, context)
        elif (recalled := recall(question, context)) and recalled.reading:
            engine, outcome = Engine.VERIFIED, recalled.reading
        else:
            engine, outcome = read(options.engine, question, context)
        answer = _settle(question, outcome, access, options.progress)
    except QueryAssistError as error:
        answer = Answer(question=question, status=Status.REFUSED, message=str(error))
    answer = replace(
        answer,
        engine=engine.value,
        read_at=context.clock.now,
        verification=recalled.verification if recalled else None,
    )
    return answer.to_storable()


def _require_datasets(access: Access) -> None:
    if not access.catalog.datasets:
        declared = {each.permission for each in selectors.get_catalog() if each.permission}
        needed = ", ".join(sorted(declared))
        raise AccessDenied(
            "You may not see any data that can be asked about. It takes one of the permissions "
            f"{needed}: ask whoever manages the accounts."
        )


def get_context(
    asked_by: AbstractBaseUser | None, conversation: Conversation | None, options: AskOptions
) -> Context:
    """Return what a person's next question is read against: what they may see, in their words."""
    asked_by_id = None if asked_by is None else asked_by.pk
    access = selectors.get_access(asked_by, catalog=options.catalog)
    previous = options.previous
    if previous is None and conversation is not None:
        previous = selectors.find_previous_spec(conversation)
    clock = Clock(options.now or timezone.now(), conf.zone(), conf.week_start())
    return Context(
        catalog=with_words(access.catalog, asked_by_id),
        clock=clock,
        previous=previous,
        reference=str(uuid.uuid4()),
        asked_by_id=asked_by_id,
    )


def _settle(question: str, outcome: Outcome, access: Access, progress: Progress | None) -> Answer:
    match outcome:
        case Reading(spec, evidence):
            dataset = access.catalog.find_dataset(spec.dataset)
            if dataset is None:
                raise AccessDenied(f"You may not see {spec.dataset}.")
            answer = answer_spec(spec, dataset, access, progress)
            return replace(answer, question=question, evidence=evidence)
        case AskBack(message, choices):
            return Answer(
                question=question,
                status=Status.ASK_BACK,
                message=message,
                choices=(*choices, *_alike(question, access)),
            )
        case Refusal(message, reason):
            return Answer(
                question=question,
                status=Status.REFUSED,
                message=message,
                choices=_alike(question, access) if reason in PUZZLED else (),
            )


def _alike(question: str, access: Access) -> tuple[Choice, ...]:
    """Return verified questions to ask instead, of those that the person may ask."""
    nearest = list_nearest(question, access.catalog, count=MOST_ALIKE)
    return tuple(
        Choice(f"✓ {example.text}", example.text)
        for example in nearest
        if may_ask(example.spec, example.dataset, access)
    )


def answer_spec(
    spec: QuerySpec,
    dataset: Dataset,
    access: Access,
    progress: Progress | None = None,
    *,
    timeout_ms: int | None = None,
) -> Answer:
    """Return the answer to a spec, read as the reader role and not recorded.

    ``timeout_ms`` takes the place of the usual time limit.

    Where the database fails, it is a refusal with its reading and SQL. Raises SpecError where the
    spec does not fit the dataset, and AccessDenied where the person may not ask that.
    """
    check(spec, dataset)
    check_access(spec, dataset, access)
    zone = conf.zone()
    query = compile_spec(spec, dataset, get_dialect(dataset, access))
    draft = Answer(
        status=Status.REFUSED,
        reading=describe(spec, dataset, zone),
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
    table = Table(columns=query.columns, rows=rows, truncated=result.truncated)
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


@transaction.atomic
def record(
    answer: Answer, asked_by: AbstractBaseUser | None, conversation: Conversation | None = None
) -> Answer:
    """Return the answer with the number of the row that it is now kept in."""
    kept = conversation is not None and _hold(conversation)
    row = Question.objects.create(
        conversation=conversation if kept else None,
        asked_by_id=None if asked_by is None else asked_by.pk,
        asked_by_label=COMMAND_LINE if asked_by is None else asked_by.get_username(),
        reference=answer.reference,
        text=answer.question[:TEXT_LENGTH],
        wording=normalise(answer.question[:TEXT_LENGTH]),
        read_at=answer.read_at,
        verified_id=answer.verification.pk if answer.verification else None,
        engine=answer.engine,
        status=answer.status,
        reading=answer.reading,
        sql=answer.sql,
        spec=None if answer.spec is None else spec_to_json(answer.spec),
        columns=[asdict(column) for column in answer.columns],
        rows=rows_to_json(answer.rows[:HISTORY_ROWS]),
        row_count=answer.row_count,
        truncated=answer.truncated,
        message=answer.message,
        layer=answer.layer,
        choices=[asdict(choice) for choice in answer.choices],
        evidence=[asdict(part) for part in answer.evidence],
        elapsed_ms=answer.elapsed_ms,
    )
    if conversation is not None and kept:
        conversation.title = conversation.title or answer.question[:TITLE_LENGTH]
        conversation.save(update_fields=["title", "updated_at"])
    return replace(answer, question_id=row.pk)


def _hold(conversation: Conversation) -> bool:
    """Whether a conversation is still there; it then stays until the transaction ends.

    Its owner may delete it while a question runs: the question is audited all the same.
    """
    return Conversation.objects.select_for_update().filter(pk=conversation.pk).exists()


def start_conversation(*, owner: AbstractBaseUser, title: str = "") -> Conversation:
    """Return a new conversation of ``owner``; without a title it takes its first question's."""
    title = to_storable(title)[:TITLE_LENGTH]
    return Conversation.objects.create(owner_id=owner.pk, title=title)


@transaction.atomic
def refresh_value_index(*, dataset: str) -> int:
    """Return how many distinct values the index of a dataset now holds; safe to run at once.

    Of a column with more values than the cap, the most frequent are kept. Raises KeyError for a
    dataset that is not in the catalog.
    """
    source = selectors.get_catalog().get_dataset(dataset)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"queryassist.{dataset}"])
    found = {
        (column.name, value)
        for column in source.indexed_columns
        for value in selectors.list_column_values(source, column, cap=conf.value_cap())
    }
    known = IndexedValue.objects.filter(dataset=dataset)
    rows = {(row.column, row.value): row.pk for row in known}
    if found == rows.keys():
        return len(found)
    known.filter(pk__in=[pk for key, pk in rows.items() if key not in found]).delete()
    IndexedValue.objects.bulk_create(
        IndexedValue(dataset=dataset, column=column, value=value)
        for column, value in sorted(found - rows.keys())
    )
    ValueIndexVersion.objects.update_or_create(dataset=dataset, defaults={"version": uuid.uuid4()})
    return len(found)
