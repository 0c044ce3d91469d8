"""Use-cases on a question that was answered before: answer it again, and take its answer along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from queryassist import selectors, services
from queryassist.answers import Answer, Status
from queryassist.models import Export, Question

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def answer_again(question: Question) -> Answer:
    """Return the answer that a question has now, by the reading it had then; it is not recorded.

    Question.DoesNotExist where it has no reading, SpecError where the reading fits no longer.
    """
    spec, dataset = selectors.get_reading(question)
    return replace(services.answer_spec(spec, dataset), question=question.text)


def export(*, question: Question, exported_by: AbstractBaseUser) -> Answer:
    """Return the answer to be taken along, up to the row cap, and record who takes it.

    Nothing is recorded of one that the database refuses. Raises as ``answer_again`` does.
    """
    answer = answer_again(question)
    if answer.status is Status.ANSWERED:
        Export.objects.create(
            question=question,
            exported_by_id=exported_by.pk,
            exported_by_label=exported_by.get_username(),
            row_count=answer.row_count,
            truncated=answer.truncated,
        )
    return answer
