"""Use-cases of the glossary: teach a word, see what it changes, keep it, share it, forget it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from queryassist import conf, selectors, services
from queryassist.describe import describe
from queryassist.engine_names import Engine
from queryassist.engines import read_offline
from queryassist.english.words.text import tokenize
from queryassist.exceptions import AccessDenied
from queryassist.memory.conditions import holds_time
from queryassist.memory.exceptions import NotAllowedNow, NotTeachable, WordIsKnown
from queryassist.memory.glossary import add_words, holds_phrase
from queryassist.memory.limits import WORDS_OF_A_PERSON
from queryassist.memory.models import APPROVE_PERMISSION, TaughtWord
from queryassist.memory.teaching import Lesson, find_lesson, forms_of
from queryassist.models import ASK_PERMISSION, Question
from queryassist.readings import Context, Outcome, Reading, Refusal, RefusalReason
from queryassist.spec import Function, Measure, QuerySpec
from queryassist.spec_json import spec_to_json, to_storable

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

State = TaughtWord.State

LOOKED_AT = 500
"""How many of a person's last questions are searched for a word."""
SHOWN = 5
"""How many past questions are answered again to show what a word changes."""


class Decision(StrEnum):
    """What can be done with a taught word."""

    KEEP = "keep"
    OFFER = "offer"
    APPROVE = "approve"
    DECLINE = "decline"
    FORGET = "forget"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A question with a taught word in it: what was answered before, and what would be now."""

    question: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


def teach(*, lesson: Lesson, taught_by: AbstractBaseUser, now: datetime) -> TaughtWord:
    """Return the word as a draft, which counts for nobody until it is confirmed.

    NotTeachable, in words for the person, where the word means something already or its meaning
    cannot be read as a condition. A person has one draft: an earlier one is dropped.
    """
    if not selectors.has_permission(taught_by, ASK_PERMISSION):
        raise PermissionDenied
    lesson = Lesson(word=to_storable(lesson.word), meaning=to_storable(lesson.meaning))
    forms = forms_of(lesson)
    context = services.get_context(taught_by, None, services.AskOptions(now=now))
    try:
        services.require_datasets(context.catalog)
    except AccessDenied as error:
        raise NotTeachable(str(error)) from error
    _check_is_new(forms, context)
    known = TaughtWord.objects.filter(taught_by_id=taught_by.pk, state__in=TaughtWord.OWN)
    if known.count() >= WORDS_OF_A_PERSON:
        raise NotTeachable(f"You taught {WORDS_OF_A_PERSON} words: forget one to teach another.")
    spec = _condition(read_offline(lesson.meaning, context))
    with transaction.atomic():
        TaughtWord.objects.filter(taught_by_id=taught_by.pk, state=State.DRAFT).delete()
        return TaughtWord.objects.create(
            word=forms[0],
            forms=list(forms),
            meaning=lesson.meaning,
            reading=describe(spec, context.catalog.get_dataset(spec.dataset), conf.zone()),
            dataset=spec.dataset,
            spec=spec_to_json(spec),
            taught_by_id=taught_by.pk,
            taught_by_label=taught_by.get_username(),
            taught_at=now,
            changed_at=now,
        )


def teach_sentence(sentence: str, person: AbstractBaseUser) -> TaughtWord:
    """Return the draft of the word that a sentence teaches; NotTeachable where it teaches none."""
    lesson = find_lesson(sentence)
    if lesson is None:
        raise NotTeachable("Teach a word in a sentence like this: a minor is a user under 18.")
    return teach(lesson=lesson, taught_by=person, now=timezone.now())


def teach_if_lesson(text: str, person: AbstractBaseUser) -> TaughtWord | None:
    """Return the draft of the word that a text teaches; None where it is a question.

    NotTeachable, in words for the person, where it teaches what cannot be taught.
    """
    lesson = find_lesson(text)
    if lesson is None:
        return None
    try:
        return teach(lesson=lesson, taught_by=person, now=timezone.now())
    except WordIsKnown:
        if lesson.is_explicit:
            raise
        return None


def _check_is_new(forms: Iterable[str], context: Context) -> None:
    for form in forms:
        outcome = read_offline(form, context)
        if not isinstance(outcome, Refusal) or outcome.reason is not RefusalReason.UNKNOWN:
            raise WordIsKnown(
                f"“{form}” means something already, or is too much like a word that does. "
                "Take another word, or forget the taught one first."
            )


def _condition(outcome: Outcome) -> QuerySpec:
    """Return the rows that a meaning names, as a spec that is nothing but their condition."""
    if not isinstance(outcome, Reading):
        raise NotTeachable(f"What it means could not be read. {outcome.message}")
    spec = outcome.spec
    plain = QuerySpec(dataset=spec.dataset, where=spec.where)
    if spec.where is None or replace(spec, measures=()) != plain:
        raise NotTeachable("Say what it means by conditions alone, as in “a user over 60”.")
    if spec.measures not in ((), (Measure(function=Function.COUNT),)):
        raise NotTeachable("Say which rows are meant, not a figure of them.")
    if holds_time(spec):
        raise NotTeachable(
            "A meaning with a time in it cannot be taught: the time would stand still. Say the "
            "time in the question."
        )
    return plain


def list_effects(
    *, word: TaughtWord, person: AbstractBaseUser, now: datetime
) -> tuple[Effect, ...]:
    """Return a person's last questions with the word in them, answered as if they knew it.

    The last one is always “How many …?”, which nobody need have asked.
    """
    options = services.AskOptions(engine=Engine.OFFLINE, now=now)
    known = services.get_context(person, None, options)
    taught = replace(known, catalog=add_words(known.catalog, [word]))

    def answer(question: str, context: Context) -> str:
        return services.answer_unrecorded(question, context, person, options).message

    effects = [
        Effect(question=asked.text, before=asked.message, after=answer(asked.text, taught))
        for asked in _list_questions_with(word, person)
    ]
    example = f"How many {word.forms[-1]}?"
    effects.append(
        Effect(question=example, before=answer(example, known), after=answer(example, taught))
    )
    return tuple(effects)


def _list_questions_with(word: TaughtWord, person: AbstractBaseUser) -> list[Question]:
    """Return a person's last questions that hold the word, each wording once."""
    asked = Question.objects.filter(asked_by_id=person.pk).only("text", "wording", "message")
    found: dict[str, Question] = {}
    for question in asked[:LOOKED_AT]:
        said = tuple(token.word for token in tokenize(question.text))
        if any(holds_phrase(said, form) for form in word.forms):
            found.setdefault(question.wording, question)
    return list(found.values())[:SHOWN]


