"""The catalog as one person speaks: with taught words, and the meanings that they chose."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from queryassist.catalog import Catalog, Dataset, NamedFilter
from queryassist.english.words.text import tokenize
from queryassist.exceptions import SpecError
from queryassist.memory.models import ChosenMeaning, TaughtWord
from queryassist.spec import Condition
from queryassist.spec_json import spec_from_json
from queryassist.statements import Statement
from queryassist.validation import check_condition

logger = logging.getLogger(__name__)


def with_words(catalog: Catalog, person_pk: int | None) -> Catalog:
    """Return the catalog in the words of a person, None being nobody in particular.

    It has the taught words that count for them, and for ambiguous words what they chose. Where a
    person taught a word before it was shared, their own meaning stays. People who know the same
    words get the same catalog.
    """
    rows = _words_known_to(person_pk).fetch()
    own = {word for _, word, state in rows if state in TaughtWord.OWN}
    pks = sorted(pk for pk, word, state in rows if state in TaughtWord.OWN or word not in own)
    choices = tuple(_meanings_chosen_by(person_pk).fetch()) if person_pk else ()
    return _extended(catalog, tuple(pks), choices) if pks or choices else catalog


@lru_cache(maxsize=256)
def _words_known_to(person_pk: int | None) -> Statement[tuple[int, str, str]]:
    return Statement.of(TaughtWord.objects.known_to(person_pk).values_list("pk", "word", "state"))


@lru_cache(maxsize=256)
def _meanings_chosen_by(person_pk: int) -> Statement[tuple[str, str, str]]:
    chosen = ChosenMeaning.objects.filter(person_id=person_pk)
    return Statement.of(chosen.values_list("dataset", "word", "meaning"))


@lru_cache(maxsize=32)
def _extended(
    catalog: Catalog, pks: tuple[int, ...], choices: tuple[tuple[str, str, str], ...]
) -> Catalog:
    known = add_words(catalog, TaughtWord.objects.filter(pk__in=pks)) if pks else catalog
    chosen = {(dataset, word): meaning for dataset, word, meaning in choices}
    return Catalog(tuple(_with_meanings(dataset, chosen) for dataset in known))


def _with_meanings(dataset: Dataset, chosen: Mapping[tuple[str, str], str]) -> Dataset:
    if not any((dataset.name, named.name) in chosen for named in dataset.named_filters):
        return dataset
    filters: list[NamedFilter] = []
    for named in dataset.named_filters:
        meaning = chosen.get((dataset.name, named.name))
        filters += [named] if meaning is None or named.taught else _chosen(named, meaning)
    return replace(dataset, named_filters=tuple(filters))


def _chosen(named: NamedFilter, name: str) -> tuple[NamedFilter, ...]:
    """Return the filter of the words that mean what was chosen, and of those that never did.

    A meaning that is not declared any more leaves all as it is.
    """
    meaning = next((each for each in named.meanings if each.name == name), None)
    if name and meaning is None:
        return (named,)
    certain = replace(
        named,
        words=_without(named.words, named.ambiguous),
        opposites=_without(named.opposites, named.ambiguous),
        meanings=(),
    )
    ambiguous = replace(
        named,
        words=_without(named.words, certain.words),
        opposites=_without(named.opposites, certain.opposites),
        opposite=named.opposite if meaning is None else None,
        remembered=True,
        taught=meaning is not None,
        chosen=meaning,
    )
    return (ambiguous, certain)


def _without(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in others)


def add_words(catalog: Catalog, words: Iterable[TaughtWord]) -> Catalog:
    """Return the catalog with these words, each in the place of one that was taught before.

    One that no longer fits its dataset is left out.
    """
    taught: dict[str, list[NamedFilter]] = {}
    for word in words:
        condition = _condition_of(word, catalog)
        if condition is not None:
            named = NamedFilter(
                name=word.word, words=tuple(word.forms), condition=condition, taught=True
            )
            taught.setdefault(word.dataset, []).append(named)
    return Catalog(tuple(_with_filters(dataset, taught.get(dataset.name)) for dataset in catalog))


def _with_filters(dataset: Dataset, filters: list[NamedFilter] | None) -> Dataset:
    if not filters:
        return dataset
    names = {named.name for named in filters}
    kept = (one for one in dataset.named_filters if not (one.taught and one.name in names))
    return replace(dataset, named_filters=(*kept, *filters))


def _condition_of(word: TaughtWord, catalog: Catalog) -> Condition | None:
    dataset = catalog.find_dataset(word.dataset)
    try:
        condition = spec_from_json(word.spec).where
        if dataset is None or condition is None:
            return None
        check_condition(condition, dataset)
    except (KeyError, TypeError, ValueError, SpecError) as error:
        logger.warning("The taught word %s no longer fits: %r", word.pk, error)
        return None
    return condition


def taught_words_in(text: str, catalog: Catalog) -> tuple[tuple[Dataset, NamedFilter], ...]:
    """Return the taught words of the catalog that a text holds, each with its dataset."""
    said = tuple(token.word for token in tokenize(text))
    return tuple(
        (dataset, named)
        for dataset in catalog
        for named in dataset.named_filters
        if named.taught and any(holds_phrase(said, form) for form in named.words)
    )


@lru_cache(maxsize=1024)
def _words_of(phrase: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokenize(phrase))


def holds_phrase(said: tuple[str, ...], phrase: str) -> bool:
    """Return whether the words of a phrase stand side by side among those said."""
    wanted = _words_of(phrase)
    size = len(wanted)
    return any(said[at : at + size] == wanted for at in range(len(said) - size + 1))
