"""Use-cases of verified questions: mark an answer as right, take that back, and try them again."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import DEFAULT_DB_ALIAS, DatabaseError, IntegrityError, connections, transaction
from django.db.models import Q, QuerySet
from psycopg import errors, sql

from queryassist import selectors, services
from queryassist.answering import get_dialect
from queryassist.compiler import bind, compile_spec
from queryassist.engine_names import Engine
from queryassist.exceptions import SpecError
from queryassist.memory.conditions import holds_time
from queryassist.memory.exceptions import ChangedSince, NotVerifiable
from queryassist.memory.glossary import taught_words_in
from queryassist.memory.limits import QUESTION_LENGTH
from queryassist.memory.models import (
    VERIFY_PERMISSION,
    TaughtWord,
    VerifiedQuestion,
)
from queryassist.memory.recall import find_reading
from queryassist.memory.wording import normalise
from queryassist.models import Question
from queryassist.readings import Context
from queryassist.spec import QuerySpec
from queryassist.spec_json import spec_from_json, spec_to_json
from queryassist.validation import check

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

logger = logging.getLogger(__name__)

_GOES_ON = (
    "This question goes on from the one before it. Ask it in full in a new conversation, and mark "
    "that answer as right."
)
_NOT_THERE = (errors.UndefinedTable.sqlstate, errors.InvalidSchemaName.sqlstate)


def is_verifiable(*, status: str, engine: str, text: str) -> bool:
    """Return whether an answer is one that could be marked as right at all."""
    is_read = status == Question.Status.ANSWERED and engine in (
        Engine.OFFLINE,
        Engine.CLAUDE,
        Engine.BOTH,
    )
    return is_read and len(text) <= QUESTION_LENGTH >= len(normalise(text)) > 0


def verify(*, question: Question, verified_by: AbstractBaseUser, now: datetime) -> VerifiedQuestion:
    """Keep a question of the person's own with its reading as right, in the place of an older one.

    Raises NotVerifiable, in words for the person, where it does not stand by itself or speaks in
    words that only they know, and PermissionDenied without the permission.
    """
    if not selectors.has_permission(verified_by, VERIFY_PERMISSION):
        raise PermissionDenied
    spec = selectors.find_spec(question)
    may_be = is_verifiable(status=question.status, engine=question.engine, text=question.text)
    if spec is None or not may_be:
        raise NotVerifiable
    options = services.AskOptions(now=question.read_at or question.asked_at)
    context = services.get_context(verified_by, None, options)
    _check_stands_alone(question, spec, context)
    _check_is_shared(question, verified_by)
    row = VerifiedQuestion(
        wording=normalise(question.text),
        text=question.text,
        reading=question.reading,
        spec=spec_to_json(spec),
        read_at=context.clock.now,
        is_reread=holds_time(spec) or bool(taught_words_in(question.text, context.catalog)),
        question=question,
        verified_by_id=verified_by.pk,
        verified_by_label=verified_by.get_username(),
        verified_at=now,
    )
    try:
        return _replace(row, verified_by, now)
    except IntegrityError:
        return VerifiedQuestion.objects.in_force().get(wording=row.wording)


def _check_stands_alone(question: Question, spec: QuerySpec, context: Context) -> None:
    if not _has_answer_before(question):
        return
    if find_reading(question.text, context) != spec:
        raise NotVerifiable(_GOES_ON)


def _has_answer_before(question: Question) -> bool:
    """Whether the question may go on from another; unknown where its conversation is gone."""
    if question.conversation_id is None:
        return True
    before = Q(asked_at__lt=question.asked_at) | Q(asked_at=question.asked_at, pk__lt=question.pk)
    thread = Question.objects.filter(conversation_id=question.conversation_id)
    return thread.filter(before, status=Question.Status.ANSWERED, spec__isnull=False).exists()


def _check_is_shared(question: Question, person: AbstractBaseUser) -> None:
    catalog = services.get_context(person, None, services.AskOptions()).catalog
    words = [named for _, named in taught_words_in(question.text, catalog)]
    chosen = next((named.name for named in words if named.remembered), None)
    if chosen is not None:
        raise NotVerifiable(
            f"“{chosen}” is read as you alone chose, so this answer is not right for everyone."
        )
    said = {named.name for named in words}
    own = TaughtWord.objects.known_to(person.pk).exclude(state=TaughtWord.State.SHARED)
    private = sorted(said & set(own.values_list("word", flat=True)))
    if private:
        raise NotVerifiable(
            f"“{private[0]}” is a word that only you know. Once it is shared with everyone, "
            "answers that use it can be marked as right."
        )


@transaction.atomic
def _replace(row: VerifiedQuestion, person: AbstractBaseUser, now: datetime) -> VerifiedQuestion:
    known = VerifiedQuestion.objects.in_force().select_for_update()
    old = known.filter(wording=row.wording).first()
    if old is not None:
        if old.spec == row.spec and not old.problem:
            return old
        withdraw(verified=old, withdrawn_by=person, now=now)
    row.save()
    return row


def withdraw(*, verified: VerifiedQuestion, withdrawn_by: AbstractBaseUser, now: datetime) -> None:
    """Stop reusing a verified question; the row stays. PermissionDenied without the permission."""
    if not selectors.has_permission(withdrawn_by, VERIFY_PERMISSION):
        raise PermissionDenied
    VerifiedQuestion.objects.in_force().filter(pk=verified.pk).update(
        withdrawn_at=now, withdrawn_by_label=withdrawn_by.get_username()
    )


def hash_of(rows: Iterable[VerifiedQuestion]) -> str:
    """Return the hash of what a page shows of verified questions; it does not tell their order."""
    shown = sorted([row.pk, row.text, row.reading, row.withdrawn_at is None] for row in rows)
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


@transaction.atomic
def withdraw_shown(
    *, rows: QuerySet[VerifiedQuestion], shown: str, withdrawn_by: AbstractBaseUser, now: datetime
) -> None:
    """Stop reusing verified questions as they were shown, by ``hash_of`` of them.

    Raises ChangedSince where they have changed since, PermissionDenied without the permission.
    """
    locked = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if hash_of(locked) != shown:
        raise ChangedSince
    for row in locked:
        withdraw(verified=row, withdrawn_by=withdrawn_by, now=now)


def recheck_all() -> int:
    """Try all verified questions in EXPLAIN and write down which no longer work; return how many.

    One is left as it is where its view is not there to try it on.
    """
    broken = 0
    for row in VerifiedQuestion.objects.in_force():
        problem = _find_problem(row)
        if problem != row.problem:
            VerifiedQuestion.objects.filter(pk=row.pk).update(problem=problem)
        broken += bool(problem)
    return broken


def _find_problem(row: VerifiedQuestion) -> str:
    try:
        spec = spec_from_json(row.spec)
    except (KeyError, TypeError, ValueError):
        return "Its reading was kept in a form that is not known any more."
    dataset = selectors.get_catalog().find_dataset(spec.dataset)
    if dataset is None:
        return f"There is no dataset “{spec.dataset}” any more."
    try:
        check(spec, dataset)
        dialect = get_dialect(dataset, selectors.get_access(None))
        query, values = bind(compile_spec(spec, dataset, dialect).statement)
        with transaction.atomic(), connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(sql.SQL("EXPLAIN ") + query, values)
    except SpecError as error:
        return str(error)
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", None) in _NOT_THERE:
            return row.problem
        return str(error).strip()
    return ""


def after_migrations(*, using: str, **_options: object) -> None:
    """Try the verified questions again once the views are made."""
    if using != DEFAULT_DB_ALIAS:
        return
    try:
        with transaction.atomic():
            recheck_all()
    except DatabaseError as error:
        logger.warning("The verified questions were not tried again: %s", error)
