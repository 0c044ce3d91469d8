"""The Monday brief: a person's usual questions, answered anew, for those who want it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.utils import timezone

from queryassist import conf, selectors, services
from queryassist.engine_names import Engine
from queryassist.memory.habits import list_usual
from queryassist.memory.models import Brief, BriefReader
from queryassist.models import ASK_PERMISSION

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLine:
    """A question with its answer, and the answer of the brief before, "" where it was not in it."""

    question: str
    answer: str
    before: str


def set_wanted(*, person: AbstractBaseUser, wanted: bool) -> None:
    """Let a person have a brief on Mondays, or no more; nobody has it by themselves."""
    if wanted:
        BriefReader.objects.get_or_create(person_id=person.pk)
    else:
        BriefReader.objects.filter(person_id=person.pk).delete()


def is_wanted(person: AbstractBaseUser) -> bool:
    """Return whether the person wants a brief."""
    return BriefReader.objects.filter(person_id=person.pk).exists()


def list_lines(person: AbstractBaseUser, now: datetime) -> tuple[BriefLine, ...]:
    """Return this week's brief of a person, nothing where there is none."""
    brief = Brief.objects.filter(person_id=person.pk, monday=_monday(now)).first()
    return tuple(BriefLine(**line) for line in brief.lines) if brief else ()


def write_briefs(*, now: datetime) -> int:
    """Write the briefs that are missing, on a Monday alone; return how many.

    Only those who may still ask get one. Nothing is sent to Claude, and the question log stays as
    it is.
    """
    monday = _monday(now)
    if _today(now) != monday:
        return 0
    wanting = BriefReader.objects.values("person_id")
    having = Brief.objects.filter(monday=monday).values("person_id")
    people = get_user_model().objects.filter(pk__in=wanting, is_active=True, is_staff=True)
    return sum(_write(person, monday, now) for person in people.exclude(pk__in=having))


def _write(person: AbstractBaseUser, monday: date, now: datetime) -> bool:
    """Whether a brief was written: not for those without habits or the right to ask."""
    usual = (
        list_usual(person=person, now=now)
        if selectors.has_permission(person, ASK_PERMISSION)
        else []
    )
    if not usual:
        return False
    last = Brief.objects.filter(person_id=person.pk, monday__lt=monday).first()
    before = {line["question"]: line["answer"] for line in last.lines} if last else {}
    options = services.AskOptions(engine=Engine.OFFLINE, now=now)
    context = services.get_context(person, None, options)
    lines = [
        BriefLine(
            question=habit.question,
            answer=services.answer_unrecorded(habit.question, context, person, options).message,
            before=before.get(habit.question, ""),
        )
        for habit in usual
    ]
    _, is_new = Brief.objects.get_or_create(
        person_id=person.pk,
        monday=monday,
        defaults={"made_at": now, "lines": [asdict(line) for line in lines]},
    )
    return is_new


def _monday(now: datetime) -> date:
    today = _today(now)
    return today - timedelta(days=today.weekday())


def _today(now: datetime) -> date:
    return timezone.localtime(now, conf.zone()).date()
