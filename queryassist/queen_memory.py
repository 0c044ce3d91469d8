"""The Python way to what Queen remembers for one person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from queryassist import services
from queryassist.memory import examples, habits, lessons, meanings, metrics, verifying
from queryassist.memory.models import DatasetSnapshot, TaughtWord, VerifiedQuestion
from queryassist.models import Question

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.db.models import QuerySet


class QueenMemory:
    """What Queen remembers, as one person may use it; times are now.

    >>> memory = QueenMemory(person)
    >>> word = memory.teach("a whale is a user with over 10,000 in the wallet")
    >>> memory.effects(word)
    >>> memory.decide(word, Decision.KEEP)
    """

    def __init__(self, person: AbstractBaseUser) -> None:
        self._person = person

    def verify(self, question: Question) -> VerifiedQuestion:
        """Mark the answer to a question as right; see ``verifying.verify``."""
        return verifying.verify(question=question, verified_by=self._person, now=timezone.now())

    def withdraw(self, verified: VerifiedQuestion) -> None:
        """Stop reusing a verified question; see ``verifying.withdraw``."""
        verifying.withdraw(verified=verified, withdrawn_by=self._person, now=timezone.now())

    def similar(self, question: str, count: int = 3) -> list[examples.Example]:
        """Return the verified questions most like a question, the nearest first."""
        catalog = services.get_context(self._person, None, services.AskOptions()).catalog
        return examples.list_nearest(question, catalog, count=count)

    def teach(self, sentence: str) -> TaughtWord:
        """Return the word that a sentence teaches, as a draft; NotTeachable where it is none."""
        return lessons.teach_sentence(sentence, self._person)

    def effects(self, word: TaughtWord) -> tuple[lessons.Effect, ...]:
        """Return what a word changes about the person's past answers."""
        return lessons.list_effects(word=word, person=self._person, now=timezone.now())

    def decide(self, word: TaughtWord, decision: lessons.Decision) -> None:
        """Keep, offer, approve, decline or forget a word; see ``lessons.decide``."""
        lessons.decide(word=word, decision=decision, person=self._person, now=timezone.now())

    def words(self) -> QuerySet[TaughtWord]:
        """Return the words that count for the person."""
        return TaughtWord.objects.known_to(self._person.pk)

    def remember_meaning(self, word: meanings.Word, meaning: str) -> None:
        """Read an ambiguous word as one of its meanings; see ``meanings.remember_meaning``."""
        now = timezone.now()
        meanings.remember_meaning(word=word, meaning=meaning, person=self._person, now=now)

    def forget_meaning(self, word: meanings.Word) -> None:
        """Read an ambiguous word in its usual meaning again."""
        meanings.forget_meaning(word=word, person=self._person)

    def meanings(self) -> tuple[meanings.ShownMeaning, ...]:
        """Return what the person chose ambiguous words to mean."""
        return meanings.list_shown(self._person)

    def usual_questions(self, count: int = 5) -> list[habits.Habit]:
        """Return what the person asks most."""
        return habits.list_usual(person=self._person, now=timezone.now(), count=count)

    def snapshots(self) -> QuerySet[DatasetSnapshot]:
        """Return the daily states of the datasets, the newest first, with their columns."""
        return DatasetSnapshot.objects.prefetch_related("columns")

    def performance(self, since: datetime) -> metrics.Performance:
        """Return how questions were answered since a moment, by everybody."""
        return metrics.get_performance(since, timezone.now())
