"""Use-cases of feedback: say that an answer is right or wrong, and look up what was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from queryassist.exceptions import QueryAssistError
from queryassist.feedback.models import DETAIL_LENGTH, Feedback, Reason, Verdict
from queryassist.models import Question
from queryassist.spec_json import to_storable

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


class FeedbackInvalid(QueryAssistError):
    """An answer is right or wrong, and a reason is one of those offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a form says; ``reason`` and ``detail`` may be empty, and count for wrong answers."""

    verdict: str
    reason: str = ""
    detail: str = ""


@transaction.atomic
def give_feedback(*, question: Question, person: AbstractBaseUser, opinion: Opinion) -> Feedback:
    """Return what the person now says of the answer; what they said before is kept behind it.

    Said twice, it is kept once. FeedbackInvalid where the verdict or reason is none of ours.
    """
    said = _checked(opinion)
    # Whoever says something of the same answer meanwhile waits.
    Question.objects.select_for_update().get(pk=question.pk)
    current = Feedback.objects.current().filter(question=question, person_id=person.pk)
    last = current.first()
    if last and said == Opinion(verdict=last.verdict, reason=last.reason, detail=last.detail):
        return last
    current.update(is_current=False)
    return Feedback.objects.create(
        question=question,
        person_id=person.pk,
        person_label=person.get_username(),
        verdict=said.verdict,
        reason=said.reason,
        detail=said.detail,
    )


def _checked(opinion: Opinion) -> Opinion:
    if opinion.verdict not in Verdict.values or opinion.reason not in ("", *Reason.values):
        raise FeedbackInvalid
    if opinion.verdict == Verdict.RIGHT:
        return Opinion(verdict=Verdict.RIGHT)
    detail = to_storable(opinion.detail).strip()[:DETAIL_LENGTH]
    return Opinion(verdict=opinion.verdict, reason=opinion.reason, detail=detail)


def get_feedback(
    person: AbstractBaseUser, questions: Iterable[int | None]
) -> Mapping[int, Feedback]:
    """Return what the person says of these questions, by their keys, with one query."""
    said = Feedback.objects.current().filter(person_id=person.pk, question__in=[*questions])
    return {feedback.question_id: feedback for feedback in said}