class _By(StrEnum):
    TEACHER = "who taught it"
    ANOTHER = "another person, with the permission to approve"
    APPROVER = "anybody with the permission to approve"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Move:
    decision: Decision
    before: tuple[State, ...]
    after: State
    by: _By


_MOVES = (
    _Move(
        decision=Decision.KEEP,
        before=(State.DRAFT, State.OFFERED),
        after=State.MINE,
        by=_By.TEACHER,
    ),
    _Move(
        decision=Decision.OFFER,
        before=(State.DRAFT, State.MINE),
        after=State.OFFERED,
        by=_By.TEACHER,
    ),
    _Move(decision=Decision.APPROVE, before=(State.OFFERED,), after=State.SHARED, by=_By.ANOTHER),
    _Move(decision=Decision.DECLINE, before=(State.OFFERED,), after=State.MINE, by=_By.ANOTHER),
    _Move(
        decision=Decision.FORGET,
        before=(State.DRAFT, State.MINE, State.OFFERED),
        after=State.FORGOTTEN,
        by=_By.TEACHER,
    ),
    _Move(decision=Decision.FORGET, before=(State.SHARED,), after=State.FORGOTTEN, by=_By.APPROVER),
)


def list_decisions(*, word: TaughtWord, person: AbstractBaseUser) -> tuple[Decision, ...]:
    """Return what a person may do with a word as it stands."""
    return tuple(move.decision for move in _MOVES if _is_open(move, word, person))


def _is_open(move: _Move, word: TaughtWord, person: AbstractBaseUser) -> bool:
    if word.state not in move.before:
        return False
    if move.by is _By.TEACHER:
        return bool(word.taught_by_id == person.pk)
    is_another = word.taught_by_id != person.pk
    return selectors.has_permission(person, APPROVE_PERMISSION) and (
        is_another or move.by is _By.APPROVER
    )


def decide(
    *, word: TaughtWord, decision: Decision, person: AbstractBaseUser, now: datetime
) -> None:
    """Keep, offer, approve, decline or forget a word as the person may; what it means stays.

    NotAllowedNow where the word does not stand so that they may, NotTeachable where they or
    everyone know the word already. Nobody approves a word of their own.
    """
    move = next((m for m in _MOVES if m.decision is decision and _is_open(m, word, person)), None)
    if move is None:
        raise NotAllowedNow
    changes: dict[str, object] = {"state": move.after, "changed_at": now}
    if move.after is State.SHARED:
        changes |= {"approved_by_id": person.pk, "approved_by_label": person.get_username()}
    try:
        with transaction.atomic():
            as_shown = TaughtWord.objects.filter(pk=word.pk, state=word.state)
            if not as_shown.update(**changes):
                raise NotAllowedNow
    except IntegrityError as error:
        raise NotTeachable(f"“{word.word}” is taught already.") from error
