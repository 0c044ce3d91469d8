"""What people usually ask, from the question log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from queryassist import services
from queryassist.engine_names import BY_HAND
from queryassist.memory.recall import find_reading
from queryassist.models import Question

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

LOOKED_BACK = timedelta(days=90)
LEAST_TIMES = 2
_CANDIDATES = 3
"""How many times as many as wanted are looked at: some only go on from another question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """A question, as it was last put, how often it was asked, and by how many people."""

    question: str
    times: int
    people: int


def list_usual(*, person: AbstractBaseUser, now: datetime, count: int = 5) -> list[Habit]:
    """Return what a person asked at least twice in 90 days, the most frequent first.

    Only questions that stand by themselves: those that opened a conversation, and those that can
    be read without the one before.
    """
    asked = _answered(now).filter(asked_by_id=person.pk)
    context = services.get_context(person, None, services.AskOptions(now=now))
    usual: list[Habit] = []
    for habit, opened in _habits(asked, count * _CANDIDATES):
        if len(usual) < count and (opened or find_reading(habit.question, context)):
            usual.append(habit)
    return usual


def list_common(*, now: datetime, count: int = 5) -> list[Habit]:
    """Return what all people together asked most in 90 days; for those who may read the log."""
    return [habit for habit, opened in _habits(_answered(now), count * _CANDIDATES) if opened][
        :count
    ]


def _answered(now: datetime) -> QuerySet[Question]:
    # What was asked of a skill may name what only its asker may know of.
    return Question.objects.filter(
        asked_at__gte=now - LOOKED_BACK, status=Question.Status.ANSWERED, by_skill__isnull=True
    ).exclude(Q(engine__in=BY_HAND) | Q(wording=""))


def _habits(asked: QuerySet[Question], count: int) -> Iterable[tuple[Habit, bool]]:
    """Yield what was asked at least twice, and whether it opened a conversation."""
    thread = Question.objects.filter(conversation=OuterRef("conversation"))
    is_first = ~Exists(thread.filter(pk__lt=OuterRef("pk")))
    opens = Q(is_first, conversation__isnull=False)
    rows = (
        asked.order_by()
        .values("wording")
        .annotate(
            times=Count("pk"),
            people=Count("asked_by_label", distinct=True),
            opened=Count("pk", filter=opens),
            last=Max("pk"),
        )
        .filter(times__gte=LEAST_TIMES)
        .order_by("-times", "-last")[:count]
    )
    found = list(rows)
    texts = dict(
        Question.objects.filter(pk__in=[row["last"] for row in found]).values_list("pk", "text")
    )
    for row in found:
        habit = Habit(question=texts[row["last"]], times=row["times"], people=row["people"])
        yield habit, row["opened"] > 0
