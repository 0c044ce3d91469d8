"""Reads of queryassist: the catalog, the value index, and a person's conversations."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from itertools import takewhile
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import PermissionsMixin
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import module_has_submodule
from psycopg import sql

from queryassist import conf
from queryassist.access import Access
from queryassist.catalog import Catalog, Column, Dataset
from queryassist.guard import Relation
from queryassist.models import (
    SQL_PERMISSION,
    Conversation,
    IndexedValue,
    Question,
    Share,
    Submission,
    ValueIndexVersion,
)
from queryassist.readings import Choice
from queryassist.spec import QuerySpec
from queryassist.spec_json import Json, spec_from_json
from queryassist.statements import Statement

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

Values = Mapping[str, tuple[str, ...]]

logger = logging.getLogger(__name__)


@cache
def get_catalog() -> Catalog:
    """Return the datasets that the installed apps declare in their ``datasets.py``."""
    datasets: list[Dataset] = []
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, "datasets"):
            datasets.extend(import_module(f"{config.name}.datasets").DATASETS)
    return Catalog(tuple(datasets))


def get_access(person: AbstractBaseUser | None, *, catalog: Catalog | None = None) -> Access:
    """Return what a person may see of the datasets, or of those in ``catalog``.

    Nobody is an operator at the command line, who sees everything.
    """
    whole = catalog or get_catalog()
    if person is None:
        return Access(catalog=whole, sees_personal=True, smallest_group=0)
    seen = tuple(each for each in whole if has_permission(person, each.permission or ""))
    return Access(
        catalog=whole if len(seen) == len(whole.datasets) else _catalog_of(seen),
        sees_personal=has_permission(person, conf.personal_data_permission()),
        smallest_group=conf.smallest_group(),
    )


@lru_cache(maxsize=64)
def _catalog_of(datasets: tuple[Dataset, ...]) -> Catalog:
    """Return the same catalog for the same datasets, so that what is built from it is kept."""
    return Catalog(datasets)


def find_missing_sql_permission(person: AbstractBaseUser) -> str | None:
    """Return the first permission that a person lacks to run SQL; None where they may."""
    needed = (SQL_PERMISSION, conf.personal_data_permission())
    return next((each for each in needed if not has_permission(person, each)), None)


def list_relations(person: AbstractBaseUser) -> tuple[Relation, ...]:
    """Return the views that a person may read in SQL: those of datasets they may see."""
    return tuple(
        _relation(dataset)
        for dataset in get_catalog()
        if has_permission(person, dataset.permission or "")
    )


def list_all_relations() -> tuple[Relation, ...]:
    """Return the views of all datasets."""
    return tuple(map(_relation, get_catalog()))


def _relation(dataset: Dataset) -> Relation:
    return Relation(name=dataset.name, columns=dataset.view_columns)


def has_permission(person: AbstractBaseUser, permission: str) -> bool:
    """Return whether an active person has a permission; superusers have every one."""
    return isinstance(person, PermissionsMixin) and person.has_perm(permission)


def get_value_versions() -> dict[str, UUID]:
    """Return the version of the value index of each dataset that has one, by dataset name."""
    return dict(_value_versions().fetch())


@cache
def _value_versions() -> Statement[tuple[str, UUID]]:
    return Statement.of(ValueIndexVersion.objects.values_list("dataset", "version"))


def get_values(dataset: Dataset) -> Values:
    """Return the distinct values of each indexed column of a dataset, by column name."""
    values: dict[str, list[str]] = {column.name: [] for column in dataset.indexed_columns}
    rows = IndexedValue.objects.filter(dataset=dataset.name, column__in=values)
    for column, value in rows.order_by("value").values_list("column", "value"):
        values[column].append(value)
    return MappingProxyType({column: tuple(found) for column, found in values.items()})


def list_column_values(dataset: Dataset, column: Column, *, cap: int) -> list[str]:
    """Return the distinct texts in a column of the table itself, the most frequent first."""
    query = sql.SQL(
        "SELECT {column} FROM {table} WHERE {column} <> '' GROUP BY 1 ORDER BY count(*) DESC, 1"
        " LIMIT {cap}"
    ).format(
        column=sql.Identifier(column.name),
        table=sql.Identifier(dataset.source),
        cap=sql.Literal(cap),
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [str(value) for (value,) in cursor.fetchall()]


def list_conversations(owner: AbstractBaseUser) -> QuerySet[Conversation]:
    """Return a person's conversations, the latest first."""
    return Conversation.objects.filter(owner_id=owner.pk)


