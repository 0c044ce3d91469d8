"""Use-cases of queryassist: ask a question, and keep the value index in step with the data."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from queryassist import conf, free_sql, selectors
from queryassist.answering import answer_spec
from queryassist.answers import Answer, Status
from queryassist.catalog import Catalog
from queryassist.chat_skills.registry import find_call, list_usable
from queryassist.engine_names import Engine
from queryassist.engines import Reader, read
from queryassist.english.choosing import find_chosen
from queryassist.exceptions import AccessDenied, QueryAssistError
from queryassist.executor import Progress
from queryassist.filters import spec_from_filters
from queryassist.memory.glossary import with_words
from queryassist.memory.recall import recall
from queryassist.models import TITLE_LENGTH, Conversation, IndexedValue, ValueIndexVersion
from queryassist.readings import Choice, Clock, Context, Result
from queryassist.recording import record
from queryassist.settling import Settling
from queryassist.spec import QuerySpec
from queryassist.spec_json import to_storable

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


REMEMBERED_READINGS = 5
"""How many readings of a conversation a question is read against at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOptions:
    """How a question is read.

    ``now`` (aware) stands in for the present moment. ``previous`` is the spec that a follow-up
    refers to, ``unanswered`` the questions after it that had no answer, and ``choices`` what the
    last question was asked back with, where there is no conversation to look them up in.
    ``reader`` and ``catalog`` replace the engine's reader and the datasets of the installed apps.
    ``progress`` hears how far the question is and may stop it.
    """

    engine: Engine = Engine.AUTO
    now: datetime | None = None
    previous: QuerySpec | None = None
    choices: Sequence[Choice] = ()
    unanswered: tuple[str, ...] = ()
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

    A question by nobody (``asked_by`` None) is recorded as asked on the command line. What names a
    choice of the question back before it is asked, and recorded, as the question of that choice.
    """
    started = time.perf_counter()
    options = options or AskOptions()
    context = get_context(asked_by, conversation, options)
    choices = selectors.find_open_choices(conversation) if conversation else options.choices
    if chosen := find_chosen(question, choices, context.catalog):
        question = chosen.question
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
    call = to_storable(f"query({dataset!r}, {filters!r})")
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
    outcome: Result
    try:
        call = None if access.catalog.datasets else find_call(question)
        if call is None:
            require_datasets(access.catalog)
        if call is not None:
            engine, outcome = Engine.OFFLINE, call
        elif options.reader is not None:
            outcome = options.reader(question, context)
        elif (recalled := recall(question, context)) and recalled.reading:
            engine, outcome = Engine.VERIFIED, recalled.reading
        else:
            engine, outcome = read(options.engine, question, context, options.progress)
        settling = Settling(question, context, access, asked_by, options.progress)
        answer = settling.settle(outcome)
    except QueryAssistError as error:
        answer = Answer(question=question, status=Status.REFUSED, message=str(error))
    answer = replace(
        answer,
        engine=answer.engine or engine.value,
        read_at=context.clock.now,
        verification=recalled.verification if recalled else None,
    )
    return answer.to_storable()


def require_datasets(catalog: Catalog) -> None:
    """Raise AccessDenied, in words for the person, where there is nothing that they may see."""
    if not catalog.datasets:
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
    specs = [options.previous]
    if options.previous is None and conversation is not None:
        specs += selectors.list_previous_specs(conversation, count=REMEMBERED_READINGS)
    unanswered = options.unanswered
    if not unanswered and conversation is not None:
        unanswered = selectors.list_unanswered(conversation, count=REMEMBERED_READINGS)
    clock = Clock(options.now or timezone.now(), conf.zone(), conf.week_start())
    return Context(
        catalog=with_words(access.catalog, asked_by_id),
        clock=clock,
        previous=specs[-1],
        earlier=tuple(spec for spec in specs[:-1] if spec is not None),
        unanswered=unanswered,
        reference=str(uuid.uuid4()),
        asked_by_id=asked_by_id,
        sees_personal=access.sees_personal,
        relations=free_sql.list_relations(asked_by),
        skills=tuple(skill.name for skill in list_usable(asked_by)),
    )


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
