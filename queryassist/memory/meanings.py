"""Use-cases of words that may mean several things: remember which one a person means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from queryassist import selectors
from queryassist.catalog import NamedFilter
from queryassist.memory.exceptions import MemoryRefused
from queryassist.memory.models import ChosenMeaning

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.db.models import QuerySet


class NoSuchMeaning(MemoryRefused):
    """This word does not have that meaning: reload the page to see what it may mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a dataset, by the name of its filter."""

    dataset: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMeaning:
    """What a person chose, in words."""

    word: Word
    label: str


def remember_meaning(*, word: Word, meaning: str, person: AbstractBaseUser, now: datetime) -> None:
    """Read a word as one of its meanings whenever this person asks; "" is the usual one.

    NoSuchMeaning where the dataset, which the person has to see, does not declare it.
    """
    named = _find(word, person)
    if named is None or meaning not in ("", *(each.name for each in named.meanings)):
        raise NoSuchMeaning
    ChosenMeaning.objects.update_or_create(
        person_id=person.pk,
        dataset=word.dataset,
        word=word.name,
        defaults={"meaning": meaning, "chosen_at": now},
    )


def forget_meaning(*, word: Word, person: AbstractBaseUser) -> None:
    """Read a word in its usual meaning again, with the others beside it."""
    list_chosen(person).filter(dataset=word.dataset, word=word.name).delete()


def list_chosen(person: AbstractBaseUser) -> QuerySet[ChosenMeaning]:
    """Return what a person chose."""
    return ChosenMeaning.objects.filter(person_id=person.pk)


def get_chosen(person: AbstractBaseUser) -> Mapping[tuple[str, str], str]:
    """Return the meaning that a person chose, by dataset and word."""
    return {(row.dataset, row.word): row.meaning for row in list_chosen(person)}


def list_shown(person: AbstractBaseUser) -> tuple[ShownMeaning, ...]:
    """Return what a person chose of the datasets that they see, in words."""
    shown = []
    for row in list_chosen(person):
        word = Word(dataset=row.dataset, name=row.word)
        if named := _find(word, person):
            labels = {"": named.label} | {each.name: each.label for each in named.meanings}
            shown.append(ShownMeaning(word=word, label=labels.get(row.meaning, named.label)))
    return tuple(shown)


def _find(word: Word, person: AbstractBaseUser) -> NamedFilter | None:
    dataset = selectors.get_access(person).catalog.find_dataset(word.dataset)
    filters = dataset.named_filters if dataset else ()
    return next((each for each in filters if each.name == word.name and each.meanings), None)