def list_questions(conversation: Conversation) -> QuerySet[Question]:
    """Return the questions of a conversation in the order they were asked."""
    questions = conversation.questions.select_related("verified", "double_entry")
    return questions.prefetch_related("verifications").order_by("asked_at", "pk")


def list_previous_specs(conversation: Conversation, *, count: int) -> list[QuerySpec | None]:
    """Return the specs of the last questions of a conversation that were answered, oldest first.

    One that this version cannot read is None: the question after it then stands by itself.
    """
    answered = conversation.questions.filter(status=Question.Status.ANSWERED, spec__isnull=False)
    # Without their rows, which take longer to read than all else of a question.
    latest = answered.order_by("-asked_at", "-pk").only("conversation", "spec")[:count]
    return [find_spec(row) for row in latest][::-1]


def list_unanswered(conversation: Conversation, *, count: int) -> tuple[str, ...]:
    """Return the last questions of a conversation that came after all that were answered."""
    latest = conversation.questions.order_by("-asked_at", "-pk").only(
        "conversation", "status", "text"
    )[:count]
    unanswered = takewhile(lambda each: each.status != Question.Status.ANSWERED, latest)
    return tuple(question.text for question in unanswered)[::-1]


def find_open_choices(conversation: Conversation) -> tuple[Choice, ...]:
    """Return what the last question of a conversation was answered with, if that was a question."""
    latest = conversation.questions.order_by("-asked_at", "-pk")
    last = latest.only("conversation", "status", "choices").first()
    if last is None or last.status != Question.Status.ASK_BACK:
        return ()
    return tuple(Choice(label=each["label"], question=each["question"]) for each in last.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What a person is asking now, and the last of their questions that has its answer."""

    submissions: tuple[Submission, ...]
    latest: Question | None
    steps: tuple[Submission.Stage, ...] = tuple(Submission.Stage)


def get_asking(owner_pk: int) -> Asking:
    """Return what a person is asking now, the first sent first."""
    submissions = Submission.objects.filter(conversation__owner_id=owner_pk)
    questions = Question.objects.filter(conversation__owner_id=owner_pk)
    return Asking(
        submissions=tuple(submissions.in_progress(timezone.now()).order_by("sent_at")),
        latest=questions.only("pk", "conversation_id").first(),
    )


def get_reading(question: Question) -> tuple[QuerySpec, Dataset]:
    """Return how a question was read and what it is about; Question.DoesNotExist without either."""
    spec = find_spec(question)
    dataset = get_catalog().find_dataset(spec.dataset) if spec else None
    if spec is None or dataset is None:
        raise Question.DoesNotExist
    return spec, dataset


def list_own_questions(owner: AbstractBaseUser) -> QuerySet[Question]:
    """Return the questions in a person's conversations."""
    return Question.objects.filter(conversation__owner_id=owner.pk).select_related("conversation")


def find_share(question: Question) -> Share | None:
    """Return the share of a question, or None where nobody else may see it."""
    return Share.objects.filter(question=question).first()


def list_shared_questions(token: UUID) -> QuerySet[Question]:
    """Return the question that a token shows: none once its conversation was deleted."""
    return Question.objects.filter(share__token=token, conversation__isnull=False)


def find_spec(question: Question) -> QuerySpec | None:
    """Return how a question was read; None where it was not, or not so that this version knows."""
    return read_spec(question.spec, f"question {question.pk}")


def read_spec(stored: dict[str, Json] | None, where: str) -> QuerySpec | None:
    """Return the spec that is stored somewhere; None where none is, or none that can be read."""
    if stored is None:
        return None
    try:
        return spec_from_json(stored)
    except (KeyError, TypeError, ValueError) as error:
        logger.warning("The stored spec of %s cannot be read: %r", where, error)
        return None
