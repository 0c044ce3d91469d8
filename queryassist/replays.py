"""Use-cases on a question that was answered before: replay it, share it, take its answer along."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from queryassist import conf, free_sql, selectors
from queryassist.answering import answer_spec
from queryassist.answers import Answer, Status
from queryassist.differences import DifferentRow, Shape, different_rows
from queryassist.exceptions import AccessDenied, SpecError
from queryassist.models import Export, Question, Share
from queryassist.recording import restored

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def answer_again(question: Question, person: AbstractBaseUser) -> Answer:
    """Return the answer that a question has now, by its reading or SQL of then; it is not recorded.

    It is a refusal where that fits no longer, or the person may not see it.
    Question.DoesNotExist where there is neither.
    """
    if sql := restored(question).ran_sql:
        answer = free_sql.answer_sql(person, sql)
    else:
        answer = _answer_reading_again(question, person)
    return replace(answer, question=question.text)


def _answer_reading_again(question: Question, person: AbstractBaseUser) -> Answer:
    spec, dataset = selectors.get_reading(question)
    try:
        return answer_spec(spec, dataset, selectors.get_access(person))
    except (SpecError, AccessDenied) as error:
        return Answer(status=Status.REFUSED, message=str(error))


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """An answer as it was stored and as it is now.

    ``rows`` are those that differ. ``compared`` is how many rows of the stored answer were kept
    to compare with, where that is not all of them. ``problem`` says why there is no comparison.
    """

    then: Answer
    now: Answer
    rows: tuple[DifferentRow, ...] = ()
    compared: int | None = None
    problem: str = ""


def replay(question: Question, person: AbstractBaseUser) -> Replay:
    """Return the answer to a question then and now, with what is different.

    Where history kept the first rows alone, as many of both answers are compared. Raises as
    ``answer_again`` does.
    """
    then, now = restored(question), answer_again(question, person)
    if now.status is not Status.ANSWERED:
        return Replay(then=then, now=now, problem=now.message)
    if [c.name for c in then.columns] != [c.name for c in now.columns]:
        return Replay(then=then, now=now, problem="The answer has other columns than it had.")
    kept = len(then.rows)
    is_cut = kept < question.row_count
    shape = Shape(columns=now.columns, keys=_keys(now), zone=conf.zone())
    return Replay(
        then=then,
        now=now,
        rows=different_rows(then.rows, now.rows[:kept] if is_cut else now.rows, shape),
        compared=kept if is_cut else None,
    )


def _keys(answer: Answer) -> tuple[int, ...]:
    """Return the places of the columns that name a row: its groups, or the key of the dataset.

    Nothing says which columns of SQL these are, but where it gives one row, that is the one.
    """
    spec = answer.spec
    if spec is None:
        return ()
    if spec.measures:
        return tuple(range(len(spec.group_by)))
    key = selectors.get_catalog().get_dataset(spec.dataset).key
    return tuple(place for place, column in enumerate(answer.columns) if column.name == key)


def share(question: Question) -> Share:
    """Return the token by which others who may ask see a question; the same one each time.

    Question.DoesNotExist where it has neither a reading nor SQL.
    """
    if not restored(question).ran_sql:
        selectors.get_reading(question)
    return Share.objects.get_or_create(question=question)[0]


def stop_sharing(question: Question) -> None:
    """Let nobody else see a question any more; a later share has another token."""
    Share.objects.filter(question=question).delete()


def export(*, question: Question, exported_by: AbstractBaseUser) -> Answer:
    """Return the answer to be taken along, up to the row cap, and record who takes it.

    Nothing is recorded of one that the database refuses. Raises as ``answer_again`` does.
    """
    answer = answer_again(question, exported_by)
    if answer.status is Status.ANSWERED:
        Export.objects.create(
            question=question,
            exported_by_id=exported_by.pk,
            exported_by_label=exported_by.get_username(),
            row_count=answer.row_count,
            truncated=answer.truncated,
        )
    return answer
